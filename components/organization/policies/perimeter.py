"""The data perimeter: the organization's identities, AWS services on its behalf, and TLS.

Source: AWS Organizations user guide, resource control policy examples; IAM user guide, data
perimeters and the confused deputy problem. The listed services hold data, keys or messages; others
that support resource control policies have public callers by design, such as Amazon Cognito.
"""

from collections.abc import Sequence

from soc2_baseline.components.organization.policies.wording import Denial, anyone
from soc2_baseline.components.statements import Statement

SERVICES = (
    *("aoss", "dynamodb", "ecr", "events", "firehose", "kms", "logs", "s3"),
    *("secretsmanager", "sqs"),
)
_TRUST = "sts:AssumeRole"
_EVERY = [f"{service}:*" for service in SERVICES]


def perimeter(organization_id: str, trusted_accounts: Sequence[str]) -> list[Statement]:
    """Deny strangers, services that act for strangers, and requests without TLS."""
    strangers: dict[str, str | list[str]] = {"aws:PrincipalOrgID": organization_id}
    sources: dict[str, str | list[str]] = {"aws:SourceOrgID": organization_id}
    if trusted_accounts:
        strangers["aws:PrincipalAccount"] = list(trusted_accounts)
        sources["aws:SourceAccount"] = list(trusted_accounts)
    return [
        Denial(
            sid="OurIdentitiesOnly",
            principals=anyone(),
            actions=[*_EVERY, _TRUST],
            conditions={
                "StringNotEqualsIfExists": strangers,
                "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
            },
        ),
        Denial(
            sid="ServicesForUsOnly",
            principals=anyone(),
            actions=[*_EVERY, _TRUST],
            conditions={
                "StringNotEqualsIfExists": sources,
                "Bool": {"aws:PrincipalIsAWSService": "true"},
                "Null": {"aws:SourceAccount": "false"},
            },
        ),
        Denial(
            sid="NothingWithoutTls",
            principals=anyone(),
            actions=_EVERY,
            conditions={"BoolIfExists": {"aws:SecureTransport": "false"}},
        ),
    ]
