"""What `pulumi up` runs here: the whole baseline in one stack."""

from soc2_baseline.stacks.common.run import run
from soc2_baseline.stacks.common.settings import EstateSettings
from soc2_baseline.stacks.estate.program import estate

run(EstateSettings, estate)
