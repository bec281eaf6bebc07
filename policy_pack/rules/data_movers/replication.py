"""Network access of AWS DMS instances, and TLS of their endpoints."""

from collections.abc import Callable, Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    Verdict,
    expect,
    not_on,
    own_key,
)

AWS_KEY = "the key is not a customer managed key"
HTTPS_ENGINES = (
    "dynamodb",
    "elasticsearch",
    "kinesis",
    "neptune",
    "opensearch",
    "redshift",
    "redshift-serverless",
    "s3",
)
"""Engines that DMS always connects to with TLS and that have no SSL mode."""

PLAIN = "DMS connects to the database without TLS"


def judge_instance(instance: Resource, _context: Context) -> Iterator[Finding]:
    """Check a replication instance, which the provider makes private by default."""
    yield from _private(instance, not_on)


def judge_profile(profile: Resource, _context: Context) -> Iterator[Finding]:
    """Check an instance profile, which is public by default."""
    yield from _private(profile, lambda on: on is False or on == "false")


def _private(instance: Resource, holds: Callable[[Any], bool]) -> Iterator[Finding]:
    sentence = "the instance is publicly accessible"
    yield from expect(instance.at("publiclyAccessible"), holds, "public", sentence)
    yield from own_key(instance, ("kmsKeyArn",), AWS_KEY)


def judge_serverless(config: Resource, _context: Context) -> Iterator[Finding]:
    """Check a serverless replication, which is never public."""
    yield from own_key(config, ("computeConfig", "kmsKeyId"), AWS_KEY)


def judge_endpoint(endpoint: Resource, _context: Context) -> Iterator[Finding]:
    """Check an endpoint; each engine has its own setting for TLS."""
    engine = endpoint.at("engineName")
    if engine is UNKNOWN:
        yield Finding("tls", PLAIN, Verdict.UNDETERMINED)
    elif engine in HTTPS_ENGINES:
        raise NotApplicable("DMS always uses TLS with this engine")
    elif engine == "kafka":
        protocol = endpoint.at("kafkaSettings", "securityProtocol")
        yield from expect(
            protocol, lambda name: "ssl" in str(name).lower().split("-"), "tls", PLAIN
        )
    elif engine == "redis":
        protocol = endpoint.at("redisSettings", "sslSecurityProtocol")
        yield from expect(protocol, lambda name: name != "plaintext", "tls", PLAIN)
    else:
        mode = endpoint.at("sslMode")
        yield from expect(mode, lambda name: name not in (None, "", "none"), "tls", PLAIN)
