"""The service and operation of a request, by botocore's model of the service."""

from functools import cache

from botocore.exceptions import UnknownServiceError
from moto.core.request import Request
from moto.core.routing import get_service_router
from moto.core.utils import get_service_model
from werkzeug.exceptions import HTTPException

SIGNED_AS: dict[str, tuple[str, ...]] = {
    "access-analyzer": ("accessanalyzer",),
    "apigateway": ("apigateway", "apigatewayv2"),
    "dynamodb": ("dynamodb", "dynamodbstreams"),
    "elasticfilesystem": ("efs",),
    "elasticloadbalancing": ("elbv2", "elb"),
    "elasticmapreduce": ("emr",),
    "es": ("opensearch", "es"),
    "monitoring": ("cloudwatch",),
    "s3": ("s3control", "s3"),
    "servicequotas": ("service-quotas",),
    "ses": ("sesv2", "ses"),
    "sso": ("sso-admin",),
    "states": ("stepfunctions",),
    "tagging": ("resourcegroupstaggingapi",),
}
"""The names that requests are signed for, where they are not botocore's name of the service."""


def asked(request: Request) -> tuple[str, str] | None:
    """Return service and operation, named as botocore does; None if a request names neither."""
    signed = _signed_for(request.headers.get("Authorization", ""))
    if not signed:
        return None
    for service in SIGNED_AS.get(signed, (signed,)):
        operation = _operation(service, request)
        if operation:
            return service, operation
    return None


def _signed_for(authorization: str) -> str:
    """Return the service in ``AWS4-HMAC-SHA256 Credential=key/date/region/service/…``."""
    scope = authorization.partition("Credential=")[2].partition(",")[0].split("/")
    return scope[3].lower() if len(scope) == 5 else ""


def _operation(service: str, request: Request) -> str:
    target = request.headers.get("X-Amz-Target", "").rpartition(".")[2]
    form = (request.content_type or "").startswith("application/x-www-form-urlencoded")
    named = target or (request.values.get("Action", "") if form else "")
    if named:
        return named if named in _names(service) else ""
    try:
        return str(get_service_router(service).match(request)[0].name)
    except (HTTPException, NotImplementedError, UnknownServiceError):
        return ""


@cache
def _names(service: str) -> frozenset[str]:
    try:
        return frozenset(get_service_model(service).operation_names)
    except UnknownServiceError:
        return frozenset()
