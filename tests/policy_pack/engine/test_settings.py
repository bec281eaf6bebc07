"""The pack's settings: profiles, selection by facets, levels and options, and their reasons."""

from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.catalog import BY_ID, RULES
from soc2_baseline.policy_pack.engine.dispatcher import Dispatcher
from soc2_baseline.policy_pack.engine.settings import (
    PolicyProfile,
    RuleConfig,
    Settings,
    locate,
)
from soc2_baseline.policy_pack.engine.settings_file import load
from soc2_baseline.policy_pack.kit import Level, Vocabulary
from tests.support.rules import BUCKET, reasons, rule, violated

REASON = "The estate is being rebuilt this quarter."


def settings(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "policies.yaml"
    file.write_text(text, encoding="utf-8")
    return load(file, BY_ID)


def level(changed: dict[str, Any], settings: Settings, profile: Profile | None = None) -> str:
    one = rule(violated, **changed)
    dispatcher = Dispatcher([one], Vocabulary(profile=profile), settings=settings)
    outcomes = dispatcher.analyze(BUCKET).outcomes
    return outcomes[0].level if outcomes else "not asked"


@pytest.mark.parametrize(
    ("profile", "stack", "plain", "advisory", "floor"),
    [
        (None, None, "mandatory", "advisory", "advisory"),
        (None, Profile.PROD, "mandatory", "advisory", "mandatory"),
        (None, Profile.STAGE, "mandatory", "advisory", "advisory"),
        (None, Profile.SANDBOX, "mandatory", "advisory", "not asked"),
        (PolicyProfile.SANDBOX, Profile.PROD, "mandatory", "advisory", "not asked"),
        (PolicyProfile.DEV, Profile.PROD, "mandatory", "advisory", "advisory"),
        (PolicyProfile.PROD, None, "mandatory", "advisory", "mandatory"),
        (PolicyProfile.REGULATED, Profile.DEV, "mandatory", "mandatory", "mandatory"),
    ],
)
def test_profiles(
    profile: PolicyProfile | None, stack: Profile | None, plain: str, advisory: str, floor: str
) -> None:
    given = Settings(profile=profile)
    assert level({}, given, stack) == plain
    assert level({"level": Level.ADVISORY}, given, stack) == advisory
    assert level({"prod_floor": True}, given, stack) == floor


def test_selection_is_any_within_a_facet_and_all_across(tmp_path: Path) -> None:
    chosen = settings(
        tmp_path,
        f"reason: {REASON}\nselect:\n"
        "  - {services: [kms, s3], severities: [critical]}\n"
        "  - {criteria: [A1.2], services: [kms], level: advisory}\n",
    )
    dispatcher = Dispatcher(RULES, settings=chosen)
    asked = {r.id: dispatcher.level(r) for r in RULES if chosen.selection(r) and r.waivable}
    expected = {
        r.id: r.level for r in RULES if r.services & {"kms", "s3"} and r.severity == "critical"
    }
    expected |= {
        r.id: Level.ADVISORY
        for r in RULES
        if "kms" in r.services and "A1.2" in r.criteria and r.severity != "critical"
    }
    assert asked == expected
    assert "kms-deletion-window" in asked
    said = reasons(dispatcher.analyze(BUCKET))
    assert said["s3-block-public-access"] == "another type of resource"
    assert REASON in chosen.about()


def test_rules_about_exceptions_cannot_be_left_out(tmp_path: Path) -> None:
    chosen = settings(tmp_path, f"reason: {REASON}\nselect: [{{services: [kms]}}]\n")
    assert [r.id for r in RULES if not r.waivable and chosen.selection(r) is None] == []


def test_a_rule_by_name(tmp_path: Path) -> None:
    chosen = settings(
        tmp_path,
        "rules:\n"
        f"  kms-rotation: {{level: advisory, reason: {REASON}}}\n"
        f"  kms-grant-scoped: {{level: disabled, reason: {REASON}}}\n",
    )
    dispatcher = Dispatcher(RULES, settings=chosen)
    assert dispatcher.level(BY_ID["kms-rotation"]) is Level.ADVISORY
    said = reasons(dispatcher.analyze(BUCKET.__class__("urn:g", "aws:kms/grant:Grant", "g", {})))
    assert said["kms-grant-scoped"] == "disabled by the pack's configuration"
    assert f"kms-rotation advisory: {REASON}" in chosen.about()


def test_what_the_engine_sends_wins(tmp_path: Path) -> None:
    chosen = settings(tmp_path, f"rules: {{kms-rotation: {{level: advisory, reason: {REASON}}}}}")
    one = BY_ID["kms-rotation"]
    sent = {"kms-rotation": RuleConfig(level=Level.MANDATORY)}
    assert Dispatcher([one], configs=sent, settings=chosen).level(one) is Level.MANDATORY
    everything = {"all": RuleConfig(level=Level.ADVISORY)}
    assert Dispatcher([one], configs=everything).level(one) is Level.ADVISORY


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[]", "dictionary"),
        ("profile: production", "profile is 'production'; input should be 'sandbox', 'dev'"),
        ("select: [{services: [kms]}]", "reason is missing"),
        ("profile: dev", "reason is missing"),
        (f"reason: {REASON}\nselect: [{{services: [km]}}]", "'km' is not known; did you mean kms"),
        (
            f"reason: {REASON}\nselect: [{{criteria: [CC99]}}]",
            "line 2: select[0].criteria[0]: 'CC99'",
        ),
        ("rules: {kms-rotation: {level: advisory}}", "reason"),
        (f"rules: {{kms-rotate: {{reason: {REASON}}}}}", "'kms-rotate' is not known"),
        (
            f"rules: {{kms-rotation: {{reason: {REASON}, options: {{days: 3}}}}}}",
            "rules.kms-rotation.options.days is not an option of kms-rotation; accepted: none",
        ),
        (
            f"rules: {{exemption-hygiene: {{reason: {REASON}, level: disabled}}}}",
            "rules about exceptions cannot be disabled",
        ),
        (
            f"rules: {{exemption-hygiene: {{reason: {REASON}, options: {{file: 3}}}}}}",
            "3 is not of type 'string'",
        ),
        ("ratchet: gone.json", "gone.json: is not a ratchet"),
        ("profile: [", "cannot be read as YAML"),
        ("profil: prod", "profil"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ConfigError) as raised:
        settings(tmp_path, text)
    assert problem in str(raised.value)
    assert str(tmp_path) in str(raised.value)


def test_where_the_file_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BASELINE_POLICIES", raising=False)
    assert locate(tmp_path) is None
    (tmp_path / "policies.yaml").write_text("profile: prod\n", encoding="utf-8")
    assert locate(tmp_path) == tmp_path / "policies.yaml"
    monkeypatch.setenv("BASELINE_POLICIES", "gone.yaml")
    with pytest.raises(ConfigError, match=r"'gone\.yaml' is not a file"):
        locate(tmp_path)
