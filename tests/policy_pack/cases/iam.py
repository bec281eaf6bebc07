"""Cases of the rules about AWS IAM."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
US = "111122223333"
THEM = "444455556666"
GITHUB = "token.actions.githubusercontent.com"
GITLAB = "gitlab.example.com"
ROLES = f"arn:aws:iam::{US}:role"
BOUNDARY = f"arn:aws:iam::{US}:policy/boundary"


def text(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(
    action: Any, resource: Any = "*", condition: dict[str, Any] | None = None
) -> dict[str, Any]:
    return _statement("Allow", action, resource, condition)


def deny(
    action: Any, resource: Any = "*", condition: dict[str, Any] | None = None
) -> dict[str, Any]:
    return _statement("Deny", action, resource, condition)


def _statement(
    effect: str, action: Any, resource: Any, condition: dict[str, Any] | None
) -> dict[str, Any]:
    tree = {"Effect": effect, "Action": action, "Resource": resource}
    return tree | ({"Condition": condition} if condition else {})


def policy(*statements: dict[str, Any]) -> Resource:
    return made("iam.Policy", policy=text(*statements))


def partly(*statements: Any) -> Resource:
    """A policy that is a dict, with parts that may be unknown."""
    return made("iam.Policy", policy={"Statement": list(statements)})


def trusting(
    principal: Any, condition: Any = None, action: Any = "sts:AssumeRole", /, **props: Any
) -> Resource:
    tree = {"Effect": "Allow", "Principal": principal, "Action": action}
    if condition:
        tree["Condition"] = condition
    return made("iam.Role", assumeRolePolicy=text(tree), **props)


def equals(**keys: Any) -> dict[str, Any]:
    return {"StringEquals": {key.replace("__", ":"): value for key, value in keys.items()}}


def root(account: str) -> dict[str, str]:
    return {"AWS": f"arn:aws:iam::{account}:root"}


MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
EXTERNAL = equals(sts__ExternalId="a-customer")
EC2 = trusting({"Service": "ec2.amazonaws.com"})
FLOW_LOGS = {"Service": "vpc-flow-logs.amazonaws.com"}
SAML = {"Federated": f"arn:aws:iam::{US}:saml-provider/people"}
SAML_ACTION = "sts:AssumeRoleWithSAML"
WEB = "sts:AssumeRoleWithWebIdentity"


def web(issuer: str, condition: Any = None, /, **props: Any) -> Resource:
    provider = {"Federated": f"arn:aws:iam::{US}:oidc-provider/{issuer}"}
    return trusting(provider, condition, WEB, **props)


def token(issuer: str, sub: Any, aud: Any = "sts.amazonaws.com") -> dict[str, Any]:
    return {"StringEquals": {f"{issuer}:aud": aud}, "StringLike": {f"{issuer}:sub": sub}}


EVERYTHING = allow("*")
NO_ADMIN = (
    good(policy(allow("s3:GetObject", "arn:aws:s3:::b/*"))),
    good(policy(allow("*", f"arn:aws:sqs:eu-west-1:{US}:q"))).named("one resource"),
    good(policy(deny("*"))),
    good(policy(EVERYTHING, deny("*"))).named("denied again"),
    bad("admin", policy(EVERYTHING, deny("iam:*"))).named("all but one service"),
    bad("admin", policy(EVERYTHING, deny("*", "*", MFA))).named("denied only sometimes"),
    good(made("iam.Role", inlinePolicies=[{}])).named("an empty block"),
    bad("admin", policy(EVERYTHING)),
    bad("admin", policy(allow("*:*", ["arn:aws:s3:::b", "arn:aws:*"]))),
    bad("admin", policy(allow("**", "arn:*:*:*:*:*"))).named("wild in another way"),
    bad("admin", policy({"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*"})),
    bad("admin", policy({"Effect": "Allow", "Action": "*", "NotResource": BOUNDARY})),
    bad("admin", policy(allow("*", "*", MFA))).named("with MFA"),
    bad("admin", made("iam.Role", inlinePolicies=[{"policy": text(EVERYTHING)}])),
    bad("admin", made("iam.RolePolicy", policy=text(EVERYTHING))),
    bad("admin", made("iam.GroupPolicy", policy=text(EVERYTHING))),
    bad("admin", made("iam.UserPolicy", policy=text(EVERYTHING))),
    bad("admin", made("ssoadmin.PermissionSetInlinePolicy", inlinePolicy=text(EVERYTHING))),
    bad("admin", partly(allow(UNKNOWN), EVERYTHING)).named("beside an unknown statement"),
    bad("admin", partly(allow([UNKNOWN, "*"], [UNKNOWN, "*"]))).named("beside unknown parts"),
    bad("document", made("iam.Policy", policy="{")),
    bad("document", made("iam.Policy", policy="[]")),
    bad("document", policy(allow(5))).named("an action that is no text"),
    bad(
        ("admin", "document"),
        made("iam.Role", inlinePolicies=[{"policy": "{"}, {"policy": text(EVERYTHING)}]),
    ),
    unknown("admin", made("iam.Policy", policy=UNKNOWN)),
    unknown("admin", made("iam.Role", inlinePolicies=UNKNOWN)),
    unknown("admin", made("iam.Role", inlinePolicies=[{"policy": UNKNOWN}])),
    unknown("admin", partly(allow("*", UNKNOWN))),
    skips(BUCKET),
)

TAGGED = {"StringEquals": {"aws:ResourceTag/tenant": "a"}}
NOT_OURS = {"StringNotEquals": {"aws:ResourceAccount": US}}
NO_SERVICE = (
    good(policy(allow(["s3:PutObject", "s3:GetObject"], "arn:aws:s3:::b/*"))),
    good(policy(allow(["ec2:Describe*", "logs:DescribeLogGroups", "sts:GetCallerIdentity"]))),
    good(policy(allow(["s3:ListAllMyBuckets", "kms:ListAliases", "dynamodb:ListTables"]))),
    good(policy(allow(["backup:List*", "cloudwatch:PutMetricData", "kms:CreateKey"]))),
    good(policy(allow("ec2:TerminateInstances", "*", TAGGED))).named("by tag"),
    good(policy(allow("s3:Put*", "*", equals(aws__ResourceAccount=US)))),
    good(policy(allow("kms:Decrypt", f"arn:aws:kms:eu-west-1:{US}:key/1234"))),
    good(
        policy(
            allow(
                "kms:Decrypt",
                f"arn:aws:kms:eu-west-1:{US}:key/*",
                equals(kms__ViaService="s3.eu-west-1.amazonaws.com"),
            )
        )
    ).named("keys by service"),
    good(policy(allow("iam:PassRole", "*", equals(iam__PassedToService="ec2.amazonaws.com")))),
    good(policy(deny("kms:*"))),
    good(policy(EVERYTHING)).named("left to iam-no-admin-star"),
    good(policy(allow("s3:Put*"), deny("s3:*", "*", NOT_OURS))).named("others are denied"),
    good(policy(allow("sns:Publish"), deny("sns:Publish"))).named("denied again"),
    good(
        policy(
            allow("kms:Decrypt", f"arn:aws:kms:eu-west-1:{US}:key/*"),
            deny(
                "kms:*",
                "*",
                {"StringNotEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}},
            ),
        )
    ).named("other services are denied"),
    bad("resource", policy(allow("s3:PutObject"), deny("s3:Get*", "*", NOT_OURS))).named(
        "something else is denied"
    ),
    bad(
        "resource",
        policy(
            allow("sns:Publish"),
            deny("sns:*", "*", NOT_OURS | {"Bool": {"aws:SecureTransport": "false"}}),
        ),
    ).named("others are denied only sometimes"),
    bad("service", policy(allow("s3:*", "arn:aws:s3:::b/*"))),
    bad("service", policy(allow(["sqs:SendMessage", "sns:?*"], f"arn:aws:sns:eu-west-1:{US}:t"))),
    bad("service", policy(allow("*", "arn:aws:s3:::b/*"))),
    bad("service", policy({"Effect": "Allow", "NotAction": "s3:*", "Resource": "arn:aws:s3:::b"})),
    bad("resource", policy(allow("s3:PutObject"))),
    bad("resource", policy(allow("s3:Put*", "arn:aws:s3:::*/*"))).named("every bucket"),
    bad("resource", policy(allow("dynamodb:PutItem", f"arn:aws:dynamodb:*:{US}:*"))),
    bad("resource", policy({"Effect": "Allow", "Action": "s3:PutObject", "NotResource": "a"})),
    bad(
        "resource",
        policy(
            allow("sqs:SendMessage", "*", {"StringEqualsIfExists": {"aws:ResourceAccount": US}})
        ),
    ).named("IfExists"),
    bad(
        "resource",
        policy(allow("sqs:SendMessage", "*", {"StringLike": {"aws:ResourceTag/tenant": "*"}})),
    ).named("a condition that says nothing"),
    bad(
        "resource",
        policy(allow("sqs:SendMessage", "*", {"StringNotEquals": {"aws:ResourceAccount": THEM}})),
    ).named("all but one"),
    bad("resource", partly(allow("sns:Publish", [UNKNOWN, "*"]))).named("beside an unknown one"),
    bad("decrypt", policy(allow("kms:Decrypt"))),
    bad("decrypt", policy(allow("kms:Decryp*"))),
    bad("decrypt", policy(allow("kms:ReEncryptFrom", "arn:aws:kms:*:*:key/*"))),
    bad(
        "decrypt", policy(allow("kms:Decrypt", "*", equals(kms__ViaService="s3.amazonaws.com")))
    ).named("never on everything"),
    bad(("service", "decrypt"), policy(allow("kms:*"))),
    skips(made("iam.RolePolicy", policy="no policy")).named("left to iam-no-admin-star"),
    unknown("service", made("iam.RolePolicy", policy=UNKNOWN)),
    unknown("resource", partly(allow("sns:Publish", UNKNOWN))),
    skips(BUCKET),
)

PASS = "iam:PassRole"
TENANT_ROLES = f"{ROLES}/tenant/*"
BOUNDED = equals(iam__PermissionsBoundary=BOUNDARY)
OTHER_BOUNDARIES = {"StringNotEquals": {"iam:PermissionsBoundary": BOUNDARY}}
NO_ESCALATION = (
    good(policy(allow("s3:GetObject", "arn:aws:s3:::b/*"))),
    good(policy(allow("iam:AttachRolePolicy", TENANT_ROLES, BOUNDED))),
    good(policy(allow("iam:AttachRolePolicy", TENANT_ROLES, equals(iam__PolicyARN=BOUNDARY)))),
    good(
        policy(
            allow("iam:PutRolePolicy", TENANT_ROLES),
            deny("iam:PutRolePolicy", "*", OTHER_BOUNDARIES),
        )
    ).named("other boundaries denied"),
    good(policy(allow("iam:CreatePolicyVersion", f"arn:aws:iam::{US}:policy/tenant/*"))),
    good(policy(allow("iam:CreateAccessKey", f"arn:aws:iam::{US}:user/${{aws:username}}"))),
    good(policy(allow("iam:CreateAccessKey"), deny("iam:*AccessKey"))).named("denied"),
    good(policy(allow([PASS, "lambda:CreateFunction"], f"{ROLES}/tenant/*"))),
    good(policy(allow(PASS))).named("nothing to pass it to"),
    good(
        policy(
            allow("ssm:StartSession"),
            deny("ssm:*", "*", {"StringNotEquals": {"ssm:resourceTag/tenant": "a"}}),
        )
    ).named("untagged ones are denied"),
    good(
        policy(
            allow(PASS, "*", equals(iam__PassedToService="lambda.amazonaws.com")),
            allow("lambda:CreateFunction"),
        )
    ),
    good(policy(allow("sts:AssumeRole", f"{ROLES}/reader"))),
    good(policy(allow("ssm:StartSession", "*", {"StringEquals": {"ssm:resourceTag/a": "b"}}))),
    good(policy(EVERYTHING)).named("left to iam-no-admin-star"),
    good(policy(allow("*", "arn:aws:s3:::b/*"))).named("resources of another service"),
    bad("policies", policy(allow("iam:CreatePolicyVersion"))),
    bad("policies", policy(allow("iam:AttachRolePolicy", TENANT_ROLES))).named("no boundary"),
    bad("policies", policy(allow("iam:PutRolePolicy", f"{ROLES}/*", BOUNDED))).named("any role"),
    bad("policies", policy(allow("iam:AddUserToGroup", "arn:aws:iam::*:group/*"))),
    bad("policies", policy(allow("iam:Attach*Policy", f"arn:aws:iam::{US}:group/a"))),
    bad("credentials", policy(allow(["iam:CreateAccessKey", "iam:UpdateLoginProfile"]))),
    bad(
        "credentials",
        policy(allow("iam:CreateAccessKey"), deny("iam:CreateAccessKey", "*", MFA)),
    ).named("denied only sometimes"),
    bad(
        "credentials",
        policy(
            allow("iam:CreateAccessKey"),
            deny("iam:CreateAccessKey", f"arn:aws:iam::{US}:user/admin"),
        ),
    ).named("denied only for one"),
    bad("assume", policy(allow("sts:AssumeRole", ["arn:aws:iam::*:role/*", f"{ROLES}/a"]))),
    bad("assume", policy(allow("iam:UpdateAssumeRolePolicy", f"{ROLES}/*"))),
    bad(
        "pass-role", policy(allow(PASS, f"{ROLES}/*"), allow("ec2:RunInstances", "arn:aws:ec2:x"))
    ).named("over two statements"),
    bad("pass-role", policy(allow("iam:Pass*"), allow("lambda:Create*"))),
    bad("code", policy(allow("lambda:UpdateFunctionCode"))),
    bad("code", made("iam.Role", inlinePolicies=[{"policy": text(allow("ssm:SendCommand"))}])),
    bad("boundary", policy(allow("iam:DeleteRolePermissionsBoundary"))),
    bad("boundary", policy(allow("iam:PutRolePermissionsBoundary", TENANT_ROLES))),
    bad(
        ("policies", "credentials", "assume", "boundary"),
        policy(allow("iam:*")),
    ),
    bad(
        ("policies", "credentials", "assume", "boundary"),
        policy({"Effect": "Allow", "NotAction": "s3:*", "Resource": [f"{ROLES}/*"]}),
    ).named("NotAction"),
    bad("code", partly(allow("ssm:SendCommand", [UNKNOWN, "*"]))).named("beside an unknown one"),
    skips(made("iam.UserPolicy", policy="'")).named("left to iam-no-admin-star"),
    unknown("policies", made("iam.GroupPolicy", policy=UNKNOWN)),
    unknown("code", partly(allow("ssm:SendCommand", UNKNOWN))),
    skips(BUCKET),
)

TRUST = (
    good(EC2),
    good(trusting({"Service": "lambda.amazonaws.com"})),
    good(trusting(FLOW_LOGS, equals(aws__SourceAccount=US))),
    good(
        trusting(
            {"Service": "logs.eu-west-1.amazonaws.com"},
            {"ArnLike": {"aws:SourceArn": f"arn:aws:logs:eu-west-1:{US}:*"}},
        )
    ),
    good(trusting({"Service": "firehose.amazonaws.com"}, equals(sts__ExternalId=US))),
    good(trusting(root(US), MFA)).named("own account, not configured"),
    good(trusting(root(US), EXTERNAL)),
    good(trusting(root(US), equals(aws__PrincipalOrgID="o-1"))),
    good(trusting({"AWS": f"{ROLES}/deploy"})).named("a role by name"),
    good(trusting(root(US))).under("own account", account_id=US),
    good(trusting({"AWS": US})).under("own account by number", account_id=US),
    good(trusting(root(THEM))).under("trusted", account_id=US, trusted_accounts=frozenset({THEM})),
    good(trusting(root(THEM), EXTERNAL)).under(account_id=US),
    good(trusting(SAML, equals(SAML__aud="https://x"), SAML_ACTION)),
    bad("anyone", trusting("*")),
    bad("anyone", trusting({"AWS": "*"}, EXTERNAL)).named("with a condition"),
    bad("anyone", trusting({"Federated": "*"}, None, WEB)),
    bad(
        "anyone",
        made(
            "iam.Role",
            assumeRolePolicy=text(
                {"Effect": "Allow", "NotPrincipal": root(US), "Action": "sts:AssumeRole"}
            ),
        ),
    ).under("NotPrincipal", account_id=US),
    bad("account", trusting(root(US))),
    bad("account", trusting({"AWS": [f"arn:aws:iam::{US}:user/ann"]})),
    bad("account", trusting(root(THEM), MFA)).under("MFA is theirs", account_id=US),
    bad("account", trusting({"AWS": f"arn:aws:iam::{THEM}:role/x"})).under(account_id=US),
    bad("account", trusting(root(THEM), {"StringEqualsIfExists": {"sts:ExternalId": "x"}})).under(
        "IfExists", account_id=US
    ),
    bad("account", trusting(root(THEM), {"StringLike": {"sts:ExternalId": "*"}})).under(
        "any id", account_id=US
    ),
    bad("service", trusting(FLOW_LOGS)),
    bad("service", trusting({"Service": ["ec2.amazonaws.com", "scheduler.amazonaws.com"]})),
    bad("service", trusting({"Service": "states.eu-west-1.amazonaws.com"})),
    bad("service", trusting({"Service": "monitoring.rds.amazonaws.com"})),
    bad("service", trusting(FLOW_LOGS, {"StringLike": {"aws:SourceAccount": "*"}})),
    bad("document", made("iam.Role", assumeRolePolicy="trust me")),
    bad(
        "anyone",
        made(
            "iam.Role",
            assumeRolePolicy={
                "Statement": [
                    {"Effect": "Allow", "Principal": {"AWS": UNKNOWN}, "Action": "sts:TagSession"},
                    {"Effect": "Allow", "Principal": "*", "Action": "sts:TagSession"},
                ]
            },
        ),
    ).named("beside an unknown principal"),
    unknown("anyone", made("iam.Role", assumeRolePolicy=UNKNOWN)),
    skips(BUCKET),
)

GOOD_SUB = "repo:acme/app:ref:refs/heads/main"
OIDC = (
    good(web(GITHUB, token(GITHUB, GOOD_SUB))),
    good(web(GITHUB, token(GITHUB, ["repo:acme/app:environment:prod", GOOD_SUB]))),
    good(web(GITHUB, token(GITHUB, "repo:acme@1/app@2:ref:refs/tags/v*"))),
    good(web(GITLAB, token(GITLAB, "project_path:acme/app:ref_type:branch:ref:main"))),
    good(web("oidc.eks.x/id/1", token("oidc.eks.x/id/1", "system:serviceaccount:a:b"))),
    good(
        trusting(
            {"Federated": "cognito-identity.amazonaws.com"},
            {
                "StringEquals": {"cognito-identity.amazonaws.com:aud": "eu-west-1:pool"},
                "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"},
            },
            WEB,
        )
    ).named("amr"),
    good(made("iam.OpenIdConnectProvider", url=f"https://{GITHUB}", clientIdLists=["a"])),
    good(made("iam.OpenIdConnectProvider", url=GITHUB, clientIdLists=["a"])).named("read back"),
    bad(("audience", "subject"), web(GITHUB)),
    bad("subject", web(GITHUB, equals(**{f"{GITHUB}:aud": "sts.amazonaws.com"}))),
    bad("subject", web(GITHUB, token(GITHUB, "repo:acme/*:ref:refs/heads/main"))),
    bad("subject", web(GITHUB, token(GITHUB, "repo:acme/app-*:environment:prod"))),
    bad("subject", web(GITHUB, token(GITHUB, "repo:acme/app:*"))).named("any ref"),
    bad("subject", web(GITHUB, token(GITHUB, "repo:acme/app:ref:refs/heads/*"))),
    bad("subject", web(GITHUB, token(GITHUB, [GOOD_SUB, "repo:*"]))).named("one of two"),
    bad("subject", web(GITLAB, token(GITLAB, "project_path:acme/*:ref_type:branch:ref:main"))),
    bad("subject", web("idp.example.com", token("idp.example.com", "*"))),
    bad("audience", web(GITHUB, token(GITHUB, GOOD_SUB, "*"))),
    bad(
        "audience",
        web(
            GITHUB,
            {
                "StringEqualsIfExists": {f"{GITHUB}:aud": "sts.amazonaws.com"},
                "StringEquals": {f"{GITHUB}:sub": GOOD_SUB},
            },
        ),
    ).named("IfExists"),
    bad(
        "url", made("iam.OpenIdConnectProvider", url="http://idp.example.com", clientIdLists=["a"])
    ),
    bad("clients", made("iam.OpenIdConnectProvider", url=f"https://{GITHUB}", clientIdLists=[])),
    bad("clients", made("iam.OpenIdConnectProvider", url=f"https://{GITHUB}")),
    bad(
        "clients",
        made("iam.OpenIdConnectProvider", url=f"https://{GITHUB}", clientIdLists=[UNKNOWN, "*"]),
    ),
    unknown("url", made("iam.OpenIdConnectProvider", url=UNKNOWN, clientIdLists=["a"])),
    unknown("subject", made("iam.Role", assumeRolePolicy=UNKNOWN)),
    skips(EC2),
    skips(made("iam.Role", assumeRolePolicy="{")).named("left to iam-trust-restricted"),
    skips(BUCKET),
)

HUMAN = (
    good(trusting(root(US), MFA)),
    good(trusting(root(US), MFA, maxSessionDuration=14400)),
    good(trusting(SAML, equals(SAML__aud="https://signin.aws.amazon.com/saml"), SAML_ACTION)),
    good(trusting(root(US), MFA, maxSessionDuration=43200)).given(max_session_seconds=43200),
    bad("mfa", trusting(root(US))),
    bad("mfa", trusting({"AWS": US})),
    bad("mfa", trusting({"AWS": f"arn:aws:iam::{US}:user/ann"})),
    bad("mfa", trusting(root(US), {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}})),
    bad("mfa", trusting(root(US), {"Bool": {"aws:MultiFactorAuthPresent": "false"}})),
    bad("mfa", trusting({**root(US), "Service": "ec2.amazonaws.com"})).named("beside a service"),
    bad("mfa", trusting(root(US), EXTERNAL)).under("own account", account_id=US),
    bad("federation", trusting(SAML, None, SAML_ACTION)),
    bad("session", trusting(root(US), MFA, maxSessionDuration=43200)),
    bad(("mfa", "session"), trusting(root(US), maxSessionDuration=43200)),
    bad(
        "session",
        web("idp.example.com", token("idp.example.com", "ann"), maxSessionDuration=43200),
    ),
    unknown("mfa", made("iam.Role", assumeRolePolicy=UNKNOWN)),
    unknown("session", trusting(root(US), MFA, maxSessionDuration=UNKNOWN)),
    skips(EC2),
    skips(trusting({"AWS": f"{ROLES}/deploy"})).named("a role carries no MFA"),
    skips(trusting(root(US), {"ArnLike": {"aws:PrincipalArn": f"{ROLES}/sso/*"}})),
    skips(trusting(root(THEM), EXTERNAL)).under("a vendor", account_id=US),
    skips(web(GITHUB, token(GITHUB, GOOD_SUB), maxSessionDuration=43200)).named("a pipeline"),
    skips(made("iam.Role", assumeRolePolicy="{")),
    skips(BUCKET),
)

NAMED = made("iam.Policy", "boundary")
BOUND = wired(made("iam.User", permissionsBoundary=UNKNOWN), permissionsBoundary=NAMED)


def ours(case: Case) -> Case:
    return case.under(case.note, boundary="boundary", account_id=US)


def tenants(tenant: Any, **props: Any) -> Resource:
    return trusting({"Service": "ec2.amazonaws.com"}, tags={"tenant": tenant}, **props)


BOUNDED_ROLES = (
    ours(good(tenants("acme", permissionsBoundary=BOUNDARY))),
    ours(good(made("iam.User", permissionsBoundary=BOUNDARY))),
    ours(good(BOUND, NAMED)).named("of this stack"),
    ours(bad("boundary", tenants("acme"))),
    ours(bad("boundary", trusting(root(US), MFA))).named("people"),
    ours(bad("boundary", trusting(root(US), MFA, tags={"tenant": "shared"}))),
    ours(bad("boundary", made("iam.User"))),
    ours(unknown("boundary", tenants("acme", permissionsBoundary=UNKNOWN))),
    ours(unknown("boundary", tenants(UNKNOWN))),
    ours(unknown("boundary", made("iam.Role", assumeRolePolicy=UNKNOWN))),
    ours(
        unknown(
            "boundary",
            wired(made("iam.User", permissionsBoundary=UNKNOWN), permissionsBoundary=BUCKET),
            BUCKET,
        )
    ).named("not a policy"),
    ours(skips(tenants("shared"))),
    ours(skips(EC2)).named("no tenant"),
    ours(skips(tenants("acme", path="/aws-service-role/x/"))),
    skips(tenants("acme")).named("not configured"),
    ours(skips(BUCKET)),
)

USERS = (
    good(made("iam.User", "glass", name="glass-1")).given(break_glass_users=["glass"]),
    good(made("iam.User", name="glass-1")).given(break_glass_users=["glass-1"]),
    good(made("iam.AccessKey", user="glass")).given(break_glass_users=["glass"]),
    good(
        wired(made("iam.AccessKey", user=UNKNOWN), user=made("iam.User", "glass")),
        made("iam.User", "glass"),
    ).given(break_glass_users=["glass"]),
    bad("user", made("iam.User", name="ann")),
    bad("user", made("iam.User", name="ann")).given(break_glass_users=["glass"]),
    bad("user", made("iam.User", name=UNKNOWN)).named("nobody is listed"),
    bad("key", made("iam.AccessKey", user="ann")),
    bad("key", made("iam.ServiceSpecificCredential", userName="ann")),
    bad("key", made("iam.SigningCertificate", userName="ann")),
    bad("key", made("iam.SshKey", username="ann")),
    unknown("user", made("iam.ServiceSpecificCredential", credentialAgeDays=UNKNOWN)),
    skips(made("iam.ServiceSpecificCredential", userName="ann", credentialAgeDays=30)),
    bad("key", made("iam.AccessKey", user=UNKNOWN)).named("nobody is listed"),
    unknown("key", made("iam.AccessKey", user=UNKNOWN)).given(break_glass_users=["glass"]),
    unknown("user", made("iam.User", name=UNKNOWN)).given(break_glass_users=["glass"]),
    skips(BUCKET),
)

CASES: dict[str, tuple[Case, ...]] = {
    "iam-no-admin-star": NO_ADMIN,
    "iam-no-service-star": NO_SERVICE,
    "iam-no-priv-escalation": NO_ESCALATION,
    "iam-trust-restricted": TRUST,
    "iam-oidc-trust-scoped": OIDC,
    "iam-human-role-mfa": HUMAN,
    "iam-boundary-required": BOUNDED_ROLES,
    "iam-no-users-keys": USERS,
}
