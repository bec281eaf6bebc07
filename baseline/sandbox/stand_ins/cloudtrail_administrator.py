"""Delegated administrator of the organization's trails."""

from typing import Any

from moto.organizations.models import organizations_backends

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Record

_SERVICE = "cloudtrail.amazonaws.com"


def _organization(backend: Any) -> Any:
    return organizations_backends[backend.account_id][backend.partition]


def _register(backend: Any, given: Record) -> Record:
    _organization(backend).register_delegated_administrator(
        AccountId=given["MemberAccountId"], ServicePrincipal=_SERVICE
    )
    return {}


def _deregister(backend: Any, given: Record) -> Record:
    _organization(backend).deregister_delegated_administrator(
        AccountId=given["DelegatedAdminAccountId"], ServicePrincipal=_SERVICE
    )
    return {}


STAND_IN = stand_in(
    name="CloudTrail administrator",
    gap="moto has no delegated administrator of an organization's trails",
    service="cloudtrail",
    handlers={
        "RegisterOrganizationDelegatedAdmin": _register,
        "DeregisterOrganizationDelegatedAdmin": _deregister,
    },
)
