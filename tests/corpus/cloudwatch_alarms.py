"""Alarms of a service, and a composite one that tells the people on call."""

import pulumi_aws as aws

ON_CALL = "arn:aws:sns:eu-central-1:111122223333:on-call"


def alarm(name, metric, threshold, **options):
    return aws.cloudwatch.MetricAlarm(
        name,
        name=name,
        namespace="AWS/ApplicationELB",
        metric_name=metric,
        dimensions={"LoadBalancer": "app/orders/50dc6c495c0c9188"},
        statistic="Sum",
        period=60,
        evaluation_periods=5,
        comparison_operator="GreaterThanOrEqualToThreshold",
        threshold=threshold,
        **options,
    )


alarm("rejected", "RejectedConnectionCount", 1, alarm_actions=[ON_CALL], actions_enabled=True)
alarm("errors", "HTTPCode_Target_5XX_Count", 50)
slow = alarm("slow", "TargetResponseTime", 2)
aws.cloudwatch.CompositeAlarm(
    "degraded",
    alarm_name="degraded",
    alarm_rule=slow.name.apply(lambda name: f'ALARM("errors") AND ALARM("{name}")'),
    alarm_actions=[ON_CALL],
)
