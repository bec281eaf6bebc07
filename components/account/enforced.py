"""Settings of an account that a declarative policy of its organization can enforce."""

from enum import StrEnum


class EnforcedSetting(StrEnum):
    """Attributes of declarative policies for EC2; AWS rejects changes of an enforced one.

    Source: AWS Organizations user guide, declarative policies: supported attributes.
    """

    INTERNET = "vpc-block-public-access"
    IMAGES = "image-block-public-access"
    METADATA = "instance-metadata-defaults"
    SERIAL_CONSOLE = "serial-console-access"
    SNAPSHOTS = "snapshot-block-public-access"
