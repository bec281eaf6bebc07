"""Cases of the rules about AWS WAF."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
BALANCER = made("lb.LoadBalancer", arn="arn:lb")
POOL = made("cognito.UserPool", arn="arn:pool", id="pool")
DOMAIN = made("cognito.UserPoolDomain", userPoolId="pool")
STAGE = made("apigateway.Stage", arn="arn:stage", restApi="api")
JOINED = made("wafv2.WebAclAssociation", resourceArn="arn:lb")


def api(*types: Any) -> Resource:
    return made("apigateway.RestApi", id="api", endpointConfiguration={"types": list(types)})


def joins(resource: Resource) -> Resource:
    return wired(made("wafv2.WebAclAssociation", resourceArn=UNKNOWN), resourceArn=resource)


def runner(public: Any) -> Resource:
    inside = {"ingressConfiguration": {"isPubliclyAccessible": public}}
    return made("apprunner.Service", networkConfiguration=inside)


CASES: dict[str, tuple[Case, ...]] = {
    "edge-waf": (
        good(BALANCER, JOINED),
        good(BALANCER, joins(BALANCER)),
        good(made("lb.LoadBalancer", internal=True)),
        good(made("lb.LoadBalancer", loadBalancerType="network")),
        good(STAGE, api("REGIONAL"), joins(STAGE)),
        good(STAGE, api("REGIONAL"), joins(api())).named("by-an-ARN-made-from-the-api"),
        good(STAGE, api("PRIVATE")),
        good(POOL),
        good(POOL, DOMAIN, joins(POOL)),
        good(made("cloudfront.Distribution", enabled=True, webAclId=UNKNOWN)),
        good(wired(made("cloudfront.Distribution", enabled=True), webAclId=BUCKET)),
        good(made("cloudfront.Distribution", enabled=False)),
        good(made("appsync.GraphQLApi", visibility="PRIVATE")),
        good(runner(False)),
        bad("load-balancer", BALANCER),
        bad("load-balancer", BALANCER, made("wafv2.WebAclAssociation", resourceArn="arn:other")),
        bad("api-stage", STAGE, api("REGIONAL")),
        bad("api-stage", STAGE, api()),
        bad("api-stage", wired(made("apigateway.Stage"), restApi=api()), api("EDGE")),
        bad("user-pool", POOL, DOMAIN),
        bad("distribution", made("cloudfront.Distribution", enabled=True)),
        bad("distribution", made("cloudfront.MultitenantDistribution", webAclId="")),
        bad("graphql", made("appsync.GraphQLApi")),
        bad("app-runner", made("apprunner.Service")),
        bad("app-runner", runner(True)),
        unknown("load-balancer", made("lb.LoadBalancer", internal=UNKNOWN)),
        unknown("load-balancer", BALANCER, made("wafv2.WebAclAssociation", resourceArn=UNKNOWN)),
        unknown("api-stage", STAGE).named("api-elsewhere"),
        unknown("api-stage", STAGE, api(UNKNOWN)),
        unknown("app-runner", runner(UNKNOWN)),
        skips(made("apigatewayv2.Stage")),
        skips(BUCKET),
    ),
}


def group(name: Any, vendor: str = "AWS", metrics: Any = True, **override: Any) -> dict[str, Any]:
    return {
        "statement": {"managedRuleGroupStatement": {"name": name, "vendorName": vendor}},
        "overrideAction": override or {"none": {}},
        "visibilityConfig": {"cloudwatchMetricsEnabled": metrics},
    }


METERED = {"cloudwatchMetricsEnabled": True}
CORE, INPUTS = "AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet"
LOGS = made("wafv2.WebAclLoggingConfiguration", "logs", resourceArn="arn:acl")


def acl(*rules: Any, **props: Any) -> Resource:
    fixed = {"arn": "arn:acl", "visibilityConfig": METERED}
    return made("wafv2.WebAcl", "acl", **{**fixed, "rules": list(rules), **props})


def beside(name: str, group_name: str, **props: Any) -> Resource:
    managed = {"name": group_name, "vendorName": "AWS"}
    fixed = {"managedRuleGroup": managed, "webAclArn": "arn:acl", "visibilityConfig": METERED}
    return made("wafv2.WebAclRuleGroupAssociation", name, **{**fixed, **props})


def text(*names: str, **rest: Any) -> str:
    statements = [{"ManagedRuleGroupStatement": {"Name": n, "VendorName": "AWS"}} for n in names]
    return json.dumps([{"Statement": statement, **rest} for statement in statements])


RULE = made("wafv2.WebAclRule", "rule", webAclArn="arn:acl", **group(CORE))
FULL = acl(group(CORE), group(INPUTS))
CASES["waf-rules-logging"] = (
    good(FULL, LOGS),
    good(FULL, wired(made("wafv2.WebAclLoggingConfiguration"), resourceArn=FULL)),
    good(acl(), beside("a", CORE), beside("b", INPUTS), LOGS),
    good(acl(), RULE, beside("b", INPUTS, visibilityConfig=None), LOGS),
    good(acl(), wired(RULE, webAclArn=acl()), beside("b", INPUTS), LOGS),
    good(acl(group(INPUTS)), beside("a", CORE), LOGS).named("some-beside"),
    good(acl(ruleJson=text(CORE, INPUTS)), LOGS),
    bad("core", acl(group(INPUTS)), LOGS),
    bad("core", acl(group(CORE, count={}), group(INPUTS)), LOGS).named("counts-only"),
    bad("core", acl(group(CORE, "Somebody"), group(INPUTS)), LOGS).named("of-another-vendor"),
    bad("bad-inputs", acl(group(CORE)), LOGS),
    bad("bad-inputs", acl(), RULE, beside("b", INPUTS, overrideAction="count"), LOGS),
    bad(("core", "bad-inputs"), acl(), LOGS),
    bad(("core", "bad-inputs"), acl(ruleJson="[{"), LOGS).named("malformed"),
    bad("core", acl(ruleJson=text(INPUTS)), LOGS),
    bad(
        ("core", "bad-inputs"),
        acl(ruleJson=text(CORE, INPUTS, OverrideAction={"Count": {}})),
        LOGS,
    ),
    bad("logging", FULL),
    bad("logging", FULL, made("wafv2.WebAclLoggingConfiguration", resourceArn="arn:other")),
    bad("metrics", acl(group(CORE), group(INPUTS), visibilityConfig=None), LOGS),
    bad("metrics", acl(group(CORE, metrics=False), group(INPUTS)), LOGS),
    bad(
        "metrics",
        beside("a", CORE, visibilityConfig={"cloudwatchMetricsEnabled": False}),
        acl(group(CORE), group(INPUTS)),
        LOGS,
    ),
    unknown("core", acl(group(INPUTS), group(UNKNOWN)), LOGS),
    unknown("core", acl(group(INPUTS), group(CORE, count=UNKNOWN)), LOGS),
    unknown("bad-inputs", acl(rules=UNKNOWN), beside("a", CORE), LOGS),
    unknown("bad-inputs", acl(ruleJson=UNKNOWN), beside("a", CORE), LOGS),
    unknown("metrics", acl(group(CORE, metrics=UNKNOWN), group(INPUTS)), LOGS),
    unknown("logging", FULL, made("wafv2.WebAclLoggingConfiguration", resourceArn=UNKNOWN)),
    skips(beside("a", CORE)),
    skips(BUCKET),
)
