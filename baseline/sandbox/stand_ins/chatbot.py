"""Chat channels of Amazon Q Developer in chat applications; nothing is posted."""

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Resource, operations, tagging

_PLACE = "arn:{partition}:chatbot::{account}:chat-configuration"
_COMMON = {
    "LoggingLevel": "NONE",
    "SnsTopicArns": [],
    "State": "ENABLED",
    "UserAuthorizationRequired": False,
}
_SLACK = Resource(
    name="slack_channels",
    by=("ChatConfigurationArn",),
    creates="CreateSlackChannelConfiguration",
    updates=("UpdateSlackChannelConfiguration",),
    deletes="DeleteSlackChannelConfiguration",
    lists={"DescribeSlackChannelConfigurations": "SlackChannelConfigurations"},
    of=("ChatConfigurationArn",),
    made={
        "ChatConfigurationArn": f"{_PLACE}/slack-channel/{{ConfigurationName}}",
        "SlackTeamName": "sandbox",
    },
    defaults={**_COMMON, "SlackChannelName": "sandbox"},
    under="ChannelConfiguration",
    arn="ChatConfigurationArn",
    tags="Tags",
)
_TEAMS = Resource(
    name="teams_channels",
    by=("ChatConfigurationArn",),
    creates="CreateMicrosoftTeamsChannelConfiguration",
    reads="GetMicrosoftTeamsChannelConfiguration",
    updates=("UpdateMicrosoftTeamsChannelConfiguration",),
    deletes="DeleteMicrosoftTeamsChannelConfiguration",
    lists={"ListMicrosoftTeamsChannelConfigurations": "TeamChannelConfigurations"},
    made={
        "ChatConfigurationArn": f"{_PLACE}/microsoft-teams-channel/{{ConfigurationName}}",
    },
    defaults={**_COMMON, "ChannelName": "sandbox", "TeamName": "sandbox"},
    under="ChannelConfiguration",
    arn="ChatConfigurationArn",
    tags="Tags",
)

STAND_IN = stand_in(
    name="chat channels",
    gap="moto has no Chatbot",
    service="chatbot",
    handlers={
        **operations(_SLACK, _TEAMS),
        **tagging(_SLACK, _TEAMS),
    },
)
