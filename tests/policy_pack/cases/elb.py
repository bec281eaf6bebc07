"""Cases of the rules about load balancers."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
MODERN = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"
FORWARD = {"type": "forward", "targetGroupArn": UNKNOWN}
REDIRECT = {"type": "redirect", "redirect": {"protocol": "HTTPS", "statusCode": "HTTP_301"}}
SAME = {"type": "redirect", "redirect": {"port": "443", "statusCode": "HTTP_301"}}


def listener(protocol: Any, *actions: Any, **props: Any) -> Resource:
    fixed = {"protocol": protocol, "defaultActions": list(actions), "arn": "arn:l"}
    return made("lb.Listener", "listener", **{**fixed, **props})


def classic(protocol: Any = "https", inside: Any = "SSL", **props: Any) -> Resource:
    one = {"lbPort": 443, "lbProtocol": protocol, "instancePort": 443, "instanceProtocol": inside}
    return made("elb.LoadBalancer", "classic", **{"listeners": [one], "name": "old", **props})


def rule(*actions: Any, **props: Any) -> Resource:
    return made("lb.ListenerRule", **{"actions": list(actions), "listenerArn": "arn:l", **props})


HTTP = listener("HTTP", REDIRECT, port=80)
CASES: dict[str, tuple[Case, ...]] = {
    "lb-https": (
        good(HTTP),
        good(listener("HTTPS", FORWARD)),
        good(listener("TCP", FORWARD, port=5432)).named("passes-TLS-through"),
        good(listener(None, FORWARD)).named("gateway"),
        good(made("lb.TargetGroup", protocol="HTTPS")),
        good(made("lb.TargetGroup", protocol="TCP")),
        good(made("lb.TargetGroup", targetType="lambda")),
        good(classic()),
        bad("listener", listener("HTTP", FORWARD)),
        bad("listener", listener("HTTP", SAME)).named("redirects-to-itself"),
        bad("listener", listener(None, FORWARD, port=80)).named("default"),
        bad("listener", listener("HTTP", {"type": "fixed-response"})),
        bad("listener", listener("HTTP")).named("no-action"),
        bad("target-group", made("lb.TargetGroup", protocol="HTTP")),
        bad("classic", classic("HTTP")),
        bad("classic", classic("tcp")),
        bad("instances", classic("SSL", "TCP")),
        unknown("listener", listener(UNKNOWN, FORWARD)),
        unknown("listener", listener("HTTP", UNKNOWN)),
        unknown("target-group", made("lb.TargetGroup", protocol=UNKNOWN)),
        unknown("classic", classic(UNKNOWN)),
        skips(BUCKET),
    ),
    "lb-https-stack": (
        good(rule(REDIRECT), HTTP),
        good(rule(FORWARD), listener("HTTPS", FORWARD)),
        bad("rule", rule(FORWARD), HTTP),
        bad("rule", wired(rule(FORWARD, listenerArn=UNKNOWN), listenerArn=HTTP), HTTP),
        bad("rule", rule({"type": "fixed-response"}), HTTP),
        unknown("rule", rule(UNKNOWN), HTTP),
        skips(rule(FORWARD)).named("listener-elsewhere"),
        skips(BUCKET),
    ),
}


def policy(**attributes: Any) -> Resource:
    trees = [{"name": name.replace("_", "-"), "value": v} for name, v in attributes.items()]
    kind = "SSLNegotiationPolicyType"
    return made(
        "elb.LoadBalancerPolicy",
        "tls",
        policyTypeName=kind,
        policyAttributes=trees,
        loadBalancerName="old",
    )


def own(**attributes: Any) -> Resource:
    trees = [{"name": f"Protocol-{name}", "value": value} for name, value in attributes.items()]
    return made("elb.SslNegotiationPolicy", "own", attributes=trees, loadBalancer="old")


KEY_POLICY = "PublicKeyPolicyType"
PREDEFINED = policy(Reference_Security_Policy="ELBSecurityPolicy-TLS-1-2-2017-01")
CASES["lb-tls-policy"] = (
    good(listener("HTTPS", sslPolicy=MODERN)),
    good(listener("TLS", sslPolicy="ELBSecurityPolicy-TLS13-1-3-2021-06")),
    good(listener("HTTPS", sslPolicy="ELBSecurityPolicy-FS-1-2-Res-2020-10")),
    good(PREDEFINED),
    good(
        made("elb.SslNegotiationPolicy", attributes=[{"name": "Protocol-TLSv1.2", "value": "true"}])
    ),
    bad("policy", listener("HTTPS")).named("default"),
    bad("policy", listener("HTTPS", sslPolicy="ELBSecurityPolicy-2016-08")),
    bad("policy", listener("TLS", sslPolicy="ELBSecurityPolicy-TLS13-1-0-PQ-2025-09")),
    bad("policy", listener("HTTPS", sslPolicy="ELBSecurityPolicy-TLS13-1-1-2021-06")),
    bad("policy", listener("HTTPS", sslPolicy=3)).named("no-text"),
    bad("classic", policy(Reference_Security_Policy="ELBSecurityPolicy-2016-08")),
    bad("classic", own(TLSv1="true")),
    bad("classic", own(SSLv3="true")),
    bad("classic", own()).named("nothing"),
    unknown("policy", listener("HTTPS", sslPolicy=UNKNOWN)),
    unknown("policy", listener(UNKNOWN)),
    unknown("classic", policy(Reference_Security_Policy=UNKNOWN)),
    skips(listener("HTTP")),
    skips(made("elb.LoadBalancerPolicy", policyTypeName=KEY_POLICY)),
    skips(BUCKET),
)
CASES["lb-tls-policy-stack"] = (
    good(classic(), PREDEFINED),
    good(classic("SSL", id="old"), own()),
    good(
        classic(name=UNKNOWN),
        wired(
            made("elb.SslNegotiationPolicy", "own", loadBalancer=UNKNOWN), loadBalancer=classic()
        ),
    ),
    good(classic("TCP")),
    bad("default", classic()),
    bad("default", classic("ssl", name="new"), PREDEFINED),
    bad(
        "default",
        classic(),
        made(
            "elb.LoadBalancerPolicy", policyTypeName="PublicKeyPolicyType", loadBalancerName="old"
        ),
    ),
    unknown("default", classic(UNKNOWN)),
    skips(PREDEFINED),
    skips(BUCKET),
)


def balancer(**props: Any) -> Resource:
    return made("lb.LoadBalancer", "it", **{"arn": "arn:lb", **props})


NETWORK = {"loadBalancerType": "network"}
LOGS = {"accessLogs": {"bucket": UNKNOWN, "enabled": True}}
CASES["lb-access-logs"] = (
    good(balancer(**LOGS)),
    good(classic(accessLogs={"bucket": "logs"})),
    bad("access-logs", balancer()),
    bad("access-logs", balancer(accessLogs={"bucket": "logs"})).named("off-by-default"),
    bad("access-logs", balancer(loadBalancerType="application", accessLogs={"enabled": False})),
    bad("access-logs", classic()),
    bad("access-logs", classic(accessLogs={"bucket": "logs", "enabled": False})),
    unknown("access-logs", balancer(accessLogs=UNKNOWN)),
    unknown("access-logs", classic(accessLogs=UNKNOWN)),
    unknown("access-logs", balancer(loadBalancerType=UNKNOWN)),
    skips(balancer(**NETWORK)),
    skips(BUCKET),
)
TLS = listener("TLS", loadBalancerArn="arn:lb")
CASES["lb-access-logs-stack"] = (
    good(balancer(**NETWORK, **LOGS), TLS),
    good(balancer(**NETWORK), listener("TCP", loadBalancerArn="arn:lb")),
    bad("access-logs", balancer(**NETWORK), TLS),
    bad(
        "access-logs",
        balancer(**NETWORK, arn=UNKNOWN),
        wired(listener("TLS", loadBalancerArn=UNKNOWN), loadBalancerArn=balancer()),
    ),
    unknown("access-logs", balancer(**NETWORK), listener(UNKNOWN, loadBalancerArn="arn:lb")),
    unknown("access-logs", balancer(**NETWORK, accessLogs=UNKNOWN), TLS),
    skips(balancer(), listener("HTTPS", loadBalancerArn="arn:lb")),
    skips(BUCKET),
)
CASES["lb-deletion-protection"] = (
    good(balancer(enableDeletionProtection=True)).under(profile=Profile.PROD),
    bad("enabled", balancer()).under(profile=Profile.PROD),
    bad("enabled", balancer(**NETWORK, enableDeletionProtection=False)),
    unknown("enabled", balancer(enableDeletionProtection=UNKNOWN)),
    skips(balancer()).under(profile=Profile.SANDBOX),
    skips(classic()),
    skips(BUCKET),
)
CASES["lb-request-hygiene"] = (
    good(balancer(dropInvalidHeaderFields=True)),
    good(balancer(dropInvalidHeaderFields=True, desyncMitigationMode="strictest")),
    good(classic()),
    bad("headers", balancer()),
    bad("desync", balancer(dropInvalidHeaderFields=True, desyncMitigationMode="monitor")),
    bad("desync", classic(desyncMitigationMode="monitor")),
    unknown("headers", balancer(dropInvalidHeaderFields=UNKNOWN)),
    unknown("desync", classic(desyncMitigationMode=UNKNOWN)),
    skips(balancer(**NETWORK)),
    skips(BUCKET),
)
SUBNET = made("ec2.Subnet")
TWO = {"subnets": [UNKNOWN, UNKNOWN]}
CASES["lb-multi-az-health"] = (
    good(balancer(**TWO)),
    good(balancer(subnetMappings=[{"subnetId": "a"}, {"subnetId": UNKNOWN}])),
    good(balancer(**NETWORK, **TWO, enableCrossZoneLoadBalancing=True)),
    good(balancer(**NETWORK, **TWO, enableZonalShift=True)).named("zonal"),
    good(balancer(**NETWORK, **TWO, dnsRecordClientRoutingPolicy="availability_zone_affinity")),
    good(balancer(**TWO, loadBalancerType="gateway")),
    good(classic(availabilityZones=["a", "b"])),
    good(wired(balancer(subnets=UNKNOWN), subnets=SUBNET), SUBNET),
    good(made("lb.TargetGroup", protocol="HTTPS")),
    good(made("lb.TargetGroup", healthCheck={"enabled": True})),
    bad("zones", balancer(subnets=["a"])),
    bad("zones", balancer()),
    bad("zones", classic(subnets=[UNKNOWN])),
    bad("cross-zone", balancer(**NETWORK, **TWO)),
    bad("cross-zone", classic(**TWO, crossZoneLoadBalancing=False)),
    bad("health", made("lb.TargetGroup", healthCheck={"enabled": False})),
    unknown("zones", balancer(subnets=UNKNOWN)),
    unknown("cross-zone", balancer(**NETWORK, **TWO, enableCrossZoneLoadBalancing=UNKNOWN)),
    unknown("health", made("lb.TargetGroup", healthCheck=UNKNOWN)),
    skips(made("lb.TargetGroup", targetType="lambda", healthCheck={"enabled": False})),
    skips(BUCKET),
)
