"""The certificate that the administrator names: of a public CA or their own, looked at before it is shown."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import ssl
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

from console.host.process.certificate import Certificate, CertificateError
from protocol.link.pins import authorities
from protocol.link.tls import server_context
from protocol.notation.addresses import is_named

GREETINGS = 4  # more than two sides say to each other before a link is up


def named_certificate(path: Path, key: Path, now: datetime.datetime) -> Certificate:
    """Load the certificate in `path` (PEM, with its chain) whose key is in `key` (PEM), and see that it can be shown.

    Raises:
        CertificateError: it cannot; the text says what is wrong with which file.
    """
    certificate = _certificate(path)
    own = _key(key)
    if own.public_key() != certificate.public_key():
        if any(own.public_key() == each.public_key() for each in _chain(path)):
            words = f"The certificate of the key in {key} must stand first in {path}, and its authorities behind it."
            raise CertificateError(words)
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


def described(path: Path) -> list[dict[str, Any]]:
    """Return what the certificate in `path` (PEM) says, and each behind it.

    Raises:
        CertificateError: there is none.
    """
    return [
        {
            "subject": each.subject.rfc4514_string(),
            "issuer": each.issuer.rfc4514_string(),
            "names": _names(each),
            "ends": each.not_valid_after_utc,
            "fingerprint": _fingerprint(each).hex(),
        }
        for each in _chain(path)
    ]


def root_in(path: Path) -> bytes | None:
    """Return the SHA-256 of the authority's certificate at the end of the chain in `path`; None: it is not there.

    It has to be the one at the top, and to vouch for the first.
    """
    last = _chain(path)[-1]
    try:
        last.verify_directly_issued_by(last)
    except (ValueError, TypeError, InvalidSignature):
        return None
    return _fingerprint(last) if has_issued(last.public_bytes(serialization.Encoding.DER), path) else None


def has_issued(authority: bytes, path: Path) -> bool:
    """Return whether a client that pins this certificate (DER), an authority's, takes the one in `path` for it."""
    chain = [each.public_bytes(serialization.Encoding.DER) for each in _chain(path)]
    names = names_in(path)
    return bool(names) and authority in authorities([*chain, authority], names[0].replace("*", "any"))


def authority_in(path: Path) -> bytes | None:
    """Return the certificate (DER) in `path` if it is an authority's.

    Raises:
        CertificateError: there is none at all.
    """
    certificate = _certificate(path)
    try:
        is_authority = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        is_authority = False
    return certificate.public_bytes(serialization.Encoding.DER) if is_authority else None


def until(ends: datetime.datetime, now: datetime.datetime) -> str:
    """Return in words how long a certificate is good: "in 9 days", "today", "2 days ago"."""
    days = int((ends - now) / datetime.timedelta(days=1))  # whole ones, past or to come
    counted = f"{abs(days)} day" + ("" if abs(days) == 1 else "s")
    return "today" if not days else f"in {counted}" if days > 0 else f"{counted} ago"


def names_in(path: Path) -> list[str]:
    """Return the names and addresses that the certificate in `path` is for."""
    return _names(_certificate(path))


def _names(certificate: x509.Certificate) -> list[str]:
    try:
        named = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return []
    return [*named.get_values_for_type(x509.DNSName), *map(str, named.get_values_for_type(x509.IPAddress))]


def is_for(path: Path, name: str) -> bool:
    """Return whether the certificate in `path` is one for `name`, a host's name or an IP address."""
    return is_named(name, names_in(path))


def chain_problem(path: Path, key: Path) -> str | None:
    """Return why this computer would not believe who shows the certificate in `path`; None: it would.

    A client and a server of this computer greet each other in memory, so that what is asked is OpenSSL, with all
    authorities that it knows, wherever they lie.
    """
    names = names_in(path)
    if not names:
        return "it is for no name"
    to_client, to_server = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = ssl.create_default_context().wrap_bio(to_client, to_server, server_hostname=names[0].replace("*", "any"))
    server = server_context(path, key).wrap_bio(to_server, to_client, server_side=True)
    try:
        for _ in range(GREETINGS):
            for side in (client, server):
                with contextlib.suppress(ssl.SSLWantReadError):
                    side.do_handshake()
    except ssl.SSLCertVerificationError as error:
        return error.verify_message
    except ssl.SSLError as error:
        return str(error.reason or error)
    return None


def _chain(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(_read(path, "certificate"))
    except ValueError as error:
        raise CertificateError(f"{path} holds no certificate in PEM form.") from error


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
