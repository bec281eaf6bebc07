"""Tokens that the steps of a pipeline show, from a repository or from subjects."""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, TypedDict

from soc2_baseline.components.access.trust import AUDIENCE, GITHUB, Pipeline
from soc2_baseline.components.environment import Environment

_REPOSITORY = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+")
_ISSUER = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s*?]*)?")
_WILD = frozenset("*?")


class DeployStep(StrEnum):
    """The steps of a pipeline, each with a role of its own."""

    PREVIEW = "preview"
    UPDATE = "update"
    EVIDENCE = "evidence"


class DeploySubjectsArgs(TypedDict):
    """Exact subjects (``sub``) of tokens for each step; a wildcard is an error."""

    preview: list[str]
    """Of pull requests and of the branch."""
    update: list[str]
    """Of the branch in the environment that holds approvals."""
    evidence: list[str]
    """Of scheduled jobs on the branch."""


def pipeline_problems(place: str, args: Mapping[str, Any]) -> list[str]:
    """Check the arguments that say which tokens are trusted."""
    return [f"{place}: {problem}" for problem in _problems(args)]


def _problems(args: Mapping[str, Any]) -> Iterator[str]:
    subjects: Mapping[str, list[str]] | None = args.get("subjects")
    repository = args.get("repository")
    issuer = args.get("issuer", GITHUB)
    if not _ISSUER.fullmatch(issuer):
        yield f"issuer {issuer!r}; accepted is a host without a scheme, such as {GITHUB}"
    if subjects is None and repository is None:
        yield "repository is missing; accepted is owner/name, or subjects for another issuer"
    if subjects is not None and repository is not None:
        yield "has repository and subjects; accepted is one of them"
    if repository is not None and not _REPOSITORY.fullmatch(repository):
        yield f"repository {repository!r}; accepted is one owner/name, without wildcards"
    if repository is not None and issuer != GITHUB:
        yield f"repository is for {GITHUB}; accepted are subjects for {issuer}"
    for name in ("branch", "deploy_environment", "audience"):
        text = args.get(name)
        if text is not None and (not text or set(text) & _WILD or text != text.strip()):
            yield f"{name} {text!r}; accepted is a name without wildcards"
    if subjects is not None:
        yield from _subject_problems(subjects)


def _subject_problems(subjects: Mapping[str, list[str]]) -> Iterator[str]:
    for step in DeployStep:
        given = subjects.get(step.value) or []
        if not given:
            yield f"subjects.{step.value} is empty; accepted are one or more exact subjects"
        for subject in given:
            if not subject or set(subject) & _WILD:
                yield f"subjects.{step.value} {subject!r}; accepted is a subject without wildcards"
    for name in sorted(subjects.keys() - set(DeployStep)):
        yield f"subjects.{name} is unknown; accepted are {', '.join(DeployStep)}"
    if set(subjects.get("preview") or ()) & set(subjects.get("update") or ()):
        yield "subjects.update has a subject of subjects.preview; accepted are others"


def pipelines(environment: Environment, args: Mapping[str, Any]) -> dict[DeployStep, Pipeline]:
    """Return the pipeline of each step, once :func:`pipeline_problems` found no problem."""
    issuer, audience = args.get("issuer", GITHUB), args.get("audience", AUDIENCE)
    subjects = args.get("subjects")
    if subjects is not None:
        return {
            step: Pipeline(issuer, audience, tuple(subjects[step.value])) for step in DeployStep
        }
    repository = args["repository"]
    ref = f"refs/heads/{args.get('branch', 'main')}"
    gate = args.get("deploy_environment", environment.profile.value)
    on_branch = f"repo:{repository}:ref:{ref}"
    return {
        DeployStep.PREVIEW: Pipeline(
            issuer, audience, (f"repo:{repository}:pull_request", on_branch), repository
        ),
        DeployStep.UPDATE: Pipeline(
            issuer, audience, (f"repo:{repository}:environment:{gate}",), repository, ref, gate
        ),
        DeployStep.EVIDENCE: Pipeline(issuer, audience, (on_branch,), repository, ref),
    }
