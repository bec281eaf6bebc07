import pytest

from soc2_baseline.components.environment import resolve_environment
from soc2_baseline.components.network.endpoint_policies import (
    DEFAULT_SERVICES,
    GATEWAY_SERVICES,
    OFFERED_SERVICES,
    endpoint_policy,
)
from tests.support.arguments import PROD

ENVIRONMENT = resolve_environment(PROD)
MORE = {"sts": ["WhoAmI"], "s3": ["AwsBuckets"]}
OWN = {"aws:PrincipalAccount": "123456789012", "aws:ResourceAccount": "123456789012"}


@pytest.mark.parametrize("prefix", sorted({*GATEWAY_SERVICES, *OFFERED_SERVICES.values()}))
def test_principals_and_resources_are_of_this_account(prefix: str) -> None:
    own, *rest = endpoint_policy(ENVIRONMENT, prefix)
    assert own.actions == [f"{prefix}:*"]
    assert own.conditions == {"StringEquals": OWN}
    assert [statement.sid for statement in rest] == MORE.get(prefix, [])


def test_downloads_from_buckets_of_aws_pass() -> None:
    """A gateway endpoint lies on the way to them, with a NAT gateway too."""
    *_, downloads = endpoint_policy(ENVIRONMENT, "s3")
    assert downloads.actions == ["s3:GetObject"]
    assert "arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*" in downloads.resources
    assert "arn:aws:s3:::al2023-repos-eu-central-1-*/*" in downloads.resources
    assert "arn:aws:s3:::aws-ssm-eu-central-1/*" in downloads.resources
    assert all("eu-central-1" in name for name in map(str, downloads.resources))


def test_defaults_are_offered() -> None:
    assert set(DEFAULT_SERVICES) <= set(OFFERED_SERVICES)
