"""Documents of AWS Systems Manager for sessions: what they log, and under which key.

Source: AWS Systems Manager user guide, session document schema. Sessions that forward a port
cannot be logged; only those of the type ``Standard_Stream`` hold preferences.
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
"""Where the log of a session may go, and the flag that wants the place to be encrypted."""


def judge(content: str) -> Iterator[Finding]:
    """The findings on the preferences of sessions.

    Raises:
        Unreadable: the text is neither JSON nor YAML.
    """
    root = tree(content)
    if at(root, "sessionType") != SHELL:
        return
    inputs = at(root, "inputs")
    if not is_given(at(inputs, "kmsKeyId")):
        yield Finding("session-key", "sessions are not encrypted with a key of ours")
    sinks = [(place, flag) for place, flag in SINKS if is_given(at(inputs, place))]
    if not sinks:
        yield Finding("session-log", "nobody writes down what is done in sessions")
    elif not all(_is_on(at(inputs, flag)) for _, flag in sinks):
        yield Finding("session-log-key", "logs of sessions go to places that are not encrypted")


def _is_on(flag: Any) -> bool:
    """Whether a flag is on, or is one of the document's own parameters."""
    return is_true(flag) or (isinstance(flag, str) and flag.startswith("{{"))
