"""Cases of the rules about AWS Organizations."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
ORGANIZATION = made(
    "organizations.Organization", "org", enabledPolicyTypes=["SERVICE_CONTROL_POLICY"]
)


def deny(action: Any, condition: Any = None, **elements: Any) -> dict[str, Any]:
    tree = {"Effect": "Deny", "Action": action, "Resource": "*", **elements}
    return tree | ({"Condition": condition} if condition else {})


LEAVE = deny("organizations:LeaveOrganization")
TAMPERING = deny(
    [
        "cloudtrail:StopLogging",
        "cloudtrail:DeleteTrail",
        "config:*ConfigurationRecorder",
        "guardduty:DeleteDetector",
    ],
    {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/audit"}},
)
ROOT = deny("*", {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}})
REGIONS = {
    "Effect": "Deny",
    "NotAction": ["iam:*", "sts:*"],
    "Resource": "*",
    "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-central-1"]}},
}


def scp(*statements: Any, name: str = "scp", content: Any = None, **props: Any) -> Resource:
    text = json.dumps({"Statement": list(statements)}) if content is None else content
    return made("organizations.Policy", name, content=text, **props)


def attached(name: str = "scp") -> Resource:
    policy = made("organizations.Policy", name)
    return wired(
        made("organizations.PolicyAttachment", name, policyId=UNKNOWN, targetId="r-1"),
        policyId=policy,
    )


ALL = scp(LEAVE, TAMPERING, ROOT, REGIONS)
MORE = scp(name="more", content=UNKNOWN)
FOUR = ("leave", "audit", "root", "regions")


def owned(case: Case) -> Case:
    return case.under(case.note, owns_account=True)


GUARDRAILS = (
    owned(good(ORGANIZATION, ALL, attached())),
    good(ORGANIZATION, ALL, attached()),
    bad(("audit", "root", "regions"), ORGANIZATION, scp(LEAVE), attached()).named(
        "policies are here"
    ),
    skips(scp(LEAVE), attached()).named("one policy of an organization that is elsewhere"),
    owned(good(ALL, attached())).named("the organization is elsewhere"),
    owned(
        good(
            scp(LEAVE, ROOT, name="a", id="p-1"),
            made("organizations.PolicyAttachment", policyId="p-1"),
            scp(TAMPERING, REGIONS, name="b", type="SERVICE_CONTROL_POLICY"),
            attached("b"),
        )
    ).named("over two policies"),
    owned(bad(FOUR, ORGANIZATION)),
    owned(bad(FOUR, ORGANIZATION, scp(content="{"), attached())).named("malformed"),
    owned(bad("leave", ORGANIZATION, scp(TAMPERING, ROOT, REGIONS), attached())),
    owned(
        bad(
            "leave",
            ORGANIZATION,
            scp({**LEAVE, "Effect": "Allow"}, TAMPERING, ROOT, REGIONS),
            attached(),
        )
    ),
    owned(
        bad(
            "leave",
            ORGANIZATION,
            scp(
                deny("organizations:*", {"StringEquals": {"aws:PrincipalTag/a": "b"}}),
                TAMPERING,
                ROOT,
                REGIONS,
            ),
            attached(),
        )
    ).named("only for some"),
    owned(
        bad(
            "audit",
            ORGANIZATION,
            scp(LEAVE, deny("cloudtrail:*"), ROOT, REGIONS),
            attached(),
        )
    ),
    owned(
        bad(
            "root",
            ORGANIZATION,
            scp(LEAVE, TAMPERING, deny("ec2:*", ROOT["Condition"]), REGIONS),
            attached(),
        )
    ).named("one service"),
    owned(
        bad(
            "regions",
            ORGANIZATION,
            scp(
                LEAVE,
                TAMPERING,
                ROOT,
                deny("*", {"StringNotLike": {"aws:RequestedRegion": "*"}}),
            ),
            attached(),
        )
    ).named("any region"),
    owned(bad("attached", ORGANIZATION, ALL, on="scp")),
    owned(bad("enabled", made("organizations.Organization"), ALL, attached())),
    owned(
        bad(
            "enabled",
            made("organizations.Organization", featureSet="CONSOLIDATED_BILLING"),
            ALL,
            attached(),
        )
    ),
    owned(
        unknown(
            "enabled",
            made("organizations.Organization", enabledPolicyTypes=UNKNOWN),
            ALL,
            attached(),
        )
    ),
    owned(
        unknown(
            "leave", ORGANIZATION, scp(TAMPERING, ROOT, REGIONS), attached(), MORE, attached("more")
        )
    ),
    owned(
        unknown(
            "enabled",
            made("organizations.Organization", enabledPolicyTypes=[UNKNOWN]),
            ALL,
            attached(),
        )
    ),
    skips(ORGANIZATION).named("not the account's own stack"),
    owned(skips(BUCKET)),
    owned(skips(scp(name="rcp", type="RESOURCE_CONTROL_POLICY"))),
)


CASES: dict[str, tuple[Case, ...]] = {
    "org-guardrail-scps": GUARDRAILS,
}
