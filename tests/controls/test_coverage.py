from soc2_baseline.controls.catalog import Control, load
from soc2_baseline.controls.coverage import SCHEMA, document, summary

CONTROLS = {control.id: control for control in load()}


def test_totals_count_a_part_once() -> None:
    one, other = CONTROLS["CC6.7"], CONTROLS["CC6.6"]
    totals = summary([one, other])
    assert totals["controls"] == 2
    assert totals["components"] == len({*one.components, *other.components})
    assert totals["rules"] == len({*one.rules, *other.rules})
    assert totals["gaps"] == len(one.gaps) + len(other.gaps)
    assert totals["groups"] == {"CC": 2, "A": 0, "C": 0, "PI": 0, "P": 0}
    assert totals["status"] == {"met": 0, "partial": 2, "unmet": 0}


def test_document() -> None:
    control: Control = CONTROLS["CC6.7"]
    made = document([control])
    assert made["schema"] == SCHEMA == "baseline/controls/v1"
    (row,) = made["controls"]
    assert row["id"] == "CC6.7"
    assert row["owner"] == "platform engineering"
    assert row["rules"] == list(control.rules)
    assert row["gaps"] == list(control.gaps)
    assert row["counts"] == {
        "components": len(control.components),
        "rules": len(control.rules),
        "evidence": 0,
        "gaps": len(control.gaps),
    }
