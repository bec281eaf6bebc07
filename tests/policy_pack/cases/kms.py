"""Cases of the rules about AWS KMS."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
US = "arn:aws:iam::111122223333"


def text(*statements: dict[str, Any]) -> str:
    return json.dumps({"Statement": list(statements)})


def allow(principal: Any, *actions: str, **condition: Any) -> dict[str, Any]:
    tree = {"Effect": "Allow", "Principal": principal, "Action": list(actions), "Resource": "*"}
    return tree | ({"Condition": condition} if condition else {})


def deny(action: str = "kms:*", **condition: Any) -> dict[str, Any]:
    return allow("*", action, **condition) | {"Effect": "Deny"}


def role(name: str) -> dict[str, str]:
    return {"AWS": f"{US}:role/{name}"}


def key(*statements: dict[str, Any]) -> Resource:
    return made("kms.Key", policy=text(*statements))


ROOT = allow({"AWS": f"{US}:root"}, "kms:*")
MINE = {"StringEquals": {"kms:CallerAccount": "111122223333"}}
ADMIN = allow(role("admin"), "kms:Put*", "kms:ScheduleKeyDeletion")
USER = allow(role("user"), "kms:Decrypt")
GRANT = ["Encrypt", "Decrypt"]

CASES: dict[str, tuple[Case, ...]] = {
    "kms-rotation": (
        good(made("kms.Key", enableKeyRotation=True)),
        good(made("kms.Key", enableKeyRotation=True, rotationPeriodInDays=90)),
        bad("enabled", made("kms.Key")),
        bad("enabled", made("kms.Key", enableKeyRotation=False)),
        bad("period", made("kms.Key", enableKeyRotation=True, rotationPeriodInDays=730)),
        unknown("enabled", made("kms.Key", enableKeyRotation=UNKNOWN)),
        skips(made("kms.Key", customerMasterKeySpec="RSA_2048")),
        skips(BUCKET),
    ),
    "kms-deletion-window": (
        good(made("kms.Key")),
        good(made("kms.ReplicaKey", deletionWindowInDays=30, enabled=True)),
        bad("window", made("kms.Key", deletionWindowInDays=7)),
        bad("enabled", made("kms.Key", isEnabled=False)),
        unknown("window", made("kms.Key", deletionWindowInDays=UNKNOWN)),
        skips(BUCKET),
    ),
    "kms-policy-no-wildcard": (
        good(key(allow("*", "kms:Decrypt"), deny(StringNotEquals=MINE["StringEquals"]))).named(
            "other accounts are denied"
        ),
        good(
            key(
                allow("*", "kms:Decrypt"),
                deny(
                    StringNotEquals={"aws:PrincipalOrgID": "o-1"},
                    BoolIfExists={"aws:PrincipalIsAWSService": "false"},
                ),
            )
        ).named("other organizations are denied"),
        bad(
            "anyone",
            key(
                allow("*", "kms:Decrypt"),
                deny("kms:Encrypt", StringNotEquals=MINE["StringEquals"]),
            ),
        ).named("something else is denied"),
        good(key(ROOT, USER)),
        good(key(allow("*", "kms:Decrypt", **MINE))),
        good(key(allow({"AWS": "*"}, "kms:*", StringLike={"aws:PrincipalOrgID": "o-1"}))),
        good(key({"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*"})),
        bad("anyone", key(allow("*", "kms:Decrypt"))),
        bad("anyone", made("kms.KeyPolicy", keyId="k", policy=text(allow("*", "kms:Decrypt")))),
        bad("anyone", made("kms.ReplicaKey", policy=text(allow({"AWS": ["*"]}, "kms:*")))),
        bad(
            "anyone",
            key({"Effect": "Allow", "NotPrincipal": role("a"), "Action": "kms:*"}),
        ).named("NotPrincipal"),
        bad(
            "anyone",
            key(allow("*", "kms:*", StringEqualsIfExists=MINE["StringEquals"])),
        ).named("IfExists"),
        bad(
            "anyone",
            key(allow("*", "kms:*", StringLike={"kms:CallerAccount": "*"})),
        ).named("every account"),
        bad(
            "anyone",
            key(allow("*", "kms:*", StringEquals={"kms:ViaService": "s3.amazonaws.com"})),
        ).named("the service of any account"),
        bad(
            "anyone",
            made(
                "kms.Key",
                policy={"Statement": [allow({"AWS": UNKNOWN}, "kms:*"), allow("*", "kms:*")]},
            ),
        ).named("beside an unknown principal"),
        bad("document", made("kms.Key", policy="{")),
        unknown("anyone", made("kms.Key", policy=UNKNOWN)),
        skips(made("kms.Key")).named("policy elsewhere"),
        skips(BUCKET),
    ),
    "kms-policy-no-wildcard-stack": (
        good(key(ROOT)),
        good(made("kms.Key", "k"), wired(made("kms.KeyPolicy", "p"), keyId=made("kms.Key", "k"))),
        good(made("kms.Key", "k", id="1"), made("kms.KeyPolicy", "p", keyId="1")).named("by id"),
        good(wired(made("kms.Key"), policy=BUCKET), BUCKET).named("made from other resources"),
        bad("policy", made("kms.Key")),
        bad("policy", made("kms.Key", "k", id="1"), made("kms.KeyPolicy", "p", keyId="2")),
        bad("policy", made("kms.Key", policy="")),
        unknown("policy", made("kms.Key", policy=UNKNOWN)),
        skips(made("kms.ReplicaKey")),
        skips(BUCKET),
    ),
    "kms-admin-use-separation": (
        good(key(ROOT, ADMIN, USER)),
        good(key(allow({"AWS": "111122223333"}, "kms:*"))).named("the account by number"),
        good(
            key(
                allow(role("admin"), "kms:*"),
                {"Effect": "Deny", "Principal": "*", "Action": ["kms:Decrypt", "kms:ReEncrypt*"]},
            )
        ).named("denied"),
        good(key(allow({"Service": "s3.amazonaws.com"}, "kms:*"))),
        bad("separation", key(ROOT, allow(role("admin"), "kms:*"))),
        bad("separation", key(ADMIN, allow(role("admin"), "kms:Decrypt"))).named("over two"),
        bad("separation", made("kms.KeyPolicy", policy=text(allow(role("a"), "kms:*")))),
        bad(
            "separation",
            key({"Effect": "Allow", "Principal": role("a"), "NotAction": "kms:Sign"}),
        ).named("NotAction"),
        bad(
            "separation",
            key(
                allow(role("admin"), "kms:*"),
                {
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "kms:Decrypt",
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                },
            ),
        ).named("denied only sometimes"),
        unknown("separation", made("kms.Key", policy=UNKNOWN)),
        unknown(
            "separation", made("kms.Key", policy={"Statement": [allow({"AWS": UNKNOWN}, "kms:*")]})
        ),
        skips(made("kms.Key")),
        skips(made("kms.Key", policy="{")),
        skips(BUCKET),
    ),
    "kms-grant-scoped": (
        good(
            made(
                "kms.Grant",
                operations=GRANT,
                constraints=[{"encryptionContextEquals": {"tenant": "a"}}],
            )
        ),
        good(
            made(
                "kms.Grant",
                operations=GRANT,
                constraints=[{"encryptionContextSubset": {"tenant": UNKNOWN}}],
            )
        ),
        bad("constraint", made("kms.Grant", operations=GRANT)),
        bad("constraint", made("kms.Grant", operations=["GenerateDataKey"], constraints=[{}])),
        bad("constraint", made("kms.Grant", operations=[UNKNOWN, "Decrypt"])),
        unknown("constraint", made("kms.Grant", operations=GRANT, constraints=UNKNOWN)),
        unknown("constraint", made("kms.Grant", operations=UNKNOWN)),
        unknown("constraint", made("kms.Grant", operations=["DescribeKey", UNKNOWN])),
        skips(made("kms.Grant", operations=["DescribeKey", "Verify"])),
        skips(BUCKET),
    ),
}
