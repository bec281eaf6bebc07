"""What rules are told: predicates over values, and the vocabulary of the configuration."""

from typing import Any

import pytest

from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.kit import Vocabulary, is_given, is_true
from soc2_baseline.policy_pack.kit.context import from_config


@pytest.mark.parametrize(
    ("value", "true", "given"),
    [
        (True, True, True),
        ("true", True, True),
        (False, False, True),
        (0, False, True),
        ("", False, False),
        (None, False, False),
        ([], False, False),
        ({}, False, False),
    ],
)
def test_predicates(value: Any, true: bool, given: bool) -> None:
    assert (is_true(value), is_given(value)) == (true, given)


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ({}, {}),
        ({"shop:profile": "prod", "aws:region": "eu-central-1"}, {}),
        (
            {"baseline:profile": "prod"},
            {"profile": Profile.PROD, "tenants": {"shared"}, "boundary": "boundary"},
        ),
        ({"baseline:profile": "live"}, {"profile": None, "tenants": {"shared"}}),
        (
            {"baseline:profile": "dev", "baseline:account-id": "123456789012"},
            {"account_id": "123456789012"},
        ),
        (
            {"baseline:profile": "dev", "baseline:region": "eu-central-1"},
            {"regions": {"eu-central-1"}},
        ),
        (
            {
                "baseline:profile": "dev",
                "baseline:region": "eu-central-1",
                "baseline:allowed-regions": '["eu-west-1"]',
            },
            {"regions": {"eu-central-1", "eu-west-1"}},
        ),
        (
            {"baseline:profile": "dev", "baseline:tenants": '[{"id": "acme"}, {"id": "beta"}]'},
            {"tenants": {"acme", "beta", "shared"}, "wants_region_copies": False},
        ),
        (
            {"baseline:profile": "dev", "baseline:tenant-id": "acme"},
            {"tenants": {"acme", "shared"}, "wants_region_copies": False},
        ),
        (
            {
                "baseline:profile": "dev",
                "baseline:tenant-id": "acme",
                "baseline:objectives": '{"region": {"rto": "4h", "rpo": "0s"}}',
            },
            {"tenants": {"acme", "shared"}, "wants_region_copies": True},
        ),
        (
            {
                "baseline:profile": "dev",
                "baseline:tenants": '[{"id": "a", "objectives": {"region": {"rpo": "0s"}}}, 7]',
            },
            {"tenants": {"a", "shared"}, "wants_region_copies": True},
        ),
        (
            {"baseline:profile": "dev", "baseline:trusted-accounts": '["123456789012"]'},
            {"trusted_accounts": {"123456789012"}},
        ),
        (
            {"baseline:unavailable-types": '{"aws:backup/vault:Vault": "moto"}'},
            {"unavailable": {"aws:backup/vault:Vault": "moto"}, "tenants": None},
        ),
        ({"baseline:profile": "dev", "baseline:tenants": "[{"}, {"tenants": {"shared"}}),
        ({"baseline:profile": "dev", "baseline:unavailable-types": "no"}, {"unavailable": {}}),
    ],
)
def test_vocabulary_from_configuration(config: dict[str, str], expected: dict[str, Any]) -> None:
    vocabulary = from_config(config)
    if not expected:
        assert vocabulary == Vocabulary()
    assert {name: getattr(vocabulary, name) for name in expected} == expected


def test_what_is_offered() -> None:
    vocabulary = Vocabulary(unavailable={"aws:backup/vault:Vault": "moto lacks it"})
    assert not vocabulary.offers("backup.Vault")
    assert vocabulary.offers("backup.Plan")
