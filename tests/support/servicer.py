"""Both servicers over our resources: ours, and the SDK's own over the declared policies.

The only support module that uses private names of the policy SDK.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from google.protobuf.struct_pb2 import Struct
from pulumi.runtime import proto, rpc
from pulumi_policy import EnforcementLevel
from pulumi_policy.policy import _PolicyAnalyzerServicer
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.verdicts import parse
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.engine.declare import policies
from soc2_baseline.policy_pack.engine.dispatcher import Dispatcher
from soc2_baseline.policy_pack.engine.servicer import Servicer
from soc2_baseline.policy_pack.kit import Resource, Rule, SecretText

Said = tuple[str, str | None, Verdict, str | None]
"""Policy, finding key, verdict, URN."""


def on_the_wire(value: Any) -> Any:
    """A value as the engine sends it."""
    if value is UNKNOWN:
        return UNKNOWN_STRING_VALUE
    if isinstance(value, SecretText):
        return {rpc._special_sig_key: rpc._special_secret_sig, "value": str(value)}
    if isinstance(value, Mapping):
        return {key: on_the_wire(item) for key, item in value.items()}
    return [on_the_wire(item) for item in value] if isinstance(value, list) else value


def struct(props: Mapping[str, Any]) -> Struct:
    """Properties as a message."""
    message = Struct()
    message.update(on_the_wire(props))
    return message


def analyze_request(resource: Resource) -> Any:
    """What the engine asks before it creates or changes a resource."""
    return proto.AnalyzeRequest(**_common(resource))


def analyze_stack_request(resources: Iterable[Resource]) -> Any:
    """What the engine asks about the whole stack."""
    return proto.AnalyzeStackRequest(resources=[_stack_resource(each) for each in resources])


def _common(resource: Resource) -> dict[str, Any]:
    common: dict[str, Any] = {
        "type": resource.type,
        "urn": resource.urn,
        "name": resource.name,
        "properties": struct(resource.props),
        "options": proto.AnalyzerResourceOptions(
            protect=resource.protect, parent=resource.parent or ""
        ),
    }
    if resource.provider is not None:
        common["provider"] = proto.AnalyzerProviderResource(
            type="pulumi:providers:aws",
            urn=resource.provider.urn,
            name="provider",
            properties=struct(resource.provider.props),
        )
    return common


def _stack_resource(resource: Resource) -> Any:
    return proto.AnalyzerResource(
        **{**_common(resource), "properties": struct({**resource.props, **resource.outputs})},
        parent=resource.parent or "",
        dependencies=sorted(resource.dependencies),
        propertyDependencies={
            prop: proto.AnalyzerPropertyDependencies(urns=sorted(urns))
            for prop, urns in resource.edges.items()
        },
    )


class Refused(Exception):
    """The servicer ended the call with a status."""


class Call:
    """The context of a call in process."""

    def abort(self, code: Any, details: str) -> NoReturn:
        """End the call."""
        raise Refused(code, details)


def ours(rules: Sequence[Rule], dispatcher: Dispatcher | None = None) -> Servicer:
    """Our servicer, with a dispatcher that is given instead of made from configuration."""
    servicer = Servicer(rules, Path(__file__).parent)
    if dispatcher is not None:
        servicer._dispatcher = dispatcher
    return servicer


def the_sdks(rules: Sequence[Rule], dispatcher: Dispatcher | None = None) -> Any:
    """The SDK's servicer over the same rules, declared as its policies."""
    declared = policies(rules, dispatcher)
    return _PolicyAnalyzerServicer("pack", "1.0.0", declared, EnforcementLevel.MANDATORY)


def run(servicer: Any, resources: Sequence[Resource]) -> set[Said]:
    """Everything that a servicer says of a stack."""
    context = Call()
    diagnostics = [
        diagnostic
        for resource in resources
        for diagnostic in servicer.Analyze(analyze_request(resource), context).diagnostics
    ]
    diagnostics += servicer.AnalyzeStack(analyze_stack_request(resources), context).diagnostics
    return {_said(diagnostic) for diagnostic in diagnostics}


def _said(diagnostic: Any) -> Said:
    statement = parse(diagnostic.message, diagnostic.description)
    return diagnostic.policyName, statement.key, statement.verdict, diagnostic.urn or None
