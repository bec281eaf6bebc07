"""Central management of root credentials and root sessions for an organization."""

from typing import Any

from moto.organizations.models import organizations_backends

from soc2_baseline.baseline.sandbox.contract import Handler, Refused, stand_in, store
from soc2_baseline.baseline.sandbox.models import Record

_CREDENTIALS, _SESSIONS = "RootCredentialsManagement", "RootSessions"
_SERVICE = "iam.amazonaws.com"


def _features(backend: Any) -> Record:
    organization = organizations_backends[backend.account_id][backend.partition]
    if not organization.org:
        raise Refused("OrganizationNotFoundException", "The account is in no organization")
    if _SERVICE not in [one["ServicePrincipal"] for one in organization.services]:
        raise Refused("ServiceAccessNotEnabledException", f"{_SERVICE} is not trusted")
    return {
        "OrganizationId": organization.org.id,
        "EnabledFeatures": sorted(store(backend, "organizations_features")),
    }


def _enable(feature: str) -> Handler:
    def enable(backend: Any, _given: Record) -> Record:
        _features(backend)
        store(backend, "organizations_features")[feature] = True
        return _features(backend)

    return enable


def _disable(feature: str) -> Handler:
    def disable(backend: Any, _given: Record) -> Record:
        store(backend, "organizations_features").pop(feature, None)
        return _features(backend)

    return disable


STAND_IN = stand_in(
    name="central root access",
    gap="moto has no central management of root credentials and sessions",
    service="iam",
    handlers={
        "EnableOrganizationsRootCredentialsManagement": _enable(_CREDENTIALS),
        "EnableOrganizationsRootSessions": _enable(_SESSIONS),
        "DisableOrganizationsRootCredentialsManagement": _disable(_CREDENTIALS),
        "DisableOrganizationsRootSessions": _disable(_SESSIONS),
        "ListOrganizationsFeatures": lambda backend, _given: _features(backend),
    },
)
