"""Issue texts for moto: each gap is still there, and each stand-in fills its gap.

The day moto fills a gap itself, a test here fails and names the modules to delete.
"""

import re
from typing import Any

import boto3
import pytest
from typer.testing import CliRunner

from tests.support.moto_server import MotoServer
from tools.coverage import issues
from tools.coverage.__main__ import app
from tools.coverage.issues import Issue

ISSUES = issues.load()
LONGEST = 26
"""Lines of a reproduction."""
# From here on a message holds what differs: ids, pages of HTML, the parser's advice.
VARYING = re.compile(r"(?<=operation)(?: \(reached max|:).*|(?<=received)\..*", re.DOTALL)

every_issue = pytest.mark.parametrize("issue", ISSUES, ids=lambda issue: issue.module)


def raised(issue: Issue, moto: MotoServer, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a reproduction against a server; what it raises, or nothing."""
    moto.reset()
    monkeypatch.setattr(boto3, "client", moto.client)
    code = compile(issue.reproduction, f"{issue.module}.md", "exec")
    try:
        exec(code, {"__name__": "reproduction"})  # noqa: S102
    except Exception as error:
        return f"{type(error).__name__}: {VARYING.sub('', str(error))}"
    return ""


@every_issue
def test_moto_has_the_gap(
    issue: Issue, plain_moto: MotoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = raised(issue, plain_moto, monkeypatch)
    files = f"baseline/sandbox/stand_ins/{issue.module}.py and {issue.module}.md"
    assert said, f"moto implements {issue.stand_in.name} now: delete {files}"
    assert said == issue.answer, f"moto answers differently now: correct or delete {files}"


@every_issue
def test_the_stand_in_fills_the_gap(
    issue: Issue, moto_server: MotoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert raised(issue, moto_server, monkeypatch) == ""


def test_what_moto_implements_is_noticed(
    plain_moto: MotoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = Issue("x", ISSUES[0].stand_in, "t", "t", "import boto3\nboto3.client('sts')", "")
    with pytest.raises(AssertionError, match="implements IAM Access Analyzer now: delete"):
        test_moto_has_the_gap(done, plain_moto, monkeypatch)


@every_issue
def test_issues_are_short_and_whole(issue: Issue) -> None:
    assert len(issue.reproduction.splitlines()) <= LONGEST
    assert re.match(r"[a-z0-9-]+: \w", issue.title)
    written = issue.markdown()
    assert issue.reproduction in written
    for operation in issue.stand_in.operations:
        assert f"[{operation}](https://docs.aws.amazon.com/goto/WebAPI/" in written


def test_each_stand_in_has_an_issue_and_nothing_else_has() -> None:
    written = {file.stem for file in issues.FOLDER.glob("*.md")}
    assert written == set(issues.modules()) == {issue.module for issue in ISSUES}


def test_a_file_without_its_parts_is_refused(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "macie.md").write_text("# macie2: a title\n\nA text.\n")
    monkeypatch.setattr(issues, "FOLDER", tmp_path)
    monkeypatch.setattr(issues, "modules", lambda: ("macie",))
    with pytest.raises(ValueError, match=r"macie\.md is not an issue text; write a title"):
        issues.load()


def test_command_prints_all() -> None:
    result = CliRunner().invoke(app, ["--issues"])
    assert result.exit_code == 0, result.output
    assert result.stdout.count("\n---\n") == len(ISSUES) - 1
    assert all(f"# {issue.title}\n" in result.stdout for issue in ISSUES)
