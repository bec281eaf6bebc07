"""Descriptions of stand-ins, without a server."""

from types import SimpleNamespace
from typing import Any

import pytest

from soc2_baseline.baseline.sandbox.contract import Refused
from soc2_baseline.baseline.sandbox.models import (
    Record,
    Resource,
    Setting,
    now,
    operations,
    tagging,
)

THING = Resource(
    name="things",
    by=("name",),
    creates="CreateThing",
    reads="GetThing",
    updates=("UpdateThing",),
    deletes="DeleteThing",
    lists={"ListThings": "things"},
    asked="names",
    of=("kind",),
    renamed={"thingName": "name"},
    defaults={"kind": "plain"},
    made={"arn": "arn:{partition}:x:{region}:{account}:thing/{name}", "at": now},
    changed={"changed": True},
    under="thing",
    tags="tags",
)


@pytest.fixture
def backend() -> Any:
    return SimpleNamespace(region_name="us-east-1", account_id="1", partition="aws")


def asked(described: Resource | Setting, operation: str, backend: Any, **given: Any) -> Record:
    answer = operations(described)[operation](backend, given)
    assert answer is not None
    return answer


def refused(described: Resource | Setting, operation: str, backend: Any, **given: Any) -> str:
    with pytest.raises(Refused) as error:
        asked(described, operation, backend, **given)
    return error.value.code


def test_a_resource_is_told_as_it_was_given_and_what_aws_adds(backend: Any) -> None:
    made = asked(THING, "CreateThing", backend, thingName="a", size=1)
    assert made["arn"] == "arn:aws:x:us-east-1:1:thing/a"
    assert made["at"] > 0
    told = asked(THING, "GetThing", backend, thingName="a")
    assert told["thing"] == {
        "name": "a",
        "size": 1,
        "kind": "plain",
        "arn": made["arn"],
        "at": made["at"],
    }


def test_a_resource_is_there_once(backend: Any) -> None:
    asked(THING, "CreateThing", backend, thingName="a")
    assert refused(THING, "CreateThing", backend, thingName="a") == "ConflictException"
    asked(THING, "DeleteThing", backend, thingName="a")
    assert refused(THING, "GetThing", backend, thingName="a") == "ResourceNotFoundException"
    assert refused(THING, "DeleteThing", backend, thingName="a") == "ResourceNotFoundException"
    asked(THING, "CreateThing", backend, thingName="a")


def test_what_aws_makes_up_may_be_the_key(backend: Any) -> None:
    same = Resource(name="s", by=("arn",), creates="C", made={"arn": "arn:{name}"})
    asked(same, "C", backend, name="a")
    assert refused(same, "C", backend, name="a") == "ConflictException"
    each = Resource(name="e", by=("id",), creates="C", made={"id": "{uuid}"})
    one, other = (asked(each, "C", backend)["id"] for _ in range(2))
    assert one != other


def test_a_change_keeps_the_rest(backend: Any) -> None:
    asked(THING, "CreateThing", backend, thingName="a", size=1, colour="red")
    asked(THING, "UpdateThing", backend, thingName="a", size=2)
    told = asked(THING, "GetThing", backend, thingName="a")["thing"]
    assert (told["size"], told["colour"], told["changed"]) == (2, "red", True)
    assert refused(THING, "UpdateThing", backend, thingName="b") == "ResourceNotFoundException"


def test_putting_what_is_there_changes_it(backend: Any) -> None:
    put = Resource(name="p", by=("n",), creates="Put", made={"id": "{uuid}"}, exists="")
    first = asked(put, "Put", backend, n="a", size=1)
    again = asked(put, "Put", backend, n="a", size=2)
    assert (again["id"], again["size"]) == (first["id"], 2)
    assert len(put.records(backend)) == 1


def test_lists_choose(backend: Any) -> None:
    for name, kind in (("a", "plain"), ("b", "fancy")):
        asked(THING, "CreateThing", backend, thingName=name, kind=kind)

    def names(**given: Any) -> list[str]:
        return [one["name"] for one in asked(THING, "ListThings", backend, **given)["things"]]

    assert names() == ["a", "b"]
    assert names(kind="fancy") == ["b"]
    assert names(names=["a"]) == ["a"]
    assert refused(THING, "ListThings", backend, names=["c"]) == "ResourceNotFoundException"


def test_values_may_be_within_a_member(backend: Any) -> None:
    inner = Resource(name="i", by=("n",), creates="C", reads="G", within="Inner")
    asked(inner, "C", backend, Inner={"n": "a", "size": 1}, token="t")
    assert asked(inner, "G", backend, n="a")["size"] == 1


