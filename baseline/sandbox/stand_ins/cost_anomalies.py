"""Cost anomaly monitors and subscriptions; nothing is detected."""

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Resource, operations, tagging

_PLACE = "arn:{partition}:ce::{account}"
_MONITOR = Resource(
    name="monitors",
    by=("MonitorArn",),
    creates="CreateAnomalyMonitor",
    updates=("UpdateAnomalyMonitor",),
    deletes="DeleteAnomalyMonitor",
    lists={"GetAnomalyMonitors": "AnomalyMonitors"},
    asked="MonitorArnList",
    within="AnomalyMonitor",
    made={"MonitorArn": f"{_PLACE}:anomalymonitor/{{uuid}}"},
    arn="MonitorArn",
    tags="ResourceTags",
    missing="UnknownMonitorException",
)
_SUBSCRIPTION = Resource(
    name="subscriptions",
    by=("SubscriptionArn",),
    creates="CreateAnomalySubscription",
    updates=("UpdateAnomalySubscription",),
    deletes="DeleteAnomalySubscription",
    lists={"GetAnomalySubscriptions": "AnomalySubscriptions"},
    asked="SubscriptionArnList",
    within="AnomalySubscription",
    made={"SubscriptionArn": f"{_PLACE}:anomalysubscription/{{uuid}}", "AccountId": "{account}"},
    arn="SubscriptionArn",
    tags="ResourceTags",
    missing="UnknownSubscriptionException",
)

STAND_IN = stand_in(
    name="cost anomalies",
    gap="moto has no monitors of cost anomalies",
    service="ce",
    handlers={
        **operations(_MONITOR, _SUBSCRIPTION),
        **tagging(_MONITOR, _SUBSCRIPTION),
    },
)
