"""Encryption of search domains and collections, at rest and in transit."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Wire,
    at,
    expect,
    is_customer_key,
    is_true,
    own_key,
    token,
)
from soc2_baseline.policy_pack.rules.opensearch.serverless import POLICY, read

DOMAINS = ("opensearch.Domain", "elasticsearch.Domain")
MODERN_TLS = ("Policy-Min-TLS-1-2", "Policy-Min-TLS-1-3")
AWS_KEY = "the key is not a customer managed key"


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    yield from _collection(resource) if resource.type == token(POLICY) else _domain(resource)


def _domain(domain: Resource) -> Iterator[Finding]:
    encrypted = domain.at("encryptAtRest", "enabled")
    yield from expect(encrypted, is_true, "at-rest", "the domain is not encrypted at rest")
    if encrypted is UNKNOWN or is_true(encrypted):
        yield from own_key(domain, ("encryptAtRest", "kmsKeyId"), AWS_KEY)
    sentence = "node-to-node encryption is off"
    yield from expect(domain.at("nodeToNodeEncryption", "enabled"), is_true, "nodes", sentence)
    endpoint = domain.at("domainEndpointOptions")
    https = at(endpoint, "enforceHttps")
    # The provider enforces HTTPS if it sends any options.
    https = True if https is None and isinstance(endpoint, dict) else https
    yield from expect(https, is_true, "https", "clients may connect without TLS")
    yield from expect(
        at(endpoint, "tlsSecurityPolicy"),
        lambda name: str(name).startswith(MODERN_TLS),
        "tls",
        "clients may connect with TLS versions before 1.2",
    )


def _collection(policy: Resource) -> Iterator[Finding]:
    tree = read(policy, "encryption")
    wire = Wire("policy", CUSTOMER_KEYS)
    yield from expect(at(tree, "KmsARN"), is_customer_key, "key", AWS_KEY, wire=wire)


RULES = (
    ResourceRule(
        id="opensearch-encrypted",
        types=(*DOMAINS, POLICY),
        criteria=("CC6.1", "CC6.7"),
        severity=Severity.HIGH,
        summary="Domains and collections use a customer managed key, and domains require TLS 1.2.",
        fix="Set encrypt_at_rest with kms_key_id, node_to_node_encryption.enabled=True and "
        "domain_endpoint_options with enforce_https and tls_security_policy.",
        keys={
            "at-rest": "encrypt_at_rest.enabled",
            "key": "encrypt_at_rest.kms_key_id",
            "nodes": "node_to_node_encryption.enabled",
            "https": "domain_endpoint_options.enforce_https",
            "tls": "domain_endpoint_options.tls_security_policy",
        },
        reference="Amazon OpenSearch Service developer guide: encryption of data at rest, "
        "node-to-node encryption; Security Hub OpenSearch.1, OpenSearch.3, OpenSearch.8; checkov "
        "CKV_AWS_5, CKV_AWS_6, CKV_AWS_83, CKV_AWS_228, CKV_AWS_247",
        why="An index repeats customers' documents in full. Without encryption they can be read "
        "from disks, snapshots and the network.",
        judge=_judge,
    ),
)
