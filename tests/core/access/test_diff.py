from pathlib import Path
from typing import Any

from soc2_baseline.baseline.cli.render.access import diff_markdown
from soc2_baseline.core.access.diff import Diff, Kind, compare
from soc2_baseline.core.access.manifest_file import load
from tests.baseline.access.example import DAY, allowing, grant, manifest, person, written


def changed(tmp_path: Path, before: dict[str, Any], after: dict[str, Any]) -> Diff:
    old = load(written(tmp_path, "old.yaml", **before), DAY, past=True)
    return compare(old, load(written(tmp_path, "new.yaml", **after), DAY), DAY)


def test_nothing_changes(tmp_path: Path) -> None:
    found = changed(tmp_path, {}, {})
    assert (found.people, found.others, found.refused) == ((), (), ())
    assert "Nothing changes." in diff_markdown(found)


def test_joiners_gain(tmp_path: Path) -> None:
    people = [*manifest()["people"], person("hr")]
    groups = manifest()["groups"]
    groups[0]["members"].append("hr@example.com")
    (hr,) = changed(tmp_path, {}, {"people": people, "groups": groups}).people
    assert (hr.person, hr.kind) == ("hr@example.com", Kind.JOINER)
    assert hr.gained == ("operator in shop-prod (prod) by platform",)


def test_movers_gain_and_lose(tmp_path: Path) -> None:
    groups = manifest()["groups"]
    groups[0]["members"].remove("dev@example.com")
    data = {**groups[0], "name": "data", "members": ["dev@example.com"]}
    grants = [grant("p"), grant("d", group="data", **{"permission-set": "looker"})]
    (dev,) = changed(tmp_path, {}, {"groups": [*groups, data], "grants": grants}).people
    assert dev.kind is Kind.MOVER
    assert dev.lost == ("operator in shop-prod (prod) by platform",)
    assert dev.gained == ("looker in shop-prod (prod) by data",)


def test_leavers_lose_everything(tmp_path: Path) -> None:
    people = [person("lead"), person("dev"), person("ops", leaves="2026-11-23")]
    (ops,) = changed(tmp_path, {}, {"people": people}).people
    assert ops.kind is Kind.LEAVER
    assert ops.lost == ("operator in shop-prod (prod) by platform",)


def test_a_day_of_leaving_is_told_ahead(tmp_path: Path) -> None:
    people = [person("lead"), person("dev"), person("ops", leaves="2026-12-31")]
    (ops,) = changed(tmp_path, {}, {"people": people}).people
    assert (ops.kind, ops.lost) == (Kind.LEAVER, ())
    assert ops.note == "leaves on 2026-12-31"


def test_a_new_manager_is_a_move(tmp_path: Path) -> None:
    people = [person("lead"), person("dev"), person("ops", manager="dev@example.com")]
    (ops,) = changed(tmp_path, {}, {"people": people}).people
    assert (ops.kind, ops.note) == (Kind.MOVER, "manager is now dev@example.com")


def test_changes_of_grants_and_permission_sets_are_told(tmp_path: Path) -> None:
    sets = [allowing("operator", purpose="Another."), allowing("looker")]
    after = {"grants": [grant("platform-prod", expires="2027-06-30")], "permission_sets": sets}
    found = changed(tmp_path, {}, after)
    assert found.people == ()
    assert any("grant platform-prod changes:" in s and "2027-06-30" in s for s in found.others)
    assert "permission set operator changes: purpose" in found.others


def test_a_new_grant_that_has_expired_is_refused(tmp_path: Path) -> None:
    late = grant("late", accounts=["shop-dev"], expires="2026-11-20")
    found = changed(tmp_path, {}, {"grants": [grant("platform-prod"), late]})
    assert found.refused == ("grant late is new and expired on 2026-11-20",)
    # One that was there before has simply run out.
    both = {"grants": [grant("platform-prod"), late]}
    assert changed(tmp_path, both, both).refused == ()


def test_an_earlier_version_may_be_past_its_dates(tmp_path: Path) -> None:
    old = grant("old", granted="2025-01-01", expires="2025-06-01")
    found = changed(tmp_path, {"grants": [old]}, {})
    assert any("grant old is gone" in sentence for sentence in found.others)


def test_markdown_keeps_cells_apart(tmp_path: Path) -> None:
    sets = [allowing("operator", purpose="a|b"), allowing("looker")]
    people = [person("lead"), person("dev"), person("ops", leaves="2026-11-23")]
    text = diff_markdown(changed(tmp_path, {}, {"permission_sets": sets, "people": people}))
    (row,) = [line for line in text.splitlines() if "**leaver**" in line]
    assert row.count("|") == 6
    assert "`ops@example.com`" in row
