"""Cases of the rules about the services that watch an account."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from soc2_baseline.policy_pack.rules.detection.guardduty import FEATURES
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

QUEUE = made("sqs.Queue")
STACK = made("pulumi:pulumi:Stack", "stack")
OWN: dict[str, Any] = {"owns_account": True}
ALL = {"allSupported": True, "includeGlobalResourceTypes": True}


def recorder(**props: Any) -> Resource:
    return made("cfg.Recorder", "recorder", **{"recordingGroup": ALL, **props})


STARTED = made("cfg.RecorderStatus", "status", isEnabled=True)
CHANNEL = made("cfg.DeliveryChannel", "channel", s3BucketName="config")
WORKING = (STARTED, CHANNEL)


def leaving_out(*types: Any) -> dict[str, Any]:
    return {
        "allSupported": False,
        "recordingStrategies": [{"useOnly": "EXCLUSION_BY_RESOURCE_TYPES"}],
        "exclusionByResourceTypes": [{"resourceTypes": list(types)}],
    }


DETECTOR = made("guardduty.Detector", "detector", id="d-1", enable=True)


def feature(name: Any, status: Any = "ENABLED", **props: Any) -> Resource:
    fixed = {"detectorId": "d-1", "name": name, "status": status}
    return made("guardduty.DetectorFeature", f"feature-{name}", **{**fixed, **props})


def features(*left_out: str) -> list[Resource]:
    return [feature(names[0]) for key, names in FEATURES.items() if key not in left_out]


HUB = made("securityhub.Account", "hub", enableDefaultStandards=False)
FSBP = "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0"
CIS = "arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/3.0.0"
INLINE = {
    "s3Logs": {"enable": True},
    "kubernetes": {"auditLogs": {"enable": True}},
    "malwareProtection": {"scanEc2InstanceWithFindings": {"ebsVolumes": {"enable": True}}},
}


def standard(arn: Any) -> Resource:
    return made("securityhub.StandardsSubscription", f"standard-{arn}", standardsArn=arn)


def analyzer(kind: Any) -> Resource:
    return made("accessanalyzer.Analyzer", f"analyzer-{kind}", type=kind)


INSPECTOR = made("inspector2.Enabler", "inspector", resourceTypes=["EC2", "ECR", "LAMBDA"])
MACIE = made("macie2.Account", "macie", status="ENABLED")
ANALYZERS = (analyzer("ACCOUNT"), analyzer("ACCOUNT_UNUSED_ACCESS"))

CASES: dict[str, tuple[Case, ...]] = {
    "config-recorder": (
        good(STACK, recorder(), *WORKING).under(**OWN),
        good(STACK, recorder(recordingGroup=leaving_out("AWS::EC2::Volume")), *WORKING).under(
            "all-but-some", **OWN
        ),
        good(
            STACK,
            recorder(),
            made("cfg.Recorder", "elsewhere", recordingGroup={"allSupported": True}),
            *WORKING,
        ).under("global-types-in-one-region", **OWN),
        bad("recorder", STACK).under(**OWN),
        bad(
            "all-types",
            recorder(
                recordingGroup={"allSupported": False, "resourceTypes": ["AWS::IAM::Role"]},
            ),
            *WORKING,
        ).under(**OWN),
        bad(
            ("all-types", "global"),
            recorder(recordingGroup={"allSupported": False, "resourceTypes": ["AWS::S3::Bucket"]}),
            *WORKING,
        ).under(**OWN),
        bad("global", recorder(recordingGroup=None), *WORKING).under(**OWN),
        bad("global", recorder(recordingGroup={"allSupported": True}), *WORKING).under(**OWN),
        bad("global", recorder(recordingGroup=leaving_out("AWS::IAM::User")), *WORKING).under(
            **OWN
        ),
        bad("enabled", recorder(), CHANNEL, STACK).under("never-started", **OWN),
        bad("enabled", made("cfg.RecorderStatus", isEnabled=False), recorder(), CHANNEL).under(
            **OWN
        ),
        bad("delivered", recorder(), STARTED).under(**OWN),
        unknown(
            "all-types", recorder(recordingGroup={**ALL, "allSupported": UNKNOWN}), *WORKING
        ).under(**OWN),
        unknown(
            "enabled", made("cfg.RecorderStatus", isEnabled=UNKNOWN), recorder(), CHANNEL
        ).under(**OWN),
        unknown(
            "global",
            recorder(recordingGroup={"allSupported": True, "includeGlobalResourceTypes": UNKNOWN}),
            *WORKING,
        ).under(**OWN),
        skips(STACK),
        skips(QUEUE),
    ),
    "guardduty-on": (
        good(STACK, DETECTOR, *features()).under(**OWN),
        good(
            STACK,
            made("guardduty.Detector", "detector", id="d-1"),
            *features("runtime"),
            feature("EKS_RUNTIME_MONITORING"),
        ).under(**OWN),
        good(
            STACK,
            DETECTOR,
            *(
                wired(feature(n[0], detectorId=UNKNOWN), detectorId=DETECTOR)
                for n in FEATURES.values()
            ),
        ).under("by-edges", **OWN),
        good(
            STACK,
            made("guardduty.Detector", "detector", id="d-1", datasources=INLINE),
            *features("s3", "eks", "malware"),
        ).under("inline", **OWN),
        bad("detector", STACK).under(**OWN),
        bad("enabled", made("guardduty.Detector", enable=False)).under(**OWN),
        *(bad(key, DETECTOR, *features(key)).under(f"no-{key}", **OWN) for key in FEATURES),
        bad("s3", DETECTOR, *features("s3"), feature("S3_DATA_EVENTS", "DISABLED")).under(**OWN),
        bad(
            tuple(FEATURES), DETECTOR, *(feature(n[0], detectorId="d-2") for n in FEATURES.values())
        ).under("of-another-detector", **OWN),
        unknown("enabled", made("guardduty.Detector", enable=UNKNOWN)).under(**OWN),
        unknown("s3", DETECTOR, *features("s3"), feature("S3_DATA_EVENTS", UNKNOWN)).under(**OWN),
        unknown(
            "rds", DETECTOR, *features("rds"), feature("RDS_LOGIN_EVENTS", detectorId=UNKNOWN)
        ).under(**OWN),
        skips(STACK),
        skips(QUEUE),
    ),
    "securityhub-on": (
        good(STACK, HUB, standard(FSBP), standard(CIS)).under(**OWN),
        good(STACK, made("securityhub.Account")).under("default-standards", **OWN),
        good(
            STACK,
            HUB,
            made(
                "securityhub.ConfigurationPolicy",
                configurationPolicy={"enabledStandardArns": [FSBP, CIS]},
            ),
        ).under("central-configuration", **OWN),
        bad("hub", STACK).under(**OWN),
        bad("fsbp", HUB, standard(CIS)).under(**OWN),
        bad("cis", HUB, standard(FSBP)).under(**OWN),
        bad(("fsbp", "cis"), HUB).under(**OWN),
        unknown("cis", HUB, standard(FSBP), standard(UNKNOWN)).under(**OWN),
        unknown(
            "fsbp",
            made("securityhub.Account", enableDefaultStandards=UNKNOWN),
            standard(CIS),
        ).under(**OWN),
        skips(STACK),
        skips(QUEUE),
    ),
    "inspector-macie-analyzer-on": (
        good(STACK, INSPECTOR, MACIE, *ANALYZERS).under(**OWN),
        good(
            STACK,
            INSPECTOR,
            made("macie2.Account"),
            made("accessanalyzer.Analyzer"),
            analyzer("ORGANIZATION_UNUSED_ACCESS"),
        ).under("defaults", **OWN),
        good(
            STACK,
            made("inspector2.Enabler", "a", resourceTypes=["EC2", "LAMBDA", "LAMBDA_CODE"]),
            made("inspector2.Enabler", "b", resourceTypes=["ECR", UNKNOWN]),
            MACIE,
            *ANALYZERS,
        ).under("over-two", **OWN),
        bad("inspector", STACK, MACIE, *ANALYZERS).under(**OWN),
        bad("scans", made("inspector2.Enabler", resourceTypes=["EC2"]), MACIE, *ANALYZERS).under(
            **OWN
        ),
        bad("macie", STACK, INSPECTOR, *ANALYZERS).under(**OWN),
        bad("macie", made("macie2.Account", status="PAUSED"), INSPECTOR, *ANALYZERS).under(**OWN),
        bad("external", STACK, INSPECTOR, MACIE, analyzer("ACCOUNT_UNUSED_ACCESS")).under(**OWN),
        bad("unused", STACK, INSPECTOR, MACIE, analyzer("ORGANIZATION")).under(**OWN),
        unknown(
            "scans", made("inspector2.Enabler", resourceTypes=UNKNOWN), MACIE, *ANALYZERS
        ).under(**OWN),
        unknown("macie", made("macie2.Account", status=UNKNOWN), INSPECTOR, *ANALYZERS).under(
            **OWN
        ),
        unknown("unused", STACK, INSPECTOR, MACIE, analyzer("ACCOUNT"), analyzer(UNKNOWN)).under(
            **OWN
        ),
        skips(STACK),
        skips(QUEUE),
    ),
}
