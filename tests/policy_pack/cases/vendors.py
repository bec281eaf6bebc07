"""Cases of the rule about the register of vendors."""

import datetime
import json
from dataclasses import replace
from typing import Any

from soc2_baseline.core.exceptions import Register
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vendors import Vendor, Vendors
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown

TODAY = datetime.date(2027, 1, 31)
US, THEM, NOBODY = "111111111111", "222222222222", "333333333333"
KNOWN = Vendor(
    name="Watcher",
    purpose="Watches the service from outside.",
    owner="operations",
    reviewed=datetime.date(2026, 6, 1),
    review_due=TODAY,
    accounts=(THEM,),
    organizations=("o-theirs00000",),
    issuers=("token.example.com", "hosted.example.com/us"),
)
LATE = replace(KNOWN, review_due=TODAY - datetime.timedelta(days=1))
GITHUB = "token.actions.githubusercontent.com"


def under(case: Case, *vendors: Vendor, **vocabulary: Any) -> Case:
    registered = Vendors(vendors or (KNOWN,))
    ours = {"account_id": US, "organization_id": "o-ours000000", **vocabulary}
    return replace(
        case.under(case.note, vendors=registered, **ours), register=Register(today=TODAY)
    )


def allowing(principal: Any, condition: Any = None, effect: str = "Allow") -> str:
    statement = {"Effect": effect, "Principal": principal, "Action": "sts:AssumeRole"}
    if condition:
        statement["Condition"] = {"StringEquals": condition}
    return json.dumps({"Statement": [statement]})


def trusting(principal: Any, condition: Any = None, effect: str = "Allow") -> Resource:
    return made("iam.Role", assumeRolePolicy=allowing(principal, condition, effect))


def account(number: str) -> dict[str, str]:
    return {"AWS": f"arn:aws:iam::{number}:root"}


def federated(issuer: str) -> dict[str, str]:
    return {"Federated": f"arn:aws:iam::{US}:oidc-provider/{issuer}"}


def organization(name: str) -> Resource:
    document = allowing({"AWS": "*"}, {"aws:PrincipalOrgID": name})
    return made("s3.BucketPolicy", policy=document)


def saml(host: str) -> Resource:
    text = f'<EntityDescriptor entityID="https://{host}/saml/1" xmlns="x">'
    return made("iam.SamlProvider", samlMetadataDocument=text)


CASES: dict[str, tuple[Case, ...]] = {
    "vendor-register": (
        under(good(trusting(account(US)))),
        under(good(trusting(account(THEM)))),
        under(good(trusting(account(NOBODY)))).under(
            "a-trusted-account",
            account_id=US,
            trusted_accounts=frozenset({NOBODY}),
            vendors=Vendors(),
        ),
        under(good(trusting(account(NOBODY))), account_id=None).named("account-not-configured"),
        under(good(trusting(account(NOBODY), effect="Deny"))),
        under(good(trusting({"Service": "ec2.amazonaws.com"}))),
        under(good(trusting(federated("token.example.com")))),
        under(good(trusting(federated("hosted.example.com/us")))),
        under(good(trusting(federated("oidc.eks.eu-west-1.amazonaws.com/id/1")))).named("AWS"),
        under(good(trusting({"Federated": "cognito-identity.amazonaws.com"}))).named("AWS"),
        under(good(trusting({"Federated": f"arn:aws:iam::{US}:saml-provider/people"}))),
        under(good(saml("token.example.com"))),
        under(good(saml("portal.sso.eu-west-1.amazonaws.com"))).named("AWS"),
        under(good(made("iam.OpenIdConnectProvider", url="https://token.example.com"))),
        under(good(organization("o-ours000000"))),
        under(good(organization("o-theirs00000"))),
        under(good(organization("o-other00000")), organization_id=None).named("not-configured"),
        under(good(made("s3.BucketPolicy", policy=allowing(account(NOBODY))))).named(
            "the-rule-of-buckets-says-so"
        ),
        under(good(made("lambda.Permission", principal="s3.amazonaws.com"))),
        under(good(made("lambda.Permission", principal=THEM))),
        under(bad("account", trusting(account(NOBODY)))),
        under(bad("account", trusting({"AWS": NOBODY}))),
        under(bad("account", made("kms.Key", policy=allowing(account(NOBODY))))),
        under(bad("account", made("lambda.Permission", principal=NOBODY))),
        under(bad("account", trusting({"AWS": [f"arn:aws:iam::{NOBODY}:role/x", THEM]}))).named(
            "beside-a-known-one"
        ),
        under(
            bad(
                "account",
                made(
                    "ecr.RepositoryPolicy", policy=allowing("*", {"aws:PrincipalAccount": NOBODY})
                ),
            )
        ).named("by-condition"),
        under(bad("organization", organization("o-other00000"))),
        under(
            bad(
                "organization",
                made("lambda.Permission", principal="*", principalOrgId="o-other00000"),
            )
        ),
        under(bad("issuer", trusting(federated(GITHUB)))),
        under(bad("issuer", trusting({"Federated": "accounts.google.com"}))),
        under(bad("issuer", made("iam.OpenIdConnectProvider", url=f"https://{GITHUB}"))),
        under(bad("issuer", saml("idp.example.org"))),
        under(bad("review", trusting(account(THEM))), LATE),
        under(bad("review", made("sqs.QueuePolicy", policy=allowing(account(THEM)))), LATE),
        under(bad(("account", "issuer"), trusting({"AWS": NOBODY, **federated(GITHUB)}))),
        under(unknown("account", made("iam.Role", assumeRolePolicy=UNKNOWN))),
        under(unknown("account", made("iam.OpenIdConnectProvider", url=UNKNOWN))),
        under(unknown("account", made("lambda.Permission", principal=UNKNOWN))),
        under(skips(made("kms.Key"))),
        under(skips(made("iam.Role", assumeRolePolicy="{"))),
        under(skips(made("iam.Policy"))),
        skips(trusting(account(NOBODY))).under("no-register", account_id=US),
    ),
}
