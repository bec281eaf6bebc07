import json

import pytest

from soc2_baseline.components.environment import EnvironmentArgs
from soc2_baseline.components.network.tenant_network import Egress, TenantNetwork, TenantNetworkArgs
from soc2_baseline.core.unknown import UNKNOWN
from tests.support.arguments import ACME, PROD, SANDBOX
from tests.support.recorder import Recorded, Recording, record

KEY = "arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555"
ARGS: TenantNetworkArgs = {"environment": PROD, "tenant": ACME, "key_arn": KEY}
IN_SANDBOX: TenantNetworkArgs = {**ARGS, "environment": SANDBOX}
BOUNDARY = "arn:aws:iam::123456789012:policy/acme-boundary"


def _made(args: TenantNetworkArgs = ARGS, *, preview: bool = False) -> Recording:
    return record(lambda: TenantNetwork("acme-network", args), preview=preview)


def _names(recording: Recording, short: str) -> list[str]:
    return [made.name for made in recording.of(short)]


def _id(made: Recorded) -> str:
    """What the recorder's engine answers as id."""
    return f"{made.name}-id"


def _without(*tokens: str) -> TenantNetworkArgs:
    reasons = dict.fromkeys(tokens, "not in this region")
    environment: EnvironmentArgs = {**PROD, "unavailable_types": reasons}
    return {**ARGS, "environment": environment}


def test_vpc_resolves_names() -> None:
    vpc = _made().one("ec2.Vpc")
    assert vpc.inputs["cidrBlock"] == "10.20.0.0/20"
    assert vpc.inputs["enableDnsSupport"] is True
    assert vpc.inputs["enableDnsHostnames"] is True


def test_a_subnet_per_tier_and_zone_without_public_addresses() -> None:
    subnets = _made().of("ec2.Subnet")
    assert [subnet.name for subnet in subnets] == [
        f"acme-network-{tier}-{zone}" for tier in ("edge", "app", "data") for zone in "ab"
    ]
    for subnet in subnets:
        _, tier, zone = subnet.name.rsplit("-", 2)
        assert subnet.inputs["mapPublicIpOnLaunch"] is False
        assert subnet.inputs["availabilityZone"] == f"eu-central-1{zone}"
        assert subnet.inputs["tags"]["network-tier"] == tier
        assert subnet.inputs["tags"]["exposure"] == "private"


def test_nat_in_each_zone_where_the_profile_says_so() -> None:
    recording = _made()
    assert _names(recording, "ec2.NatGateway") == ["acme-network-nat-a", "acme-network-nat-b"]
    assert _names(recording, "ec2.Eip") == ["acme-network-nat-a", "acme-network-nat-b"]
    nats = {nat.name[-1]: _id(nat) for nat in recording.of("ec2.NatGateway")}
    for zone in "ab":
        route = recording.one("ec2.Route", f"acme-network-app-{zone}")
        assert route.inputs["natGatewayId"] == nats[zone]
    assert _names(_made(IN_SANDBOX), "ec2.NatGateway") == ["acme-network-nat-a"]


def test_data_tier_has_no_way_out() -> None:
    recording = _made()
    table = _id(recording.one("ec2.RouteTable", "acme-network-data"))
    assert table not in [route.inputs["routeTableId"] for route in recording.of("ec2.Route")]
    members = {
        association.name
        for association in recording.of("ec2.RouteTableAssociation")
        if association.inputs["routeTableId"] == table
    }
    assert members == {"acme-network-data-a", "acme-network-data-b"}


def test_only_edge_reaches_the_internet_gateway() -> None:
    recording = _made()
    gateway = _id(recording.one("ec2.InternetGateway"))
    routes = [r.name for r in recording.of("ec2.Route") if r.inputs.get("gatewayId") == gateway]
    assert routes == ["acme-network-edge"]


def test_without_egress_there_is_no_nat() -> None:
    recording = _made({**ARGS, "egress": Egress.NONE})
    assert _names(recording, "ec2.NatGateway") == []
    assert _names(recording, "ec2.Route") == ["acme-network-edge"]


