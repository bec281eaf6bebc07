"""Cases of the rules about AWS IAM Identity Center."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")


def hours(duration: Any) -> Resource:
    return made("ssoadmin.PermissionSet", "set", sessionDuration=duration, arn="arn:set")


def attached(name: Any, kind: str = "ssoadmin.ManagedPolicyAttachment") -> Resource:
    arn = name if name is UNKNOWN else f"arn:aws:iam::aws:policy/{name}"
    return wired(
        made(kind, str(name), permissionSetArn=UNKNOWN, managedPolicyArn=arn),
        permissionSetArn=hours("PT8H"),
    )


def inline(*actions: Any, text: Any = None) -> Resource:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    tree = json.dumps({"Statement": statement}) if text is None else text
    return made("ssoadmin.PermissionSetInlinePolicy", permissionSetArn="arn:set", inlinePolicy=tree)


CASES: dict[str, tuple[Case, ...]] = {
    "identity-center-sessions": (
        good(hours("PT4H")),
        good(hours("PT8H")).named("asked over the stack"),
        good(hours(None)),
        good(hours("PT90M")),
        good(made("ssoadmin.AccountAssignment", principalType="GROUP")),
        good(made("ssoadmin.ApplicationAssignment", principalType="GROUP")),
        bad("session", hours("PT12H")),
        bad("session", hours("P1D")),
        bad("session", hours("PT481M")),
        bad("session", hours("twelve hours")),
        bad("group", made("ssoadmin.AccountAssignment", principalType="USER")),
        bad("group", made("ssoadmin.ApplicationAssignment", principalType="USER")),
        unknown("session", hours(UNKNOWN)),
        unknown("group", made("ssoadmin.AccountAssignment", principalType=UNKNOWN)),
        skips(BUCKET),
    ),
    "identity-center-sessions-stack": (
        good(hours("PT4H")),
        good(hours("PT8H"), attached("ReadOnlyAccess")),
        good(hours("PT8H"), attached("job-function/ViewOnlyAccess"), attached("SecurityAudit")),
        good(hours("PT8H"), inline("s3:GetObject", "ec2:Describe*")),
        bad("session", hours("PT8H")).named("nothing attached"),
        bad("session", hours("PT4H1S"), attached("PowerUserAccess")),
        bad("session", hours("PT8H"), attached("ReadOnlyAccess"), attached("IAMFullAccess")),
        bad("session", hours("PT8H"), attached(UNKNOWN), attached("IAMFullAccess")),
        bad("session", hours("PT8H"), attached("ReadOnlyAccess"), inline("s3:PutObject")),
        bad("session", hours("PT8H"), inline("s3:GetObject", "*")),
        bad("session", hours("PT8H"), inline(text="{")),
        bad("session", hours("PT8H"), attached("x", "ssoadmin.CustomerManagedPolicyAttachment")),
        unknown("session", hours("PT8H"), attached(UNKNOWN)),
        unknown("session", hours("PT8H"), inline(text=UNKNOWN)),
        skips(hours("PT12H")).named("left to the rule over one resource"),
        skips(hours(UNKNOWN)),
        skips(BUCKET),
    ),
}
