"""Measurement of a stack: deployed one resource at a time, with the emulator of each type.

The engine writes its events to a file; the server notes how long that file was at each answer. With
one resource at a time, an answer belongs to the resource whose event was the last one by then.
"""

import http.client
import json
import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

from soc2_baseline.baseline.sandbox import served
from soc2_baseline.baseline.sandbox.environment import HOST, require_pulumi
from soc2_baseline.baseline.sandbox.project import Project
from soc2_baseline.baseline.sandbox.pulumi import Pulumi
from soc2_baseline.baseline.sandbox.session import Session, temporary_session
from soc2_baseline.baseline.sandbox.stand_ins import STAND_INS
from soc2_baseline.core.errors import Unreadable
from tools.coverage.measured import MOTO, Measured

_READS = re.compile(r":(?:Get|List|Describe|BatchGet|Head|Lookup|Search|Validate)")
_WORD = re.compile(r"[A-Z][a-z0-9]+")
_ERROR_STATUS = 400
_REACH = 4
"""Resources that the log of events may lag behind."""
SERVICES = {
    "cfg": ("config",),
    "cloudwatch": ("cloudwatch", "events", "logs"),
    "costexplorer": ("ce",),
    "ebs": ("ec2",),
    "route53": ("route53", "route53resolver"),
    "s3": ("s3", "s3control"),
    "sfn": ("stepfunctions",),
    "ssoadmin": ("sso-admin",),
    "vpc": ("ec2",),
}
"""Modules of Pulumi whose resources are of services with other names."""
_LAST_WORDS = 1000

Answered = dict[str, list[served.Answer]]
"""Type of resource to what was answered for it, in order."""


def measure(folder: Path, config: Mapping[str, Any]) -> dict[str, Measured]:
    """Deploy a project's stack to a server of its own and return a measurement for each type.

    Raises:
        EnvironmentLacks: there is no Pulumi command line.
        Unreadable: it ended before it did anything.
    """
    pulumi = require_pulumi()
    with temporary_session() as session:
        events = session.folder / "events.json"
        forget(session.port, events)
        said = _up(Pulumi(pulumi, session, Project.at(folder)), session, config, events)
        log = events.read_bytes() if events.is_file() else b""
        answered = attributed(_told(session.port), log)
        found = merged(made(answered), failed(log.decode()))
        if not found:
            raise Unreadable(f"{folder}: pulumi made nothing: {said[-_LAST_WORDS:]}")
        return found


def merged(one: Mapping[str, Measured], other: Mapping[str, Measured]) -> dict[str, Measured]:
    """Merge two measurements; a type that failed in either counts as failed."""
    failed = {token: found for token, found in (*one.items(), *other.items()) if found.failure}
    return {**one, **other, **failed}


def tally(port: int) -> dict[str, set[str]]:
    """Return the emulators of each successful operation since the server started or was reset."""
    found: dict[str, set[str]] = defaultdict(set)
    for answer in _told(port):
        if answer["status"] < _ERROR_STATUS:
            found[answer["operation"]].add(answer["stood_in"] or MOTO)
    return found


def _helpers(answer: served.Answer) -> Iterator[str]:
    """Return the stand-ins that responded, or that change the way moto creates something."""
    if answer["stood_in"]:
        yield answer["stood_in"]
    elif not _READS.search(answer["operation"]):
        service, _, operation = answer["operation"].partition(":")
        for stand_in in STAND_INS:
            if stand_in.service == service and operation in stand_in.operations:
                yield stand_in.name


def _up(pulumi: Pulumi, session: Session, config: Mapping[str, Any], events: Path) -> str:
    pulumi.prepare(config)
    line = pulumi.line(
        "up",
        *("--yes", "--skip-preview", "--non-interactive", "--color", "never"),
        *("--parallel", "1", "--continue-on-error", "--event-log", str(events)),
    )
    ended = subprocess.run(  # noqa: S603
        line,
        env=session.environment() | {"PULUMI_DEBUG_COMMANDS": "true"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return " ".join(ended.stdout.split())


def _ask(port: int, method: str, query: str = "") -> bytes:
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    connection.request(method, served.PATH + query)
    with closing(connection), connection.getresponse() as response:
        return response.read()


def forget(port: int, follow: Path | None = None) -> None:
    """Reset the server's tally, and record the size of a file at each response from now on."""
    _ask(port, "DELETE", f"?follow={quote(str(follow))}" if follow else "")


def _told(port: int) -> list[served.Answer]:
    answers: list[served.Answer] = json.loads(_ask(port, "GET"))
    return answers


def attributed(answers: Iterable[served.Answer], events: bytes) -> Answered:
    """Group the successful responses by the type being deployed, by the engine's event log."""
    begun = [(0, "")]
    position = 0
    for line in events.splitlines(keepends=True):
        position += len(line)
        event = json.loads(line)
        if "resourcePreEvent" in event:
            begun.append((position, event["resourcePreEvent"]["metadata"]["type"]))
    found: Answered = defaultdict(list)
    for answer in answers:
        at = max(index for index, (size, _) in enumerate(begun) if size <= answer["position"])
        # The engine writes a little after it acts, and later still on a busy machine.
        near = [*begun[at : at + _REACH], *reversed(begun[max(0, at - _REACH) : at])]
        token = _meant([token for _, token in near], answer["operation"])
        if token and answer["status"] < _ERROR_STATUS:
            found[token].append(answer)
    return found


def _meant(tokens: Iterable[str], operation: str) -> str:
    """Return the type of the service that matches the operation's name best, else the first."""
    service, _, name = operation.partition(":")
    meant, most = "", -1
    for token in tokens:
        module, _, noun = token.removeprefix("aws:").partition("/")
        named = _words_in(noun.rpartition(":")[2], name)
        if service in SERVICES.get(module, (module,)) and named > most:
            meant, most = token, named
    return meant


def _words_in(noun: str, name: str) -> int:
    """Return the number of words of the type name that all occur in the operation, else 0."""
    words, said = _WORD.findall(noun), _WORD.findall(name)
    found = [any(one.startswith(word) or word.startswith(one) for one in said) for word in words]
    return len(words) if all(found) else 0


def made(answered: Answered) -> dict[str, Measured]:
    """Return the emulator that created each type."""
    return {token: _by(answers) for token, answers in answered.items()}


def _by(answers: list[served.Answer]) -> Measured:
    """Return the emulator of the first call that changed anything; adopting changes nothing."""
    changes = [answer for answer in answers if not _READS.search(answer["operation"])]
    making = (changes or answers)[0]
    maker = making["stood_in"] or MOTO
    helpers = {name for answer in answers for name in _helpers(answer)}
    return Measured(making["operation"], maker, tuple(sorted(helpers - {maker})))


def failed(events: str) -> dict[str, Measured]:
    """Return the types with a failed resource and the reason, by the engine's event log."""
    tokens, said = set(), defaultdict(list)
    for event in map(json.loads, events.splitlines()):
        if "resOpFailedEvent" in event:
            metadata = event["resOpFailedEvent"]["metadata"]
            tokens.add((metadata["type"], metadata["urn"]))
        diagnostic = event.get("diagnosticEvent", {})
        if diagnostic.get("severity") == "error":
            said[diagnostic.get("urn")].append(" ".join(diagnostic["message"].split()))
    return {token: Measured(failure=" ".join(said[urn])) for token, urn in sorted(tokens)}
