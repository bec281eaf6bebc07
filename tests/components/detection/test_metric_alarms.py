import re
from typing import Any

import botocore.session
import pytest

from soc2_baseline.components.detection.cis_patterns import cis_alarms
from soc2_baseline.components.detection.metric_alarms import (
    TAKEOVER,
    MetricAlarms,
    MetricAlarmsArgs,
    resolve,
)
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.knowledge.tables import table
from soc2_baseline.policy_pack.rules.cloudwatch.cis import KEYS, harmless, wanted
from soc2_baseline.policy_pack.rules.cloudwatch.filter_patterns import LONGEST, matches
from tests.support.arguments import PROD
from tests.support.recorder import Recording, record

TOPIC = "arn:aws:sns:eu-central-1:123456789012:security"
CRITICAL = "arn:aws:sns:eu-central-1:123456789012:critical"
ARGS: MetricAlarmsArgs = {
    "environment": PROD,
    "log_group_name": "/shared/cloudtrail",
    "topic_arn": TOPIC,
}
ALARMS = {alarm.key: alarm for alarm in cis_alarms()}


def made(**changed: Any) -> Recording:
    args: MetricAlarmsArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: MetricAlarms("cis", args))


def test_all_of_the_table_is_alarmed() -> None:
    assert set(ALARMS) == set(table("cis_alarms").facts["alarms"]) >= set(KEYS)


@pytest.mark.parametrize("key", ALARMS)
def test_pattern_matches_what_it_must_and_no_more(key: str) -> None:
    pattern = ALARMS[key].pattern
    assert len(pattern) <= LONGEST
    assert [event for event in wanted(key) if not matches(pattern, event)] == []
    assert not matches(pattern, harmless())
    others = [event for other in ALARMS if other != key for event in wanted(other)]
    assert sum(matches(pattern, event) for event in others) <= 1


@pytest.mark.parametrize(
    "key", [k for k, a in table("cis_alarms").facts["alarms"].items() if "names" in a]
)
def test_calls_of_the_table_are_calls_of_aws(key: str) -> None:
    alarm = table("cis_alarms").facts["alarms"][key]
    service = alarm["source"].partition(".")[0]
    model = botocore.session.get_session().get_service_model(
        {"config": "config"}.get(service, service)
    )
    unknown = set(alarm["names"]) - set(model.operation_names)
    # CloudTrail's names of calls of older versions of Amazon S3's API.
    assert unknown <= {"PutBucketLifecycle", "DeleteBucketLifecycle"} - set(model.operation_names)


def sign_in(**changed: str) -> dict[str, str]:
    (event,) = wanted("sign-in-without-mfa")
    return {**event, **changed}


def test_federated_sign_ins_are_not_taken_for_sign_ins_without_mfa() -> None:
    pattern = ALARMS["sign-in-without-mfa"].pattern
    assert matches(pattern, sign_in())
    assert not matches(pattern, sign_in(**{"userIdentity.type": "AssumedRole"}))
    assert not matches(pattern, sign_in(**{"additionalEventData.MFAUsed": "Yes"}))
    assert not matches(pattern, sign_in(**{"responseElements.ConsoleLogin": "Failure"}))


def test_work_of_services_is_no_use_of_the_root_user() -> None:
    (event,) = wanted("root-usage")
    pattern = ALARMS["root-usage"].pattern
    assert not matches(pattern, {**event, "eventType": "AwsServiceEvent"})
    assert not matches(pattern, {**event, "userIdentity.invokedBy": "s3.amazonaws.com"})


def test_probes_are_no_calls_without_permission() -> None:
    pattern = ALARMS["unauthorized-calls"].pattern
    event = wanted("unauthorized-calls")[0]
    assert not matches(pattern, {**event, "eventName": "HeadBucket"})
    assert not matches(pattern, {**event, "sourceIPAddress": "delivery.logs.amazonaws.com"})


def test_filters_count_what_the_alarms_watch() -> None:
    recording = made()
    filters = {f.inputs["name"]: f.inputs for f in recording.of("cloudwatch.LogMetricFilter")}
    alarms = {a.inputs["name"]: a.inputs for a in recording.of("cloudwatch.MetricAlarm")}
    assert set(filters) == set(alarms) == {f"shared-cis-{key}" for key in ALARMS}
    for name, alarm in alarms.items():
        counted = filters[name]["metricTransformation"]
        assert filters[name]["logGroupName"] == "/shared/cloudtrail"
        assert counted == {
            "name": alarm["metricName"],
            "namespace": alarm["namespace"],
            "value": "1",
        }


def test_the_first_event_is_told_within_five_minutes() -> None:
    for alarm in made().of("cloudwatch.MetricAlarm"):
        assert alarm.inputs["statistic"] == "Sum"
        assert alarm.inputs["period"] == 300
        assert alarm.inputs["evaluationPeriods"] == 1
        assert alarm.inputs["threshold"] == 1
        assert alarm.inputs["comparisonOperator"] == "GreaterThanOrEqualToThreshold"
        assert alarm.inputs["treatMissingData"] == "notBreaching"
        assert alarm.inputs["alarmActions"] == [TOPIC]
        assert alarm.inputs["region"] == "eu-central-1"


def test_signs_of_a_takeover_sound_one_alarm_more() -> None:
    recording = made(critical_topic_arn=CRITICAL)
    composite = recording.one("cloudwatch.CompositeAlarm").inputs
    named = re.findall(r'ALARM\("([^"]+)"\)', composite["alarmRule"])
    assert named == [f"shared-cis-{key}" for key in TAKEOVER]
    made_names = {a.inputs["name"] for a in recording.of("cloudwatch.MetricAlarm")}
    assert set(named) <= made_names
    assert composite["alarmRule"].count(" OR ") == len(TAKEOVER) - 1
    assert composite["alarmActions"] == [CRITICAL]
    assert made().one("cloudwatch.CompositeAlarm").inputs["alarmActions"] == [TOPIC]


def test_types_that_are_not_offered_are_left_out() -> None:
    composite = {"aws:cloudwatch/compositeAlarm:CompositeAlarm": "not here"}
    recording = made(environment={**PROD, "unavailable_types": composite})
    assert not recording.of("cloudwatch.CompositeAlarm")
    assert len(recording.of("cloudwatch.MetricAlarm")) == len(ALARMS)
    filters = {"aws:cloudwatch/logMetricFilter:LogMetricFilter": "not here"}
    recording = made(environment={**PROD, "unavailable_types": filters})
    assert not [r for r in recording if r.type.startswith("aws:")]


def test_outputs_name_every_alarm() -> None:
    component = made().all[1]
    assert component.type == "soc2:detection:MetricAlarms"
    assert set(component.outputs["alarmArns"]) == set(ALARMS)


def test_wrong_arguments_are_refused() -> None:
    with pytest.raises(ConfigError, match="topic is unknown"):
        resolve({**ARGS, "topic": TOPIC})  # type: ignore[typeddict-unknown-key]
