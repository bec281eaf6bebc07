"""Cases of the rules about who holds which permissions in AWS IAM."""

import datetime
import json
from typing import Any

from soc2_baseline.core.exceptions import Register
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
US = "111122223333"
AWS = "arn:aws:iam::aws:policy"
ADMIN = f"{AWS}/AdministratorAccess"
READER = f"{AWS}/ReadOnlyAccess"


def text(*statements: dict[str, Any]) -> str:
    return json.dumps({"Statement": list(statements)})


def allow(action: Any, resource: Any = "*", condition: Any = None) -> dict[str, Any]:
    tree = {"Effect": "Allow", "Action": action, "Resource": resource}
    return tree | ({"Condition": condition} if condition else {})


def deny(action: Any, condition: Any = None, **elements: Any) -> dict[str, Any]:
    tree = {"Effect": "Deny", "Action": action, "Resource": "*", **elements}
    return tree | ({"Condition": condition} if condition else {})


def policy(*statements: dict[str, Any]) -> Resource:
    return made("iam.Policy", policy=text(*statements))


TAGGED = {"StringEquals": {"aws:ResourceTag/tenant": "acme"}}
SECRETS = f"arn:aws:secretsmanager:eu-central-1:{US}:secret:*"
EXFILTRATION = (
    good(policy(allow(["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::b/*"))),
    good(policy(allow(["s3:ListAllMyBuckets", "ecr:GetAuthorizationToken"]))).named("no scope"),
    good(policy(allow("secretsmanager:GetSecretValue", f"{SECRETS[:-1]}app/*"))),
    good(policy(allow("secretsmanager:GetSecretValue", "*", TAGGED))),
    good(policy(allow("ssm:GetParameter*", f"arn:aws:ssm:eu-central-1:{US}:parameter/app/*"))),
    good(policy(allow("s3:GetObject"), deny("s3:GetObject*"))).named("denied again"),
    good(
        policy(
            allow("s3:GetObject"),
            deny("s3:*", {"StringNotEquals": {"s3:ExistingObjectTag/tenant": "acme"}}),
        )
    ).named("all others are denied"),
    good(policy(allow("s3:*"))).named("left to iam-no-service-star"),
    good(policy(allow("*"))).named("left to iam-no-admin-star"),
    good(policy(allow("sqs:ReceiveMessage", f"arn:aws:sqs:eu-central-1:{US}:work"))),
    bad("data", policy(allow("s3:GetObject"))),
    bad("data", policy(allow("s3:Get*", "arn:aws:s3:::*/*"))).named("every bucket"),
    bad(
        "data",
        policy(
            allow("s3:GetObject"),
            deny("s3:*", {"StringNotEquals": {"aws:ResourceAccount": US}}),
        ),
    ).named("every bucket of the account"),
    bad("data", policy(allow("dynamodb:Query", ["arn:aws:dynamodb:*:*:*"]))),
    bad(
        "data",
        policy(allow("s3:GetObject"), deny("s3:GetObject", {"Bool": {"aws:SecureTransport": "x"}})),
    ).named("denied only sometimes"),
    bad("credentials", policy(allow("secretsmanager:GetSecretValue"))),
    bad("credentials", policy(allow("secretsmanager:GetSecretValue", SECRETS))),
    bad("credentials", policy(allow("ssm:GetParameters", "arn:aws:ssm:*:*:parameter/*"))),
    bad("credentials", policy(allow("ec2:GetPasswordData"))),
    bad(
        "credentials",
        policy(
            allow("secretsmanager:Get*", "*", {"StringEquals": {"aws:ResourceAccount": US}}),
        ),
    ).named("an account is no scope"),
    bad(
        ("credentials", "data"),
        made("iam.Role", inlinePolicies=[{"policy": text(allow(["ssm:Get*", "sqs:Receive*"]))}]),
    ),
    bad("data", made("iam.Policy", policy={"Statement": [allow("s3:GetObject", [UNKNOWN, "*"])]})),
    skips(made("iam.Policy", policy="{")).named("left to iam-no-admin-star"),
    unknown("data", made("iam.RolePolicy", policy=UNKNOWN)),
    unknown(
        "credentials",
        made("iam.Policy", policy={"Statement": allow("ssm:GetParameter", UNKNOWN)}),
    ),
    skips(BUCKET),
)


def to_role(policy: Any, role: Any = "app") -> Resource:
    return made("iam.RolePolicyAttachment", policyArn=policy, role=role)


def sealed(case: Case) -> Case:
    return case.under(case.note, break_glass=frozenset({"emergency-*"}))


ATTACHMENTS = (
    good(to_role(READER)),
    good(to_role(f"arn:aws:iam::{US}:policy/AdministratorAccess")).named("a customer's own"),
    good(to_role(f"{AWS}/service-role/AWSLambdaBasicExecutionRole")),
    good(made("iam.Role", managedPolicyArns=[READER])),
    sealed(good(to_role(ADMIN, "emergency-1"))),
    sealed(good(made("iam.Role", managedPolicyArns=[ADMIN], name="emergency-1"))),
    sealed(good(made("iam.Role", "emergency-x", managedPolicyArns=[ADMIN]))),
    sealed(good(made("iam.PolicyAttachment", policyArn=ADMIN, roles=["emergency-1"]))),
    bad("admin", to_role(ADMIN)),
    bad("admin", to_role(ADMIN, UNKNOWN)).named("nobody is sealed"),
    bad("admin", to_role("arn:aws-cn:iam::aws:policy/IAMFullAccess")),
    bad("admin", made("iam.GroupPolicyAttachment", policyArn=f"{AWS}/PowerUserAccess")),
    bad("admin", made("iam.UserPolicyAttachment", policyArn=ADMIN)),
    bad("admin", made("iam.PolicyAttachment", policyArn=ADMIN, groups=["a"])),
    bad("admin", made("iam.Role", managedPolicyArns=[UNKNOWN, ADMIN])),
    bad("admin", made("iam.RolePolicyAttachmentsExclusive", policyArns=[ADMIN], roleName="a")),
    bad("admin", made("ssoadmin.ManagedPolicyAttachment", managedPolicyArn=ADMIN)),
    bad("admin", made("ssoadmin.ManagedPolicyAttachmentsExclusive", managedPolicyArns=[ADMIN])),
    sealed(bad("admin", to_role(ADMIN))),
    sealed(bad("admin", made("iam.Role", managedPolicyArns=[ADMIN]))).named("no name"),
    sealed(bad("admin", made("iam.PolicyAttachment", policyArn=ADMIN, roles=["emergency-1", "a"]))),
    sealed(
        bad(
            "admin",
            made("iam.PolicyAttachment", policyArn=ADMIN, roles=["emergency-1"], users=["a"]),
        )
    ),
    sealed(bad("admin", made("iam.GroupPolicyAttachment", policyArn=ADMIN, group="emergency-1"))),
    unknown("admin", to_role(UNKNOWN)),
    sealed(unknown("admin", to_role(ADMIN, UNKNOWN))),
    sealed(
        unknown(
            "admin",
            made("iam.PolicyAttachment", policyArn=ADMIN, users=UNKNOWN, roles=["emergency-1"]),
        )
    ).named("perhaps users too"),
    skips(
        wired(to_role(UNKNOWN), policyArn=made("iam.Policy", "own")), made("iam.Policy", "own")
    ).named("a policy of the stack"),
    skips(BUCKET),
)

DIRECT = (
    good(made("iam.PolicyAttachment", groups=["a"], roles=["b"])),
    good(made("iam.PolicyAttachment", users=[])),
    good(made("iam.UserPoliciesExclusive", policyNames=[])).named("keeps others out"),
    bad("user", made("iam.UserPolicy", policy=UNKNOWN)),
    bad("user", made("iam.UserPolicyAttachment", user=UNKNOWN)),
    bad("user", made("iam.PolicyAttachment", users=[UNKNOWN])),
    bad("user", made("iam.UserPolicyAttachmentsExclusive", policyArns=[READER])),
    unknown("user", made("iam.PolicyAttachment", users=UNKNOWN)),
    skips(BUCKET),
)


def passwords(**changed: Any) -> Resource:
    hardened = {
        "minimumPasswordLength": 14,
        "passwordReusePrevention": 24,
        "maxPasswordAge": 90,
        "requireLowercaseCharacters": True,
        "requireUppercaseCharacters": True,
        "requireNumbers": True,
        "requireSymbols": True,
    }
    return made("iam.AccountPasswordPolicy", **(hardened | changed))


PASSWORDS = (
    good(passwords()),
    good(passwords(minimumPasswordLength="16")),
    good(passwords(maxPasswordAge=365)).given(max_age_days=365),
    bad(("length", "reuse", "age", "classes"), made("iam.AccountPasswordPolicy")),
    bad("length", passwords(minimumPasswordLength=8)),
    bad("reuse", passwords(passwordReusePrevention=5)),
    bad("age", passwords(maxPasswordAge=0)).named("never"),
    bad("age", passwords(maxPasswordAge=365)),
    bad("classes", passwords(requireSymbols=False, requireNumbers=UNKNOWN)),
    unknown("classes", passwords(requireSymbols=UNKNOWN)),
    unknown("length", passwords(minimumPasswordLength=UNKNOWN)),
    skips(BUCKET),
)

ANN = made("iam.User", "ann", name="ann")
STAFF = made("iam.Group", "staff", name="staff")
PROFILE = wired(made("iam.UserLoginProfile", "profile", user=UNKNOWN), user=ANN)
IN_STAFF = wired(
    made("iam.UserGroupMembership", "in", user=UNKNOWN, groups=[UNKNOWN]), user=ANN, groups=STAFF
)
ENROL = allow(["iam:EnableMFADevice", "iam:CreateVirtualMFADevice"], "arn:aws:iam::*:user/x")
NO_MFA = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}
GUARD = {**deny(None, NO_MFA), "NotAction": ["iam:EnableMFADevice", "iam:ListMFADevices"]}
GUARD.pop("Action")


