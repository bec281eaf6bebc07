"""Resource sharing inside the organization."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    ACCOUNT,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    Vocabulary,
    expect,
    is_true,
    items,
    some,
    sure,
    token,
)


def _judge(resource: Resource, context: Context) -> Iterator[Finding]:
    if resource.type == token("ram.ResourceShare"):
        # The provider sends false where the argument is left out.
        yield from expect(
            resource.at("allowExternalPrincipals"),
            lambda allowed: allowed in (None, False, "false") and not is_true(allowed),
            "external",
            "the resource share allows principals outside the organization",
        )
        return
    prop = "principal" if resource.type == token("ram.PrincipalAssociation") else "principals"
    outside = sure(_any_outside, resource.at(prop), context.vocabulary)
    if outside is not False:
        verdict = Verdict.UNDETERMINED if outside is None else Verdict.VIOLATION
        yield Finding(
            "principal", "the resource share names a principal outside the organization", verdict
        )


def _any_outside(principals: Any, vocabulary: Vocabulary) -> bool:
    return some(items(principals), lambda one: _is_outside(one, vocabulary))


def _is_outside(principal: Any, vocabulary: Vocabulary) -> bool:
    text = str(principal)
    ours = vocabulary.organization_id
    if ":organizations::" in text:
        parts = text.rpartition(":")[2].split("/")
        return ours is not None and ours not in parts
    # Without external principals AWS itself rejects strangers; without a list of
    # our accounts more cannot be checked.
    if not vocabulary.trusted_accounts:
        return False
    match = ACCOUNT.search(text)
    known = {vocabulary.account_id, *vocabulary.known_accounts}
    return match is not None and match[0] not in known


RULES = (
    ResourceRule(
        id="org-sharing-internal",
        types=(
            "ram.ResourceShare",
            "ram.PrincipalAssociation",
            "ram.ResourceShareAssociationsExclusive",
        ),
        criteria=("CC6.6", "CC9.2"),
        severity=Severity.HIGH,
        summary="Resources are shared only inside the organization.",
        fix="Set allow_external_principals=False, and name the organization, its organizational "
        "units or your accounts as principal.",
        keys={"external": "allow_external_principals", "principal": "principal"},
        reference="AWS RAM user guide: sharing with your organization; principals where "
        "baseline:organization-id or baseline:trusted-accounts is set",
        why="Otherwise an account that you do not control can use your network or data through "
        "the share.",
        judge=_judge,
    ),
)
