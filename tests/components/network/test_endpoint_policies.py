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
OWN = {"aws:PrincipalAccount": "123456789012", "aws:ResourceAccount": "123456789012"}


@pytest.mark.parametrize("prefix", sorted({*GATEWAY_SERVICES, *OFFERED_SERVICES.values()}))
def test_principals_and_resources_are_of_this_account(prefix: str) -> None:
    own, *rest = endpoint_policy(ENVIRONMENT, prefix)
    assert own.actions == [f"{prefix}:*"]
    assert own.conditions == {"StringEquals": OWN}
    assert [statement.sid for statement in rest] == (["WhoAmI"] if prefix == "sts" else [])


def test_image_layers_pass_only_where_asked() -> None:
    *_, layers = endpoint_policy(ENVIRONMENT, "s3", images=True)
    assert layers.actions == ["s3:GetObject"]
    assert layers.resources == ["arn:aws:s3:::prod-eu-central-1-starport-layer-bucket/*"]


def test_defaults_are_offered() -> None:
    assert set(DEFAULT_SERVICES) <= set(OFFERED_SERVICES)
