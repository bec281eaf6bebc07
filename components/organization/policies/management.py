"""Policies that set instead of deny: Amazon EC2 defaults, tags, and no training on our data.

Sources: AWS Organizations user guide, declarative policy syntax and examples, tag policy syntax,
AI services opt-out policy syntax.
"""

from enum import StrEnum
from typing import Any

from soc2_baseline.core.vocabulary import REQUIRED_TAG_KEYS, DataClass, Exposure, Profile

METADATA_HOPS = 2
"""AWS recommends two hops where tokens are required, so that containers reach the service."""


class InternetGateways(StrEnum):
    """Traffic that VPC block public access lets through internet gateways."""

    NO_INGRESS = "block_ingress"
    NOTHING = "block_bidirectional"


def ec2_defaults(gateways: InternetGateways) -> dict[str, Any]:
    """Return EC2's settings: gateways closed, metadata by token, nothing shared with everybody."""
    return {
        "ec2_attributes": {
            "exception_message": _assign("The organization sets this: see its EC2 policy."),
            "vpc_block_public_access": {
                # Subnets that face the internet are excluded one by one, by the deploy role.
                "internet_gateway_block": {
                    "mode": _assign(gateways.value),
                    "exclusions_allowed": _assign("enabled"),
                }
            },
            "serial_console_access": {"status": _assign("disabled")},
            "image_block_public_access": {"state": _assign("block_new_sharing")},
            "snapshot_block_public_access": {"state": _assign("block_all_sharing")},
            "instance_metadata_defaults": {
                "http_tokens": _assign("required"),
                "http_put_response_hop_limit": _assign(str(METADATA_HOPS)),
                "http_endpoint": _assign("enabled"),
                "instance_metadata_tags": _assign("disabled"),
            },
        }
    }


def tags() -> dict[str, Any]:
    """Return the tags of every resource, spelled alike, with the values that have a meaning."""
    values = {
        "environment": [profile.value for profile in Profile],
        "data-class": [data_class.value for data_class in DataClass],
        "exposure": [exposure.value for exposure in Exposure],
    }
    return {
        "tags": {
            key: {"tag_key": _assign(key)}
            | ({"tag_value": _assign(values[key])} if key in values else {})
            for key in REQUIRED_TAG_KEYS
        }
    }


def ai_opt_out() -> dict[str, Any]:
    """Return the opt-out of every account from AI services that store or train on content."""
    closed = {"@@operators_allowed_for_child_policies": ["@@none"]}
    default = {**closed, "opt_out_policy": {**closed, **_assign("optOut")}}
    return {"services": {**closed, "default": default}}


def _assign(value: Any) -> dict[str, Any]:
    return {"@@assign": value}
