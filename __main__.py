"""What `pulumi up` runs here: the whole baseline in one stack."""

from stacks.estate import estate
from stacks.run import run
from stacks.settings import EstateSettings

run(EstateSettings, estate)
