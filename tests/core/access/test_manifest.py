import datetime
import re
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.core.access.effective import effective
from soc2_baseline.core.access.manifest import Manifest
from soc2_baseline.core.access.manifest_file import load
from soc2_baseline.core.errors import ConfigError
from tests.baseline.access.example import DAY, allowing, grant, manifest, person, written

ROOT = Path(__file__).parents[3]


def problems(tmp_path: Path, day: datetime.date = DAY, **sections: Any) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(written(tmp_path, **sections), day)
    return [problem.removeprefix(f"{tmp_path}/") for problem in caught.value.problems]


def test_a_whole_manifest_is_read(tmp_path: Path) -> None:
    found = load(written(tmp_path), DAY)
    assert [account.name for account in found.accounts] == ["shop-prod", "shop-dev"]
    assert found.permission_sets[0].session_seconds == 3600
    assert found.grants[0].expires == datetime.date(2027, 3, 31)
    assert found.people[0].name == "Lead Example"


def test_an_empty_manifest_gives_nothing(tmp_path: Path) -> None:
    file = tmp_path / "access.yaml"
    file.write_text("")
    assert load(file, DAY) == Manifest(source=file)


def test_the_example_is_right_on_the_day_of_its_release() -> None:
    found = load(ROOT / "stacks/account/access.example.yaml", datetime.date(2026, 11, 1))
    assert len(effective(found, datetime.date(2026, 11, 1)).assignments) == 4


@pytest.mark.parametrize(
    ("sections", "message"),
    [
        ({"grants": [grant("g", group="nobody")]}, "group 'nobody' is unknown; accepted are platf"),
        ({"grants": [grant("g", expires="2026-09-30")]}, "expires 2026-09-30 is not after granted"),
        (
            {"grants": [grant("g", granted="2026-01-01", expires="2026-10-01")]},
            "expired on 2026-10-01; accepted is a new decision with its dates, or no grant",
        ),
        ({"grants": [grant("g", expires="2027-11-01")]}, "accepted is at most 365 days after"),
        (
            {"grants": [grant("g", granted="2026-12-01")]},
            "granted on 2026-12-01, which is in the future",
        ),
        (
            {"grants": [grant("g", owner="hr@example.com")]},
            "owner 'hr@example.com' is not a person",
        ),
        ({"grants": [grant("g", owner="")]}, "owner is ''; string should have at least 1 char"),
        (
            {"grants": [grant("g", person="dev@example.com", owner="dev@example.com")]},
            "expires 2027-03-31; accepted is at most 90 days after it was granted, 2026-12-30",
        ),
        (
            {
                "grants": [
                    grant(
                        "g",
                        person="dev@example.com",
                        owner="dev@example.com",
                        expires="2026-12-01",
                    )
                ]
            },
            "owner 'dev@example.com' is the person who gets it; accepted is another person",
        ),
        ({"grants": [grant("g", reason="because")]}, "reason is 'because'; string should have at"),
        ({"grants": [grant("g", accounts=["shop"])]}, "account 'shop' is unknown; accepted are"),
        ({"grants": [grant("g", accounts=[])]}, "has accounts and an environment, or none"),
        ({"grants": [grant("g", accounts=[], environment="stage")]}, "environment 'stage' has no"),
        ({"grants": [grant("g", **{"permission-set": "admin"})]}, "permission-set 'admin' is unkn"),
        ({"grants": [grant("g", until="2027-01-01")]}, "until is unknown; accepted are accounts"),
        (
            {"grants": [grant("g", group=None)]},
            "has a group and a person, or none; accepted is one of them",
        ),
        (
            {"permission_sets": [allowing("operator", session="2h")]},
            "has sessions of 2h, but shop-prod is prod; accepted is 1h there",
        ),
        (
            {"permission_sets": [allowing("operator", session="30m")]},
            "session of 1800 seconds; accepted are 1h to 4h",
        ),
        (
            {"permission_sets": [allowing("operator", **{"managed-policies": []})]},
            "allows nothing; accepted are managed-policies, customer-policies or statements",
        ),
        (
            {
                "permission_sets": [
                    allowing("operator", **{"managed-policies": ["AdministratorAccess"]})
                ]
            },
            "managed policy 'AdministratorAccess' is for sealed roles",
        ),
        ({"people": [person("lead"), person("dev")]}, "member 'ops@example.com' is not a person"),
        (
            {"people": [*manifest()["people"], person("hr", manager="hr@example.com")]},
            "manager 'hr@example.com'; accepted is another person of the manifest",
        ),
        (
            {"people": [*manifest()["people"], person("hr", leaves="2025-01-01")]},
            "leaves 2025-01-01 is before started 2026-01-01",
        ),
        (
            {"people": [*manifest()["people"], person("dev")]},
            "people[3]: 'dev@example.com' is listed twice",
        ),
        ({"grants": [grant("a"), grant("b")]}, "grants[1] 'b': gives the same in shop-prod as 'a'"),
        ({"robots": []}, "robots is not a section; accepted are accounts, people, groups"),
        ({"grants": {}, "groups": "x"}, "groups is not a list; accepted is a list"),
    ],
)
def test_wrong_manifests_are_refused_with_one_message(
    tmp_path: Path, sections: dict[str, Any], message: str
) -> None:
    found = [problem for problem in problems(tmp_path, **sections) if message in problem]
    assert len(found) == 1, problems(tmp_path, **sections)
    assert re.match(r"access\.yaml line [1-9]\d*: ", found[0])


