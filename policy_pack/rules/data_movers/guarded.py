"""Network access, encryption and logs of services that move data in and out."""

from soc2_baseline.policy_pack.kit import ResourceRule, Severity, by_type
from soc2_baseline.policy_pack.rules.data_movers.brokers import judge_broker
from soc2_baseline.policy_pack.rules.data_movers.replication import (
    judge_endpoint,
    judge_instance,
    judge_profile,
    judge_serverless,
)
from soc2_baseline.policy_pack.rules.data_movers.transfers import judge_server

_TYPES, _judge = by_type(
    {
        "dms.ReplicationInstance": judge_instance,
        "dms.InstanceProfile": judge_profile,
        "dms.ReplicationConfig": judge_serverless,
        "dms.Endpoint": judge_endpoint,
        "transfer.Server": judge_server,
        "mq.Broker": judge_broker,
    }
)


RULES = (
    ResourceRule(
        id="edge-data-movers-guarded",
        types=_TYPES,
        criteria=("CC6.6", "CC6.7"),
        severity=Severity.HIGH,
        summary="Replication, file transfer and brokers are private, encrypted and logged.",
        fix="Set publicly_accessible=False, a customer managed key, ssl_mode or a current "
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
        why="These services carry whole databases and files out. Open to the internet or "
        "unencrypted, they expose them to anybody, unnoticed.",
        judge=_judge,
    ),
)
