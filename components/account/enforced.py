"""Settings of an account that a declarative policy of its organization can take over."""

from enum import StrEnum


class EnforcedSetting(StrEnum):
    """Settings that a declarative policy for EC2 enforces; AWS then refuses to change them.

    Source: AWS Organizations user guide, declarative policies: supported attributes.
    """

    INTERNET = "vpc-block-public-access"
    IMAGES = "image-block-public-access"
    METADATA = "instance-metadata-defaults"
    SERIAL_CONSOLE = "serial-console-access"
    SNAPSHOTS = "snapshot-block-public-access"
