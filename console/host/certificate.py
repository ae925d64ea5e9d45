"""The host's certificate: its own, made once and known by its SHA-256, or one that the administrator names.

Members learn the SHA-256 of the host's own from a link, from the host's file beside it, or by the join's key exchange,
never from a name or from dates; so it has one common name and is valid for long. One of a public CA is known by the
host's name, is valid for weeks, and is read anew while the host runs.
"""

from __future__ import annotations

import datetime
import hashlib
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
from cryptography.x509.oid import NameOID

from console.host.folder import DataFolder
from protocol.dialing import server_context

VALID = datetime.timedelta(days=50 * 365)
NAME = "Fernblick host"
CERTIFICATE_FILE = "certificate.pem"


class CertificateError(Exception):
    """There is no certificate to show; the text is a sentence for the administrator."""


@dataclass(frozen=True)
class Certificate:
    """A certificate with its key, in PEM files; both may be in one."""

    path: Path  # may hold the chain behind it, too
    key: Path
    fingerprint: bytes  # SHA-256 of the certificate's DER form


def own_certificate(folder: DataFolder) -> Certificate:
    """Load the host's own certificate, or make one that only its user can read.

    Raises:
        CertificateError: the file is there and holds none.
        OSError: the file cannot be read.
        StartError: it cannot be written.
    """
    path = folder.path / CERTIFICATE_FILE
    if not path.exists():
        folder.write(CERTIFICATE_FILE, _make())
    try:
        pem = path.read_bytes()
        serialization.load_pem_private_key(pem, password=None)
        certificate = x509.load_pem_x509_certificate(pem)
    except ValueError as error:
        sentence = f"The certificate {path} is damaged. Move it away; a new one is made at the next start."
        raise CertificateError(sentence) from error
    return Certificate(path, path, _fingerprint(certificate))


def named_certificate(path: Path, key: Path, now: datetime.datetime) -> Certificate:
    """Load the certificate in `path` (PEM, with its chain) whose key is in `key` (PEM), and see that it can be shown.

    Raises:
        CertificateError: it cannot; the text says what is wrong with which file.
    """
    certificate = _certificate(path)
    own = _key(key)
    if own.public_key() != certificate.public_key():
        raise CertificateError(f"The key in {key} does not belong to the certificate in {path}.")
    if now > certificate.not_valid_after_utc:
        raise CertificateError(f"The certificate in {path} has expired on {certificate.not_valid_after_utc:%Y-%m-%d}.")
    if now < certificate.not_valid_before_utc:
        day = f"{certificate.not_valid_before_utc:%Y-%m-%d}"
        raise CertificateError(f"The certificate in {path} is not valid before {day}; see that the clock is right.")
    try:
        server_context(path, key)
    except (ssl.SSLError, OSError) as error:
        raise CertificateError(f"The certificate in {path} cannot be used: {error.strerror or error}.") from error
    return Certificate(path, key, _fingerprint(certificate))


def fingerprint_of(path: Path) -> bytes:
    """Return the SHA-256 of the certificate in `path` (PEM).

    Raises:
        CertificateError: there is none.
    """
    return _fingerprint(_certificate(path))


def _certificate(path: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(_read(path, "certificate"))
    except ValueError as error:
        raise CertificateError(f"{path} holds no certificate in PEM form.") from error


def _key(path: Path) -> PrivateKeyTypes:
    try:
        return serialization.load_pem_private_key(_read(path, "key"), password=None)
    except TypeError as error:
        raise CertificateError(f"The key in {path} asks for a password; the host needs one without.") from error
    except ValueError as error:
        raise CertificateError(f"{path} holds no private key in PEM form.") from error


def _read(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CertificateError(f"The {what} {path} cannot be read: {error.strerror}.") from error


def _fingerprint(certificate: x509.Certificate) -> bytes:
    return hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).digest()


def _make() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    start = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)  # other clocks may be behind
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + VALID)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    own = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return own + certificate.public_bytes(serialization.Encoding.PEM)
