"""Defaults of a region for instances, volumes, snapshots and images.

Sources: Amazon EBS user guide (encryption by default, block public access for snapshots), Amazon
EC2 user guide (instance metadata defaults, block public access to AMIs, serial console).
"""

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.account.enforced import EnforcedSetting
from soc2_baseline.components.account.regional_plan import RegionalPlan
from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.keys.key_policy import KeyUser


def make_volume_key(host: BaselineComponent, region: str) -> pulumi.Output[str]:
    """Make the region's own key, which encrypts every volume that names no other."""
    key = host.within(
        EncryptionKey, f"{host.name}-ebs-{region}", region=region, users=[KeyUser.EBS]
    )
    needed: list[pulumi.Resource] = []
    if host.offers("aws:ebs/defaultKmsKey:DefaultKmsKey"):
        default = aws.ebs.DefaultKmsKey(
            f"{host.name}-{region}", key_arn=key.arn, region=region, opts=host.child()
        )
        needed.append(default)
    if host.offers("aws:ebs/encryptionByDefault:EncryptionByDefault"):
        # After the key: no volume is ever encrypted with AWS's own in between.
        aws.ebs.EncryptionByDefault(
            f"{host.name}-{region}",
            enabled=True,
            region=region,
            opts=host.child(depends_on=needed),
        )
    return key.arn


def block_sharing(host: BaselineComponent, plan: RegionalPlan, region: str) -> None:
    """Block the sharing of the region's snapshots and images with everybody."""
    name = f"{host.name}-{region}"
    if plan.sets(EnforcedSetting.SNAPSHOTS) and host.offers(
        "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess"
    ):
        aws.ebs.SnapshotBlockPublicAccess(
            name, state="block-all-sharing", region=region, opts=host.child()
        )
    if plan.sets(EnforcedSetting.IMAGES) and host.offers(
        "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess"
    ):
        aws.ec2.ImageBlockPublicAccess(
            name, state="block-new-sharing", region=region, opts=host.child()
        )


def harden_instances(host: BaselineComponent, plan: RegionalPlan, region: str) -> None:
    """Require session tokens for metadata of new instances, and switch off the serial console."""
    name = f"{host.name}-{region}"
    if plan.sets(EnforcedSetting.METADATA) and host.offers(
        "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"
    ):
        aws.ec2.InstanceMetadataDefaults(
            name,
            http_tokens="required",
            http_put_response_hop_limit=plan.metadata_hops,
            # Tags in metadata make launches fail whose tag keys have a space or a slash.
            instance_metadata_tags="disabled",
            region=region,
            opts=host.child(),
        )
    if plan.sets(EnforcedSetting.SERIAL_CONSOLE) and host.offers(
        "aws:ec2/serialConsoleAccess:SerialConsoleAccess"
    ):
        aws.ec2.SerialConsoleAccess(name, enabled=False, region=region, opts=host.child())


def block_internet(host: BaselineComponent, plan: RegionalPlan, region: str) -> None:
    """Block internet gateways, but for regions that were named for it."""
    if plan.sets(EnforcedSetting.INTERNET) and host.offers(
        "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions"
    ):
        aws.ec2.VpcBlockPublicAccessOptions(
            f"{host.name}-{region}",
            internet_gateway_block_mode=(
                "off" if region in plan.internet_regions else "block-bidirectional"
            ),
            region=region,
            opts=host.child(),
        )
