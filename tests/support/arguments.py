"""Arguments that tests of components share."""

from baseline.vocabulary import Profile
from components.environment import EnvironmentArgs
from components.tenant import TenantArgs

PROD: EnvironmentArgs = {
    "account_id": "123456789012",
    "region": "eu-central-1",
    "profile": Profile.PROD,
    "owner": "platform",
}
SANDBOX: EnvironmentArgs = {**PROD, "profile": Profile.SANDBOX}
ACME: TenantArgs = {"id": "acme", "cidr": "10.20.0.0/20"}
