"""Origins, logs and security headers of CloudFront distributions."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Level,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    at,
    expect,
    guarded,
    is_given,
    items,
    known,
    shown,
    some,
    unplaced,
)
from soc2_baseline.policy_pack.rules.cloudfront.parts import DISTRIBUTIONS, is_bucket

SOURCE = "cloudwatch.LogDeliverySource"
_POLICY = "cloudfront.ResponseHeadersPolicy"
_RESPONSES = ("viewer-response", "origin-response")
_CORS_ONLY = (
    "60669652-455b-4ae9-85a4-c4c02393f86c",
    "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
)
"""AWS managed response headers policies that set no header about HTTPS."""


def _judge(distribution: Resource, _context: Context) -> Iterator[Finding]:
    buckets = [origin for origin in items(distribution.at("origins")) if is_bucket(origin)]
    for origin in buckets:
        yield from _access(origin)
    target = distribution.at("defaultCacheBehavior", "targetOriginId")
    if any(_is_target(origin, target) for origin in buckets):
        yield from expect(
            distribution.at("defaultRootObject"),
            is_given,
            "root-object",
            "no default root object is set, so a request for the root may list the bucket",
        )


def _access(origin: object) -> Iterator[Finding]:
    control = at(origin, "originAccessControlId")
    if control is not UNKNOWN and not is_given(control):
        yield Finding("origin-access", "a bucket is an origin without origin access control")


def _is_target(origin: object, target: object) -> bool:
    """Return whether the default behavior uses an origin, or may use it if that is unknown."""
    names = [at(origin, "originId"), at(origin, "id")]
    return target is UNKNOWN or any(name is UNKNOWN or name == target for name in names)


def _judge_logs(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    lost = bool(unplaced(graph, "resourceArn", SOURCE))
    for distribution in graph.of(*DISTRIBUTIONS):
        yield from guarded(_logged, distribution, "logging", graph, lost)


def _logged(distribution: Resource, graph: StackGraph, lost: bool) -> Iterator[Finding]:
    """Check for standard logs, log delivery or real-time logs."""
    places = [
        shown(distribution, "loggingConfig", "bucket"),
        distribution.at("defaultCacheBehavior", "realtimeLogConfigArn"),
    ]
    if any(place is UNKNOWN or is_given(place) for place in places):
        return
    for source in graph.satellites(distribution, "resourceArn", SOURCE):
        if graph.satellites(source, "deliverySourceName", "cloudwatch.LogDelivery"):
            return
    verdict = Verdict.UNDETERMINED if lost else Verdict.VIOLATION
    yield Finding("logging", "the distribution writes no access logs", verdict, distribution.urn)


def _judge_headers(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for distribution in graph.of(*DISTRIBUTIONS):
        yield from guarded(_headers, distribution, "hsts", graph)


def _headers(distribution: Resource, graph: StackGraph) -> Iterator[Finding]:
    behavior = distribution.at("defaultCacheBehavior")
    functions = [
        function
        for prop in ("functionAssociations", "lambdaFunctionAssociations")
        for function in items(at(behavior, prop))
    ]
    policies = graph.targets(distribution, "defaultCacheBehavior", _POLICY)
    if some(functions, lambda function: known(at(function, "eventType")) in _RESPONSES):
        return
    if policies:
        absent = not some(policies, _is_strict)
    else:
        policy = at(behavior, "responseHeadersPolicyId")
        absent = policy is not UNKNOWN and policy in (None, "", *_CORS_ONLY)
    if absent:
        sentence = "no Strict-Transport-Security header makes browsers use HTTPS"
        yield Finding("hsts", sentence, urn=distribution.urn)


def _is_strict(policy: Resource) -> bool:
    return is_given(known(policy.at("securityHeadersConfig", "strictTransportSecurity")))


_REFERENCE = (
    "Amazon CloudFront developer guide: origin access control, standard logging v2, response "
    "headers policies; Security Hub CloudFront.1, CloudFront.5, CloudFront.13; "
    "checkov CKV_AWS_86, CKV_AWS_259, CKV_AWS_305, CKV2_AWS_32, CKV2_AWS_46"
)

RULES = (
    ResourceRule(
        id="cloudfront-origin-logging",
        types=DISTRIBUTIONS,
        criteria=("CC6.6", "CC7.2"),
        severity=Severity.HIGH,
        summary="CloudFront reads buckets with origin access control and has a default root "
        "object.",
        fix="Set origin_access_control_id on each bucket origin, and default_root_object.",
        keys={
            "origin-access": "origins.origin_access_control_id",
            "root-object": "default_root_object",
        },
        why="A bucket that CloudFront reads anonymously is open to everybody, bypassing "
        "CloudFront; without a default root object it may be listed.",
        reference=_REFERENCE,
        judge=_judge,
    ),
    StackRule(
        id="cloudfront-origin-logging-stack",
        types=DISTRIBUTIONS,
        criteria=("CC6.6", "CC7.2"),
        severity=Severity.MEDIUM,
        summary="Each distribution writes access logs, directly or by a log delivery.",
        fix="Set logging_config.bucket, or add cloudwatch.LogDeliverySource and LogDelivery.",
        keys={"logging": "logging_config.bucket"},
        why="Without access logs nobody can find out who requested what at the edge.",
        reference=_REFERENCE,
        judge=_judge_logs,
    ),
    StackRule(
        id="cloudfront-origin-logging-recommended",
        types=DISTRIBUTIONS,
        criteria=("CC6.6", "CC7.2"),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Distributions send a header that makes browsers use HTTPS from then on.",
        fix="Set response_headers_policy_id to a policy with strict_transport_security.",
        keys={"hsts": "default_cache_behavior.response_headers_policy_id"},
        why="The first request of each visit may use HTTP, where it can be intercepted before the "
        "redirect.",
        reference=_REFERENCE,
        judge=_judge_headers,
    ),
)
