"""The primary contact of an account."""

from baseline.sandbox.contract import stand_in
from baseline.sandbox.described import Setting, operations

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
