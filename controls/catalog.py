"""Control files, one per AICPA criterion, with our own statements of how it is met."""

from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.files import Document, Steps, read_document

FOLDER = Path(__file__).parent
_REGISTERS = ("vendors.yaml",)
"""Files in the folder that are not controls."""

_COUNTS = {
    "CC": (5, 3, 4, 2, 3, 8, 5, 1, 2),
    "A": (3,),
    "C": (2,),
    "PI": (5,),
    "P": (1, 1, 2, 3, 2, 7, 1, 1),
}

GROUPS = tuple(_COUNTS)

CRITERIA = tuple(
    f"{group}{major}.{minor}"
    for group, counts in _COUNTS.items()
    for major, count in enumerate(counts, start=1)
    for minor in range(1, count + 1)
)
"""The ids of all criteria, in display order."""


class Kind(StrEnum):
    """Operation of a control: automated with evidence, partly automated, or by people."""

    AUTOMATED = "automated"
    PARTLY = "partly"
    MANUAL = "manual"


class Status(StrEnum):
    """Implementation status of a control; ``unmet`` if nothing meets the criterion yet."""

    MET = "met"
    PARTIAL = "partial"
    UNMET = "unmet"


class Frequency(StrEnum):
    """Frequency of a control's operation."""

    CONTINUOUS = "continuous"
    PER_CHANGE = "per-change"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    ANNUALLY = "annually"
    ON_EVENT = "on-event"


class Owner(StrEnum):
    """The role that owns a control; control files never name a person."""

    EXECUTIVE = "executive management"
    LEGAL = "legal"
    PEOPLE = "people operations"
    PLATFORM = "platform engineering"
    PRIVACY = "privacy"
    PRODUCT = "product engineering"
    SECURITY = "security"
    SUPPORT = "customer support"
    VENDORS = "vendor management"


def _one_of(words: type[StrEnum]) -> str:
    return "one of " + ", ".join(words)


Sentence = Annotated[str, StringConstraints(min_length=10, pattern=r"\.$")]
ComponentName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9]+$")]
RuleName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)+$")]
CollectorName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]


class Control(BaseModel):
    """One control file; error messages quote the descriptions as accepted values."""

    # YAML has neither enums nor tuples, so only those fields are not strict.
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    id: str = Field(description="the id of a criterion, such as CC6.1, as in the file's name")
    title: Annotated[str, StringConstraints(min_length=3, max_length=60, pattern=r"[^.]$")] = Field(
        description="our own short title: 3 to 60 characters, no full stop"
    )
    statement: Sentence = Field(description="our own statement: sentences that end in a full stop")
    status: Status = Field(strict=False, description=_one_of(Status))
    kind: Kind = Field(strict=False, description=_one_of(Kind))
    owner: Owner = Field(strict=False, description=f"a role, {_one_of(Owner)}")
    frequency: Frequency = Field(strict=False, description=_one_of(Frequency))
    components: tuple[ComponentName, ...] = Field(
        strict=False, description="a list of component classes, such as SecureBucket"
    )
    rules: tuple[RuleName, ...] = Field(
        strict=False, description="a list of rule ids, such as s3-tls-only"
    )
    evidence: tuple[CollectorName, ...] = Field(
        strict=False, description="a list of collectors, such as iam_mfa"
    )
    procedure: Sentence = Field(
        description="what people do: sentences that end in a full stop, naming no person"
    )
    gaps: tuple[Sentence, ...] = Field(
        strict=False, description="a list of what is missing: sentences that end in a full stop"
    )

    @property
    def group(self) -> str:
        """The letters of the id: CC, A, C, PI or P."""
        return self.id.rstrip("0123456789.")


def file_name(criterion: str) -> str:
    """Return the file name of a criterion: ``cc6_1.yaml`` for CC6.1."""
    return criterion.lower().replace(".", "_") + ".yaml"


def load(folder: Path = FOLDER) -> tuple[Control, ...]:
    """Load the controls of a folder in the order of :data:`CRITERIA`.

    Raises:
        ConfigError: with every problem of every file.
    """
    controls: list[Control] = []
    problems: list[str] = []
    paths = sorted(path for path in folder.glob("*.y*ml") if path.name not in _REGISTERS)
    for path in paths:
        try:
            document = read_document(path)
            control = _control(document)
        except ConfigError as error:
            problems += error.problems
        else:
            controls.append(control)
            problems += [
                f"{document.where(steps)}: {problem}"
                for steps, problem in _contradictions(path.name, control)
            ]
    if not paths:
        problems.append(f"{folder}: no control file; accepted is one such as {file_name('CC6.1')}")
    if problems:
        raise ConfigError(problems)
    return tuple(sorted(controls, key=lambda control: CRITERIA.index(control.id)))


def _control(document: Document) -> Control:
    content = document.content
    if not isinstance(content, dict):
        said = f"{content!r} is not a control; accepted are the fields {_FIELDS}"
        raise ConfigError(f"{document.where()}: {said}")
    try:
        return Control.model_validate(content)
    except ValidationError as error:
        raise ConfigError(
            f"{document.where(detail['loc'])}: {_problem(detail)}" for detail in error.errors()
        ) from error


def _problem(detail: Any) -> str:
    field = str(detail["loc"][0])
    if field not in Control.model_fields:
        return f"not a field of a control; accepted are {_FIELDS}"
    accepted = Control.model_fields[field].description
    value = "missing" if detail["type"] == "missing" else f"{detail['input']!r} is not accepted"
    return f"{value}; accepted is {accepted}"


def _contradictions(file: str, control: Control) -> Iterator[tuple[Steps, str]]:
    """Yield the path and the sentence of what does not fit together."""
    if control.id not in CRITERIA:
        yield ("id",), f"{control.id!r} is not a criterion; accepted are {_CRITERIA_RULE}"
    elif file != file_name(control.id):
        yield ("id",), f"{control.id!r} belongs in the file {file_name(control.id)}"
    for field in ("components", "rules", "evidence"):
        names: tuple[str, ...] = getattr(control, field)
        for number, name in enumerate(names):
            if name in names[:number]:
                yield (field, number), f"{name!r} is listed twice; accepted is each name once"
    built = bool(control.components or control.rules)
    named = built or bool(control.evidence)
    if control.status is Status.UNMET and named:
        yield ("status",), "unmet, yet names are listed; accepted is partial or met"
    if control.status is Status.MET and control.gaps:
        yield ("status",), "met, yet gaps are listed; accepted is partial"
    if control.status is not Status.MET and not control.gaps:
        yield ("gaps",), f"empty; accepted for {control.status.value} is at least one sentence"
    if control.kind is Kind.MANUAL and built:
        yield ("kind",), "manual, yet components or rules are listed; accepted is partly"
    if control.kind is not Kind.MANUAL and not named:
        yield ("kind",), f"{control.kind.value}, yet no name is listed; accepted is manual"


_FIELDS = ", ".join(Control.model_fields)
_CRITERIA_RULE = "CC1.1 to CC9.2, A1.1 to A1.3, C1.1 to C1.2, PI1.1 to PI1.5 and P1.1 to P8.1"
