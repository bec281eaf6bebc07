"""IAM Access Analyzer; findings are never made."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Record, Resource, now, operations, tagging

_ANALYZER = Resource(
    name="analyzers",
    by=("name",),
    creates="CreateAnalyzer",
    reads="GetAnalyzer",
    updates=("UpdateAnalyzer",),
    deletes="DeleteAnalyzer",
    lists={"ListAnalyzers": "analyzers"},
    of=("type",),
    renamed={"analyzerName": "name"},
    made={
        "arn": "arn:{partition}:access-analyzer:{region}:{account}:analyzer/{name}",
        "createdAt": now,
        "status": "ACTIVE",
    },
    under="analyzer",
    tags="tags",
)
_RULE = Resource(
    name="archive_rules",
    by=("analyzerName", "ruleName"),
    creates="CreateArchiveRule",
    reads="GetArchiveRule",
    updates=("UpdateArchiveRule",),
    deletes="DeleteArchiveRule",
    lists={"ListArchiveRules": "archiveRules"},
    of=("analyzerName",),
    made={"createdAt": now, "updatedAt": now},
    changed={"updatedAt": now},
    under="archiveRule",
    needs=_ANALYZER.find,
)


def _create(backend: Any, given: Record) -> Record:
    made = _ANALYZER.create(backend, given)
    for rule in given.get("archiveRules") or []:
        _RULE.create(backend, {"analyzerName": given["analyzerName"], **rule})
    return made


STAND_IN = stand_in(
    name="IAM Access Analyzer",
    gap="moto has no Access Analyzer",
    service="accessanalyzer",
    handlers={
        **operations(_ANALYZER, _RULE),
        **tagging(_ANALYZER),
        "CreateAnalyzer": _create,
    },
)
