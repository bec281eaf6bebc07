from collections.abc import Sequence

import pytest

from soc2_baseline.controls.catalog import Control, Frequency, Kind, Owner, Status
from soc2_baseline.controls.trace import Rule, family, trace

RULES: Sequence[Rule] = (
    ("s3-tls-only", ("CC6.7",)),
    ("s3-acl-disabled", ("CC6.1",)),
    ("s3-acl-disabled-stack", ("CC6.7",)),
    ("vpc-multi-az-stack", ("A1.2",)),
    ("vpc-multi-az-recommended", ("A1.2",)),
)
COMPONENTS = ("soc2:storage:SecureBucket", "TenantNetwork")
COLLECTORS = ("tls_only",)


def control(criterion: str, **changes: object) -> Control:
    plain = Control(
        id=criterion,
        title="Made up",
        statement="This control is made up.",
        status=Status.PARTIAL,
        kind=Kind.PARTLY,
        owner=Owner.PLATFORM,
        frequency=Frequency.DAILY,
        components=(),
        rules=(),
        evidence=(),
        procedure="Nobody does anything.",
        gaps=("Everything is missing.",),
    )
    return plain.model_copy(update=changes)


FINE = (
    control("CC6.1", rules=("s3-acl-disabled",), components=("SecureBucket",)),
    control("CC6.7", rules=("s3-tls-only", "s3-acl-disabled"), evidence=("tls_only",)),
    control("A1.2", rules=("vpc-multi-az",), components=("TenantNetwork",)),
)


def found(
    *controls: Control,
    rules: Sequence[Rule] = RULES,
    components: Sequence[str] = COMPONENTS,
    collectors: Sequence[str] = COLLECTORS,
    tested: Sequence[str] = (),
) -> list[str]:
    by_id = {fine.id: fine for fine in FINE} | {changed.id: changed for changed in controls}
    return trace(by_id.values(), rules, components, collectors, tested)


def test_fine() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("vpc-multi-az", "vpc-multi-az"),
        ("vpc-multi-az-stack", "vpc-multi-az"),
        ("vpc-multi-az-recommended", "vpc-multi-az"),
        ("vpc-multi-az-stack-recommended", "vpc-multi-az"),
        ("stack-of-plates", "stack-of-plates"),
    ],
)
def test_family(rule: str, expected: str) -> None:
    assert family(rule) == expected


def test_a_rule_that_does_not_exist() -> None:
    changed = control("A1.2", rules=("vpc-multi-az", "s3-gone"), components=("TenantNetwork",))
    assert found(changed) == ["A1.2 lists the rule s3-gone, which does not exist."]


def test_a_rule_that_exists_only_as_recommended_does_not_resolve() -> None:
    rules = [*(rule for rule in RULES if rule[0] != "vpc-multi-az-stack")]
    assert found(rules=rules) == ["A1.2 lists the rule vpc-multi-az, which does not exist."]


def test_a_listed_variant() -> None:
    changed = control("A1.2", rules=("vpc-multi-az-stack",), components=("TenantNetwork",))
    assert "A1.2 lists the rule vpc-multi-az-stack; list vpc-multi-az, which includes it." in found(
        changed
    )


def test_a_control_that_lists_a_rule_whose_criteria_lack_it() -> None:
    changed = control("A1.2", rules=("vpc-multi-az", "s3-tls-only"), components=("TenantNetwork",))
    assert found(changed) == ["A1.2 lists the rule s3-tls-only, whose criteria lack A1.2."]


def test_a_rule_with_a_criterion_that_does_not_list_it() -> None:
    rules = [*RULES, ("s3-versioning", ("A1.2",))]
    assert found(rules=rules) == [
        "The rule s3-versioning has the criterion A1.2, which does not list it."
    ]


def test_a_rule_with_a_criterion_without_a_control() -> None:
    rules = [*RULES, ("s3-versioning", ("PI1.5",))]
    assert found(rules=rules) == [
        "The rule s3-versioning has the criterion PI1.5, which has no control."
    ]


def test_a_rule_without_criteria() -> None:
    assert found(rules=[*RULES, ("s3-versioning", ())]) == [
        "The rule s3-versioning belongs to no control: it has no criteria."
    ]


def test_components() -> None:
    changed = control("A1.2", rules=("vpc-multi-az",), components=("TenantNetwrk",))
    assert found(changed) == [
        "A1.2 lists the component TenantNetwrk, which does not exist.",
        "The component TenantNetwork belongs to no control.",
    ]


def test_two_components_with_one_name() -> None:
    assert found(components=[*COMPONENTS, "soc2:network:SecureBucket"]) == [
        "The name SecureBucket stands for several components:"
        " soc2:network:SecureBucket, soc2:storage:SecureBucket."
    ]


def test_collectors() -> None:
    assert found(collectors=["key_rotation"]) == [
        "CC6.7 lists the collector tls_only, which does not exist.",
        "The collector key_rotation belongs to no control.",
    ]


def test_an_automated_control_without_a_collector() -> None:
    changed = FINE[0].model_copy(update={"kind": Kind.AUTOMATED})
    assert found(changed, tested=["s3-acl-disabled"]) == [
        "CC6.1 is automated but has no collector."
    ]


def test_an_automated_control_without_a_failing_case() -> None:
    changed = FINE[1].model_copy(update={"kind": Kind.AUTOMATED})
    assert found(changed, tested=["s3-acl-disabled-stack"]) == [
        "CC6.7 is automated but no failing case tests its rule s3-tls-only."
    ]


def test_an_automated_control_without_rules_needs_a_failing_case_of_a_collector() -> None:
    changed = control("C1.1", kind=Kind.AUTOMATED, evidence=("tls_only",))
    assert found(changed) == ["C1.1 is automated but no failing case tests it."]
    assert found(changed, tested=["tls_only"]) == []
