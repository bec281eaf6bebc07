"""Cases of the rule about credentials in programs; their shapes are put together at run time."""

import base64
import json

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import SecretText
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

KEY_ID = "AKIA" + "IOSFODNN7EXAMPLE"
SESSION_ID = "ASIA" + "IOSFODNN7EXAMPLE"
PEM = "-----BEGIN RSA " + "PRIVATE KEY-----\nMIIEow\n"
GITHUB = "ghp_" + "a1B2" * 9
SLACK = "xoxb-" + "123456789012-abcdef"
SECRET_KEY = "wJalrXUtnFEMI/" + "K7MDENG/bPxRfiCYEXAMPLEKEY"
CONTAINERS = [{"name": "web", "environment": [{"name": "DB_PASSWORD", "value": "hunter22"}]}]
PROVIDER = "pulumi:providers:aws"


def _function(**variables: object) -> object:
    return {"variables": variables}


CASES: dict[str, tuple[Case, ...]] = {
    "no-hardcoded-credentials": (
        good(made("s3.Bucket", tags={"service": "web"})),
        good(made("lambda.Function", environment=_function(DB_PASSWORD="/prod/db/password"))),
        good(made("lambda.Function", environment=_function(DB_PASSWORD_ARN="arn:aws:x"))),
        good(made("rds.Instance", password=SecretText("hunter22"))).named("configured secret"),
        good(made("ssm.Parameter", value=SecretText(KEY_ID))).named("configured secret"),
        good(made("s3.Bucket", bucket=f"x{KEY_ID}x")).named("inside a longer word"),
        good(made("ssm.Parameter", value=KEY_ID[:-1])).named("too short"),
        good(made("cognito.UserPoolClient", tokenValidityUnits={"accessToken": "minutes"})),
        good(
            made(
                "codebuild.Project",
                environment={
                    "environmentVariables": [
                        {"name": "API_KEY", "value": "prod-key", "type": "PARAMETER_STORE"}
                    ]
                },
            )
        ).named("name of a parameter"),
        good(
            wired(
                made("rds.Instance", password=UNKNOWN),
                password=made("random:index/randomPassword:RandomPassword", "generated"),
            ),
            made("random:index/randomPassword:RandomPassword", "generated"),
        ).named("generated"),
        good(made("ec2.Instance", userData="AKIA " * 20_000 + "gh" * 50_000)).named("long"),
        good(made(PROVIDER, accessKey="testing", secretKey="testing", region="eu-west-1")),
        bad("access-key", made("lambda.Function", environment=_function(A=KEY_ID))),
        bad("access-key", made("ec2.Instance", userData=f"export AWS={SESSION_ID}\n")),
        bad("access-key", made("ec2.Instance", userData=f"{'x' * 70_000} {KEY_ID}")).named("late"),
        bad("access-key", made("ec2.Instance", userData=f"aws_secret_access_key = {SECRET_KEY}")),
        bad("access-key", made("ec2.Instance", userData=f"AWS_SECRET_ACCESS_KEY={SECRET_KEY}")),
        bad(
            "access-key",
            made("ec2.LaunchTemplate", userData=base64.b64encode(KEY_ID.encode()).decode()),
        ).named("in base64"),
        bad("access-key", made("ec2.Instance", userData=KEY_ID)).named("base64 by chance"),
        bad("access-key", made(PROVIDER, accessKey=KEY_ID)),
        bad("access-key", made(PROVIDER, accessKey=SecretText(KEY_ID))).named("marked by the SDK"),
        bad("access-key", made(PROVIDER, defaultTags=json.dumps({"tags": {"a": KEY_ID}}))),
        bad("access-key", made("s3.Bucket", tags={"a": KEY_ID}, tagsAll={"a": KEY_ID})),
        bad("private-key", made("ssm.Parameter", value=PEM)),
        bad("token", made("codebuild.SourceCredential", serverType="GITHUB", value=GITHUB)),
        bad("token", made("lambda.Function", environment=_function(HOOK=SLACK))),
        bad("password", made("rds.Instance", password="hunter22")),
        bad("password", made("rds.Cluster", masterPasswordWo="hunter22")).named("write-only"),
        bad("password", made("elasticache.User", passwords=["hunter22hunter22"])),
        bad("password", made("secretsmanager.SecretVersion", secretString="hunter22")),
        bad("password", made("lambda.Function", environment=_function(DB_PASSWORD="hunter22"))),
        bad("password", made("ecs.TaskDefinition", containerDefinitions=json.dumps(CONTAINERS))),
        bad(
            ("access-key", "password"),
            made("rds.Instance", password="hunter22", description=KEY_ID, arn=UNKNOWN),
        ).named("beside an unknown value"),
        unknown("password", made("rds.Instance", password=UNKNOWN)),
        unknown(
            "password",
            wired(made("rds.Instance", password=UNKNOWN), password=made("s3.Bucket", "other")),
            made("s3.Bucket", "other"),
        ).named("not a generator"),
        skips(made("random:index/randomPassword:RandomPassword", keepers={"a": KEY_ID})),
        skips(made("pulumi:providers:random", token=KEY_ID)),
    ),
}
