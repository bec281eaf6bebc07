"""AWS managed IAM policies."""

import os
from copy import copy
from typing import Any

from moto.iam.models import IAMBackend

from soc2_baseline.baseline.sandbox.contract import StandIn


def _apply() -> None:
    # moto's own switch; it is off by default, since each reset would take a second longer.
    os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
    load = IAMBackend._init_aws_policies
    loaded: dict[tuple[str, str], list[Any]] = {}

    def load_once(self: IAMBackend) -> list[Any]:
        key = (self.account_id, self.region_name)
        if key not in loaded:
            loaded[key] = load(self)
        return [copy(policy) for policy in loaded[key]]

    setattr(IAMBackend, "_init_aws_policies", load_once)  # noqa: B010


STAND_IN = StandIn(
    name="AWS managed policies",
    gap="moto leaves out AWS managed policies by default",
    service="iam",
    operations=("AttachRolePolicy", "GetPolicy"),
    apply=_apply,
)
