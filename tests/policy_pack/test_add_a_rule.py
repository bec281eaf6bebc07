"""The example of docs/add-a-rule.md is run as it stands on the page."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from soc2_baseline.policy_pack import kit
from soc2_baseline.policy_pack.engine.dispatcher import Dispatcher
from soc2_baseline.policy_pack.kit import UNKNOWN, ResourceRule, Verdict
from tests.project.files import ROOT, fenced
from tests.support.policies import made
from tests.support.rules import reasons, rule, said

PAGE = ROOT / "docs" / "add-a-rule.md"
TEXT = PAGE.read_text(encoding="utf-8")


def on_the_page() -> ResourceRule:
    (block,) = (text for text in fenced(PAGE, "python") if "def _judge_rotation" in text)
    module: dict[str, Any] = {"Iterator": Iterator, **vars(kit)}
    exec(compile(block, str(PAGE), "exec"), module)  # noqa: S102 our own page
    keys = {"enabled": "enable_key_rotation"}
    return rule(module["_judge_rotation"], "kms-rotation", types=("kms.Key",), keys=keys)


@pytest.mark.parametrize(
    ("props", "verdicts"),
    [
        ({"enableKeyRotation": True}, []),
        ({}, [Verdict.VIOLATION]),
        ({"enableKeyRotation": False, "customerMasterKeySpec": ""}, [Verdict.VIOLATION]),
        ({"enableKeyRotation": UNKNOWN}, [Verdict.UNDETERMINED]),
        ({"customerMasterKeySpec": UNKNOWN}, [Verdict.UNDETERMINED]),
    ],
)
def test_the_example_judges(props: dict[str, Any], verdicts: list[Verdict]) -> None:
    analysis = Dispatcher([on_the_page()]).analyze(made("kms.Key", "key", **props))
    assert [verdict for _, _, verdict, _ in said(analysis)] == verdicts


def test_the_example_does_not_cover_asymmetric_keys() -> None:
    key = made("kms.Key", "key", customerMasterKeySpec="RSA_2048")
    analysis = Dispatcher([on_the_page()]).analyze(key)
    assert said(analysis) == []
    assert reasons(analysis) == {"kms-rotation": "AWS KMS rotates symmetric keys only"}


def test_calls_of_at_on_the_page_do_what_it_says() -> None:
    bucket = made("s3.Bucket", "data", versioning={"enabled": True})
    calls = re.findall(r"`resource\.(at\([^`]*\))`", TEXT)
    assert len(calls) == 3
    assert eval(f"resource.{calls[0]}", {"resource": bucket}) is True  # noqa: S307 our own page
    for call in calls[1:]:
        careless = rule(lambda resource, _, call=call: iter([eval(f"resource.{call}")]))  # noqa: S307
        (outcome,) = Dispatcher([careless]).analyze(bucket).outcomes
        assert outcome.remark.verdict is Verdict.ERROR
        assert "RuleMistake at <string>:1: at(" in outcome.remark.sentence
