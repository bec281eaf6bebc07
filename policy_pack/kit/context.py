"""What a rule may know besides the resource: the stack's vocabulary and its own options."""

import datetime
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from soc2_baseline.core.exceptions import Register
from soc2_baseline.core.structured import structured
from soc2_baseline.core.tokens import token
from soc2_baseline.core.vendors import Vendors
from soc2_baseline.core.vocabulary import REQUIRED_TAG_KEYS, SHARED_TENANT, Profile

NAMESPACE = "baseline"


@dataclass(frozen=True)
class Vocabulary:
    """An organization's own words, from the ``baseline:`` keys of the stack's configuration.

    Every field is None or empty for a stack that knows nothing of this baseline; rules that need
    one (``Rule.needs``) do not apply then.

    Attributes:
        profile: what the stack is for; it decides floors.
        account_id: the account that the stack lives in.
        organization_id: ours, as in ``aws:PrincipalOrgID``.
        regions: where resources may be.
        recovery_region: where the copies of a pair of regions belong.
        tenants: the ids that a tenant tag may have.
        pooled: names or globs of URNs of stores that tenants share on purpose.
        tag_keys: the tags that every taggable resource carries.
        boundary: in the name of each permissions boundary.
        trusted_accounts: accounts of ours beside this one.
        break_glass: names of roles that are sealed for emergencies.
        owns_account: whether this stack sets up the account, so that what an account needs once
            has to be here.
        wants_region_copies: whether an objective of the stack asks for a second region.
        unavailable: type tokens that cannot be had here, each with the reason.
        vendors: the register of outsiders that are let in; it comes from a file.
    """

    profile: Profile | None = None
    account_id: str | None = None
    organization_id: str | None = None
    regions: frozenset[str] | None = None
    recovery_region: str | None = None
    tenants: frozenset[str] | None = None
    pooled: frozenset[str] = frozenset()
    tag_keys: frozenset[str] | None = None
    boundary: str | None = None
    trusted_accounts: frozenset[str] = frozenset()
    break_glass: frozenset[str] = frozenset()
    owns_account: bool = False
    wants_region_copies: bool = False
    unavailable: Mapping[str, str] = field(default_factory=dict)
    vendors: Vendors | None = None

    @property
    def known_accounts(self) -> frozenset[str]:
        """Accounts that may be let in: trusted ones of ours, and those of registered vendors."""
        return self.trusted_accounts | (self.vendors.accounts if self.vendors else frozenset())

    def offers(self, short: str) -> bool:
        """Whether resources of a type can be had in this region, partition or sandbox."""
        return token(short) not in self.unavailable


@dataclass(frozen=True, slots=True)
class Context:
    """The vocabulary and the options of the rule that is being asked.

    The exceptions, which of them were used so far, and the ids of all rules with their finding
    keys are there for the rules about exceptions.
    """

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    options: Mapping[str, Any] = field(default_factory=dict)
    register: Register = field(default_factory=Register)
    used_exceptions: Set[str] = frozenset()
    rule_keys: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def today(self) -> datetime.date:
        """The day on which the rules are asked."""
        return self.register.today

    @property
    def profile(self) -> Profile | None:
        """The stack's profile."""
        return self.vocabulary.profile


def from_config(config: Mapping[str, str]) -> Vocabulary:
    """The vocabulary in a stack's configuration (``namespace:key`` to text, objects as JSON).

    Nothing is checked here: the program that owns the settings refuses wrong ones before it
    registers a resource. What cannot be read counts as not configured.
    """
    values = {
        key.removeprefix(f"{NAMESPACE}:"): structured(text)
        for key, text in config.items()
        if key.startswith(f"{NAMESPACE}:")
    }
    tenants = [tenant for tenant in _list(values, "tenants") if isinstance(tenant, dict)]
    if isinstance(values.get("tenant"), dict):
        tenants.append(values["tenant"])
    if "tenant-id" in values:  # a stack of one tenant has flat keys
        tenants.append({"id": values["tenant-id"], "objectives": values.get("objectives")})
    ours = "profile" in values  # a stack of this baseline: its tags and names are ours too
    ids = frozenset({str(tenant.get("id")) for tenant in tenants} | {SHARED_TENANT})
    return Vocabulary(
        profile=Profile(values["profile"]) if values.get("profile") in list(Profile) else None,
        account_id=_text(values, "account-id"),
        organization_id=_text(values, "organization-id"),
        regions=_texts(values, "allowed-regions", "region") or None,
        recovery_region=_text(values, "recovery-region"),
        tenants=ids if ours or tenants else None,
        pooled=_texts(values, "pooled"),
        tag_keys=frozenset(REQUIRED_TAG_KEYS) if ours else _texts(values, "required-tags") or None,
        boundary="boundary" if ours else _text(values, "boundary"),
        trusted_accounts=_texts(values, "trusted-accounts"),
        break_glass=_texts(values, "break-glass-roles"),
        owns_account=values.get("owns-account") in (True, "true"),
        wants_region_copies=any(_asks_for_region(tenant) for tenant in tenants),
        unavailable=_mapping(values.get("unavailable-types")),
    )


def _asks_for_region(tenant: Mapping[str, Any]) -> bool:
    objectives = tenant.get("objectives")
    return isinstance(objectives, dict) and bool(objectives.get("region"))


def _list(values: Mapping[str, Any], key: str) -> list[Any]:
    value = values.get(key)
    return value if isinstance(value, list) else []


def _text(values: Mapping[str, Any], key: str) -> str | None:
    return str(values[key]) if values.get(key) not in (None, "") else None


def _texts(values: Mapping[str, Any], *keys: str) -> frozenset[str]:
    """The texts of lists, and single values among them."""
    found = [item for key in keys for item in (_list(values, key) or [values.get(key)])]
    return frozenset(str(item) for item in found if isinstance(item, (str, int)) and item != "")


def _mapping(value: Any) -> Mapping[str, str]:
    return value if isinstance(value, dict) else {}
