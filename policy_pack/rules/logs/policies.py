"""Resource policies of logs, log destinations and event buses."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Malformed,
    Resource,
    ResourceRule,
    Severity,
    at,
    every,
    known,
    open_to_all,
    parse,
)

PERMISSION = "aws:cloudwatch/eventPermission:EventPermission"
DOCUMENTS = {
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": "accessPolicy",
    "aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy": (
        "deliveryDestinationPolicy"
    ),
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "policy",
}


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == PERMISSION:
        # A permission can be limited only to an organization.
        if every(resource, _for_everybody, _is_untied):
            yield Finding("public", "every AWS account may send events, from any organization")
        return
    try:
        if open_to_all(parse(resource.at(DOCUMENTS[resource.type]))):
            yield Finding("public", "the policy allows everybody, and no condition narrows that")
    except Malformed:
        yield Finding("malformed", "the policy cannot be read")


def _for_everybody(permission: Resource) -> bool:
    return bool(known(permission.at("principal")) == "*")


def _is_untied(permission: Resource) -> bool:
    condition = permission.at("condition")
    value = at(condition, "value")
    if known(at(condition, "key")) != "aws:PrincipalOrgID":
        return True
    # Equality with one value, even an unknown one, means one organization.
    return value is not UNKNOWN and (not value or "*" in str(value))


RULES = (
    ResourceRule(
        id="log-resource-policy",
        types=(
            "cloudwatch.LogResourcePolicy",
            "cloudwatch.LogDestinationPolicy",
            "cloudwatch.LogDeliveryDestinationPolicy",
            "cloudwatch.EventBusPolicy",
            "cloudwatch.EventPermission",
        ),
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="No policy of logs or event buses is public.",
        fix="In policy_document (access_policy, policy) name principals, or add a condition on "
        "aws:PrincipalOrgID, aws:SourceAccount or aws:SourceArn with fixed values.",
        keys={"public": "policy_document", "malformed": "policy_document"},
        reference="Amazon CloudWatch Logs user guide: resource policies; "
        "Amazon EventBridge user guide: permissions for event buses",
        why="Otherwise anybody with an AWS account can read logs through a destination, or send "
        "events that trigger your targets.",
        judge=_judge,
    ),
)
