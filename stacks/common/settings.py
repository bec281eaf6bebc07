"""Settings of a stack: the ``baseline:`` keys of its configuration, validated as a whole.

Resources are registered only after validation, so a typo never leaves a partial deployment.
"""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pulumi.runtime.config import CONFIG
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from soc2_baseline.components.environment import EnvironmentArgs
from soc2_baseline.components.tenant import ObjectivesArgs, TenantArgs
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.problems import sentences
from soc2_baseline.core.structured import structured
from soc2_baseline.core.vocabulary import DataClass, Profile, Tier
from soc2_baseline.stacks.common.checks import place_problems, tenant_problems

NAMESPACE = "baseline"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A text that is not blank."""


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Model(BaseModel):
    """Settings with names in kebab case; unknown names are rejected."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=_kebab, populate_by_name=True
    )


class TenantSettings(Model):
    """One tenant of a stack."""

    id: Text = Field(description="3 to 20 characters: lower-case letters, digits, hyphens.")
    tier: Tier = Field(Tier.SILO, description="How the tenant is kept apart.")
    data_class: DataClass = Field(DataClass.CONFIDENTIAL, description="Its most sensitive data.")
    cidr: Text = Field("10.0.0.0/20", description="Private IPv4 network, /16 to /24.")
    residency: list[str] = Field([], description="Regions its data may be in; empty: any.")
    objectives: dict[str, dict[str, str]] = Field(
        {}, description="Recovery objectives (rto, rpo) for data, az and region."
    )

    def args(self) -> TenantArgs:
        """Build the argument for components."""
        objectives: ObjectivesArgs = self.objectives  # type: ignore[assignment]
        return {
            "id": self.id,
            "tier": self.tier,
            "data_class": self.data_class,
            "cidr": self.cidr,
            "residency": list(self.residency),
            "objectives": objectives,
        }


class AccountSettings(Model):
    """Settings of every stack about its account."""

    account_id: Annotated[str, StringConstraints(pattern=r"^\d{12}$")] = Field(
        description="The AWS account; the provider rejects any other."
    )
    region: Text = Field(description="The AWS region.")
    allowed_regions: list[str] = Field([], description="Regions in use; the region alone if empty.")
    zones: list[str] = Field(["a", "b"], description="Letters of the availability zones.")
    profile: Profile = Field(Profile.PROD, description="Profile of the environment.")
    owner: Text = Field(description="The team responsible for the stack.")
    service: Text = Field("baseline", description="The product that the stack belongs to.")
    repo: Text | None = Field(None, description="Repository of the change, from the pipeline.")
    commit: Text | None = Field(None, description="Commit of the change, from the pipeline.")
    change_id: Text | None = Field(None, description="Ticket or pull request of the change.")
    trusted_accounts: list[str] = Field([], description="Other accounts that policies may trust.")
    owns_account: bool = Field(
        False, description="True if the stack sets up the account; rules then check its controls."
    )
    unavailable_types: dict[str, str] = Field(
        {}, description="Pulumi type tokens that the region lacks, each with a reason."
    )
    exceptions_file: Text | None = Field(None, description="File of exceptions for arguments.")

    def environment(self) -> EnvironmentArgs:
        """Build the argument for components."""
        args: EnvironmentArgs = {
            "account_id": self.account_id,
            "region": self.region,
            "profile": self.profile,
            "owner": self.owner,
            "service": self.service,
            "zones": list(self.zones),
            "unavailable_types": dict(self.unavailable_types),
        }
        if self.repo:
            args["repo"] = self.repo
        if self.commit:
            args["commit"] = self.commit
        if self.change_id:
            args["change_id"] = self.change_id
        if self.exceptions_file:
            args["exceptions_file"] = self.exceptions_file
        return args

    def tenant_args(self) -> list[TenantArgs]:
        """Return the tenants of the stack."""
        return []

    def problems(self) -> list[str]:
        """Report problems specific to this kind of stack, each with the accepted values."""
        return []


class EstateSettings(AccountSettings):
    """The all-in-one stack: an account and its tenants."""

    tenants: list[TenantSettings] = Field([], description="The tenants, in any order.")

    def tenant_args(self) -> list[TenantArgs]:
        """Return the tenants of the stack."""
        return [tenant.args() for tenant in self.tenants]


class TenantStackSettings(AccountSettings):
    """A stack of one tenant; flat keys, since ``pulumi new`` asks for text only."""

    tenant_id: Text = Field(description="3 to 20 characters: lower-case letters, digits, hyphens.")
    tier: Tier = Field(Tier.SILO, description="How the tenant is kept apart.")
    data_class: DataClass = Field(DataClass.CONFIDENTIAL, description="Its most sensitive data.")
    cidr: Text = Field("10.0.0.0/20", description="Private IPv4 network, /16 to /24.")
    residency: list[str] = Field([], description="Regions its data may be in; empty: any.")
    objectives: dict[str, dict[str, str]] = Field(
        {}, description="Recovery objectives (rto, rpo) for data, az and region."
    )
    log_bucket: Text | None = Field(
        None, description="The account's access-log bucket; the tenant gets its own if left out."
    )

    def tenant_args(self) -> list[TenantArgs]:
        """Return the tenant of the stack."""
        fields = ("tier", "data_class", "cidr", "residency", "objectives")
        values = {name: getattr(self, name) for name in fields}
        return [TenantSettings(id=self.tenant_id, **values).args()]


S = TypeVar("S", bound=AccountSettings)


def load(model: type[S], config: Mapping[str, str] | None = None) -> S:
    """Read and validate a stack's settings, by default from Pulumi's configuration.

    Raises:
        ConfigError: all problems together: unknown and missing keys, values that are not accepted,
            tenants listed twice, networks that overlap.
    """
    settings, problems = _read(model, _values(CONFIG.get() if config is None else config))
    if settings is not None:
        more = place_problems(
            settings.environment(), settings.allowed_regions, settings.trusted_accounts
        )
        more += tenant_problems(settings.tenant_args(), settings.region)
        more += settings.problems()
        problems += (f"{NAMESPACE} settings: {problem}" for problem in more)
    if settings is None or problems:
        raise ConfigError(problems)
    return settings


def _read(model: type[S], values: Mapping[str, Any]) -> tuple[S | None, list[str]]:
    """Parse the settings; report invalid ones, and read the valid rest anyway."""
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        problems = sentences(error, f"{NAMESPACE} settings", model)
        rest = _without(values, [detail["loc"] for detail in error.errors()])
    try:
        return model.model_validate(rest), problems
    except ValidationError:  # a required setting is missing
        return None, problems


def _without(values: Mapping[str, Any], paths: list[tuple[int | str, ...]]) -> dict[str, Any]:
    """Remove the keys, or the elements of lists, at the paths."""
    keys = {path[0] for path in paths if not (len(path) > 1 and isinstance(path[1], int))}
    elements = {path[:2] for path in paths}
    return {
        key: [item for n, item in enumerate(value) if (key, n) not in elements]
        if isinstance(value, list)
        else value
        for key, value in values.items()
        if key not in keys
    }


def _values(config: Mapping[str, str]) -> dict[str, Any]:
    prefix = f"{NAMESPACE}:"
    return {
        key.removeprefix(prefix): structured(text)
        for key, text in config.items()
        if key.startswith(prefix)
    }
