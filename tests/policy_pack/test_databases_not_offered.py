"""What cases cannot say: a database that lacks what cannot be had here."""

import pytest

from soc2_baseline.core.tokens import token
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.catalog import BY_ID
from soc2_baseline.policy_pack.kit import Resource, Vocabulary
from tests.policy_pack.cases.rds_joins import AURORA, on_default
from tests.policy_pack.cases.redshift import kept
from tests.support.policies import Case, ask, made

NEEDED = [
    ("redshift-tls-audit-backup", "redshift.Logging", kept()),
    ("rds-multi-az-stack", "rds.ClusterInstance", AURORA),
    ("rds-tls-enforced", "rds.ParameterGroup", on_default("mysql")),
    ("docdb-neptune-guarded-stack", "docdb.ClusterParameterGroup", made("docdb.Cluster")),
]


@pytest.mark.parametrize(("rule_id", "short", "database"), NEEDED)
def test_what_cannot_be_had_is_not_asked_for(rule_id: str, short: str, database: Resource) -> None:
    vocabulary = Vocabulary(unavailable={token(short): "not in this sandbox"})
    (outcome,) = ask(BY_ID[rule_id], Case("bad", (database,), vocabulary=vocabulary)).outcomes
    assert outcome.remark.verdict is Verdict.NOT_OFFERED
    assert outcome.remark.detail == "not in this sandbox"
    assert outcome.urn == database.urn
