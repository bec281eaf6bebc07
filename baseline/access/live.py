"""Access as AWS reports it: assignments, memberships, roles, users with credentials.

Reading needs the permissions of the roles for evidence and auditors. Whatever a service refuses is
reported as unread, never taken for "nothing there".
"""

import csv
import io
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from soc2_baseline.core.access.access_review import Live, RoleUse
from soc2_baseline.core.access.effective import Effective

Client = Any
_OURS = "shared-"
_RESERVED = "AWSReservedSSO_"
_TRIES = 10


class Session(Protocol):
    """An object that makes AWS clients, such as a boto3 session."""

    def client(self, service: str, **arguments: Any) -> Client:
        """Return a client of a service."""


def read(session: Session, counting: Effective, region: str, *, center: bool = True) -> Live:
    """Compare the access that AWS reports with that of the manifest.

    Args:
        session: makes clients.
        counting: what the manifest gives today.
        region: the region of Identity Center.
        center: whether Identity Center can be asked here (management or delegated account).
    """
    deviations: list[str] = []
    unread: list[str] = []

    def attempt(what: str, ask: Callable[[], list[str]]) -> None:
        try:
            deviations.extend(ask())
        except (BotoCoreError, ClientError) as error:
            unread.append(f"{what}: {error}")

    iam = session.client("iam")
    roles: list[RoleUse] = []

    def remember() -> list[str]:
        roles.extend(_roles(iam))
        return []

    attempt("roles", remember)
    attempt("credential report", lambda: list(_users(iam)))
    if center:
        sso = session.client("sso-admin", region_name=region)
        store = session.client("identitystore", region_name=region)
        attempt("Identity Center", lambda: list(_center(sso, store, counting)))
    return Live(_last_used(roles), tuple(roles), tuple(deviations), tuple(unread))


def _roles(iam: Client) -> Iterator[RoleUse]:
    """Return the baseline's roles with the time of last use, which only GetRole returns."""
    for page in iam.get_paginator("list_roles").paginate():
        for listed in page["Roles"]:
            if not listed["RoleName"].startswith((_OURS, _RESERVED)):
                continue
            role = iam.get_role(RoleName=listed["RoleName"])["Role"]
            used = role.get("RoleLastUsed") or {}
            at = used.get("LastUsedDate")
            yield RoleUse(
                role=role["RoleName"],
                last_used=at.isoformat() if at else "",
                region=used.get("Region", ""),
                account_id=role["Arn"].split(":")[4],
            )


def _last_used(roles: Iterable[RoleUse]) -> dict[tuple[str, str], str]:
    """Return the last use by permission set and account, from the roles of Identity Center."""
    return {
        (role.role.removeprefix(_RESERVED).rpartition("_")[0], role.account_id): role.last_used
        for role in roles
        if role.role.startswith(_RESERVED)
    }


def _users(iam: Client) -> Iterator[str]:
    """Return users with a password or access keys, which nobody should have."""
    for _ in range(_TRIES):
        if iam.generate_credential_report()["State"] == "COMPLETE":
            break
        time.sleep(1)
    text = iam.get_credential_report()["Content"].decode()
    for row in csv.DictReader(io.StringIO(text)):
        user = row["user"]
        keys = [n for n in ("1", "2") if row.get(f"access_key_{n}_active") == "true"]
        used = ", ".join(
            f"key {n} last used {row.get(f'access_key_{n}_last_used_date', 'N/A')}" for n in keys
        )
        if user == "<root_account>":
            if keys:
                yield f"the root user has access keys ({used})"
            if row.get("mfa_active") != "true":
                yield "the root user has no MFA"
            continue
        if row.get("password_enabled") == "true" and row.get("mfa_active") != "true":
            yield f"user {user} has a password and no MFA"
        yield f"user {user} is in IAM, not in the manifest{f' ({used})' if used else ''}"


def _center(sso: Client, store: Client, counting: Effective) -> Iterator[str]:
    instances = sso.list_instances()["Instances"]
    if not instances:
        yield "Identity Center has not been enabled"
        return
    instance, store_id = instances[0]["InstanceArn"], instances[0]["IdentityStoreId"]
    groups = {
        group["GroupId"]: group["DisplayName"]
        for group in _all(store, "list_groups", "Groups", IdentityStoreId=store_id)
    }
    users = {
        user["UserId"]: user["UserName"]
        for user in _all(store, "list_users", "Users", IdentityStoreId=store_id)
    }
    yield from _members(store, store_id, groups, users, counting)
    yield from _assigned(sso, instance, groups, users, counting)


def _members(
    store: Client,
    store_id: str,
    groups: dict[str, str],
    users: dict[str, str],
    counting: Effective,
) -> Iterator[str]:
    known = {person.id for person in counting.people}
    for name in sorted(set(users.values()) - known):
        yield f"{name} is in the identity store, not in the manifest"
    for name in sorted(known - set(users.values())):
        yield f"{name} is in the manifest, not in the identity store"
    for group_id, name in sorted(groups.items(), key=lambda item: item[1]):
        if name not in counting.groups:
            continue  # a group that nothing is assigned to is none of ours
        has = {
            users.get(membership["MemberId"]["UserId"], membership["MemberId"]["UserId"])
            for membership in _all(
                store,
                "list_group_memberships",
                "GroupMemberships",
                IdentityStoreId=store_id,
                GroupId=group_id,
            )
        }
        wanted = set(counting.groups[name])
        for person in sorted(has - wanted):
            yield f"{person} is in group {name}, and not by the manifest"
        for person in sorted(wanted - has):
            yield f"{person} should be in group {name}, and is not"


def _assigned(
    sso: Client,
    instance: str,
    groups: dict[str, str],
    users: dict[str, str],
    counting: Effective,
) -> Iterator[str]:
    wanted = {(a.permission_set, a.group, a.account.id) for a in counting.assignments}
    has: set[tuple[str, str, str]] = set()
    for arn in _all(sso, "list_permission_sets", "PermissionSets", InstanceArn=instance):
        asked = {"InstanceArn": instance, "PermissionSetArn": arn}
        name = sso.describe_permission_set(**asked)["PermissionSet"]["Name"]
        for account in _all(
            sso, "list_accounts_for_provisioned_permission_set", "AccountIds", **asked
        ):
            for found in _all(
                sso, "list_account_assignments", "AccountAssignments", AccountId=account, **asked
            ):
                who = found["PrincipalId"]
                if found["PrincipalType"] == "USER":
                    yield f"{users.get(who, who)} has {name} in {account} outside every group"
                else:
                    has.add((name, groups.get(who, who), account))
    for permission_set, group, account in sorted(has - wanted):
        yield f"group {group} has {permission_set} in {account}, and not by the manifest"
    for permission_set, group, account in sorted(wanted - has):
        yield f"group {group} should have {permission_set} in {account}, and has not"


def _all(client: Client, operation: str, key: str, **asked: Any) -> Iterator[Any]:
    for page in client.get_paginator(operation).paginate(**asked):
        yield from page[key]
