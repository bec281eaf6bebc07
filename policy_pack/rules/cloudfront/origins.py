"""What a distribution serves, from where, and what it leaves in writing."""

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
"""Response headers policies of AWS that say nothing about HTTPS."""


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
            "a request for the root lists or reveals what the bucket holds",
        )


def _access(origin: object) -> Iterator[Finding]:
    control = at(origin, "originAccessControlId")
    if control is not UNKNOWN and not is_given(control):
        yield Finding("origin-access", "a bucket is reached without origin access control")


def _is_target(origin: object, target: object) -> bool:
    """Whether the default behavior leads to an origin, also where that is not known yet."""
    names = [at(origin, "originId"), at(origin, "id")]
    return target is UNKNOWN or any(name is UNKNOWN or name == target for name in names)


def _judge_logs(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    lost = bool(unplaced(graph, "resourceArn", SOURCE))
    for distribution in graph.of(*DISTRIBUTIONS):
        yield from guarded(_logged, distribution, "logging", graph, lost)


def _logged(distribution: Resource, graph: StackGraph, lost: bool) -> Iterator[Finding]:
    """Logs as the distribution writes them, those by log delivery, or those in real time."""
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
        sentence = "no header tells browsers to stay with HTTPS"
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
        summary="CloudFront reaches buckets by origin access control and has a page at the root.",
        fix="Set origin_access_control_id on each bucket's origin, and default_root_object.",
        keys={
            "origin-access": "origins.origin_access_control_id",
            "root-object": "default_root_object",
        },
        why="A bucket that CloudFront reaches anonymously is open to everybody, past all that "
        "CloudFront checks; without a root object it may be listed.",
        reference=_REFERENCE,
        judge=_judge,
    ),
    StackRule(
        id="cloudfront-origin-logging-stack",
        types=DISTRIBUTIONS,
        criteria=("CC6.6", "CC7.2"),
        severity=Severity.MEDIUM,
        summary="Each distribution writes access logs, by itself or by a log delivery.",
        fix="Set logging_config.bucket, or add cloudwatch.LogDeliverySource and LogDelivery.",
        keys={"logging": "logging_config.bucket"},
        why="Without access logs nobody can tell who asked for what at the outermost edge.",
        reference=_REFERENCE,
        judge=_judge_logs,
    ),
    StackRule(
        id="cloudfront-origin-logging-recommended",
        types=DISTRIBUTIONS,
        criteria=("CC6.6", "CC7.2"),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Distributions tell browsers to use HTTPS from then on.",
        fix="Set response_headers_policy_id to a policy with strict_transport_security.",
        keys={"hsts": "default_cache_behavior.response_headers_policy_id"},
        why="The first request of each visit may go by HTTP, where it can be intercepted before "
        "the redirect.",
        reference=_REFERENCE,
        judge=_judge_headers,
    ),
)
