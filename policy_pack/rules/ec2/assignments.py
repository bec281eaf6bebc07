"""Secrets that a script or a configuration file assigns, also in encoded text.

Every regex is bounded, so the time is linear in the text.
"""

import base64
import re
import zlib
from collections.abc import Iterator

LARGEST = 1 << 18
"""Limit for unpacked text; user data itself has at most 16 KB."""

_NAME = (
    r"(?<![\w$.{-])[\w.-]{0,40}(?:password|passwd|passphrase|secret[_-]?key|secret[_-]?access[_-]?key"
    r"|api[_-]?key|auth[_-]?token|access[_-]?token|client[_-]?secret)"
)
_VALUE = (
    r"(?P<value>\"[^\"\s][^\"\n]{2,198}[^\"\s]\"|'[^'\s][^'\n]{2,198}[^'\s]'"
    r"|[^\s\"'#;&|,()\[\]<>`]{4,200}+(?![(\[]))"
)
_ASSIGNED = re.compile(
    _NAME + r"[\"']?[ \t]{0,3}(?:=(?!=)|:(?![/:]))[ \t]{0,3}" + _VALUE, re.IGNORECASE
)
_IN_URL = re.compile(r"\b[a-z][a-z0-9+.-]{1,20}://[^\s:/@$<{]{0,64}:(?P<value>[^\s@/$<{]{4,200})@")
_REFERENCES = ("$", "{", "[", "<", "`", "%", "!", "(", ".", "*", "\\", "/", "arn:", "ssm:", "env:")
_STORES = ("secretsmanager:", "vault:", "file:")
_EXPANDED = re.compile(r"\$[A-Za-z{(]|\{\{|%[({]")
_FLAGS = frozenset({"true", "false", "none", "null", "prompt", "required", "optional"})
_PACKED = re.compile(r"(?:[A-Za-z0-9+/]{60,76}\r?\n {0,12}){0,800}[A-Za-z0-9+/]{20,65536}={0,2}")
_GZIP = b"\x1f\x8b"


def assigned(text: str) -> Iterator[str]:
    """Yield each place in a text that assigns a secret; comments and references do not count."""
    for pattern in (_ASSIGNED, _IN_URL):
        for match in pattern.finditer(text):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].lstrip()
            if not line.startswith(("#", "//", ";")) and is_literal(match["value"]):
                yield match[0]


def is_literal(value: str) -> bool:
    """Return whether a value is a secret itself: neither a flag nor a reference to one."""
    bare = value.strip("\"'").strip()
    return (
        len(bare) >= 4
        and bare.lower() not in _FLAGS
        and not bare.startswith(_REFERENCES + _STORES)
        and (value.startswith("'") or not _EXPANDED.search(bare))
    )


def layers(text: str) -> Iterator[tuple[int, str]]:
    """Yield a text and the texts that it holds in base64 and gzip, each with its depth."""
    yield 0, text
    whole = _unpacked(text)
    if whole:
        yield 1, whole
    for outer, depth in ((text, 2), (whole, 2)):
        for match in _PACKED.finditer(outer[:LARGEST]):
            if match[0].strip() != text.strip():
                inner = _unpacked(match[0])
                if inner:
                    yield depth, inner


def is_read_at_a_glance(text: str) -> bool:
    """Return whether a text is plain base64 of something that is not compressed."""
    try:
        return not base64.b64decode(text, validate=True).startswith(_GZIP)
    except ValueError:
        return False


def _unpacked(text: str) -> str:
    """Return the text in base64, and in gzip within it; empty if there is none."""
    data = _decoded(text)
    if data.startswith(_GZIP):
        try:
            data = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, LARGEST)
        except zlib.error:
            return ""
    try:
        return data.decode("utf-8")
    except ValueError:
        return ""


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except ValueError:
        return b""
