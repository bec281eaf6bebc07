"""What `pulumi up` runs here: the whole baseline in one stack."""

from soc2_baseline.stacks.common.run import run
from soc2_baseline.stacks.estate.program import estate
from soc2_baseline.stacks.estate.settings import EstateSettings

run(EstateSettings, estate)
