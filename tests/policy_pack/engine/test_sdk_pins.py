"""The private parts of Pulumi's SDKs that this project uses are as it knows them.

A failure here after an upgrade says what to look at before anything else.
"""

import inspect
from typing import Any

import pulumi_policy
import pytest
from google.protobuf.struct_pb2 import Struct
from pulumi.runtime import config, mocks, proto, rpc, stack
from pulumi.runtime import settings as runtime_settings
from pulumi.runtime.proto import analyzer_pb2_grpc
from pulumi_policy import policy, proxy

from soc2_baseline.policy_pack.catalog import RULES
from soc2_baseline.policy_pack.engine import properties
from tests.support.servicer import Call, ours, the_sdks

SERVICER = policy._PolicyAnalyzerServicer


def parameters(function: Any) -> list[str]:
    return list(inspect.signature(function).parameters)


def test_how_the_servicer_is_made() -> None:
    assert parameters(SERVICER.__init__) == [
        "self",
        "name",
        "version",
        "policies",
        "enforcement_level",
        "initial_config",
        "description",
        "display_name",
        "readme",
        "provider",
        "tags",
        "repository",
    ]


@pytest.mark.parametrize(
    "attribute",
    ["policies", "policy_pack_name", "policy_pack_version", "policy_pack_description"],
)
def test_what_the_servicer_remembers(attribute: str) -> None:
    """GetAnalyzerInfo, which we inherit, reads these."""
    assert hasattr(ours(RULES[:1]), f"_PolicyAnalyzerServicer__{attribute}")


def test_what_the_servicer_answers() -> None:
    calls = {
        name: parameters(getattr(SERVICER, name))
        for name in vars(analyzer_pb2_grpc.AnalyzerServicer)
        if name[0].isupper() and name in vars(SERVICER)
    }
    assert set(calls) >= {
        "Analyze",
        "AnalyzeStack",
        "Remediate",
        "GetAnalyzerInfo",
        "GetPluginInfo",
        "Configure",
        "ConfigureStack",
    }
    assert {tuple(names) for names in calls.values()} <= {
        ("self", "request", "_context"),
        ("self", "_request", "_context"),
    }


def test_size_of_messages() -> None:
    assert policy._MAX_RPC_MESSAGE_SIZE == 1024 * 1024 * 400


def test_the_sentinels_are_the_sdks() -> None:
    theirs = {value for name, value in vars(proxy).items() if name.startswith("UNKNOWN_")}
    assert theirs == properties._UNKNOWN_SENTINELS
    assert rpc.UNKNOWN in theirs
    assert {name for name in vars(rpc) if name.startswith("UNKNOWN")} == {"UNKNOWN"}


def test_the_proxies_give_up_what_they_hold() -> None:
    wrapped = proxy.unknown_checking_proxy({"a": [1], "b": {"c": rpc.UNKNOWN}})
    assert isinstance(wrapped, proxy._DictProxy)
    inner = wrapped["__target"]
    assert isinstance(inner["a"], proxy._ListProxy)
    assert inner["a"]["__target"] == [1]
    assert proxy._is_unknown(inner["b"]["__target"]["c"])
    assert not proxy._is_unknown("c")


def test_signatures_in_properties() -> None:
    assert rpc._special_sig_key == "4dabf18193072939515e22adb298388d"
    assert rpc._special_secret_sig == "1b47061264138c4ac30d75fd1eb44270"
    assert rpc._special_output_value_sig == "d0e6a833031e9bbcd3f4e8bde6ca49a4"


def test_the_sdk_puts_the_description_in_front() -> None:
    """``core.verdicts.parse`` takes it away again."""
    bucket = proto.AnalyzeRequest(type="aws:kms/key:Key", urn="urn:it", properties=Struct())
    rule = next(rule for rule in RULES if rule.id == "kms-rotation")
    (said,) = the_sdks([rule]).Analyze(bucket, Call()).diagnostics
    assert said.message.startswith(f"{rule.summary}\nenabled: ")
    assert said.description == rule.summary


@pytest.mark.parametrize(
    ("function", "expected"),
    [
        (mocks.MockEngine.__init__, "self logger"),
        (mocks.MockMonitor.__init__, "self mocks"),
        (mocks.MockMonitor.make_urn, "self parent type_ name"),
        (runtime_settings.configure, "settings"),
        (stack.run_in_stack, "func"),
        (pulumi_policy.PolicyConfigSchema.__init__, "self properties required"),
    ],
)
def test_parameters(function: Any, expected: str) -> None:
    found = parameters(function)
    assert found[: len(expected.split())] == expected.split()


def test_mock_settings_take_anything() -> None:
    made: Any = mocks.MockSettings(monitor="m", monitor_features={"f"}, dry_run=True)  # type: ignore[no-untyped-call]
    assert (made.monitor, made.monitor_features, made.dry_run) == ("m", {"f"}, True)
    assert issubclass(mocks.MockSettings, runtime_settings.Settings)


def test_run_in_stack_is_a_coroutine() -> None:
    assert inspect.iscoroutinefunction(stack.run_in_stack)


def test_where_configuration_is_kept() -> None:
    before = dict(config.CONFIG.get())
    config.set_all_config({"a:b": "c"})
    try:
        assert config.CONFIG.get() == {"a:b": "c"}
    finally:
        config.set_all_config(before)


@pytest.mark.parametrize(
    ("message", "fields"),
    [
        ("AnalyzeRequest", "type properties urn name options provider"),
        (
            "AnalyzerResource",
            "type properties urn name options provider parent dependencies propertyDependencies",
        ),
        (
            "AnalyzeDiagnostic",
            "policyName policyPackName policyPackVersion description message enforcementLevel urn "
            "severity",
        ),
        ("AnalyzeResponse", "diagnostics not_applicable"),
        ("AnalyzerStackConfigureRequest", "config tags dry_run"),
        ("PolicyConfig", "enforcementLevel properties"),
        (
            "PolicyInfo",
            "name description enforcementLevel configSchema policy_type severity framework tags "
            "remediation_steps url",
        ),
    ],
)
def test_fields_of_the_protocol(message: str, fields: str) -> None:
    known = {field.name for field in getattr(proto, message).DESCRIPTOR.fields}
    assert set(fields.split()) <= known
