"""Whom the policies of logs, their destinations and event buses let in."""

from collections.abc import Iterator

from policy_pack.audience import open_to_all
from policy_pack.context import Context
from policy_pack.documents import Malformed, parse
from policy_pack.resources import Resource
from policy_pack.rule import Finding, ResourceRule, Severity

DOCUMENTS = {
    "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "policyDocument",
    "aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy": "accessPolicy",
    "aws:cloudwatch/eventBusPolicy:EventBusPolicy": "policy",
}


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    try:
        if open_to_all(parse(resource.at(DOCUMENTS[resource.type]))):
            yield Finding("public", "the policy lets everybody in, and no condition narrows that")
    except Malformed:
        yield Finding("malformed", "the policy cannot be read")


RULES = (
    ResourceRule(
        id="log-resource-policy",
        types=(
            "cloudwatch.LogResourcePolicy",
            "cloudwatch.LogDestinationPolicy",
            "cloudwatch.EventBusPolicy",
        ),
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="No policy of logs or event buses lets everybody in.",
        fix="In policy_document (access_policy, policy) name principals, or add a condition on "
        "aws:PrincipalOrgID, aws:SourceAccount or aws:SourceArn with fixed values.",
        keys={"public": "policy_document", "malformed": "policy_document"},
        reference="Amazon CloudWatch Logs user guide: resource policies; "
        "Amazon EventBridge user guide: permissions for event buses",
        judge=_judge,
    ),
)
