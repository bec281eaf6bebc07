"""Encryption, policies and access points of Amazon EFS file systems."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    expect,
    is_given,
    is_true,
    own_key,
    token,
    unplaced,
)
from soc2_baseline.policy_pack.rules.efs.policies import judge_policy

SYSTEM, POLICY, POINT = "efs.FileSystem", "efs.FileSystemPolicy", "efs.AccessPoint"


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == token(POLICY):
        yield from judge_policy(resource.at("policy"))
    elif resource.type == token(POINT):
        yield from _access_point(resource)
    else:
        encrypted = resource.at("encrypted")
        yield from expect(encrypted, is_true, "encrypted", "the file system is not encrypted")
        if encrypted is UNKNOWN or is_true(encrypted):
            yield from own_key(resource, ("kmsKeyId",), "the key is not a customer managed key")


def _access_point(point: Resource) -> Iterator[Finding]:
    yield from expect(
        point.at("posixUser"), is_given, "user", "the access point does not enforce a POSIX user"
    )
    yield from expect(
        point.at("rootDirectory", "path"),
        lambda path: isinstance(path, str) and path.strip("/") != "",
        "root",
        "the access point exposes the whole file system",
    )


def _judge_present(graph: StackGraph, context: Context) -> Iterator[Finding]:
    sentence = (
        "the file system has no policy: every client that reaches a mount target may mount it"
    )
    drifting = bool(unplaced(graph, "fileSystemId", POLICY))
    for system in graph.of(SYSTEM):
        if graph.satellites(system, "fileSystemId", POLICY):
            continue
        if drifting:
            yield Finding("policy", sentence, Verdict.UNDETERMINED, system.urn)
        elif not context.vocabulary.offers(POLICY):
            reason = context.vocabulary.unavailable[token(POLICY)]
            yield Finding("policy", sentence, Verdict.NOT_OFFERED, system.urn, detail=reason)
        else:
            yield Finding("policy", sentence, urn=system.urn)


RULES = (
    ResourceRule(
        id="efs-guarded",
        types=(SYSTEM, POLICY, POINT),
        criteria=("CC6.1", "CC6.7"),
        severity=Severity.HIGH,
        summary="File systems use a customer managed key, and mounts require IAM identity and TLS.",
        fix="Set encrypted=True and kms_key_id; in policy, deny * where aws:SecureTransport is "
        "false and name principals; give access points posix_user and root_directory.path.",
        keys={
            "encrypted": "encrypted",
            "key": "kms_key_id",
            "anonymous": "policy",
            "tls": "policy",
            "document": "policy",
            "user": "posix_user",
            "root": "root_directory.path",
        },
        reference="Amazon EFS user guide: using IAM to control file system data access, access "
        "points; Security Hub EFS.1, EFS.3, EFS.4; checkov CKV_AWS_42, CKV_AWS_184, CKV_AWS_329, "
        "CKV_AWS_330",
        why="Every client that reaches a mount target can read and change all files, and without "
        "TLS others can read the traffic.",
        judge=_judge,
    ),
    StackRule(
        id="efs-guarded-stack",
        types=(SYSTEM,),
        criteria=("CC6.1", "CC6.7"),
        severity=Severity.HIGH,
        summary="Each file system has its own policy.",
        fix="Add an efs.FileSystemPolicy with file_system_id set to this file system.",
        keys={"policy": "policy"},
        reference="Amazon EFS user guide: default EFS file system policy",
        why="Without a policy EFS requires no identity: every client in the network can mount the "
        "file system as root, without TLS.",
        judge=_judge_present,
    ),
)
