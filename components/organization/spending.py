"""Spending as a signal: a budget with alerts, and anomalies."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.arguments import EMAIL
from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.core.errors import ConfigError

MOST_ADDRESSES = 10
"""Addresses that AWS Budgets takes for one notification."""
ANOMALY_USD = 100

_ALERTS = (("ACTUAL", 80), ("ACTUAL", 100), ("FORECASTED", 100))
"""Kinds of amounts, and per cent of the budget that they must not exceed unnoticed."""


class SpendingAlertsArgs(TypedDict):
    """Arguments of :class:`SpendingAlerts`."""

    environment: EnvironmentArgs
    """The account; in the management account the budget is the whole organization's."""
    monthly_usd: int
    """The budget of a month, in US dollars."""
    emails: list[str]
    """Subscribers, 1 to 10 addresses."""
    topic_arn: NotRequired[pulumi.Input[str]]
    """ARN of a topic that is notified too, of anomalies at once; its policy has to let
    ``budgets.amazonaws.com`` and ``costalerts.amazonaws.com`` publish."""
    anomaly_usd: NotRequired[int]
    """Impact in US dollars from which an anomaly is reported; 100 by default."""
    anomaly_monitor_arn: NotRequired[str]
    """The account's monitor of services, where it has one: AWS takes no second, and has made one
    in accounts that are younger than March 2023. A new one is made where left out."""


@dataclass(frozen=True)
class SpendingAlertsPlan:
    """The checked arguments of SpendingAlerts."""

    environment: Environment
    monthly_usd: int
    emails: tuple[str, ...]
    anomaly_usd: int
    anomaly_monitor_arn: str | None


def resolve(args: SpendingAlertsArgs) -> SpendingAlertsPlan:
    """Check the arguments and fill in the defaults; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = "SpendingAlerts"
    args, environment, _ = placed(args, SpendingAlertsArgs, place)
    emails = tuple(dict.fromkeys(args["emails"]))
    anomaly_usd = args.get("anomaly_usd", ANOMALY_USD)
    monitor = args.get("anomaly_monitor_arn")
    problems = [
        f"{place}: {name} {amount!r}; accepted is a whole number of US dollars, 1 or more"
        for name, amount in (("monthly_usd", args["monthly_usd"]), ("anomaly_usd", anomaly_usd))
        if amount < 1
    ]
    problems += [
        f"{place}: emails {email!r}; accepted are addresses such as costs@example.com"
        for email in emails
        if not EMAIL.fullmatch(email)
    ]
    if not 1 <= len(emails) <= MOST_ADDRESSES:
        problems.append(f"{place}: emails are {len(emails)}; accepted are 1 to {MOST_ADDRESSES}")
    monitors = environment.arn("ce", "anomalymonitor/", region="")
    if monitor is not None and not monitor.startswith(monitors):
        problems.append(f"{place}: anomaly_monitor_arn {monitor!r}; accepted is {monitors}…")
    if problems:
        raise ConfigError(problems)
    return SpendingAlertsPlan(environment, args["monthly_usd"], emails, anomaly_usd, monitor)


class SpendingAlerts(BaselineComponent, area="organization"):
    """Alerts on what is spent (A1.1, CC7.2): capacity nobody planned, or work that is not ours.

    Provisions a monthly budget that notifies people at 80 and 100 per cent of it and when the
    forecast exceeds it, a monitor of all services that learns usual spending, and subscriptions to
    anomalies. By default: those of 100 dollars or more, once a day by e-mail, at once to the topic.

    Costs:
        Nothing: two budgets of an account are free, and so are anomalies.

    Leaves out:
        Actions that stop anything. Budgets of tenants.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    budget_name: pulumi.Output[str]
    """The budget's name."""

    def __init__(
        self, name: str, args: SpendingAlertsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, None, opts)
        topic = args.get("topic_arn")
        self.budget_name = pulumi.Output.from_input(self.physical_name(name))
        if self.offers("aws:budgets/budget:Budget"):
            self._make_budget(plan, topic)
        if self.offers("aws:costexplorer/anomalySubscription:AnomalySubscription"):
            self._watch(plan, topic)
        self.finish({"budgetName": self.budget_name})

    def _make_budget(self, plan: SpendingAlertsPlan, topic: pulumi.Input[str] | None) -> None:
        aws.budgets.Budget(
            self.name,
            name=self.physical_name(self.name),
            account_id=plan.environment.account_id,
            budget_type="COST",
            time_unit="MONTHLY",
            limit_amount=str(plan.monthly_usd),
            limit_unit="USD",
            notifications=[
                aws.budgets.BudgetNotificationArgs(
                    comparison_operator="GREATER_THAN",
                    notification_type=kind,
                    threshold=percent,
                    threshold_type="PERCENTAGE",
                    subscriber_email_addresses=list(plan.emails),
                    subscriber_sns_topic_arns=[topic] if topic is not None else None,
                )
                for kind, percent in _ALERTS
            ],
            tags=self.tags,
            opts=self.child(),
        )

    def _watch(self, plan: SpendingAlertsPlan, topic: pulumi.Input[str] | None) -> None:
        monitor: pulumi.Input[str] | None = plan.anomaly_monitor_arn
        if monitor is None:
            monitor = aws.costexplorer.AnomalyMonitor(
                self.name,
                name=self.physical_name("services"),
                monitor_type="DIMENSIONAL",
                monitor_dimension="SERVICE",
                tags=self.tags,
                opts=self.child(),
            ).arn
        # AWS notifies at once by topic only, and by e-mail once a day.
        subscribers: dict[str, list[tuple[str, pulumi.Input[str]]]] = {
            "DAILY": [("EMAIL", email) for email in plan.emails],
            "IMMEDIATE": [("SNS", topic)] if topic is not None else [],
        }
        threshold = aws.costexplorer.AnomalySubscriptionThresholdExpressionDimensionArgs(
            key="ANOMALY_TOTAL_IMPACT_ABSOLUTE",
            match_options=["GREATER_THAN_OR_EQUAL"],
            values=[str(plan.anomaly_usd)],
        )
        for frequency, told in subscribers.items():
            if not told:
                continue
            aws.costexplorer.AnomalySubscription(
                f"{self.name}-{frequency.lower()}",
                name=self.physical_name(f"anomalies-{frequency.lower()}"),
                frequency=frequency,
                monitor_arn_lists=[monitor],
                subscribers=[
                    aws.costexplorer.AnomalySubscriptionSubscriberArgs(type=kind, address=address)
                    for kind, address in told
                ],
                threshold_expression=aws.costexplorer.AnomalySubscriptionThresholdExpressionArgs(
                    dimension=threshold
                ),
                tags=self.tags,
                opts=self.child(),
            )
