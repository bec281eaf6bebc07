"""The form of a verdict in a diagnostic's message: ``[verdict detail] key: sentence``.

The analyzer protocol knows a message and a level only. The bracket is left out for a violation
without a detail; packs of others send a sentence alone, and all of it is the sentence.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from soc2_baseline.core.vocabulary import Verdict

_MESSAGE = re.compile(
    rf"(?:\[(?P<verdict>{'|'.join(Verdict)})(?: (?P<detail>[^\]]*))?\] )?"
    r"(?:(?P<key>[a-z0-9][a-z0-9-]*): )?(?P<sentence>.*)",
    re.DOTALL,
)
_GAVE_UP = "can't run policy "
"""The SDK's first words if a policy met an unknown value."""
_WAIVED = re.compile(r"(?P<id>\S+) until (?P<expires>\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True, slots=True)
class Remark:
    """One verdict with its finding key and sentence; ``detail`` is the reason or the exception."""

    verdict: Verdict
    key: str | None
    sentence: str
    detail: str | None = None

    def text(self) -> str:
        """Return the message in its protocol form; a bracket in the detail would end it early."""
        detail = f" {self.detail.replace(']', ')')}" if self.detail else ""
        plain = self.verdict is Verdict.VIOLATION and not detail
        bracket = "" if plain else f"[{self.verdict}{detail}] "
        return f"{bracket}{f'{self.key}: ' if self.key else ''}{self.sentence}"

    def exception(self) -> tuple[str, str] | None:
        """Return the id and expiry (ISO date) of the exception that waives this finding."""
        match = _WAIVED.fullmatch(self.detail or "") if self.verdict is Verdict.WAIVED else None
        return (match["id"], match["expires"]) if match else None


def waived_by(exception_id: str, expires: str) -> str:
    """Return the detail of a waived verdict."""
    return f"{exception_id} until {expires}"


def parse(message: str, description: str = "", keys: Collection[str] | None = None) -> Remark:
    """Parse a message; drop the ``description`` that the SDK put in front of it.

    With ``keys``, those of the policy, a message that names none of them is a foreign one.
    """
    text = message.removeprefix(f"{description}\n") if description else message
    match = _MESSAGE.fullmatch(text)
    if match is None:  # cannot happen: the last group takes any text
        raise AssertionError(text)
    if keys is not None and match["key"] not in keys:
        gave_up = text.startswith(_GAVE_UP)
        return Remark(Verdict.UNDETERMINED if gave_up else Verdict.VIOLATION, None, text)
    return Remark(
        Verdict(match["verdict"] or Verdict.VIOLATION),
        match["key"],
        match["sentence"],
        match["detail"],
    )
