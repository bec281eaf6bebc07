"""A value that is not known yet, and answers over such values: a sure one wins.

UNKNOWN refuses to be compared, hashed or tested, so that code which forgets about it ends up
undetermined instead of silently green. Test for it with ``is UNKNOWN``.
"""

from collections.abc import Callable, Iterable
from typing import Any, NoReturn, TypeVar


class ValueUnknown(Exception):
    """A rule used a value that is not known yet; its answer is undetermined."""


class Unknown:
    """A value that preview cannot know."""

    __slots__ = ()

    def _refuse(self, *_: object) -> NoReturn:
        raise ValueUnknown

    __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __hash__ = __iter__ = __len__ = __contains__ = __getitem__ = _refuse
    __int__ = __float__ = __index__ = __add__ = __radd__ = __sub__ = __rsub__ = _refuse
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __mod__ = __rmod__ = _refuse

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("_"):  # Python and its tools ask what this can do
            raise AttributeError(name)
        raise ValueUnknown

    def __reduce__(self) -> str:
        return "UNKNOWN"  # a copy is the same value

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN = Unknown()


_T = TypeVar("_T")


def known(value: Any) -> Any:
    """Return the value; raise ValueUnknown if it is not known yet."""
    if value is UNKNOWN:
        raise ValueUnknown
    return value


def some(values: Iterable[_T], holds: Callable[[_T], bool]) -> bool:
    """Return whether any value holds.

    Raises:
        ValueUnknown: none surely holds, but one may.
    """
    unsure = False
    for value in values:
        try:
            if holds(known(value)):
                return True
        except ValueUnknown:
            unsure = True
    if unsure:
        raise ValueUnknown
    return False


def either(*questions: Callable[[], bool]) -> bool:
    """Return whether the answer to any question is yes; a sure yes wins over an unknown answer."""
    return some(questions, lambda question: question())


def every(value: _T, *questions: Callable[[_T], bool]) -> bool:
    """Return whether a value passes all questions; a sure no wins over an unknown answer."""
    return not some(questions, lambda question: not question(value))


def sure(question: Callable[..., bool], *about: Any) -> bool | None:
    """Return the answer, or None if it is not known yet."""
    try:
        return question(*about)
    except ValueUnknown:
        return None
