"""Defaults of each region of an account, the same in all of them."""

import pulumi

from soc2_baseline.components.account.enforced import EnforcedSetting
from soc2_baseline.components.account.instances import (
    block_internet,
    block_sharing,
    harden_instances,
    make_volume_key,
)
from soc2_baseline.components.account.regional_plan import RegionalDefaultsArgs, resolve
from soc2_baseline.components.account.services import (
    close_clusters,
    guard_documents,
    opt_in_backups,
    scan_images,
)
from soc2_baseline.components.base import BaselineComponent

__all__ = ["EnforcedSetting", "RegionalDefaults", "RegionalDefaultsArgs", "resolve"]


class RegionalDefaults(BaselineComponent, area="account"):
    """Defaults of every enabled region (CC6.1, CC6.6, CC6.7, CC6.8, CC7.1, CC7.2, A1.2, C1.1).

    Provisions, in each region alike, a key for volumes and the account's settings of Amazon EC2,
    EBS, VPC, EMR and ECR, AWS Systems Manager and AWS Backup. By default: new volumes are encrypted
    with the region's own customer managed key; no snapshot, image or document is shared with
    everybody; new instances answer metadata requests only with a session token and over one hop,
    and hand out no tags; no serial console; outside the stack's own region no network reaches the
    internet or is reached from there; no EMR cluster starts that everybody could reach; container
    images are scanned continuously; scripts of automations are logged; AWS Backup takes every
    service that a plan selects by tag, and manages its backups where it can. An account has each
    setting once for a region, so only one stack may have this component.

    Costs:
        One key a month in each region, and Amazon Inspector's price for each image it scans.

    Leaves out:
        What exists already: volumes stay as they are, and launches may ask for other metadata
        options. Networks in ``internet_regions``, which are left to themselves. Whether a region is
        enabled is not looked up. Destroying it returns the settings to AWS's defaults, but for the
        sharing of images, which stays blocked, and the opt-in of AWS Backup, which stays.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    volume_key_arns: dict[str, pulumi.Output[str]]
    """ARNs of the keys that encrypt volumes, by region."""
    covered_regions: list[str]
    """The regions that have these defaults."""

    def __init__(
        self, name: str, args: RegionalDefaultsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, None, opts)
        self.volume_key_arns = {}
        for region in plan.regions:
            self.volume_key_arns[region] = make_volume_key(self, region)
            block_sharing(self, plan, region)
            harden_instances(self, plan, region)
            block_internet(self, plan, region)
            close_clusters(self, region)
            scan_images(self, region)
            guard_documents(self, region)
            opt_in_backups(self, plan, region)
        self.covered_regions = list(plan.regions)
        self.finish({"volumeKeyArns": self.volume_key_arns, "coveredRegions": self.covered_regions})
