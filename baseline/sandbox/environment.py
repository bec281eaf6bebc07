"""The environment of processes that work in a sandbox, and the programs that they need."""

import importlib.metadata
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from soc2_baseline.core.errors import EnvironmentLacks

HOST = "127.0.0.1"
ACCOUNT = "123456789012"
REGION = "us-east-1"
NO_ACQUISITION = "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"


def cache_folder() -> Path:
    """Return the folder in which the sandbox keeps its state."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "soc2-baseline" / "sandbox"


def settings(url: str, state: Path, region: str = REGION) -> dict[str, str]:
    """Return the variables that point the Pulumi command line and AWS clients to a sandbox.

    The region stands twice, since boto3 reads AWS_DEFAULT_REGION and other clients AWS_REGION.

    HTTP_PROXY is for hosts that start with an account (123456789012.127.0.0.1, as S3 Control
    makes them) and that no name server knows: the server answers for them as their proxy.
    """
    return {
        "AWS_ENDPOINT_URL": url,
        "AWS_REGION": region,
        "AWS_DEFAULT_REGION": region,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        # What moto lacks it answers with an error, which would else be retried for minutes.
        "AWS_MAX_ATTEMPTS": "3",
        "HTTP_PROXY": url,
        "PULUMI_BACKEND_URL": state.as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "sandbox",
        "PULUMI_SKIP_UPDATE_CHECK": "true",
        "PULUMI_ERROR_OUTPUT_STRING": "true",
        "VIRTUAL_ENV": sys.prefix,
    }


LEFT_OUT = (
    "AWS_PROFILE",
    "AWS_SESSION_TOKEN",
    "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
    "AWS_USE_DUALSTACK_ENDPOINT",
    "AWS_USE_FIPS_ENDPOINT",
    "PULUMI_CONFIG_PASSPHRASE_FILE",
    "PULUMI_STACK",
    "http_proxy",
)
"""Variables of the user that would lead away from the sandbox, into a real account even."""


def environment(url: str, state: Path, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the caller's environment, changed so that everything works in a sandbox."""
    inherited = os.environ if base is None else base
    kept = {
        name: value
        for name, value in inherited.items()
        if name not in LEFT_OUT and not name.startswith("AWS_ENDPOINT_URL")
    }
    # The official command line looks for a program's Python on the path.
    path = os.pathsep.join([str(Path(sys.prefix) / "bin"), kept.get("PATH", os.defpath)])
    return {**kept, **settings(url, state), "PATH": path}


def require_pulumi() -> str:
    """Return the Pulumi command line on PATH, if it can run programs that use AWS."""
    pulumi = shutil.which("pulumi")
    if pulumi is None:
        raise EnvironmentLacks(
            "`pulumi` is not on PATH: install the official Pulumi command line, "
            "nothing else is needed"
        )
    if os.environ.get(NO_ACQUISITION, "").lower() in ("1", "true") and not has_aws_plugin(pulumi):
        wanted = importlib.metadata.version("pulumi-aws")
        raise EnvironmentLacks(
            f"the AWS plugin of Pulumi is missing and {NO_ACQUISITION} forbids getting it: "
            f"run `pulumi plugin install resource aws {wanted}` or unset that variable"
        )
    return pulumi


def has_aws_plugin(pulumi: str) -> bool:
    """Return whether the AWS plugin is installed already."""
    listed = subprocess.run(  # noqa: S603
        [pulumi, "plugin", "ls", "--json"], capture_output=True, text=True, check=False
    )
    try:
        plugins = json.loads(listed.stdout)
    except ValueError:
        return False
    return any((p.get("kind"), p.get("name")) == ("resource", "aws") for p in plugins)
