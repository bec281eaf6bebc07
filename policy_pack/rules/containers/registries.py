"""Image repositories: tags that stay, our key, scans, nobody from outside, and an end."""

from collections.abc import Iterator
from typing import Any

from baseline.vocabulary import Verdict
from policy_pack.audience import open_to_all
from policy_pack.context import Context
from policy_pack.customer_keys import CUSTOMER_KEYS, is_customer_key
from policy_pack.documents import Malformed, known, like, parse
from policy_pack.gaps import guarded, shown, unplaced
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import (
    LATER,
    Finding,
    ResourceRule,
    Severity,
    StackRule,
    Wire,
    expect,
    is_given,
    is_true,
)
from policy_pack.three_valued import some
from policy_pack.tokens import token
from policy_pack.values import UNKNOWN, at, items

TEMPLATE = "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate"
SCANNING = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration"
POLICIES = ("ecr.RepositoryPolicy", "ecr.RegistryPolicy")
LIFECYCLE = "ecr.LifecyclePolicy"
WITH_KMS = ("KMS", "KMS_DSSE")
FROZEN = ("IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION")


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type in [token(name) for name in POLICIES]:
        yield from _policy(resource.at("policy"))
    elif resource.type == SCANNING:
        scans = some(items(resource.at("rules")), lambda rule: _scans(rule))
        if not scans:
            yield Finding("registry-scan", "no rule of the registry scans images by itself")
    else:
        yield from _tags(resource)
        yield from _key(resource)
        if resource.type == TEMPLATE and is_given_or_unknown(resource.at("repositoryPolicy")):
            yield from _policy(resource.at("repositoryPolicy"))


def is_given_or_unknown(value: Any) -> bool:
    """Whether there is, or will be, a value."""
    return value is UNKNOWN or is_given(value)


def _tags(resource: Resource) -> Iterator[Finding]:
    if resource.type == TEMPLATE:
        uses = resource.at("appliedFors")
        # A cache of another registry has to follow the tags there.
        if uses is UNKNOWN or "PULL_THROUGH_CACHE" in items(uses):
            return
    sentence = "a tag can be moved to another image"
    mutability = resource.at("imageTagMutability")
    yield from expect(mutability, lambda value: value in FROZEN, "immutable", sentence)
    if mutability is not UNKNOWN and mutability == FROZEN[1]:
        for exclusion in items(resource.at("imageTagMutabilityExclusionFilters")):
            pattern = at(exclusion, "filter")
            yield from expect(
                pattern, lambda text: str(text).strip("*") != "", "immutable", sentence
            )


def _key(resource: Resource) -> Iterator[Finding]:
    wire = Wire("encryptionConfigurations", CUSTOMER_KEYS)
    sentence = "images are not encrypted with a customer key"
    settings = items(resource.at("encryptionConfigurations"))
    if not settings:
        yield Finding("cmk", sentence)
    for setting in settings:
        kind = at(setting, "encryptionType")
        yield from expect(kind, lambda value: value in WITH_KMS, "cmk", sentence)
        if kind is UNKNOWN or kind in WITH_KMS:
            yield from expect(at(setting, "kmsKey"), is_customer_key, "cmk", sentence, wire=wire)


def _policy(document: Any) -> Iterator[Finding]:
    try:
        if document is UNKNOWN:
            yield Finding("public", LATER, Verdict.UNDETERMINED)
        elif open_to_all(parse(document)):
            yield Finding("public", "the policy lets everybody in, and no condition narrows that")
    except Malformed:
        yield Finding("document", "the policy cannot be read")


def _scans(rule: Any) -> bool:
    return known(at(rule, "scanFrequency")) in ("SCAN_ON_PUSH", "CONTINUOUS_SCAN")


def _judge_stack(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for repository in graph.of("ecr.Repository"):
        yield from guarded(_scanned, repository, "scan", graph)
        yield from guarded(_ends, repository, "lifecycle", graph, context)


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
    if not some(rules, lambda rule: _scans(rule) and _takes(rule, repository)):
        sentence = "no image of the repository is scanned by itself"
        yield from expect(on_push, is_true, "scan", sentence, urn=repository.urn)


def _takes(rule: Any, repository: Resource) -> bool:
    return some(
        [at(each, "filter") for each in items(at(rule, "repositoryFilters"))],
        lambda pattern: pattern == "*" or _fits(str(pattern), repository),
    )


def _fits(pattern: str, repository: Resource) -> bool:
    """A filter without a wildcard takes every repository whose name contains it."""
    name = repository.at("name")
    if name is None:
        name = UNKNOWN  # AWS chooses it
    return like(pattern if "*" in pattern else f"*{pattern}*", str(known(name)))


def _ends(repository: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    if graph.satellites(repository, "repository", LIFECYCLE):
        return
    sentence = "images that nobody uses stay for ever"
    if not context.vocabulary.offers(LIFECYCLE):
        reason = context.vocabulary.unavailable[token(LIFECYCLE)]
        yield Finding("lifecycle", sentence, Verdict.NOT_OFFERED, repository.urn, detail=reason)
        return
    unsure = unplaced(graph, "repository", LIFECYCLE)
    verdict = Verdict.UNDETERMINED if unsure else Verdict.VIOLATION
    yield Finding("lifecycle", sentence, verdict, repository.urn)


_WHY = (
    "A tag that can be moved, or an image that nobody scans, runs in production with whatever "
    "somebody put into it."
)
_REFERENCE = (
    "Amazon ECR user guide: image scanning, tag immutability, encryption at rest, lifecycle "
    "policies; Security Hub ECR.1, ECR.2, ECR.3, ECR.5; checkov CKV_AWS_32, CKV_AWS_51, "
    "CKV_AWS_136, CKV_AWS_163"
)
RULES = (
    ResourceRule(
        id="ecr-guarded",
        types=(
            "ecr.Repository",
            "ecr.RepositoryCreationTemplate",
            "ecr.RegistryScanningConfiguration",
            *POLICIES,
        ),
        criteria=("CC7.1", "CC6.8"),
        severity=Severity.HIGH,
        summary="Image tags stay, images are encrypted with our key, and no policy is public.",
        fix='Set image_tag_mutability="IMMUTABLE", encryption_configurations with KMS and your '
        "key, scanning rules, and name principals in policies.",
        keys={
            "immutable": "image_tag_mutability",
            "cmk": "encryption_configurations.kms_key",
            "registry-scan": "rules.scan_frequency",
            "public": "policy",
            "document": "policy",
        },
        why=_WHY,
        reference=_REFERENCE,
        judge=_judge,
    ),
    StackRule(
        id="ecr-guarded-stack",
        types=("ecr.Repository",),
        criteria=("CC7.1", "CC6.8"),
        severity=Severity.MEDIUM,
        summary="Each repository is scanned, by itself or by the registry, and images expire.",
        fix="Set image_scanning_configuration.scan_on_push=True or add a "
        "RegistryScanningConfiguration, and add an ecr.LifecyclePolicy.",
        keys={"scan": "image_scanning_configuration.scan_on_push", "lifecycle": "repository"},
        why=_WHY,
        reference=_REFERENCE,
        judge=_judge_stack,
    ),
)
