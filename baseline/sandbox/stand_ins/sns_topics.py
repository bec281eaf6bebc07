"""Attributes of a topic, with those that moto leaves out."""

from typing import Any

from moto.core.utils import camelcase_to_underscores

from soc2_baseline.baseline.sandbox.contract import stand_in

_ALWAYS = ("DisplayName", "EffectiveDeliveryPolicy", "Policy", "SignatureVersion", "TracingConfig")
_WHERE_GIVEN = (
    "ArchivePolicy",
    "ContentBasedDeduplication",
    "DeliveryPolicy",
    "FifoTopic",
    "KmsMasterKeyId",
)
_DEFAULTS = {"SignatureVersion": "1", "TracingConfig": "PassThrough"}


def _attributes(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    topic = backend.get_topic(given["TopicArn"])

    def value(name: str) -> Any:
        return getattr(topic, camelcase_to_underscores(name), _DEFAULTS.get(name))

    attributes = {
        "Owner": topic.account_id,
        "TopicArn": topic.arn,
        "SubscriptionsConfirmed": topic.subscriptions_confimed,
        "SubscriptionsDeleted": topic.subscriptions_deleted,
        "SubscriptionsPending": topic.subscriptions_pending,
        **{name: value(name) for name in _ALWAYS},
        **{name: value(name) for name in _WHERE_GIVEN if value(name)},
    }
    return {"Attributes": {name: _text(each) for name, each in attributes.items()}}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


STAND_IN = stand_in(
    "SNS topic attributes",
    "moto leaves out SignatureVersion and TracingConfig of a topic",
    "sns",
    {"GetTopicAttributes": _attributes},
)
