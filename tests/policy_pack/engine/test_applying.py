"""When a rule applies, at which level, and with which options."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.engine.dispatcher import Dispatcher
from soc2_baseline.policy_pack.engine.settings import RuleConfig
from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Level,
    NotApplicable,
    Resource,
    Rule,
    Vocabulary,
)
from tests.support.rules import (
    BUCKET,
    KEY,
    reasons,
    rule,
    stack_rule,
    violated,
)


@pytest.mark.parametrize(
    ("changed", "profile", "configured", "level"),
    [
        ({}, None, None, Level.MANDATORY),
        ({}, Profile.SANDBOX, None, Level.MANDATORY),
        ({"level": Level.ADVISORY}, Profile.PROD, None, Level.ADVISORY),
        ({"prod_floor": True}, Profile.PROD, None, Level.MANDATORY),
        ({"prod_floor": True}, Profile.STAGE, None, Level.ADVISORY),
        ({"prod_floor": True}, Profile.DEV, None, Level.ADVISORY),
        ({"prod_floor": True}, None, None, Level.ADVISORY),
        ({"prod_floor": True, "level": Level.ADVISORY}, Profile.PROD, None, Level.ADVISORY),
        ({"prod_floor": True}, Profile.DEV, Level.MANDATORY, Level.MANDATORY),
        ({}, Profile.PROD, Level.ADVISORY, Level.ADVISORY),
    ],
)
def test_levels(
    changed: dict[str, Any], profile: Profile | None, configured: Level | None, level: Level
) -> None:
    configs = {"a-rule": RuleConfig(level=configured)}
    one = rule(violated, **changed)
    dispatcher = Dispatcher([one], Vocabulary(profile=profile), configs=configs)
    (outcome,) = dispatcher.analyze(BUCKET).outcomes
    assert outcome.level is dispatcher.level(one) is level


@pytest.mark.parametrize(
    ("changed", "vocabulary", "config", "resource", "reason"),
    [
        ({}, {}, {}, KEY, "another type of resource"),
        ({"needs": "regions"}, {}, {}, BUCKET, "says nothing about regions"),
        ({"needs": "wants_region_copies"}, {}, {}, BUCKET, "nothing about wants_region_copies"),
        ({}, {}, {"enabled": False}, BUCKET, "disabled by the pack's configuration"),
        ({"prod_floor": True}, {"profile": Profile.SANDBOX}, {}, BUCKET, "a sandbox is thrown"),
    ],
)
@pytest.mark.parametrize("over_the_stack", [False, True])
def test_why_a_rule_does_not_apply(
    changed: dict[str, Any],
    vocabulary: dict[str, Any],
    config: dict[str, Any],
    resource: Resource,
    reason: str,
    over_the_stack: bool,
) -> None:
    one = (stack_rule if over_the_stack else rule)(violated, "a-rule", **changed)
    configs = {"a-rule": RuleConfig(**config)}
    dispatcher = Dispatcher([one], Vocabulary(**vocabulary), configs=configs)
    if over_the_stack and resource is KEY:
        return  # a rule over the stack looks for its types itself
    analysis = (
        dispatcher.analyze_stack([resource]) if over_the_stack else dispatcher.analyze(resource)
    )
    assert analysis.outcomes == []
    assert reason in reasons(analysis)["a-rule"]


def test_where_the_vocabulary_is_there_the_rule_applies() -> None:
    one = rule(violated, needs="regions")
    vocabulary = Vocabulary(regions=frozenset({"eu-central-1"}))
    assert len(Dispatcher([one], vocabulary).analyze(BUCKET).outcomes) == 1


@pytest.mark.parametrize("build", [rule, stack_rule])
def test_a_judge_may_say_that_it_does_not_apply(build: Callable[..., Rule]) -> None:
    def judge(*_: Any) -> Iterator[Finding]:
        raise NotApplicable("too old")
        yield

    dispatcher = Dispatcher([build(judge, "a-rule")])
    both = (dispatcher.analyze(BUCKET), dispatcher.analyze_stack([BUCKET]))
    assert [reasons(analysis) for analysis in both if analysis.not_applicable] == [
        {"a-rule": "too old"}
    ]
    assert [o for analysis in both for o in analysis.outcomes] == []


@pytest.mark.parametrize(
    ("types", "resource_type", "asked"),
    [
        (("*",), "aws:s3/bucket:Bucket", True),
        (("*",), "pulumi:providers:aws", False),
        (("*",), "soc2:storage:SecureBucket", False),
        (("*", "pulumi:providers:aws"), "pulumi:providers:aws", True),
        (("kms.Key", "s3.Bucket"), "aws:s3/bucket:Bucket", True),
        (("s3.Bucket",), "aws:s3/bucketPolicy:BucketPolicy", False),
    ],
)
def test_types(types: tuple[str, ...], resource_type: str, asked: bool) -> None:
    resource = Resource("urn:it", resource_type, "it", {})
    analysis = Dispatcher([rule(violated, types=types)]).analyze(resource)
    assert len(analysis.outcomes) == asked
    assert len(reasons(analysis)) == (not asked)


@pytest.mark.parametrize(
    ("given", "expected"),
    [({}, {"days": 30, "mode": "all"}), ({"days": 7}, {"days": 7, "mode": "all"})],
)
def test_options(given: dict[str, Any], expected: dict[str, Any]) -> None:
    seen: list[Any] = []

    def judge(_resource: Resource, context: Context) -> Iterator[Finding]:
        seen.append(dict(context.options))
        yield from ()

    schema = {
        "days": {"type": "integer", "default": 30},
        "mode": {"type": "string", "default": "all"},
    }
    configs = {"a-rule": RuleConfig(options=given)}
    Dispatcher([rule(judge, options=schema)], configs=configs).analyze(BUCKET)
    assert seen == [expected]
