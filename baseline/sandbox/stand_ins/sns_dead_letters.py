"""Dead letters of HTTPS subscribers that cannot be reached."""

import json
from typing import Any

import requests
from moto.sns.models import Subscription
from moto.sqs.models import sqs_backends
from moto.utilities.arns import parse_arn

from soc2_baseline.baseline.sandbox.contract import StandIn


def _apply() -> None:
    known_to_moto = Subscription.publish

    def publish(self: Any, message: str, message_id: str, **options: Any) -> None:
        try:
            known_to_moto(self, message, message_id, **options)
        except requests.RequestException:
            _send_to_dead_letters(self, message)

    setattr(Subscription, "publish", publish)  # noqa: B010


def _send_to_dead_letters(subscription: Any, message: str) -> None:
    policy = json.loads(subscription.attributes.get("RedrivePolicy") or "{}")
    if "deadLetterTargetArn" in policy:
        queue = parse_arn(policy["deadLetterTargetArn"])
        backend = sqs_backends[queue.account][queue.region]
        backend.send_message(queue.resource_id, message)


STAND_IN = StandIn(
    name="SNS dead letters",
    gap="moto fails to publish if one HTTPS subscriber cannot be reached",
    service="sns",
    operations=("Publish",),
    apply=_apply,
)
