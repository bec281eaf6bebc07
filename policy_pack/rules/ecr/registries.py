"""Tags, encryption, scans and policies of Amazon ECR registries."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    LATER,
    UNKNOWN,
    Context,
    Finding,
    Malformed,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    Wire,
    at,
    expect,
    is_customer_key,
    is_given,
    items,
    known,
    open_to_all,
    parse,
    some,
    token,
)

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
        if not some(items(resource.at("rules")), scans):
            yield Finding("registry-scan", "no rule of the registry scans images automatically")
    else:
        yield from _tags(resource)
        yield from _key(resource)
        if resource.type == TEMPLATE and _will_be(resource.at("repositoryPolicy")):
            yield from _policy(resource.at("repositoryPolicy"))


def _will_be(value: Any) -> bool:
    return value is UNKNOWN or is_given(value)


def _tags(resource: Resource) -> Iterator[Finding]:
    if resource.type == TEMPLATE:
        uses = resource.at("appliedFors")
        # A cache of another registry has to follow the tags there.
        if uses is UNKNOWN or "PULL_THROUGH_CACHE" in items(uses):
            return
    sentence = "image tags are mutable: a tag can be moved to another image"
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
    sentence = "images are not encrypted with a customer managed key"
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
            yield Finding("public", "the policy allows everybody, and no condition narrows that")
    except Malformed:
        yield Finding("document", "the policy cannot be read")


def scans(rule: Any) -> bool:
    """Return whether a rule of the registry scans images automatically."""
    return known(at(rule, "scanFrequency")) in ("SCAN_ON_PUSH", "CONTINUOUS_SCAN")


WHY = (
    "An image with a mutable tag or without a scan may run in production with anything that "
    "somebody put into it."
)
REFERENCE = (
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
        summary="Image tags are immutable, images use a customer managed key, no policy is public.",
        fix='Set image_tag_mutability="IMMUTABLE", encryption_configurations with KMS and your '
        "key, scanning rules, and name principals in policies.",
        keys={
            "immutable": "image_tag_mutability",
            "cmk": "encryption_configurations.kms_key",
            "registry-scan": "rules.scan_frequency",
            "public": "policy",
            "document": "policy",
        },
        why=WHY,
        reference=REFERENCE,
        judge=_judge,
    ),
)
