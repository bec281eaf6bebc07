"""The context of a rule: the vocabulary of the stack and the options of the rule."""

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

    Every field is None or empty for a stack without settings of this baseline; rules that need
    one (``Rule.needs``) do not apply then.

    Attributes:
        profile: the purpose of the stack; it decides floors.
        account_id: the account of the stack.
        organization_id: ours, as in ``aws:PrincipalOrgID``.
        regions: the regions that resources may be in.
        recovery_region: the second region of a pair, for copies.
        tenants: the ids that a tenant tag may have.
        pooled: names or globs of URNs of stores that tenants share on purpose.
        tag_keys: the tags that every taggable resource carries.
        boundary: a part of the name of each permissions boundary.
        trusted_accounts: other accounts of ours.
        break_glass: names of roles that are sealed for emergencies.
        owns_account: true if this stack sets up the account and has to have everything that an
            account needs once.
        wants_region_copies: true if an objective of the stack requires a second region.
        unavailable: type tokens that are not available here, each with the reason.
        vendors: the vendor register, from its file.
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
        """Accounts that may have access: trusted ones of ours, and those of registered vendors."""
        return self.trusted_accounts | (self.vendors.accounts if self.vendors else frozenset())

    def offers(self, short: str) -> bool:
        """Return whether a type is available in this region, partition or sandbox."""
        return token(short) not in self.unavailable


@dataclass(frozen=True, slots=True)
class Context:
    """The vocabulary and the options of one rule.

    The exceptions, the ids of those used so far, and the finding keys of all rules serve the rules
    about exceptions.
    """

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    options: Mapping[str, Any] = field(default_factory=dict)
    register: Register = field(default_factory=Register)
    used_exceptions: Set[str] = frozenset()
    rule_keys: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def today(self) -> datetime.date:
        """The day of the run."""
        return self.register.today

    @property
    def profile(self) -> Profile | None:
        """The stack's profile."""
        return self.vocabulary.profile


def from_config(config: Mapping[str, str]) -> Vocabulary:
    """Read the vocabulary from a stack's configuration (``namespace:key`` to text, JSON objects).

    Nothing is validated here: the program that owns the settings rejects wrong ones before it
    registers a resource. Unreadable values count as not configured.
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
    """Return the texts of lists and of single values."""
    found = [item for key in keys for item in (_list(values, key) or [values.get(key)])]
    return frozenset(str(item) for item in found if isinstance(item, (str, int)) and item != "")


def _mapping(value: Any) -> Mapping[str, str]:
    return value if isinstance(value, dict) else {}
