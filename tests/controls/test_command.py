import json
import re
from io import StringIO
from pathlib import Path
from typing import Literal

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from soc2_baseline.baseline.cli import controls as command
from soc2_baseline.baseline.cli.render import controls as show_controls
from soc2_baseline.controls.catalog import CRITERIA, GROUPS, Status, load
from soc2_baseline.core.errors import EnvironmentLacks

APP = typer.Typer()
APP.command()(command.controls)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(APP, arguments, env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.output
    return result.stdout


def test_table_has_every_criterion_by_group_and_totals_last() -> None:
    table = run().split("State: ")[0]
    first_words = [line.split()[0] for line in table.splitlines() if line.strip()]
    shown = [word for word in first_words if word in {*CRITERIA, *GROUPS, "Total"}]
    expected: list[str] = []
    for criterion in CRITERIA:
        group = criterion.rstrip("0123456789.")
        expected += [criterion] if group in expected else [group, criterion]
    assert shown == [*expected, "Total"]


def test_unmet_criteria_say_so_in_a_word() -> None:
    table = run()
    row = next(line for line in table.splitlines() if "CC1.1 " in line)
    assert "unmet" in row
    assert "\nUnmet: CC1.1" in table
    unmet = sum(control.status is Status.UNMET for control in load())
    assert f"{unmet} unmet" in table


def drawn(colours: Literal["standard"] | None = None) -> str:
    sink = StringIO()
    forced = colours is not None
    console = Console(
        file=sink, width=110, force_terminal=forced, color_system=colours, _environ={}
    )
    console.print(show_controls.render(load()))
    return sink.getvalue()


def test_colour_only_marks_the_state() -> None:
    plain = drawn()
    coloured = drawn("standard")
    assert "\x1b[31munmet" in coloured
    assert "\x1b[33mpartial" in coloured
    assert set(re.findall(r"\x1b\[3\dm(\w+)", coloured)) == {"unmet", "partial"}
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


def test_json_is_the_whole_stdout() -> None:
    document = json.loads(run("--format", "json"))
    assert document["schema"] == "baseline/controls/v1"
    assert [control["id"] for control in document["controls"]] == list(CRITERIA)
    assert document["summary"]["controls"] == 61


@pytest.mark.parametrize("form", ["table", "json"])
def test_output_goes_to_the_file_alone(tmp_path: Path, form: str) -> None:
    file = tmp_path / "coverage"
    assert run("--format", form, "--output", str(file)) == ""
    text = file.read_text(encoding="utf-8")
    assert "CC6.1" in text
    assert "\x1b" not in text
    assert text.endswith("\n")


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentLacks, match="accepted is a file in a folder"):
        command.controls(output=tmp_path / "file" / "controls.txt")
