"""Runs a Pulumi program, or any function that makes resources, under a recording monitor."""

import asyncio
import logging
import os
import runpy
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from google.protobuf import empty_pb2
from pulumi import runtime
from pulumi.runtime.config import CONFIG
from pulumi.runtime.mocks import MockEngine, MockSettings
from pulumi.runtime.settings import configure
from pulumi.runtime.stack import run_in_stack

from soc2_baseline.baseline.preview.config_keys import ConfigReads
from soc2_baseline.baseline.preview.monitor import RecordingMonitor
from soc2_baseline.core.errors import ConfigError


@dataclass(frozen=True)
class StackName:
    """Project and stack, as they stand in URNs."""

    project: str
    stack: str


def run(
    make: Callable[[], Any],
    monitor: RecordingMonitor,
    name: StackName,
    config: Mapping[str, str],
    *,
    preview: bool = True,
) -> None:
    """Let ``make`` register its resources with ``monitor``.

    Raises:
        ConfigError: the engine would refuse what was registered.
        Exception: whatever ``make`` raises.
    """
    os.environ["PULUMI_ERROR_OUTPUT_STRING"] = "true"
    info = monitor.GetDeploymentInfo(empty_pb2.Empty())  # type: ignore[no-untyped-call]
    features = set(info.supportedFeatures)
    settings = MockSettings(  # type: ignore[no-untyped-call]
        monitor=monitor,
        monitor_features=features,
        engine=MockEngine(None),
        project=name.project,
        stack=name.stack,
        dry_run=preview,
        organization="organization",
        callbacks=None,
    )
    configure(settings)
    runtime.set_all_config(dict(config))
    if isinstance(config, ConfigReads):
        CONFIG.set(config)  # which the line above copies into a plain dictionary
    # What a failed program leaves unawaited is no news to its user.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    # One worker: registrations arrive in the order in which the program makes them.
    workers = ThreadPoolExecutor(max_workers=1)
    loop.set_default_executor(workers)
    try:
        loop.run_until_complete(run_in_stack(make))
    finally:
        workers.shutdown(wait=True)
        loop.close()
    if monitor.problems:
        raise ConfigError(monitor.problems)


def run_program(
    folder: Path, monitor: RecordingMonitor, name: StackName, config: Mapping[str, str]
) -> None:
    """Run the program in a folder as the language host does, and forget its modules afterwards.

    Raises:
        ConfigError: the engine would refuse what was registered.
        Exception: whatever the program raises.
    """
    with _inside(folder.resolve()) as inside:
        run(lambda: runpy.run_path(str(inside), run_name="__main__"), monitor, name, config)


@contextmanager
def _inside(folder: Path) -> Iterator[Path]:
    """Keep a folder current and first on the path until all callbacks of its program have run.

    The program's own modules go again: a second program may have other ones of the same names.
    """
    path, where, known = list(sys.path), Path.cwd(), set(sys.modules)
    try:
        os.chdir(folder)
        sys.path.insert(0, str(folder))
        yield folder
    finally:
        os.chdir(where)
        sys.path[:] = path
        for module in [name for name in sys.modules if name not in known and _lies(name, folder)]:
            del sys.modules[module]


def _lies(module: str, folder: Path) -> bool:
    """Return whether a module was imported from a folder on the path, and is not one of ours."""
    first = module.partition(".")[0]
    if first == __name__.partition(".")[0]:
        return False
    loaded = sys.modules[module]
    places = [getattr(loaded, "__file__", None), *getattr(loaded, "__path__", ())]
    own = (folder / first, folder / f"{first}.py")
    return any(Path(place).is_relative_to(one) for place in places if place for one in own)
