"""The sandbox's AWS: moto with the stand-ins, on the loopback address only.

Run as ``python -m soc2_baseline.baseline.sandbox.server --port N``. With ``--leash`` the server
ends when its standard input does: when the process that started it is gone, for whatever reason.
"""

import argparse
import logging
import os
import signal
import sys
import threading
from types import FrameType

from moto.moto_server.werkzeug_app import (
    DomainDispatcherApplication,
    MotoRequestHandler,
    create_backend_app,
)
from werkzeug.serving import make_server

from soc2_baseline.baseline.sandbox import stand_ins
from soc2_baseline.baseline.sandbox.environment import HOST
from soc2_baseline.baseline.sandbox.exactly_once import ExactlyOnce
from soc2_baseline.baseline.sandbox.front import Front


def serve(port: int, *, leash: bool) -> None:
    """Serve until SIGTERM, or until standard input ends where there is a leash."""
    # A line per request is noise; what moto cannot answer is still logged.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    stand_ins.install()
    os.environ["MOTO_PORT"] = str(port)
    server = make_server(
        HOST,
        port,
        ExactlyOnce(Front(DomainDispatcherApplication(create_backend_app))),
        threaded=True,
        request_handler=MotoRequestHandler,
    )
    if leash:
        threading.Thread(target=_end_with_stdin, daemon=True).start()
    server.serve_forever()


def _end_with_stdin() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    # Requests under way are not waited for: nobody is left to read their answers.
    os._exit(0)


def _terminate(_signal: int, _frame: FrameType | None) -> None:
    os._exit(0)


def main() -> None:
    """Read the arguments, serve."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--leash", action="store_true")
    arguments = parser.parse_args()
    # Ctrl-C goes to the whole group: the server outlasts it, so that pulumi can clean up first.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _terminate)
    serve(arguments.port, leash=arguments.leash)


if __name__ == "__main__":
    main()
