"""The guardrails of an organization: all of ours, those that a user adds, and their targets."""

import contextlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi

from soc2_baseline.components.arguments import ACCOUNT_ID, ORGANIZATION_ID
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.organization.guardrail_checks import (
    ExtraPolicyArgs,
    extra_problems,
    rollout_problems,
)
from soc2_baseline.components.organization.policies.detection import detection
from soc2_baseline.components.organization.policies.evidence import evidence
from soc2_baseline.components.organization.policies.exposure import encryption, exposure
from soc2_baseline.components.organization.policies.identity import identity
from soc2_baseline.components.organization.policies.management import (
    InternetGateways,
    ai_opt_out,
    ec2_defaults,
    tags,
)
from soc2_baseline.components.organization.policies.perimeter import perimeter
from soc2_baseline.components.organization.policies.quarantine import quarantine
from soc2_baseline.components.organization.policies.regions import regions
from soc2_baseline.components.organization.policies.wording import text
from soc2_baseline.components.organization.rehearsals.suite import rehearsals
from soc2_baseline.components.organization.units import CLOSED
from soc2_baseline.components.placement import placed
from soc2_baseline.components.region_checks import region_problems
from soc2_baseline.components.regions import REGIONS
from soc2_baseline.core.control_policies.lint import Rehearsal, lint
from soc2_baseline.core.control_policies.policies import ROOT, Policy, compact
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.errors import ConfigError

PERIMETER = "perimeter"
LONGEST_ORGANIZATION_ID = f"o-{'0' * 32}"
"""Stands for an id that is not known yet, at its full length."""


class GuardrailsArgs(TypedDict):
    """Arguments of :class:`Guardrails`."""

    environment: EnvironmentArgs
    """The management account."""
    organization_id: pulumi.Input[str]
    """The organization: ``Organization.organization_id``."""
    root_id: pulumi.Input[str]
    """Its root: ``Organization.root_id``."""
    unit_ids: dict[str, pulumi.Input[str]]
    """Its units by path: ``Organization.unit_ids``."""
    regions: list[str]
    """The regions in use; the environment's own is one of them."""
    trusted_accounts: NotRequired[list[str]]
    """Accounts outside the organization that may use resources inside, such as a vendor's."""
    internet_gateways: NotRequired[InternetGateways]
    """Traffic that passes internet gateways of VPCs without an exclusion; no ingress by default."""
    policies: NotRequired[list[ExtraPolicyArgs]]
    """Policies of your own."""
    rollout_units: NotRequired[list[str]]
    """Paths of the units that get the guardrails for now; the whole organization by default."""
    rollout_exception: NotRequired[str]
    """The exception about ``org-guardrail-scps`` that allows ``rollout_units``."""


@dataclass(frozen=True)
class Draft:
    """Policies, and requests to try on them."""

    policies: tuple[Policy, ...]
    rehearsals: tuple[Rehearsal, ...]


@dataclass(frozen=True)
class GuardrailsPlan:
    """The checked arguments of Guardrails."""

    environment: Environment
    policies: tuple[Policy, ...]
    trusted_accounts: tuple[str, ...]


def resolve(args: GuardrailsArgs) -> GuardrailsPlan:
    """Check the arguments, write the policies, lint and rehearse them; pure.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted; else everything that
            the linter finds, such as a policy over its quota, or one that locks out the deploy
            role.
    """
    place = "Guardrails"
    args, environment, _ = placed(args, GuardrailsArgs, place)
    trusted = list(args.get("trusted_accounts") or [])
    extra = list(args.get("policies") or [])
    problems = [
        *region_problems(environment, args["regions"], f"{place}: regions"),
        *rollout_problems(
            place, environment, args.get("rollout_units") or [], args.get("rollout_exception")
        ),
        *extra_problems(place, extra, OUR_NAMES),
    ]
    problems += [
        f"{place}: trusted_accounts {account!r}; accepted are accounts of 12 digits"
        for account in trusted
        if not ACCOUNT_ID.fullmatch(account)
    ]
    given = args["organization_id"]
    if isinstance(given, str) and not ORGANIZATION_ID.fullmatch(given):
        problems.append(
            f"{place}: organization_id {given!r}; accepted is an id such as o-a1b2c3d4e5"
        )
    if problems:
        raise ConfigError(problems)
    draft = written(args, environment)
    if findings := lint(draft.policies, draft.rehearsals):
        raise ConfigError(f"{place}: {finding}" for finding in findings)
    return GuardrailsPlan(environment, draft.policies, tuple(trusted))


def written(args: GuardrailsArgs, environment: Environment) -> Draft:
    """Return the policies and their rehearsals, before they are judged."""
    given = args["organization_id"]
    organization_id = given if isinstance(given, str) else LONGEST_ORGANIZATION_ID
    policies = [
        *_ours(environment, args, organization_id),
        *map(_added, args.get("policies") or []),
    ]
    regions_of_partition = [r for r, p in REGIONS.items() if p == environment.partition]
    unused = [region for region in regions_of_partition if region not in args["regions"]]
    tried = rehearsals(environment, args["regions"], next(iter(unused), None), organization_id)
    if args.get("rollout_units"):
        # Where guardrails do not hold yet, nobody can be kept from anything.
        tried = [rehearsal for rehearsal in tried if rehearsal.must_pass]
    return Draft(tuple(policies), tuple(tried))


def perimeter_content(organization_id: str, trusted_accounts: Sequence[str]) -> str:
    """Return the document that names the organization; written again once the id is known."""
    return text(perimeter(organization_id, trusted_accounts))


def _ours(environment: Environment, args: GuardrailsArgs, organization_id: str) -> list[Policy]:
    targets = tuple(args.get("rollout_units") or (ROOT,))
    gateways = args.get("internet_gateways", InternetGateways.NO_INGRESS)
    trusted = args.get("trusted_accounts") or []
    controls = {
        "identity": identity(environment),
        "detection": detection(environment),
        "evidence": evidence(environment),
        "regions": regions(environment, args["regions"]),
        "exposure": [*exposure(environment), *encryption(environment)],
    }
    settings = (
        ("ec2-defaults", PolicyType.DECLARATIVE_EC2, ec2_defaults(gateways)),
        ("tags", PolicyType.TAG, tags()),
        ("ai-opt-out", PolicyType.AI_OPT_OUT, ai_opt_out()),
    )
    closed = tuple(unit.value for unit in CLOSED)
    return [
        *(
            Policy(name, PolicyType.SERVICE_CONTROL, text(statements), targets)
            for name, statements in controls.items()
        ),
        Policy("quarantine", PolicyType.SERVICE_CONTROL, text(quarantine(environment)), closed),
        Policy(
            PERIMETER,
            PolicyType.RESOURCE_CONTROL,
            perimeter_content(organization_id, trusted),
            targets,
        ),
        *(Policy(name, kind, compact(tree), targets) for name, kind, tree in settings),
    ]


OUR_NAMES = (
    *("identity", "detection", "evidence", "regions", "exposure", "quarantine", PERIMETER),
    *("ec2-defaults", "tags", "ai-opt-out"),
)


def _added(extra: ExtraPolicyArgs) -> Policy:
    content = extra["content"]
    with contextlib.suppress(ValueError):  # the linter tells
        content = compact(json.loads(content))
    return Policy(extra["name"], extra["type"], content, tuple(extra.get("units") or (ROOT,)))
