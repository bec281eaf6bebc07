"""Previews a project without cloud, engine or network, and lets the real policy pack judge it."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pulumi.runtime import proto

from soc2_baseline.baseline.preview.config_keys import ConfigReads, unread
from soc2_baseline.baseline.preview.monitor import STACK_TYPE, Registration, Source
from soc2_baseline.baseline.preview.pack import Pack, PackFiles, PolicyInfo
from soc2_baseline.baseline.preview.project import Project
from soc2_baseline.baseline.preview.recording import record
from soc2_baseline.baseline.preview.requests import Question, kept, planned
from soc2_baseline.baseline.preview.result import (
    ExceptionUsed,
    PlannedResource,
    Preview,
    ReportedFinding,
)
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.tokens import canonical
from soc2_baseline.core.verdicts import parse
from soc2_baseline.policy_pack.engine.properties import read_some


def preview(project: Project, files: PackFiles) -> Preview:
    """Run the program under the mock monitor and ask the pack about everything it registered.

    Raises:
        BaselineError: the settings, the exceptions or the pack are wrong (exit 2), or the program
            or the pack failed (exit 3).
    """
    files.check()
    with Pack(files, project) as pack:
        return _Judged(pack, project, list(planned(record(project)))).preview()


def grade(project: Project, state: Iterable[Registration], files: PackFiles) -> Preview:
    """Ask the pack about everything in a state (see ``baseline.preview.state``).

    Raises:
        BaselineError: the exceptions, the pack or a given key are wrong (exit 2), or the pack
            failed (exit 3).
    """
    files.check()
    # No program runs: only what the pack reads counts.
    if problems := unread(project.given, project.name, project.declared, ConfigReads()):
        raise ConfigError(problems)
    with Pack(files, project) as pack:
        return _Judged(pack, project, list(kept(state))).preview()


@dataclass
class _Judged:
    """One pass of a pack over some resources."""

    pack: Pack
    project: Project
    questions: list[Question]
    evaluated: dict[str, int] = field(default_factory=dict)

    def preview(self) -> Preview:
        policies = {policy.id: policy for policy in self.pack.policies()}
        findings: list[ReportedFinding] = []
        single = [policy.id for policy in policies.values() if not policy.stack]
        for question in self.questions:
            response = self.pack.analyze(question.alone)
            findings += _reported(response, policies)
            self._count(single, response, 1)
        response = self.pack.analyze_stack(question.in_stack for question in self.questions)
        findings += _reported(response, policies)
        self._count_stack(policies.values(), response)
        return Preview(
            stack=self.project.stack,
            profile=self.project.config.get("baseline:profile"),
            resources=tuple(
                sorted(
                    (_planned(q.registration, self.project.program) for q in self.questions),
                    key=lambda resource: resource.urn,
                )
            ),
            findings=tuple(sorted(findings, key=lambda f: (f.urn or "", f.policy, f.key or ""))),
            policies=len(policies),
            evaluated=sum(self.evaluated.values()),
            evaluated_by_policy=dict(sorted(self.evaluated.items())),
            about_exceptions=self.pack.about,
        )

    def _count(self, policies: Iterable[str], response: Any, times: int) -> None:
        not_applicable = {entry.policy_name for entry in response.not_applicable}
        for policy in policies:
            if policy not in not_applicable:
                self.evaluated[policy] = self.evaluated.get(policy, 0) + times

    def _count_stack(self, policies: Iterable[PolicyInfo], response: Any) -> None:
        for policy in policies:
            if policy.stack:
                seen = sum(
                    _is_about(policy, canonical(question.registration.type))
                    for question in self.questions
                )
                if seen:
                    self._count([policy.id], response, seen)


def _is_about(policy: PolicyInfo, resource_type: str) -> bool:
    if not policy.types or "*" in policy.types:  # a pack of others does not tell its types
        return resource_type.startswith("aws:") or not policy.types
    return resource_type in policy.types


def _reported(response: Any, policies: Mapping[str, PolicyInfo]) -> list[ReportedFinding]:
    return [_finding(diagnostic, policies) for diagnostic in response.diagnostics]


def _finding(diagnostic: Any, policies: Mapping[str, PolicyInfo]) -> ReportedFinding:
    info = policies.get(diagnostic.policyName)
    keys = info.keys if info else ()
    statement = parse(diagnostic.message, diagnostic.description, keys)
    exception = statement.exception()
    return ReportedFinding(
        policy=diagnostic.policyName,
        key=statement.key,
        urn=diagnostic.urn or None,
        verdict=statement.verdict,
        level=proto.EnforcementLevel.Name(diagnostic.enforcementLevel).lower(),
        severity=info.severity if info else None,
        criteria=info.criteria if info else (),
        message=statement.sentence,
        argument=info.keys.get(statement.key or "") if info else None,
        fix=info.fix if info else None,
        reason=None if exception else statement.detail,
        exception=ExceptionUsed(*exception) if exception else None,
    )


def _planned(registration: Registration, program_folder: Path) -> PlannedResource:
    parent = registration.parent
    tags = read_some(registration.inputs, ["tags"]).get("tags")
    tenant = tags.get("tenant") if isinstance(tags, dict) else None
    return PlannedResource(
        urn=registration.urn,
        type=registration.type,
        name=registration.name,
        parent=None if parent is None or parent.split("::")[2] == STACK_TYPE else parent,
        tenant=tenant if isinstance(tenant, str) else None,
        source=_relative(registration.source, program_folder),
    )


def _relative(source: Source | None, program_folder: Path) -> Source | None:
    """Return a source relative to the program's folder, else to the path it is imported from."""
    if source is None:
        return None
    roots = [str(program_folder.resolve()), *sorted(sys.path, key=len, reverse=True)]
    for root in roots:
        if root and source.file.startswith(f"{root}/"):
            return Source(source.file.removeprefix(f"{root}/"), source.line)
    return source
