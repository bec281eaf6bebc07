"""Keys, validation and expiry of AWS Certificate Manager certificates.

An imported certificate does not renew, so its last day is read from its text, offline.
"""

import datetime
from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    expect,
    is_given,
)
from soc2_baseline.policy_pack.rules.route53_acm.reading import Missing, Unreadable, read

SHORTEST_RSA_BITS = 2048
WEAK = "the key of the certificate is too weak"


def _judge(certificate: Resource, context: Context) -> Iterator[Finding]:
    algorithm = certificate.at("keyAlgorithm")
    yield from expect(
        algorithm,
        lambda name: not is_given(name) or (isinstance(name, str) and name != "RSA_1024"),
        "algorithm",
        WEAK,
    )
    body = certificate.at("certificateBody")
    if body is UNKNOWN:
        yield Finding("expiry", LATER, Verdict.UNDETERMINED)
    elif is_given(body):
        yield from _imported(str(body), context)
    else:
        yield from _issued(certificate)


def _issued(certificate: Resource) -> Iterator[Finding]:
    authority = certificate.at("certificateAuthorityArn")
    if authority is UNKNOWN or is_given(authority):
        return  # a private authority needs no validation and publishes nothing
    yield from expect(
        certificate.at("validationMethod"),
        lambda method: method == "DNS",
        "validation",
        "the domain is not validated by DNS, so renewal needs a manual step",
    )
    yield from expect(
        certificate.at("options", "certificateTransparencyLoggingPreference"),
        lambda preference: preference != "DISABLED",
        "transparency",
        "certificate transparency logging is disabled",
    )


def _imported(body: str, context: Context) -> Iterator[Finding]:
    try:
        facts = read(body)
    except Missing:
        sentence = (
            "the expiry of the imported certificate cannot be read: the library cryptography is "
            "not installed"
        )
        yield Finding("expiry", sentence, Verdict.UNDETERMINED)
        return
    except Unreadable:
        yield Finding("malformed", "the imported certificate cannot be read")
        return
    if facts.rsa_bits is not None and facts.rsa_bits < SHORTEST_RSA_BITS:
        yield Finding("algorithm", WEAK)
    days = context.options["days"]
    if facts.last_day < context.today + datetime.timedelta(days=days):
        sentence = f"the imported certificate expires in less than {days} days and does not renew"
        yield Finding("expiry", sentence)


RULES = (
    ResourceRule(
        id="acm-certificate",
        types=("acm.Certificate",),
        criteria=("CC6.7",),
        severity=Severity.MEDIUM,
        summary="Certificates have strong keys, DNS validation and transparency logging, and do "
        "not expire soon.",
        fix='Set validation_method="DNS", key_algorithm="RSA_2048" or stronger, leave transparency '
        "logging on, and import a newer certificate in time.",
        why="An expired certificate takes its service down; a weak key or an unlogged certificate "
        "lets others impersonate it.",
        keys={
            "algorithm": "key_algorithm",
            "validation": "validation_method",
            "transparency": "options.certificate_transparency_logging_preference",
            "expiry": "certificate_body",
            "malformed": "certificate_body",
        },
        reference="AWS Certificate Manager user guide: DNS validation; certificate transparency; "
        "Security Hub ACM.1, ACM.2; checkov CKV_AWS_234, CKV2_AWS_71",
        options={
            "days": {
                "type": "integer",
                "minimum": 1,
                "default": 30,
                "description": "Minimum number of days until an imported certificate expires.",
            }
        },
        judge=_judge,
    ),
)
