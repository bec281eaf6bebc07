"""Channels of Slack and Microsoft Teams, which listen to topics and command nothing.

Source: Amazon Q Developer in chat applications, administrator guide: channel configurations,
guardrail policies (without one, the default allows everything the role does), role settings.
"""

from collections.abc import Mapping, Sequence

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.incident.subscribers import CHAT, Channel, Subscriber
from soc2_baseline.components.statements import document, service_trust

SLACK = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"
TEAMS = "aws:chatbot/teamsChannelConfiguration:TeamsChannelConfiguration"
_TYPES = {Channel.SLACK: SLACK, Channel.TEAMS: TEAMS}


def chat_channels(
    host: BaselineComponent,
    subscribers: Mapping[str, Sequence[Subscriber]],
    topics: Mapping[str, aws.sns.Topic],
    boundary_arn: pulumi.Input[str] | None,
) -> None:
    """Make one configuration for each channel, with all the topics that it listens to."""
    heard: dict[Subscriber, list[str]] = {}
    for word, each in subscribers.items():
        for one in each:
            if one.channel in CHAT and host.offers(_TYPES[one.channel]):
                heard.setdefault(one, []).append(word)
    if not heard:
        return
    role = aws.iam.Role(
        f"{host.name}-chat",
        name=host.physical_name("incidents-chat"),
        description="Chat channels show incidents; the role allows nothing",
        assume_role_policy=document(service_trust("chatbot.amazonaws.com")),
        permissions_boundary=boundary_arn,
        tags=host.tags,
        opts=host.child(delete_before_replace=True),
    )
    for one, words in heard.items():
        _channel(host, one, [topics[word].arn for word in words], role)


def _channel(
    host: BaselineComponent,
    one: Subscriber,
    topic_arns: list[pulumi.Output[str]],
    role: aws.iam.Role,
) -> None:
    name = f"{host.name}-{one.key}"
    nothing = host.environment.arn("iam", "policy/AWSDenyAll", region="", account="aws")
    parts = one.address.split("/", 2)
    if one.channel is Channel.SLACK:
        aws.chatbot.SlackChannelConfiguration(
            name,
            configuration_name=host.physical_name(f"incidents-{one.key}"),
            iam_role_arn=role.arn,
            slack_team_id=parts[0],
            slack_channel_id=parts[1],
            guardrail_policy_arns=[nothing],
            logging_level="ERROR",
            sns_topic_arns=topic_arns,
            user_authorization_required=True,
            tags=host.tags,
            opts=host.child(),
        )
        return
    aws.chatbot.TeamsChannelConfiguration(
        name,
        configuration_name=host.physical_name(f"incidents-{one.key}"),
        iam_role_arn=role.arn,
        tenant_id=parts[0],
        team_id=parts[1],
        channel_id=parts[2],
        guardrail_policy_arns=[nothing],
        logging_level="ERROR",
        sns_topic_arns=topic_arns,
        user_authorization_required=True,
        tags=host.tags,
        opts=host.child(),
    )
