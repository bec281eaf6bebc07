"""A policy pack's process, driven as the engine drives it."""

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc

from baseline.offline.project import Project
from baseline.offline.recording import record
from baseline.offline.requests import analyze_request, stack_resource
from benchmarks.measure import Cost, environment, finished, peak_mib

_UNLIMITED = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


class Load:
    """Requests for ``count`` resources of a project's own mix, as the engine would send them."""

    def __init__(self, project: Project, count: int) -> None:
        registrations = record(project)
        by_urn = {registration.urn: registration for registration in registrations}
        self.config = json.dumps(dict(project.config))
        self.analyze: list[Any] = []
        stack: list[Any] = []
        for number in range(count):
            registration = registrations[number % len(registrations)]
            provider = by_urn.get(registration.provider or "")
            request = analyze_request(registration, provider)
            if number >= len(registrations):
                request.urn = f"{registration.urn}-{number}"
            self.analyze.append(request)
            stack.append(stack_resource(registration, request))
        self.stack = proto.AnalyzeStackRequest(resources=stack)


def run(folder: Path, load: Load | None) -> Cost:
    """Start a pack, wait for its first answer, send the load if there is one, end it."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "pulumi.policy", "127.0.0.1:0", "."],
        cwd=folder,
        env=environment(**({"PULUMI_CONFIG": load.config} if load else {})),
        stdout=subprocess.PIPE,
        text=True,
    )
    if process.stdout is None:
        raise SystemExit("no output of the pack")
    port = process.stdout.readline().strip()
    with grpc.insecure_channel(f"127.0.0.1:{port}", options=_UNLIMITED) as channel:
        stub: Any = analyzer_pb2_grpc.AnalyzerStub(channel)
        stub.GetAnalyzerInfo(empty_pb2.Empty())
        if load is not None:
            _send(stub, load)
    memory = peak_mib(process)
    process.kill()
    cost = finished(process, started, memory)
    process.stdout.close()
    return cost


def _send(stub: Any, load: Load) -> None:
    answers: Sequence[Any] = [stub.Analyze(request) for request in load.analyze]
    stub.AnalyzeStack(load.stack)
    if len(answers) != len(load.analyze):
        raise SystemExit("an answer is missing")
