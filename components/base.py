"""The base class of all components: type token, child options, tags, names, outputs."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import pulumi

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.tenant import Tenant, prefixed_name
from soc2_baseline.core.vocabulary import SHARED_TENANT, DataClass, Exposure

C = TypeVar("C")


class BaselineComponent(pulumi.ComponentResource):
    """A ComponentResource of type ``soc2:<area>:<Class>``, which never changes without an alias.

    Children get ``parent=self`` and their own options; ``opts`` of the caller reach them
    only as far as Pulumi itself inherits them (providers, protect).
    """

    # No annotations here: Pulumi's schema inference reads those of a class as its outputs.
    TOKEN = ""

    def __init_subclass__(cls, *, area: str, **kwargs: Any) -> None:
        """Set the type token when the class is defined."""
        super().__init_subclass__(**kwargs)
        cls.TOKEN = f"soc2:{area}:{cls.__name__}"

    def __init__(
        self,
        name: str,
        environment: Environment,
        tenant: Tenant | None,
        opts: pulumi.ResourceOptions | None,
        *,
        data_class: DataClass | None = None,
        exposure: Exposure = Exposure.PRIVATE,
    ) -> None:
        super().__init__(self.TOKEN, name, None, opts)
        self.name = name
        self.environment = environment
        self.tenant = tenant
        self.data_class = data_class or (tenant.data_class if tenant else DataClass.INTERNAL)
        self.exposure = exposure

    @property
    def tenant_id(self) -> str:
        """Return the tenant's id, or ``shared``."""
        return self.tenant.id if self.tenant else SHARED_TENANT

    @property
    def tags(self) -> dict[str, str]:
        """Return the tags of every taggable child."""
        return self.environment.tags(self.tenant_id, self.data_class, self.exposure)

    def physical_name(self, name: str) -> str:
        """Return the fixed name ``<tenant>-<name>``, which IAM patterns and audits can match."""
        return prefixed_name(self.tenant_id, name)

    def child(self, **options: Any) -> pulumi.ResourceOptions:
        """Return the options of a child without data."""
        return pulumi.ResourceOptions(parent=self, **options)

    def stateful_child(self, **options: Any) -> pulumi.ResourceOptions:
        """Return the options of a child with data: protected if the profile requires it (A1.2)."""
        return self.child(protect=self.environment.floors.protect, **options)

    def within(
        self,
        component: Callable[[str, Any, pulumi.ResourceOptions], C],
        name: str,
        /,
        **args: Any,
    ) -> C:
        """Make a component as a child, in the same environment and for the same tenant.

        Args:
            component: its class.
            name: its name, whole.
            args: its other arguments; those that are None are left out.
        """
        given = {"environment": self.environment, "tenant": self.tenant, **args}
        present = {key: value for key, value in given.items() if value is not None}
        return component(name, present, self.child())

    def offers(self, type_token: str) -> bool:
        """Return whether a type is available in this region; components leave out the others."""
        return self.environment.offers(type_token)

    def finish(self, outputs: Mapping[str, Any]) -> None:
        """Register the outputs; the last step of each constructor."""
        self.register_outputs(dict(outputs))
