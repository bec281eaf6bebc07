"""Network access, encryption and default names of Redshift warehouses."""

from collections.abc import Callable, Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Wire,
    expect,
    is_customer_key,
    is_given,
    is_true,
)
from soc2_baseline.policy_pack.rules.rds.reading import is_restored

WORKGROUP = "aws:redshiftserverless/workgroup:Workgroup"
NAMESPACE = "aws:redshiftserverless/namespace:Namespace"
_DEFAULT_DATABASE = "dev"


def _judge(warehouse: Resource, _context: Context) -> Iterator[Finding]:
    if warehouse.type == WORKGROUP:
        yield from _reach(warehouse)
    elif warehouse.type == NAMESPACE:
        yield from _key(warehouse)
        yield from _names(warehouse, "adminUsername", "dbName", "admin")
    else:
        yield from _reach(warehouse)
        yield from expect(
            warehouse.at("encrypted"),
            lambda on: on in (None, "") or is_true(on),
            "encrypted",
            "the warehouse is not encrypted at rest",
        )
        if not is_restored(warehouse) or warehouse.at("kmsKeyId") is not None:
            yield from _key(warehouse)
        if not is_restored(warehouse):
            yield from _names(warehouse, "masterUsername", "databaseName", "awsuser")


def _reach(warehouse: Resource) -> Iterator[Finding]:
    yield from expect(
        warehouse.at("publiclyAccessible"),
        lambda public: not is_true(public),
        "public",
        "the warehouse is publicly accessible",
    )
    sentence = "enhanced VPC routing is off: data is loaded and unloaded outside the VPC"
    yield from expect(warehouse.at("enhancedVpcRouting"), is_true, "routing", sentence)


def _key(warehouse: Resource) -> Iterator[Finding]:
    wire = Wire("kmsKeyId", CUSTOMER_KEYS)
    sentence = "the warehouse is not encrypted with a customer managed key"
    yield from expect(warehouse.at("kmsKeyId"), is_customer_key, "key", sentence, wire=wire)


def _names(warehouse: Resource, admin: str, database: str, usual: str) -> Iterator[Finding]:
    sentence = "the admin user has the default name"
    yield from expect(warehouse.at(admin), _other_than(usual), "admin", sentence)
    sentence = "the first database has the default name"
    name = warehouse.at(database)
    yield from expect(
        name, lambda name: is_given(name) and _other_than(_DEFAULT_DATABASE)(name), "name", sentence
    )


def _other_than(usual: str) -> Callable[[Any], bool]:
    return lambda name: not (isinstance(name, str) and name.lower() == usual)


RULES = (
    ResourceRule(
        id="redshift-private-encrypted",
        types=("redshift.Cluster", "redshiftserverless.Workgroup", "redshiftserverless.Namespace"),
        criteria=("CC6.1", "CC6.6"),
        severity=Severity.HIGH,
        summary="Warehouses are private, use a customer managed key, and have no default names.",
        fix="Set publicly_accessible=False, kms_key_id, enhanced_vpc_routing=True, and your own "
        "names.",
        keys={
            "public": "publicly_accessible",
            "encrypted": "encrypted",
            "key": "kms_key_id",
            "routing": "enhanced_vpc_routing",
            "admin": "master_username",
            "name": "database_name",
        },
        reference="Amazon Redshift management guide: database encryption; enhanced VPC routing; "
        "Security Hub Redshift.1, Redshift.7, Redshift.8, Redshift.10, RedshiftServerless.1, "
        "RedshiftServerless.3, RedshiftServerless.4, RedshiftServerless.5; checkov CKV_AWS_64, "
        "CKV_AWS_87, CKV_AWS_142, CKV_AWS_320, CKV_AWS_321",
        why="A warehouse holds all data in one place: if it is public and has default names, one "
        "leaked password exposes it.",
        judge=_judge,
    ),
)
