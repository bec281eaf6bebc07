"""Removal of Inspector's delegated administrator."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import Refused, stand_in
from soc2_baseline.baseline.sandbox.models import Record


def _disable(backend: Any, given: Record) -> Record:
    account = given["delegatedAdminAccountId"]
    if backend.admin_accounts.pop(account, None) is None:
        raise Refused("ResourceNotFoundException", f"{account} is not an administrator")
    return {"delegatedAdminAccountId": account}


STAND_IN = stand_in(
    name="Inspector administrator",
    gap="moto keeps listing a disabled administrator, so that its removal never ends",
    service="inspector2",
    handlers={"DisableDelegatedAdminAccount": _disable},
)
