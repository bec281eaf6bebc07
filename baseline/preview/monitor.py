"""Pulumi's mock monitor, made to keep every registration as it went over the wire."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlparse

from google.protobuf import empty_pb2
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime import rpc
from pulumi.runtime.mocks import MockCallArgs, MockMonitor, MockResourceArgs, Mocks
from pulumi.runtime.proto import resource_pb2
from pulumi.runtime.settings import get_project, get_stack

from soc2_baseline.baseline.preview.invokes import InvokeTable

STACK_TYPE = "pulumi:pulumi:Stack"


@dataclass(frozen=True, slots=True)
class Source:
    """The place in the program at which a resource was made."""

    file: str
    line: int


@dataclass(slots=True)
class Registration:
    """One resource as the program registered it; ``inputs`` still carry unknowns and secrets."""

    urn: str
    type: str
    name: str
    parent: str | None
    custom: bool
    inputs: Struct
    provider: str | None = None
    protect: bool = False
    dependencies: tuple[str, ...] = ()
    property_dependencies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    source: Source | None = None
    outputs: Struct | None = None


class _NoMocks(Mocks):
    """Never asked: the monitor below answers for itself."""

    def call(self, args: MockCallArgs) -> Any:
        raise NotImplementedError(args.token)

    def new_resource(self, args: MockResourceArgs) -> Any:
        raise NotImplementedError(args.typ)


class RecordingMonitor(MockMonitor):
    """Keeps registrations in order; answers invokes from a table.

    With ``known`` it plays an update: ids and ARNs come back as plausible values. Else it plays
    a first preview: what a provider would compute stays unknown.

    Attributes:
        problems: errors that the engine would raise; reported once the program has run.
    """

    def __init__(
        self, answers: InvokeTable, *, known: bool = False, explicit_only: bool = False
    ) -> None:
        super().__init__(_NoMocks())
        self.answers = answers
        self.registrations: dict[str, Registration] = {}
        self.problems: list[str] = []
        self._known = known
        self._explicit_only = explicit_only

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """Return the URN as the engine makes it, with all parents' types; mocks shorten it."""
        chain = parent.split("::")[2] if parent else STACK_TYPE
        qualified = type_ if chain == STACK_TYPE else f"{chain}${type_}"
        return f"urn:pulumi:{get_stack()}::{get_project()}::{qualified}::{name}"

    def RegisterResource(self, request: Any) -> Any:  # noqa: N802 named by the protocol
        """Record a resource and answer with its inputs as state."""
        urn = self.make_urn(request.parent, request.type, request.name)
        if (
            self._explicit_only
            and request.custom
            and _needs_provider(request.type, request.provider)
        ):
            self.problems.append(
                f"{urn}: no explicit provider; default providers are disabled, so pass one with "
                "opts=ResourceOptions(provider=…) or through a parent"
            )
        if urn in self.registrations:
            self.problems.append(f"{urn} is registered twice; accepted is one of each name")
        inputs = Struct()
        inputs.CopyFrom(request.object)
        self.registrations[urn] = Registration(
            urn=urn,
            type=request.type,
            name=request.name,
            parent=request.parent or None,
            custom=request.custom,
            inputs=inputs,
            provider=_provider_urn(request.provider),
            protect=request.protect,
            dependencies=tuple(request.dependencies),
            property_dependencies={
                name: tuple(value.urns) for name, value in request.propertyDependencies.items()
            },
            aliases=tuple(request.aliasURNs) + tuple(str(alias.urn) for alias in request.aliases),
            source=_source(request.sourcePosition) if request.HasField("sourcePosition") else None,
        )
        state = Struct()
        state.CopyFrom(request.object)
        id_ = f"{request.name}-id" if self._known and request.custom else ""
        if self._known and request.custom:
            for key, value in self.answers.computed(request.type, request.name).items():
                if key not in state.fields:
                    state[key] = value
        return resource_pb2.RegisterResourceResponse(urn=urn, id=id_, object=state)

    def ReadResource(self, request: Any) -> Any:  # noqa: N802
        """Answer for an existing resource or another stack: nothing of it is known offline.

        The engine does not show what is only read to a policy pack, so nothing is recorded.
        """
        urn = self.make_urn(request.parent, request.type, request.name)
        return resource_pb2.ReadResourceResponse(urn=urn, properties=request.properties)

    def RegisterResourceOutputs(self, request: Any) -> Any:  # noqa: N802
        """Record the outputs of a component or of the stack."""
        registration = self.registrations.get(request.urn)
        if registration is not None:
            registration.outputs = request.outputs
        return empty_pb2.Empty()

    def Invoke(self, request: Any) -> Any:  # noqa: N802
        """Answer a function from the table, or say that it has no answer offline."""
        if self._explicit_only and request.tok.startswith("aws:") and not request.provider:
            self.problems.append(
                f"{request.tok}: no explicit provider; default providers are disabled, so pass "
                "opts=InvokeOptions(parent=…) or a provider"
            )
        answer = self.answers.invoke(request.tok, rpc.deserialize_properties(request.args))
        result = Struct()
        result.update(answer)
        response = resource_pb2.ResourceInvokeResponse()
        getattr(response, "return").CopyFrom(result)  # a keyword, so no plain attribute
        return response


def _needs_provider(resource_type: str, provider: str) -> bool:
    return resource_type.startswith("aws:") and not provider


def _provider_urn(reference: str) -> str | None:
    return reference.rpartition("::")[0] or None


def _source(position: Any) -> Source:
    return Source(urlparse(position.uri).path, position.line)
