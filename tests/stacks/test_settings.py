"""Settings of a stack: everything that is wrong is told at once, and told so that it helps."""

import json
from typing import Any

import pytest
from pulumi.runtime.config import CONFIG, set_all_config

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import DataClass, Profile, Tier
from soc2_baseline.stacks.common.settings import AccountSettings, load
from soc2_baseline.stacks.common.tenant_settings import TenantStackSettings
from soc2_baseline.stacks.estate.settings import EstateSettings

ACCOUNT = {"account-id": "123456789012", "region": "eu-central-1", "owner": "platform"}
ACME = {"id": "acme", "cidr": "10.20.0.0/20"}
BETA = {"id": "beta", "cidr": "10.30.0.0/20"}
OBJECTIVES = {"data": {"rto": "4h", "rpo": "15m"}}


def config(**changed: Any) -> dict[str, str]:
    """A stack's configuration; None leaves a key out, structured values are JSON as on the wire."""
    values: dict[str, Any] = {**ACCOUNT, **{k.replace("_", "-"): v for k, v in changed.items()}}
    return {
        f"baseline:{key}": value if isinstance(value, str) else json.dumps(value)
        for key, value in values.items()
        if value is not None
    }


def problems(model: type[AccountSettings], settings: dict[str, str]) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        load(model, settings)
    assert refused.value.exit_code == 2
    return [text.removeprefix("baseline settings: ") for text in refused.value.problems]


def test_regions_and_accounts_are_checked_too() -> None:
    given = config(allowed_regions=["eu-central-1", "eu-nowhere-9"], trusted_accounts=["12"])
    assert problems(EstateSettings, given) == [
        "allowed-regions: 'eu-nowhere-9' is unknown; accepted are AWS regions such as eu-central-1",
        "trusted-accounts: '12'; accepted are accounts of 12 digits",
    ]


def test_what_is_given_and_what_is_not() -> None:
    settings = load(EstateSettings, config(tenants=[ACME, BETA], profile="stage", zones=["b", "c"]))
    assert settings.account_id == "123456789012"
    assert (settings.profile, settings.zones) == (Profile.STAGE, ["b", "c"])
    assert [tenant["id"] for tenant in settings.tenant_args()] == ["acme", "beta"]
    acme = settings.tenants[0]
    assert (acme.tier, acme.data_class) == (Tier.SILO, DataClass.CONFIDENTIAL)
    assert load(EstateSettings, config()).profile is Profile.PROD
    assert load(EstateSettings, config()).tenant_args() == []


def test_keys_of_other_namespaces_are_none_of_ours() -> None:
    load(EstateSettings, {**config(), "aws:region": "us-east-1", "shop:profil": "x"})


def test_the_environment_of_components() -> None:
    given = config(repo="shop", commit="abc", change_id="OPS-1", exceptions_file="e.yaml")
    environment = load(EstateSettings, given).environment_args()
    assert environment == {
        "account_id": "123456789012",
        "region": "eu-central-1",
        "profile": Profile.PROD,
        "owner": "platform",
        "service": "baseline",
        "zones": ["a", "b"],
        "unavailable_types": {},
        "repo": "shop",
        "commit": "abc",
        "change_id": "OPS-1",
        "exceptions_file": "e.yaml",
    }


def test_a_stack_of_one_tenant() -> None:
    settings = load(TenantStackSettings, config(tenant_id="acme", cidr="10.20.0.0/20"))
    assert settings.tenant_args() == [
        {
            "id": "acme",
            "tier": Tier.SILO,
            "data_class": DataClass.CONFIDENTIAL,
            "cidr": "10.20.0.0/20",
            "residency": [],
            "objectives": {},
        }
    ]


def test_settings_come_from_pulumi() -> None:
    before = dict(CONFIG.get())
    set_all_config(config(owner="somebody"))
    try:
        assert load(EstateSettings).owner == "somebody"
    finally:
        set_all_config(before)


