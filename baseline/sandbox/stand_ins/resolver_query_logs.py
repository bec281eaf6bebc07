"""Tags and removal of Route 53 Resolver query log configurations."""

from typing import Any

from moto.route53resolver.exceptions import ResourceInUseException, ResourceNotFoundException
from moto.route53resolver.models import Route53ResolverBackend

from soc2_baseline.baseline.sandbox.contract import StandIn, add_operations


def _disassociate(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    associations = backend.resolver_query_log_config_associations
    for key, found in associations.items():
        wanted = (given["ResolverQueryLogConfigId"], given["ResourceId"])
        if (found.resolver_query_log_config_id, found.resource_id) == wanted:
            del associations[key]
            backend.get_resolver_query_log_config(wanted[0]).association_count -= 1
            return {"ResolverQueryLogConfigAssociation": found.description()}
    raise ResourceNotFoundException("the association does not exist")


def _delete(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    config = backend.get_resolver_query_log_config(given["ResolverQueryLogConfigId"])
    if config.association_count:
        raise ResourceInUseException(f"{config.id} is associated with a VPC")
    del backend.resolver_query_log_configs[config.id]
    return {"ResolverQueryLogConfig": config.description()}


_HANDLERS = {
    "DisassociateResolverQueryLogConfig": _disassociate,
    "DeleteResolverQueryLogConfig": _delete,
}


def _apply() -> None:
    add_operations("route53resolver", _HANDLERS)
    known_to_moto = Route53ResolverBackend._matched_arn

    def matched_arn(self: Any, resource_arn: str) -> None:
        configs = self.resolver_query_log_configs.values()
        if not any(config.arn == resource_arn for config in configs):
            known_to_moto(self, resource_arn)

    setattr(Route53ResolverBackend, "_matched_arn", matched_arn)  # noqa: B010


STAND_IN = StandIn(
    name="resolver query logging",
    gap="moto cannot list the tags of a query log configuration, nor disassociate or delete it",
    service="route53resolver",
    operations=(*_HANDLERS, "ListTagsForResource", "TagResource", "UntagResource"),
    apply=_apply,
)
