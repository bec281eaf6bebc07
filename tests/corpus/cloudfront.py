"""A site in a bucket of another stack and an API, behind one distribution."""

import pulumi_aws as aws

ACCOUNT = "111122223333"
SITE = "example-site.s3.eu-central-1.amazonaws.com"
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"

access = aws.cloudfront.OriginAccessControl(
    "site",
    origin_access_control_origin_type="s3",
    signing_behavior="always",
    signing_protocol="sigv4",
)
headers = aws.cloudfront.ResponseHeadersPolicy(
    "site",
    security_headers_config={
        "strict_transport_security": {
            "access_control_max_age_sec": 63072000,
            "include_subdomains": True,
            "override": True,
        },
        "content_type_options": {"override": True},
        "frame_options": {"frame_option": "DENY", "override": True},
    },
)
distribution = aws.cloudfront.Distribution(
    "site",
    enabled=True,
    aliases=["www.example.com"],
    default_root_object="index.html",
    web_acl_id=f"arn:aws:wafv2:us-east-1:{ACCOUNT}:global/webacl/edge/1",
    origins=[
        {"origin_id": "site", "domain_name": SITE, "origin_access_control_id": access.id},
        {
            "origin_id": "api",
            "domain_name": "api.example.com",
            "custom_origin_config": {
                "http_port": 80,
                "https_port": 443,
                "origin_protocol_policy": "https-only",
                "origin_ssl_protocols": ["TLSv1.2"],
            },
        },
    ],
    default_cache_behavior={
        "target_origin_id": "site",
        "allowed_methods": ["GET", "HEAD"],
        "cached_methods": ["GET", "HEAD"],
        "viewer_protocol_policy": "redirect-to-https",
        "cache_policy_id": CACHING_OPTIMIZED,
        "response_headers_policy_id": headers.id,
    },
    ordered_cache_behaviors=[
        {
            "path_pattern": "/api/*",
            "target_origin_id": "api",
            "allowed_methods": ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
            "cached_methods": ["GET", "HEAD"],
            "viewer_protocol_policy": "https-only",
            "cache_policy_id": CACHING_DISABLED,
        }
    ],
    restrictions={"geo_restriction": {"restriction_type": "none"}},
    viewer_certificate={
        "acm_certificate_arn": f"arn:aws:acm:us-east-1:{ACCOUNT}:certificate/www",
        "ssl_support_method": "sni-only",
        "minimum_protocol_version": "TLSv1.2_2021",
    },
)

source = aws.cloudwatch.LogDeliverySource(
    "site",
    region="us-east-1",
    name="site",
    log_type="ACCESS_LOGS",
    resource_arn=distribution.arn,
)
destination = aws.cloudwatch.LogDeliveryDestination(
    "archive",
    region="us-east-1",
    name="archive",
    output_format="parquet",
    delivery_destination_configuration={
        "destination_resource_arn": "arn:aws:s3:::example-log-archive/cloudfront"
    },
)
aws.cloudwatch.LogDelivery(
    "site",
    region="us-east-1",
    delivery_source_name=source.name,
    delivery_destination_arn=destination.arn,
)
