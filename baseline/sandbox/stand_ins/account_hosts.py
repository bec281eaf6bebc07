"""Hosts that begin with an account id, which S3 Control derives from the server's address."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from moto.moto_server.werkzeug_app import DomainDispatcherApplication

from soc2_baseline.baseline.sandbox.contract import StandIn
from soc2_baseline.baseline.sandbox.environment import HOST

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


def only_own_hosts(application: Application) -> Application:
    """Refuse requests for foreign hosts, which moto would take for buckets."""

    def guarded(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        asked = urlsplit(environ.get("RAW_URI", "/"))
        own = (HOST, "localhost")
        name = asked.hostname if asked.scheme and asked.netloc else HOST
        if name in own or str(name).endswith(tuple(f".{host}" for host in own)):
            return application(environ, start_response)
        start_response("502 Bad Gateway", [("Content-Type", "text/plain")])
        return [f"The sandbox answers for its own hosts only, not for {name}\n".encode()]

    return guarded


def _apply() -> None:
    inner = DomainDispatcherApplication.__call__

    def call(self: DomainDispatcherApplication, environ: dict[str, Any], start: Any) -> Any:
        return only_own_hosts(lambda e, s: inner(self, e, s))(environ, start)

    setattr(DomainDispatcherApplication, "__call__", call)  # noqa: B010


STAND_IN = StandIn(
    name="account-prefixed hosts",
    gap=f"no name server knows 123456789012.{HOST}: the server answers as HTTP_PROXY for them",
    service="s3control",
    operations=("PutPublicAccessBlock", "GetPublicAccessBlock", "DeletePublicAccessBlock"),
    apply=_apply,
)
