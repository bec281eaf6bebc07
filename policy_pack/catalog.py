"""Every rule of the pack, in one list that a test compares with the files."""

from soc2_baseline.policy_pack.kit.rule import Rule
from soc2_baseline.policy_pack.rules import (
    account,
    analytics,
    apigateway,
    backup,
    cloudfront,
    cloudtrail,
    codebuild,
    cognito,
    containers,
    data_movers,
    detection,
    docdb,
    dynamodb,
    ec2,
    efs,
    iam,
    identity_center,
    incident,
    isolation,
    kms,
    logs,
    opensearch,
    organizations,
    rds,
    recovery,
    redshift,
    runtimes,
    s3,
    secretsmanager,
    stepfunctions,
    vendors,
    waf,
)
from soc2_baseline.policy_pack.rules import cloudwatch as alarms
from soc2_baseline.policy_pack.rules import elasticache as caches
from soc2_baseline.policy_pack.rules import elb as loadbalancing
from soc2_baseline.policy_pack.rules import every_resource as stackwide
from soc2_baseline.policy_pack.rules import kinesis as streams
from soc2_baseline.policy_pack.rules import lambda_ as functions
from soc2_baseline.policy_pack.rules import route53_acm as dns_certificates
from soc2_baseline.policy_pack.rules import sns_sqs as messaging
from soc2_baseline.policy_pack.rules import vpc as network

RULES: tuple[Rule, ...] = (
    *iam.RULES,
    *account.RULES,
    *kms.RULES,
    *network.RULES,
    *dynamodb.RULES,
    *logs.RULES,
    *s3.RULES,
    *backup.RULES,
    *efs.RULES,
    *caches.RULES,
    *opensearch.RULES,
    *streams.RULES,
    *data_movers.RULES,
    *analytics.RULES,
    *cognito.RULES,
    *ec2.RULES,
    *alarms.RULES,
    *cloudtrail.RULES,
    *detection.RULES,
    *incident.RULES,
    *recovery.RULES,
    *apigateway.RULES,
    *dns_certificates.RULES,
    *functions.RULES,
    *stepfunctions.RULES,
    *messaging.RULES,
    *secretsmanager.RULES,
    *codebuild.RULES,
    *isolation.RULES,
    *vendors.RULES,
    *docdb.RULES,
    *rds.RULES,
    *redshift.RULES,
    *identity_center.RULES,
    *organizations.RULES,
    *containers.RULES,
    *loadbalancing.RULES,
    *runtimes.RULES,
    *waf.RULES,
    *cloudfront.RULES,
    # Last: rules about exceptions must see which ones all others used.
    *stackwide.RULES,
)

BY_ID = {rule.id: rule for rule in RULES}
