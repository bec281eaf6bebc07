"""Cases of the rules about AWS Resource Access Manager."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown

BUCKET = made("s3.Bucket")
OURS = "o-abcdefghij"
US, FRIEND, THEM = "111122223333", "777788889999", "444455556666"


def given(principal: Any) -> Resource:
    return made("ram.PrincipalAssociation", principal=principal)


def inside(case: Case) -> Case:
    return case.under(
        case.note,
        organization_id=OURS,
        account_id=US,
        trusted_accounts=frozenset({FRIEND}),
    )


SHARING = (
    good(made("ram.ResourceShare", allowExternalPrincipals=False)),
    good(made("ram.ResourceShare")),
    good(given(THEM)).named("nobody knows our accounts"),
    good(given(f"arn:aws:organizations::{THEM}:organization/o-other")).named("nor organization"),
    inside(good(given(f"arn:aws:organizations::{US}:organization/{OURS}"))),
    inside(good(given(f"arn:aws:organizations::{US}:ou/{OURS}/ou-1"))),
    inside(good(given(FRIEND))),
    inside(good(given(f"arn:aws:iam::{US}:role/a"))),
    inside(good(given("ec2.amazonaws.com"))),
    bad("external", made("ram.ResourceShare", allowExternalPrincipals=True)),
    bad("external", made("ram.ResourceShare", allowExternalPrincipals="true")),
    inside(bad("principal", given(f"arn:aws:organizations::{US}:organization/o-other"))),
    inside(bad("principal", given(f"arn:aws:organizations::{US}:ou/o-other/ou-1"))),
    inside(bad("principal", given(THEM))),
    inside(
        bad("principal", made("ram.ResourceShareAssociationsExclusive", principals=[UNKNOWN, THEM]))
    ),
    unknown("external", made("ram.ResourceShare", allowExternalPrincipals=UNKNOWN)),
    unknown("principal", given(UNKNOWN)),
    inside(
        unknown("principal", made("ram.ResourceShareAssociationsExclusive", principals=[UNKNOWN]))
    ),
    skips(BUCKET),
)


CASES: dict[str, tuple[Case, ...]] = {
    "org-sharing-internal": SHARING,
}
