"""Registrations as the engine would put them to a policy pack."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pulumi.runtime import proto

from soc2_baseline.baseline.preview.checked import checked_inputs
from soc2_baseline.baseline.preview.monitor import Registration


def analyze_request(registration: Registration, provider: Registration | None) -> Any:
    """Return the request that the engine sends a pack before it creates a resource."""
    return proto.AnalyzeRequest(
        type=registration.type,
        urn=registration.urn,
        name=registration.name,
        properties=checked_inputs(registration, provider),
        options=proto.AnalyzerResourceOptions(
            protect=registration.protect, parent=registration.parent or ""
        ),
        provider=_provider(provider) if provider else None,
    )


def _provider(provider: Registration) -> Any:
    return proto.AnalyzerProviderResource(
        type=provider.type, urn=provider.urn, name=provider.name, properties=provider.inputs
    )


@dataclass(frozen=True, slots=True)
class Question:
    """The requests about one resource: alone, and as part of the stack."""

    registration: Registration
    alone: Any
    in_stack: Any


def planned(registrations: Iterable[Registration]) -> Iterator[Question]:
    """Build the requests about the resources that a program registers."""
    by_urn = {registration.urn: registration for registration in registrations}
    for registration in by_urn.values():
        alone = analyze_request(registration, by_urn.get(registration.provider or ""))
        yield Question(registration, alone, stack_resource(registration, alone))


def kept(registrations: Iterable[Registration]) -> Iterator[Question]:
    """Build the requests about a state, whose inputs have been through Check already."""
    for question in planned(registrations):
        question.alone.properties.CopyFrom(question.registration.inputs)
        question.in_stack.properties.CopyFrom(question.registration.outputs)
        yield question


def stack_resource(registration: Registration, request: Any) -> Any:
    """Return the same resource as part of the whole stack, with its edges."""
    return proto.AnalyzerResource(
        type=request.type,
        urn=request.urn,
        name=request.name,
        properties=request.properties,
        options=request.options,
        provider=request.provider if request.HasField("provider") else None,
        parent=registration.parent or "",
        dependencies=registration.dependencies,
        propertyDependencies={
            name: proto.AnalyzerPropertyDependencies(urns=urns)
            for name, urns in registration.property_dependencies.items()
        },
    )
