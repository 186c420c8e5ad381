"""Who vouches for PayPal's messages here: an authority, one between, and the signer; or a forger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SIGNER = "messageverificationcerts.sandbox.paypal.com"
A_DAY = timedelta(days=1)
NOT_USED = """content_commitment key_encipherment data_encipherment key_agreement crl_sign
encipher_only decipher_only"""


@dataclass(frozen=True)
class Keeper:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def sign(self, text: bytes, digest: HashAlgorithm | None = None) -> bytes:
        return self.key.sign(text, PKCS1v15(), digest or SHA256())


@cache
def authority(name: str = "Peer Root") -> Keeper:
    return _made(name, None, is_authority=True)


@cache
def between() -> Keeper:
    return _made("Peer Issuing", authority(), is_authority=True)


@cache
def signer(name: str = SIGNER, *, days: int = 90) -> Keeper:
    """Made out to PayPal's signer. With days below zero it ran out that long ago."""
    return _made(name, between(), days=days)


@cache
def forger() -> Keeper:
    """Made out to PayPal's signer by an authority that nobody knows."""
    return _made(SIGNER, authority("Somebody"))


@cache
def self_signed() -> Keeper:
    return _made(SIGNER, None)


def _made(name: str, by: Keeper | None, *, days: int = 90, is_authority: bool = False) -> Keeper:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    issuer = by.certificate.subject if by else _named(name)
    until = datetime.now(UTC) + timedelta(days=days)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(datetime.now(UTC), until) - 30 * A_DAY)
        .not_valid_after(until)
    )
    for extension, critical in _extensions(name, key, by, is_authority):
        builder = builder.add_extension(extension, critical=critical)
    return Keeper(builder.sign((by.key if by else key), SHA256()), key)


def _extensions(
    name: str, key: rsa.RSAPrivateKey, by: Keeper | None, is_authority: bool
) -> list[tuple[Any, bool]]:
    issuer = (by.key if by else key).public_key()
    usage = dict.fromkeys(NOT_USED.split(), False)
    common = [
        (x509.BasicConstraints(ca=is_authority, path_length=None), True),
        (
            x509.KeyUsage(digital_signature=not is_authority, key_cert_sign=is_authority, **usage),
            True,
        ),
        (x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False),
        (x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer), False),
    ]
    if is_authority:
        return common
    return [
        *common,
        (x509.SubjectAlternativeName([x509.DNSName(name)]), False),
        (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
    ]


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
