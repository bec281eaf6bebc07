"""What a rule may know besides the resource: the stack's vocabulary and its own options."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Any

from baseline.exceptions import Register
from baseline.structured import structured
from baseline.vocabulary import REQUIRED_TAG_KEYS, SHARED_TENANT, Profile
from policy_pack.tokens import token

NAMESPACE = "baseline"


@dataclass(frozen=True)
class Vocabulary:
    """An organization's own words, from the ``baseline:`` keys of the stack's configuration.

    Every field is None or empty for a stack that knows nothing of this baseline; rules that need
    one (``Rule.needs``) do not apply then.
    """

    profile: Profile | None = None
    account_id: str | None = None
    regions: frozenset[str] | None = None
    tenants: frozenset[str] | None = None
    tag_keys: frozenset[str] | None = None
    boundary: str | None = None
    trusted_accounts: frozenset[str] = frozenset()
    wants_region_copies: bool = False
    unavailable: Mapping[str, str] = field(default_factory=dict)

    def offers(self, short: str) -> bool:
        """Whether resources of a type can be had in this region, partition or sandbox."""
        return token(short) not in self.unavailable


@dataclass(frozen=True, slots=True)
class Context:
    """The vocabulary and the options of the rule that is being asked.

    The exceptions, which of them were used so far, and the ids of all rules are there for the
    rules about exceptions.
    """

    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    options: Mapping[str, Any] = field(default_factory=dict)
    register: Register = field(default_factory=Register)
    used_exceptions: Set[str] = frozenset()
    rule_ids: Set[str] = frozenset()

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
    if "profile" not in values:
        return Vocabulary(unavailable=_mapping(values.get("unavailable-types")))
    tenants = [tenant for tenant in _list(values, "tenants") if isinstance(tenant, dict)]
    if isinstance(values.get("tenant"), dict):
        tenants.append(values["tenant"])
    if "tenant-id" in values:  # a stack of one tenant has flat keys
        tenants.append({"id": values["tenant-id"], "objectives": values.get("objectives")})
    region = values.get("region")
    regions = [r for r in (*_list(values, "allowed-regions"), region) if isinstance(r, str)]
    return Vocabulary(
        profile=Profile(values["profile"]) if values["profile"] in list(Profile) else None,
        account_id=str(values["account-id"]) if "account-id" in values else None,
        regions=frozenset(regions) or None,
        tenants=frozenset({str(tenant.get("id")) for tenant in tenants} | {SHARED_TENANT}),
        tag_keys=frozenset(REQUIRED_TAG_KEYS),
        boundary="boundary",
        trusted_accounts=frozenset(str(account) for account in _list(values, "trusted-accounts")),
        wants_region_copies=any(_asks_for_region(tenant) for tenant in tenants),
        unavailable=_mapping(values.get("unavailable-types")),
    )


def _asks_for_region(tenant: Mapping[str, Any]) -> bool:
    objectives = tenant.get("objectives")
    return isinstance(objectives, dict) and bool(objectives.get("region"))


def _list(values: Mapping[str, Any], key: str) -> list[Any]:
    value = values.get(key)
    return value if isinstance(value, list) else []


def _mapping(value: Any) -> Mapping[str, str]:
    return value if isinstance(value, dict) else {}
