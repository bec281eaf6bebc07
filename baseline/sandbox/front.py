"""The sandbox's front: stand-ins answer the operations that they implement, moto the rest.

Input and output of a stand-in are checked against botocore's model of the operation.
"""

import json
import logging
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from botocore.validate import ParamValidator
from moto.core.exceptions import ServiceException
from moto.core.request import Request
from moto.core.responses import ActionResult, BaseResponse
from moto.core.utils import get_service_model
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from soc2_baseline.baseline.sandbox.contract import Handler, Refused, backend_of, handlers_of
from soc2_baseline.baseline.sandbox.operations import asked
from soc2_baseline.baseline.sandbox.served import PATH, Served
from soc2_baseline.baseline.sandbox.session import STAND_INS_PATH
from soc2_baseline.baseline.sandbox.stand_ins import STAND_INS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_log = logging.getLogger(__name__)


class Front:
    """A WSGI application in front of moto's that records which of the two answered."""

    def __init__(self, moto: "WSGIApplication") -> None:
        self._moto = moto
        self._served = Served()

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        request = _request(environ)
        if request.path == PATH:
            return self._served.answer(request)(environ, start_response)
        if request.path == STAND_INS_PATH:
            gaps = {stand_in.name: stand_in.gap for stand_in in STAND_INS}
            return Response(json.dumps(gaps))(environ, start_response)
        names = asked(request)
        if names is None:
            return self._moto(environ, start_response)
        for stand_in, handler in handlers_of(*names):
            answer = _stood_in(request, *names, handler)
            if answer is not None:
                self._served.add(*names, status=answer.status_code, stood_in=stand_in)
                return answer(environ, start_response)
        _rewind(environ)

        def start(status: str, *arguments: Any) -> Any:
            self._served.add(*names, status=int(status.split(maxsplit=1)[0]), stood_in="")
            return start_response(status, *arguments)

        return self._moto(environ, start)


def _request(environ: "WSGIEnvironment") -> Request:
    length = environ.get("CONTENT_LENGTH") or "0"
    if length.isdigit() and int(length):
        environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(length)))
    request = Request(environ)
    request.from_wsgi_server = True
    return request


def _rewind(environ: "WSGIEnvironment") -> None:
    if isinstance(environ.get("wsgi.input"), BytesIO):
        environ["wsgi.input"].seek(0)


def _stood_in(request: Request, service: str, operation: str, handler: Handler) -> Response | None:
    """Return the answer of a stand-in, if it gives one."""
    _rewind(request.environ)
    try:
        return _Asked(service, operation).answer(_request(request.environ), handler)
    except Exception as error:
        _log.exception("The stand-in for %s of %s failed", operation, service)
        return Response(f"The stand-in for {operation} of {service}: {error}\n", status=500)


class _Asked(BaseResponse):
    """One request to a stand-in: moto parses and renders by the model of the service."""

    def __init__(self, service: str, operation: str) -> None:
        super().__init__(service_name=service)
        self._model = get_service_model(service).operation_model(operation)

    def answer(self, request: Request, handler: Handler) -> Response | None:
        """Return the answer of the handler, if it gives one."""
        self.setup_class(request)
        try:
            result = self._result(request, handler)
        except ServiceException as error:
            return self._rendered(error)
        except HTTPException as error:
            return Response(error.get_body(), error.code, list(error.get_headers()))
        return None if result is None else self._rendered(result)

    def _result(self, request: Request, handler: Handler) -> dict[str, Any] | None:
        self.parse_parameters(request)
        given: dict[str, Any] = self.params
        wrong = _problems(given, self._model.input_shape)
        if wrong:
            raise Refused("ValidationException", wrong)
        backend = backend_of(str(self.service_name), self.current_account, self.region)
        said, shape = handler(backend, given), self._model.output_shape
        if said is None:
            return None
        result: dict[str, Any] = _fitted(said, shape) if shape else {}
        wrong = _problems(result, shape)
        if wrong:
            raise TypeError(wrong)
        return result

    def _rendered(self, result: Any) -> Response:
        status, headers, body = self.serialized(ActionResult(result))
        return Response(body, status, {key: str(value) for key, value in headers.items()})


def _fitted(value: Any, shape: Any) -> Any:
    """Drop members that the output shape does not define: lists return less than get calls."""
    if isinstance(value, dict) and shape.type_name == "structure":
        return {
            key: _fitted(member, shape.members[key])
            for key, member in value.items()
            if member is not None and key in shape.members
        }
    if isinstance(value, list) and shape.type_name == "list":
        return [_fitted(member, shape.member) for member in value]
    return value


def _problems(value: dict[str, Any], shape: Any) -> str:
    if shape is None:
        return ""
    report = ParamValidator().validate(value, shape)
    return str(report.generate_report()) if report.has_errors() else ""
