"""Arguments that tests of components share."""

from soc2_baseline.components.environment import EnvironmentArgs
from soc2_baseline.components.tenant import TenantArgs
from soc2_baseline.core.vocabulary import Profile

PROD: EnvironmentArgs = {
    "account_id": "123456789012",
    "region": "eu-central-1",
    "profile": Profile.PROD,
    "owner": "platform",
}
SANDBOX: EnvironmentArgs = {**PROD, "profile": Profile.SANDBOX}
ACME: TenantArgs = {"id": "acme", "cidr": "10.20.0.0/20"}
