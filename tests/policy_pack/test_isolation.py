"""The paths that join two colours: how they read, that each is told once, what they cost."""

from collections import Counter
from collections.abc import Sequence

import pytest

from soc2_baseline.core.tokens import token
from soc2_baseline.policy_pack.catalog import BY_ID, RULES
from soc2_baseline.policy_pack.engine.dispatcher import Dispatcher
from soc2_baseline.policy_pack.kit import Resource, Vocabulary
from soc2_baseline.policy_pack.rules.every_resource.class_tables import KEYS
from soc2_baseline.policy_pack.rules.vendors.register import ELSEWHERE
from tests.policy_pack.cases.isolation import (
    ACME_GROUP,
    ACME_ROLE,
    ACME_VPC,
    BETA_BUCKET,
    BETA_GROUP,
    BETA_KEY,
    BETA_QUEUE,
    BETA_VPC,
    attached,
    peering,
    policy,
    source,
    tagged,
)
from tests.support.policies import made, wired

VOCABULARY = Vocabulary(tenants=frozenset({"acme", "beta", "shared"}))
TENANT_RULES = [rule for rule in RULES if rule.id.startswith("tenant-")]
NOBODYS = wired(made("iam.Policy", "p"), policy=BETA_BUCKET)


def said(*resources: Resource) -> list[tuple[str, str]]:
    dispatcher = Dispatcher(TENANT_RULES, VOCABULARY)
    outcomes = dispatcher.analyze_stack(resources).outcomes
    return [
        (o.rule.id, o.remark.sentence) for o in outcomes if "no tenant tag" not in o.remark.sentence
    ]


@pytest.mark.parametrize(
    ("resources", "sentence"),
    [
        (
            (wired(ACME_ROLE, x=BETA_QUEUE), BETA_QUEUE),
            "tenant acme -> x -> Queue queue of tenant beta",
        ),
        (
            (*attached(NOBODYS), BETA_BUCKET),
            "tenant acme -> policyArn -> Policy p -> policy -> Bucket others of tenant beta",
        ),
        (
            attached(policy("shared", "arn:aws:s3:::beta-data/*")),
            "tenant acme -> policyArn -> Policy policy -> policy -> names tenant beta",
        ),
        (
            (source("x", 1, sourceSecurityGroupId=BETA_GROUP), ACME_GROUP, BETA_GROUP),
            "tenant acme -> sourceSecurityGroupId -> SecurityGroup beta-group of tenant beta",
        ),
        (
            (peering(), ACME_VPC, BETA_VPC),
            "tenant acme -> vpcId -> Vpc acme-vpc -> peerVpcId -> Vpc beta-vpc of tenant beta",
        ),
    ],
)
def test_the_path_is_told(resources: Sequence[Resource], sentence: str) -> None:
    assert [words for _, words in said(*resources)] == [sentence]


def test_a_long_path_keeps_its_ends() -> None:
    far: list[Resource] = [BETA_QUEUE]
    for number in range(9):
        step = made("iam.InstanceProfile", f"{'long-name-' * 9}{number}")
        far.append(wired(step, x=far[-1]))
    start = wired(tagged("lambda.Function", "acme"), x=far[-1])
    ((_, sentence),) = said(start, *far)
    assert sentence == "tenant acme -> … -> x -> Queue queue of tenant beta"


def test_each_join_is_the_business_of_one_rule() -> None:
    function = wired(
        tagged("lambda.Function", "acme"), a=BETA_QUEUE, b=BETA_KEY, c=BETA_GROUP, d=BETA_BUCKET
    )
    told = Counter(
        rule for rule, _ in said(function, BETA_QUEUE, BETA_KEY, BETA_GROUP, BETA_BUCKET)
    )
    assert told == {
        "tenant-no-cross-reference": 2,
        "tenant-key-isolated": 1,
        "tenant-network-isolated": 1,
    }


def test_what_nobody_owns_is_walked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many tenants behind one chain of nobody's resources: no path is walked for each of them."""
    chain: list[Resource] = [BETA_QUEUE]
    for number in range(300):
        chain.append(wired(made("iam.InstanceProfile", f"step-{number}"), x=chain[-1]))
    users = [wired(tagged("lambda.Function", "acme", f"user-{n}"), x=chain[-1]) for n in range(300)]
    asked = Counter[str]()
    original = Resource.tag

    def counted(self: Resource, key: str) -> object:
        asked[self.urn] += 1
        return original(self, key)

    monkeypatch.setattr(Resource, "tag", counted)
    assert len(said(*users, *chain)) == 300
    assert max(asked.values()) <= 2 * len(TENANT_RULES)


def test_accounts_of_outside_are_refused_by_one_rule() -> None:
    refusing = {
        token(short)
        for rule in RULES
        if "foreign" in rule.keys and rule.id != "tenant-tagged"
        for short in rule.types
    }
    judged = {token(short) for short in BY_ID["vendor-register"].types}
    assert {token(short) for short in ELSEWHERE} == refusing & judged


def test_classes_ask_for_keys_only_where_no_rule_of_a_service_does() -> None:
    ours = {"data-class-controls"}
    spoken = {token(s) for r in RULES if r.id not in ours and "*" not in r.types for s in r.types}
    assert {short for short in KEYS if token(short) in spoken} == set()
