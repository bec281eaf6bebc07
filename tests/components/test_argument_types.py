"""No value of a wrong type is taken by any component: each argument, each JSON type, generated."""

import asyncio
import re
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import pulumi
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soc2_baseline.components.arguments import checked
from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import EnvironmentArgs, resolve_environment
from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.network.tenant_network_args import TenantNetworkArgs
from soc2_baseline.components.storage.secure_bucket import SecureBucket, SecureBucketArgs
from soc2_baseline.components.tenant import TenantArgs, resolve_tenant
from soc2_baseline.core.errors import ConfigError
from tests.components.test_all_components import ALL
from tests.support.arguments import ACME, PROD
from tests.support.recorder import record

Path = tuple[str | int, ...]

WRONG: list[Any] = [
    *("text", "", "90", 7, 0.5, 90.0, True, False, None),
    *([], ["text"], [7], [None], [[]], [{}], {}, {"text": "text"}, {"text": 7}, {"text": None}),
    *({"text": ["text"]}, {"text": [7]}, {"text": {"text": 7}}),
]
VALID: dict[Any, dict[str, Any]] = {
    EnvironmentArgs: {**PROD, "zones": ["a", "b"]},
    TenantArgs: {**ACME, "tier": "silo", "residency": ["eu-central-1"]},
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


def plain(hint: Any) -> Any:
    """The type without NotRequired and pulumi.Input."""
    while get_origin(hint) in (NotRequired, Union):
        hint = get_args(hint)[0]
    return hint


def example(hint: Any) -> Any:
    """A value of the right type, with every argument."""
    hint = plain(hint)
    if is_typeddict(hint):
        found = {name: example(inner) for name, inner in hint.__annotations__.items()}
        return found | VALID.get(hint, {})
    if get_origin(hint) is list:
        return [example(get_args(hint)[0])]
    if get_origin(hint) is dict:
        return {"name": example(get_args(hint)[1])}
    if issubclass(hint, Enum):
        return next(iter(hint)).value
    return {str: "4h", int: 1, bool: True}[hint]


def is_right(hint: Any, value: Any) -> bool:
    hint = plain(hint)
    if is_typeddict(hint):
        names = hint.__annotations__
        return (
            isinstance(value, dict)
            and hint.__required_keys__ <= value.keys() <= names.keys()
            and all(is_right(names[name], inner) for name, inner in value.items())
        )
    if get_origin(hint) is list:
        return isinstance(value, list) and all(is_right(get_args(hint)[0], v) for v in value)
    if get_origin(hint) is dict:
        inner = get_args(hint)[1]
        return isinstance(value, dict) and all(is_right(inner, v) for v in value.values())
    if issubclass(hint, Enum):
        return isinstance(value, str) and value in [member.value for member in hint]
    if hint is int and isinstance(value, float):
        return value.is_integer()
    return type(value) is hint


def places(hint: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every place in an argument where a value stands, with its type."""
    hint = plain(hint)
    if path:
        yield path, hint
    if is_typeddict(hint):
        for name, inner in hint.__annotations__.items():
            yield from places(inner, (*path, name))
    elif get_origin(hint) is list:
        yield from places(get_args(hint)[0], (*path, 0))
    elif get_origin(hint) is dict:
        yield from places(get_args(hint)[1], (*path, "name"))


def changed(value: Any, path: Path, wrong: Any) -> Any:
    if not path:
        return wrong
    copy = value.copy()
    copy[path[0]] = changed(copy[path[0]], path[1:], wrong)
    return copy


def shape_of(component: type[BaselineComponent]) -> Any:
    return get_type_hints(component.__init__)["args"]


def refuse(component: type[BaselineComponent], path: Path, wrong: Any) -> None:
    args = changed(example(shape_of(component)), path, wrong)
    with pytest.raises(ConfigError) as refused:
        component("data", args, None)  # type: ignore[call-arg]
    where = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    named = [p for p in refused.value.problems if f": {where.removeprefix('.')}" in p]
    assert named, (wrong, refused.value.problems)
    assert all(p.startswith(component.__name__) for p in refused.value.problems)


@pytest.mark.parametrize("component", ALL, ids=lambda component: component.__name__)
def test_an_example_has_the_right_types(component: type[BaselineComponent]) -> None:
    shape = shape_of(component)
    checked(example(shape), shape, component.__name__)


@pytest.mark.parametrize("component", ALL, ids=lambda component: component.__name__)
def test_every_wrong_json_type_is_refused(component: type[BaselineComponent]) -> None:
    tried = 0
    for path, hint in places(shape_of(component)):
        for wrong in WRONG:
            if not is_right(hint, wrong):
                refuse(component, path, wrong)
                tried += 1
    assert tried > 100


@pytest.mark.parametrize("component", ALL, ids=lambda component: component.__name__)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_wrong_json_is_refused(component: type[BaselineComponent], data: st.DataObject) -> None:
    path, hint = data.draw(st.sampled_from(list(places(shape_of(component)))))
    refuse(component, path, data.draw(JSON.filter(lambda value: not is_right(hint, value))))


@pytest.mark.parametrize("component", ALL, ids=lambda component: component.__name__)
@pytest.mark.parametrize("args", [None, "text", 7, [], [["environment", PROD]]])
def test_arguments_are_an_object(component: type[BaselineComponent], args: Any) -> None:
    with pytest.raises(ConfigError, match=component.__name__):
        component("data", args, None)  # type: ignore[call-arg]


BUCKET: SecureBucketArgs = {"environment": PROD, "key_arn": "key", "log_bucket": "logs"}


def read(**more: Any) -> Any:
    args: Any = {**BUCKET, **more}
    return checked(args, SecureBucketArgs, "SecureBucket 'data'")


def test_values_of_other_languages() -> None:
    found = read(retention_days=90.0, data_class="personal")
    assert (found["retention_days"], type(found["retention_days"])) == (90, int)
    assert found["data_class"].name == "PERSONAL"


def in_a_program(make: Callable[[], Any]) -> Any:
    """What a function returns where outputs can be made."""
    made: list[Any] = []
    record(lambda: made.append(make()))
    return made[0]


def test_values_that_are_known_later_are_left_alone() -> None:
    def program() -> bool:
        output = pulumi.Output.from_input("key")
        later = asyncio.get_event_loop().create_future()
        found = read(key_arn=output, log_bucket=later)
        return found["key_arn"] is output and found["log_bucket"] is later

    assert in_a_program(program)


def test_what_decides_on_resources_must_be_known() -> None:
    def program() -> str:
        with pytest.raises(ConfigError) as refused:
            read(retention_days=pulumi.Output.from_input(90))
        return str(refused.value)

    said = in_a_program(program)
    assert said.startswith("SecureBucket 'data': retention_days is <pulumi.output.Output object")


def test_what_is_resolved_is_left_alone() -> None:
    environment, tenant = resolve_environment(PROD), resolve_tenant(ACME)
    found = read(environment=environment, tenant=tenant)
    assert (found["environment"] is environment, found["tenant"] is tenant) == (True, True)
    with pytest.raises(ConfigError, match=r"tenant is Environment\("):
        read(tenant=environment)


def test_everything_wrong_is_reported_together() -> None:
    wrong = {
        "environment": {**PROD, "region": "mars", "zones": ["a"]},
        "tenant": {"id": "Acme", "cidr": "8.8.0.0/16"},
        "object_lock_days": True,
        "retention": 1,
        "log_bucket": "logs",
    }
    with pytest.raises(ConfigError) as refused:
        SecureBucket("data", wrong)  # type: ignore[arg-type]
    said = [problem.removeprefix("SecureBucket 'data': ") for problem in refused.value.problems]
    assert [re.split(r"[;,]", sentence)[0] for sentence in said] == [
        "environment: region 'mars' is unknown",
        "environment: zones ['a']",
        "tenant: id 'Acme'",
        "tenant: cidr '8.8.0.0/16'",
        "key_arn is missing",
        "object_lock_days is True",
        "retention is unknown",
    ]


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (
            {"environment": PROD, "users": ["S3"]},
            "EncryptionKey: users[0] is 'S3'; input should be 's3', ",
        ),
        (
            {"environment": PROD, "users": [], "administrators": "arn:…"},
            "EncryptionKey: administrators is 'arn:…'; input should be a valid list",
        ),
        (
            {"environment": {**PROD, "owner": None}, "users": [], "rotation_days": "90"},
            "EncryptionKey: environment.owner is None; input should be a valid string",
        ),
    ],
)
def test_sentences(args: Any, sentence: str) -> None:
    with pytest.raises(ConfigError) as refused:
        EncryptionKey("key", args)
    assert refused.value.problems[0].startswith(sentence)


def test_an_enumeration_is_a_member_or_its_text() -> None:
    network: Any = {"environment": PROD, "key_arn": "key", "egress": "NONE"}
    assert checked(network, TenantNetworkArgs, "TenantNetwork")["egress"].name == "NONE"
