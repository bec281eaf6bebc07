"""Cases of the rules about Amazon CloudFront."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
SECURE = {
    "acmCertificateArn": UNKNOWN,
    "minimumProtocolVersion": "TLSv1.2_2021",
    "sslSupportMethod": "sni-only",
}
HTTPS = {"originProtocolPolicy": "https-only", "originSslProtocols": ["TLSv1.2"]}
CLEAR = {"originProtocolPolicy": "http-only", "originSslProtocols": ["TLSv1.2"]}
MATCH = {"originProtocolPolicy": "match-viewer", "originSslProtocols": ["TLSv1.2"]}


def behavior(policy: Any = "redirect-to-https", **props: Any) -> dict[str, Any]:
    return {"targetOriginId": "site", "viewerProtocolPolicy": policy, **props}


def origin(**props: Any) -> dict[str, Any]:
    return {"originId": "site", "domainName": UNKNOWN, **props}


SITE = origin(originAccessControlId=UNKNOWN)


def distribution(*origins: Any, **props: Any) -> Resource:
    fixed = {
        "origins": list(origins) or [SITE],
        "defaultCacheBehavior": behavior(),
        "viewerCertificate": SECURE,
        "defaultRootObject": "index.html",
        "arn": "arn:d",
    }
    return made("cloudfront.Distribution", "d", **{**fixed, **props})


def many(**props: Any) -> Resource:
    fixed = {"defaultCacheBehavior": behavior(), "viewerCertificate": SECURE, "arn": "arn:d"}
    return made("cloudfront.MultitenantDistribution", "d", **{**fixed, **props})


def in_vpc(policy: str, *protocols: Any) -> Resource:
    config = {"originProtocolPolicy": policy, "originSslProtocols": {"items": list(protocols)}}
    return made("cloudfront.VpcOrigin", vpcOriginEndpointConfig=config)


def older(version: Any) -> Resource:
    return distribution(viewerCertificate={**SECURE, "minimumProtocolVersion": version})


CASES: dict[str, tuple[Case, ...]] = {
    "cloudfront-tls": (
        good(distribution()),
        good(older("TLSv1.3_2025")),
        good(distribution(origin(customOriginConfig=HTTPS), orderedCacheBehaviors=[])),
        good(distribution(origin(customOriginConfig=MATCH))).named("as-the-viewer"),
        good(in_vpc("https-only", "TLSv1.2")),
        good(many(viewerCertificate={"cloudfrontDefaultCertificate": True})),
        bad("viewer", distribution(defaultCacheBehavior=behavior("allow-all"))),
        bad("viewer", distribution(orderedCacheBehaviors=[behavior(), behavior("allow-all")])),
        bad("viewer", many(cacheBehaviors=[behavior("allow-all")])),
        bad("viewer", distribution(defaultCacheBehavior=None)),
        bad("certificate", distribution(viewerCertificate={"cloudfrontDefaultCertificate": True})),
        bad("certificate", distribution(viewerCertificate=None)),
        bad("version", older("TLSv1.1_2016")),
        bad("version", older("TLSv1.2_2019")),
        bad("version", older(None)).named("default"),
        bad("version", many(viewerCertificate={"acmCertificateArn": UNKNOWN})),
        bad("origin", distribution(origin(customOriginConfig=CLEAR))),
        bad("origin", many(origins=[{"id": "site", "customOriginConfigs": [CLEAR]}])),
        bad("origin", in_vpc("http-only", "TLSv1.2")),
        bad("origin", distribution(origin(customOriginConfig={}))).named("no-policy"),
        bad(
            "origin-protocols",
            distribution(origin(customOriginConfig={**HTTPS, "originSslProtocols": ["SSLv3"]})),
        ),
        bad("origin-protocols", in_vpc("https-only", UNKNOWN, "TLSv1.1")),
        unknown("viewer", distribution(defaultCacheBehavior=behavior(UNKNOWN))),
        unknown("certificate", distribution(viewerCertificate=UNKNOWN)),
        unknown("version", older(UNKNOWN)),
        unknown("origin-protocols", in_vpc("https-only", UNKNOWN)),
        skips(BUCKET),
    ),
    "cloudfront-origin-logging": (
        good(distribution()),
        good(distribution(origin(customOriginConfig=HTTPS), defaultRootObject=None)).named("api"),
        good(distribution(origin(vpcOriginConfig={}), defaultRootObject=None)).named("in-a-vpc"),
        good(
            distribution(
                origin(customOriginConfig=HTTPS),
                {"originId": "files", "originAccessControlId": UNKNOWN},
                defaultRootObject=None,
            )
        ).named("bucket-for-some-paths"),
        bad("origin-access", distribution(origin())),
        bad(
            "origin-access",
            distribution(origin(s3OriginConfig={"originAccessIdentity": UNKNOWN})),
        ).named("identity-only"),
        bad("root-object", distribution(defaultRootObject=None)),
        bad("root-object", distribution(defaultRootObject="")),
        bad(
            "root-object",
            many(origins=[{"id": "site", "originAccessControlId": UNKNOWN}]),
        ),
        unknown("origin-access", distribution(origins=UNKNOWN)),
        unknown("root-object", distribution(defaultRootObject=UNKNOWN)),
        skips(BUCKET),
    ),
}

SOURCE = made("cloudwatch.LogDeliverySource", "source", name="s", resourceArn="arn:d")
DELIVERY = made("cloudwatch.LogDelivery", "delivery", deliverySourceName="s")
CASES["cloudfront-origin-logging-stack"] = (
    good(distribution(loggingConfig={"bucket": UNKNOWN})),
    good(distribution(), SOURCE, DELIVERY),
    good(
        many(),
        wired(made("cloudwatch.LogDeliverySource", resourceArn=UNKNOWN), resourceArn=many()),
        wired(
            made("cloudwatch.LogDelivery", deliverySourceName=UNKNOWN),
            deliverySourceName=made("cloudwatch.LogDeliverySource"),
        ),
    ),
    good(distribution(defaultCacheBehavior=behavior(realtimeLogConfigArn=UNKNOWN))),
    bad("logging", distribution()),
    bad("logging", distribution(loggingConfig={"includeCookies": True})),
    bad("logging", distribution(), SOURCE).named("never-delivered"),
    bad("logging", distribution(arn="arn:other"), SOURCE, DELIVERY),
    unknown("logging", distribution(), made("cloudwatch.LogDeliverySource", resourceArn=UNKNOWN)),
    skips(SOURCE, DELIVERY),
    skips(BUCKET),
)


def headers(**security: Any) -> Resource:
    return made("cloudfront.ResponseHeadersPolicy", id="p", securityHeadersConfig=security)


def answered(policy: Any, **props: Any) -> Resource:
    return distribution(defaultCacheBehavior=behavior(responseHeadersPolicyId=policy, **props))


STRICT = headers(strictTransportSecurity={"accessControlMaxAgeSec": 31536000, "override": True})
CASES["cloudfront-origin-logging-recommended"] = (
    good(answered("67f7725c-6f97-4210-82d7-5512b31e9d03")).named("by-AWS"),
    good(answered("p"), STRICT),
    good(wired(answered(UNKNOWN), defaultCacheBehavior=STRICT), STRICT),
    good(answered(UNKNOWN)).named("policy-elsewhere"),
    good(answered(None, functionAssociations=[{"eventType": "viewer-response"}])),
    bad("hsts", distribution()),
    bad("hsts", answered("60669652-455b-4ae9-85a4-c4c02393f86c")).named("cross-origin-only"),
    bad("hsts", answered("p"), headers(frameOptions={})),
    bad("hsts", wired(answered(UNKNOWN), defaultCacheBehavior=STRICT), headers()),
    bad("hsts", answered(None, lambdaFunctionAssociations=[{"eventType": "viewer-request"}])),
    unknown("hsts", answered("p"), headers(strictTransportSecurity=UNKNOWN)),
    unknown("hsts", answered(None, functionAssociations=UNKNOWN)),
    skips(STRICT),
    skips(BUCKET),
)
