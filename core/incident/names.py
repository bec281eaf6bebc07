"""Names that the incident path and the commands about it have in common.

AWS keeps event sources that begin with ``aws.`` for itself, so drills and heartbeats have a source
of ours, which the rules take beside Amazon GuardDuty's.
"""

SOURCE = "soc2.baseline"
DRILL = "Incident Drill"
HEARTBEAT = "Incident Path Heartbeat"

PATH = "incidents"
"""The word in the physical names of everything on the path, behind the tenant's: one per account,
so that a command finds it without an option."""

RECORDS = "shared-incidents"
"""The table of incident records."""
