"""The server of the analyzer protocol, with one pass over all rules.

The SDK's servicer reads each resource once per policy and, at the first unknown value, drops a
policy for the resource. This one keeps its answers about the pack (GetAnalyzerInfo and the like)
and replaces the part that applies the rules. A test pins the private parts of the SDK that are
used here.
"""

import gc
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import empty_pb2
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc
from pulumi_policy import EnforcementLevel
from pulumi_policy.policy import _MAX_RPC_MESSAGE_SIZE, _PolicyAnalyzerServicer

from soc2_baseline.core import exceptions, vendors
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.tokens import canonical
from soc2_baseline.core.version import VERSION
from soc2_baseline.policy_pack.engine import settings
from soc2_baseline.policy_pack.engine.declare import policies
from soc2_baseline.policy_pack.engine.dispatcher import Analysis, Dispatcher, Skipped
from soc2_baseline.policy_pack.engine.properties import read, read_some
from soc2_baseline.policy_pack.engine.settings import RuleConfig, config_problems
from soc2_baseline.policy_pack.kit import Level, Provider, Resource, Rule, Severity
from soc2_baseline.policy_pack.kit.context import from_config
from soc2_baseline.policy_pack.kit.resources import IDENTITIES

NAME = "soc2-baseline"

_LEVELS = {Level.MANDATORY: proto.MANDATORY, Level.ADVISORY: proto.ADVISORY}
_SEVERITIES = {
    Severity.LOW: proto.POLICY_SEVERITY_LOW,
    Severity.MEDIUM: proto.POLICY_SEVERITY_MEDIUM,
    Severity.HIGH: proto.POLICY_SEVERITY_HIGH,
    Severity.CRITICAL: proto.POLICY_SEVERITY_CRITICAL,
}
_CONFIGURED_LEVELS = {
    proto.MANDATORY: Level.MANDATORY,
    proto.REMEDIATE: Level.MANDATORY,  # what is left after mending
    proto.ADVISORY: Level.ADVISORY,
}


