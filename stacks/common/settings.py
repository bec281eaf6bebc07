"""Settings of a stack: the ``baseline:`` keys of its configuration, validated as a whole.

Resources are registered only after validation, so a typo never leaves a partial deployment.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, TypeVar

from pulumi.runtime.config import CONFIG
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from soc2_baseline.components.environment import (
    Environment,
    EnvironmentArgs,
    resolve_environment,
)
from soc2_baseline.components.tenant import Tenant, TenantArgs, resolve_tenant
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.problems import sentences
from soc2_baseline.core.structured import structured
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.stacks.common.checks import place_problems, tenant_problems

NAMESPACE = "baseline"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is not empty."""


def _kebab(name: str) -> str:
    return name.replace("_", "-")


class Model(BaseModel):
    """Settings with names in kebab case; unknown names are rejected."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=_kebab, populate_by_name=True
    )


class AccountSettings(Model):
    """Settings of every stack: its account and environment."""

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

    def environment_args(self) -> EnvironmentArgs:
        """Return the environment that the settings describe."""
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
        """Return the tenants that the settings describe."""
        return []

    @cached_property
    def environment(self) -> Environment:
        """Resolve the environment, once for all components.

        Raises:
            ConfigError: everything that is wrong with it.
        """
        return resolve_environment(self.environment_args())

    @cached_property
    def _tenants(self) -> tuple[tuple[Tenant, ...], tuple[str, ...]]:
        """Resolve each tenant once; return those that are right, and the problems of the others."""
        tenants: list[Tenant] = []
        problems: list[str] = []
        for args in self.tenant_args():
            try:
                tenants.append(resolve_tenant(args))
            except ConfigError as error:
                problems += error.problems
        return tuple(tenants), tuple(problems)

    @property
    def resolved_tenants(self) -> tuple[Tenant, ...]:
        """Return the tenants of the stack, each resolved once."""
        return self._tenants[0]

    def place_problems(self) -> list[str]:
        """Validate the environment, the allowed regions and the trusted accounts."""
        beside = place_problems(self.region, self.allowed_regions, self.trusted_accounts)
        try:
            _ = self.environment
        except ConfigError as error:
            return [*error.problems, *beside]
        return beside

    def tenant_problems(self) -> list[str]:
        """Validate the tenants, individually and against each other."""
        tenants, problems = self._tenants
        return [*problems, *tenant_problems(tenants, self.region)]

    def problems(self) -> list[str]:
        """Report problems specific to this kind of stack, each with the accepted values."""
        return []


S = TypeVar("S", bound=AccountSettings)


def load(model: type[S], config: Mapping[str, str] | None = None) -> S:
    """Read and validate a stack's settings, by default from Pulumi's configuration.

    Raises:
        ConfigError: all problems together: unknown and missing keys, values that are not accepted,
            tenants listed twice, networks that overlap.
    """
    settings, problems = _read(model, _values(CONFIG.get() if config is None else config))
    if settings is not None:
        more = [*settings.place_problems(), *settings.tenant_problems(), *settings.problems()]
        problems += (f"{NAMESPACE} settings: {problem}" for problem in more)
    if settings is None or problems:
        raise ConfigError(problems)
    return settings


def _read(model: type[S], values: Mapping[str, Any]) -> tuple[S | None, list[str]]:
    """Parse the settings; report values of a wrong type, and read the valid rest anyway."""
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
