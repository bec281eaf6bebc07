"""Session tokens and hop limit of the instance metadata service."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    at,
    expect,
    number,
)
from soc2_baseline.policy_pack.rules.ec2.launches import LAUNCHES, inherits

DEFAULTS = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"


def _judge(resource: Resource, context: Context) -> Iterator[Finding]:
    options = resource.props if resource.type == DEFAULTS else resource.at("metadataOptions")
    endpoint = at(options, "httpEndpoint")
    if endpoint is not UNKNOWN and endpoint == "disabled":
        return
    most = context.options["hops"]
    yield from expect(
        number(at(options, "httpPutResponseHopLimit")),
        lambda hops: hops is None or hops <= most,
        "hop-limit",
        f"the hop limit of the metadata service is above {most}",
    )
    tokens = at(options, "httpTokens")
    if tokens is None and inherits(resource):
        return
    yield from expect(
        tokens,
        lambda value: value == "required",
        "tokens",
        "IMDSv2 is not required: the metadata service answers without a session token",
    )


RULES = (
    ResourceRule(
        id="ec2-imdsv2",
        types=(*LAUNCHES, "ec2.InstanceMetadataDefaults"),
        criteria=("CC6.1",),
        severity=Severity.HIGH,
        summary="The instance metadata service requires IMDSv2 and has a low hop limit.",
        fix='Set metadata_options.http_tokens="required" and http_put_response_hop_limit to 1 '
        "(2 where containers need it).",
        keys={
            "tokens": "metadata_options.http_tokens",
            "hop-limit": "metadata_options.http_put_response_hop_limit",
        },
        options={
            "hops": {
                "type": "integer",
                "minimum": 1,
                "default": 2,
                "description": "Highest hop limit; AWS recommends 2 where containers run.",
            }
        },
        why="An attacker who tricks an application into sending a request gets the role's "
        "credentials, unless the service requires a token first.",
        reference="Amazon EC2 user guide: configure the instance metadata service; Security Hub "
        "EC2.8, EC2.170, AutoScaling.3; checkov CKV_AWS_79, CKV_AWS_341",
        judge=_judge,
    ),
)
