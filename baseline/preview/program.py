"""Runs a Pulumi program, or any function that makes resources, under a recording monitor."""

import asyncio
import logging
import os
import runpy
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
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


def program(folder: Path) -> Callable[[], None]:
    """The program in a folder, run as the language host runs it: its folder first on the path."""

    def make() -> None:
        before = list(sys.path)
        where = Path.cwd()
        os.chdir(folder)
        try:
            runpy.run_path(str(folder), run_name="__main__")
        finally:
            os.chdir(where)
            sys.path[:] = before

    return make
