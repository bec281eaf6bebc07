"""Cases of the rules about alarms of Amazon CloudWatch."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from soc2_baseline.policy_pack.rules.cloudwatch.cis import KEYS
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

QUEUE = made("sqs.Queue")
STACK = made("pulumi:pulumi:Stack", "stack")
TOPIC = made("sns.Topic", "topic")
OWN: dict[str, Any] = {"owns_account": True}
ARN = "arn:aws:sns:eu-west-1:111111111111:alarms"


def alarm(logical: str = "it", /, **props: Any) -> Resource:
    return made("cloudwatch.MetricAlarm", logical, **props)


def composite(**props: Any) -> Resource:
    return made("cloudwatch.CompositeAlarm", "whole", alarmActions=[ARN], **props)


NAMES = {
    "iam-changes": "DeleteGroupPolicy DeleteRolePolicy DeleteUserPolicy PutGroupPolicy "
    "PutRolePolicy PutUserPolicy CreatePolicy DeletePolicy CreatePolicyVersion DeletePolicyVersion "
    "AttachRolePolicy DetachRolePolicy AttachUserPolicy DetachUserPolicy AttachGroupPolicy "
    "DetachGroupPolicy",
    "trail-changes": "CreateTrail UpdateTrail DeleteTrail StartLogging StopLogging",
    "key-removal": "DisableKey ScheduleKeyDeletion",
    "bucket-policy-changes": "PutBucketAcl PutBucketPolicy PutBucketCors PutBucketLifecycle "
    "PutBucketReplication DeleteBucketPolicy DeleteBucketCors DeleteBucketLifecycle "
    "DeleteBucketReplication",
    "config-changes": "StopConfigurationRecorder DeleteDeliveryChannel PutDeliveryChannel "
    "PutConfigurationRecorder",
    "security-group-changes": "AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress "
    "RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateSecurityGroup DeleteSecurityGroup",
    "network-acl-changes": "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAcl "
    "DeleteNetworkAclEntry ReplaceNetworkAclEntry ReplaceNetworkAclAssociation",
    "gateway-changes": "CreateCustomerGateway DeleteCustomerGateway AttachInternetGateway "
    "CreateInternetGateway DeleteInternetGateway DetachInternetGateway",
    "route-changes": "CreateRoute CreateRouteTable ReplaceRoute ReplaceRouteTableAssociation "
    "DeleteRouteTable DeleteRoute DisassociateRouteTable",
    "vpc-changes": "CreateVpc DeleteVpc ModifyVpcAttribute AcceptVpcPeeringConnection "
    "CreateVpcPeeringConnection DeleteVpcPeeringConnection RejectVpcPeeringConnection",
}


def any_of(names: str) -> str:
    return " || ".join(f"($.eventName = {name})" for name in names.split())


PATTERNS = {
    **{key: f"{{ {any_of(names)} }}" for key, names in NAMES.items()},
    "iam-changes": f"{{ ($.eventSource = iam.amazonaws.com) && ({any_of(NAMES['iam-changes'])}) }}",
    "root-usage": '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS '
    '&& $.eventType != "AwsServiceEvent" }',
    "unauthorized-calls": '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")'
    ' && ($.sourceIPAddress!="delivery.logs.amazonaws.com") && ($.eventName!="HeadBucket")}',
    "sign-in-without-mfa": '{ ($.eventName = "ConsoleLogin") && '
    '($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && '
    '($.responseElements.ConsoleLogin = "Success") }',
    "sign-in-failures": "{ ($.eventName = ConsoleLogin) && "
    '($.errorMessage = "Failed authentication") }',
}


def metric_filter(key: str, **props: Any) -> Resource:
    fixed = {
        "pattern": PATTERNS[key],
        "metricTransformation": {"name": key, "namespace": "CIS", "value": "1"},
    }
    return made("cloudwatch.LogMetricFilter", f"filter-{key}", **{**fixed, **props})


def watching(key: str, **props: Any) -> Resource:
    return alarm(f"alarm-{key}", **{"namespace": "CIS", "metricName": key, **props})


def all_but(*left_out: str) -> list[Resource]:
    kept = [key for key in KEYS if key not in left_out]
    return [made_of(key) for key in kept for made_of in (metric_filter, watching)]


def with_root(*resources: Resource) -> tuple[Resource, ...]:
    """A stack that is as it should be, with its own alarm for the root user."""
    return (STACK, *all_but("root-usage"), *resources)


def root(pattern: Any) -> tuple[Resource, ...]:
    return with_root(metric_filter("root-usage", pattern=pattern), watching("root-usage"))


CASES: dict[str, tuple[Case, ...]] = {
    "alarm-actions": (
        good(alarm(alarmActions=[ARN])),
        good(alarm(alarmActions=[ARN], actionsEnabled=True)),
        good(alarm(alarmActions=[UNKNOWN])),
        good(wired(alarm(), alarmActions=TOPIC), TOPIC).named("by-edge"),
        good(composite(alarmRule='ALARM("errors") AND NOT OK(lag)'), alarm(name="errors")),
        good(composite(alarmRule="ALARM(errors) OR ALARM('lag')"), alarm("child", name="lag")),
        good(alarm(), wired(composite(alarmRule=UNKNOWN), alarmRule=alarm())).named(
            "child-by-edge"
        ),
        good(alarm(), wired(made("codedeploy.DeploymentGroup"), alarmConfiguration=alarm())).named(
            "read-by-a-deployment"
        ),
        good(composite(actionsSuppressor={"alarm": "night"}), alarm(name="night")),
        bad("action", alarm()),
        bad("action", alarm(), wired(made("cloudwatch.Dashboard"), dashboardBody=alarm())),
        bad("action", alarm(alarmActions=[], okActions=[ARN])),
        bad("enabled", alarm(alarmActions=[ARN], actionsEnabled=False)),
        bad("action", made("cloudwatch.CompositeAlarm", alarmRule="ALARM(errors)")),
        bad("action", alarm(name="other"), composite(alarmRule="ALARM(errors)")),
        bad(("enabled", "action"), alarm(actionsEnabled=False)),
        unknown("action", alarm(alarmActions=UNKNOWN)),
        unknown("action", alarm(alarmActions=[ARN], actionsEnabled=UNKNOWN)),
        skips(QUEUE),
    ),
    "cis-alarm-set": (
        good(STACK, *all_but()).under(**OWN),
        good(
            *with_root(
                metric_filter("root-usage"),
                alarm("math", metricQueries=[{"metric": {"namespace": "CIS", "metricName": "x"}}]),
                alarm(metricQueries=[{"metric": {"namespace": "CIS", "metricName": "root-usage"}}]),
            )
        ).under("by-metric-query", **OWN),
        good(
            *with_root(
                metric_filter("root-usage", metricTransformation=UNKNOWN),
                wired(alarm(metricName=UNKNOWN), metricName=metric_filter("root-usage")),
            )
        ).under("by-edge", **OWN),
        good(*root("{$.userIdentity.type=Root}")).under("unquoted", **OWN),
        good(*root('{ ( ($.userIdentity.type = "R*t") ) }')).under("wildcard", **OWN),
        good(*root("{ $.userIdentity.type = %^Root$% && $.userIdentity EXISTS }")).under(
            "regex", **OWN
        ),
        good(*root("{ $.errorCode IS TRUE || $.userIdentity.type = Root }")).under("flag", **OWN),
        *(bad(key, STACK, *all_but(key)).under(key, **OWN) for key in KEYS),
        bad(
            "trail-changes",
            STACK,
            *all_but("trail-changes"),
            metric_filter("trail-changes", pattern="{ $.eventName = CreateTrail }"),
            watching("trail-changes"),
        ).under("some-events-only", **OWN),
        bad("root-usage", *with_root(metric_filter("root-usage"))).under("no-alarm", **OWN),
        bad(
            "root-usage",
            *with_root(metric_filter("root-usage"), watching("root-usage", namespace="X")),
        ).under("alarm-on-another-metric", **OWN),
        *(
            bad("root-usage", *root(pattern)).under(note, **OWN)
            for note, pattern in {
                "everything": "{ $.eventName = * }",
                "opposite": '{ $.userIdentity.type != "Root" }',
                "text": "Root",
                "half": "{ $.userIdentity.type = ",
                "no-value": "{ $.userIdentity.type = }",
                "two": "{ $.userIdentity.type = Root Root }",
                "operator": "{ $.userIdentity.type < Root }",
                "group": "{ $.userIdentity.type = %(R)oot% }",
                "bad-regex": "{ $.userIdentity.type = %[% }",
                "deep": f"{{ {'(' * 60}$.userIdentity.type = Root{')' * 60} }}",
                "open": "{ ($.userIdentity.type = Root }",
                "null": "{ $.userIdentity.type IS NULL }",
                "number": 1,
            }.items()
        ),
        unknown("root-usage", *root(UNKNOWN)).under(**OWN),
        unknown(
            "root-usage",
            *with_root(
                metric_filter("root-usage", metricTransformation=UNKNOWN), watching("root-usage")
            ),
        ).under(**OWN),
        unknown(
            "root-usage",
            *with_root(metric_filter("root-usage"), watching("root-usage", metricName=UNKNOWN)),
        ).under(**OWN),
        skips(STACK),
        skips(QUEUE),
    ),
}