ESTATE: dict[str, tuple[dict[str, Any], str]] = {
    "unknown key": (
        {"profil": "prod"},
        "profil is unknown; accepted are account-id, allowed-regions,",
    ),
    "unknown key of a tenant": (
        {"tenants": [ACME, {**BETA, "data_class_": "x"}]},
        "tenants[1].data_class_ is unknown; accepted are cidr, data-class, id, objectives,",
    ),
    "malformed tenant id": (
        {"tenants": [{**ACME, "id": "Acme!"}]},
        "tenant 'Acme!': id 'Acme!'; accepted are 3 to 20 characters: lower-case letters, digits, ",
    ),
    "reserved tenant id": (
        {"tenants": [{**ACME, "id": "shared"}]},
        "tenant 'shared': id 'shared'; accepted are 3 to 20 characters",
    ),
    "tenant without id": (
        {"tenants": [{"cidr": "10.20.0.0/20"}]},
        "tenants[0].id is missing; accepted is 3 to 20 characters",
    ),
    "overlapping networks": (
        {"tenants": [ACME, {**BETA, "cidr": "10.20.8.0/21"}]},
        "tenants: cidr 10.20.0.0/20 of 'acme' overlaps 10.20.8.0/21 of 'beta'; accepted are",
    ),
    "no network": (
        {"tenants": [{**ACME, "cidr": "10.20.0.0/33"}]},
        "tenant 'acme': cidr '10.20.0.0/33': '33' is not a valid netmask; accepted is a private",
    ),
    "public network": (
        {"tenants": [{**ACME, "cidr": "8.8.0.0/20"}]},
        "tenant 'acme': cidr '8.8.0.0/20'; accepted is a private IPv4 network, /16 to /24",
    ),
    "unknown region": (
        {"region": "eu-centrall-1"},
        "region 'eu-centrall-1' is unknown; accepted are af-south-1,",
    ),
    "region that is not allowed": (
        {"allowed_regions": ["us-east-1"]},
        "region 'eu-central-1' is not in allowed-regions; accepted: us-east-1",
    ),
    "residency elsewhere": (
        {"tenants": [{**ACME, "residency": ["us-east-1"]}]},
        "tenant 'acme': residency allows us-east-1, but the stack is in eu-central-1",
    ),
    "unknown residency": (
        {"tenants": [{**ACME, "residency": ["mars"]}]},
        "tenant 'acme': residency 'mars' is unknown; accepted are AWS regions such as",
    ),
    "tenant twice": (
        {"tenants": [ACME, ACME]},
        "tenants: 'acme' is listed 2 times; accepted is once",
    ),
    "personal data without objectives": (
        {"tenants": [{**ACME, "data-class": "personal"}]},
        "tenant 'acme': data_class personal needs objectives.data with rto and rpo",
    ),
    "restricted data without objectives": (
        {
            "tenants": [
                {**ACME, "data-class": "restricted", "objectives": {"az": OBJECTIVES["data"]}}
            ]
        },
        "tenant 'acme': data_class restricted needs objectives.data with rto and rpo",
    ),
    "objective without a unit": (
        {"tenants": [{**ACME, "objectives": {"data": {"rto": "4", "rpo": "15m"}}}]},
        "tenant 'acme': objectives.data.rto '4'; accepted is a whole number and a unit",
    ),
    "unknown objective": (
        {"tenants": [{**ACME, "objectives": {"planet": OBJECTIVES["data"]}}]},
        "tenant 'acme': objectives.planet is unknown; accepted are az, data, region",
    ),
    "unknown data class": (
        {"tenants": [{**ACME, "data-class": "secret"}]},
        "tenants[0].data-class is 'secret'; input should be 'public', 'internal',",
    ),
    "unknown tier": (
        {"tenants": [{**ACME, "tier": "flat"}]},
        "tenants[0].tier is 'flat'; input should be 'pool', 'bridge', 'silo' or 'account'",
    ),
    "unknown profile": (
        {"profile": "live"},
        "profile is 'live'; input should be 'sandbox', 'dev', 'stage' or 'prod'",
    ),
    "account id": (
        {"account_id": "1234"},
        "account-id is '1234'; accepted is text like ^\\d{12}$",
    ),
    "missing key": (
        {"owner": None},
        "owner is missing; accepted is the team responsible for the stack",
    ),
    "one zone": (
        {"zones": ["a"]},
        "zones ['a']; accepted are two or more different letters",
    ),
    "text for a list": (
        {"tenants": "acme"},
        "tenants is 'acme'; input should be a valid list",
    ),
    "broken JSON": (
        {"tenants": "[{"},
        "tenants is '[{'; input should be a valid list",
    ),
}


@pytest.mark.parametrize("case", ESTATE)
def test_one_thing_is_wrong(case: str) -> None:
    changed, sentence = ESTATE[case]
    (said,) = problems(EstateSettings, config(**changed))
    assert said.startswith(sentence)
    assert "\n" not in said


def test_everything_that_is_wrong_is_told_together() -> None:
    wrong = config(
        profil="prod",
        profile="live",
        region="mars",
        zones=["a"],
        tenants=[
            {**ACME, "cidrr": ""},
            {"id": "Acme!"},
            {**BETA, "data-class": "personal"},
            {"id": "gamma", "cidr": "10.40.0.0/20"},
            {"id": "gamma", "cidr": "10.40.0.0/20"},
            {"id": "delta", "cidr": "10.40.8.0/24"},
        ],
    )
    places = [said.partition(";")[0][:38] for said in problems(EstateSettings, wrong)]
    assert places == [
        "profile is 'live'",
        "tenants[0].cidrr is unknown",
        "profil is unknown",
        "region 'mars' is unknown",
        "zones ['a']",
        "tenant 'Acme!': id 'Acme!'",
        "tenant 'beta': data_class personal needs objectives.data with rto and rpo"[:38],
        "tenants: 'gamma' is listed 2 times",
        "tenants: cidr 10.40.0.0/20 of 'gamma' "[:38],
        "tenants: cidr 10.40.0.0/20 of 'gamma' "[:38],
    ]


def test_all_that_is_missing_is_told_together() -> None:
    said = problems(TenantStackSettings, {})
    assert [sentence.partition(";")[0] for sentence in said] == [
        "account-id is missing",
        "region is missing",
        "owner is missing",
        "tenant-id is missing",
    ]


def test_a_tenant_of_its_own_stack_is_checked_too() -> None:
    wrong = config(tenant_id="Acme", data_class="personal", tenants=[])
    said = problems(TenantStackSettings, wrong)
    assert said[0].startswith("tenants is unknown; accepted are account-id,")
    assert said[1].startswith("tenant 'Acme': id 'Acme'; accepted are 3 to 20")
    assert said[2] == "tenant 'Acme': data_class personal needs objectives.data with rto and rpo"
