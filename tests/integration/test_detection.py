"""What watches an account, against moto and its stand-ins, in two regions."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.components.detection.cis_patterns import cis_alarms
from soc2_baseline.components.detection.config_rules import RuleScope, rules_of
from soc2_baseline.components.logs.event_selectors import DATA_EVENTS
from tests.support import verdicts
from tests.support.engine import Engine, requires_engine
from tests.support.moto_server import MotoServer

pytestmark = [pytest.mark.integration, requires_engine]

PROGRAM = Path(__file__).parent / "programs" / "detection"
ACCOUNT = "123456789012"
HOME, OTHER = REGIONS = ("eu-central-1", "eu-west-1")
CONFIG_BUCKET = f"shared-account-config-{ACCOUNT}-{HOME}"


@pytest.fixture(scope="module")
def stack(
    engine_present: None, moto_server: MotoServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    moto_server.reset()
    made = Engine(PROGRAM, tmp_path_factory.mktemp("detection"), moto_server)
    with made.standing():
        yield made


def test_offline_and_engine_reach_the_same_verdicts(
    moto_server: MotoServer, tmp_path: Path
) -> None:
    config = {"baseline:profile": "prod", "baseline:unavailable-types": {}}
    fresh = Engine(PROGRAM, tmp_path, moto_server, config=config, policy_pack=True)
    fresh.preview(fails=True)  # who is told, and what is shut by default, are other parts
    said = verdicts.engine(fresh)
    assert said == verdicts.offline(PROGRAM, config, "example")
    others = {"account-defaults", "change-provenance", "incident-readiness"}
    assert {rule for rule, *_ in said} == others


def test_trail_records_everything(stack: Engine, moto_server: MotoServer) -> None:
    client = moto_server.client("cloudtrail", region=HOME)
    (trail,) = client.describe_trails()["trailList"]
    assert trail["Name"] == "shared-account-trail"
    assert trail["IsMultiRegionTrail"]
    assert trail["IncludeGlobalServiceEvents"]
    assert trail["LogFileValidationEnabled"]
    assert trail["KmsKeyId"].startswith(f"arn:aws:kms:{HOME}:")
    assert trail["S3BucketName"] == f"shared-account-logs-audit-{ACCOUNT}-{HOME}"
    assert trail["CloudWatchLogsLogGroupArn"].endswith(
        ":log-group:/shared/cloudtrail/account-trail:*"
    )
    assert client.get_trail_status(Name=trail["Name"])["IsLogging"]
    insights = client.get_insight_selectors(TrailName=trail["Name"])["InsightSelectors"]
    assert {each["InsightType"] for each in insights} == {
        "ApiCallRateInsight",
        "ApiErrorRateInsight",
    }
    selectors = client.get_event_selectors(TrailName=trail["Name"])["AdvancedEventSelectors"]
    assert taken(selectors) == {"Management", *DATA_EVENTS}


def taken(selectors: list[dict[str, Any]]) -> set[str]:
    fields = [{f["Field"]: f for f in selector["FieldSelectors"]} for selector in selectors]
    return {
        value
        for field in fields
        for value in field.get("resources.type", field["eventCategory"])["Equals"]
    }


def test_every_region_records_its_configuration(stack: Engine, moto_server: MotoServer) -> None:
    for region in REGIONS:
        client = moto_server.client("config", region=region)
        (recorder,) = client.describe_configuration_recorders()["ConfigurationRecorders"]
        assert recorder["recordingGroup"]["allSupported"]
        assert recorder["recordingGroup"]["includeGlobalResourceTypes"] == (region == HOME)
        assert "/aws-service-role/config.amazonaws.com/" in recorder["roleARN"]
        (status,) = client.describe_configuration_recorder_status()["ConfigurationRecordersStatus"]
        assert status["recording"]
        (channel,) = client.describe_delivery_channels()["DeliveryChannels"]
        assert channel["s3BucketName"] == CONFIG_BUCKET
        (kept,) = client.describe_retention_configurations()["RetentionConfigurations"]
        assert kept["RetentionPeriodInDays"] == 2557
        packs = client.describe_conformance_packs()["ConformancePackDetails"]
        assert [pack["ConformancePackName"] for pack in packs] == ["soc2-baseline"]


def test_rules_about_the_account_are_at_home(stack: Engine, moto_server: MotoServer) -> None:
    at_home = moto_server.client("config", region=HOME).describe_config_rules()["ConfigRules"]
    found = {rule["Source"]["SourceIdentifier"] for rule in at_home}
    assert found == {rule.identifier for rule in rules_of(RuleScope.ACCOUNT, HOME)}
    assert moto_server.client("config", region=OTHER).describe_config_rules()["ConfigRules"] == []


def test_config_delivers_to_an_open_lock(stack: Engine, moto_server: MotoServer) -> None:
    s3 = moto_server.client("s3", region=HOME)
    (rule,) = s3.get_bucket_encryption(Bucket=CONFIG_BUCKET)["ServerSideEncryptionConfiguration"][
        "Rules"
    ]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    with pytest.raises(s3.exceptions.ClientError, match="ObjectLockConfigurationNotFound"):
        s3.get_object_lock_configuration(Bucket=CONFIG_BUCKET)
    policy = json.loads(s3.get_bucket_policy(Bucket=CONFIG_BUCKET)["Policy"])
    allowed = [s for s in policy["Statement"] if s["Effect"] == "Allow"]
    assert [s["Sid"] for s in allowed] == ["ConfigLooks", "ConfigWrites"]
    for statement in allowed:
        service = statement["Principal"]["Service"]
        assert service in ("config.amazonaws.com", ["config.amazonaws.com"])


def test_guardduty_watches_both_regions(stack: Engine, moto_server: MotoServer) -> None:
    for region in REGIONS:
        client = moto_server.client("guardduty", region=region)
        (detector_id,) = client.list_detectors()["DetectorIds"]
        detector = client.get_detector(DetectorId=detector_id)
        assert detector["Status"] == "ENABLED"
        assert detector["FindingPublishingFrequency"] == "FIFTEEN_MINUTES"
        on = {f["Name"]: f for f in detector["Features"] if f["Status"] == "ENABLED"}
        assert {
            "S3_DATA_EVENTS",
            "EKS_AUDIT_LOGS",
            "EBS_MALWARE_PROTECTION",
            "RDS_LOGIN_EVENTS",
            "LAMBDA_NETWORK_LOGS",
            "RUNTIME_MONITORING",
        } <= set(on)
        agents = on["RUNTIME_MONITORING"]["AdditionalConfiguration"]
        assert {agent["Status"] for agent in agents} == {"ENABLED"}
        assert len(agents) == 3


def test_security_hub_checks_both_regions(stack: Engine, moto_server: MotoServer) -> None:
    for region in REGIONS:
        client = moto_server.client("securityhub", region=region)
        hub = client.describe_hub()
        assert hub["AutoEnableControls"]
        assert hub["ControlFindingGenerator"] == "SECURITY_CONTROL"
        standards = client.get_enabled_standards()["StandardsSubscriptions"]
        assert {s["StandardsArn"] for s in standards} == {
            f"arn:aws:securityhub:{region}::standards/{path}"
            for path in (
                "aws-foundational-security-best-practices/v/1.0.0",
                "cis-aws-foundations-benchmark/v/5.0.0",
            )
        }
    client = moto_server.client("securityhub", region=HOME)
    (aggregator,) = client.list_finding_aggregators()["FindingAggregators"]
    found = client.get_finding_aggregator(**aggregator)
    assert found["RegionLinkingMode"] == "ALL_REGIONS"


def test_inspector_macie_and_analyzers_are_on(stack: Engine, moto_server: MotoServer) -> None:
    for region in REGIONS:
        inspector = moto_server.client("inspector2", region=region)
        (account,) = inspector.batch_get_account_status(accountIds=[ACCOUNT])["accounts"]
        states = {kind: state["status"] for kind, state in account["resourceState"].items()}
        for kind in ("ec2", "ecr", "lambda", "lambdaCode"):
            assert states[kind] == "ENABLED", (region, kind)
        session = moto_server.client("macie2", region=region).get_macie_session()
        assert session["status"] == "ENABLED"
        assert session["findingPublishingFrequency"] == "FIFTEEN_MINUTES"
        analyzers = moto_server.client("accessanalyzer", region=region).list_analyzers()
        kinds = sorted(analyzer["type"] for analyzer in analyzers["analyzers"])
        unused = ["ACCOUNT_UNUSED_ACCESS"] if region == HOME else []
        assert kinds == ["ACCOUNT", *unused]


def test_alarms_watch_the_trail(stack: Engine, moto_server: MotoServer) -> None:
    logs = moto_server.client("logs", region=HOME)
    filters = logs.describe_metric_filters(logGroupName="/shared/cloudtrail/account-trail")[
        "metricFilters"
    ]
    patterns = {f["filterName"]: f["filterPattern"] for f in filters}
    assert patterns == {f"shared-cis-{alarm.key}": alarm.pattern for alarm in cis_alarms()}
    client = moto_server.client("cloudwatch", region=HOME)
    alarms = client.describe_alarms(AlarmNamePrefix="shared-cis-", MaxRecords=100)
    watched = {a["AlarmName"]: a["MetricName"] for a in alarms["MetricAlarms"]}
    counted = {f["filterName"]: f["metricTransformations"][0]["metricName"] for f in filters}
    assert watched == counted
    assert all(len(a["AlarmActions"]) == 1 for a in alarms["MetricAlarms"])
    composite = client.describe_alarms(AlarmTypes=["CompositeAlarm"])["CompositeAlarms"]
    assert [a["AlarmName"] for a in composite] == ["shared-cis-takeover"]


def test_second_update_changes_nothing(stack: Engine) -> None:
    stack.up()
    assert stack.changes() == {}
