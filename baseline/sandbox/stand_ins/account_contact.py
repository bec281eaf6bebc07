"""Primary contact of an account."""

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Setting, operations

STAND_IN = stand_in(
    name="primary contact",
    gap="moto knows the alternate contacts of an account only",
    service="account",
    handlers=operations(
        Setting(
            name="contact",
            by=("AccountId",),
            reads="GetContactInformation",
            writes={"PutContactInformation": {}},
            defaults=None,
        )
    ),
)
