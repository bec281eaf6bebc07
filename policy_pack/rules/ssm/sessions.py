"""Logs and encryption in session documents of AWS Systems Manager.

Source: AWS Systems Manager user guide, session document schema. Sessions that forward a port
cannot be logged; only those of the type ``Standard_Stream`` have preferences.
"""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import Finding, at, is_given, is_true
from soc2_baseline.policy_pack.rules.apigateway.texts import tree

SHELL = "Standard_Stream"
SINKS = (
    ("s3BucketName", "s3EncryptionEnabled"),
    ("cloudWatchLogGroupName", "cloudWatchEncryptionEnabled"),
)
"""Destinations of session logs, each with the flag that requires encryption there."""


def judge(content: str) -> Iterator[Finding]:
    """Yield findings about the preferences of sessions.

    Raises:
        Unreadable: the text is neither JSON nor YAML.
    """
    root = tree(content)
    if at(root, "sessionType") != SHELL:
        return
    inputs = at(root, "inputs")
    if not is_given(at(inputs, "kmsKeyId")):
        yield Finding("session-key", "sessions are not encrypted with a customer managed key")
    sinks = [(place, flag) for place, flag in SINKS if is_given(at(inputs, place))]
    if not sinks:
        yield Finding("session-log", "sessions are not logged")
    elif not all(_is_on(at(inputs, flag)) for _, flag in sinks):
        yield Finding("session-log-key", "session logs are not required to be encrypted")


def _is_on(flag: Any) -> bool:
    """Return whether a flag is on, or is one of the document's own parameters."""
    return is_true(flag) or (isinstance(flag, str) and flag.startswith("{{"))
