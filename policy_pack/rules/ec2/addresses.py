"""Public IP addresses of instances."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    at,
    expect,
    is_true,
    items,
)
from soc2_baseline.policy_pack.rules.ec2.launches import LAUNCHES, TEMPLATE


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    for value in _answers(resource):
        yield from expect(
            value,
            lambda on: not is_true(on),
            "public-ip",
            "the instance gets a public IP address",
        )


def _answers(resource: Resource) -> list[Any]:
    if resource.type != TEMPLATE:
        return [resource.at("associatePublicIpAddress")]
    interfaces = items(resource.at("networkInterfaces"))
    return [at(interface, "associatePublicIpAddress") for interface in interfaces]


RULES = (
    ResourceRule(
        id="ec2-no-public-ip",
        types=LAUNCHES,
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="Instances get no public IP address.",
        fix="Leave associate_public_ip_address out, or set it to False; let a load balancer or "
        "Session Manager reach the instance.",
        keys={"public-ip": "associate_public_ip_address"},
        why="A public IP address exposes the instance to the internet; one wrong security group "
        "rule is then enough.",
        reference="AWS Well-Architected, security pillar: protect networks; Security Hub EC2.9, "
        "EC2.25, AutoScaling.5; checkov CKV_AWS_88",
        judge=_judge,
    ),
)
