"""Names that are fixed, because policies and other stacks refer to them."""

from soc2_baseline.core.vocabulary import SHARED_TENANT

PEOPLE_BOUNDARY = f"{SHARED_TENANT}-people-boundary"
"""The most that a role or permission set of people is allowed; in every account."""
BREAK_GLASS_BOUNDARY = f"{SHARED_TENANT}-account-break-glass-boundary"
BREAK_GLASS = f"{SHARED_TENANT}-account-break-glass"
BREAK_GLASS_KEEPER = f"{SHARED_TENANT}-account-break-glass-keeper"
STATE_ALIAS = f"alias/{SHARED_TENANT}-pulumi-state"