def test_acls_hold_their_subnets_and_the_default_is_closed() -> None:
    recording = _made()
    for tier in ("edge", "app", "data"):
        acl = recording.one("ec2.NetworkAcl", f"acme-network-{tier}")
        members = [recording.one("ec2.Subnet", f"acme-network-{tier}-{z}") for z in "ab"]
        assert acl.inputs["subnetIds"] == [_id(subnet) for subnet in members]
        numbers = [entry["ruleNo"] for entry in acl.inputs["ingress"]]
        assert numbers == list(range(100, 100 + 10 * len(numbers), 10))
    default = recording.one("ec2.DefaultNetworkAcl")
    assert not {"ingress", "egress"} & default.inputs.keys()


def test_default_security_group_is_adopted_empty() -> None:
    recording = _made()
    group = recording.one("ec2.DefaultSecurityGroup")
    assert group.inputs["vpcId"] == _id(recording.one("ec2.Vpc"))
    assert not {"ingress", "egress"} & group.inputs.keys()


def test_flows_are_logged_whole_and_encrypted() -> None:
    recording = _made()
    log = recording.one("ec2.FlowLog")
    assert log.inputs["trafficType"] == "ALL"
    assert log.inputs["maxAggregationInterval"] == 60
    group = recording.one("cloudwatch.LogGroup", "acme-network-flow-logs")
    assert log.registration.property_dependencies["logDestination"] == (group.urn,)
    assert group.inputs["name"] == "/acme/network/flow-logs"
    assert group.inputs["kmsKeyId"] == KEY
    assert group.inputs["retentionInDays"] == 400


def test_queries_are_logged() -> None:
    recording = _made()
    config = recording.one("route53.ResolverQueryLogConfig")
    group = recording.one("cloudwatch.LogGroup", "acme-network-dns")
    assert config.registration.property_dependencies["destinationArn"] == (group.urn,)
    assert (group.inputs["name"], group.inputs["kmsKeyId"]) == ("/acme/network/dns", KEY)
    association = recording.one("route53.ResolverQueryLogConfigAssociation")
    assert association.inputs["resourceId"] == _id(recording.one("ec2.Vpc"))


def test_log_groups_alone_hold_data() -> None:
    assert {made.type for made in _made() if made.protect} == {"aws:cloudwatch/logGroup:LogGroup"}
    assert all(
        group.inputs["deletionProtectionEnabled"] for group in _made().of("cloudwatch.LogGroup")
    )
    sandbox = _made(IN_SANDBOX)
    assert not any(made.protect for made in sandbox)
    for group in sandbox.of("cloudwatch.LogGroup"):
        assert "deletionProtectionEnabled" not in group.inputs


def test_delivery_role_serves_flow_logs_of_this_account() -> None:
    recording = _made({**ARGS, "boundary_arn": BOUNDARY})
    role = recording.one("iam.Role")
    assert role.inputs["name"] == "acme-network-flow-logs"
    assert role.inputs["permissionsBoundary"] == BOUNDARY
    (trust,) = json.loads(role.inputs["assumeRolePolicy"])["Statement"]
    assert trust["Principal"] == {"Service": ["vpc-flow-logs.amazonaws.com"]}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}
    write, find = json.loads(recording.one("iam.RolePolicy").inputs["policy"])["Statement"]
    group = "arn:aws:logs:eu-central-1:123456789012:log-group:/acme/network/flow-logs"
    assert write["Resource"] == [group, f"{group}:*"]
    assert find["Action"] == ["logs:DescribeLogGroups"]


def test_endpoints() -> None:
    recording = _made({**ARGS, "endpoints": ["ssm", "kms"]})
    endpoints = {
        e.name.removeprefix("acme-network-"): e.inputs for e in recording.of("ec2.VpcEndpoint")
    }
    assert sorted(endpoints) == ["dynamodb", "kms", "logs", "s3", "secretsmanager", "ssm", "sts"]
    private = [
        _id(recording.one("ec2.RouteTable", f"acme-network-{key}"))
        for key in ("app-a", "app-b", "data")
    ]
    group = _id(recording.one("ec2.SecurityGroup"))
    for service, inputs in endpoints.items():
        assert inputs["serviceName"] == f"com.amazonaws.eu-central-1.{service}"
        if service in ("s3", "dynamodb"):
            assert inputs["routeTableIds"] == private
        else:
            assert inputs["privateDnsEnabled"] is True
            assert inputs["securityGroupIds"] == [group]
            assert len(inputs["subnetIds"]) == 2


