"""The environment of a component: account, region, profile, and the floors of the profile."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from soc2_baseline.components.arguments import checked, resolves
from soc2_baseline.components.regions import REGIONS, partition_of
from soc2_baseline.core import exceptions
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import DataClass, Exposure, Profile


class EnvironmentArgs(TypedDict):
    """The environment that a component belongs to; one value for all components of a stack."""

    account_id: str
    """The AWS account, 12 digits."""
    region: str
    """The AWS region, such as eu-central-1."""
    profile: Profile
    """The importance of the environment; decides floors such as protection and retention."""
    owner: str
    """The team that answers for it (tag ``owner``)."""
    service: NotRequired[str]
    """The product that it is part of (tag ``service``); ``baseline`` where left out."""
    zones: NotRequired[list[str]]
    """Letters of the availability zones to spread over, two or more; ``a`` and ``b`` by default."""
    repo: NotRequired[str]
    """The repository that the change came from (tag ``repo``)."""
    commit: NotRequired[str]
    """The commit that was deployed (tag ``commit``)."""
    change_id: NotRequired[str]
    """The ticket or pull request behind the change (tag ``change-id``)."""
    unavailable_types: NotRequired[dict[str, str]]
    """Pulumi type tokens that the region, partition or sandbox lacks, each with a reason."""
    exceptions_file: NotRequired[str]
    """The exceptions register that loosening arguments refer to."""


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors of a profile. Encryption, TLS, logging, MFA and tags never differ."""

    protect: bool
    """Pulumi refuses to delete data-bearing resources, and AWS where it can."""
    vault_lock: bool
    """The backup vault is locked (governance mode)."""
    nat_per_zone: bool
    """One NAT gateway in each zone instead of one for all."""
    backup_days: int
    """Days in which daily backups are kept."""
    log_days: int
    """Days in which operational logs are kept; audit logs are kept 400 days or more everywhere."""


FLOORS = {
    Profile.SANDBOX: Floors(False, False, False, backup_days=7, log_days=30),
    Profile.DEV: Floors(True, False, False, backup_days=7, log_days=90),
    Profile.STAGE: Floors(True, True, True, backup_days=35, log_days=365),
    Profile.PROD: Floors(True, True, True, backup_days=35, log_days=400),
}

AUDIT_LOG_DAYS = 400


@dataclass(frozen=True)
class Environment:
    """An :class:`EnvironmentArgs` that has been checked."""

    account_id: str
    region: str
    profile: Profile
    owner: str
    service: str = "baseline"
    zones: tuple[str, ...] = ("a", "b")
    provenance: dict[str, str] = field(default_factory=dict)
    unavailable_types: dict[str, str] = field(default_factory=dict)
    exceptions_file: str | None = None

    @property
    def args(self) -> EnvironmentArgs:
        """Return the environment as an argument, which components take without a second check.

        Pulumi's schema inference allows no union in a TypedDict, so the annotation of arguments
        cannot say that they are resolved already.
        """
        return cast(EnvironmentArgs, self)

    @property
    def floors(self) -> Floors:
        """Return the floors of the profile."""
        return FLOORS[self.profile]

    @property
    def partition(self) -> str:
        """Return the partition: ``aws``, ``aws-cn`` or ``aws-us-gov``."""
        return partition_of(self.region)

    @property
    def root_arn(self) -> str:
        """Return the ARN of the account's root principal: everyone in it whom IAM allows."""
        return self.arn("iam", "root", region="")

    def arn(
        self, service: str, resource: str, *, region: str | None = None, account: str | None = None
    ) -> str:
        """Return an ARN in this account and region (pass ``""`` for what has none)."""
        place = self.region if region is None else region
        owner = self.account_id if account is None else account
        return f"arn:{self.partition}:{service}:{place}:{owner}:{resource}"

    def offers(self, type_token: str) -> bool:
        """Return whether resources of this Pulumi type are offered here."""
        return type_token not in self.unavailable_types

    def tags(self, tenant: str, data_class: DataClass, exposure: Exposure) -> dict[str, str]:
        """Return the tags that every resource carries (CC6.1, CC8.1)."""
        return {
            "tenant": tenant,
            "environment": self.profile.value,
            "data-class": data_class.value,
            "exposure": exposure.value,
            "owner": self.owner,
            "service": self.service,
            **self.provenance,
        }

    @cached_property
    def register(self) -> exceptions.Register:
        """Return the exceptions that loosening arguments may name."""
        file = self.exceptions_file
        return exceptions.load(Path(file) if file else None)

    def check_exception(self, exception_id: str, rule: str, argument: str) -> list[str]:
        """Check the exception that a loosening argument names: its rule and its end."""
        waiver = self.register.get(exception_id)
        if waiver is None:
            source = self.register.source or "no exceptions file"
            return [f"{argument}: exception {exception_id!r} is not in {source}"]
        if waiver.rule != rule:
            return [f"{argument}: exception {exception_id} is about {waiver.rule}, not {rule}"]
        if waiver.days_left(self.register.today) < 0:
            return [f"{argument}: exception {exception_id} expired on {waiver.expires.isoformat()}"]
        return []


def resolve_environment(args: EnvironmentArgs) -> Environment:
    """Check the arguments.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    if isinstance(args, Environment):
        return args
    return _resolve(checked(args, EnvironmentArgs, "environment"))


@resolves(EnvironmentArgs, Environment)
def _resolve(args: EnvironmentArgs) -> Environment:
    problems: list[str] = []
    account = args["account_id"]
    if not (account.isdigit() and len(account) == 12):
        problems.append(f"account_id {account!r}; accepted are 12 digits")
    region = args["region"]
    if region not in REGIONS:
        problems.append(f"region {region!r} is unknown; accepted are {', '.join(sorted(REGIONS))}")
    if not args["owner"].strip():
        problems.append("owner is empty; accepted is the name of a team")
    zones = tuple(args.get("zones") or ("a", "b"))
    if len(set(zones)) < 2 or any(len(zone) != 1 or not zone.isalpha() for zone in zones):
        problems.append(f"zones {list(zones)!r}; accepted are two or more different letters")
    if problems:
        raise ConfigError(problems)
    provenance = {
        "repo": args.get("repo"),
        "commit": args.get("commit"),
        "change-id": args.get("change_id"),
    }
    return Environment(
        account_id=account,
        region=region,
        profile=Profile(args["profile"]),
        owner=args["owner"],
        service=args.get("service") or "baseline",
        zones=zones,
        provenance={key: value for key, value in provenance.items() if value},
        unavailable_types=dict(args.get("unavailable_types") or {}),
        exceptions_file=args.get("exceptions_file"),
    )
