"""Encryption in transit between viewers, CloudFront and origins."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    at,
    expect,
    items,
    some,
    sure,
    table,
)
from soc2_baseline.policy_pack.rules.cloudfront.parts import (
    DISTRIBUTIONS,
    MANY,
    ORIGIN,
    behaviors,
    custom,
)

_VIEWERS = ("https-only", "redirect-to-https")
_CLEAR = "CloudFront connects to an origin without TLS"
_OLD = "CloudFront connects to an origin with TLS versions before 1.2"


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    said: set[Finding] = set()
    for finding in _findings(resource):  # many behaviors and origins may have the same problem
        if finding not in said:
            said.add(finding)
            yield finding


def _findings(resource: Resource) -> Iterator[Finding]:
    if resource.type == ORIGIN:
        config = resource.at("vpcOriginEndpointConfig")
        protocols = at(config, "originSslProtocols", "items")
        yield from _origin(config, protocols)
        return
    for behavior in behaviors(resource):
        yield from expect(
            at(behavior, "viewerProtocolPolicy"),
            lambda policy: policy in _VIEWERS,
            "viewer",
            "viewers may connect by HTTP",
        )
    yield from _certificate(resource)
    for origin in items(resource.at("origins")):
        config = custom(origin)
        if config is not None:
            yield from _origin(config, at(config, "originSslProtocols"))


def _certificate(distribution: Resource) -> Iterator[Finding]:
    certificate = distribution.at("viewerCertificate")
    named = [at(certificate, prop) for prop in ("acmCertificateArn", "iamCertificateId")]
    default = at(certificate, "cloudfrontDefaultCertificate")
    sentence = "the distribution uses the default CloudFront certificate, which allows TLS 1.0"
    if certificate is UNKNOWN:
        yield Finding("certificate", sentence, Verdict.UNDETERMINED)
    elif not any(value is UNKNOWN or value for value in named) or default is True:
        if distribution.type != MANY:  # there each tenant brings its own
            yield Finding("certificate", sentence)
    else:
        yield from expect(
            at(certificate, "minimumProtocolVersion"),
            lambda version: version in table("tls_policies").facts["viewer-versions"],
            "version",
            "viewers may use TLS versions before 1.2 or outdated ciphers",
        )


def _origin(config: Any, protocols: Any) -> Iterator[Finding]:
    """Check an origin; ``match-viewer`` means HTTPS where viewers use HTTPS only."""
    policy = at(config, "originProtocolPolicy")
    if policy is not UNKNOWN and policy == "http-only":
        yield Finding("origin", _CLEAR)
        return
    yield from expect(policy, lambda policy: policy is not None, "origin", _CLEAR)
    allowed = table("tls_policies").facts["origin-protocols"]
    old = sure(lambda: some(items(protocols), lambda name: name not in allowed))
    if old is not False:
        verdict = Verdict.VIOLATION if old else Verdict.UNDETERMINED
        yield Finding("origin-protocols", _OLD, verdict)


RULES = (
    ResourceRule(
        id="cloudfront-tls",
        types=(*DISTRIBUTIONS, "cloudfront.VpcOrigin"),
        criteria=("CC6.7",),
        severity=Severity.HIGH,
        summary="CloudFront uses TLS 1.2 or later with viewers and origins, and your own "
        "certificate.",
        fix='Redirect viewers to HTTPS; set minimum_protocol_version="TLSv1.2_2021" or later.',
        keys={
            "viewer": "default_cache_behavior.viewer_protocol_policy",
            "certificate": "viewer_certificate.acm_certificate_arn",
            "version": "viewer_certificate.minimum_protocol_version",
            "origin": "origins.custom_origin_config.origin_protocol_policy",
            "origin-protocols": "origins.custom_origin_config.origin_ssl_protocols",
        },
        why="If TLS is missing or outdated, others on the network path can read sessions and "
        "data, or impersonate your site.",
        reference="Amazon CloudFront developer guide: using HTTPS; Security Hub CloudFront.3, "
        "CloudFront.7, CloudFront.9, CloudFront.10; checkov CKV_AWS_34, CKV_AWS_174, CKV2_AWS_42, "
        "CKV2_AWS_54, CKV2_AWS_72",
        judge=_judge,
    ),
)
