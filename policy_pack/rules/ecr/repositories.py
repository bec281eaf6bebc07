"""Scans and lifecycle of Amazon ECR repositories."""

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
    at,
    expect,
    guarded,
    is_true,
    items,
    known,
    like,
    shown,
    some,
    token,
    unplaced,
)
from soc2_baseline.policy_pack.rules.ecr.registries import REFERENCE, SCANNING, WHY, scans

LIFECYCLE = "ecr.LifecyclePolicy"


def _judge_stack(graph: StackGraph, context: Context) -> Iterator[Finding]:
    adrift = bool(unplaced(graph, "repository", LIFECYCLE))
    for repository in graph.of("ecr.Repository"):
        yield from guarded(_scanned, repository, "scan", graph)
        yield from guarded(_ends, repository, "lifecycle", graph, context, adrift)


def _scanned(repository: Resource, graph: StackGraph) -> Iterator[Finding]:
    on_push = at(shown(repository, "imageScanningConfiguration"), "scanOnPush")
    if on_push is not UNKNOWN and is_true(on_push):
        return
    rules = [
        rule
        for registry in graph.of(SCANNING)
        if registry.at("region") == repository.at("region")
        for rule in items(registry.at("rules"))
    ]
    if not some(rules, lambda rule: scans(rule) and _takes(rule, repository)):
        sentence = "images of the repository are not scanned automatically"
        yield from expect(on_push, is_true, "scan", sentence, urn=repository.urn)


def _takes(rule: Any, repository: Resource) -> bool:
    return some(
        [at(each, "filter") for each in items(at(rule, "repositoryFilters"))],
        lambda pattern: pattern == "*" or _fits(str(pattern), repository),
    )


def _fits(pattern: str, repository: Resource) -> bool:
    """Return whether a filter selects the repository: without a wildcard, by part of its name."""
    name = repository.at("name")
    if name is None:
        name = UNKNOWN  # AWS chooses it
    return like(pattern if "*" in pattern else f"*{pattern}*", str(known(name)))


def _ends(
    repository: Resource, graph: StackGraph, context: Context, adrift: bool
) -> Iterator[Finding]:
    if graph.satellites(repository, "repository", LIFECYCLE):
        return
    sentence = "the repository has no lifecycle policy, so unused images never expire"
    if not context.vocabulary.offers(LIFECYCLE):
        reason = context.vocabulary.unavailable[token(LIFECYCLE)]
        yield Finding("lifecycle", sentence, Verdict.NOT_OFFERED, repository.urn, detail=reason)
        return
    verdict = Verdict.UNDETERMINED if adrift else Verdict.VIOLATION
    yield Finding("lifecycle", sentence, verdict, repository.urn)


RULES = (
    StackRule(
        id="ecr-guarded-stack",
        types=("ecr.Repository",),
        criteria=("CC7.1", "CC6.8"),
        severity=Severity.MEDIUM,
        summary="Each repository is scanned on push or by the registry, and images expire.",
        fix="Set image_scanning_configuration.scan_on_push=True or add a "
        "RegistryScanningConfiguration, and add an ecr.LifecyclePolicy.",
        keys={"scan": "image_scanning_configuration.scan_on_push", "lifecycle": "repository"},
        why=WHY,
        reference=REFERENCE,
        judge=_judge_stack,
    ),
)
