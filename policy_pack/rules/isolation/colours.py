"""Colours of a stack: its isolation by tenant or by environment.

A colouring defines the colour of a resource, the colours that a text names, and the pairs of
colours that may not meet. A resource without a colour belongs to nobody or to everybody.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from soc2_baseline.policy_pack.kit import SHARED_TENANT, UNKNOWN, Profile
from soc2_baseline.policy_pack.rules.isolation.wording import Word

TENANT = "tenant"
ENVIRONMENT = "environment"


class Colouring(Protocol):
    """A way to colour a stack; ``tag`` is also the word for it in sentences."""

    @property
    def tag(self) -> str:
        """Tag that carries the colour."""

    def colour(self, value: Any) -> Any:
        """Return the colour for a tag's value: None if there is none, UNKNOWN unchanged."""

    def named(self, word: Word) -> Iterator[str]:
        """Yield the colours that a word of a document names."""

    def apart(self, one: str, other: str) -> bool:
        """Return whether two colours may not meet."""


class Tenants(NamedTuple):
    """A colour for each tenant; shared resources have none."""

    ids: frozenset[str]

    @property
    def tag(self) -> str:
        """Tag that carries the colour."""
        return TENANT

    def colour(self, value: Any) -> Any:
        """Return the tenant of a resource."""
        return value if value is UNKNOWN or value not in ("", SHARED_TENANT) else None

    def named(self, word: Word) -> Iterator[str]:
        """Yield the tenants whose id is a whole segment of a word, the longest id first."""
        ids = self.ids - {SHARED_TENANT}
        if ids:
            yield from (match[0] for match in _pattern(ids).finditer(_without_head(word.text)))

    def apart(self, one: str, other: str) -> bool:
        """Return whether two tenants differ."""
        return one != other


class Environments(NamedTuple):
    """Production and other environments.

    If a profile is configured, the whole stack has that environment: ``tag-values-valid`` reports
    a tag with another. Documents may still name another environment.
    """

    profile: Profile | None = None

    @property
    def tag(self) -> str:
        """Tag that carries the colour."""
        return ENVIRONMENT

    def colour(self, value: Any) -> Any:
        """Return the environment of a resource."""
        if self.profile:
            return str(self.profile)
        return value if value is UNKNOWN or value in list(Profile) else None

    def named(self, word: Word) -> Iterator[str]:
        """Yield the environments that a word certainly names."""
        if word.key.endswith("/environment"):
            yield from _known_names(word.text)
        elif word.key.endswith(":sub"):
            for match in _CLAIM.finditer(word.text):
                yield from _known_names(match[1])
        elif word.text.startswith("arn:"):
            service, rest = _service(word.text), _without_head(word.text)
            if service not in _STAGED and not _OF_AWS.search(rest):
                names = [name for part in _SEGMENT.findall(rest) for name in _known_names(part)]
                # In a name with both, only its owner knows which part is the environment.
                if len({name == Profile.PROD for name in names}) == 1:
                    yield from names

    def apart(self, one: str, other: str) -> bool:
        """Return whether exactly one of two environments is production."""
        return (one == Profile.PROD) != (other == Profile.PROD)


_SPELLINGS = {
    "prod": "prod",
    "production": "prod",
    "stage": "stage",
    "staging": "stage",
    "dev": "dev",
    "development": "dev",
    "sandbox": "sandbox",
}
_STAGED = ("execute-api", "apigateway")
"""Services with stages: stage names are unrelated to the account's environments."""
_OF_AWS = re.compile(
    r"-starport-layer-bucket|-birdwatcher-prod\b|jumpstart-cache-prod-|^:*sagemaker-sample-files-"
)
"""AWS's own buckets that policies have to name: image layers, Systems Manager, models, samples."""
_CLAIM = re.compile(r"(?:^|:)environment:([^:]+)")
_SEGMENT = re.compile(r"[A-Za-z]+")


def _known_names(text: str) -> Iterator[str]:
    name = _SPELLINGS.get(text.lower())
    if name:
        yield name


def _service(arn: str) -> str:
    return arn.split(":", 3)[2] if arn.count(":") > 2 else ""


def _without_head(text: str) -> str:
    """Return an ARN without partition, service and region, which are not names."""
    parts = text.split(":", 4)
    return parts[4] if parts[0] == "arn" and len(parts) == 5 else text


@lru_cache(maxsize=64)
def _pattern(ids: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(ids, key=lambda name: (-len(name), name))
    return re.compile(
        rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, longest_first))})(?![A-Za-z0-9])"
    )
