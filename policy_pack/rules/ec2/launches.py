"""Launch settings of instances, spot requests, templates and configurations."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from soc2_baseline.policy_pack.kit import UNKNOWN, Resource, at, items

INSTANCES = ("ec2.Instance", "ec2.SpotInstanceRequest")
TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate"
LAUNCHES = (*INSTANCES, "ec2.LaunchTemplate", "ec2.LaunchConfiguration")


class Device(NamedTuple):
    """A volume of an instance; ``key`` is root, data or template."""

    key: str
    prop: str
    settings: Any

    @property
    def inherits(self) -> bool:
        """True if the volume is made from a snapshot, which decides on its encryption."""
        if self.key == "root" or self.settings is UNKNOWN:
            return False
        source = at(self.settings, "snapshotId")
        return source is UNKNOWN or source not in (None, "")


def inherits(resource: Resource) -> bool:
    """Return whether an instance takes missing settings from a launch template."""
    template = resource.at("launchTemplate")
    return template is UNKNOWN or template not in (None, "", {})


def root(resource: Resource) -> Any:
    """Return the settings of the root volume; None where the image decides."""
    value = resource.at("rootBlockDevice")
    return value[0] if isinstance(value, list) and value else value


def devices(resource: Resource) -> Iterator[Device]:
    """Yield the volumes that a resource describes.

    Raises:
        ValueUnknown: a whole list of them is unknown.
    """
    if resource.type == TEMPLATE:
        for mapping in items(resource.at("blockDeviceMappings")):
            volume = at(mapping, "ebs")
            if volume is not None:  # without EBS: a suppressed device or an instance store
                yield Device("template", "blockDeviceMappings", volume)
        return
    own = root(resource)
    if own is not None:
        yield Device("root", "rootBlockDevice", own)
    for volume in items(resource.at("ebsBlockDevices")):
        left_out = at(volume, "noDevice")
        if left_out is UNKNOWN or not left_out:
            yield Device("data", "ebsBlockDevices", volume)
