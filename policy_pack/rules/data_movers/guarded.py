"""Whatever moves data in and out: private, encrypted, written down."""

from collections.abc import Callable, Iterator

from soc2_baseline.policy_pack.kit import Context, Finding, Resource, ResourceRule, Severity, token
from soc2_baseline.policy_pack.rules.data_movers.brokers import judge_broker
from soc2_baseline.policy_pack.rules.data_movers.replication import (
    judge_endpoint,
    judge_instance,
    judge_profile,
    judge_serverless,
)
from soc2_baseline.policy_pack.rules.data_movers.transfers import judge_server

JUDGES: dict[str, Callable[[Resource], Iterator[Finding]]] = {
    "dms.ReplicationInstance": judge_instance,
    "dms.InstanceProfile": judge_profile,
    "dms.ReplicationConfig": judge_serverless,
    "dms.Endpoint": judge_endpoint,
    "transfer.Server": judge_server,
    "mq.Broker": judge_broker,
}
BY_TOKEN = {token(name): judge for name, judge in JUDGES.items()}


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    yield from BY_TOKEN[resource.type](resource)


RULES = (
    ResourceRule(
        id="edge-data-movers-guarded",
        types=tuple(JUDGES),
        criteria=("CC6.6", "CC6.7"),
        severity=Severity.HIGH,
        summary="Replication, file transfer and brokers are private, encrypted and logged.",
        fix="Set publicly_accessible=False, a customer key, ssl_mode or a current "
        "security_policy_name, and logs or structured_log_destinations.",
        keys={
            "public": "publicly_accessible",
            "key": "kms_key_arn",
            "tls": "ssl_mode",
            "ciphers": "security_policy_name",
            "logs": "logs.general",
            "audit": "logs.audit",
        },
        reference="AWS DMS user guide: using SSL; AWS Transfer Family user guide: security "
        "policies; Amazon MQ developer guide: security best practices; Security Hub DMS.1, DMS.9; "
        "checkov CKV_AWS_48, CKV_AWS_69, CKV_AWS_89, CKV_AWS_164, CKV_AWS_212, CKV_AWS_357, "
        "CKV_AWS_380",
        why="These doors are made to carry whole databases and files out. One that is open to the "
        "internet or unencrypted carries them to anybody, unseen.",
        judge=_judge,
    ),
)