def of_staff(*statements: dict[str, Any], content: Any = None) -> Resource:
    made_of = text(*statements) if content is None else content
    return wired(made("iam.GroupPolicy", "p", group=UNKNOWN, policy=made_of), group=STAFF)


OWN = made("iam.Policy", "own", policy=text(GUARD, ENROL))
OWN_ATTACHED = wired(
    made("iam.GroupPolicyAttachment", "a", group="staff", policyArn=UNKNOWN), policyArn=OWN
)
DEVICE = made("iam.VirtualMfaDevice", virtualMfaDeviceName="ann")
ON = {"on": "profile"}
CONSOLE = (
    good(ANN, STAFF, PROFILE, IN_STAFF, of_staff(GUARD, ENROL)),
    good(ANN, STAFF, PROFILE, IN_STAFF, OWN, OWN_ATTACHED).named("a managed policy"),
    good(ANN, STAFF, PROFILE, IN_STAFF, of_staff(GUARD), DEVICE).named("with a device"),
    good(
        made("iam.UserLoginProfile", "profile", user="ext"),
        made("iam.GroupMembership", group="staff", users=["ann", "ext"]),
        STAFF,
        of_staff(deny("*", {"Null": {"aws:MultiFactorAuthAge": "true"}}), ENROL),
    ).named("by names"),
    bad(("deny", "device"), PROFILE, ANN),
    bad("deny", PROFILE, ANN, STAFF, IN_STAFF, of_staff(ENROL)),
    bad("device", PROFILE, ANN, STAFF, IN_STAFF, of_staff(GUARD)),
    bad("deny", PROFILE, ANN, STAFF, IN_STAFF, of_staff(deny("ec2:*", NO_MFA), ENROL)).named(
        "one service"
    ),
    bad("deny", PROFILE, ANN, STAFF, IN_STAFF, of_staff(deny("*"), ENROL)).named("whatever"),
    bad(
        "deny",
        PROFILE,
        ANN,
        STAFF,
        IN_STAFF,
        of_staff({**GUARD, "Resource": "arn:aws:s3:::b"}, ENROL),
    ).named("one resource"),
    bad(
        "deny",
        PROFILE,
        ANN,
        DEVICE,
        made("iam.UserPolicyAttachment", user="ann", policyArn=READER),
    ).named("AWS's own policy denies nothing"),
    bad(("deny", "device"), PROFILE, ANN, STAFF, IN_STAFF, of_staff(content="{")),
    unknown("deny", PROFILE, ANN, STAFF, IN_STAFF, of_staff(content=UNKNOWN), DEVICE),
    unknown("deny", made("iam.UserLoginProfile", user="ext")).named("a user of another stack"),
    unknown("deny", made("iam.UserLoginProfile", user=UNKNOWN)),
    unknown(
        "deny", PROFILE, ANN, made("iam.UserGroupMembership", user="ann", groups=["elsewhere"])
    ),
    unknown(
        "deny",
        PROFILE,
        ANN,
        made(
            "iam.UserPolicyAttachment", user="ann", policyArn=f"arn:aws:iam::{US}:policy/elsewhere"
        ),
    ),
    skips(ANN),
    skips(BUCKET),
)

