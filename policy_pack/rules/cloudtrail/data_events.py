"""Recording of data events, and of unusual activity.

A rule over the stack and not over each trail: AWS suggests a separate trail, or an event data
store, for data events.
"""

from collections.abc import Iterable, Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Level,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    items,
    shown,
)
from soc2_baseline.policy_pack.rules.cloudtrail.event_selectors import BOTH, WRITES, data, union

TRAIL, STORE = "cloudtrail.Trail", "cloudtrail.EventDataStore"
_ASKED = (
    ("s3", "AWS::S3::Object", BOTH, ()),
    ("lambda", "AWS::Lambda::Function", frozenset({WRITES}), ()),
    ("dynamodb", "AWS::DynamoDB::Table", BOTH, ("dynamodb.Table",)),
)
"""Key, type of the data events, required kinds, and the types that make the stack need them."""


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    trails = graph.of(TRAIL)
    loggers = [*trails, *graph.of(STORE)]
    if not loggers:
        return
    for key, resource_type, wanted, needed_by in _ASKED:
        if not needed_by or graph.of(*needed_by):
            taken, unsure = _gather(data(logger, resource_type) for logger in loggers)
            if not wanted <= taken:
                sentence = f"no trail or event data store records data events of {resource_type}"
                yield _finding(key, sentence, unsure, loggers[0])
    if trails:
        taken, unsure = _gather(map(_insights, trails))
        if not taken:
            yield _finding(
                "insights", "no trail has CloudTrail Insights enabled", unsure, trails[0]
            )


def _gather(sources: Iterable[Iterable[frozenset[str]]]) -> tuple[frozenset[str], bool]:
    answers = [union(source) for source in sources]
    return frozenset().union(*(found for found, _ in answers)), any(unsure for _, unsure in answers)


def _insights(trail: Resource) -> Iterator[frozenset[str]]:
    if items(shown(trail, "insightSelectors")):
        yield frozenset({"insight"})


def _finding(key: str, sentence: str, unsure: bool, logger: Resource) -> Finding:
    verdict = Verdict.UNDETERMINED if unsure else Verdict.VIOLATION
    return Finding(key, sentence, verdict, logger.urn)


RULES = (
    StackRule(
        id="cloudtrail-data-events",
        types=(TRAIL, STORE),
        criteria=("CC7.2", "CC2.1"),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Trails record access to objects, functions and tables, and unusual activity.",
        fix="Set advanced_event_selectors for AWS::S3::Object and AWS::Lambda::Function (and "
        "AWS::DynamoDB::Table), and insight_selectors.",
        keys={
            "s3": "advanced_event_selectors",
            "lambda": "advanced_event_selectors",
            "dynamodb": "advanced_event_selectors",
            "insights": "insight_selectors",
        },
        reference="AWS CloudTrail user guide: logging data events, logging Insights events; "
        "Security Hub S3.22, S3.23; checkov CKV_AWS_294",
        why="Management events show who changed a bucket, but not who read its objects.",
        judge=_judge,
    ),
)
