"""The pack as the engine starts it: a process that prints its port and answers over gRPC."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
from google.protobuf.json_format import MessageToDict
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc

from soc2_baseline.core.exceptions import VARIABLE
from soc2_baseline.core.verdicts import parse
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.kit import Resource
from tests.support.servicer import analyze_request

PACK = Path(__file__).parents[2] / "policy_pack"


def start(**environment: str) -> "subprocess.Popen[str]":
    """A pack process, started as the engine's language host does it."""
    inherited = {k: v for k, v in os.environ.items() if k not in (VARIABLE, "PULUMI_CONFIG")}
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:0", "."],
        cwd=PACK,
        env={**inherited, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )


@contextmanager
def served(**environment: str) -> Iterator[Any]:
    """A stub of a running pack; what it printed besides its port fails the test."""
    process = start(**environment)
    assert process.stdout is not None
    try:
        port = process.stdout.readline()
        assert port.strip().isdigit()
        with grpc.insecure_channel(f"127.0.0.1:{port.strip()}") as channel:
            yield analyzer_pb2_grpc.AnalyzerStub(channel)
    finally:
        process.terminate()
        rest, _ = process.communicate(timeout=30)
    assert rest == ""


def said(response: Any, rule_id: str) -> set[tuple[str | None, Verdict, str, str]]:
    """Key, verdict, level and URN of what one rule said."""
    return {
        (
            (statement := parse(d.message)).key,
            statement.verdict,
            proto.EnforcementLevel.Name(d.enforcementLevel),
            d.urn,
        )
        for d in response.diagnostics
        if d.policyName == rule_id
    }


def remediated(stub: Any, resource: Resource) -> list[tuple[str, dict[str, Any]]]:
    """Rule and resulting inputs, as they go over the wire."""
    response = stub.Remediate(analyze_request(resource))
    return [(one.policyName, MessageToDict(one.properties)) for one in response.remediations]


def not_applicable(response: Any) -> dict[str, str]:
    return {entry.policy_name: entry.reason for entry in response.not_applicable}
