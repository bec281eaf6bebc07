"""JSON Schemas (draft 2020-12) of the documents that commands write, one file for each."""

from pathlib import Path

from soc2_baseline.core.errors import ConfigError

FOLDER = Path(__file__).parent
_SUFFIX = ".json"


def names() -> tuple[str, ...]:
    """Return the documents by their ``schema``, such as ``baseline/preview/v1``."""
    stems = sorted(file.name.removesuffix(_SUFFIX) for file in FOLDER.glob(f"*{_SUFFIX}"))
    return tuple("baseline/" + "/".join(stem.rsplit(".", 1)) for stem in stems)


def text(name: str) -> str:
    """Return the JSON Schema of a document, named in full or in short: ``preview``.

    Raises:
        ConfigError: there is no such document.
    """
    for known in names():
        _, document, version = known.split("/")
        if name in (known, document, f"{document}/{version}"):
            return (FOLDER / f"{document}.{version}{_SUFFIX}").read_text(encoding="utf-8")
    accepted = ", ".join(known.split("/")[1] for known in names())
    raise ConfigError(f"{name!r} is not a document; accepted are {accepted}")
