"""The account stack: what an account needs once, in each of its regions."""

import pulumi

from soc2_baseline.components.access.break_glass import BreakGlass
from soc2_baseline.components.access.deploy_roles import DeployRoles, DeployStep
from soc2_baseline.components.access.names import BREAK_GLASS
from soc2_baseline.components.access.people_roles import PeopleRoles
from soc2_baseline.components.access.state_store import StateStore
from soc2_baseline.components.account.account_defaults import AccountDefaults
from soc2_baseline.components.account.coverage import RegionalCoverage
from soc2_baseline.components.account.default_networks import DefaultNetworks
from soc2_baseline.components.account.regional_defaults import RegionalDefaults
from soc2_baseline.components.detection.config_recorder import ConfigRecorder
from soc2_baseline.components.detection.metric_alarms import MetricAlarms
from soc2_baseline.components.detection.threat_detection import ThreatDetection
from soc2_baseline.components.incident.routing import KEY_USERS as INCIDENT_KEY_USERS
from soc2_baseline.components.incident.routing import IncidentRouting
from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.keys.key_policy import KeyUser
from soc2_baseline.components.logs.log_archive import LogArchive
from soc2_baseline.components.logs.trail import AuditTrail
from soc2_baseline.components.recovery.backup_plan import BackupPlan
from soc2_baseline.core.vocabulary import SHARED_TENANT
from soc2_baseline.stacks.account.coverage import excused
from soc2_baseline.stacks.account.sections import PrivilegedAccessSettings
from soc2_baseline.stacks.account.settings import DEPLOY, RECORDER, AccountStackSettings

KEY_USERS = (
    *(
        KeyUser.S3,
        KeyUser.LOGS,
        KeyUser.LOG_DELIVERY,
        KeyUser.CLOUDTRAIL,
        KeyUser.CONFIG,
        KeyUser.BACKUP,
    ),
    *INCIDENT_KEY_USERS,
)


def account(settings: AccountStackSettings, opts: pulumi.ResourceOptions) -> None:
    """Provision the account in the order in which its parts need each other.

    Raises:
        ConfigError: a regional control is missing in an enabled region.
    """
    environment, regions = settings.environment.args, settings.enabled_regions
    coverage = RegionalCoverage()
    coverage.watch()

    users = list(dict.fromkeys(KEY_USERS))
    key = EncryptionKey("account-key", {"environment": environment, "users": users}, opts)
    archive = LogArchive("account-logs", {"environment": environment, "key_arn": key.arn}, opts)
    trail = AuditTrail(
        "account-trail",
        {"environment": environment, "key_arn": key.arn, "bucket": archive.audit_bucket},
        opts,
    )
    AccountDefaults("account", settings.account_defaults(), opts)
    defaults = RegionalDefaults("defaults", settings.regional_defaults(), opts)
    networks = DefaultNetworks("default-network", settings.default_networks(), opts)
    ConfigRecorder(RECORDER, settings.config_recorder(key.arn, archive.access_log_bucket), opts)
    detection = ThreatDetection("detection", settings.threat_detection(), opts)
    routing = IncidentRouting("incident", settings.incident_routing(key.arn), opts)
    MetricAlarms(
        "account-alarms",
        {
            "environment": environment,
            "log_group_name": trail.log_group_name,
            "topic_arn": routing.topic_arns["high"],
            "critical_topic_arn": routing.topic_arns["critical"],
        },
        opts,
    )

    BackupPlan("account-backup", {"environment": environment, "key_arn": key.arn}, opts)

    if settings.access:
        _access(settings, settings.access, archive.access_log_bucket, opts)

    coverage.check(regions, excused(settings, detection.left_out))
    pulumi.export("keyArn", key.arn)
    pulumi.export("accessLogBucket", archive.access_log_bucket)
    pulumi.export("auditBucket", archive.audit_bucket)
    pulumi.export("trailArn", trail.trail_arn)
    pulumi.export("volumeKeyArns", defaults.volume_key_arns)
    pulumi.export("defaultVpcIds", networks.vpc_ids)
    pulumi.export("incidentTopicArns", routing.topic_arns)
    pulumi.export("leftOut", detection.left_out)
    pulumi.export("coveredRegions", regions)


def _access(
    settings: AccountStackSettings,
    given: PrivilegedAccessSettings,
    log_bucket: pulumi.Input[str],
    opts: pulumi.ResourceOptions,
) -> None:
    """Provision roles of pipelines and people, the sealed role, and the state of the stacks."""
    PeopleRoles("people", settings.people_roles(given), opts)
    sealed = BreakGlass("break-glass", settings.break_glass(given), opts)
    deploy = DeployRoles(DEPLOY, settings.deploy_roles(given), opts)
    environment = settings.environment
    names = [BREAK_GLASS, *(f"{SHARED_TENANT}-{DEPLOY}-{step}" for step in DeployStep)]
    state = StateStore(
        "pulumi-state",
        {
            "environment": environment.args,
            "log_bucket": log_bucket,
            "roles": [environment.arn("iam", f"role/{name}", region="") for name in names],
        },
        opts,
    )
    pulumi.export("deployRoleArns", deploy.role_arns)
    pulumi.export("breakGlassRoleArn", sealed.role_arn)
    pulumi.export("backendUrl", state.backend_url)
    pulumi.export("secretsProvider", state.secrets_provider)