def test_needs_are_asked_first(backend: Any) -> None:
    child = Resource(
        name="c", by=("name", "rule"), creates="C", renamed={"thingName": "name"}, needs=THING.find
    )
    assert refused(child, "C", backend, thingName="a", rule="r") == "ResourceNotFoundException"
    asked(THING, "CreateThing", backend, thingName="a")
    asked(child, "C", backend, thingName="a", rule="r")


@pytest.mark.parametrize(
    ("before", "more", "gone", "after"),
    [
        ({"a": "1"}, {"b": "2"}, ["a"], {"b": "2"}),
        (None, {"b": "2"}, [], {"b": "2"}),
        (
            [{"Key": "a", "Value": "1"}],
            [{"Key": "b", "Value": "2"}],
            ["a"],
            [{"Key": "b", "Value": "2"}],
        ),
        (
            [{"TagKey": "a", "TagValue": "1"}],
            [{"TagKey": "b", "TagValue": "2"}],
            [],
            [{"TagKey": "a", "TagValue": "1"}, {"TagKey": "b", "TagValue": "2"}],
        ),
        (
            [{"key": "a", "value": "1"}],
            [{"key": "a", "value": "2"}],
            [],
            [{"key": "a", "value": "2"}],
        ),
    ],
)
def test_tags(backend: Any, before: Any, more: Any, gone: list[str], after: Any) -> None:
    made = asked(THING, "CreateThing", backend, thingName="a", tags=before)
    tags = tagging(THING)
    assert tags["TagResource"](backend, {"resourceArn": made["arn"], "tags": more}) == {}
    assert tags["UntagResource"](backend, {"resourceArn": made["arn"], "tagKeys": gone}) == {}
    told = tags["ListTagsForResource"](backend, {"resourceArn": made["arn"]})
    assert told is not None
    assert told["tags"] == after


def test_tags_of_others_are_left_to_moto(backend: Any) -> None:
    asked(THING, "CreateThing", backend, thingName="a")
    for handler in tagging(THING).values():
        assert handler(backend, {"resourceArn": "arn:other", "tags": {}, "tagKeys": []}) is None


def test_a_setting_has_defaults_until_it_is_set_and_again_after_a_reset(backend: Any) -> None:
    setting = Setting(
        name="s",
        reads="Get",
        writes={"Enable": {}, "Disable": {"State": "off"}},
        resets=("Reset",),
        defaults={"State": "off", "Region": "{region}"},
        under="Inner",
    )
    assert asked(setting, "Get", backend)["Inner"] == {"State": "off", "Region": "us-east-1"}
    asked(setting, "Enable", backend, State="on")
    assert asked(setting, "Get", backend)["State"] == "on"
    asked(setting, "Disable", backend)
    assert asked(setting, "Get", backend)["State"] == "off"
    asked(setting, "Enable", backend, State="on")
    assert asked(setting, "Reset", backend)["State"] == "off"
    assert asked(setting, "Get", backend)["State"] == "off"


def test_a_setting_without_defaults_may_be_missing(backend: Any) -> None:
    setting = Setting(
        name="s", by=("Vault",), reads="Get", writes={"Put": {}}, resets=("Del",), defaults=None
    )
    assert refused(setting, "Get", backend, Vault="a") == "ResourceNotFoundException"
    asked(setting, "Put", backend, Vault="a", Topic="t")
    assert asked(setting, "Get", backend, Vault="a")["Topic"] == "t"
    assert refused(setting, "Get", backend, Vault="b") == "ResourceNotFoundException"
    asked(setting, "Del", backend, Vault="a")
    assert refused(setting, "Get", backend, Vault="a") == "ResourceNotFoundException"


def test_what_a_change_does_not_name(backend: Any) -> None:
    setting = Setting(name="s", reads="Get", writes={"Put": {}}, merged=("Kept",))
    asked(setting, "Put", backend, Kept={"a": 1}, Replaced={"a": 1})
    asked(setting, "Put", backend, Kept={"b": 2}, Replaced={"b": 2})
    told = asked(setting, "Get", backend)
    assert (told["Kept"], told["Replaced"]) == ({"a": 1, "b": 2}, {"b": 2})


def test_some_values_mean_none(backend: Any) -> None:
    setting = Setting(name="s", reads="Get", writes={"Put": {}}, unset=("no-preference", -1))
    asked(setting, "Put", backend, Tokens="required", Hops=2)
    asked(setting, "Put", backend, Tokens="no-preference", Hops=-1)
    assert asked(setting, "Get", backend) == {}
