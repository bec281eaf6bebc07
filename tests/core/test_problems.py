"""Pydantic's findings in our words: place, value, what is accepted."""

from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from soc2_baseline.core.problems import sentences
from soc2_baseline.core.vocabulary import Profile


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class _Leaf(_Strict):
    size: int = Field(1, alias="leaf-size")


class _Branch(_Strict):
    leaves: list[_Leaf] = []
    best: _Leaf | None = None
    by_name: dict[str, _Leaf] = {}


class _Tree(_Strict):
    name: str = Field(pattern="^[a-z]+$", description="A word.")
    profile: Profile = Profile.PROD
    branch: _Branch = _Branch()
    height: int = 1

    @field_validator("height")
    @classmethod
    def _grows(cls, height: int) -> int:
        if height < 0:
            raise ValueError(f"{height} is under the ground; accepted is 0 or more")
        return height


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "place: name is missing; accepted is a word"),
        ({"name": "A"}, "place: name is 'A'; accepted is text like ^[a-z]+$"),
        (
            {"name": "a", "profile": "live"},
            "place: profile is 'live'; input should be 'sandbox', 'dev', 'stage' or 'prod'",
        ),
        (
            {"name": "a", "nam": 1},
            "place: nam is unknown; accepted are branch, height, name, profile",
        ),
        (
            {"name": "a", "height": -1},
            "place: height: -1 is under the ground; accepted is 0 or more",
        ),
        (
            {"name": "a", "branch": {"twig": 1}},
            "place: branch.twig is unknown; accepted are best, by_name, leaves",
        ),
        (
            {"name": "a", "branch": {"leaves": [{}, {"siz": 1}]}},
            "place: branch.leaves[1].siz is unknown; accepted are leaf-size",
        ),
        (
            {"name": "a", "branch": {"best": {"siz": 1}}},
            "place: branch.best.siz is unknown; accepted are leaf-size",
        ),
        (
            {"name": "a", "branch": {"leaves": [{"leaf-size": "big"}]}},
            "place: branch.leaves[0].leaf-size is 'big'; input should be a valid integer, unable "
            "to parse string as an integer",
        ),
        (
            {"name": "a", "branch": "x" * 80},
            f"place: branch is '{'x' * 56}...; input should be a valid dictionary or instance of "
            "_Branch",
        ),
        ("text", "place is 'text'; input should be a valid dictionary or instance of _Tree"),
    ],
)
def test_sentence(values: Any, sentence: str) -> None:
    with pytest.raises(ValidationError) as refused:
        _Tree.model_validate(values)
    assert sentences(refused.value, "place", _Tree) == [sentence]


def test_without_a_model_the_names_are_left_out() -> None:
    with pytest.raises(ValidationError) as refused:
        _Tree.model_validate({"nam": 1})
    assert sentences(refused.value, "place") == ["place: name is missing", "place: nam is unknown"]


def test_names_below_a_mapping() -> None:
    with pytest.raises(ValidationError) as refused:
        _Tree.model_validate({"name": "a", "branch": {"by_name": {"oak": {"siz": 1}}}})
    (said,) = sentences(refused.value, "place", _Tree)
    assert said == "place: branch.by_name.oak.siz is unknown; accepted are leaf-size"
