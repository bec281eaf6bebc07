"""Cases of the rules that keep tenants and environments apart."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import REQUIRED_TAG_KEYS, Profile
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

TENANTS: dict[str, Any] = {"tenants": frozenset({"acme", "acme-eu", "beta", "shared"})}
OURS: dict[str, Any] = {**TENANTS, "account_id": "111111111111"}
TAG_KEYS: dict[str, Any] = {"tag_keys": frozenset(REQUIRED_TAG_KEYS)}
PROD: dict[str, Any] = {**TAG_KEYS, "profile": Profile.PROD}
UNTAGGABLE = made("s3.BucketPolicy", policy="{}")


def tagged(short: str, tenant: Any, name: str = "it", /, **props: Any) -> Resource:
    return made(short, name, tagsAll={"tenant": tenant}, **props)


def staged(short: str, environment: Any, name: str = "it", /, **props: Any) -> Resource:
    return made(short, name, tagsAll={"environment": environment}, **props)


def document(resource: str = "*", principal: Any = None, condition: Any = None, **more: Any) -> str:
    statement: dict[str, Any] = {
        "Sid": "beta",
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": [resource],
        "Principal": principal or {"Service": "beta.amazonaws.com"},
    }
    if condition:
        statement["Condition"] = {"StringEquals": condition}
    return json.dumps({"Version": "2012-10-17", "Statement": {**statement, **more}})


def policy(tenant: Any, *args: Any, **more: Any) -> Resource:
    return tagged("iam.Policy", tenant, "policy", policy=document(*args, **more))


def negated(key: str, value: str) -> dict[str, Any]:
    return {"Condition": {"StringNotEquals": {key: value}}}


ACME_KEY = tagged("kms.Key", "acme", "acme-key", arn="arn:aws:kms:eu-west-1:1:key/1")
BETA_KEY = tagged("kms.Key", "beta", "beta-key", arn="arn:aws:kms:eu-west-1:1:key/2")
NOBODYS_KEY = made("kms.Key", "key", arn="arn:aws:kms:eu-west-1:1:key/3")
ACME_BUCKET = tagged("s3.Bucket", "acme", "data", bucket="data")
BETA_BUCKET = tagged("s3.Bucket", "beta", "others", bucket="others")
BETA_QUEUE = tagged("sqs.Queue", "beta", "queue", arn="arn:aws:sqs:eu-west-1:1:jobs")
ACME_ROLE = tagged("iam.Role", "acme", "worker")
ACME_VPC = tagged("ec2.Vpc", "acme", "acme-vpc", cidrBlock="10.0.0.0/16")
BETA_VPC = tagged(
    "ec2.Vpc", "beta", "beta-vpc", cidrBlock="10.1.0.0/16", id="vpc-0123456789abcdef0"
)
ACME_GROUP = tagged("ec2.SecurityGroup", "acme", "acme-group", id="sg-0000000000000000a")
BETA_GROUP = tagged("ec2.SecurityGroup", "beta", "beta-group", id="sg-0000000000000000b")
ACME_TABLE = tagged("ec2.RouteTable", "acme", "acme-routes")


def encryption(key: Any) -> Resource:
    rule = {"applyServerSideEncryptionByDefault": {"kmsMasterKeyId": key}}
    kind = "s3.BucketServerSideEncryptionConfiguration"
    return made(kind, "encryption", bucket="data", rules=[rule])


def source(prop: str, value: Any, **edges: Resource) -> Resource:
    rule = made("ec2.SecurityGroupRule", "it", type="ingress", **{prop: value})
    return wired(rule, securityGroupId=ACME_GROUP, **edges)


def attached(policy: Resource) -> tuple[Resource, ...]:
    attachment = made("iam.RolePolicyAttachment", "it")
    return wired(attachment, role=ACME_ROLE, policyArn=policy), ACME_ROLE, policy


def route(**edges: Resource) -> Resource:
    return wired(made("ec2.Route", "it"), routeTableId=ACME_TABLE, **edges)


def peering(tenant: str | None = None) -> Resource:
    tags = {"tagsAll": {"tenant": tenant}} if tenant else {}
    return wired(
        made("ec2.VpcPeeringConnection", "peering", **tags), vpcId=ACME_VPC, peerVpcId=BETA_VPC
    )


GATEWAY = tagged("ec2transitgateway.TransitGateway", "shared", "hub")
MANUAL = tagged(
    "ec2transitgateway.TransitGateway", "shared", "hub", defaultRouteTablePropagation="disable"
)


def attachment(tenant: str, vpc: Resource, gateway: Resource) -> Resource:
    kind = "ec2transitgateway.VpcAttachment"
    return wired(tagged(kind, tenant, f"{tenant}-link"), vpcId=vpc, transitGatewayId=gateway)


ACME_LINK = attachment("acme", ACME_VPC, MANUAL)
BETA_LINK = attachment("beta", BETA_VPC, MANUAL)
LINK_TABLE = tagged("ec2transitgateway.RouteTable", "shared", "table")


def link(kind: str, name: str, which: Resource) -> Resource:
    made_of = made(f"ec2transitgateway.{kind}", name)
    return wired(made_of, transitGatewayAttachmentId=which, transitGatewayRouteTableId=LINK_TABLE)


PROD_KEY = staged("kms.Key", "prod", "prod-key")
DEV_KEY = staged("kms.Key", "dev", "dev-key")
DEV_BUCKET = staged("s3.Bucket", "dev", "data", bucket="scratch")


def trust(subject: str) -> str:
    key = "token.actions.githubusercontent.com:sub"
    principal = {"Federated": "arn:aws:iam::1:oidc-provider/token.actions.githubusercontent.com"}
    return document("*", principal, {key: subject})


POOL = made("dynamodb.Table", "orders", name="orders", tagsAll={"tenant": "shared", "tier": "pool"})
FILES = made("s3.Bucket", "files", bucket="files", tagsAll={"tenant": "shared"})
POOLED: dict[str, Any] = {**TENANTS, "pooled": frozenset({"files"})}
TABLE_ARN = "arn:aws:dynamodb:eu-west-1:1:table/orders"
TAG = "${aws:PrincipalTag/tenant}"


def may(resource: Any, actions: Any, condition: Any = None) -> str:
    statement = {"Effect": "Allow", "Action": actions, "Resource": resource}
    return json.dumps({"Statement": statement | ({"Condition": condition} if condition else {})})


def leading(value: Any, operator: str = "ForAllValues:StringLike") -> dict[str, Any]:
    return {operator: {"dynamodb:LeadingKeys": value}}


def reads(*args: Any) -> Resource:
    return made("iam.Policy", policy=may(*args))


def copied(service: str) -> tuple[Resource, ...]:
    principal = {"Service": service}
    role = made("iam.Role", "role", assumeRolePolicy=document("*", principal))
    inline = made("iam.RolePolicy", policy=may("arn:aws:s3:::files", "s3:ListBucket"))
    return wired(inline, role=role), role


CASES: dict[str, tuple[Case, ...]] = {
    "tenant-no-cross-reference": (
        good(policy("acme", "arn:aws:s3:::acme-data/*")).under(**TENANTS),
        good(policy("acme-eu", "arn:aws:s3:::x-acme-eu-data/*")).under("longest-wins", **TENANTS),
        good(policy("acme", "arn:aws:s3:::alphabeta-data/*")).under("inside-a-word", **TENANTS),
        good(policy("acme", "arn:beta:beta:beta:111111111111:key/1")).under("arn-head", **TENANTS),
        good(policy("shared", "arn:aws:s3:::beta-data/*")).under(**TENANTS),
        good(policy("acme", "arn:aws:s3:::beta-data/*")).under(
            "one-tenant", tenants=frozenset({"acme", "shared"})
        ),
        good(policy("acme", "arn:aws:s3:::beta-data/*", Effect="Deny")).under("denied", **TENANTS),
        good(policy("acme", "*", None, {"aws:PrincipalTag/tenant": "acme"})).under(**TENANTS),
        good(policy("acme", "*", None, None, **negated("aws:PrincipalTag/tenant", "beta"))).under(
            "all-but-beta", **TENANTS
        ),
        good(wired(ACME_BUCKET, x=tagged("kms.Key", "shared")), tagged("kms.Key", "shared")).under(
            **TENANTS
        ),
        good(
            wired(tagged("iam.Policy", "acme", policy=UNKNOWN), policy=ACME_BUCKET), ACME_BUCKET
        ).under("from-its-own", **TENANTS),
        good(policy("acme", "arn:aws:s3:::others/*"), ACME_BUCKET).under("elsewhere", **TENANTS),
        good(
            policy("acme", "arn:aws:sqs:eu-west-1:222222222222:others"),
            tagged("sqs.Queue", "beta", name="others"),
        ).under("another-account", **OURS),
        bad("document", policy("acme", "arn:aws:s3:::beta-data/*")).under(**TENANTS),
        bad("document", policy("acme", "arn:aws:s3:::logs/acme-eu/*")).under(
            "own-id-is-a-prefix", **TENANTS
        ),
        bad("document", policy("acme-eu", "arn:aws:s3:::acme/*")).under(
            "own-id-is-longer", **TENANTS
        ),
        bad(
            "document", policy("acme", "*", {"AWS": "arn:aws:iam::111111111111:role/beta_reader"})
        ).under("principal", **TENANTS),
        bad(
            "document", policy("acme", "*", None, {"aws:PrincipalTag/tenant": ["acme", "beta"]})
        ).under("condition", **TENANTS),
        bad(
            "document",
            policy(
                "acme", "*", None, None, Effect="Deny", **negated("aws:PrincipalTag/tenant", "beta")
            ),
        ).under("spared-by-a-denial", **TENANTS),
        bad("document", policy("acme", "arn:aws:s3:::others/*"), BETA_BUCKET).under(
            "by-the-name-of-a-bucket", **TENANTS
        ),
        bad("document", policy("acme", "arn:aws:sqs:eu-west-1:1:jobs"), BETA_QUEUE).under(
            "by-arn", **TENANTS
        ),
        bad(
            "document",
            made("s3.BucketPolicy", bucket="data", policy=document("arn:aws:s3:::beta/*")),
            ACME_BUCKET,
        ).under("owner-is-the-bucket", **TENANTS),
        bad(
            "document",
            tagged(
                "iam.Role",
                "acme",
                inlinePolicies=[{"name": "beta", "policy": document("arn:aws:sqs:x:1:beta")}],
            ),
        ).under("inline", **TENANTS),
        bad(
            "document",
            wired(made("kms.Grant", granteePrincipal="arn:aws:iam::1:role/beta"), keyId=ACME_KEY),
            ACME_KEY,
        ).under("grant", **TENANTS),
        bad("edge", wired(ACME_BUCKET, x=BETA_QUEUE), BETA_QUEUE).under(**TENANTS),
        bad(
            "edge",
            wired(
                made("sns.TopicSubscription", endpoint=BETA_QUEUE.props["arn"]),
                topic=tagged("sns.Topic", "acme"),
            ),
            tagged("sns.Topic", "acme"),
            BETA_QUEUE,
        ).under("subscription-by-arn", **TENANTS),
        bad(
            "document",
            wired(made("iam.RolePolicy", policy="{}"), role=ACME_ROLE, policy=BETA_KEY),
            ACME_ROLE,
            BETA_KEY,
        ).under("from-a-document", **TENANTS),
        bad(
            "document", *attached(wired(made("iam.Policy", "p"), policy=BETA_BUCKET)), BETA_BUCKET
        ).under("through-a-policy-of-nobody", **TENANTS),
        bad("document", *attached(policy("shared", "arn:aws:s3:::beta-data/*"))).under(
            "through-a-shared-policy", **TENANTS
        ),
        bad("edge", *attached(policy("beta", "arn:aws:s3:::beta-data/*"))).under(**TENANTS),
        unknown("document", tagged("iam.Policy", "acme", policy=UNKNOWN)).under(**TENANTS),
        unknown(
            "document",
            made("s3.BucketPolicy", bucket="data", policy={"Statement": [UNKNOWN]}),
            ACME_BUCKET,
        ).under("a-statement", **TENANTS),
        unknown("document", policy(UNKNOWN, "arn:aws:s3:::beta-data/*")).under(**TENANTS),
        unknown("edge", wired(tagged("s3.Bucket", UNKNOWN), x=BETA_QUEUE), BETA_QUEUE).under(
            **TENANTS
        ),
        skips(made("iam.Policy", policy=document("arn:aws:s3:::beta-data/*"))).under(**TENANTS),
        skips(UNTAGGABLE).under(**TENANTS),
        skips(wired(ACME_BUCKET, x=BETA_GROUP), BETA_GROUP).under("a-network", **TENANTS),
        skips(wired(ACME_BUCKET, x=BETA_KEY), BETA_KEY).under("a-key", **TENANTS),
        skips(wired(ACME_BUCKET, x=BETA_QUEUE), BETA_QUEUE),
    ),
    "tenant-network-isolated": (
        good(source("sourceSecurityGroupId", UNKNOWN, sourceSecurityGroupId=ACME_GROUP), ACME_GROUP)
        .under(**TENANTS)
        .named("own-group"),
        good(source("cidrBlocks", ["10.0.4.0/24"]), ACME_GROUP, ACME_VPC, BETA_VPC).under(
            "own-range", **TENANTS
        ),
        good(
            source("cidrBlocks", ["10.0.0.0/16"]),
            ACME_GROUP,
            ACME_VPC,
            tagged("ec2.Vpc", "beta", cidrBlock="10.0.0.0/16"),
        ).under("both-have-the-range", **TENANTS),
        good(source("cidrBlocks", ["10.0.0.0/8", "bad"]), ACME_GROUP, BETA_VPC).under(
            "no-network-in-particular", **TENANTS
        ),
        good(
            attachment("acme", ACME_VPC, MANUAL),
            attachment("beta", BETA_VPC, MANUAL),
            ACME_VPC,
            BETA_VPC,
            MANUAL,
        ).under("tables-of-their-own", **TENANTS),
        good(
            link("RouteTableAssociation", "to", ACME_LINK), LINK_TABLE, ACME_LINK, ACME_VPC, MANUAL
        ).under(**TENANTS),
        bad(
            "source",
            source("sourceSecurityGroupId", UNKNOWN, sourceSecurityGroupId=BETA_GROUP),
            ACME_GROUP,
            BETA_GROUP,
        ).under(**TENANTS),
        bad(
            "source",
            wired(
                made(
                    "vpc.SecurityGroupIngressRule", referencedSecurityGroupId=BETA_GROUP.props["id"]
                ),
                securityGroupId=ACME_GROUP,
            ),
            ACME_GROUP,
            BETA_GROUP,
        ).under("by-id", **TENANTS),
        bad(
            "source",
            tagged(
                "ec2.SecurityGroup", "acme", ingress=[{"securityGroups": [BETA_GROUP.props["id"]]}]
            ),
            BETA_GROUP,
        ).under("inline", **TENANTS),
        bad("source", source("cidrBlocks", ["10.1.4.0/24"]), ACME_GROUP, ACME_VPC, BETA_VPC).under(
            "by-range", **TENANTS
        ),
        bad(
            "route",
            route(vpcPeeringConnectionId=peering("beta")),
            ACME_TABLE,
            tagged("ec2.VpcPeeringConnection", "beta", "peering"),
        ).under(**TENANTS),
        bad(
            "route",
            wired(made("ec2.Route", destinationCidrBlock="10.1.0.0/16"), routeTableId=ACME_TABLE),
            ACME_TABLE,
            BETA_VPC,
        ).under("by-range", **TENANTS),
        bad("peering", peering(), ACME_VPC, BETA_VPC).under("of-nobody", **TENANTS),
        bad("peering", peering("shared"), ACME_VPC, BETA_VPC).under("shared", **TENANTS),
        bad("peering", peering("acme"), ACME_VPC, BETA_VPC).under("of-one", **TENANTS),
        bad(
            "route",
            link("RouteTableAssociation", "to", ACME_LINK),
            link("RouteTablePropagation", "from", BETA_LINK),
            LINK_TABLE,
            MANUAL,
            ACME_LINK,
            BETA_LINK,
            ACME_VPC,
            BETA_VPC,
        ).under("propagated", **TENANTS),
        bad(
            "peering",
            attachment("acme", ACME_VPC, GATEWAY),
            GATEWAY,
            ACME_VPC,
            BETA_VPC,
            wired(
                tagged(
                    "ec2transitgateway.VpcAttachment",
                    "beta",
                    "b",
                    transitGatewayDefaultRouteTableAssociation=False,
                ),
                vpcId=BETA_VPC,
                transitGatewayId=GATEWAY,
            ),
        ).under("default-propagation", **TENANTS),
        bad(
            "placement",
            wired(tagged("lambda.Function", "acme"), vpcConfig=BETA_GROUP),
            BETA_GROUP,
        ).under(**TENANTS),
        bad("placement", wired(tagged("ec2.Subnet", "acme"), vpcId=BETA_VPC), BETA_VPC).under(
            **TENANTS
        ),
        bad(
            "placement",
            wired(
                tagged("rds.Cluster", "acme"), vpcSecurityGroupIds=made("ec2.SecurityGroup", "g")
            ),
            wired(made("ec2.SecurityGroup", "g"), vpcId=BETA_VPC),
            BETA_VPC,
        ).under("through-a-group-of-nobody", **TENANTS),
        unknown("source", source("sourceSecurityGroupId", UNKNOWN), ACME_GROUP).under(**TENANTS),
        unknown("placement", wired(tagged("ec2.Subnet", UNKNOWN), vpcId=BETA_VPC), BETA_VPC).under(
            **TENANTS
        ),
        skips(wired(ACME_BUCKET, x=BETA_QUEUE), BETA_QUEUE).under("no-network", **TENANTS),
        skips(peering(), ACME_VPC, BETA_VPC),
    ),
    "tenant-key-isolated": (
        good(tagged("rds.Instance", "acme", kmsKeyId=ACME_KEY.props["arn"]), ACME_KEY).under(
            **TENANTS
        ),
        good(
            wired(tagged("dynamodb.Table", "acme"), serverSideEncryption=ACME_KEY), ACME_KEY
        ).under("by-edge", **TENANTS),
        good(ACME_BUCKET, encryption(ACME_KEY.props["arn"]), ACME_KEY).under(**TENANTS),
        good(tagged("cloudwatch.LogGroup", "acme")).under("no-key", **TENANTS),
        good(tagged("dynamodb.Table", "acme", serverSideEncryption={"enabled": True})).under(
            **TENANTS
        ),
        bad(
            "own-key", tagged("rds.Cluster", "acme", kmsKeyId=BETA_KEY.props["arn"]), BETA_KEY
        ).under(**TENANTS),
        bad("own-key", ACME_BUCKET, encryption(BETA_KEY.props["arn"]), BETA_KEY).under(**TENANTS),
        bad(
            "own-key",
            wired(tagged("s3.Bucket", "acme"), serverSideEncryptionConfiguration=BETA_KEY),
            BETA_KEY,
        ).under("inline", **TENANTS),
        bad(
            "own-key",
            wired(tagged("backup.Vault", "acme", kmsKeyArn=UNKNOWN), kmsKeyArn=made("kms.Alias")),
            wired(made("kms.Alias"), targetKeyId=BETA_KEY),
            BETA_KEY,
        ).under("behind-an-alias", **TENANTS),
        bad(
            "one-tenant",
            tagged("rds.Instance", "acme", kmsKeyId=NOBODYS_KEY.props["arn"]),
            wired(tagged("cloudwatch.LogGroup", "beta"), kmsKeyId=NOBODYS_KEY),
            NOBODYS_KEY,
            on="key",
        ).under(**TENANTS),
        bad("own-key", wired(tagged("sns.Topic", "acme"), kmsMasterKeyId=BETA_KEY), BETA_KEY).under(
            "any-type", **TENANTS
        ),
        bad(
            "own-key", tagged("sqs.Queue", "acme", kmsMasterKeyId=BETA_KEY.props["arn"]), BETA_KEY
        ).under("any-type-by-arn", **TENANTS),
        bad(
            "own-key",
            wired(tagged("rds.Instance", "acme"), performanceInsightsKmsKeyId=BETA_KEY),
            BETA_KEY,
        ).under("another-key-of-a-store", **TENANTS),
        unknown("own-key", tagged("rds.Instance", "acme", kmsKeyId=UNKNOWN)).under(**TENANTS),
        unknown("own-key", tagged("rds.Instance", "acme", kmsKeyId="arn:elsewhere")).under(
            **TENANTS
        ),
        unknown(
            "own-key", tagged("rds.Instance", UNKNOWN, kmsKeyId=ACME_KEY.props["arn"]), ACME_KEY
        ).under(**TENANTS),
        skips(UNTAGGABLE).under(**TENANTS),
        skips(tagged("rds.Cluster", "acme", kmsKeyId=BETA_KEY.props["arn"]), BETA_KEY),
    ),
    "environment-isolated": (
        good(wired(staged("s3.Bucket", "prod"), x=PROD_KEY), PROD_KEY).under(**TAG_KEYS),
        good(wired(staged("s3.Bucket", "stage"), x=DEV_KEY), DEV_KEY).under("no-prod", **TAG_KEYS),
        good(staged("iam.Policy", "prod", policy=document("arn:aws:s3:::prod-data/*"))).under(
            **TAG_KEYS
        ),
        good(staged("iam.Policy", "prod", policy=document("arn:aws:s3:::devices/*"))).under(
            "inside-a-word", **TAG_KEYS
        ),
        good(
            staged(
                "iam.Policy", "prod", policy=document("arn:aws:execute-api:eu-west-1:1:a/dev/GET/*")
            )
        ).under("stage-of-an-api", **TAG_KEYS),
        good(staged("iam.Policy", "prod", policy=document("arn:aws:s3:::dev-prod/*"))).under(
            "both", **TAG_KEYS
        ),
        good(made("iam.Role", assumeRolePolicy=trust("repo:o/r:environment:prod"))).under(**PROD),
        good(made("iam.Role", assumeRolePolicy=trust("repo:o/dev:ref:refs/heads/main"))).under(
            "a-repository", **PROD
        ),
        good(wired(staged("s3.Bucket", "prod"), x=DEV_KEY), DEV_KEY).under(
            "of-one-profile", **PROD
        ),
        good(
            staged(
                "ec2.VpcEndpoint",
                "dev",
                policy=document("arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*"),
            )
        ).under("a-bucket-of-AWS", **TAG_KEYS),
        good(
            staged(
                "ec2.VpcEndpoint",
                "dev",
                policy=document("arn:aws:s3:::eu-west-1-birdwatcher-prod/*"),
            )
        ).under("a-bucket-of-Systems-Manager", **TAG_KEYS),
        bad("key", wired(staged("s3.Bucket", "prod"), x=DEV_KEY), DEV_KEY).under(**TAG_KEYS),
        bad(
            "network",
            wired(staged("ec2.VpcPeeringConnection", "prod"), peerVpcId=staged("ec2.Vpc", "stage")),
            staged("ec2.Vpc", "stage"),
        ).under(**TAG_KEYS),
        bad(
            "edge",
            wired(
                made("s3.BucketLogging", targetBucket="scratch"), bucket=staged("s3.Bucket", "prod")
            ),
            staged("s3.Bucket", "prod"),
            DEV_BUCKET,
        ).under("by-name", **TAG_KEYS),
        bad(
            "document",
            staged("iam.Policy", "prod", policy=document("arn:aws:s3:::scratch/*")),
            DEV_BUCKET,
        ).under(**TAG_KEYS),
        bad(
            "document", staged("iam.Policy", "dev", policy=document("arn:aws:sqs:eu:1:prod-jobs"))
        ).under(**TAG_KEYS),
        bad(
            "document",
            made("iam.Policy", policy=document("*", None, {"aws:ResourceTag/environment": "dev"})),
        ).under("by-tag", **PROD),
        bad(
            "document", made("iam.Role", assumeRolePolicy=trust("repo:o/r:environment:staging"))
        ).under("by-claim", **PROD),
        unknown("document", staged("iam.Policy", "prod", policy=UNKNOWN)).under(**TAG_KEYS),
        unknown("key", wired(staged("s3.Bucket", UNKNOWN), x=DEV_KEY), DEV_KEY).under(**TAG_KEYS),
        skips(made("iam.Policy", policy=document("arn:aws:s3:::dev/*"))).under(**TAG_KEYS),
        skips(wired(staged("s3.Bucket", "prod"), x=DEV_KEY), DEV_KEY),
    ),
    "tenant-pooled-conditions": (
        good(reads(TABLE_ARN, "dynamodb:Query", leading(TAG)), POOL).under(**TENANTS),
        good(reads(TABLE_ARN, "dynamodb:Query", leading([f"{TAG}#*"])), POOL).under(**TENANTS),
        good(reads(TABLE_ARN, "dynamodb:GetItem", leading("acme#*")), POOL).under(**TENANTS),
        good(reads(TABLE_ARN, "dynamodb:DescribeTable"), POOL).under("no-items", **TENANTS),
        good(reads("arn:aws:dynamodb:*:*:table/other", "dynamodb:*"), POOL).under(**TENANTS),
        good(
            reads(TABLE_ARN, "dynamodb:*", {"StringEquals": {"aws:ResourceTag/tenant": TAG}}), POOL
        ).under("by-tag", **TENANTS),
        good(reads(f"arn:aws:s3:::files/{TAG}/*", "s3:GetObject"), FILES).under(**POOLED),
        good(reads("arn:aws:s3:::files/acme/*", "s3:*Object"), FILES).under("by-id", **POOLED),
        good(
            reads("arn:aws:s3:::files", "s3:ListBucket", {"StringLike": {"s3:prefix": f"{TAG}/*"}}),
            FILES,
        ).under(**POOLED),
        good(reads("arn:aws:s3:::files/*", "s3:GetObject"), FILES).under("not-pooled", **TENANTS),
        good(*copied("s3.amazonaws.com"), FILES).under("replication", **POOLED),
        bad("condition", reads(TABLE_ARN, "dynamodb:Query"), POOL).under(**TENANTS),
        bad("condition", reads("*", "dynamodb:*"), POOL).under("star", **TENANTS),
        bad("condition", reads(f"{TABLE_ARN}/index/by-day", "dynamodb:Query"), POOL).under(
            **TENANTS
        ),
        bad("condition", reads(TABLE_ARN, "dynamodb:Query", leading("*")), POOL).under(**TENANTS),
        bad(
            "condition",
            reads(TABLE_ARN, "dynamodb:Query", leading(TAG, "StringEqualsIfExists")),
            POOL,
        ).under(**TENANTS),
        bad(
            "scan", reads(TABLE_ARN, ["dynamodb:Query", "dynamodb:Scan"], leading(TAG)), POOL
        ).under(**TENANTS),
        bad(
            "prefix",
            made("iam.Role", inlinePolicies=[{"policy": may("arn:aws:s3:::files/*", "s3:*")}]),
            FILES,
        ).under("inline", **POOLED),
        bad("prefix", reads(f"arn:aws:s3:::files/*/{TAG}", "s3:PutObject"), FILES).under(**POOLED),
        bad("list", reads("arn:aws:s3:::files", "s3:ListBucket"), FILES).under(
            **TENANTS, pooled=frozenset({"*::files"})
        ),
        bad("list", *copied("lambda.amazonaws.com"), FILES).under(**POOLED),
        unknown("condition", wired(made("iam.Policy", policy=UNKNOWN), policy=POOL), POOL).under(
            **TENANTS
        ),
        skips(UNTAGGABLE, POOL).under(**TENANTS),
        skips(reads(TABLE_ARN, "dynamodb:Query")).under("no-pool", **TENANTS),
        skips(reads(TABLE_ARN, "dynamodb:Query"), POOL),
    ),
}
