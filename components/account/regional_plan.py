"""Arguments of RegionalDefaults, and the plan that follows from them."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

from soc2_baseline.components.account.enforced import EnforcedSetting
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.components.region_checks import region_problems, subset_problems
from soc2_baseline.core.errors import ConfigError

MOST_METADATA_HOPS = 2

BACKUP_SERVICES = (
    *("Aurora", "CloudFormation", "DocumentDB", "DSQL", "DynamoDB", "EBS", "EC2", "EFS", "FSx"),
    *("Neptune", "Redshift", "Redshift Serverless", "RDS", "S3", "SAP HANA on Amazon EC2"),
    *("Storage Gateway", "Timestream", "VirtualMachine"),
)
"""Services that AWS Backup takes (AWS Backup developer guide, supported resource types)."""

MANAGED_BY_BACKUP = ("CloudFormation", "DSQL", "DynamoDB", "EFS")
"""Backups of these get the vault's key, copies and life cycle only if AWS Backup manages them."""


class RegionalDefaultsArgs(TypedDict):
    """Arguments of :class:`RegionalDefaults`."""

    environment: EnvironmentArgs
    """The account; its region is one of ``regions``."""
    regions: list[str]
    """All regions that are enabled in the account."""
    internet_regions: NotRequired[list[str]]
    """Regions whose networks may use internet gateways; the environment's own by default."""
    metadata_hops: NotRequired[int]
    """Hops that answers of the metadata service travel, 1 or, where containers need it, 2; 1 by
    default. Launches may ask for another number."""
    organization_enforces: NotRequired[list[EnforcedSetting]]
    """Settings that a declarative policy of the organization enforces, so that AWS refuses them
    here; none by default."""
    backup_services: NotRequired[list[str]]
    """Services, as AWS Backup spells them, that it backs up where a plan selects by tag; all by
    default. Name fewer where a region lacks one."""


@dataclass(frozen=True)
class RegionalPlan:
    """The checked arguments of RegionalDefaults."""

    environment: Environment
    regions: tuple[str, ...]
    internet_regions: frozenset[str]
    metadata_hops: int
    enforced: frozenset[EnforcedSetting]
    backup_services: tuple[str, ...]

    def sets(self, setting: EnforcedSetting) -> bool:
        """Return whether a setting is for the account to make."""
        return setting not in self.enforced


def resolve(args: RegionalDefaultsArgs) -> RegionalPlan:
    """Check the arguments and decide everything; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = "RegionalDefaults"
    args, environment, _ = placed(args, RegionalDefaultsArgs, place)
    regions = args["regions"]
    internet = args.get("internet_regions", [environment.region])
    hops = args.get("metadata_hops", 1)
    enforced = args.get("organization_enforces", [])
    services = tuple(args.get("backup_services", BACKUP_SERVICES))
    problems = [
        *region_problems(environment, regions, f"{place}: regions"),
        *subset_problems(internet, regions, f"{place}: internet_regions"),
    ]
    if not 1 <= hops <= MOST_METADATA_HOPS:
        problems.append(f"{place}: metadata_hops {hops!r}; accepted are 1 and {MOST_METADATA_HOPS}")
    problems += [
        f"{place}: backup_services: {service!r}; accepted are {', '.join(BACKUP_SERVICES)}"
        for service in services
        if service not in BACKUP_SERVICES
    ]
    if problems:
        raise ConfigError(problems)
    return RegionalPlan(
        environment=environment,
        regions=tuple(regions),
        internet_regions=frozenset(internet),
        metadata_hops=hops,
        enforced=frozenset(enforced),
        backup_services=services,
    )
