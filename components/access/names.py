"""Fixed names, to which policies and other stacks refer."""

from soc2_baseline.core.vocabulary import SHARED_TENANT

PEOPLE_BOUNDARY = f"{SHARED_TENANT}-people-boundary"
"""The permissions boundary of all roles and permission sets of people; in every account."""
BREAK_GLASS_BOUNDARY = f"{SHARED_TENANT}-account-break-glass-boundary"
BREAK_GLASS = f"{SHARED_TENANT}-account-break-glass"
BREAK_GLASS_KEEPER = f"{SHARED_TENANT}-account-break-glass-keeper"
STATE_ALIAS = f"alias/{SHARED_TENANT}-pulumi-state"
