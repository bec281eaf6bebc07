"""Variables that hold a secret which belongs in Secrets Manager.

Shared by the rules about functions and builds. Secrets that the rule about credentials in programs
reports are left to it; this module finds other names of secrets, secrets inside URLs, and values
that the program marks as secret but passes in plain variables.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    SecretText,
    ValueUnknown,
    Verdict,
    Wire,
)
from soc2_baseline.policy_pack.rules.every_resource import credentials

REFERABLE = ("secretsmanager.Secret", "ssm.Parameter", "kms.Key", "kms.Alias", "kms.Ciphertext")
"""Types whose ARN or name a variable named like a secret may hold: these are not secrets."""

_SURE = re.compile(
    r"(?:password|passwords|passwd|pwd|passphrase|privatekey|secretkey|signingkey|apikey|authtoken"
    r"|clientsecret|secretaccesskey|accesskeyid|sessiontoken|accesstoken|refreshtoken)$"
)
_LIKELY = re.compile(r"(?:token|secret|secrets|credential|credentials|encryptionkey|hmackey)$")
_REFERENCES = ("arn:", "/", "{{", "${", "$(", "ssm:", "secretsmanager:", "vault:", "alias/")
_CIPHERTEXTS = "AQICA"
"""Prefix of texts that AWS KMS has encrypted, in base64."""

_PATH = re.compile(r"[A-Za-z0-9_.@-]{1,80}(?:/[A-Za-z0-9_.@-]{1,80}){1,12}")
_FLAGS = frozenset({"true", "false", "none", "null", "enabled", "disabled"})
_IN_ADDRESS = re.compile(r"://[^/\s:@]{0,80}:[^/\s:@$<{*]{3,200}@")
_IN_CONNECTION = re.compile(r"(?:^|;)\s{0,4}(?:password|pwd)\s{0,4}=[^;$<{*]{4,}", re.IGNORECASE)


def spilled(
    pairs: Iterable[tuple[str, Any]], key: str, prop: str, context: Context
) -> Iterator[Finding]:
    """Yield a finding for each variable (name and value) with a secret, below a property."""
    for name, value in pairs:
        sentence = f"the variable {_short(name)} contains a secret in plain text"
        if value is UNKNOWN:
            if _is_named_so(name):
                wire = Wire(prop, REFERABLE)
                yield Finding(key, sentence, Verdict.UNDETERMINED, wire=wire)
        elif _holds(name, value) and not _is_reported(name, value, context):
            yield Finding(key, sentence)


def in_address(text: Any) -> bool:
    """Return whether a URL contains a password (``https://user:password@host``).

    Raises:
        ValueUnknown: the address is not known yet.
    """
    if text is UNKNOWN:
        raise ValueUnknown
    return isinstance(text, str) and "@" in text and _IN_ADDRESS.search(text) is not None


def names_a_secret(name: str) -> bool:
    """Return whether a name means a secret itself, not something about one."""
    return _is_named_so(name)


def is_reference(text: str) -> bool:
    """Return whether a text refers to a secret, or is itself encrypted."""
    return text.startswith((*_REFERENCES, _CIPHERTEXTS))


def surely_names_a_secret(name: str) -> bool:
    """Return whether a name means a secret, and cannot mean its location."""
    return _SURE.search(_plain(name)) is not None


def is_place(text: str) -> bool:
    """Return whether a text is a path of words, as names of secrets are."""
    return _PATH.fullmatch(text) is not None and not any(map(_looks_random, text.split("/")))


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _is_named_so(name: str) -> bool:
    plain = _plain(name)
    return _SURE.search(plain) is not None or _LIKELY.search(plain) is not None


def _holds(name: str, value: Any) -> bool:
    if not isinstance(value, str) or len(value) < 4 or value.lower() in _FLAGS:
        return False
    if is_reference(value):
        return False
    if in_address(value) or _IN_CONNECTION.search(value):
        return True
    if surely_names_a_secret(name):
        return True
    if not _LIKELY.search(_plain(name)) or is_place(value):
        return False
    return isinstance(value, SecretText) or _looks_random(value)


def _looks_random(text: str) -> bool:
    """Return whether a text is not a name: long, letters and digits, mixed case or hex."""
    letters = {c for c in text if c.isalpha()}
    mixed = any(c.islower() for c in letters) and any(c.isupper() for c in letters)
    is_hex = re.fullmatch(r"[0-9a-fA-F]{24,}", text) is not None
    digits = any(c.isdigit() for c in text)
    return len(text) >= 16 and digits and (mixed or is_hex) and not set(text) & set("/: ")


def _is_reported(name: str, value: str, context: Context) -> bool:
    """Return whether the rule about credentials reports the same variable."""
    variable = Resource("", "", "", {name: value})
    return any(
        finding.verdict is Verdict.VIOLATION
        for rule in credentials.RULES
        for finding in rule.judge(variable, context)
    )


def _short(name: str) -> str:
    return name if len(name) <= 24 else f"{name[:23]}…"
