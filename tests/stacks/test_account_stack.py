"""The account stack, previewed offline: its verdicts, its regions, and settings that are wrong."""

import json
import re
from pathlib import Path
from typing import Any

import pulumi
import pytest

from soc2_baseline.baseline.preview.monitor import STACK_TYPE
from soc2_baseline.baseline.preview.pack import PackFiles
from soc2_baseline.baseline.preview.preview import preview
from soc2_baseline.baseline.preview.project import load as load_project
from soc2_baseline.baseline.preview.result import Preview
from soc2_baseline.components.account.coverage import Control, Registered
from soc2_baseline.components.account.enforced import EnforcedSetting
from soc2_baseline.components.account.regional_defaults import RegionalDefaultsArgs
from soc2_baseline.components.detection.coverage import coverage
from soc2_baseline.components.region_checks import default_regions
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import Profile, Verdict
from soc2_baseline.stacks.account.coverage import excused
from soc2_baseline.stacks.account.program import account
from soc2_baseline.stacks.account.settings import AccountStackSettings
from soc2_baseline.stacks.common.settings import load
from tests.support.recorder import record

FOLDER = Path(__file__).parents[2] / "stacks" / "account"
REGIONS = ["eu-central-1", "us-east-1"]
CONTACT = {"name": "Team", "title": "On call", "email": "team@example.com", "phone": "+1 555 0100"}
SETTINGS: dict[str, Any] = {
    "account-id": "123456789012",
    "region": "eu-central-1",
    "owner": "platform",
    "owns-account": True,
    "enabled-regions": REGIONS,
    "allowed-regions": REGIONS,
    "closed-regions": sorted(default_regions("aws") - set(REGIONS)),
    "contacts": dict.fromkeys(("billing", "operations", "security"), CONTACT),
    "incidents": {
        "subscribers": {
            "critical": [
                {"channel": "email", "address": "on-call@example.com"},
                {"channel": "https", "address": "https://paging.example.com/incidents"},
            ]
        },
        "managers": [{"channel": "email", "address": "manager@example.com"}],
    },
}


@pytest.fixture(scope="module", params=list(Profile))
def found(request: pytest.FixtureRequest) -> Preview:
    project = load_project(FOLDER, {"baseline:profile": request.param}, "example")
    return preview(project, PackFiles(FOLDER / "policy"))


def test_no_violation_and_no_error(found: Preview) -> None:
    wrong = [f for f in found.findings if f.verdict in (Verdict.VIOLATION, Verdict.ERROR)]
    assert wrong == []
    assert found.exit_code() == 0


def test_nothing_is_left_open(found: Preview) -> None:
    assert [f for f in found.findings if f.verdict is Verdict.UNDETERMINED] == []


def config(**changed: Any) -> dict[str, str]:
    """A stack's configuration; None leaves a key out, structured values are JSON as on the wire."""
    values = {**SETTINGS, **{k.replace("_", "-"): v for k, v in changed.items()}}
    return {
        f"baseline:{key}": value if isinstance(value, str) else json.dumps(value)
        for key, value in values.items()
        if value is not None
    }


def problems(**changed: Any) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        load(AccountStackSettings, config(**changed))
    return [text.removeprefix("baseline settings: ") for text in refused.value.problems]


def test_settings_become_arguments() -> None:
    settings = load(
        AccountStackSettings,
        config(
            account_alias="example",
            internet_regions=["us-east-1"],
            regions_without_default_vpc=["us-east-1"],
            organization_enforces=["serial-console-access"],
            backup_services=["S3"],
            metadata_hops=2,
        ),
    )
    assert settings.owns_account
    assert settings.account_defaults()["alias"] == "example"
    assert settings.account_defaults()["contacts"]["security"] == CONTACT
    regional = settings.regional_defaults()
    assert regional["regions"] == REGIONS
    assert regional["internet_regions"] == ["us-east-1"]
    assert regional["organization_enforces"] == [EnforcedSetting.SERIAL_CONSOLE]
    assert regional["backup_services"] == ["S3"]
    assert regional["metadata_hops"] == 2
    assert settings.default_networks()["regions_without"] == ["us-east-1"]


