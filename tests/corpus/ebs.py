"""What a region does with volumes, snapshots and images, and copies of what is kept."""

import pulumi_aws as aws

KEY = "arn:aws:kms:eu-central-1:111122223333:key/0a1b2c3d-0000-1111-2222-333344445555"

aws.ebs.EncryptionByDefault("region", enabled=True)
aws.ebs.DefaultKmsKey("region", key_arn=KEY)
aws.ebs.SnapshotBlockPublicAccess("region", state="block-all-sharing")
aws.ec2.ImageBlockPublicAccess("region", state="block-new-sharing")
aws.ec2.InstanceMetadataDefaults("region", http_tokens="required", http_put_response_hop_limit=1)

aws.ebs.Volume(
    "data",
    availability_zone="eu-central-1a",
    size=100,
    type="gp3",
    encrypted=True,
    kms_key_id=KEY,
)
aws.ebs.SnapshotCopy(
    "data",
    source_region="eu-west-1",
    source_snapshot_id="snap-0a1b2c3d4e5f60718",
    encrypted=True,
    kms_key_id=KEY,
)
image = aws.ec2.AmiCopy(
    "base",
    source_ami_id="ami-0a1b2c3d4e5f60718",
    source_ami_region="eu-west-1",
    encrypted=True,
    kms_key_id=KEY,
)
aws.ec2.AmiLaunchPermission("base", image_id=image.id, account_id="444455556666")
