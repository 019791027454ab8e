"""A certificate chain to throw away, in Amazon's name: with it the stand-in Echo signs as Alexa does.

Nobody trusts it but a service that was handed its root.
"""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from skill.web.request_verifier import CHAIN_URL_HEADER, SIGNATURE_HEADER
from skill.web.signing_keys import SIGNER

CHAIN_URL = "https://s3.amazonaws.com/echo.api/echo-api-cert-99.pem"
"""A name like Amazon's."""

PublicKey = rsa.RSAPublicKey | ec.EllipticCurvePublicKey

_CHAIN_FILE, _KEY_FILE = "chain.pem", "signing-key.pem"


@dataclass(frozen=True, slots=True)
class Validity:
    """From when until when a certificate holds; by default from yesterday, for thirty days."""

    since: datetime = field(default_factory=lambda: datetime.now(UTC) - timedelta(days=1))
    until: datetime = field(default_factory=lambda: datetime.now(UTC) + timedelta(days=29))


@dataclass(frozen=True, slots=True)
class Authority:
    """Whoever signs certificates, and the certificate that says so."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def root(cls, validity: Validity) -> Authority:
        """An authority of its own making."""
        key, name = ec.generate_private_key(ec.SECP256R1()), _name("Throwaway root")
        draft = _authority_draft(name, key.public_key(), validity)
        return cls(_signed(draft, name, key), key)

    def authority(self, validity: Validity) -> Authority:
        """An authority under this one."""
        key = ec.generate_private_key(ec.SECP256R1())
        draft = _authority_draft(_name("Throwaway intermediate"), key.public_key(), validity)
        return Authority(_signed(draft, self.certificate.subject, self.key), key)

    def server(self, name: str, key: PublicKey, validity: Validity) -> x509.Certificate:
        """A certificate for the holder of `key` to go by the DNS name `name`."""
        draft = (
            _draft(_name(name), key, validity)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_key_usage(digital_signature=True), critical=True)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        )
        return _signed(draft, self.certificate.subject, self.key)


@dataclass(frozen=True, slots=True)
class ThrowawayChain:
    """A root, an intermediate and a signing certificate, with the key that signs."""

    root: x509.Certificate
    intermediate: x509.Certificate
    leaf: x509.Certificate
    key: rsa.RSAPrivateKey

    @classmethod
    def create(
        cls,
        *,
        name: str = SIGNER,
        validity: Validity | None = None,
        authorities: Validity | None = None,
        key: rsa.RSAPrivateKey | None = None,
    ) -> ThrowawayChain:
        """A new chain as good as Amazon's, unless an argument spoils it.

        Args:
            name: the DNS name of the signing certificate.
            validity: when the signing certificate holds.
            authorities: when the two above it hold.
            key: what signs; a new one takes a tenth of a second.
        """
        key = key or rsa.generate_private_key(65537, 2048)
        root = Authority.root(authorities or Validity())
        intermediate = root.authority(authorities or Validity())
        leaf = intermediate.server(name, key.public_key(), validity or Validity())
        return cls(root.certificate, intermediate.certificate, leaf, key)

    @classmethod
    def load(cls, folder: Path) -> ThrowawayChain:
        """The chain that `save` put into the folder."""
        leaf, intermediate, root = x509.load_pem_x509_certificates((folder / _CHAIN_FILE).read_bytes())
        key = load_pem_private_key((folder / _KEY_FILE).read_bytes(), password=None)
        assert isinstance(key, rsa.RSAPrivateKey)
        return cls(root, intermediate, leaf, key)

    def save(self, folder: Path) -> None:
        """Put the chain and its key into the folder, for another process to sign or to trust."""
        (folder / _CHAIN_FILE).write_bytes(self.pem + self.root.public_bytes(Encoding.PEM))
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        with open(folder / _KEY_FILE, "wb", opener=_owner_only) as file:
            file.write(key)

    @property
    def pem(self) -> bytes:
        """What Amazon would keep at the chain URL: the signing certificate first, the root left out."""
        return self.leaf.public_bytes(Encoding.PEM) + self.intermediate.public_bytes(Encoding.PEM)

    def sign(self, body: bytes) -> dict[str, str]:
        """The headers that Alexa would send with the body."""
        signature = self.key.sign(body, PKCS1v15(), SHA256())
        return {CHAIN_URL_HEADER: CHAIN_URL, SIGNATURE_HEADER: base64.b64encode(signature).decode()}


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _draft(subject: x509.Name, key: PublicKey, validity: Validity) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(validity.since)
        .not_valid_after(validity.until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    )


def _authority_draft(
    subject: x509.Name, key: ec.EllipticCurvePublicKey, validity: Validity
) -> x509.CertificateBuilder:
    return (
        _draft(subject, key, validity)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_key_usage(key_cert_sign=True), critical=True)
    )


def _signed(
    draft: x509.CertificateBuilder, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    issued_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())
    return draft.issuer_name(issuer).add_extension(issued_by, critical=False).sign(key, SHA256())


def _key_usage(*, digital_signature: bool = False, key_cert_sign: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        key_cert_sign=key_cert_sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)
