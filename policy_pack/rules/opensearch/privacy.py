"""Network access, access control and audit logs of search domains."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    Wire,
    at,
    every,
    expect,
    is_true,
    items,
    known,
    not_off,
    some,
    sure,
    there,
    token,
)
from soc2_baseline.policy_pack.rules.opensearch.encryption import DOMAINS
from soc2_baseline.policy_pack.rules.opensearch.serverless import POLICY, read

FEWEST_NODES = 3
PUBLIC = "the endpoint is public"


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    yield from _collection(resource) if resource.type == token(POLICY) else _domain(resource)


def _domain(domain: Resource) -> Iterator[Finding]:
    subnets = domain.at("vpcOptions", "subnetIds")
    if not there(subnets):
        yield Finding("vpc", PUBLIC)
    yield from expect(
        domain.at("advancedSecurityOptions", "enabled"),
        is_true,
        "access-control",
        "fine-grained access control is off: every client that reaches the domain may read every "
        "index",
    )
    yield from expect(
        domain.at("advancedSecurityOptions", "anonymousAuthEnabled"),
        lambda on: not is_true(on),
        "anonymous",
        "anonymous access is enabled",
    )
    audited = sure(_audited, domain)
    if not audited:
        verdict = Verdict.UNDETERMINED if audited is None else Verdict.VIOLATION
        yield Finding("audit", "audit logs are not published", verdict)


def _audited(domain: Resource) -> bool:
    return some(
        items(domain.at("logPublishingOptions")),
        lambda option: every(
            option,
            lambda o: bool(known(at(o, "logType")) == "AUDIT_LOGS"),
            lambda o: not_off(known(at(o, "enabled"))),
        ),
    )


def _collection(policy: Resource) -> Iterator[Finding]:
    tree = read(policy, "network")
    if tree is UNKNOWN:
        wire = Wire("policy", ("opensearch.ServerlessVpcEndpoint",))
        yield Finding("vpc", PUBLIC, Verdict.UNDETERMINED, wire=wire)
        return
    for part in items(tree):
        yield from expect(at(part, "AllowFromPublic"), lambda on: not is_true(on), "vpc", PUBLIC)


def _judge_nodes(domain: Resource, _context: Context) -> Iterator[Finding]:
    cluster = domain.at("clusterConfig")
    yield from expect(
        at(cluster, "instanceCount"),
        lambda number: number is not None and number >= FEWEST_NODES,
        "nodes",
        f"the domain has fewer than {FEWEST_NODES} data nodes",
    )
    standby = at(cluster, "multiAzWithStandbyEnabled")
    if standby is UNKNOWN or not is_true(standby):
        zones = at(cluster, "zoneAwarenessEnabled")
        sentence = "all data nodes are in one Availability Zone"
        yield from expect(zones, is_true, "zones", sentence)


RULES = (
    ResourceRule(
        id="opensearch-private-audited",
        types=(*DOMAINS, POLICY),
        criteria=("CC6.6", "CC7.2"),
        severity=Severity.HIGH,
        summary="Domains are in a VPC, control access by user and publish audit logs.",
        fix="Set vpc_options.subnet_ids, advanced_security_options.enabled=True and "
        "log_publishing_options with log_type='AUDIT_LOGS'.",
        keys={
            "vpc": "vpc_options.subnet_ids",
            "access-control": "advanced_security_options.enabled",
            "anonymous": "advanced_security_options.anonymous_auth_enabled",
            "audit": "log_publishing_options",
        },
        reference="Amazon OpenSearch Service developer guide: VPC support, fine-grained access "
        "control, audit logs; Security Hub OpenSearch.2, OpenSearch.5, OpenSearch.7; checkov "
        "CKV_AWS_84, CKV_AWS_137, CKV_AWS_317, CKV2_AWS_52",
        why="Public endpoints without users have exposed whole customer databases, and without "
        "audit logs nobody can find out to whom.",
        judge=_judge,
    ),
    ResourceRule(
        id="opensearch-private-audited-floor",
        types=DOMAINS,
        criteria=("A1.2",),
        severity=Severity.MEDIUM,
        prod_floor=True,
        summary="Domains have three or more data nodes, in several Availability Zones.",
        fix="Set cluster_config.instance_count to 3 or more and zone_awareness_enabled=True.",
        keys={
            "nodes": "cluster_config.instance_count",
            "zones": "cluster_config.zone_awareness_enabled",
        },
        reference="Amazon OpenSearch Service developer guide: configuring a multi-AZ domain; "
        "Security Hub OpenSearch.6",
        why="With one or two nodes, a failed node or Availability Zone stops the search, and the "
        "cluster cannot elect a leader.",
        judge=_judge_nodes,
    ),
)
