"""All ways in, of people and of pipelines; by configuration: the manifest and its instance."""

import datetime
from pathlib import Path

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.access.break_glass import BreakGlass
from soc2_baseline.components.access.deploy_roles import DeployRoles
from soc2_baseline.components.access.identity_center import IdentityCenter
from soc2_baseline.components.access.people_roles import PeopleRoles
from soc2_baseline.components.access.state_store import StateStore
from soc2_baseline.components.environment import EnvironmentArgs
from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.keys.key_policy import KeyUser
from soc2_baseline.components.logs.log_archive import LogArchive
from soc2_baseline.components.recovery.backup_plan import BackupPlan
from soc2_baseline.core.vocabulary import Profile

config, baseline = pulumi.Config(), pulumi.Config("baseline")
ACCOUNT, REGION = baseline.require("account-id"), baseline.require("region")
environment: EnvironmentArgs = {
    "account_id": ACCOUNT,
    "region": REGION,
    "profile": Profile(baseline.require("profile")),
    "owner": baseline.require("owner"),
    "repo": "example-org/platform",
    "commit": "4f2c9ab",
    "change_id": "ACC-1",
}
review_by = str(datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=90))
tags = {
    "tenant": "shared",
    "environment": environment["profile"],
    "data-class": "internal",
    "exposure": "private",
    "owner": environment["owner"],
    "service": "baseline",
    "repo": "example-org/platform",
    "commit": "4f2c9ab",
    "change-id": "ACC-1",
}
provider = aws.Provider(
    "aws", region=REGION, allowed_account_ids=[ACCOUNT], default_tags={"tags": tags}
)
opts = pulumi.ResourceOptions(provider=provider)

key = EncryptionKey(
    "account-key",
    {
        "environment": environment,
        "users": [KeyUser.S3, KeyUser.LOGS, KeyUser.CLOUDTRAIL, KeyUser.BACKUP],
    },
    opts,
)
logs = LogArchive("account-logs", {"environment": environment, "key_arn": key.arn}, opts)
BackupPlan("account-backup", {"environment": environment, "key_arn": key.arn}, opts)
people = PeopleRoles("people", {"environment": environment}, opts)
pipelines = DeployRoles(
    "deploy",
    {
        "environment": environment,
        "review_by": review_by,
        "repository": "example-org/platform",
        "deploy_environment": "production",
    },
    opts,
)
emergency = BreakGlass(
    "break-glass",
    {
        "environment": environment,
        "review_by": review_by,
        "principals": [f"arn:aws:iam::{ACCOUNT}:role/on-call"],
        "keepers": [f"arn:aws:iam::{ACCOUNT}:role/security-lead"],
        "reviews_file": config.get("reviews") or str(Path(__file__).with_name("reviews.yaml")),
    },
    opts,
)
roles = [f"arn:aws:iam::{ACCOUNT}:role/shared-deploy-{s}" for s in ("preview", "update")]
state = StateStore(
    "state",
    {"environment": environment, "log_bucket": logs.access_log_bucket, "roles": roles},
    opts,
)
center = IdentityCenter(
    "access",
    {
        "environment": environment,
        "instance_arn": config.require("instance-arn"),
        "identity_store_id": config.require("identity-store-id"),
        "manifest_file": config.get("manifest") or str(Path(__file__).with_name("access.yaml")),
        # The example's dates stay what they are, so that this program does too.
        **({} if config.get("manifest") else {"today": "2026-11-01"}),  # type: ignore[typeddict-item]
    },
    opts,
)
pulumi.export("roleArns", {**people.role_arns, **pipelines.role_arns})
pulumi.export("secretsProvider", state.secrets_provider)
pulumi.export("permissionSetArns", center.permission_set_arns)
pulumi.export("groupIds", center.group_ids)
