"""Lists of regions: what is wrong with them, and which regions nobody watches."""

import pytest

from soc2_baseline.components.environment import resolve_environment
from soc2_baseline.components.region_checks import (
    default_regions,
    list_problems,
    open_regions,
    region_problems,
    subset_problems,
)
from soc2_baseline.components.regions import REGIONS
from soc2_baseline.core.knowledge.tables import table
from tests.support.arguments import PROD

FRANKFURT = resolve_environment(PROD)
BEIJING = resolve_environment({**PROD, "region": "cn-north-1"})


def test_default_regions_are_regions_of_their_partition() -> None:
    partitions = table("default_regions").facts["partitions"]
    assert partitions.keys() == set(REGIONS.values())
    for partition in partitions:
        assert {REGIONS[region] for region in default_regions(partition)} == {partition}
    # Those launched before 2019-03-20; what AWS opened since is opt-in.
    assert len(default_regions("aws")) == 17
    assert not {"ap-east-1", "me-south-1", "af-south-1"} & default_regions("aws")


def test_good_list_draws_nothing() -> None:
    assert region_problems(FRANKFURT, ["eu-central-1", "us-east-1"], "regions") == []


@pytest.mark.parametrize(
    ("regions", "message"),
    [
        (["us-east-1"], "regions lacks 'eu-central-1'; accepted is a list with the stack's own"),
        (
            ["eu-central-1", "eu-nowhere-9"],
            "regions: 'eu-nowhere-9' is unknown; accepted are AWS regions of the partition aws,",
        ),
        (
            ["eu-central-1", "cn-north-1"],
            "regions: 'cn-north-1' is a region of aws-cn; accepted are AWS regions of the"
            " partition aws, such as eu-central-1",
        ),
        (["eu-central-1"] * 2, "regions: 'eu-central-1' is listed 2 times; accepted is once"),
    ],
)
def test_bad_list_is_one_message(regions: list[str], message: str) -> None:
    (problem,) = region_problems(FRANKFURT, regions, "regions")
    assert problem.startswith(message)


def test_region_unknown_twice_is_told_once_for_each_reason() -> None:
    problems = list_problems(FRANKFURT, ["mars", "mars"], "closed-regions")
    assert [problem.partition(";")[0] for problem in problems] == [
        "closed-regions: 'mars' is unknown",
        "closed-regions: 'mars' is listed 2 times",
    ]


def test_regions_for_a_purpose_are_enabled() -> None:
    assert subset_problems(["us-east-1"], ["eu-central-1", "us-east-1"], "x") == []
    assert subset_problems(["us-east-1"], ["eu-central-1"], "internet_regions") == [
        "internet_regions: 'us-east-1' is not enabled; accepted are eu-central-1"
    ]


def test_open_regions_are_those_that_nobody_watches_or_closes() -> None:
    most = sorted(default_regions("aws") - {"eu-west-3", "sa-east-1"})
    assert open_regions(FRANKFURT, most, ["sa-east-1"]) == ["eu-west-3"]
    assert open_regions(BEIJING, ["cn-north-1"], []) == ["cn-northwest-1"]
    assert open_regions(BEIJING, ["cn-north-1", "cn-northwest-1"], []) == []
