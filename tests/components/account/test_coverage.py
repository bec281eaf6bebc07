"""Regional coverage: derived from what is registered, and refused at run time where it lacks."""

from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from soc2_baseline.components.account.coverage import (
    Control,
    RegionalCoverage,
    Registered,
    coverage_problems,
)
from soc2_baseline.core.errors import ConfigError
from tests.support.recorder import record

REGIONS = ["eu-central-1", "us-east-1"]
DETECTOR = "aws:guardduty/detector:Detector"
MACIE = "aws:macie2/account:Account"


def in_regions(type_: str, stem: str, *regions: str) -> list[Registered]:
    return [Registered(type_, f"{stem}-{region}", region) for region in regions]


def test_control_is_type_and_name_without_the_region() -> None:
    (one,) = in_regions(DETECTOR, "guard", "us-east-1")
    assert one.control == Control(DETECTOR, "guard")
    assert Registered(DETECTOR, "guard", "us-east-1").control is None


def test_every_control_everywhere_draws_nothing() -> None:
    both = in_regions(DETECTOR, "guard", *REGIONS) + in_regions(MACIE, "macie", *REGIONS)
    assert coverage_problems(both, REGIONS) == []


def test_region_that_lacks_a_control_is_named() -> None:
    found = in_regions(DETECTOR, "guard", *REGIONS) + in_regions(MACIE, "macie", "us-east-1")
    assert coverage_problems(found, REGIONS) == [
        f"{MACIE} 'macie' is missing in eu-central-1; accepted is a stack with every regional"
        " control in every enabled region"
    ]


def test_two_of_a_type_are_two_controls() -> None:
    found = in_regions(DETECTOR, "one", *REGIONS) + in_regions(DETECTOR, "two", "us-east-1")
    (problem,) = coverage_problems(found, REGIONS)
    assert problem.startswith(f"{DETECTOR} 'two' is missing in eu-central-1")


def test_what_has_no_region_in_its_name_is_of_one_region_alone() -> None:
    aggregator = Registered(
        "aws:securityhub/findingAggregator:FindingAggregator", "hub", REGIONS[0]
    )
    assert coverage_problems([aggregator], REGIONS) == []


def test_region_that_is_not_enabled_is_refused() -> None:
    found = in_regions(DETECTOR, "guard", *REGIONS, "sa-east-1")
    assert coverage_problems(found, REGIONS) == [
        f"{DETECTOR} 'guard-sa-east-1' is in sa-east-1, which is not enabled; accepted are"
        " eu-central-1, us-east-1"
    ]


def test_regions_can_be_excused_from_a_control() -> None:
    found = in_regions(MACIE, "macie", "us-east-1") + in_regions(DETECTOR, "guard", "us-east-1")
    (problem,) = coverage_problems(found, REGIONS, {"aws:macie2/* *": ["eu-central-1"]})
    assert problem.startswith(DETECTOR)
    assert coverage_problems(found, REGIONS, {"* *": ["eu-central-1"]}) == []
    assert len(coverage_problems(found, REGIONS, {"* guard": ["us-east-1"]})) == 2


def program(make: Callable[[pulumi.Resource], Any]) -> Callable[[], None]:
    """A program whose resources are a component's children, as in the account stack."""

    def run() -> None:
        coverage = RegionalCoverage()
        coverage.watch()
        make(pulumi.ComponentResource("test:index:Host", "host"))
        coverage.check(REGIONS)

    return run


def detectors(*regions: str) -> Callable[[pulumi.Resource], None]:
    def make(host: pulumi.Resource) -> None:
        for region in regions:
            opts = pulumi.ResourceOptions(parent=host)
            aws.guardduty.Detector(f"guard-{region}", enable=True, region=region, opts=opts)

    return make


def test_program_with_every_control_runs() -> None:
    assert len(record(program(detectors(*REGIONS))).of("guardduty.Detector")) == 2


def test_program_that_leaves_out_a_region_is_refused() -> None:
    with pytest.raises(ConfigError, match=r"regional coverage: .* 'guard' is missing in us-east-1"):
        record(program(detectors("eu-central-1")))


def test_provider_in_another_region_is_no_control() -> None:
    record(program(lambda _: aws.Provider("other-eu-west-1", region="eu-west-1")))