ROLE = made("iam.Role", "role", name="app")


def listing(**props: Any) -> Resource:
    return made("iam.Role", "role", name="app", **props)


INLINE = [{"name": "a", "policy": "{}"}]
BESIDE = wired(made("iam.RolePolicy", "p", role=UNKNOWN, policy="{}"), role=ROLE)
ATTACHED = to_role(READER)
SHARED = made("iam.Policy", "shared")
CONFLICTS = (
    good(ROLE, BESIDE, ATTACHED),
    good(listing(inlinePolicies=INLINE, managedPolicyArns=[READER])),
    good(listing(inlinePolicies=INLINE), ATTACHED).named("different kinds"),
    good(listing(managedPolicyArns=[READER]), BESIDE),
    good(made("iam.PolicyAttachment", policyArn=READER, roles=["a", "b"])),
    good(ROLE, made("iam.RolePoliciesExclusive", roleName="app", policyNames=["a"]), BESIDE),
    bad("inline", listing(inlinePolicies=INLINE), BESIDE),
    bad("inline", listing(inlinePolicies=[{}]), BESIDE).named("an empty block takes all away"),
    bad(
        "inline",
        listing(inlinePolicies=INLINE),
        made("iam.RolePoliciesExclusive", roleName="app", policyNames=[]),
    ),
    bad("managed", listing(managedPolicyArns=[READER]), ATTACHED),
    bad(
        "managed",
        listing(managedPolicyArns=[READER]),
        made("iam.PolicyAttachment", policyArn="arn:x", roles=["app"]),
    ),
    bad(
        "attachment",
        made("iam.PolicyAttachment", "all", policyArn=READER, groups=["a"]),
        to_role(READER),
    ),
    bad(
        "attachment",
        wired(made("iam.PolicyAttachment", "all", policyArn=UNKNOWN), policyArn=SHARED),
        wired(made("iam.GroupPolicyAttachment", "b", policyArn=UNKNOWN), policyArn=SHARED),
        SHARED,
    ),
    unknown("inline", listing(inlinePolicies=UNKNOWN), BESIDE),
    unknown("managed", listing(managedPolicyArns=UNKNOWN), ATTACHED),
    skips(listing(inlinePolicies=UNKNOWN)).named("nothing beside it"),
    skips(BUCKET),
)


