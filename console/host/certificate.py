"""The host's own certificate: made once, kept in its data folder, known by its SHA-256.

Members learn the SHA-256 from a link, from the host's file beside it, or by the join's key exchange, never from a name
or from dates; so the certificate has one common name and is valid for long.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from console.host.folder import DataFolder

VALID = datetime.timedelta(days=50 * 365)
NAME = "Fernblick host"
CERTIFICATE_FILE = "certificate.pem"


class CertificateError(Exception):
    """The certificate's file in the data folder cannot be read as one."""


@dataclass(frozen=True)
class Certificate:
    """A certificate with its key, in one PEM file."""

    path: Path
    fingerprint: bytes  # SHA-256 of the certificate's DER form


def own_certificate(folder: DataFolder) -> Certificate:
    """Load the host's certificate, or make one that only its user can read.

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
        raise CertificateError(str(path)) from error
    return Certificate(path, hashlib.sha256(certificate.public_bytes(serialization.Encoding.DER)).digest())


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
