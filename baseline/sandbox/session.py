"""A sandbox session: a server and the Pulumi state that is about what the server holds.

Neither is worth anything without the other, so they begin and end together. A kept session is
recorded in the cache folder and outlives the command that began it.
"""

import datetime
import http.client
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from soc2_baseline.baseline.sandbox import environment
from soc2_baseline.baseline.sandbox.environment import HOST
from soc2_baseline.baseline.sandbox.process import START_SECONDS, Process, Server
from soc2_baseline.core.errors import EnvironmentLacks

STAND_INS_PATH = "/sandbox-api/stand-ins"
"""Path at which the server lists its stand-ins, which take seconds to import."""


@dataclass(frozen=True)
class Session:
    """A running server, and the folder with the state.

    Attributes:
        kept: whether it outlives the command.
        since: when it began, in UTC as ISO 8601; empty if that was not recorded.
    """

    folder: Path
    port: int
    process: Process
    kept: bool
    since: str = ""

    @property
    def url(self) -> str:
        """Return the server's address."""
        return f"http://{HOST}:{self.port}"

    @property
    def state(self) -> Path:
        """Return the folder of Pulumi's file backend."""
        return self.folder / "state"

    def stand_ins(self) -> dict[str, str]:
        """Return the server's stand-ins by name, each with the gap of moto that it fills."""
        connection = http.client.HTTPConnection(HOST, self.port, timeout=START_SECONDS)
        try:
            connection.request("GET", STAND_INS_PATH)
            found: dict[str, str] = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        return found

    def environment(self) -> dict[str, str]:
        """Return the environment of a process that works in it."""
        return environment.environment(self.url, self.state)

    def end(self) -> None:
        """End the server and remove the state."""
        self.process.end()
        shutil.rmtree(self.folder, ignore_errors=True)


def _kept_folder() -> Path:
    return environment.cache_folder() / "kept"


def kept_session() -> Session | None:
    """Return the kept session, if there is one and its server still runs."""
    folder = _kept_folder()
    try:
        record = json.loads((folder / "session.json").read_text(encoding="utf-8"))
        process = Process(record["pid"], record["started"])
        since = str(record.get("since", ""))
        session = Session(folder, record["port"], process, kept=True, since=since)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return session if process.runs() else None


@contextmanager
def temporary_session(port: int | None = None) -> Iterator[Session]:
    """Make a session that ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="session-", dir=_cache()))
    try:
        (folder / "state").mkdir()
        with Server(folder / "server.log", port) as server:
            yield Session(folder, server.port, server.process, kept=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def begin_kept_session(port: int | None = None) -> Session:
    """Make a session that goes on until it is ended; clear what is left of an earlier one."""
    _cache()
    folder = _kept_folder()
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "state").mkdir(parents=True)
    server = Server(folder / "server.log", port, leash=False)
    process = server.process
    since = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    record = {
        "pid": process.pid,
        "started": process.started,
        "port": server.port,
        "since": since,
    }
    try:
        (folder / "session.json").write_text(json.dumps(record), encoding="utf-8")
    except BaseException:
        server.stop()
        raise
    return Session(folder, server.port, process, kept=True, since=since)


def _cache() -> Path:
    folder = environment.cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentLacks(
            f"the sandbox cannot keep its state in {folder}: {error.strerror}; "
            "make it writable or name another place in XDG_CACHE_HOME"
        ) from error
    return folder
