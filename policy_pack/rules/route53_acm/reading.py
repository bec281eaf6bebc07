"""Facts in an X.509 certificate, read offline if ``cryptography`` is installed."""

import datetime
from typing import NamedTuple


class Missing(Exception):
    """No library that reads certificates is installed."""


class Unreadable(ValueError):
    """A text that is not a certificate."""


class Facts(NamedTuple):
    """The last day of a certificate (UTC), and the length of an RSA key."""

    last_day: datetime.date
    rsa_bits: int | None


def read(text: str) -> Facts:
    """Read a certificate in PEM.

    Raises:
        Missing: ``cryptography`` is not installed; the baseline itself does not need it.
        Unreadable: the text is not a certificate.
    """
    try:
        from cryptography import x509  # noqa: PLC0415
        from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
        from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415
    except ImportError as error:
        raise Missing from error
    try:
        certificate = x509.load_pem_x509_certificate(text.encode())
        key = certificate.public_key()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Unreadable from error
    bits = key.key_size if isinstance(key, rsa.RSAPublicKey) else None
    return Facts(certificate.not_valid_after_utc.date(), bits)
