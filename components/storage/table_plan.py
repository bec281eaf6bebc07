"""Arguments of a SecureTable, and the plan that follows from them."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.components.storage.classes import data_class_of
from soc2_baseline.components.tenant import Tenant, TenantArgs, prefixed_name
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import SHARED_TENANT, DataClass

_NAME = re.compile(r"[a-zA-Z0-9_.-]{3,255}")


class AttributeType(StrEnum):
    """Types that a key may have."""

    STRING = "S"
    NUMBER = "N"
    BINARY = "B"


class SecureTableArgs(TypedDict):
    """Arguments of :class:`SecureTable`."""

    environment: EnvironmentArgs
    """The table's environment."""
    tenant: NotRequired[TenantArgs]
    """The tenant whose items it holds; left out for the account's own."""
    key_arn: pulumi.Input[str]
    """ARN of the customer managed key that encrypts the items."""
    hash_key: str
    """The attribute that is the partition key."""
    range_key: NotRequired[str]
    """The attribute that is the sort key."""
    attribute_types: NotRequired[dict[str, AttributeType]]
    """Types of these attributes; ``S`` (text) where left out."""
    data_class: NotRequired[DataClass]
    """The sensitivity of the items; the tenant's by default, else ``internal``."""
    ttl_attribute: NotRequired[str]
    """The attribute with the second in which an item expires; required for personal data."""


@dataclass(frozen=True)
class SecureTablePlan:
    """The checked arguments of SecureTable."""

    environment: Environment
    tenant: Tenant | None
    data_class: DataClass
    table_name: str
    hash_key: str
    range_key: str | None
    types: dict[str, AttributeType]
    ttl_attribute: str | None


def resolve(name: str, args: SecureTableArgs) -> SecureTablePlan:
    """Check the arguments and decide everything; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = f"SecureTable {name!r}"
    args, environment, tenant = placed(args, SecureTableArgs, place)
    table_name = prefixed_name(tenant.id if tenant else SHARED_TENANT, name)
    types = dict(args.get("attribute_types") or {})
    keys = [key for key in (args["hash_key"], args.get("range_key")) if key is not None]
    problems = _key_problems(place, keys, types)
    if not _NAME.fullmatch(table_name):
        problems.append(
            f"{place}: the name {table_name!r};"
            " accepted are 3 to 255 letters, digits, hyphens, dots and underscores"
        )
    if problems:
        raise ConfigError(problems)
    data_class = data_class_of(tenant, args.get("data_class"))
    ttl_attribute = args.get("ttl_attribute")
    if data_class is DataClass.PERSONAL and not ttl_attribute:
        raise ConfigError(
            f"{place}: ttl_attribute is missing; personal data has to expire, accepted is the name"
            " of an attribute with the second in which an item expires"
        )
    return SecureTablePlan(
        environment=environment,
        tenant=tenant,
        data_class=data_class,
        table_name=table_name,
        hash_key=args["hash_key"],
        range_key=args.get("range_key"),
        types={key: AttributeType(types.get(key, AttributeType.STRING)) for key in keys},
        ttl_attribute=ttl_attribute,
    )


def _key_problems(place: str, keys: list[str], types: dict[str, AttributeType]) -> list[str]:
    problems = []
    if not all(keys):
        problems.append(f"{place}: hash_key or range_key is empty; accepted is an attribute's name")
    if len(set(keys)) < len(keys):
        problems.append(
            f"{place}: range_key {keys[1]!r} is the hash_key; accepted is another attribute"
        )
    return problems + [
        f"{place}: attribute_types[{attribute!r}] is not a key; accepted are {', '.join(keys)}"
        for attribute in types
        if attribute not in keys
    ]
