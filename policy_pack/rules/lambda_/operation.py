"""Tracing, failure destinations and concurrency of AWS Lambda functions.

Functions of a distribution (Lambda@Edge) cannot have these settings.
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Level,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    at,
    expect,
    guarded,
    is_given,
    number,
    shown,
    unplaced,
)
from soc2_baseline.policy_pack.rules.lambda_.callers import is_at_edge, is_waited_for

INVOKE_CONFIG = "lambda.FunctionEventInvokeConfig"


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    lost = bool(unplaced(graph, "functionName", INVOKE_CONFIG))
    for function in graph.of("lambda.Function"):
        if not is_at_edge(function, graph):
            yield from guarded(_function, function, "tracing", graph, lost)


def _function(function: Resource, graph: StackGraph, lost: bool) -> Iterator[Finding]:
    yield from expect(
        function.at("tracingConfig", "mode"),
        lambda mode: mode == "Active",
        "tracing",
        "invocations are not traced with AWS X-Ray",
        urn=function.urn,
    )
    yield from expect(
        number(function.at("reservedConcurrentExecutions")),
        lambda limit: limit is not None and limit >= 0,
        "concurrency",
        "no reserved concurrency: the function can use all concurrency of the account",
        urn=function.urn,
    )
    yield from _dead_letter(function, graph, lost)


def _dead_letter(function: Resource, graph: StackGraph, lost: bool) -> Iterator[Finding]:
    target = at(shown(function, "deadLetterConfig"), "targetArn")
    if target is UNKNOWN or is_given(target) or is_waited_for(function, graph):
        return
    configs = graph.satellites(function, "functionName", INVOKE_CONFIG)
    if any(_keeps_failures(config) for config in configs):
        return
    verdict = Verdict.UNDETERMINED if lost else Verdict.VIOLATION
    yield Finding(
        "dead-letter",
        "no dead-letter queue or destination keeps failed invocations",
        verdict,
        function.urn,
    )


def _keeps_failures(config: Resource) -> bool:
    destination = at(shown(config, "destinationConfig"), "onFailure", "destination")
    return destination is UNKNOWN or is_given(destination)


RULES = (
    StackRule(
        id="lambda-env-recommended",
        types=("lambda.Function",),
        criteria=("CC6.1", "A1.1"),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Functions are traced, keep failed invocations, and have a concurrency limit.",
        fix='Set tracing_config.mode="Active", dead_letter_config.target_arn and '
        "reserved_concurrent_executions.",
        why="An event that fails unnoticed is lost, and one function without a limit can use up "
        "the concurrency of all others.",
        keys={
            "tracing": "tracing_config.mode",
            "concurrency": "reserved_concurrent_executions",
            "dead-letter": "dead_letter_config.target_arn",
        },
        reference="AWS Lambda developer guide: asynchronous invocation; reserved concurrency; "
        "X-Ray; checkov CKV_AWS_50, CKV_AWS_115, CKV_AWS_116",
        judge=_judge,
    ),
)
