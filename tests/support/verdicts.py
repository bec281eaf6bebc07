"""Verdicts of an offline preview and of the engine, in a form that can be compared."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from soc2_baseline.baseline.preview.pack import PackFiles
from soc2_baseline.baseline.preview.preview import preview
from soc2_baseline.baseline.preview.project import load
from soc2_baseline.core.verdicts import parse
from soc2_baseline.policy_pack import FOLDER as PACK
from tests.support.engine import Engine

Said = set[tuple[str, str | None, str | None, str]]
"""Rule, finding key, URN and verdict."""


def offline(folder: Path, config: Mapping[str, Any], stack: str | None = None) -> Said:
    """What the pack says in an offline preview of a project under the engine's stack name."""
    overrides = {k: v if isinstance(v, str) else json.dumps(v) for k, v in config.items()}
    project = replace(load(folder, overrides, stack), stack="sandbox")
    return {
        (f.policy, f.key, f.urn, str(f.verdict)) for f in preview(project, PackFiles(PACK)).findings
    }


def engine(stack: Engine) -> Said:
    """What the pack said in the engine's last run."""
    said = set()
    for event in stack.verdicts():
        statement = parse(event["message"].strip())
        urn = event["resourceUrn"]
        said.add((event["policyName"], statement.key, urn, str(statement.verdict)))
    return said
