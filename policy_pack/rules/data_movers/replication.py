"""AWS DMS: instances out of the internet's reach, endpoints with TLS."""

from collections.abc import Callable, Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Finding,
    NotApplicable,
    Resource,
    Verdict,
    expect,
    not_on,
    own_key,
)

AWS_KEY = "the key is not a customer key"
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
"""DMS speaks to these with TLS in any case and knows no mode for them."""

PLAIN = "data goes to the database without TLS"


def judge_instance(instance: Resource) -> Iterator[Finding]:
    """A replication instance, which the provider makes private unless told otherwise."""
    yield from _private(instance, not_on)


def judge_profile(profile: Resource) -> Iterator[Finding]:
    """An instance profile, which is public unless told otherwise."""
    yield from _private(profile, lambda on: on is False or on == "false")


def _private(instance: Resource, holds: Callable[[Any], bool]) -> Iterator[Finding]:
    sentence = "the instance has an address on the internet"
    yield from expect(instance.at("publiclyAccessible"), holds, "public", sentence)
    yield from own_key(instance, ("kmsKeyArn",), AWS_KEY)


def judge_serverless(config: Resource) -> Iterator[Finding]:
    """A serverless replication, which is never public."""
    yield from own_key(config, ("computeConfig", "kmsKeyId"), AWS_KEY)


def judge_endpoint(endpoint: Resource) -> Iterator[Finding]:
    """An endpoint: each engine says in its own way that it wants TLS."""
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