def test_what_is_left_out_is_left_to_the_components() -> None:
    settings = load(AccountStackSettings, config())
    assert "alias" not in settings.account_defaults()
    assert not {"internet_regions", "backup_services"} & settings.regional_defaults().keys()


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no regions": ({"enabled_regions": None}, "enabled-regions is missing; accepted is all"),
    "empty regions": ({"enabled_regions": []}, "enabled-regions is []; "),
    "unknown region": (
        {"closed_regions": [*SETTINGS["closed-regions"], "mars"]},
        "closed-regions: 'mars' is unknown; accepted are AWS regions of the partition aws",
    ),
    "region of another partition": (
        {"closed_regions": [*SETTINGS["closed-regions"], "cn-north-1"]},
        "closed-regions: 'cn-north-1' is a region of aws-cn; accepted are AWS regions of the",
    ),
    "region twice": (
        {"enabled_regions": [*REGIONS, "us-east-1"]},
        "enabled-regions: 'us-east-1' is listed 2 times; accepted is once",
    ),
    "region that nobody watches": (
        {"closed_regions": [r for r in SETTINGS["closed-regions"] if r != "eu-west-1"]},
        "enabled-regions lacks eu-west-1, which AWS enables in every account; accepted is",
    ),
    "enabled and closed": (
        {"closed_regions": [*SETTINGS["closed-regions"], "us-east-1"]},
        "closed-regions: 'us-east-1' is in enabled-regions too; accepted is one of them",
    ),
    "enabled but not allowed": (
        {"allowed_regions": ["eu-central-1"]},
        "enabled-regions: 'us-east-1' is not in allowed-regions; accepted is to list it there",
    ),
    "internet in a region that is not enabled": (
        {"internet_regions": ["eu-west-1"]},
        "internet-regions: 'eu-west-1' is not enabled; accepted are eu-central-1, us-east-1",
    ),
    "no default VPC in a region that is not enabled": (
        {"regions_without_default_vpc": ["eu-west-1"]},
        "regions-without-default-vpc: 'eu-west-1' is not enabled; accepted are eu-central-1,",
    ),
    "setting that no policy enforces": (
        {"organization_enforces": ["imds"]},
        "organization-enforces[0] is 'imds'; input should be 'vpc-block-public-access',",
    ),
    "no security contact": (
        {"contacts": {"billing": CONTACT, "operations": CONTACT}},
        "contacts.security is missing; accepted is the contact for abuse and vulnerabilities",
    ),
    "nobody who is told": (
        {"incidents": {**SETTINGS["incidents"], "managers": []}},
        "IncidentRouting: managers",
    ),
    "wildcard repository": (
        {"access": {"review-by": "2027-01-31", "repository": "example/*"}},
        "DeployRoles 'deploy': repository 'example/*'; accepted is one owner/name",
    ),
    "access without a day of review": (
        {"access": {"repository": "example/accounts"}},
        "access.review-by is missing; accepted is the date of the next review of privileged roles",
    ),
    "hops": ({"metadata_hops": 5}, "RegionalDefaults: metadata_hops 5; accepted are 1 and 2"),
    "service that AWS Backup does not know": (
        {"backup_services": ["s3"]},
        "RegionalDefaults: backup_services: 's3'; accepted are Aurora,",
    ),
    "alias": ({"account_alias": "A"}, "AccountDefaults: alias 'A'; accepted are 3 to 63"),
    "address that is none": (
        {"contacts": {**SETTINGS["contacts"], "security": {**CONTACT, "email": "team"}}},
        "contacts.security.email 'team'; accepted is an address such as security@example.com",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_setting_is_one_message(case: str) -> None:
    changed, message = WRONG[case]
    (problem,) = problems(**changed)
    assert problem.startswith(message)


@pytest.mark.parametrize("case", ["region that nobody watches", "unknown region"])
def test_wrong_setting_makes_nothing(case: str) -> None:
    changed, message = WRONG[case]
    with pytest.raises(ConfigError, match=re.escape(message)):
        preview(load_project(FOLDER, config(**changed), "example"), PackFiles(FOLDER / "policy"))


KEEPER = "arn:aws:iam::123456789012:role/keeper"
PRIVILEGED = {
    "shared-account-break-glass",
    "shared-deploy-preview",
    "shared-deploy-update",
    "shared-people-operator",
}
WATCHED = {
    "aws:cfg/recorder:Recorder",
    "aws:ebs/encryptionByDefault:EncryptionByDefault",
    "aws:ec2/defaultVpc:DefaultVpc",
    "aws:guardduty/detector:Detector",
    "aws:inspector2/enabler:Enabler",
    "aws:kms/key:Key",
    "aws:securityhub/account:Account",
}


def registered(settings: AccountStackSettings) -> list[Registered]:
    recording = record(lambda: account(settings, pulumi.ResourceOptions()))
    return [
        Registered(resource.type, resource.name, resource.inputs["region"])
        for resource in recording
        if "region" in resource.inputs
    ]


@pytest.mark.parametrize("regions", [REGIONS, ["ap-south-1", *REGIONS, "ca-west-1"]])
def test_every_enabled_region_has_every_regional_control(regions: list[str]) -> None:
    closed = sorted(default_regions("aws") - set(regions))
    given = config(enabled_regions=regions, allowed_regions=regions, closed_regions=closed)
    settings = load(AccountStackSettings, given)
    places: dict[Control, set[str]] = {}
    for resource in registered(settings):
        if resource.control:
            places.setdefault(resource.control, set()).add(resource.region)
    lacking = {
        control: set(regions) - there for control, there in places.items() if there != set(regions)
    }
    # Alarms, account rules and the aggregator are at home only; AWS has no Macie in ca-west-1.
    known = excused(settings, coverage(regions, {}).left_out)
    for control, missing in lacking.items():
        reasons = [known[pattern] for pattern in known if control.matches(pattern)]
        assert missing <= {region for listed in reasons for region in listed}, control
    everywhere = {control.type for control in places if control not in lacking}
    assert everywhere >= WATCHED


def test_default_vpc_is_wanted_only_where_there_is_one() -> None:
    settings = load(AccountStackSettings, config(regions_without_default_vpc=["us-east-1"]))
    made = {r.region for r in registered(settings) if r.type == "aws:ec2/defaultVpc:DefaultVpc"}
    assert made == {"eu-central-1"}


def test_roles_of_pipelines_and_people_are_made_if_asked_for() -> None:
    access = {
        "review-by": "2027-01-31",
        "repository": "example/accounts",
        "people": [f"{KEEPER}-of-others"],
        "keepers": [KEEPER],
    }
    settings = load(AccountStackSettings, config(access=access))
    recording = record(lambda: account(settings, pulumi.ResourceOptions()))
    roles = {role.inputs["name"] for role in recording.of("iam.Role")}
    assert roles >= PRIVILEGED
    (stack,) = [resource for resource in recording if resource.type == STACK_TYPE]
    assert {"deployRoleArns", "breakGlassRoleArn", "backendUrl"} <= stack.outputs.keys()
    state = recording.one("s3.BucketPolicy", "pulumi-state").inputs["policy"]
    for name in ("deploy-preview", "deploy-update", "deploy-evidence", "account-break-glass"):
        assert f"arn:aws:iam::123456789012:role/shared-{name}" in state


def test_no_such_roles_are_made_unasked() -> None:
    settings = load(AccountStackSettings, config())
    recording = record(lambda: account(settings, pulumi.ResourceOptions()))
    assert not PRIVILEGED & {role.inputs["name"] for role in recording.of("iam.Role")}


class Forgetful(AccountStackSettings):
    """Settings that forget all regions but the stack's own."""

    def regional_defaults(self) -> RegionalDefaultsArgs:
        """The argument of the component."""
        return {"environment": self.environment.args, "regions": [self.region]}


def test_stack_that_lacks_a_region_is_refused() -> None:
    settings = load(Forgetful, config())
    with pytest.raises(ConfigError) as refused:
        registered(settings)
    assert "regional coverage: " in str(refused.value)
    assert all("'defaults" in problem for problem in refused.value.problems)
    assert all("is missing in us-east-1; accepted" in text for text in refused.value.problems)
    assert any("SnapshotBlockPublicAccess" in problem for problem in refused.value.problems)
