from typing import Any

import pytest

from soc2_baseline.components.account.account_defaults import (
    AccountDefaults,
    AccountDefaultsArgs,
    ContactArgs,
    resolve,
)
from soc2_baseline.core.errors import ConfigError
from tests.support.arguments import PROD
from tests.support.recorder import Recording, record

SECURITY: ContactArgs = {
    "name": "Security team",
    "title": "Incident response",
    "email": "security@example.com",
    "phone": "+1 555 0103",
}
CONTACTS: Any = {
    "billing": {**SECURITY, "name": "Accounting"},
    "operations": {**SECURITY, "name": "Platform team"},
    "security": SECURITY,
}
ARGS: AccountDefaultsArgs = {"environment": PROD, "contacts": CONTACTS}


def made(**changed: Any) -> Recording:
    args: AccountDefaultsArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: AccountDefaults("account", args))


def test_passwords_are_long_mixed_new_and_changed() -> None:
    assert made().one("iam.AccountPasswordPolicy").inputs == {
        "minimumPasswordLength": 14,
        "passwordReusePrevention": 24,
        "maxPasswordAge": 90,
        "requireLowercaseCharacters": True,
        "requireUppercaseCharacters": True,
        "requireNumbers": True,
        "requireSymbols": True,
        "allowUsersToChangePassword": True,
        "hardExpiry": False,
    }


def test_passwords_can_be_stricter() -> None:
    policy = made(password_length=20, password_days=30).one("iam.AccountPasswordPolicy").inputs
    assert (policy["minimumPasswordLength"], policy["maxPasswordAge"]) == (20, 30)


def test_no_bucket_of_the_account_is_public() -> None:
    assert made().one("s3.AccountPublicAccessBlock").inputs == {
        "accountId": "123456789012",
        "blockPublicAcls": True,
        "ignorePublicAcls": True,
        "blockPublicPolicy": True,
        "restrictPublicBuckets": True,
    }


def test_aws_reaches_three_teams() -> None:
    recording = made()
    found = {c.name: c.inputs for c in recording.of("account.AlternativeContact")}
    assert found.keys() == {"account-billing", "account-operations", "account-security"}
    assert found["account-security"] == {
        "alternateContactType": "SECURITY",
        "name": "Security team",
        "title": "Incident response",
        "emailAddress": "security@example.com",
        "phoneNumber": "+1 555 0103",
    }
    assert found["account-billing"]["name"] == "Accounting"
    assert recording.all[1].outputs["contactTypes"] == ["billing", "operations", "security"]


def test_alias_is_optional() -> None:
    assert not made().of("iam.AccountAlias")
    assert made(alias="example").one("iam.AccountAlias").inputs == {"accountAlias": "example"}


def test_contacts_are_left_out_where_there_are_none() -> None:
    missing = {"aws:account/alternativeContact:AlternativeContact": "not in this partition"}
    recording = made(environment={**PROD, "unavailable_types": missing})
    assert not recording.of("account.AlternativeContact")
    assert recording.one("iam.AccountPasswordPolicy")


def contacts(**changed: str) -> Any:
    return {"contacts": {**CONTACTS, "security": {**SECURITY, **changed}}}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"password_lenght": 14}, "password_lenght is unknown"),
        ({"password_length": 8}, "password_length 8; accepted are 14 to 128"),
        ({"password_days": 180}, "password_days 180; accepted are 1 to 90"),
        ({"password_days": 0}, "password_days 0; accepted are 1 to 90"),
        ({"alias": "Example"}, "alias 'Example'; accepted are 3 to 63 lower-case letters"),
        ({"alias": "a--b"}, "alias 'a--b'; accepted are 3 to 63"),
        ({"contacts": {}}, "contacts.billing is missing"),
        (contacts(mail="x"), "contacts.security.mail is unknown"),
        (contacts(name=" "), r"contacts.security.name ' '; accepted are 1 to 64 characters"),
        (contacts(title="x" * 51), "contacts.security.title 'x+'; accepted are 1 to 50"),
        (contacts(email="nobody"), "contacts.security.email 'nobody'; accepted is an address"),
        (contacts(phone="extension"), "contacts.security.phone 'extension'; accepted is a number"),
        (contacts(phone="()"), r"contacts.security.phone '\(\)'; accepted is a number"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]


def test_everything_wrong_is_told_together() -> None:
    wrong = {**contacts(email="nobody", phone="none"), "alias": "A", "password_length": 8}
    with pytest.raises(ConfigError) as refused:
        resolve({**ARGS, **wrong})
    assert len(refused.value.problems) == 4
