"""Cases of the rules about networks."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
ANY4, ANY6 = "0.0.0.0/0", "::/0"
HALVES = ["0.0.0.0/1", "128.0.0.0/1"]
TAG_KEYS = frozenset({"exposure"})
PUBLIC = {"exposure": "public"}


def group(low: Any, high: Any, *ranges: Any, protocol: Any = "tcp", **props: Any) -> Resource:
    rule = {
        "protocol": protocol,
        "fromPort": low,
        "toPort": high,
        "cidrBlocks": [r for r in ranges if r is UNKNOWN or ":" not in r],
        "ipv6CidrBlocks": [r for r in ranges if r is not UNKNOWN and ":" in r],
    }
    return made("ec2.SecurityGroup", ingress=[rule], **props)


def old_rule(low: Any, high: Any, *ranges: Any, **props: Any) -> Resource:
    fixed = {"type": "ingress", "protocol": "tcp", "cidrBlocks": list(ranges)}
    return made("ec2.SecurityGroupRule", **{"fromPort": low, "toPort": high, **fixed, **props})


def rule(low: Any, high: Any, source: Any = ANY4, **props: Any) -> Resource:
    prop = "cidrIpv6" if source is not UNKNOWN and ":" in source else "cidrIpv4"
    fixed = {"ipProtocol": "tcp", "fromPort": low, "toPort": high, prop: source}
    return made("vpc.SecurityGroupIngressRule", **{**fixed, **props})


def acl(*rules: dict[str, Any], short: str = "ec2.NetworkAcl") -> Resource:
    return made(short, ingress=list(rules))


def entry(number: int, low: Any, high: Any, action: Any = "allow", **props: Any) -> dict[str, Any]:
    fixed = {"ruleNo": number, "action": action, "protocol": "tcp", "cidrBlock": ANY4}
    return {**fixed, "fromPort": low, "toPort": high, **props}


def acl_rule(name: str, number: Any, low: Any, high: Any, **props: Any) -> Resource:
    fixed: dict[str, Any] = {
        "ruleNumber": number,
        "ruleAction": "allow",
        "protocol": "tcp",
        "cidrBlock": ANY4,
        "fromPort": low,
        "toPort": high,
    }
    return made("ec2.NetworkAclRule", name, **{**fixed, **props})


VPC = made("ec2.Vpc", "net", id="vpc-1")
DEFAULT_VPC = made("ec2.DefaultVpc", "default")


def shut(acl: Any = None, table: Any = None) -> list[Resource]:
    """What shuts the default VPC: its group, ACL and route table."""
    return [
        wired(made("ec2.DefaultSecurityGroup"), vpcId=DEFAULT_VPC),
        wired(made("ec2.DefaultNetworkAcl", **(acl or {})), defaultNetworkAclId=DEFAULT_VPC),
        wired(made("ec2.DefaultRouteTable", **(table or {})), defaultRouteTableId=DEFAULT_VPC),
    ]


LIST = made("ec2.ManagedPrefixList", "all", id="pl-1", entries=[{"cidr": r} for r in HALVES])
OWN_LIST = made("ec2.ManagedPrefixList", "own", id="pl-2", entries=[{"cidr": "10.0.0.0/8"}])
HTTPS = group(443, 443, ANY4)

CASES: dict[str, tuple[Case, ...]] = {
    "sg-no-public-admin-ports": (
        good(group(22, 22, "10.0.0.0/8", "fc00::/7", "203.0.113.0/24")),
        good(HTTPS),
        good(made("ec2.SecurityGroup")),
        good(group(8, 0, ANY4, protocol="icmp")).named("ping"),
        good(old_rule(22, 22, ANY4, type="egress")),
        good(group(22, 22, "not a range")),
        bad("ports", group(22, 22, ANY4)),
        bad("ports", group(0, 65535, ANY6)),
        bad("ports", group(3000, 4000, *HALVES)).named("halves"),
        bad("ports", group(22, 22, *[f"{n}.0.0.0/6" for n in range(0, 256, 4)])).named("slices"),
        bad("ports", group(22, 22, "2000::/3")).named("global-unicast"),
        bad("ports", group(0, 0, ANY4, protocol="-1")).named("every-protocol"),
        bad("ports", group(22, 22, ANY4, UNKNOWN)).named("known-failure-beside-unknown"),
        bad("ports", old_rule(3389, 3389, ANY4, protocol="6")),
        bad("ports", rule(5985, 5986, ANY6)),
        bad("ports", rule(None, None, ipProtocol="-1")),
        bad("icmp", group(-1, -1, ANY4, protocol="icmp")),
        bad("icmp", rule(-1, -1, ANY6, ipProtocol="58")),
        unknown("ports", made("ec2.SecurityGroup", ingress=UNKNOWN)),
        unknown("ports", group(22, 22, UNKNOWN)),
        unknown("ports", rule(UNKNOWN, 22)),
        unknown("ports", old_rule(22, 22, UNKNOWN)),
        good(wired(group(22, 22, UNKNOWN), ingress=VPC), VPC).named("range-of-the-vpc"),
        good(wired(rule(22, 22, UNKNOWN), cidrIpv4=VPC), VPC).named("range-of-the-vpc"),
        skips(BUCKET),
    ),
    "sg-no-public-data-ports": (
        good(group(5432, 5432, "172.16.0.0/12")),
        good(HTTPS),
        good(group(0, 0, ANY4, protocol="-1")).named("said-by-the-rule-on-administration"),
        bad("ports", group(5432, 5432, ANY4)),
        bad("ports", rule(6379, 6379, ANY6)),
        bad("ports", old_rule(9000, 9300, *HALVES)),
        bad("ports", group(53, 11211, ANY4, protocol="17")),
        unknown("ports", group(UNKNOWN, UNKNOWN, ANY4)),
        unknown("ports", group(3306, 3306, UNKNOWN)),
        skips(BUCKET),
    ),
    "sg-public-ports-allowlist": (
        good(HTTPS),
        good(group(443, 443, ANY4, protocol="udp")),
        good(group(80, 80, ANY4, ANY6, tags=PUBLIC)),
        good(group(8080, 8080, "10.0.0.0/8")),
        good(rule(80, 80)).named("tag-is-the-groups"),
        good(group(80, 80, ANY4)).named("to-redirect"),
        good(group(3, 4, ANY4, protocol="icmp")).named("path-mtu-discovery"),
        good(group(443, 443, ANY4, tags=PUBLIC)).under(tag_keys=TAG_KEYS),
        good(group(443, 443, "10.0.0.0/8")).under(tag_keys=TAG_KEYS),
        bad("ports", group(8080, 8080, ANY4)),
        bad("ports", group(80, 443, ANY4)),
        bad("ports", rule(443, 444)),
        good(group(443, 443, ANY4, protocol="-1")).named("said-by-the-rule-on-administration"),
        good(group(5432, 5432, ANY4)).named("said-by-the-rule-on-data"),
        bad("exposure", group(80, 80, ANY4)).under(tag_keys=TAG_KEYS),
        bad("exposure", HTTPS).under(tag_keys=TAG_KEYS),
        bad("exposure", group(443, 443, ANY4, tagsAll={"exposure": "private"})).under(
            tag_keys=TAG_KEYS
        ),
        unknown("ports", rule(UNKNOWN, 443)),
        unknown("exposure", group(443, 443, ANY4, tags=UNKNOWN)).under(tag_keys=TAG_KEYS),
        skips(BUCKET),
    ),
    "sg-public-ports-allowlist-stack": (
        good(rule(443, 443, securityGroupId="sg-1"), made("ec2.SecurityGroup", id="sg-1")),
        good(
            wired(rule(80, 80), securityGroupId=made("ec2.SecurityGroup", tags=PUBLIC)),
            made("ec2.SecurityGroup", tags=PUBLIC),
        ),
        good(
            wired(rule(22, 22, "10.0.0.0/8", prefixListId=UNKNOWN), prefixListId=OWN_LIST), OWN_LIST
        ),
        bad(
            "exposure",
            rule(80, 80, securityGroupId="sg-1"),
            made("ec2.SecurityGroup", id="sg-1"),
        ).under("by-value", tag_keys=TAG_KEYS),
        bad(
            "exposure",
            wired(old_rule(443, 443, ANY4), securityGroupId=made("ec2.SecurityGroup")),
            made("ec2.SecurityGroup"),
        ).under("by-edge", tag_keys=TAG_KEYS),
        bad(
            "ports",
            made("vpc.SecurityGroupIngressRule", ipProtocol="-1", prefixListId="pl-1"),
            LIST,
        ),
        bad(
            "ports",
            wired(
                made(
                    "ec2.SecurityGroup",
                    ingress=[
                        {
                            "protocol": "tcp",
                            "fromPort": 22,
                            "toPort": 22,
                            "prefixListIds": [UNKNOWN],
                        }
                    ],
                ),
                ingress=LIST,
            ),
            LIST,
        ),
        unknown(
            "exposure",
            rule(80, 80, securityGroupId="sg-1"),
            made("ec2.SecurityGroup", id="sg-1", tags=UNKNOWN),
        ).under(tag_keys=TAG_KEYS),
        unknown(
            "ports",
            made("vpc.SecurityGroupIngressRule", ipProtocol="-1", prefixListId="pl-3"),
            made("ec2.ManagedPrefixList", "some", id="pl-3", entries=[{"cidr": UNKNOWN}]),
        ),
        skips(group(22, 22, ANY4)),
        skips(BUCKET),
    ),
    "sg-default-closed": (
        good(VPC, made("ec2.DefaultSecurityGroup", vpcId="vpc-1")),
        good(made("ec2.Vpc", "net"), wired(made("ec2.DefaultSecurityGroup"), vpcId=VPC)),
        good(VPC, made("ec2.DefaultSecurityGroup", vpcId="vpc-1", ingress=[], egress=[])),
        bad("adopted", VPC),
        bad("adopted", VPC, made("ec2.DefaultSecurityGroup", vpcId="vpc-2")),
        bad(
            "ingress",
            VPC,
            made("ec2.DefaultSecurityGroup", "d", vpcId="vpc-1", ingress=[{"self": True}]),
            on="d",
        ),
        bad(
            "egress",
            VPC,
            made("ec2.DefaultSecurityGroup", "d", vpcId="vpc-1", egress=[UNKNOWN]),
            on="d",
        ),
        bad("default-vpc", made("ec2.DefaultVpc")),
        good(DEFAULT_VPC, *shut()),
        good(DEFAULT_VPC, *shut(acl={"ingress": []}, table={"routes": []})),
        bad("default-vpc", DEFAULT_VPC, *shut()[1:], on="default").named("default-group-left"),
        bad("default-vpc", DEFAULT_VPC, *shut()[:2], on="default").named("default-table-left"),
        bad(
            "default-vpc",
            DEFAULT_VPC,
            *shut(table={"routes": [{"cidrBlock": "0.0.0.0/0", "gatewayId": UNKNOWN}]}),
            on="default",
        ).named("default-table-open"),
        bad(
            "default-vpc", DEFAULT_VPC, *shut(acl={"ingress": [{"action": "allow"}]}), on="default"
        ).named("default-acl-open"),
        unknown("default-vpc", DEFAULT_VPC, *shut(acl={"egress": UNKNOWN}), on="default"),
        bad(
            "ingress",
            wired(rule(443, 443, securityGroupId=UNKNOWN), securityGroupId=VPC),
            VPC,
            made("ec2.DefaultSecurityGroup", "d", vpcId="vpc-1"),
        ).named("rule-beside-by-the-vpc"),
        bad(
            "egress",
            old_rule(443, 443, type="egress", securityGroupId="sg-d"),
            made("ec2.DefaultSecurityGroup", "d", id="sg-d"),
        ).named("rule-beside"),
        bad(
            "egress",
            made("vpc.SecurityGroupEgressRule", securityGroupId="sg-d"),
            made("ec2.DefaultSecurityGroup", "d", id="sg-d"),
        ).named("egress-rule-beside"),
        unknown("adopted", VPC, made("ec2.DefaultSecurityGroup", vpcId=UNKNOWN)),
        unknown(
            "ingress",
            VPC,
            wired(made("ec2.DefaultSecurityGroup", "d", vpcId="vpc-1"), ingress=LIST),
            on="d",
        ).named("dropped-by-preview"),
        skips(BUCKET),
    ),
    "nacl-no-public-admin": (
        good(acl(entry(100, 443, 443))),
        good(acl(entry(100, 22, 22, cidrBlock="10.0.0.0/8"))),
        good(acl(entry(90, 3389, 3389, "deny"), entry(100, 1024, 65535))).named("denied-before"),
        good(made("ec2.DefaultNetworkAcl")),
        good(acl(entry(100, 0, 0, "deny", protocol="-1"))),
        bad("admin-ports", acl(entry(100, 22, 22))),
        bad("admin-ports", acl(entry(100, 1024, 65535), entry(110, 3389, 3389, "deny"))).named(
            "denied-too-late"
        ),
        bad(
            "admin-ports",
            acl(
                entry(90, 3389, 3389, "deny"),
                entry(100, 1024, 65535, cidrBlock=None, ipv6CidrBlock=ANY6),
            ),
        ).named("denied-for-ipv4-only"),
        bad("all-ports", acl(entry(100, 0, 0, protocol="-1"))),
        bad("all-ports", acl(entry(100, 0, 65535), short="ec2.DefaultNetworkAcl")),
        unknown("admin-ports", acl(entry(100, 22, 22, cidrBlock=UNKNOWN))),
        unknown("admin-ports", acl(entry(90, UNKNOWN, 4000, "deny"), entry(100, 1024, 65535))),
        unknown("admin-ports", made("ec2.NetworkAcl", ingress=UNKNOWN)),
        skips(BUCKET),
    ),
    "nacl-no-public-admin-stack": (
        good(acl_rule("a", 100, 443, 443)),
        good(acl_rule("a", 100, 22, 22, egress=True)),
        good(
            acl_rule("a", 100, 1024, 65535, networkAclId="acl-1"),
            acl_rule("b", 90, 3389, 3389, ruleAction="deny", networkAclId="acl-1"),
        ).named("denied-before-by-value"),
        good(
            wired(acl_rule("a", 100, 1024, 65535, networkAclId=UNKNOWN), networkAclId=VPC),
            wired(acl_rule("b", 90, 3389, 3389, ruleAction="deny"), networkAclId=VPC),
            VPC,
        ).named("denied-before-by-edge"),
        bad("admin-ports", acl_rule("a", 100, 22, 22)),
        bad(
            "admin-ports",
            acl_rule("a", 100, 1024, 65535, networkAclId="acl-1"),
            acl_rule("b", 90, 3389, 3389, ruleAction="deny", networkAclId="acl-2"),
        ).named("denied-elsewhere"),
        bad("all-ports", acl_rule("a", 100, None, None, protocol="all")),
        bad(
            "admin-ports",
            acl_rule("a", 80, 1024, 65535, networkAclId="acl-1"),
            acl_rule("b", 90, 3389, 3389, ruleAction="deny", networkAclId="acl-1"),
        ).named("denied-too-late"),
        good(
            acl_rule("a", 100, 1024, 65535, networkAclId="acl-1"),
            acl_rule("b", 95, 3389, 3389, ruleAction="deny", networkAclId="acl-1"),
            acl_rule("c", 90, 3389, 3389, ruleAction="deny", networkAclId="acl-1"),
        ).named("denied-twice"),
        unknown(
            "admin-ports",
            acl_rule("a", UNKNOWN, 1024, 65535, networkAclId="acl-1"),
            acl_rule("b", 90, 3389, 3389, ruleAction="deny", networkAclId="acl-1"),
        ),
        unknown(
            "admin-ports",
            acl_rule("a", 100, 1024, 65535, networkAclId="acl-1"),
            acl_rule(
                "b",
                90,
                3389,
                3389,
                ruleAction=UNKNOWN,
                networkAclId="acl-1",
                cidrBlock="10.0.0.0/8",
            ),
        ),
        unknown("admin-ports", acl_rule("a", 100, 22, 22, egress=UNKNOWN)),
        unknown("admin-ports", acl_rule("a", 100, 22, 22, cidrBlock=UNKNOWN)),
        skips(acl(entry(100, 22, 22))),
        skips(BUCKET),
    ),
}

GROUP = made("cloudwatch.LogGroup", "flow", arn="arn:aws:logs:x:1:log-group:f")


def flow_log(**props: Any) -> Resource:
    fixed = {"vpcId": "vpc-1", "trafficType": "ALL", "logDestination": GROUP.props["arn"]}
    return made("ec2.FlowLog", "log", **{**fixed, **props})


CASES["vpc-flow-logs"] = (
    good(VPC, flow_log(), GROUP),
    good(
        VPC,
        wired(flow_log(vpcId=UNKNOWN, logDestination=UNKNOWN), vpcId=VPC, logDestination=GROUP),
        GROUP,
    ).named("by-edge"),
    good(VPC, flow_log(logDestination="arn:aws:s3:::logs", logDestinationType="s3")),
    good(VPC, flow_log(trafficType="REJECT"), flow_log(), GROUP).named("one-of-two"),
    bad("flow-log", VPC),
    bad("flow-log", VPC, flow_log(vpcId="vpc-2"), GROUP),
    bad("traffic", VPC, flow_log(trafficType="REJECT"), GROUP, on="log"),
    bad("sink", VPC, flow_log(logDestination=None), on="log"),
    good(
        VPC,
        flow_log(
            logDestination="arn:aws:firehose:x:1:deliverystream/s",
            logDestinationType="kinesis-data-firehose",
        ),
    ),
    good(VPC, flow_log()).named("group-elsewhere"),
    good(VPC, flow_log(logDestination=None, logGroupName="flow")).named("group-by-name"),
    good(VPC, flow_log(logDestination=UNKNOWN)).named("from-configuration"),
    unknown("flow-log", VPC, flow_log(vpcId=UNKNOWN)),
    unknown("traffic", VPC, flow_log(trafficType=UNKNOWN), GROUP, on="log"),
    skips(BUCKET),
)


def subnet(name: str, zone: Any = "eu-west-1a", tier: Any = None, **props: Any) -> Resource:
    tags = {"network-tier": tier} if tier is not None else {}
    fixed = {"vpcId": "vpc-1", "availabilityZone": zone, "id": f"subnet-{name}", "tags": tags}
    return made("ec2.Subnet", name, **{**fixed, **props})


A, B = subnet("a", "eu-west-1a", "app"), subnet("b", "eu-west-1b", "app")
EDGE_A, EDGE_B = subnet("ea", "eu-west-1a", "edge"), subnet("eb", "eu-west-1b", "edge")
NAT_A = made("ec2.NatGateway", "na", subnetId="subnet-ea")
NAT_B = wired(made("ec2.NatGateway", "nb", subnetId=UNKNOWN), subnetId=EDGE_B)
TWO_TIERS = (VPC, A, B, EDGE_A, EDGE_B)

CASES["vpc-multi-az"] = (
    good(VPC, A, B),
    good(VPC, subnet("a"), subnet("b", None, availabilityZoneId="euw1-az2")),
    good(*TWO_TIERS, NAT_A).under("one-nat-in-dev", profile=Profile.DEV),
    good(*TWO_TIERS, NAT_A, NAT_B).under(profile=Profile.PROD),
    good(*TWO_TIERS).under("no-nat-at-all", profile=Profile.PROD),
    good(*TWO_TIERS, made("ec2.NatGateway", availabilityMode="regional", vpcId="vpc-1")).under(
        "regional", profile=Profile.PROD
    ),
    bad("zones", VPC, A),
    bad("zones", VPC, A, subnet("c", "eu-west-1b", "data"), B).named("one-tier-is-alone"),
    bad("zones", VPC, wired(subnet("a", vpcId=UNKNOWN), vpcId=VPC)).named("by-edge"),
    bad("zones", A, subnet("c", "eu-west-1a", "app")).named("vpc-elsewhere"),
    good(subnet("a")).named("vpc-elsewhere-untagged"),
    bad("nat", *TWO_TIERS, NAT_A).under(profile=Profile.PROD),
    unknown("zones", VPC, subnet("a", UNKNOWN), subnet("b", UNKNOWN)),
    unknown("zones", VPC, A, subnet("b", tags=UNKNOWN)),
    unknown("nat", *TWO_TIERS, made("ec2.NatGateway", subnetId=UNKNOWN), on="a").under(
        profile=Profile.PROD
    ),
    skips(BUCKET),
    skips(VPC),
)


def endpoint(service: Any, statement: Any = None, **props: Any) -> Resource:
    fixed: dict[str, Any] = {"vpcId": "vpc-1", "serviceName": service}
    if statement is not None:
        fixed["policy"] = json.dumps({"Statement": statement})
    return made("ec2.VpcEndpoint", str(service), **{**fixed, **props})


OWN = {
    "Effect": "Allow",
    "Principal": "*",
    "Action": "*",
    "Resource": "*",
    "Condition": {"StringEquals": {"aws:PrincipalAccount": "111111111111"}},
}
FULL = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["*"], "Resource": "*"}
S3 = endpoint("com.amazonaws.eu-west-1.s3", OWN)
ALL = [
    endpoint(f"com.amazonaws.eu-west-1.{name}", OWN)
    for name in ("s3", "dynamodb", "kms", "logs", "sts")
]

CASES["vpc-endpoints-scoped"] = (
    good(VPC, S3),
    good(VPC, *ALL).under(profile=Profile.DEV),
    good(endpoint("com.amazonaws.vpce.eu-west-1.vpce-svc-1")),
    good(endpoint("com.amazonaws.eu-west-1.x", vpcEndpointType="GatewayLoadBalancer")),
    good(
        made("ec2.VpcEndpoint", "it"),
        wired(
            made("ec2.VpcEndpointPolicy", policy=S3.props["policy"]),
            vpcEndpointId=made("ec2.VpcEndpoint", "it"),
        ),
    ).named("policy-beside-it"),
    bad("policy", endpoint("com.amazonaws.eu-west-1.s3")),
    bad("policy", endpoint("com.amazonaws.eu-west-1.s3", FULL)),
    bad("policy", endpoint("com.amazonaws.eu-west-1.s3", FULL | {"Action": "s3:*"})).named(
        "service"
    ),
    bad("policy", endpoint("s3", policy="{")).named("malformed"),
    bad(
        "policy",
        endpoint("s3", {"Effect": "Allow", "Principal": "*", "NotAction": "s3:X", "Resource": "*"}),
    ).named("not-action"),
    bad("services", VPC, S3).under(profile=Profile.DEV),
    unknown("policy", endpoint("s3", policy=UNKNOWN)),
    unknown("services", VPC, endpoint("s3", OWN), endpoint("?", OWN, serviceName=UNKNOWN)).under(
        profile=Profile.DEV
    ),
    skips(VPC),
    skips(BUCKET),
)

CASES["subnet-no-auto-public-ip"] = (
    good(subnet("a")),
    good(subnet("a", tier="edge", mapPublicIpOnLaunch=True)),
    good(subnet("a", tier=UNKNOWN)),
    bad("public-ip", subnet("a", mapPublicIpOnLaunch=True)),
    bad("public-ip", subnet("a", tier="app", mapPublicIpOnLaunch=True)),
    unknown("public-ip", subnet("a", tier="app", mapPublicIpOnLaunch=UNKNOWN)),
    unknown("public-ip", subnet("a", tier=UNKNOWN, mapPublicIpOnLaunch=True)),
    skips(BUCKET),
)

IGW = made("ec2.InternetGateway", "igw")
TABLE = made("ec2.RouteTable", "table", id="rtb-1")
JOIN = made("ec2.RouteTableAssociation", "join", subnetId="subnet-a", routeTableId="rtb-1")
DATA_A = subnet("a", tier="data")


def route(**props: Any) -> Resource:
    return made("ec2.Route", "way", **{"routeTableId": "rtb-1", **props})


def table(*routes: dict[str, Any]) -> Resource:
    return made("ec2.RouteTable", "table", id="rtb-1", routes=list(routes))


DEFAULT = {"destinationCidrBlock": ANY4}
CASES["subnet-tier-routing"] = (
    good(A, JOIN, TABLE, route(**DEFAULT, natGatewayId="nat-1")),
    good(EDGE_A, JOIN, TABLE, route(**DEFAULT, gatewayId="igw-1")),
    good(DATA_A, JOIN, TABLE, route(destinationCidrBlock="10.1.0.0/16", transitGatewayId="t")),
    good(DATA_A, JOIN, table({"cidrBlock": "10.1.0.0/16", "natGatewayId": "nat-1"})),
    good(
        A,
        JOIN,
        TABLE,
        wired(route(**DEFAULT, gatewayId=UNKNOWN), gatewayId=made("ec2.VpnGateway")),
        made("ec2.VpnGateway"),
    ),
    bad("internet", A, JOIN, TABLE, route(**DEFAULT, gatewayId="igw-1")),
    bad("internet", A, JOIN, table({"cidrBlock": ANY4, "gatewayId": "igw-1"})).named("inline"),
    bad(
        "internet",
        A,
        wired(made("ec2.RouteTableAssociation"), subnetId=A, routeTableId=TABLE),
        TABLE,
        wired(
            made("ec2.Route", destinationIpv6CidrBlock=ANY6, gatewayId=UNKNOWN),
            routeTableId=TABLE,
            gatewayId=IGW,
        ),
        IGW,
    ).named("by-edges"),
    bad(
        "internet",
        A,
        JOIN,
        wired(table({"cidrBlock": "128.0.0.0/1", "gatewayId": UNKNOWN}), routes=IGW),
        IGW,
    ).named("half-by-inline-edge"),
    bad(
        "internet",
        A,
        VPC,
        made("ec2.MainRouteTableAssociation", vpcId="vpc-1", routeTableId="rtb-1"),
        table({"cidrBlock": ANY4, "gatewayId": "igw-1"}),
    ).named("main-table"),
    bad("egress", DATA_A, JOIN, TABLE, route(**DEFAULT, natGatewayId=UNKNOWN)),
    bad(
        "egress",
        DATA_A,
        JOIN,
        table({"ipv6CidrBlock": ANY6, "egressOnlyGatewayId": "eigw-1"}),
    ),
    unknown("internet", A, JOIN, TABLE, route(**DEFAULT, gatewayId=UNKNOWN)),
    unknown("internet", A, JOIN, wired(TABLE, routes=IGW), IGW).named("dropped-by-preview"),
    unknown("internet", subnet("a", tags=UNKNOWN)),
    skips(subnet("a"), JOIN, TABLE, route(**DEFAULT, gatewayId="igw-1")),
    skips(BUCKET),
)

DATABASE = {"protocol": "tcp", "fromPort": 5432, "toPort": 5432, "securityGroups": [UNKNOWN]}
EVERYTHING = {"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": [ANY4]}
STORE = made("ec2.SecurityGroup", "store", id="sg-1", ingress=[DATABASE])


def way_out(source: Any = ANY4, **props: Any) -> Resource:
    fixed = {"ipProtocol": "-1", "securityGroupId": "sg-1"}
    prop = "cidrIpv6" if source is not UNKNOWN and ":" in source else "cidrIpv4"
    return made("vpc.SecurityGroupEgressRule", "out", **{**fixed, prop: source, **props})


def store(*egress: Any, **props: Any) -> Resource:
    return made("ec2.SecurityGroup", ingress=[DATABASE], egress=list(egress), **props)


CASES["sg-egress-restricted"] = (
    good(store()),
    good(store({**EVERYTHING, "cidrBlocks": ["10.0.0.0/8"]})),
    good(store({**EVERYTHING, "protocol": "tcp", "fromPort": 443, "toPort": 443})),
    good(made("ec2.SecurityGroup", egress=[EVERYTHING])).named("no-data"),
    good(group(443, 443, ANY4, egress=[EVERYTHING])),
    good(made("ec2.SecurityGroup", egress=[EVERYTHING], tags={"network-tier": "app"})),
    bad("egress", store(EVERYTHING)),
    bad("egress", store({**EVERYTHING, "cidrBlocks": [UNKNOWN], "ipv6CidrBlocks": [ANY6]})),
    bad("egress", store({**EVERYTHING, "protocol": "tcp", "fromPort": 0, "toPort": 65535})),
    bad("egress", made("ec2.SecurityGroup", egress=[EVERYTHING], tags={"network-tier": "data"})),
    bad("egress", store(EVERYTHING, tags=UNKNOWN)),
    unknown("egress", store(UNKNOWN)),
    unknown("egress", made("ec2.SecurityGroup", egress=UNKNOWN)),
    unknown("egress", made("ec2.SecurityGroup", egress=[EVERYTHING], ingress=UNKNOWN)),
    skips(BUCKET),
)
CASES["sg-egress-restricted-stack"] = (
    good(way_out("10.0.0.0/8"), STORE),
    good(way_out(), made("ec2.SecurityGroup", id="sg-1")),
    good(way_out(securityGroupId="sg-2"), STORE),
    bad("egress", way_out(), STORE),
    bad("egress", way_out("::/0"), STORE),
    bad("egress", wired(way_out(securityGroupId=UNKNOWN), securityGroupId=STORE), STORE),
    bad(
        "egress",
        old_rule(0, 0, ANY4, type="egress", protocol="all", securityGroupId="sg-1"),
        made("ec2.SecurityGroup", id="sg-1", tags={"network-tier": "data"}),
    ),
    bad(
        "egress",
        way_out(),
        made("ec2.SecurityGroup", id="sg-1"),
        rule(6379, 6379, "10.0.0.0/8", securityGroupId="sg-1"),
    ).named("data-port-beside"),
    unknown("egress", way_out(UNKNOWN), STORE),
    unknown("egress", way_out(), made("ec2.SecurityGroup", id="sg-1", tags=UNKNOWN)),
    skips(way_out()),
    skips(BUCKET),
)

SAID = {"description": "Database clients"}
CASES["sg-described"] = (
    good(made("ec2.SecurityGroup", **SAID)),
    good(made("ec2.SecurityGroup", description=UNKNOWN, ingress=[UNKNOWN])),
    good(made("ec2.SecurityGroup", **SAID, ingress=[{**DATABASE, **SAID}])),
    good(rule(443, 443, **SAID)),
    good(way_out(**SAID)),
    bad("group", made("ec2.SecurityGroup")),
    bad("group", made("ec2.SecurityGroup", description="Managed by Pulumi")),
    bad("inline", made("ec2.SecurityGroup", **SAID, ingress=[DATABASE])),
    bad("inline", made("ec2.SecurityGroup", **SAID, egress=[UNKNOWN, EVERYTHING])),
    bad("rule", rule(443, 443)),
    bad("rule", old_rule(443, 443, ANY4, description="")),
    bad("rule", way_out()),
    unknown("group", made("ec2.SecurityGroup", **SAID, ingress=UNKNOWN)),
    skips(BUCKET),
)

ALONE = made("ec2.SecurityGroup", "alone", id="sg-1")
CASES["sg-no-rule-conflicts"] = (
    good(store(EVERYTHING)),
    good(ALONE, rule(443, 443, securityGroupId="sg-1"), way_out()),
    good(STORE, rule(443, 443, securityGroupId="sg-2")),
    good(made("ec2.SecurityGroup", id="sg-1", ingress=[]), way_out()),
    bad("inline", STORE, rule(443, 443, securityGroupId="sg-1")),
    bad("inline", STORE, wired(way_out(securityGroupId=UNKNOWN), securityGroupId=STORE)),
    unknown("inline", wired(ALONE, egress=VPC), way_out()).named("dropped-by-preview"),
    bad(
        "kinds",
        ALONE,
        rule(443, 443, securityGroupId="sg-1"),
        old_rule(80, 80, ANY4, securityGroupId="sg-1"),
    ),
    unknown("inline", made("ec2.SecurityGroup", id="sg-1", ingress=UNKNOWN), way_out()),
    skips(BUCKET),
)

PEERED = {"vpcPeeringConnectionId": UNKNOWN}
CASES["vpc-interconnect-guarded"] = (
    good(route(destinationCidrBlock="10.1.0.0/16", **PEERED)),
    good(route(**DEFAULT, gatewayId="igw-1")),
    good(wired(route(destinationCidrBlock=UNKNOWN, **PEERED), destinationCidrBlock=VPC), VPC),
    good(table({"cidrBlock": "10.1.0.0/16", **PEERED}, {"cidrBlock": ANY4, "gatewayId": "igw-1"})),
    good(made("ec2transitgateway.TransitGateway")),
    good(made("ec2transitgateway.TransitGateway", autoAcceptSharedAttachments="disable")),
    good(made("ec2.VpcEndpointService", acceptanceRequired=True)),
    bad("route", route(**DEFAULT, vpcPeeringConnectionId="pcx-1")),
    bad("route", route(destinationIpv6CidrBlock=ANY6, **PEERED)),
    bad("route", table({"cidrBlock": "0.0.0.0/1", **PEERED})),
    bad("route", made("ec2.DefaultRouteTable", routes=[{"cidrBlock": ANY4, **PEERED}])),
    bad(
        "auto-accept",
        made("ec2transitgateway.TransitGateway", autoAcceptSharedAttachments="enable"),
    ),
    bad("acceptance", made("ec2.VpcEndpointService", acceptanceRequired=False)),
    unknown("route", route(destinationCidrBlock=UNKNOWN, **PEERED)),
    unknown(
        "auto-accept", made("ec2transitgateway.TransitGateway", autoAcceptSharedAttachments=UNKNOWN)
    ),
    unknown("acceptance", made("ec2.VpcEndpointService", acceptanceRequired=UNKNOWN)),
    skips(BUCKET),
)


def vpn(*kinds: Any, **props: Any) -> Resource:
    fixed = {
        "authenticationOptions": [{"type": kind} for kind in kinds],
        "connectionLogOptions": {"enabled": True, "cloudwatchLogGroup": UNKNOWN},
        "sessionTimeoutHours": 8,
    }
    return made("ec2clientvpn.Endpoint", **{**fixed, **props})


SAML = "federated-authentication"
CASES["client-vpn-mfa-logged"] = (
    good(vpn(SAML)),
    good(vpn("certificate-authentication", "directory-service-authentication")),
    good(vpn(UNKNOWN, SAML, sessionTimeoutHours=12)),
    bad("authentication", vpn("certificate-authentication")),
    bad("logging", vpn(SAML, connectionLogOptions={"enabled": False})),
    bad("session", vpn(SAML, sessionTimeoutHours=24)),
    bad("session", vpn(SAML, sessionTimeoutHours=None)).named("default"),
    bad("logging", vpn(SAML, connectionLogOptions=None)),
    unknown("authentication", vpn(UNKNOWN)),
    unknown("session", vpn(SAML, sessionTimeoutHours=UNKNOWN)),
    skips(BUCKET),
)


def firewall_policy(**props: Any) -> Resource:
    fixed = {
        "statelessDefaultActions": ["aws:forward_to_sfe"],
        "statelessFragmentDefaultActions": ["aws:drop"],
        "statefulEngineOptions": {"ruleOrder": "STRICT_ORDER"},
        "statefulDefaultActions": ["aws:drop_established", "aws:alert_established"],
    }
    return made("networkfirewall.FirewallPolicy", firewallPolicy={**fixed, **props})


FIREWALL = made("networkfirewall.Firewall", arn="arn:f", deleteProtection=True)
CASES["network-firewall-guarded"] = (
    good(FIREWALL),
    good(firewall_policy()),
    good(firewall_policy(statefulEngineOptions=None, statefulDefaultActions=None)),
    bad("delete-protection", made("networkfirewall.Firewall")),
    bad("stateless", firewall_policy(statelessDefaultActions=["aws:pass", "mine"])),
    bad("fragments", firewall_policy(statelessFragmentDefaultActions=["aws:pass"])),
    bad("stateful", firewall_policy(statefulDefaultActions=["aws:alert_strict"])),
    bad("stateful", firewall_policy(statefulDefaultActions=None)),
    unknown("stateless", firewall_policy(statelessDefaultActions=[UNKNOWN])),
    unknown("stateful", firewall_policy(statefulDefaultActions=UNKNOWN)),
    unknown("delete-protection", made("networkfirewall.Firewall", deleteProtection=UNKNOWN)),
    skips(BUCKET),
)
LOGGED = made("networkfirewall.LoggingConfiguration", "logs", firewallArn="arn:f")
CASES["network-firewall-guarded-stack"] = (
    good(FIREWALL, LOGGED),
    good(
        FIREWALL,
        wired(
            made("networkfirewall.LoggingConfiguration", firewallArn=UNKNOWN), firewallArn=FIREWALL
        ),
    ),
    bad("logging", FIREWALL),
    bad("logging", FIREWALL, made("networkfirewall.LoggingConfiguration", firewallArn="arn:g")),
    unknown("logging", FIREWALL, made("networkfirewall.LoggingConfiguration", firewallArn=UNKNOWN)),
    skips(LOGGED),
    skips(BUCKET),
)
