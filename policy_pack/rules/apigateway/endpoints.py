"""TLS versions, endpoint types and cache encryption of APIs."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Level,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    expect,
    is_true,
    items,
)

API = "aws:apigateway/restApi:RestApi"
DOMAIN = "aws:apigateway/domainName:DomainName"
DEFAULT_TYPE = "EDGE"


def _is_modern(policy: Any) -> bool:
    """Return whether a policy requires at least TLS 1.2, as all enhanced policies do."""
    return isinstance(policy, str) and (
        policy == "TLS_1_2" or policy.startswith(("SecurityPolicy_TLS12", "SecurityPolicy_TLS13"))
    )


def _judge_tls(resource: Resource, _context: Context) -> Iterator[Finding]:
    sentence = "TLS versions before 1.2 are accepted"
    if resource.type == API:
        policy = resource.at("securityPolicy")
        yield from expect(policy, lambda p: p in (None, "") or _is_modern(p), "policy", sentence)
    elif resource.type == DOMAIN:
        policy = resource.at("securityPolicy")
        if policy is None:
            raise NotApplicable("domain names use TLS 1.2 unless security_policy says otherwise")
        yield from expect(policy, _is_modern, "policy", sentence)
    else:
        policy = resource.at("domainNameConfiguration", "securityPolicy")
        yield from expect(policy, _is_modern, "policy", sentence)


def _judge_type(api: Resource, context: Context) -> Iterator[Finding]:
    kinds = items(api.at("endpointConfiguration", "types")) or [DEFAULT_TYPE]
    allowed = context.options["types"]
    for kind in kinds:
        name = "unknown" if kind is UNKNOWN else str(kind)[:20]
        sentence = f"the endpoint type is {name}"
        yield from expect(kind, lambda k: k in allowed, "type", sentence)


def _judge_cache(settings: Resource, _context: Context) -> Iterator[Finding]:
    cached = settings.at("settings", "cachingEnabled")
    encrypted = settings.at("settings", "cacheDataEncrypted")
    if encrypted is not UNKNOWN and is_true(encrypted):
        return
    sentence = "cached responses are not encrypted"
    if cached is not UNKNOWN and is_true(cached):
        yield from expect(encrypted, is_true, "encrypted", sentence)
    else:
        yield from expect(cached, lambda on: not is_true(on), "encrypted", sentence)


RULES = (
    ResourceRule(
        id="apigw-domain-tls",
        types=("apigateway.DomainName", "apigatewayv2.DomainName", "apigateway.RestApi"),
        criteria=("CC6.7",),
        severity=Severity.HIGH,
        summary="Domain names of APIs accept only TLS 1.2 or later.",
        fix='Set security_policy="TLS_1_2" or an enhanced policy (SecurityPolicy_TLS13…).',
        why="TLS 1.0 and 1.1 have known weaknesses that let others read the traffic.",
        keys={"policy": "security_policy"},
        reference="Amazon API Gateway developer guide: security policies for custom domains and "
        "for REST APIs; checkov CKV_AWS_206",
        judge=_judge_tls,
    ),
    ResourceRule(
        id="apigw-endpoint-type",
        types=("apigateway.RestApi",),
        criteria=("CC6.6",),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="REST APIs use the endpoint types that the organization allows.",
        fix='Set endpoint_configuration.types to "REGIONAL" or "PRIVATE", or add the type to the '
        'option "types".',
        why="An edge-optimized endpoint is served by a CloudFront distribution that AWS owns: you "
        "cannot set its TLS, logs or firewall.",
        keys={"type": "endpoint_configuration.types"},
        reference="Amazon API Gateway developer guide: endpoint types for REST APIs; "
        "AWS Config api-gw-endpoint-type-check",
        options={
            "types": {
                "type": "array",
                "items": {"type": "string"},
                "default": ["REGIONAL", "PRIVATE"],
                "description": "Endpoint types that the organization allows.",
            }
        },
        judge=_judge_type,
    ),
    ResourceRule(
        id="apigw-cache-encrypted",
        types=("apigateway.MethodSettings",),
        criteria=("CC6.1",),
        severity=Severity.MEDIUM,
        summary="Cached responses are encrypted.",
        fix="Set settings.cache_data_encrypted=True, or leave caching off.",
        why="A cache keeps responses of the API, and with them customers' data, outside the "
        "encrypted stores.",
        keys={"encrypted": "settings.cache_data_encrypted"},
        reference="Amazon API Gateway developer guide: caching settings for REST APIs; "
        "Security Hub APIGateway.5; checkov CKV_AWS_308",
        judge=_judge_cache,
    ),
)
