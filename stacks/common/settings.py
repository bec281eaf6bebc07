"""The settings of a stack: the ``baseline:`` keys of its configuration, read once, checked whole.

Nothing is registered before all of them are right, so a typo costs one message and no resource.
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
    """Settings with names in kebab case, of which none may be unknown."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=_kebab, populate_by_name=True
    )


class AccountSettings(Model):
    """Settings that every stack has: its account, and the environment that it is."""

    account_id: Annotated[str, StringConstraints(pattern=r"^\d{12}$")] = Field(
        description="The AWS account; the provider refuses any other."
    )
    region: Text = Field(description="The AWS region.")
    allowed_regions: list[str] = Field([], description="Regions in use; the region alone if empty.")
    zones: list[str] = Field(["a", "b"], description="Letters of the availability zones.")
    profile: Profile = Field(Profile.PROD, description="The importance of the environment.")
    owner: Text = Field(description="The team that answers for the stack.")
    service: Text = Field("baseline", description="The product that the stack is part of.")
    repo: Text | None = Field(None, description="Repository of the change, from the pipeline.")
    commit: Text | None = Field(None, description="Commit of the change, from the pipeline.")
    change_id: Text | None = Field(None, description="Ticket or pull request of the change.")
    trusted_accounts: list[str] = Field([], description="Other accounts that trusts may name.")
    owns_account: bool = Field(
        False, description="The stack sets up the account; rules ask for what it needs."
    )
    unavailable_types: dict[str, str] = Field(
        {}, description="Pulumi type tokens that the region lacks, each with a reason."
    )
    exceptions_file: Text | None = Field(None, description="Exceptions that arguments refer to.")

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
        """Check the environment, and the regions and accounts beside it."""
        beside = place_problems(self.region, self.allowed_regions, self.trusted_accounts)
        try:
            _ = self.environment
        except ConfigError as error:
            return [*error.problems, *beside]
        return beside

    def tenant_problems(self) -> list[str]:
        """Check the tenants, each alone and all together."""
        tenants, problems = self._tenants
        return [*problems, *tenant_problems(tenants, self.region)]

    def problems(self) -> list[str]:
        """Check what only this kind of stack has; each problem names what is accepted."""
        return []


S = TypeVar("S", bound=AccountSettings)


def load(model: type[S], config: Mapping[str, str] | None = None) -> S:
    """Read and check a stack's settings, from Pulumi's configuration unless it is given.

    Raises:
        ConfigError: everything that is wrong, together: unknown and missing keys, values that are
            not accepted, tenants listed twice, networks that overlap.
    """
    settings, problems = _read(model, _values(CONFIG.get() if config is None else config))
    if settings is not None:
        more = [*settings.place_problems(), *settings.tenant_problems(), *settings.problems()]
        problems += (f"{NAMESPACE} settings: {problem}" for problem in more)
    if settings is None or problems:
        raise ConfigError(problems)
    return settings


def _read(model: type[S], values: Mapping[str, Any]) -> tuple[S | None, list[str]]:
    """Read the settings and report values of a wrong type; the others are read all the same."""
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        problems = sentences(error, f"{NAMESPACE} settings", model)
        rest = _without(values, [detail["loc"] for detail in error.errors()])
    try:
        return model.model_validate(rest), problems
    except ValidationError:  # something required is not there
        return None, problems


def _without(values: Mapping[str, Any], paths: list[tuple[int | str, ...]]) -> dict[str, Any]:
    """Return the values without the keys, or the elements of lists, that the paths lead into."""
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
