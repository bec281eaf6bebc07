"""``baseline guardrails``: the organization's policies, linted before AWS has them."""

import json
from pathlib import Path
from typing import Annotated

import typer

from soc2_baseline.baseline.cli.output import Format, Output, OutputFormat, write_json, write_page
from soc2_baseline.baseline.cli.render.guardrails import document, page
from soc2_baseline.components.environment import resolve_environment
from soc2_baseline.components.organization.guardrail_plan import (
    LONGEST_ORGANIZATION_ID,
    Draft,
    written,
)
from soc2_baseline.components.region_checks import region_problems
from soc2_baseline.core.control_policies.lint import lint as linted
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import ExitCode, Profile, Verdict

app = typer.Typer(
    no_args_is_help=True,
    help="Lint and print the policies of the organization.",
)
ACCOUNT = "123456789012"
"""An invented account: no guardrail names one."""

Regions = Annotated[
    list[str] | None,
    typer.Option("--region", metavar="REGION", help="A region in use, the home region first."),
]


@app.command("lint")
def lint(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE]...", help="Policies of your own, as JSON."),
    ] = None,
    policy_type: Annotated[
        PolicyType, typer.Option("--type", help="The type of these files.")
    ] = PolicyType.SERVICE_CONTROL,
    region: Regions = None,
    output_format: Format = OutputFormat.TABLE,
    output: Output = None,
) -> None:
    """Lint the baseline's guardrails together with policies of your own, and rehearse requests.

    Exit codes: 0 fine, 1 findings, 2 a file cannot be read, 3 could not be determined.

    Examples:
      baseline guardrails lint
      baseline guardrails lint mine.json --format json
    """
    draft = _draft(files or [], policy_type, region or [])
    findings = linted(draft.policies, draft.rehearsals)
    if output_format is OutputFormat.JSON:
        write_json(document(draft, findings), output)
    else:
        write_page(page(draft, findings), output)
    if any(finding.verdict is Verdict.VIOLATION for finding in findings):
        raise typer.Exit(ExitCode.FINDINGS)
    if findings:
        raise typer.Exit(ExitCode.UNDETERMINED)


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A policy, such as identity.")],
    region: Regions = None,
    output: Output = None,
) -> None:
    """Print one of the baseline's policies as JSON.

    Example:
      baseline guardrails show identity
    """
    draft = _draft([], PolicyType.SERVICE_CONTROL, region or [])
    policies = {policy.name: policy for policy in draft.policies}
    if name not in policies:
        raise ConfigError(
            f"{name!r} is not a policy of the baseline; accepted: {', '.join(policies)}"
        )
    write_json(json.loads(policies[name].content), output)


def _draft(files: list[Path], policy_type: PolicyType, regions: list[str]) -> "Draft":
    environment = {
        "account_id": ACCOUNT,
        "region": regions[0] if regions else "eu-central-1",
        "profile": Profile.PROD,
        "owner": "platform",
    }
    resolved = resolve_environment(environment)  # type: ignore[arg-type]
    if problems := region_problems(resolved, regions or [resolved.region], "--region"):
        raise ConfigError(problems)
    return written(
        {
            "environment": environment,  # type: ignore[typeddict-item]
            "organization_id": LONGEST_ORGANIZATION_ID,
            "root_id": "",
            "unit_ids": {},
            "regions": regions or [resolved.region],
            "policies": [
                {"name": file.stem, "type": policy_type, "content": _read(file)} for file in files
            ],
        },
        resolved,
    )


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file}: cannot be read; accepted is a JSON file") from error
