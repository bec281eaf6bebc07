"""What an account needs once: findings about what is not there are about the stack itself."""

from collections.abc import Iterable, Iterator

from soc2_baseline.policy_pack.kit import UNKNOWN, Context, Finding, Resource, StackGraph, Verdict

STACK = "pulumi:pulumi:Stack"


def stack_urn(graph: StackGraph) -> str | None:
    """The stack, as the resource that a finding about something missing is on."""
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
    """A finding unless one answer is yes; not offered where resources of ``short`` cannot be had.

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
    """Whether a property has one of the accepted values; None where it is unknown."""
    value = resource.at(prop)
    return None if value is UNKNOWN else value in tuple(accepted)
