"""Credentials in a program: texts of a known form anywhere, plain text where secrets belong.

Text that is marked as secret counts as encrypted configuration, although the SDK marks sensitive
arguments by itself. Only access key ids of a provider count in either form: nothing but a
long-lived key has that form there, and other values of a provider may be dummies for an
emulator.
"""

import base64
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    SecretText,
    Severity,
    Verdict,
    Wire,
    structured,
)
from soc2_baseline.policy_pack.rules.every_resource.credential_shapes import KEY_IDS, found

PROVIDER = "pulumi:providers:aws"
GENERATORS = (
    "random:index/randomPassword:RandomPassword",
    "random:index/randomString:RandomString",
    "random:index/randomBytes:RandomBytes",
    "tls:index/privateKey:PrivateKey",
    "iam.AccessKey",
    "secretsmanager.SecretVersion",
    "ssm.Parameter",
    "pulumi:pulumi:StackReference",
)
"""Resources that create a credential: a value from them is not in the program."""

_SECRET_NAME = re.compile(
    r"(?:password|passwords|passwd|secretstring|clientsecret|secretkey|secretaccesskey|authtoken"
    r"|oauthtoken|hectoken|presharedkey|apikey|authkey|platformcredential|basicauthcredentials)"
    r"(?:wo)?$"
)
_REFERENCES = ("arn:", "/", "{{", "${", "$(", "ssm:", "secretsmanager:", "vault:")
_FLAGS = ("true", "false", "none", "null")
_REFERENCE_KINDS = ("PARAMETER_STORE", "SECRETS_MANAGER")
_EMBEDDED = ("containerDefinitions", "containerProperties")
_ENCODED = ("userData", "userDataBase64")


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    is_provider = resource.type == PROVIDER
    said: set[tuple[str, str]] = set()
    for prop, value in resource.props.items():
        if prop == "tagsAll":  # the same as tags, and the provider's own
            continue
        if (is_provider or prop in _EMBEDDED) and not isinstance(value, SecretText):
            value = structured(value)
        for path, name, leaf in _leaves(prop, prop, value):
            for key, what, verdict in _says(name, leaf, is_provider):
                if (key, path) not in said:
                    said.add((key, path))
                    wire = Wire(prop, GENERATORS) if verdict is Verdict.UNDETERMINED else None
                    yield Finding(key, f"{_short(path)} contains {what}", verdict, wire=wire)


def _leaves(path: str, name: str, value: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield each text and unknown value below a property: its path, its name, itself."""
    waiting = [(path, name, value)]
    while waiting:
        path, name, value = waiting.pop()
        if value is UNKNOWN or isinstance(value, str):
            yield path, name, value
        elif isinstance(value, dict):
            if "value" in value and isinstance(value.get("name"), str):
                waiting += _pair(path, value)
            else:
                waiting += ((f"{path}.{key}", str(key), item) for key, item in value.items())
        elif isinstance(value, list):
            waiting += ((f"{path}[{n}]", name, item) for n, item in enumerate(value))


def _pair(path: str, pair: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield the parts of a variable written as name and value, as in containers and builds."""
    kind = pair.get("type")
    reference = kind is not UNKNOWN and kind in _REFERENCE_KINDS
    for key, item in pair.items():
        is_named = key == "value" and not reference
        yield f"{path}.{key}", pair["name"] if is_named else key, item


def _says(name: str, leaf: Any, is_provider: bool) -> Iterator[tuple[str, str, Verdict]]:
    if leaf is UNKNOWN:
        if _is_secret_name(name):
            yield "password", "a secret that is not known yet", Verdict.UNDETERMINED
        return
    secret = isinstance(leaf, SecretText)
    if secret and not is_provider:
        return
    if not is_provider and _is_secret_name(name) and _is_secret_text(leaf):
        yield "password", "a secret as plain text", Verdict.VIOLATION
    for text in (leaf, _unwrapped(leaf)) if name in _ENCODED else (leaf,):
        for shape in found(text, KEY_IDS if secret else None):
            yield shape.key, f"a text that looks like {shape.what}", Verdict.VIOLATION


def _unwrapped(text: str) -> str:
    """Return the text in base64, as launch templates hold it; empty if there is none."""
    try:
        return base64.b64decode(text, validate=True).decode("latin-1")
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def _is_secret_name(name: str) -> bool:
    plain = name.replace("_", "").replace("-", "").replace(".", "").lower()
    return _SECRET_NAME.search(plain) is not None


def _is_secret_text(text: str) -> bool:
    """Return whether a text may be a secret: neither a flag, nor a number, nor a reference."""
    return len(text) >= 4 and text.lower() not in _FLAGS and not text.startswith(_REFERENCES)


def _short(path: str) -> str:
    return path if len(path) <= 55 else f"{path[:25]}…{path[-29:]}"


RULES = (
    ResourceRule(
        id="no-hardcoded-credentials",
        types=("*", PROVIDER),
        criteria=("CC6.1",),
        severity=Severity.CRITICAL,
        summary="No argument contains a credential as plain text.",
        fix="Take it from encrypted configuration (require_secret) or from Secrets Manager.",
        keys={
            "access-key": "the argument named in the finding",
            "private-key": "the argument named in the finding",
            "token": "the argument named in the finding",
            "password": "the argument named in the finding",
        },
        reference="AWS security best practices for credentials; checkov CKV_AWS_41, CKV_AWS_45, "
        "CKV_AWS_46",
        why="Everybody who reads the program, its state or its logs has the credential, and it "
        "stays valid until somebody notices.",
        judge=_judge,
    ),
)