def test_each_slip_is_told_and_only_that(tmp_path: Path) -> None:
    ownerless = grant("one")
    del ownerless["owner"]
    found = problems(
        tmp_path,
        grants=[ownerless, grant("two", group="nobody"), grant("three", expires="2026-09-01")],
    )
    assert [line.split(": ")[1].partition(".")[0] for line in found] == [
        "grants[0]",
        "grants[1] 'two'",
        "grants[2] 'three'",
    ]
    assert "owner is missing; accepted is the id of the person who answers for it" in found[0]


def test_a_slip_in_a_group_does_not_make_it_unknown(tmp_path: Path) -> None:
    (found,) = problems(tmp_path, groups=[{"name": "platform", "purpose": "x"}])
    assert "groups[0].owner is missing" in found


def test_an_owner_who_has_left_is_none(tmp_path: Path) -> None:
    people = [person("lead", leaves="2026-11-20"), person("dev"), person("ops")]
    (found,) = problems(tmp_path, people=people)
    assert "owner 'lead@example.com' left on 2026-11-20; accepted is a person who is" in found


def test_an_expired_grant_gives_nothing_and_is_told(tmp_path: Path) -> None:
    file = written(tmp_path, grants=[grant("late", expires="2026-11-23"), grant("on")])
    counting = effective(load(file, DAY), DAY)
    assert [assignment.grant.id for assignment in counting.assignments] == ["on"]
    assert counting.dropped[0] == "grant late expired on 2026-11-23: it gives nothing, take it out"


def test_a_grant_counts_on_its_last_day(tmp_path: Path) -> None:
    file = written(tmp_path, grants=[grant("on", expires="2026-11-24")])
    assert effective(load(file, DAY), DAY).assignments


def test_who_has_left_or_not_begun_is_in_no_group(tmp_path: Path) -> None:
    people = [
        person("lead"),
        person("dev", leaves="2026-11-23"),
        person("ops", started="2026-11-25"),
    ]
    counting = effective(load(written(tmp_path, people=people), DAY), DAY)
    assert counting.groups["platform"] == ()
    assert {p.id for p in counting.people} == {"lead@example.com"}
    assert "dev@example.com left on 2026-11-23: no member of platform" in counting.dropped
    assert "ops@example.com starts on 2026-11-25: no member of platform" in counting.dropped


def test_one_person_gets_a_group_of_its_own(tmp_path: Path) -> None:
    single = grant("fix", person="dev@example.com", expires="2026-12-01")
    counting = effective(load(written(tmp_path, grants=[single]), DAY), DAY)
    assert counting.groups["grant-fix"] == ("dev@example.com",)
    assert counting.assignments[0].key == "operator-grant-fix-111111111111"


def test_an_environment_stands_for_its_accounts(tmp_path: Path) -> None:
    accounts = [
        {"id": "111111111111", "name": "shop-prod", "environment": "prod"},
        {"id": "333333333333", "name": "data-prod", "environment": "prod"},
        {"id": "222222222222", "name": "shop-dev", "environment": "dev"},
    ]
    grants = [grant("all", accounts=[], environment="prod")]
    counting = effective(load(written(tmp_path, accounts=accounts, grants=grants), DAY), DAY)
    assert [a.account.id for a in counting.assignments] == ["111111111111", "333333333333"]


def test_a_permission_set_without_a_grant_is_not_provisioned(tmp_path: Path) -> None:
    counting = effective(load(written(tmp_path), DAY), DAY)
    assert [each.name for each in counting.permission_sets] == ["operator"]
    assert "permission set looker has no grant: it is not provisioned" in counting.dropped


def test_review_is_due_the_day_after_the_first_grant_ends(tmp_path: Path) -> None:
    grants = [grant("a"), grant("b", accounts=["shop-dev"], expires="2026-12-31")]
    counting = effective(load(written(tmp_path, grants=grants), DAY), DAY)
    assert counting.review_by("operator") == datetime.date(2027, 1, 1)


def test_who_answers_and_has_left_is_told(tmp_path: Path) -> None:
    people = [person("lead", leaves="2026-11-20"), person("dev"), person("ops")]
    file = written(tmp_path, people=people, grants=[grant("g", owner="ops@example.com")])
    ending = effective(load(file, DAY), DAY).ending
    assert "group platform has the owner lead@example.com, who left on 2026-11-20" in ending
    assert "dev@example.com has the manager lead@example.com, who left on 2026-11-20" in ending


def test_what_ends_within_two_weeks_is_told(tmp_path: Path) -> None:
    people = [person("lead", leaves="2026-12-01"), person("dev"), person("ops")]
    file = written(tmp_path, people=people, grants=[grant("g", expires="2026-12-08")])
    ending = effective(load(file, DAY), DAY).ending
    assert "grant g of lead@example.com ends on 2026-12-08" in ending
    assert "lead@example.com leaves on 2026-12-01" in ending
    assert "group platform loses its owner lead@example.com on 2026-12-01" in ending
    assert "grant g loses its owner lead@example.com on 2026-12-01" in ending
