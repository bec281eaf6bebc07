"""Cases of the rules about Amazon EFS."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
KEY = made("kms.Key", "key")
MOUNT, WRITE = "elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"
ROLE = {"AWS": "arn:aws:iam::111111111111:role/app"}
VIA_TARGET = {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}}
REFUSAL = {
    "Effect": "Deny",
    "Principal": {"AWS": "*"},
    "Action": "*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}


def allow(principal: Any, *actions: str, condition: Any = None) -> dict[str, Any]:
    """A statement."""
    tree = {"Effect": "Allow", "Principal": principal, "Action": list(actions), "Resource": "*"}
    return tree | ({"Condition": condition} if condition else {})


def policy(*statements: Any) -> Resource:
    """A file system policy."""
    return made("efs.FileSystemPolicy", policy=json.dumps({"Statement": list(statements)}))


def raw(*statements: Any) -> Resource:
    """A policy with unknown parts."""
    return made("efs.FileSystemPolicy", policy={"Statement": list(statements)})


def point(**props: Any) -> Resource:
    """An access point."""
    user = {"uid": 1000, "gid": 1000}
    return made(
        "efs.AccessPoint", **{"posixUser": user, "rootDirectory": {"path": "/app"}, **props}
    )


SYSTEM = made("efs.FileSystem", "fs")
OF_SYSTEM = wired(made("efs.FileSystemPolicy", "p", fileSystemId=UNKNOWN), fileSystemId=SYSTEM)

CASES: dict[str, tuple[Case, ...]] = {
    "efs-guarded": (
        good(made("efs.FileSystem", encrypted=True, kmsKeyId=ARN)),
        good(wired(made("efs.FileSystem", encrypted=True, kmsKeyId=UNKNOWN), kmsKeyId=KEY), KEY),
        good(policy(allow(ROLE, MOUNT, WRITE), REFUSAL)),
        good(policy(allow({"AWS": "*"}, WRITE, condition=VIA_TARGET), REFUSAL)).named(
            "as-the-console-prevents-anonymous-access"
        ),
        good(
            policy(
                allow("*", MOUNT, condition={"StringEquals": {"aws:PrincipalOrgID": "o-1"}}),
                REFUSAL,
            )
        ),
        good(
            policy(
                allow(
                    "*",
                    MOUNT,
                    condition={
                        "StringEquals": {
                            "elasticfilesystem:AccessPointArn": "arn:aws:elasticfilesystem:::1"
                        }
                    },
                ),
                {**REFUSAL, "Action": ["elasticfilesystem:Client*"]},
            )
        ).named("by-access-point"),
        good(point()),
        good(point(posixUser={"uid": UNKNOWN, "gid": 1})),
        bad("encrypted", made("efs.FileSystem")),
        bad("key", made("efs.FileSystem", encrypted=True)),
        bad("key", made("efs.FileSystem", encrypted=True, kmsKeyId="alias/aws/elasticfilesystem")),
        bad("anonymous", policy(allow({"AWS": "*"}, MOUNT, condition=VIA_TARGET), REFUSAL)),
        bad("anonymous", policy(allow("*", "elasticfilesystem:*"), REFUSAL)),
        bad(
            "anonymous",
            policy({"Effect": "Allow", "NotPrincipal": ROLE, "Action": MOUNT}, REFUSAL),
        ).named("NotPrincipal"),
        bad("anonymous", raw(allow({"AWS": UNKNOWN}, MOUNT), allow("*", MOUNT), REFUSAL)),
        bad("tls", policy(allow(ROLE, MOUNT))),
        bad("tls", policy(allow(ROLE, MOUNT), {**REFUSAL, "Action": WRITE})),
        bad("tls", policy(allow(ROLE, MOUNT), {**REFUSAL, "Principal": ROLE})),
        bad(
            "tls",
            policy(
                {**REFUSAL, "Condition": {**REFUSAL["Condition"], "StringEquals": {"a": "b"}}}  # type: ignore[dict-item]
            ),
        ).named("only-sometimes"),
        bad("document", made("efs.FileSystemPolicy", policy="{")),
        bad("user", point(posixUser=None)),
        bad("root", point(rootDirectory=None)),
        bad("root", point(rootDirectory={"path": "/"})),
        unknown("encrypted", made("efs.FileSystem", encrypted=UNKNOWN, kmsKeyId=ARN)),
        unknown("key", made("efs.FileSystem", encrypted=True, kmsKeyId=UNKNOWN)),
        unknown(
            "key",
            wired(made("efs.FileSystem", encrypted=True, kmsKeyId=UNKNOWN), kmsKeyId=OTHER),
            OTHER,
        ),
        unknown("encrypted", made("efs.FileSystemPolicy", policy=UNKNOWN)),
        unknown("anonymous", raw(allow({"AWS": UNKNOWN}, MOUNT), REFUSAL)),
        unknown("user", point(posixUser=UNKNOWN)),
        unknown("root", point(rootDirectory={"path": UNKNOWN})),
        skips(OTHER),
    ),
    "efs-guarded-stack": (
        good(SYSTEM, OF_SYSTEM).named("by-edge"),
        good(
            made("efs.FileSystem", "fs", id="fs-1"),
            made("efs.FileSystemPolicy", fileSystemId="fs-1"),
        ).named("by-value"),
        bad("policy", SYSTEM),
        bad("policy", made("efs.FileSystem", "other"), SYSTEM, OF_SYSTEM),
        unknown("policy", SYSTEM, made("efs.FileSystemPolicy", fileSystemId=UNKNOWN)),
        skips(OTHER),
    ),
}
