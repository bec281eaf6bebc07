"""Events that a trail takes: all management events, and data events by type of resource.

Source: AWS CloudTrail user guide: logging data events, filtering by advanced event selectors.
"""

import re
from collections.abc import Mapping, Sequence

import pulumi
from pulumi_aws.cloudtrail import TrailAdvancedEventSelectorArgs as Selector
from pulumi_aws.cloudtrail import TrailAdvancedEventSelectorFieldSelectorArgs as Field

from soc2_baseline.components.environment import Environment

OBJECTS = "AWS::S3::Object"
DATA_EVENTS = (OBJECTS, "AWS::Lambda::Function", "AWS::DynamoDB::Table")
"""Types whose data events are taken by default."""

RULE = "cloudtrail-data-events"
_TYPE = re.compile(r"AWS::[A-Za-z0-9]+::[A-Za-z0-9]+")


def data_event_problems(
    place: str, environment: Environment, more: Sequence[str], without: Mapping[str, str]
) -> list[str]:
    """Check the data events that are asked for, or left out."""
    problems = [
        f"{place}: more_data_events {name!r}; accepted are types such as AWS::SNS::Topic"
        for name in more
        if not _TYPE.fullmatch(name)
    ]
    for name, exception in without.items():
        if name not in DATA_EVENTS:
            accepted = ", ".join(DATA_EVENTS)
            problems.append(f"{place}: without_data_events {name!r}; accepted are {accepted}")
        argument = f"{place}: without_data_events[{name!r}]"
        problems += environment.check_exception(exception, RULE, argument)
    return problems


def event_types(more: Sequence[str], without: Mapping[str, str]) -> tuple[str, ...]:
    """Return the types whose data events are taken, each once."""
    return tuple(name for name in dict.fromkeys((*DATA_EVENTS, *more)) if name not in without)


def event_selectors(
    environment: Environment, types: Sequence[str], archive: pulumi.Input[str]
) -> list[Selector]:
    """Return the selectors of a trail that delivers to the bucket ``archive``."""
    management = Selector(
        name="management", field_selectors=[Field(field="eventCategory", equals=["Management"])]
    )
    own = pulumi.Output.concat(environment.arn("s3", "", region="", account=""), archive, "/")
    selectors = [management]
    for name in types:
        if name == OBJECTS:
            # Each delivery is a put: recording it would be delivered, recorded, delivered.
            puts = Field(field="eventName", not_equals=["PutObject"])
            selectors.append(_data(f"{name}-archive", name, _at(starts_withs=[own]), puts))
            selectors.append(_data(name, name, _at(not_starts_withs=[own])))
        else:
            selectors.append(_data(name, name))
    return selectors


def _at(**compared: list[pulumi.Output[str]]) -> Field:
    return Field(field="resources.ARN", **compared)


def _data(title: str, resource_type: str, *fields: Field) -> Selector:
    chosen = [
        Field(field="eventCategory", equals=["Data"]),
        Field(field="resources.type", equals=[resource_type]),
    ]
    return Selector(name=title, field_selectors=[*chosen, *fields])