def owned(case: Case) -> Case:
    return case.under(case.note, owns_account=True)


def features(*names: Any) -> Resource:
    return made("iam.OrganizationsFeatures", enabledFeatures=list(names))


ORGANIZATION = made("organizations.Organization")
CREDENTIALS, SESSIONS = "RootCredentialsManagement", "RootSessions"
ROOT = (
    owned(good(features(CREDENTIALS, SESSIONS), ORGANIZATION)),
    good(features(SESSIONS, CREDENTIALS)),
    bad("features", features(SESSIONS)),
    owned(bad("features", ORGANIZATION)).named("not there"),
    owned(bad("features", features(CREDENTIALS), ORGANIZATION)),
    owned(bad("features", made("iam.OrganizationsFeatures"))),
    owned(unknown("features", features(CREDENTIALS, UNKNOWN))),
    owned(unknown("features", made("iam.OrganizationsFeatures", enabledFeatures=UNKNOWN))),
    owned(skips(BUCKET)).named("no organization here"),
    skips(ORGANIZATION).named("not the account's own stack"),
)

TODAY = Register(today=datetime.date(2027, 1, 1))
REVIEWED = {"owner": "platform", "review-by": "2027-03-31"}
LATE = {"owner": "platform", "review-by": "2027-01-01"}


