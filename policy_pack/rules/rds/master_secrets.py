"""Master passwords that AWS manages in Secrets Manager."""

from collections.abc import Iterator
from typing import NamedTuple

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    at,
    expect,
    guarded,
    is_given,
    is_true,
    known,
)
from soc2_baseline.policy_pack.rules.rds.reading import (
    CLUSTER,
    INSTANCE,
    Joined,
    engine,
    is_custom,
    is_replica,
    is_restored,
    is_serverless_v1,
    is_there,
)


class _Arguments(NamedTuple):
    managed: str
    password: str


_TYPES = {
    "rds.Instance": _Arguments("manageMasterUserPassword", "password"),
    "rds.Cluster": _Arguments("manageMasterUserPassword", "masterPassword"),
    "docdb.Cluster": _Arguments("manageMasterUserPassword", "masterPassword"),
    "redshift.Cluster": _Arguments("manageMasterPassword", "masterPassword"),
    "redshiftserverless.Namespace": _Arguments("manageAdminPassword", "adminUserPassword"),
}
_PLAIN = "the program sets the master password, so it is in the state"
_BY_HAND = "AWS does not manage and rotate the master password"


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    replicas = Joined(graph, "replicateSourceDb", "rds.Instance")
    for short, arguments in _TYPES.items():
        for database in graph.of(short):
            yield from guarded(_database, database, "managed", arguments, replicas)


def _database(database: Resource, arguments: _Arguments, replicas: Joined) -> Iterator[Finding]:
    if is_replica(database) or _cannot(database, replicas):
        return
    password = database.at(arguments.password)
    if password is UNKNOWN or is_given(password):
        # It is known to be given, even if its value is not.
        yield Finding("password", _PLAIN, Verdict.VIOLATION, database.urn)
        return
    managed = database.at(arguments.managed)
    if managed is None and is_restored(database):
        return  # the users are those in the backup
    by_hand = is_there(database.at("adminUserPasswordWo"))
    if arguments.managed == "manageAdminPassword" and managed is None and not by_hand:
        return  # without an admin password users sign in by IAM only
    yield from expect(managed, is_true, "managed", _BY_HAND, urn=database.urn)


def _cannot(database: Resource, replicas: Joined) -> bool:
    """Return whether AWS does not manage a password there, by its documented limits."""
    if is_there(database.at("globalClusterIdentifier")):
        return True
    if database.type == CLUSTER:
        return is_serverless_v1(database)
    if database.type != INSTANCE:
        return False
    if is_true(known(at(database.at("blueGreenUpdate"), "enabled"))):
        return True
    name = engine(database)
    copied = bool(replicas.to(database, "identifier"))
    return is_custom(name) or (copied and not name.startswith("sqlserver"))


RULES = (
    StackRule(
        id="rds-managed-master-secret",
        types=tuple(_TYPES),
        criteria=("CC6.1",),
        severity=Severity.HIGH,
        summary="Master passwords are managed by AWS in Secrets Manager.",
        fix="Set manage_master_user_password=True (Redshift: manage_master_password), no password.",
        keys={"managed": "manage_master_user_password", "password": "password"},
        reference="Amazon RDS user guide: password management with AWS Secrets Manager "
        "(not with read replicas, blue/green deployments or global databases)",
        why="A password that a program sets is in its configuration and its state, is known to "
        "people, and is hardly ever changed.",
        judge=_judge,
    ),
)
