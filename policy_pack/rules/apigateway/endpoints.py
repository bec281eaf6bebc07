"""How clients reach an API: over modern TLS, by an endpoint of a kind that is wanted."""

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
    """Whether a policy starts at TLS 1.2, as all enhanced ones do."""
    return isinstance(policy, str) and (
        policy == "TLS_1_2" or policy.startswith(("SecurityPolicy_TLS12", "SecurityPolicy_TLS13"))
    )


def _judge_tls(resource: Resource, _context: Context) -> Iterator[Finding]:
    sentence = "TLS older than 1.2 is accepted"
    if resource.type == API:
        policy = resource.at("securityPolicy")
        yield from expect(policy, lambda p: p in (None, "") or _is_modern(p), "policy", sentence)
    elif resource.type == DOMAIN:
        policy = resource.at("securityPolicy")
        if policy is None:
            raise NotApplicable("domain names have TLS 1.2 unless they ask for another policy")
        yield from expect(policy, _is_modern, "policy", sentence)
    else:
        policy = resource.at("domainNameConfiguration", "securityPolicy")
        yield from expect(policy, _is_modern, "policy", sentence)


def _judge_type(api: Resource, context: Context) -> Iterator[Finding]:
    kinds = items(api.at("endpointConfiguration", "types")) or [DEFAULT_TYPE]
    allowed = context.options["types"]
    for kind in kinds:
        name = "unknown" if kind is UNKNOWN else str(kind)[:20]
        sentence = f"the endpoint is of the type {name}"
        yield from expect(kind, lambda k: k in allowed, "type", sentence)


def _judge_cache(settings: Resource, _context: Context) -> Iterator[Finding]:
    cached = settings.at("settings", "cachingEnabled")
    encrypted = settings.at("settings", "cacheDataEncrypted")
    if encrypted is not UNKNOWN and is_true(encrypted):
        return
    sentence = "responses are cached without encryption"
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
        summary="Domain names of APIs accept TLS 1.2 and newer only.",
        fix='Set security_policy="TLS_1_2" or an enhanced policy (SecurityPolicy_TLS13…).',
        why="TLS 1.0 and 1.1 have known weaknesses by which traffic can be read.",
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
        summary="REST APIs have endpoints of the types that the organization wants.",
        fix='Set endpoint_configuration.types to "REGIONAL" or "PRIVATE", or add the type to the '
        "option types.",
        why="An edge-optimized endpoint stands behind a distribution of AWS's whose TLS, logs and "
        "firewall nobody here can set.",
        keys={"type": "endpoint_configuration.types"},
        reference="Amazon API Gateway developer guide: endpoint types for REST APIs; "
        "AWS Config api-gw-endpoint-type-check",
        options={
            "types": {
                "type": "array",
                "items": {"type": "string"},
                "default": ["REGIONAL", "PRIVATE"],
                "description": "Types of endpoints that the organization wants.",
            }
        },
        judge=_judge_type,
    ),
    ResourceRule(
        id="apigw-cache-encrypted",
        types=("apigateway.MethodSettings",),
        criteria=("CC6.1",),
        severity=Severity.MEDIUM,
        summary="Responses that are cached are encrypted.",
        fix="Set settings.cache_data_encrypted=True, or leave caching off.",
        why="A cache keeps answers of the API, and with them customers' data, beside the stores "
        "that are encrypted.",
        keys={"encrypted": "settings.cache_data_encrypted"},
        reference="Amazon API Gateway developer guide: caching settings for REST APIs; "
        "Security Hub APIGateway.5; checkov CKV_AWS_308",
        judge=_judge_cache,
    ),
)
