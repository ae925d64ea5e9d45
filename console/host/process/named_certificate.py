"""The certificate that the administrator names: of a public CA or their own, looked at before it is shown."""

from __future__ import annotations

import datetime
import hashlib
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

from console.host.process.certificate import Certificate, CertificateError
from protocol.link.dialing import server_context


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
    return Certificate(path, key, _fingerprint(certificate), certificate.not_valid_after_utc)


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
