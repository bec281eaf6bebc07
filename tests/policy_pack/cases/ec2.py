"""Cases of the rules about Amazon EC2, EBS and Auto Scaling."""

import base64
import gzip
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.kit import Resource, SecretText
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
SUBNET_A = made("ec2.Subnet", "a", availabilityZone="eu-central-1a", id="subnet-a")
SUBNET_B = made("ec2.Subnet", "b", availabilityZone="eu-central-1b", id="subnet-b")
SUBNET_A2 = made("ec2.Subnet", "a2", availabilityZone="eu-central-1a", id="subnet-a2")
KEY = "arn:aws:kms:eu-central-1:111122223333:key/1"
TOKENS = {"httpTokens": "required"}
LAUNCH = {"id": "lt-1", "version": "3"}
BOOT = "#!/bin/bash\nexport DB_PASSWORD=correct-horse\n"
ACCESS_KEY = "AKIA" + "ABCDEFGHIJKLMNOP"


def instance(**props: Any) -> Resource:
    return made("ec2.Instance", **props)


def template(**props: Any) -> Resource:
    return made("ec2.LaunchTemplate", **props)


def mapping(**volume: Any) -> Resource:
    return template(blockDeviceMappings=[{"deviceName": "/dev/xvda", "ebs": volume}])


def group(**props: Any) -> Resource:
    two = {"vpcZoneIdentifiers": ["subnet-a", "subnet-b"]}
    return made("autoscaling.Group", **{**two, **props})


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def packed(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode())).decode()


def cloud_config(text: str) -> str:
    return f"#cloud-config\nwrite_files:\n- encoding: b64\n  content: {encoded(text)}\n  path: /x\n"


PROD = {"profile": Profile.PROD}
ENCRYPTED = {"encrypted": True}
OURS = {"encrypted": True, "kmsKeyId": KEY}
ATTACHMENT = made("autoscaling.Attachment", "att", lbTargetGroupArn="arn:tg")

