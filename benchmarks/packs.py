"""A policy pack's process, driven as the engine drives it."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc

from benchmarks.measure import Cost, environment, finished, peak_mib
from soc2_baseline.baseline.preview.project import load
from soc2_baseline.baseline.preview.recording import record
from soc2_baseline.baseline.preview.requests import planned

_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
_PYTHON = (sys.executable, "-m", "pulumi.policy", "127.0.0.1:0", ".")


@dataclass(frozen=True)
class Pack:
    """A pack's folder, and the command that starts it there."""

    folder: Path
    command: Sequence[str] = _PYTHON


class Load:
    """Requests for the first ``count`` resources of the root stack with enough tenants.

    Each resource is a real one of the stack with its own name: copies of one would be joined with
    each other's related resources.
    """

    def __init__(self, root: Path, count: int) -> None:
        tenants = [{"id": f"plant-{number:03d}", "cidr": _cidr(number)} for number in range(count)]
        per_tenant = len(_recorded(root, tenants[:2])) - len(_recorded(root, tenants[:1]))
        tenants = tenants[: count // per_tenant + 1]
        registrations = _recorded(root, tenants)[:count]
        if len(registrations) < count:
            raise SystemExit(f"only {len(registrations)} resources for a load of {count}")
        questions = list(planned(registrations))
        self.config = json.dumps(_config(root, tenants))
        self.analyze = [question.alone for question in questions]
        self.stack = proto.AnalyzeStackRequest(resources=[q.in_stack for q in questions])


def run(pack: Pack, requests: Load | None) -> Cost:
    """Start a pack, wait for its first answer, send the load if there is one, end it."""
    started = time.perf_counter()
    process = subprocess.Popen(
        pack.command,
        cwd=pack.folder,
        env=environment(**({"PULUMI_CONFIG": requests.config} if requests else {})),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    if process.stdout is None:
        raise SystemExit("no output of the pack")
    port = process.stdout.readline().strip()
    with grpc.insecure_channel(f"127.0.0.1:{port}", options=_UNLIMITED) as channel:
        stub: Any = analyzer_pb2_grpc.AnalyzerStub(channel)
        stub.GetAnalyzerInfo(empty_pb2.Empty())
        if requests is not None:
            for request in requests.analyze:
                stub.Analyze(request)
            stub.AnalyzeStack(requests.stack)
    memory = peak_mib(process)
    process.kill()
    cost = finished(process, started, memory)
    process.stdout.close()
    return cost


def _recorded(root: Path, tenants: Sequence[Any]) -> list[Any]:
    project = load(root, {"baseline:tenants": json.dumps(list(tenants))}, "example")
    return record(project)


def _config(root: Path, tenants: Sequence[Any]) -> dict[str, str]:
    return dict(load(root, {"baseline:tenants": json.dumps(list(tenants))}, "example").config)


def _cidr(number: int) -> str:
    return f"10.{number // 16 % 256}.{number % 16 * 16}.0/20"
