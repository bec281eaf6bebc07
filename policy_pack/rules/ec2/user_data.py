"""Secrets in user data, which every user of the instance can read.

``no-hardcoded-credentials`` finds credentials in plain text or encoded once; this rule reports the
others.
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    SecretText,
    Severity,
    Verdict,
    Wire,
)
from soc2_baseline.policy_pack.rules.ec2.assignments import assigned, is_read_at_a_glance, layers
from soc2_baseline.policy_pack.rules.ec2.launches import LAUNCHES
from soc2_baseline.policy_pack.rules.every_resource.credential_shapes import found

PROPS = ("userData", "userDataBase64")
NO_SECRETS = (
    "cloudwatch.LogGroup",
    "dynamodb.Table",
    "ebs.Volume",
    "ec2.NetworkInterface",
    "ec2.Subnet",
    "ec2.Vpc",
    "ecr.Repository",
    "ecs.Cluster",
    "efs.AccessPoint",
    "efs.FileSystem",
    "eks.Cluster",
    "elasticache.ReplicationGroup",
    "lb.LoadBalancer",
    "rds.Cluster",
    "rds.Instance",
    "s3.Bucket",
    "secretsmanager.Secret",
    "sns.Topic",
    "sqs.Queue",
)
"""Types that a boot script gets names and addresses of; the rest is judged once known."""


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    for prop in PROPS:
        text = resource.at(prop)
        if text is UNKNOWN:
            yield Finding("password", LATER, Verdict.UNDETERMINED, wire=Wire(prop, NO_SECRETS))
        elif isinstance(text, SecretText):
            yield Finding("secret", "user data contains a value that the program marks as secret")
        elif isinstance(text, str):
            yield from _judge_text(text)


def _judge_text(text: str) -> Iterator[Finding]:
    plain = 1 if is_read_at_a_glance(text) else 0  # as deep as no-hardcoded-credentials looks
    said: set[str] = set()
    for depth, layer in layers(text):
        hidden = depth > plain
        if hidden and any(found(layer)):
            said.add("credential")
        if any(not any(found(place)) for place in assigned(layer)):
            said.add("password")
    if "credential" in said:
        yield Finding(
            "credential", "user data contains an encoded text that looks like a credential"
        )
    if "password" in said:
        yield Finding("password", "user data assigns a secret as plain text")


RULES = (
    ResourceRule(
        id="ec2-no-secrets-in-userdata",
        types=LAUNCHES,
        criteria=("CC6.1",),
        severity=Severity.CRITICAL,
        summary="User data contains no secret, encoded or not.",
        fix="In user_data (user_data_base64), fetch the secret at boot from Secrets Manager or "
        "Parameter Store with the instance's role.",
        keys={"password": "user_data", "credential": "user_data", "secret": "user_data"},
        why="User data is not secret: every process on the instance and everybody who may "
        "describe it can read it.",
        reference="Amazon EC2 user guide: instance user data; checkov CKV_AWS_46",
        judge=_judge,
    ),
)