class Servicer(_PolicyAnalyzerServicer):
    """The pack as an analyzer; ``folder`` may hold its exceptions.yaml.

    Raises:
        ConfigError: a file of exceptions or vendors is named but missing, or wrong.
    """

    def __init__(self, rules: Sequence[Rule], folder: Path) -> None:
        self._rules = tuple(rules)
        self._folder = folder
        self._configs: dict[str, RuleConfig] = {}
        self._inputs: dict[str, Mapping[str, Any]] = {}
        self._providers: dict[str, Provider] = {}
        self._templates: dict[int, tuple[Skipped, Any]] = {}
        self._stack_config: Mapping[str, str] = json.loads(os.environ.get("PULUMI_CONFIG") or "{}")
        self._vendors = vendors.load(vendors.locate(folder))
        self._dispatcher = self._new_dispatcher()
        super().__init__(
            NAME,
            VERSION,
            policies(self._rules, self._dispatcher),
            EnforcementLevel.MANDATORY,
            description=self._about(),
            display_name="SOC 2 baseline",
            provider="aws",
        )

    def Analyze(self, request: Any, _context: Any) -> Any:  # noqa: N802 named by the protocol
        """Apply the rules about one resource."""
        resource = self._resource(request)
        self._inputs[resource.urn] = resource.props
        return self._response(self._dispatcher.analyze(resource))

    def AnalyzeStack(self, request: Any, _context: Any) -> Any:  # noqa: N802
        """Apply the rules about the whole stack."""
        resources = [self._stack_resource(resource) for resource in request.resources]
        return self._response(self._dispatcher.analyze_stack(resources))

    def Remediate(self, request: Any, _context: Any) -> Any:  # noqa: N802
        """Apply the remedies of rules at the level ``remediate``; other inputs stay."""
        response = proto.RemediateResponse()
        mended = Struct()
        mended.CopyFrom(request.properties)
        for rule, prop, value in self._dispatcher.mend(self._resource(request)):
            mended[prop] = value
            one = response.remediations.add(
                policyName=rule.id,
                policyPackName=NAME,
                policyPackVersion=VERSION,
                description=f"{rule.summary} {prop} was set.",
            )
            one.properties.CopyFrom(mended)
        return response

    def Configure(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Apply the engine's configuration: levels and options of single rules."""
        configs = {name: _rule_config(c) for name, c in request.policyConfig.items()}
        if problems := list(config_problems(configs, self._rules)):
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, "\n".join(problems))
        self._configs = configs
        self._restart(context)
        return empty_pb2.Empty()

    def ConfigureStack(self, request: Any, context: Any) -> Any:  # noqa: N802
        """Apply the stack's configuration, which the environment may hold as well."""
        if request.config:
            self._stack_config = dict(request.config)
            self._restart(context)
        return proto.AnalyzerStackConfigureResponse()

    def _stack_resource(self, resource: Any) -> Resource:
        inputs = self._inputs.get(resource.urn)  # None where only the stack is analyzed
        provider = resource.provider if resource.HasField("provider") else None
        return Resource(
            urn=resource.urn,
            type=canonical(resource.type),
            name=resource.name,
            props=read(resource.properties) if inputs is None else inputs,
            protect=resource.options.protect,
            provider=self._provider(provider) if provider else None,
            parent=resource.parent or None,
            dependencies=frozenset(resource.dependencies),
            edges={
                name: frozenset(dependency.urns)
                for name, dependency in resource.propertyDependencies.items()
            },
            outputs=read_some(resource.properties, IDENTITIES),
        )

    def _resource(self, request: Any) -> Resource:
        provider = request.provider if request.HasField("provider") else None
        return Resource(
            urn=request.urn,
            type=canonical(request.type),
            name=request.name,
            props=read(request.properties),
            protect=request.options.protect,
            provider=self._provider(provider) if provider else None,
        )

    def _provider(self, provider: Any) -> Provider:
        """Read a provider once; it comes with each of its resources."""
        if provider.urn not in self._providers:
            self._providers[provider.urn] = Provider(provider.urn, read(provider.properties))
        return self._providers[provider.urn]

    def _restart(self, context: Any) -> None:
        try:
            self._dispatcher = self._new_dispatcher()
        except ConfigError as error:
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, str(error))

    def _new_dispatcher(self) -> Dispatcher:
        file = exceptions.locate(self._folder, self._exceptions_option())
        vocabulary = replace(from_config(self._stack_config), vendors=self._vendors)
        by_id = {rule.id: rule for rule in self._rules}
        return Dispatcher(
            self._rules,
            vocabulary,
            exceptions.load(file),
            self._configs,
            _settings(settings.locate(self._folder), by_id),
        )

    def _exceptions_option(self) -> str | None:
        config = self._configs.get(exceptions.HYGIENE)
        return str(config.options["file"]) if config and config.options.get("file") else None

    def _about(self) -> str:
        """Describe exceptions and settings in one line for people."""
        register = self._dispatcher.register
        count = f"{len(register.waivers)} from {register.source}" if register.source else ""
        exceptions_line = f"Exceptions: {count}." if count else "No exceptions file."
        return " ".join(filter(None, (exceptions_line, self._dispatcher.settings.about())))

    def _response(self, analysis: Analysis) -> Any:
        response = proto.AnalyzeResponse()
        response.CopyFrom(self._silent(analysis.skipped))
        for outcome in analysis.outcomes:
            response.diagnostics.append(
                proto.AnalyzeDiagnostic(
                    policyName=outcome.rule.id,
                    policyPackName=NAME,
                    policyPackVersion=VERSION,
                    description=outcome.rule.summary,
                    message=outcome.remark.text(),
                    enforcementLevel=_LEVELS[outcome.level],
                    severity=_SEVERITIES[outcome.rule.severity],
                    urn=outcome.urn or "",
                )
            )
        response.not_applicable.extend(_not_applicable(analysis.not_applicable))
        return response

    def _silent(self, skipped: Skipped) -> Any:
        """Build the answer of the rules for other types; made once, since they are most."""
        known = self._templates.get(id(skipped))
        if known is None or known[0] is not skipped:
            template = proto.AnalyzeResponse(not_applicable=_not_applicable(skipped))
            known = self._templates[id(skipped)] = (skipped, template)
        return known[1]


def serve(rules: Sequence[Rule], folder: Path) -> None:
    """Serve until the engine closes the pack; prints the port first, as the engine expects.

    Handwritten because ``PolicyPack(...)`` starts the SDK's own servicer at once.
    """
    try:
        servicer = Servicer(rules, folder)
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(error.exit_code)
    size = ("grpc.max_receive_message_length", _MAX_RPC_MESSAGE_SIZE)
    server = grpc.server(ThreadPoolExecutor(max_workers=1), options=[size])
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    gc.freeze()  # rules and modules stay; later collections need not look at them
    gc.enable()
    sys.stdout.write(f"{port}\n")
    sys.stdout.flush()
    try:
        server.wait_for_termination()
    except KeyboardInterrupt:
        server.stop(0)


def _settings(file: Path | None, rules: Mapping[str, Rule]) -> settings.Settings:
    if file is None:
        return settings.Settings()
    # The validation of a file is slow to import: a pack without one starts a third faster.
    from soc2_baseline.policy_pack.engine.settings_file import load  # noqa: PLC0415

    return load(file, rules)


def _not_applicable(rules: Iterable[tuple[Rule, str]]) -> list[Any]:
    return [proto.PolicyNotApplicable(policy_name=rule.id, reason=reason) for rule, reason in rules]


def _rule_config(config: Any) -> RuleConfig:
    return RuleConfig(
        level=_CONFIGURED_LEVELS.get(config.enforcementLevel),
        enabled=config.enforcementLevel != proto.DISABLED,
        options=read(config.properties),
        remediate=config.enforcementLevel == proto.REMEDIATE,
    )