def test_endpoints_answer_the_network_only() -> None:
    recording = _made()
    group = recording.one("ec2.SecurityGroup").inputs
    assert not {"ingress", "egress"} & group.keys()
    rule = recording.one("vpc.SecurityGroupIngressRule").inputs
    assert (rule["cidrIpv4"], rule["fromPort"], rule["toPort"]) == ("10.20.0.0/20", 443, 443)
    assert rule["description"]


def test_documents_are_known_at_preview() -> None:
    recording = _made(preview=True)
    assert recording.one("ec2.FlowLog").inputs["logDestination"] is UNKNOWN
    documents = [e.inputs["policy"] for e in recording.of("ec2.VpcEndpoint")]
    documents += [p.inputs["policy"] for p in recording.of("iam.RolePolicy")]
    documents += [r.inputs["assumeRolePolicy"] for r in recording.of("iam.Role")]
    assert len(documents) == 8
    assert all(json.loads(text)["Statement"] for text in documents)


def test_everything_taggable_carries_the_tags() -> None:
    untagged = {
        "aws:ec2/route:Route",
        "aws:ec2/routeTableAssociation:RouteTableAssociation",
        "aws:iam/rolePolicy:RolePolicy",
        "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
        "soc2:network:TenantNetwork",
    }
    for made in _made():
        if made.type.startswith(("aws:", "soc2:")) and made.type not in untagged:
            assert made.inputs["tags"]["tenant"] == "acme", made.urn


@pytest.mark.parametrize(
    ("token", "gone"),
    [
        (
            "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig",
            ["route53.ResolverQueryLogConfig", "route53.ResolverQueryLogConfigAssociation"],
        ),
        (
            "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
            ["route53.ResolverQueryLogConfig", "route53.ResolverQueryLogConfigAssociation"],
        ),
        ("aws:ec2/vpcEndpoint:VpcEndpoint", ["ec2.VpcEndpoint"]),
        ("aws:ec2/flowLog:FlowLog", ["ec2.FlowLog"]),
        ("aws:ec2/defaultNetworkAcl:DefaultNetworkAcl", ["ec2.DefaultNetworkAcl"]),
        ("aws:ec2/defaultSecurityGroup:DefaultSecurityGroup", ["ec2.DefaultSecurityGroup"]),
    ],
)
def test_what_is_not_offered_is_left_out(token: str, gone: list[str]) -> None:
    recording = _made(_without(token))
    assert not any(recording.of(short) for short in gone)
    assert recording.one("ec2.Vpc")


def test_a_zone_more_keeps_every_urn() -> None:
    wider: EnvironmentArgs = {**PROD, "zones": ["a", "c", "b"]}
    before = {made.urn for made in _made()}
    assert before < {made.urn for made in _made({**ARGS, "environment": wider})}


def test_outputs_are_by_tier_in_the_order_of_the_zones() -> None:
    component = next(made for made in _made() if made.type == "soc2:network:TenantNetwork")
    recording = _made()
    expected = {
        tier: [_id(recording.one("ec2.Subnet", f"acme-network-{tier}-{z}")) for z in "ab"]
        for tier in ("edge", "app", "data")
    }
    assert component.outputs["subnetIds"] == expected
    assert {t: len(ids) for t, ids in component.outputs["routeTableIds"].items()} == {
        "edge": 1,
        "app": 2,
        "data": 1,
    }
    assert component.outputs["flowLogGroupName"] == "/acme/network/flow-logs"


def test_shared_network_brings_its_range() -> None:
    args: TenantNetworkArgs = {"environment": PROD, "cidr": "10.0.0.0/16", "key_arn": KEY}
    recording = record(lambda: TenantNetwork("network", args))
    assert recording.one("ec2.Vpc").inputs["tags"]["tenant"] == "shared"
    assert recording.one("iam.Role").inputs["name"] == "shared-network-flow-logs"
