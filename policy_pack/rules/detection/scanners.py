"""Amazon Inspector, Amazon Macie and IAM Access Analyzer."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    items,
)
from soc2_baseline.policy_pack.rules.detection.account import STACK, is_one, unless

ENABLER, MACIE, ANALYZER = "inspector2.Enabler", "macie2.Account", "accessanalyzer.Analyzer"
SCANNED = ("EC2", "ECR", "LAMBDA")
EXTERNAL = ("ACCOUNT", "ORGANIZATION")
UNUSED = ("ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS")


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    yield from _inspector(graph, context)
    macies = graph.of(MACIE)
    sentence = "Amazon Macie is not enabled"
    # Left out, the status is ENABLED.
    on = [macie.at("status") is None or is_one(macie, "status", ("ENABLED",)) for macie in macies]
    urn = macies[0].urn if macies else None
    yield from unless(on, "macie", sentence, MACIE, graph, context, urn)
    analyzers = graph.of(ANALYZER)
    sentence = "no IAM Access Analyzer finds external access"
    answers = [_is_kind(analyzer, EXTERNAL) for analyzer in analyzers]
    yield from unless(answers, "external", sentence, ANALYZER, graph, context)
    sentence = "no IAM Access Analyzer finds unused access"
    answers = [_is_kind(analyzer, UNUSED) for analyzer in analyzers]
    yield from unless(answers, "unused", sentence, ANALYZER, graph, context)


def _inspector(graph: StackGraph, context: Context) -> Iterator[Finding]:
    enablers = graph.of(ENABLER)
    found = (True for _ in enablers)
    yield from unless(
        found, "inspector", "Amazon Inspector is not enabled", ENABLER, graph, context
    )
    if not enablers:
        return
    types: list[Any] = [kind for enabler in enablers for kind in _scanned(enabler)]
    missing = [kind for kind in SCANNED if not any(t is not UNKNOWN and t == kind for t in types)]
    if missing:
        unsure = any(kind is UNKNOWN for kind in types)
        verdict = Verdict.UNDETERMINED if unsure else Verdict.VIOLATION
        yield Finding(
            "scans",
            f"Amazon Inspector does not scan {', '.join(missing)}",
            verdict,
            enablers[0].urn,
        )


def _scanned(enabler: Resource) -> list[Any]:
    types = enabler.at("resourceTypes")
    return [UNKNOWN] if types is UNKNOWN else items(types)


def _is_kind(analyzer: Resource, kinds: tuple[str, ...]) -> bool | None:
    if analyzer.at("type") is None:
        return "ACCOUNT" in kinds
    return is_one(analyzer, "type", kinds)


RULES = (
    StackRule(
        id="inspector-macie-analyzer-on",
        types=(STACK, ENABLER, MACIE, ANALYZER),
        criteria=("CC7.1", "CC6.3", "C1.1"),
        severity=Severity.MEDIUM,
        summary="Inspector scans software, Macie scans buckets, and analyzers find unwanted "
        "access.",
        fix='Add inspector2.Enabler(resource_types=["EC2", "ECR", "LAMBDA"]), macie2.Account, and '
        "an accessanalyzer.Analyzer of each type.",
        keys={
            "inspector": "resource_types",
            "scans": "resource_types",
            "macie": "status",
            "external": "type",
            "unused": "type",
        },
        reference="Amazon Inspector user guide: scan types; Amazon Macie user guide: getting "
        "started; IAM user guide: Access Analyzer; Security Hub Inspector.1 to 4, Macie.1, IAM.28",
        why="Known vulnerabilities, personal data in the wrong bucket and forgotten access go "
        "unnoticed.",
        needs="owns_account",
        judge=_judge,
    ),
)