CASES: dict[str, tuple[Case, ...]] = {
    "ec2-imdsv2": (
        good(instance(metadataOptions=TOKENS)),
        good(template(metadataOptions=TOKENS | {"httpPutResponseHopLimit": 2})).named("containers"),
        good(made("ec2.LaunchConfiguration", metadataOptions=TOKENS)),
        good(made("ec2.InstanceMetadataDefaults", httpTokens="required")),
        good(
            made("ec2.InstanceMetadataDefaults", httpTokens="required", httpPutResponseHopLimit=-1)
        ),
        good(instance(metadataOptions={"httpEndpoint": "disabled"})),
        good(instance(launchTemplate=LAUNCH)).named("from a template"),
        good(instance(launchTemplate={"id": UNKNOWN}, metadataOptions={"httpEndpoint": "enabled"})),
        bad("tokens", instance()),
        bad("tokens", instance(metadataOptions={"httpTokens": "optional"})),
        bad("tokens", instance(launchTemplate=LAUNCH, metadataOptions={"httpTokens": "optional"})),
        bad("tokens", template()),
        bad("tokens", made("ec2.SpotInstanceRequest")),
        bad("tokens", made("ec2.InstanceMetadataDefaults", httpTokens="no-preference")),
        bad("hop-limit", instance(metadataOptions=TOKENS | {"httpPutResponseHopLimit": 64})),
        bad("hop-limit", instance(metadataOptions=TOKENS | {"httpPutResponseHopLimit": 2})).given(
            hops=1
        ),
        unknown("tokens", instance(metadataOptions={"httpTokens": UNKNOWN})),
        skips(BUCKET),
    ),
    "ec2-no-public-ip": (
        good(instance()),
        good(instance(associatePublicIpAddress=False)),
        good(template(networkInterfaces=[{"associatePublicIpAddress": "false"}])),
        bad("public-ip", instance(associatePublicIpAddress=True)),
        bad("public-ip", template(networkInterfaces=[{}, {"associatePublicIpAddress": "true"}])),
        bad("public-ip", made("ec2.LaunchConfiguration", associatePublicIpAddress=True)),
        bad("public-ip", made("ec2.SpotInstanceRequest", associatePublicIpAddress=True)),
        unknown("public-ip", instance(associatePublicIpAddress=UNKNOWN)),
        unknown("public-ip", template(networkInterfaces=UNKNOWN)),
        skips(BUCKET),
    ),
    "ebs-encrypted": (
        good(instance(rootBlockDevice=ENCRYPTED)),
        good(instance(rootBlockDevice=ENCRYPTED, ebsBlockDevices=[ENCRYPTED])),
        good(instance(rootBlockDevice=ENCRYPTED, ebsBlockDevices=[{"snapshotId": UNKNOWN}])),
        good(instance(launchTemplate=LAUNCH)).named("from a template"),
        good(mapping(encrypted="true")),
        good(mapping(snapshotId="snap-1")),
        good(template(blockDeviceMappings=[{"noDevice": "true"}, {"virtualName": "ephemeral0"}])),
        good(template()).named("a template that others complete"),
        good(made("ebs.Volume", encrypted=True)),
        good(made("ebs.SnapshotCopy", encrypted=True)),
        good(instance(rootBlockDevice=OURS)).under(**PROD),
        good(
            wired(
                made("ebs.Volume", encrypted=True, kmsKeyId=UNKNOWN),
                kmsKeyId=made("kms.Key", "key"),
            ),
            made("kms.Key", "key"),
        ).under(**PROD),
        bad("root", instance()),
        bad("root", instance(rootBlockDevice={"volumeSize": 20})),
        bad("root", instance(launchTemplate=LAUNCH, rootBlockDevice={"encrypted": False})),
        bad("root", made("ec2.LaunchConfiguration")),
        bad("data", instance(rootBlockDevice=ENCRYPTED, ebsBlockDevices=[ENCRYPTED, {}])),
        bad("template", mapping(volumeSize=20)),
        bad("template", template(imageId="ami-1")),
        bad("volume", made("ebs.Volume", size=1)),
        bad("volume", made("ebs.Volume", encrypted=False, kmsKeyId=UNKNOWN)),
        bad("copy", made("ebs.SnapshotCopy")),
        bad("copy", made("ebs.SnapshotImport")),
        bad("copy", made("ec2.AmiCopy", encrypted=False)),
        bad("cmk", made("ebs.Volume", encrypted=True)).under(**PROD),
        bad("cmk", mapping(encrypted="true", kmsKeyId="alias/aws/ebs")).under(**PROD),
        bad("cmk", instance(rootBlockDevice=ENCRYPTED)).under(**PROD),
        unknown("volume", made("ebs.Volume", encrypted=UNKNOWN)),
        unknown("root", instance(rootBlockDevice=UNKNOWN)),
        unknown("cmk", made("ebs.Volume", encrypted=True, kmsKeyId=UNKNOWN)).under(**PROD),
        skips(BUCKET),
    ),
    "ec2-volume-lifecycle": (
        good(instance(ebsBlockDevices=[{}, {"deleteOnTermination": True}])),
        good(mapping(deleteOnTermination="true")),
        good(instance(rootBlockDevice=ENCRYPTED)),
        bad("root", instance(rootBlockDevice={"deleteOnTermination": False})),
        bad("data", instance(ebsBlockDevices=[{"deleteOnTermination": False}])),
        bad(
            "data",
            instance(
                ebsBlockDevices=[{"deleteOnTermination": False}], tags={"data-class": "personal"}
            ),
        ),
        bad("template", mapping(deleteOnTermination="false")),
        unknown("data", instance(ebsBlockDevices=[{"deleteOnTermination": UNKNOWN}])),
        skips(
            instance(
                ebsBlockDevices=[{"deleteOnTermination": False}], tags={"data-class": "public"}
            )
        ),
        skips(BUCKET),
    ),
    "ebs-account-defaults": (
        good(made("ebs.EncryptionByDefault")),
        good(made("ebs.EncryptionByDefault", enabled=True)),
        good(made("ebs.SnapshotBlockPublicAccess", state="block-all-sharing")),
        good(made("ec2.ImageBlockPublicAccess", state="block-new-sharing")),
        good(made("ec2.AmiLaunchPermission", accountId="111122223333")),
        bad("default-encryption", made("ebs.EncryptionByDefault", enabled=False)),
        bad("snapshots", made("ebs.SnapshotBlockPublicAccess", state="block-new-sharing")),
        bad("images", made("ec2.ImageBlockPublicAccess", state="unblocked")),
        bad("public-image", made("ec2.AmiLaunchPermission", group="all")),
        unknown("snapshots", made("ebs.SnapshotBlockPublicAccess", state=UNKNOWN)),
        skips(BUCKET),
    ),
    "ec2-no-secrets-in-userdata": (
        good(instance()),
        good(instance(userData="#!/bin/bash\nyum -y update\n")),
        good(instance(userData="export DB_PASSWORD=$(aws secretsmanager get-secret-value)")),
        good(instance(userData='password="{{resolve:secretsmanager:db}}"\nTOKEN=`curl`')),
        good(instance(userData="# password: correct-horse")).named("a comment"),
        good(instance(userData="#cloud-config\nssh_pwauth: false\nlock_passwd: true\n")),
        good(instance(userData="DB_PASSWORD_FILE=/run/secrets/db\ndb_url=https://db:5432/x@y")),
        good(instance(userData='if [ "$password" == "abcdef" ]; then exit; fi')),
        good(instance(userData=f"key={ACCESS_KEY}")).named("said by no-hardcoded-credentials"),
        good(instance(userDataBase64=encoded(f"key={ACCESS_KEY}"))).named("said there, decoded"),
        good(instance(userData=f"aws_secret_access_key={'a' * 40}")).named("said there as a key"),
        good(instance(userData="sed -i 's/password:.*/password: x/' /etc/app")),
        good(instance(userData='grep "temporary password:" /var/log/x | awk "{print}"')),
        good(instance(userData="api_key = os.environ['KEY']\npassword: \"${db_password}\"")),
        good(instance(userData="api_key = config.get('key')\nclient_secret=settings.client[0]")),
        good(instance(userData='docker login --password-stdin\nmysql --password="$PW"')),
        good(
            wired(template(userData=UNKNOWN), userData=made("ecs.Cluster", "c")),
            made("ecs.Cluster", "c"),
        ).named("made from a name"),
        bad("password", instance(userData=BOOT)),
        bad("password", instance(userDataBase64=encoded(BOOT))),
        bad("password", instance(userDataBase64=packed(BOOT))),
        bad("password", template(userData=encoded(BOOT))),
        bad("password", instance(userData=cloud_config(BOOT))),
        bad("password", instance(userData="url=postgres://app:correct-horse@db:5432/app")),
        bad("password", made("ec2.LaunchConfiguration", userData="client_secret: 'a b c d'")),
        bad("password", instance(userData="DB_PASSWORD=20261124")),
        bad("credential", instance(userDataBase64=packed(f"key={ACCESS_KEY}"))),
        bad("credential", instance(userData=cloud_config(f"#!/bin/sh\nkey={ACCESS_KEY} # a key"))),
        bad("secret", instance(userData=SecretText("anything"))),
        unknown("password", template(userData=UNKNOWN)),
        skips(BUCKET),
    ),
    "ec2-managed-monitored": (
        good(instance(iamInstanceProfile="web", monitoring=True)),
        good(instance(launchTemplate=LAUNCH)),
        good(
            wired(
                instance(iamInstanceProfile=UNKNOWN, monitoring=True),
                iamInstanceProfile=made("iam.InstanceProfile", "p"),
            )
        ),
        good(template(iamInstanceProfile={"arn": UNKNOWN}, monitoring={"enabled": True})),
        good(
            made("ec2.LaunchTemplate", "t", monitoring={"enabled": True}),
            wired(made("eks.NodeGroup"), launchTemplate=made("ec2.LaunchTemplate", "t")),
        ).named("EKS gives nodes a role"),
        bad("profile", instance(monitoring=True)),
        bad("profile", template(monitoring={"enabled": True})),
        bad("monitoring", instance(iamInstanceProfile="web")),
        bad("monitoring", instance(launchTemplate=LAUNCH, monitoring=False)),
        bad("key-pair", instance(iamInstanceProfile="web", monitoring=True, keyName="ops")),
        bad(
            "key-pair",
            wired(
                instance(iamInstanceProfile="web", monitoring=True, keyName=UNKNOWN),
                keyName=made("ec2.KeyPair", "k"),
            ),
            made("ec2.KeyPair", "k"),
        ),
        bad(["monitoring", "profile"], instance()),
        unknown("profile", instance(iamInstanceProfile=UNKNOWN, monitoring=True)),
        skips(BUCKET),
    ),
    "asg-resilient": (
        good(group()),
        good(group(availabilityZones=["eu-central-1a"])),
        good(made("autoscaling.Group", availabilityZones=["eu-central-1a", "eu-central-1b"])),
        good(group(vpcZoneIdentifiers=[UNKNOWN, UNKNOWN])),
        good(wired(group(vpcZoneIdentifiers=UNKNOWN), vpcZoneIdentifiers=SUBNET_A), SUBNET_A),
        good(group(targetGroupArns=[UNKNOWN], healthCheckType="ELB")),
        good(group(targetGroupArns=["arn:tg"], healthCheckType="EC2,EBS,ELB")),
        good(group(vpcZoneIdentifiers=["subnet-a"], placementGroup="hpc")),
        bad("subnets", group(vpcZoneIdentifiers=["subnet-a"])),
        bad("subnets", made("autoscaling.Group", availabilityZones=["eu-central-1a"])),
        bad("health-check", group(targetGroupArns=["arn:tg"])),
        bad("health-check", group(loadBalancers=["classic"], healthCheckType="EC2")),
        bad("health-check", group(targetGroupArns=UNKNOWN, healthCheckType="EC2")),
        bad("launch-template", group(launchConfiguration="web")),
        bad("launch-template", group(launchConfiguration=UNKNOWN)),
        unknown("subnets", group(vpcZoneIdentifiers=UNKNOWN)),
        unknown("health-check", group(targetGroupArns=["arn:tg"], healthCheckType=UNKNOWN)),
        skips(BUCKET),
    ),
    "asg-resilient-stack": (
        good(group(), SUBNET_A, SUBNET_B),
        good(group(vpcZoneIdentifiers=["subnet-a", "subnet-elsewhere"]), SUBNET_A),
        good(group(name="g", healthCheckType="ELB"), made("autoscaling.Attachment", "att")),
        good(group(targetGroupArns=["arn:tg"]), wired(ATTACHMENT, autoscalingGroupName=group())),
        good(
            group(vpcZoneIdentifiers=["subnet-a", "subnet-c"]),
            SUBNET_A,
            made("ec2.Subnet", "c", id="subnet-c", availabilityZone=UNKNOWN),
        ),
        bad("zones", group(vpcZoneIdentifiers=["subnet-a", "subnet-a2"]), SUBNET_A, SUBNET_A2),
        bad(
            "zones",
            wired(group(vpcZoneIdentifiers=UNKNOWN), vpcZoneIdentifiers=[SUBNET_A, SUBNET_A2]),
            SUBNET_A,
            SUBNET_A2,
        ).named("joined by edges"),
        bad("health-check", group(), wired(ATTACHMENT, autoscalingGroupName=group())),
        bad(
            "health-check",
            group(name="g"),
            made("autoscaling.TrafficSourceAttachment", "t", autoscalingGroupName="g"),
        ),
        unknown(
            "health-check",
            group(name="g", healthCheckType=UNKNOWN),
            made("autoscaling.Attachment", "t", autoscalingGroupName="g"),
        ),
        skips(BUCKET),
    ),
}
