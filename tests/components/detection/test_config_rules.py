import gzip
import json
from pathlib import Path
from typing import Any

import moto.config
import pytest

from soc2_baseline.components.detection.config_rules import RuleScope, pack_template, rules_of
from soc2_baseline.components.regions import REGIONS
from soc2_baseline.controls.catalog import CRITERIA
from soc2_baseline.core.knowledge.tables import table

TABLE: dict[str, Any] = table("config_rules").facts["rules"]
LONGEST_TEMPLATE = 51_200
"""Bytes that AWS Config takes as the body of a conformance pack."""


def documented() -> dict[str, Any]:
    """What AWS's developer guide says of its managed rules, as moto carries it."""
    file = Path(moto.config.__file__).parent / "resources" / "aws_managed_rules.json.gz"
    rules: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes()))["ManagedRules"]
    return rules


def test_rules_are_aws_managed_and_take_these_parameters() -> None:
    rules = documented()
    for identifier, facts in TABLE.items():
        accepted = {p["Name"]: p["Optional"] for p in rules[identifier]["Parameters"]}
        given = set(facts.get("parameters", {}))
        assert given <= set(accepted), identifier
        assert {name for name, optional in accepted.items() if not optional} <= given, identifier


def test_rules_name_criteria_that_there_are() -> None:
    for identifier, facts in TABLE.items():
        assert facts["criteria"], identifier
        assert set(facts["criteria"]) <= set(CRITERIA), identifier


def test_regions_that_lack_a_rule_are_known() -> None:
    rules = documented()
    for identifier, facts in TABLE.items():
        lacking = facts.get("not-in", [])
        assert set(lacking) <= set(REGIONS), identifier
        everywhere = rules[identifier]["AWS Region"] == "All supported AWS regions"
        assert everywhere == (not lacking), identifier


def test_account_and_region_share_no_rule() -> None:
    account = {rule.identifier for rule in rules_of(RuleScope.ACCOUNT, "us-east-1")}
    region = {rule.identifier for rule in rules_of(RuleScope.REGION, "us-east-1")}
    assert account.isdisjoint(region)
    assert account | region == set(TABLE)


@pytest.mark.parametrize("region", ["us-east-1", "eu-south-2", "cn-north-1"])
def test_template_has_the_rules_of_the_region(region: str) -> None:
    body = pack_template(region)
    assert len(body.encode()) <= LONGEST_TEMPLATE
    resources = json.loads(body)["Resources"]
    found = {r["Properties"]["Source"]["SourceIdentifier"] for r in resources.values()}
    assert found == {rule.identifier for rule in rules_of(RuleScope.REGION, region)}
    for logical_id, resource in resources.items():
        assert logical_id.isalnum()
        assert resource["Type"] == "AWS::Config::ConfigRule"
        assert resource["Properties"]["Source"]["Owner"] == "AWS"


def test_template_leaves_out_what_the_region_lacks() -> None:
    assert "RDS_SNAPSHOTS_PUBLIC_PROHIBITED" in pack_template("eu-central-1")
    assert "RDS_SNAPSHOTS_PUBLIC_PROHIBITED" not in pack_template("eu-south-2")


def test_parameters_reach_the_template() -> None:
    resources = json.loads(pack_template("eu-central-1"))["Resources"]
    properties = resources["AcmCertificateExpirationCheck"]["Properties"]
    assert properties["InputParameters"] == {"daysToExpiration": "30"}
    assert properties["ConfigRuleName"] == "acm-certificate-expiration-check"
    assert "InputParameters" not in resources["EncryptedVolumes"]["Properties"]
