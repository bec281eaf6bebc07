"""Cases of the rules about AWS Certificate Manager and Amazon Route 53.

The certificates hold no private key and belong to nobody. The first two last from 2026 to 2126,
the third ended in 2021.
"""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue", "other")
LASTING = """-----BEGIN CERTIFICATE-----
MIIBLTCB06ADAgECAgEBMAoGCCqGSM49BAMCMB8xHTAbBgNVBAMMFGltcG9ydGVk
LmV4YW1wbGUuY29tMCAXDTI2MDEwMTAwMDAwMFoYDzIxMjYwMTAxMDAwMDAwWjAf
MR0wGwYDVQQDDBRpbXBvcnRlZC5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABHwq115t7FnMyx77G6rOOaMqnf5YWJ+t6y+220uJgtADOmlmRJHB
BrtEDFwuBMN0bG00sUX3met0JGv/fzsMLXMwCgYIKoZIzj0EAwIDSQAwRgIhAOjJ
7QmKCWyxz6qYgqDoLQmZMxjxGCIq0E4+WCkqdCxjAiEA7wLakAOH4qRtD8VEU3ei
PZzsmcUaHym36PqFtdWeybU=
-----END CERTIFICATE-----
"""
WEAK = """-----BEGIN CERTIFICATE-----
MIIBpjCCAQ+gAwIBAgIBATANBgkqhkiG9w0BAQsFADAYMRYwFAYDVQQDDA1hLmV4
YW1wbGUuY29tMCAXDTI2MDEwMTAwMDAwMFoYDzIxMjYwMTAxMDAwMDAwWjAYMRYw
FAYDVQQDDA1hLmV4YW1wbGUuY29tMIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKB
gQDl4oBzba0O9HQOaepWlpn2TbzrhsNXyzuSmR6DZuog7aI0IRftcd2yVorfXv+A
vL67ux8kb0Ri14IZxGv+CU7ywhFLstwwO6eKCHCjS09+V6CwrUTjo7YuoQ9y5+hu
VCLfkG5DaZqYHQD0Zrh5tmuN6OXnMdgHyIClZRK/gOpd3wIDAQABMA0GCSqGSIb3
DQEBCwUAA4GBAB7OeiBXz0opvGLd30lxQNrAU+taFTNmJokBPXpFGnh2q4I8xKRd
enhmEWSSWYBVBSt50ElKg6z2SbK2n142AruKo6OyVTvcgXF+bykM8hw7Xxpednd0
lv3wkHm9m5ksnKjmu2AR3/90E2MNoLihojtC4TSEr8Z//I8I/tyjv2cq
-----END CERTIFICATE-----
"""
ENDED = """-----BEGIN CERTIFICATE-----
MIIBGzCBw6ADAgECAgEBMAoGCCqGSM49BAMCMBgxFjAUBgNVBAMMDWEuZXhhbXBs
ZS5jb20wHhcNMjAwMTAxMDAwMDAwWhcNMjEwMTAxMDAwMDAwWjAYMRYwFAYDVQQD
DA1hLmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEcBqbo+zK
95MgwDZwCygst9cw8Ar1Azthw4F/DvoMvd5SPPl/MeYV9vJOem9+UpeTU88BKL54
tZQZtmQ++TPUlTAKBggqhkjOPQQDAgNHADBEAiA9Dea71T7t7ZXPyb/Fa9aioB7m
BF8phwiAbMiFhXaMwQIga6ee96jvmXv1M36ScHgltvHA8DtUrBlz6d2n6nPUaIk=
-----END CERTIFICATE-----
"""


def issued(**props: Any) -> Resource:
    return made("acm.Certificate", **{"validationMethod": "DNS", **props})


def imported(body: Any, **props: Any) -> Resource:
    return made("acm.Certificate", certificateBody=body, **props)


def transparency(preference: Any) -> dict[str, Any]:
    return {"certificateTransparencyLoggingPreference": preference}


ZONE = made("route53.Zone", "zone")
BY_ID = made("route53.Zone", "zone", id="Z1")
LOG = wired(made("route53.QueryLog", "log", zoneId=UNKNOWN), zoneId=ZONE)
SIGNING = wired(
    made("route53.HostedZoneDnsSec", "signing", hostedZoneId=UNKNOWN), hostedZoneId=ZONE
)


def signing(**props: Any) -> Resource:
    return made("route53.HostedZoneDnsSec", "signing", **{"hostedZoneId": "Z1", **props})


QUERIES = made("route53.QueryLog", "log", zoneId="Z1")
STRAY_LOG = made("route53.QueryLog", "stray-log", zoneId=UNKNOWN)

CASES: dict[str, tuple[Case, ...]] = {
    "acm-certificate": (
        good(issued()),
        good(issued(keyAlgorithm="EC_prime256v1", options=transparency("ENABLED"))),
        good(made("acm.Certificate", certificateAuthorityArn=UNKNOWN)).named("private-authority"),
        good(
            made(
                "acm.Certificate",
                certificateAuthorityArn="arn:aws:acm-pca:x",
                options=transparency("DISABLED"),
            )
        ),
        good(imported(LASTING)).named("imported"),
        bad("algorithm", issued(keyAlgorithm="RSA_1024")),
        bad("algorithm", imported(WEAK)),
        bad("validation", issued(validationMethod="EMAIL")),
        bad("validation", made("acm.Certificate", domainName="a.example.com")),
        bad("transparency", issued(options=transparency("DISABLED"))),
        bad("expiry", imported(ENDED)),
        bad("expiry", imported(LASTING)).given(days=40000).named("in-time"),
        bad("malformed", imported("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")),
        bad("malformed", imported("no certificate")),
        unknown("expiry", imported(UNKNOWN)),
        unknown("validation", issued(validationMethod=UNKNOWN)),
        unknown("algorithm", issued(keyAlgorithm=UNKNOWN)),
        skips(OTHER),
    ),
    "route53-logging-dnssec": (
        good(ZONE, LOG, SIGNING),
        good(BY_ID, QUERIES, signing(signingStatus="SIGNING")).named("by-id"),
        good(
            ZONE,
            LOG,
            wired(
                signing(hostedZoneId=UNKNOWN),
                hostedZoneId=wired(
                    made("route53.KeySigningKey", "key", hostedZoneId=UNKNOWN), hostedZoneId=ZONE
                ),
            ),
            wired(made("route53.KeySigningKey", "key", hostedZoneId=UNKNOWN), hostedZoneId=ZONE),
        ).named("through-its-key"),
        bad("query-log", ZONE, SIGNING),
        bad("query-log", BY_ID, signing(), made("route53.QueryLog", zoneId="Z2")),
        bad("signed", ZONE, LOG),
        bad("signed", BY_ID, QUERIES, signing(signingStatus="NOT_SIGNING")),
        unknown("query-log", ZONE, SIGNING, STRAY_LOG),
        unknown("signed", ZONE, LOG, signing(hostedZoneId=UNKNOWN)),
        unknown("signed", BY_ID, QUERIES, signing(signingStatus=UNKNOWN)),
        unknown("signed", made("route53.Zone", "zone", id="Z1", vpcs=UNKNOWN), QUERIES),
        skips(made("route53.Zone", vpcs=[{"vpcId": UNKNOWN}])).named("private-zone"),
        skips(OTHER),
    ),
}
