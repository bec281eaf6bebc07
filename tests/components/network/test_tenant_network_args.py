"""Arguments of TenantNetwork: what is refused, and the one weakening there is."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from soc2_baseline.components.environment import EnvironmentArgs
from soc2_baseline.components.network.tenant_network import (
    TenantNetwork,
    TenantNetworkArgs,
    resolve,
)
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import Profile
from tests.support.arguments import ACME, PROD, SANDBOX
from tests.support.recorder import Recording, record

KEY = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
ARGS: TenantNetworkArgs = {"environment": PROD, "tenant": ACME, "key_arn": KEY}
IN_SANDBOX: TenantNetworkArgs = {**ARGS, "environment": SANDBOX}
BOUNDARY = "arn:aws:iam::123456789012:policy/acme-boundary"


def _made(args: TenantNetworkArgs) -> Recording:
    return record(lambda: TenantNetwork("acme-network", args))


def _names(recording: Recording, short: str) -> list[str]:
    return sorted(made.name for made in recording.of(short))


def _register(folder: Path, **changed: Any) -> str:
    waiver = {
        "id": "EX-1",
        "rule": "vpc-multi-az",
        "scope": "*acme-network*",
        "reason": "a staging copy that may lose a zone",
        "owner": "platform",
        "approver": "security",
        "ticket": "OPS-1",
        "expires": date.today() + timedelta(days=30),  # noqa: DTZ011
        **changed,
    }
    file = folder / "exceptions.yaml"
    file.write_text(yaml.safe_dump([waiver]))
    return str(file)


def test_an_exception_allows_one_nat(tmp_path: Path) -> None:
    stage: EnvironmentArgs = {
        **PROD,
        "profile": Profile.STAGE,
        "exceptions_file": _register(tmp_path),
    }
    args: TenantNetworkArgs = {**ARGS, "environment": stage, "single_nat_exception": "EX-1"}
    assert _names(_made(args), "ec2.NatGateway") == ["acme-network-nat-a"]


def test_an_exception_must_be_about_the_zones(tmp_path: Path) -> None:
    file = _register(tmp_path, rule="vpc-flow-logs")
    other: EnvironmentArgs = {**PROD, "exceptions_file": file}
    with pytest.raises(ConfigError, match="is about vpc-flow-logs, not vpc-multi-az"):
        resolve({**ARGS, "environment": other, "single_nat_exception": "EX-1"})


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"cidr": "10.0.0.0/16"}, "cidr '10.0.0.0/16'; accepted is none beside a tenant's own"),
        ({"egress": "PROXY"}, "egress is 'PROXY'; input should be 'NAT' or 'NONE'"),
        ({"endpoints": ["sftp"]}, "endpoints 'sftp'; accepted are athena"),
        ({"single_nat_exception": "EX-9"}, "exception 'EX-9' is not in"),
        ({"flow_logs": False}, "flow_logs is unknown"),
        ({"environment": {**PROD, "zones": ["a", "z"]}}, "has no room for zone 'z'"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]


def test_a_shared_network_needs_a_range() -> None:
    args: Any = {name: value for name, value in ARGS.items() if name != "tenant"}
    with pytest.raises(ConfigError, match="cidr is missing; without a tenant"):
        resolve(args)
