"""Findings about resources that an account needs once and that the stack lacks."""

from collections.abc import Iterable, Iterator

from soc2_baseline.policy_pack.kit import UNKNOWN, Context, Finding, Resource, StackGraph, Verdict

STACK = "pulumi:pulumi:Stack"


def stack_urn(graph: StackGraph) -> str | None:
    """Return the stack's URN, which a finding about a missing resource is on."""
    stacks = graph.of(STACK)
    return stacks[0].urn if stacks else None


def unless(
    answers: Iterable[bool | None],
    key: str,
    sentence: str,
    short: str,
    graph: StackGraph,
    context: Context,
    urn: str | None = None,
) -> Iterator[Finding]:
    """Yield a finding unless one answer is yes; not offered if ``short`` is not available.

    An answer is None where it is not known yet.
    """
    given = list(answers)
    if any(answer is True for answer in given):
        return
    place = urn or stack_urn(graph)
    if any(answer is None for answer in given):
        yield Finding(key, sentence, Verdict.UNDETERMINED, place)
    elif not context.vocabulary.offers(short):
        yield Finding(key, sentence, Verdict.NOT_OFFERED, place, detail=short)
    else:
        yield Finding(key, sentence, urn=place)


def is_one(resource: Resource, prop: str, accepted: Iterable[str]) -> bool | None:
    """Return whether a property has one of the accepted values; None where it is unknown."""
    value = resource.at(prop)
    return None if value is UNKNOWN else value in tuple(accepted)