def tagged(tags: Any, kind: str = "iam.Role", **props: Any) -> Resource:
    return made(kind, "who", name="who", arn="arn:who", tags=tags, **props)


def inside(case: Case) -> Case:
    return case.under(
        case.note, tag_keys=frozenset({"team"}), break_glass=frozenset({"emergency"})
    ).excepting(TODAY)


def powers(*statements: dict[str, Any], content: Any = None) -> Resource:
    made_of = text(*statements) if content is None else content
    return made("iam.RolePolicy", role="who", policy=made_of)


GRANTING = allow("iam:AttachRolePolicy", "arn:aws:iam::*:role/tenant/*")
PERMISSION_SET = "ssoadmin.PermissionSet"
REVIEWS = (
    inside(good(tagged(REVIEWED, "iam.User"))),
    inside(good(tagged(REVIEWED), to_role(ADMIN, "who"))),
    inside(good(tagged({}), powers(allow("s3:GetObject")))).named("not privileged"),
    inside(good(tagged({}), powers(allow("iam:Get*")))),
    inside(good(tagged({}), powers(GRANTING, deny("iam:*")))).named("denied again"),
    inside(good(tagged(REVIEWED), powers(content=UNKNOWN))),
    inside(good(tagged({}, PERMISSION_SET))),
    inside(bad(("owner", "review"), tagged({}, "iam.User"))),
    inside(bad("review", tagged({"owner": "a"}, "iam.User"))),
    inside(bad("owner", tagged({"review-by": "2028-01-01"}), to_role(ADMIN, "who"))),
    inside(bad("overdue", tagged(LATE), to_role(ADMIN, "who"))),
    bad("review", tagged({}, "iam.User")).under("required-tags", tag_keys=frozenset({"owner"})),
    inside(bad("overdue", tagged({**LATE, "review-by": "soon"}), to_role(ADMIN, "who"))),
    inside(bad("overdue", tagged(LATE, managedPolicyArns=[f"{AWS}/IAMFullAccess"]))),
    inside(bad("overdue", tagged(LATE), powers(GRANTING))),
    inside(bad("overdue", tagged(LATE), powers(allow("*")))),
    inside(bad("overdue", tagged(LATE, inlinePolicies=[{"policy": text(allow("iam:*"))}]))),
    inside(bad("overdue", made("iam.Role", "emergency", tags=LATE))).named("an emergency role"),
    inside(
        bad(
            "overdue",
            tagged(LATE, PERMISSION_SET),
            made(
                "ssoadmin.ManagedPolicyAttachment",
                permissionSetArn="arn:who",
                managedPolicyArn=ADMIN,
            ),
        )
    ),
    inside(
        bad(
            "overdue",
            tagged(LATE),
            made("iam.Policy", arn="arn:p", policy=text(GRANTING)),
            to_role("arn:p", "who"),
        )
    ).named("a policy of the stack"),
    inside(bad("overdue", tagged(LATE), powers(content=UNKNOWN), to_role(ADMIN, "who"))),
    inside(unknown("review", tagged({}), powers(content=UNKNOWN))),
    inside(unknown("review", tagged({}), to_role(UNKNOWN, "who"))),
    inside(unknown("overdue", tagged({**LATE, "review-by": UNKNOWN}, "iam.User"))),
    inside(skips(BUCKET)),
    skips(tagged({}, "iam.User")).named("no tags are configured"),
)

CASES: dict[str, tuple[Case, ...]] = {
    "iam-no-exfil-actions": EXFILTRATION,
    "iam-no-admin-attachment": ATTACHMENTS,
    "iam-user-via-group": DIRECT,
    "iam-password-policy": PASSWORDS,
    "iam-console-mfa": CONSOLE,
    "iam-role-policy-conflicts": CONFLICTS,
    "iam-root-locked": ROOT,
    "access-review-current": REVIEWS,
}
