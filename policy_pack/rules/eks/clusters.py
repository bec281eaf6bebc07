"""Network access, encryption and logs of Amazon EKS clusters."""

import ipaddress
from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    Wire,
    at,
    expect,
    is_customer_key,
    is_given,
    is_true,
    items,
    some,
)

NODES = "aws:eks/nodeGroup:NodeGroup"
LOGS = ("api", "audit", "authenticator", "controllerManager", "scheduler")
BROADEST = {4: 8, 6: 32}
"""Shortest prefix lengths by IP version: AWS calls a wider range public."""


def _judge_reach(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == NODES:
        yield from _judge_nodes(resource)
        return
    if is_given(resource.at("outpostConfig")):
        raise NotApplicable("a local cluster on an Outpost has a private endpoint only")
    network = resource.at("vpcConfig")
    yield from expect(
        at(network, "endpointPrivateAccess"),
        is_true,
        "private",
        "nodes reach the API server over the internet, not by its private endpoint",
    )
    public = at(network, "endpointPublicAccess")
    if public is not UNKNOWN and public in (False, "false"):
        return
    ranges = at(network, "publicAccessCidrs")
    if (ranges is UNKNOWN or is_given(ranges)) and not some(items(ranges), _is_broad):
        return
    verdict = Verdict.UNDETERMINED if public is UNKNOWN else Verdict.VIOLATION
    yield Finding("public", "the API server is open to the internet", verdict)


def _is_broad(text: Any) -> bool:
    try:
        network = ipaddress.ip_network(str(text), strict=False)
    except ValueError:
        return False
    return network.prefixlen < BROADEST[network.version]


def _judge_nodes(nodes: Resource) -> Iterator[Finding]:
    access = nodes.at("remoteAccess")
    key = at(access, "ec2SshKey")
    if access is UNKNOWN or key is UNKNOWN or is_given(key):
        yield from expect(
            at(access, "sourceSecurityGroupIds"),
            is_given,
            "remote-access",
            "SSH access to the nodes is open to the internet",
            wire=Wire("remoteAccess", ("ec2.SecurityGroup",)),
        )


def _judge_keeping(cluster: Resource, _context: Context) -> Iterator[Finding]:
    sentence = "Kubernetes secrets are not encrypted with a customer managed key"
    encryption = cluster.at("encryptionConfig")
    covered = at(encryption, "resources")
    if encryption is not UNKNOWN and covered is not UNKNOWN and "secrets" not in items(covered):
        yield Finding("encryption", sentence)
    else:
        yield from expect(
            at(encryption, "provider", "keyArn"),
            is_customer_key,
            "encryption",
            sentence,
            wire=Wire("encryptionConfig", CUSTOMER_KEYS),
        )
    yield from expect(
        cluster.at("deletionProtection"),
        is_true,
        "deletion",
        "deletion protection is off: one call deletes the cluster",
    )
    kinds = items(cluster.at("enabledClusterLogTypes"))
    missing = [name for name in LOGS if not any(k is not UNKNOWN and k == name for k in kinds)]
    if missing:
        unsure = sum(1 for kind in kinds if kind is UNKNOWN) >= len(missing)
        verdict = Verdict.UNDETERMINED if unsure else Verdict.VIOLATION
        yield Finding("logs", f"control plane logging does not include {missing[0]}", verdict)


RULES = (
    ResourceRule(
        id="eks-endpoint-private",
        types=("eks.Cluster", "eks.NodeGroup"),
        criteria=("CC6.6",),
        severity=Severity.CRITICAL,
        summary="The API server and the nodes are private, or open to named networks only.",
        fix="Set vpc_config.endpoint_private_access=True and endpoint_public_access=False (or "
        "public_access_cidrs), and source_security_group_ids for remote_access.",
        keys={
            "private": "vpc_config.endpoint_private_access",
            "public": "vpc_config.endpoint_public_access",
            "remote-access": "remote_access.source_security_group_ids",
        },
        why="If the API server is open to the internet, one leaked token or one flaw exposes the "
        "whole cluster.",
        reference="Amazon EKS user guide: cluster API server endpoint, remote access to nodes; "
        "Security Hub EKS.1; checkov CKV_AWS_38, CKV_AWS_39, CKV_AWS_100",
        judge=_judge_reach,
    ),
    ResourceRule(
        id="eks-secrets-logs",
        types=("eks.Cluster",),
        criteria=("CC6.1", "CC7.2"),
        severity=Severity.HIGH,
        summary="Secrets use a customer managed key, the control plane logs, deletion protection "
        "is on.",
        fix='Set encryption_config with resources=["secrets"] and provider.key_arn, all five '
        "enabled_cluster_log_types, and deletion_protection=True.",
        keys={
            "encryption": "encryption_config.provider.key_arn",
            "logs": "enabled_cluster_log_types",
            "deletion": "deletion_protection",
        },
        remedies={"deletion": ("deletionProtection", True)},
        why="Without audit logs nobody can find out who did what in the cluster, and without a "
        "customer managed key you cannot control who decrypts its secrets.",
        reference="Amazon EKS user guide: envelope encryption (since 1.28 with an AWS owned key "
        "by default), control plane logging, deletion protection; Security Hub EKS.3, EKS.8; "
        "checkov CKV_AWS_37, CKV_AWS_58",
        judge=_judge_keeping,
    ),
)
