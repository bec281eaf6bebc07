"""What holds for every component: type token, schema, arguments, registered outputs."""

import importlib
import inspect
import pkgutil
from typing import get_type_hints

import pytest
from pulumi.provider.experimental.analyzer import Analyzer

from soc2_baseline import components
from soc2_baseline.components.base import BaselineComponent

for _module in pkgutil.walk_packages(components.__path__, f"{components.__name__}."):
    importlib.import_module(_module.name)
ALL = sorted(BaselineComponent.__subclasses__(), key=lambda component: component.__name__)


@pytest.mark.parametrize("component", ALL, ids=lambda component: component.__name__)
def test_type_token_names_area_and_class(component: type[BaselineComponent]) -> None:
    area = component.__module__.split(".")[2]
    assert f"soc2:{area}:{component.__name__}" == component.TOKEN


@pytest.mark.parametrize("component", ALL, ids=lambda component: component.__name__)
def test_other_languages_can_use_it(component: type[BaselineComponent]) -> None:
    definition = Analyzer("soc2").analyze_component(component)
    assert definition.inputs
    assert definition.outputs


@pytest.mark.parametrize("component", ALL, ids=lambda component: component.__name__)
def test_constructor_takes_name_args_opts(component: type[BaselineComponent]) -> None:
    names = list(inspect.signature(component.__init__).parameters)
    assert names == ["self", "name", "args", "opts"]
    args = get_type_hints(component.__init__)["args"]
    assert args.__name__ == f"{component.__name__}Args"
    assert inspect.getdoc(component)
