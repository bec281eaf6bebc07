"""Lookup of a stack's resources in texts: by id, by ARN, by name inside an ARN."""

import re
from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import Resource, StackGraph, token

_ID = re.compile(
    r"arn:.+|[a-z][a-z-]{0,10}-[0-9a-f]{8,17}|mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
"""Texts that identify one resource anywhere; a plain name may be anything."""

_ARN_TYPES = {
    ("s3", ""): "s3.Bucket",
    ("dynamodb", "table"): "dynamodb.Table",
    ("sqs", ""): "sqs.Queue",
    ("sns", ""): "sns.Topic",
    ("lambda", "function"): "lambda.Function",
    ("iam", "role"): "iam.Role",
    ("iam", "user"): "iam.User",
    ("iam", "policy"): "iam.Policy",
    ("kinesis", "stream"): "kinesis.Stream",
    ("ecr", "repository"): "ecr.Repository",
    ("logs", "log-group"): "cloudwatch.LogGroup",
    ("events", "event-bus"): "cloudwatch.EventBus",
    ("kms", "key"): "kms.Key",
    ("kms", "alias"): "kms.Alias",
    ("states", "stateMachine"): "sfn.StateMachine",
    ("backup", "backup-vault"): "backup.Vault",
    ("rds", "db"): "rds.Instance",
    ("rds", "cluster"): "rds.Cluster",
    ("elasticfilesystem", "file-system"): "efs.FileSystem",
}
_NAMED_BY = {
    "bucket": "s3.Bucket",
    "targetBucket": "s3.Bucket",
    "role": "iam.Role",
    "iamInstanceProfile": "iam.InstanceProfile",
    "tableName": "dynamodb.Table",
    "functionName": "lambda.Function",
    "repository": "ecr.Repository",
    "queueUrl": "sqs.Queue",
    "backupVaultName": "backup.Vault",
    "targetVaultName": "backup.Vault",
    "eventBusName": "cloudwatch.EventBus",
}
"""Properties whose value is the name of a resource of one type."""


class Names:
    """Names that identify the resources of a stack."""

    def __init__(self, graph: StackGraph, account: str | None) -> None:
        self._account = account
        self._ids: dict[str, Resource] = {}
        self._names: dict[tuple[str, str], Resource] = {}
        for resource in graph:
            for identity in resource.identities:
                self._names.setdefault((resource.type, identity), resource)
                if _ID.fullmatch(identity):
                    self._ids.setdefault(identity, resource)

    def of_value(self, prop: str, text: str) -> Resource | None:
        """Return the resource that a property's text is the id or the name of."""
        short = _NAMED_BY.get(prop)
        named = self._names.get((token(short), text)) if short else None
        return named or self._ids.get(text) or (self.of_arn(text) if text[:4] == "arn:" else None)

    def of_arn(self, text: str) -> Resource | None:
        """Return the resource of an ARN, also with a path below it: objects, indexes, streams."""
        if text in self._ids:
            return self._ids[text]
        parts = text.split(":", 5)
        if parts[0] != "arn" or len(parts) < 6:
            return None
        _, _, service, _, account, rest = parts
        if account and account != self._account and self._account and account.isdigit():
            return None  # the same name in another account is a different resource
        for short, name in _readings(service, rest):
            found = self._names.get((token(short), name))
            if found is not None:
                return found
        return None


def _readings(service: str, rest: str) -> Iterator[tuple[str, str]]:
    plain = _ARN_TYPES.get((service, ""))
    if plain:
        yield plain, rest.partition("/")[0].partition(":")[0]
    kind, mark, name = _split(rest)
    short = _ARN_TYPES.get((service, kind))
    if short and mark:
        yield short, name if short == "kms.Key" else name.removesuffix(":*").removesuffix("/*")
        yield short, name.partition("/")[0] if service == "dynamodb" else name.rpartition("/")[2]
        yield short, f"{kind}/{name}" if kind == "alias" else name.partition(":")[0]


def _split(rest: str) -> tuple[str, str, str]:
    slash, colon = rest.find("/"), rest.find(":")
    mark = ":" if 0 <= colon < slash or slash < 0 else "/"
    return rest.partition(mark)
