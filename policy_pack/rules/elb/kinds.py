"""Kinds of load balancers."""

from soc2_baseline.policy_pack.kit import Resource

LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer"
CLASSIC = "aws:elb/loadBalancer:LoadBalancer"
LISTENER = "aws:lb/listener:Listener"
SECURE = ("HTTPS", "SSL", "TLS")


def is_application(balancer: Resource) -> bool:
    """Return whether this is an Application Load Balancer, the default kind.

    Raises:
        ValueUnknown: its kind is not known yet.
    """
    return balancer.type == LOAD_BALANCER and kind(balancer) == "application"


def kind(balancer: Resource) -> str:
    """Return ``application``, ``network`` or ``gateway``."""
    name = balancer.at("loadBalancerType")
    return "application" if name in (None, "") else str(name)
