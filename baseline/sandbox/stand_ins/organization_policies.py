"""Organization policy types and service principals that moto does not know."""

from typing import Any

from moto.core.utils import get_service_model
from moto.organizations.models import (
    FakeAccount,
    FakeDelegatedAdministrator,
    FakePolicy,
    FakeRoot,
    FakeServiceAccess,
)

from soc2_baseline.baseline.sandbox.contract import Handler, StandIn, add_operations, store
from soc2_baseline.baseline.sandbox.models import Record

_SERVICE_CONTROL = "SERVICE_CONTROL_POLICY"
_MEMBERS = "members"
# BACKUP_POLICY is in moto's list, but not implemented.
_KNOWN = frozenset(FakePolicy.SUPPORTED_POLICY_TYPES) - {"BACKUP_POLICY"}
_make_policy = FakePolicy.__init__


def _policy(self: Any, organization: Any, **given: Any) -> None:
    """Store a policy of any type like a service control policy, except for its ARN."""
    kind = given.get("Type", "")
    known = kind in _KNOWN
    _make_policy(self, organization, **(given if known else {**given, "Type": _SERVICE_CONTROL}))
    if not known:
        self.type = kind
        place = "arn:{0}:organizations::{1}:policy/{2}"
        self._arn_format = f"{place}/{kind.lower()}/{{3}}"


def _any_service(service_principal: str) -> bool:
    return service_principal.endswith(".amazonaws.com")


def make_member(backend: Any, account_id: str) -> None:
    """Add an account of a given id to the organization; moto only makes ids of its own."""
    if backend.org and account_id not in [account.id for account in backend.accounts]:
        account = FakeAccount(
            backend.org, AccountName=account_id, Email=f"{account_id}@sandbox.invalid"
        )
        account.id = account_id
        account.parent_id = backend.org.root_id
        backend.accounts.append(account)
        store(backend, _MEMBERS)[account_id] = account


def _member(backend: Any, given: Record) -> None:
    make_member(backend, given["AccountId"])


def _without_members(backend: Any, _given: Record) -> None:
    """Remove added members, which need not leave before the organization is deleted."""
    made = store(backend, _MEMBERS)
    backend.accounts = [account for account in backend.accounts if account.id not in made]
    made.clear()


_HANDLERS: dict[str, Handler] = {
    "RegisterDelegatedAdministrator": _member,
    "DeleteOrganization": _without_members,
}


def _apply() -> None:
    kinds = get_service_model("organizations").shape_for("PolicyType").enum
    FakePolicy.SUPPORTED_POLICY_TYPES = FakeRoot.SUPPORTED_POLICY_TYPES = list(kinds)
    setattr(FakePolicy, "__init__", _policy)  # noqa: B010
    setattr(FakeDelegatedAdministrator, "supported_service", staticmethod(_any_service))  # noqa: B010
    setattr(FakeServiceAccess, "trusted_service", staticmethod(_any_service))  # noqa: B010
    add_operations("organizations", _HANDLERS)


STAND_IN = StandIn(
    name="organization policy types",
    gap="moto lacks policy types, service principals, and accounts of a given id",
    service="organizations",
    operations=(
        "CreateOrganization",
        "CreatePolicy",
        "EnablePolicyType",
        "EnableAWSServiceAccess",
        *_HANDLERS,
    ),
    apply=_apply,
)
