"""A certificate that AWS issues and renews, and one that is imported from elsewhere."""

import pulumi
import pulumi_aws as aws

IMPORTED = """-----BEGIN CERTIFICATE-----
MIIBLTCB06ADAgECAgEBMAoGCCqGSM49BAMCMB8xHTAbBgNVBAMMFGltcG9ydGVk
LmV4YW1wbGUuY29tMCAXDTI2MDEwMTAwMDAwMFoYDzIxMjYwMTAxMDAwMDAwWjAf
MR0wGwYDVQQDDBRpbXBvcnRlZC5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABHwq115t7FnMyx77G6rOOaMqnf5YWJ+t6y+220uJgtADOmlmRJHB
BrtEDFwuBMN0bG00sUX3met0JGv/fzsMLXMwCgYIKoZIzj0EAwIDSQAwRgIhAOjJ
7QmKCWyxz6qYgqDoLQmZMxjxGCIq0E4+WCkqdCxjAiEA7wLakAOH4qRtD8VEU3ei
PZzsmcUaHym36PqFtdWeybU=
-----END CERTIFICATE-----
"""

certificate = aws.acm.Certificate(
    "site",
    domain_name="www.example.com",
    validation_method="DNS",
    key_algorithm="RSA_2048",
    options={"certificate_transparency_logging_preference": "ENABLED"},
)
option = certificate.domain_validation_options[0]
record = aws.route53.Record(
    "site",
    zone_id="Z0123456789ABCDEFGHIJ",
    name=option.resource_record_name,
    type=option.resource_record_type,
    records=[option.resource_record_value],
    ttl=300,
)
aws.acm.CertificateValidation(
    "site", certificate_arn=certificate.arn, validation_record_fqdns=[record.fqdn]
)
aws.acm.Certificate(
    "partner",
    certificate_body=IMPORTED,
    private_key=pulumi.Config("partner").require_secret("private-key"),
)
aws.acm.Certificate(
    "internal",
    domain_name="api.internal.example.com",
    certificate_authority_arn=(
        "arn:aws:acm-pca:eu-central-1:111122223333:certificate-authority/"
        "11111111-2222-3333-4444-555555555555"
    ),
)
