"""Cases of the rules about Amazon EKS."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/1"
KEY = made("kms.Key", "key")
ALL_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"]


def kubernetes(**network: Any) -> Resource:
    hardened = {"endpointPrivateAccess": True, "endpointPublicAccess": False}
    return made("eks.Cluster", vpcConfig={**hardened, **network})


def keeping(**props: Any) -> Resource:
    hardened = {
        "encryptionConfig": {"resources": ["secrets"], "provider": {"keyArn": KEY_ARN}},
        "enabledClusterLogTypes": ALL_LOGS,
        "deletionProtection": True,
    }
    return made("eks.Cluster", **{**hardened, **props})


def nodes(**access: Any) -> Resource:
    return made("eks.NodeGroup", remoteAccess=access)


CASES: dict[str, tuple[Case, ...]] = {
    "eks-endpoint-private": (
        good(kubernetes()),
        good(kubernetes(endpointPublicAccess=True, publicAccessCidrs=["198.51.100.0/24"])),
        good(kubernetes(endpointPublicAccess=UNKNOWN, publicAccessCidrs=["198.51.100.0/24"])),
        good(made("eks.NodeGroup")),
        good(nodes(ec2SshKey="ops", sourceSecurityGroupIds=[UNKNOWN])),
        bad("private", kubernetes(endpointPrivateAccess=None)),
        bad("public", kubernetes(endpointPublicAccess=None)),
        bad("public", kubernetes(endpointPublicAccess=True, publicAccessCidrs=["0.0.0.0/0"])),
        bad("public", kubernetes(endpointPublicAccess=True, publicAccessCidrs=[UNKNOWN, "::/0"])),
        bad(
            "public",
            kubernetes(endpointPublicAccess=True, publicAccessCidrs=["0.0.0.0/1", "128.0.0.0/1"]),
        ),
        bad("remote-access", nodes(ec2SshKey="ops")),
        unknown("private", kubernetes(endpointPrivateAccess=UNKNOWN)),
        unknown("public", kubernetes(endpointPublicAccess=UNKNOWN)),
        skips(made("eks.Cluster", outpostConfig={"outpostArns": ["arn"]})),
        skips(BUCKET),
    ),
    "eks-secrets-logs": (
        good(keeping()),
        good(
            wired(
                keeping(
                    encryptionConfig={"resources": ["secrets"], "provider": {"keyArn": UNKNOWN}}
                ),
                encryptionConfig=KEY,
            ),
            KEY,
        ),
        bad("encryption", keeping(encryptionConfig=None)),
        bad("encryption", keeping(encryptionConfig={"provider": {"keyArn": KEY_ARN}})),
        bad("logs", keeping(enabledClusterLogTypes=ALL_LOGS[:4])),
        bad("logs", keeping(enabledClusterLogTypes=None)),
        bad("logs", keeping(enabledClusterLogTypes=["api", UNKNOWN])),
        bad("deletion", keeping(deletionProtection=None)),
        unknown("encryption", keeping(encryptionConfig=UNKNOWN)),
        unknown("logs", keeping(enabledClusterLogTypes=[*ALL_LOGS[:4], UNKNOWN])),
        skips(BUCKET),
    ),
}
