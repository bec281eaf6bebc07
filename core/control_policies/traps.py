"""Misleading conditions, most often because a key is missing from the request.

Sources: IAM user guide, condition operators ("if the key is not present"), IfExists, single-valued
and multivalued context keys, and global condition context keys (availability of each).
"""

from collections.abc import Iterator

from soc2_baseline.core.control_policies.findings import Check, LintFinding
from soc2_baseline.core.control_policies.policies import Policy
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.iam.operators import UNLIKE
from soc2_baseline.core.iam.statements import Condition, ParsedStatement

_NEGATED = (*UNLIKE, "numericnotequals", "datenotequals", "notipaddress")
_LITERAL = (
    "stringequals",
    "stringnotequals",
    "stringequalsignorecase",
    "stringnotequalsignorecase",
)
_MULTIVALUED = frozenset(
    {
        "aws:calledvia",
        "aws:principalorgpaths",
        "aws:principalservicenameslist",
        "aws:resourceorgpaths",
        "aws:sourceorgpaths",
        "aws:tagkeys",
        "aws:vpceorgpaths",
        "dynamodb:attributes",
        "dynamodb:leadingkeys",
        "kms:encryptioncontextkeys",
        "kms:grantoperations",
        "kms:resourcealiases",
        "sts:transitivetagkeys",
    }
)
_OF_THE_PRINCIPAL = frozenset(
    {"aws:principalorgid", "aws:principalorgpaths", "aws:principalaccount", "aws:principalarn"}
)
"""Keys that requests of AWS services and anonymous requests lack; a service control policy meets
neither of them."""
_OF_THE_SOURCE = frozenset(
    {"aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"}
)
"""Keys that only requests of AWS services have, and not all of those."""
_OF_THE_NETWORK = frozenset(
    {
        "aws:sourceip",
        "aws:sourcevpc",
        "aws:sourcevpcarn",
        "aws:sourcevpce",
        "aws:vpceaccount",
        "aws:vpceorgid",
        "aws:vpceorgpaths",
        "aws:vpcsourceip",
    }
)
"""Keys that are missing or different where a service calls on behalf of the principal."""
_OF_SOME_SESSIONS = frozenset(
    {"aws:multifactorauthpresent", "aws:multifactorauthage", "aws:tokenissuetime"}
)
"""Keys that long-term credentials lack."""
_TAGS = ("aws:principaltag/", "aws:requesttag/", "aws:resourcetag/")
_SERVICE = ("aws:principalisawsservice",)
_VIA = (*_SERVICE, "aws:viaawsservice")


def trap_findings(policy: Policy) -> Iterator[LintFinding]:
    """Report misleading conditions in the statements of a control policy."""
    for number, statement in enumerate(policy.document.statements, 1):
        sid = statement.sid or f"#{number}"
        for condition in statement.conditions:
            for check, sentence in _traps(policy.type, statement, condition):
                yield LintFinding(check, policy.name, sentence, sid)


def _traps(
    kind: PolicyType, statement: ParsedStatement, condition: Condition
) -> Iterator[tuple[Check, str]]:
    for sentence in _set_operator(statement, condition):
        yield Check.SET_OPERATOR, sentence
    if condition.operator in _LITERAL and any(set(t) & set("*?") for t in _texts(condition)):
        yield (
            Check.WILDCARD,
            (
                f"{condition.operator} on {condition.key} takes wildcards literally; use"
                " StringLike, ArnLike or their negations"
            ),
        )
    missing = _denied_by_accident(kind, statement, condition) or _let_through(statement, condition)
    if missing:
        yield Check.MISSING_KEY, missing


def _set_operator(statement: ParsedStatement, condition: Condition) -> Iterator[str]:
    qualifier, key = condition.qualifier, condition.key
    if qualifier == "forallvalues" and not _null_checked(statement, condition):
        yield (
            f"ForAllValues on {key} also holds where the key is missing or empty;"
            f' add "Null": {{"{key}": "false"}}'
        )
    single = key.startswith("aws:") and key not in _MULTIVALUED and not key.startswith(_TAGS)
    if qualifier and single:
        yield f"{key} has one value; set operators are for keys with several"
    if not qualifier and key in _MULTIVALUED and condition.operator != "null":
        yield f"{key} has several values; say ForAnyValue or ForAllValues"


def _denied_by_accident(
    kind: PolicyType, statement: ParsedStatement, condition: Condition
) -> str | None:
    """Report a Deny whose negated operator also matches requests that cannot have the key."""
    if statement.allows or condition.operator not in _NEGATED:
        return None
    if _null_checked(statement, condition):
        return None
    key = condition.key
    if kind is PolicyType.RESOURCE_CONTROL and key in _OF_THE_PRINCIPAL:
        if not _bool(statement, _SERVICE, "false"):
            return (
                f"requests of AWS services have no {key}, so that they are denied;"
                ' add "BoolIfExists": {"aws:PrincipalIsAWSService": "false"}'
            )
    elif key in _OF_THE_SOURCE:
        return _source(statement, key)
    elif key in _OF_THE_NETWORK and not _bool(statement, _VIA, "false"):
        return (
            f"requests that a service makes for the principal lack {key}, so that they are denied;"
            ' add "BoolIfExists": {"aws:ViaAWSService": "false"}'
        )
    elif key in _OF_SOME_SESSIONS or (key.startswith(_TAGS) and statement.any_action):
        return f'requests without {key} are denied as well; add "Null": {{"{key}": "false"}}'
    return None


def _source(statement: ParsedStatement, key: str) -> str | None:
    """Report a Deny on sources that also matches services which send no source."""
    if not _bool(statement, _SERVICE, "true"):
        return (
            f"only requests of AWS services have {key}, so that all others are denied;"
            ' add "Bool": {"aws:PrincipalIsAWSService": "true"}'
        )
    asks = any(c.key in _OF_THE_SOURCE and c.operator == "null" for c in statement.conditions)
    if not asks:
        return (
            f"services that act for themselves have no {key}, so that they are denied;"
            ' add "Null": {"aws:SourceAccount": "false"}'
        )
    return None


def _let_through(statement: ParsedStatement, condition: Condition) -> str | None:
    """Report a condition that requests without the key get past."""
    key = condition.key
    positive = condition.operator not in _NEGATED and condition.operator != "null"
    if not statement.allows:
        if key in _OF_SOME_SESSIONS and positive and not condition.if_exists:
            return f"requests without {key} are not denied; use the operator with IfExists"
        return None
    optional = key in _OF_THE_NETWORK | _OF_SOME_SESSIONS | _OF_THE_SOURCE | _OF_THE_PRINCIPAL
    if (optional or key.startswith(_TAGS)) and not _null_checked(statement, condition):
        if condition.if_exists:
            return f"requests without {key} are allowed, because of IfExists"
        if condition.operator in _NEGATED:
            return f"requests without {key} are allowed, because the operator is negated"
    return None


def _null_checked(statement: ParsedStatement, condition: Condition) -> bool:
    """Return whether the statement applies only if the key is present."""
    return any(
        other.operator == "null" and other.key == condition.key and _texts(other) == ("false",)
        for other in statement.conditions
    )


def _bool(statement: ParsedStatement, keys: tuple[str, ...], value: str) -> bool:
    return any(
        condition.operator == "bool" and condition.key in keys and _texts(condition) == (value,)
        for condition in statement.conditions
    )


def _texts(condition: Condition) -> tuple[str, ...]:
    return tuple(text.lower() for text in condition.texts())
