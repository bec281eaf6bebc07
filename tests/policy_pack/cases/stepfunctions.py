"""Cases of the rules about AWS Step Functions."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue", "other")
KEY = made("kms.Key", "key")
GROUP = made("cloudwatch.LogGroup", "group")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
OURS = {"type": "CUSTOMER_MANAGED_KMS_KEY", "kmsKeyId": ARN}
LOG = {"level": "ERROR", "logDestination": "arn:aws:logs:eu-west-1:111111111111:log-group:a:*"}


def machine(**props: Any) -> Resource:
    given: dict[str, Any] = {
        "loggingConfiguration": LOG,
        "tracingConfiguration": {"enabled": True},
        "encryptionConfiguration": OURS,
    }
    return made("sfn.StateMachine", **{**given, **props})


CASES: dict[str, tuple[Case, ...]] = {
    "sfn-guarded": (
        good(machine()),
        good(machine(loggingConfiguration={**LOG, "level": "ALL"})),
        good(
            wired(
                machine(
                    loggingConfiguration={"level": "ALL", "logDestination": UNKNOWN},
                    encryptionConfiguration={**OURS, "kmsKeyId": UNKNOWN},
                ),
                loggingConfiguration=GROUP,
                encryptionConfiguration=KEY,
            ),
            GROUP,
            KEY,
        ).named("wired"),
        good(made("sfn.Activity", encryptionConfiguration=OURS)),
        bad("logging", machine(loggingConfiguration=None)),
        bad("logging", machine(loggingConfiguration={**LOG, "level": "FATAL"})),
        bad("logging", machine(loggingConfiguration={"level": "ALL"})).named("no-destination"),
        bad("tracing", machine(tracingConfiguration=None)),
        bad("tracing", machine(tracingConfiguration={"enabled": False})),
        bad("cmk", machine(encryptionConfiguration=None)),
        bad("cmk", machine(encryptionConfiguration={"type": "AWS_OWNED_KEY"})),
        bad("cmk", machine(encryptionConfiguration={**OURS, "kmsKeyId": None})),
        bad("cmk", made("sfn.Activity")),
        unknown("logging", machine(loggingConfiguration=UNKNOWN)),
        unknown(
            "logging", machine(loggingConfiguration={"level": "ALL", "logDestination": UNKNOWN})
        ),
        unknown("tracing", machine(tracingConfiguration={"enabled": UNKNOWN})),
        unknown("cmk", machine(encryptionConfiguration=UNKNOWN)),
        unknown("cmk", machine(encryptionConfiguration={**OURS, "kmsKeyId": UNKNOWN})),
        skips(OTHER),
    ),
}
