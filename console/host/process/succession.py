"""A host's new certificate, signed by its own of before, so that whoever has pinned that one follows by itself.

Behind its certificate the host presents one more over the same key, signed by the key of before, and the certificate of
before (protocol/link/pins.py). It needs nobody's hand: consoles, links and cards that know the old one go on.
"""

from __future__ import annotations

import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes

from console.host.process.certificate import (
    BEFORE_FILE,
    CERTIFICATE_FILE,
    Certificate,
    CertificateError,
    before_of,
)
from console.host.process.certificate_making import make
from console.host.process.folder import EXIT_NOT_DONE, DataFolder, StartError

PRESENTED_FILE = "presented.pem"  # what the host shows, with its own of before behind it
PRESENTED_NAMED_FILE = "presented-named.pem"  # the same where that is the named one
DAY = datetime.timedelta(days=1)


def replace_own(folder: DataFolder) -> None:
    """Make another certificate of the host's own, which the one of before vouches for.

    Raises:
        StartError: there is none, or one was replaced already: a pin of that one would be lost.
    """
    own, before = folder.path / CERTIFICATE_FILE, folder.path / BEFORE_FILE
    if not own.exists():
        raise StartError(EXIT_NOT_DONE, f"There is no certificate of the host's own at {own}.")
    pem = own.read_bytes()
    if before.exists() and before.read_bytes() != pem:  # the same: a replacement that was killed goes on
        words = f"{before} vouches for the present one. Move it away once nobody has it pinned."
        raise StartError(EXIT_NOT_DONE, words)
    folder.write(BEFORE_FILE, pem)
    folder.write(CERTIFICATE_FILE, make())


def presented(folder: DataFolder, certificate: Certificate) -> Path:
    """Return the file that the host presents: that of `certificate`, with all that were before behind it.

    Raises:
        CertificateError: one of before is damaged.
        StartError: the data folder cannot be written.
    """
    try:
        whole = x509.load_pem_x509_certificates(certificate.path.read_bytes())
    except (OSError, ValueError) as error:
        raise CertificateError(f"The certificate {certificate.path} cannot be read.") from error
    shown = whole[0]
    for path in _before(folder, certificate):
        old, key = _read(path)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            break
        whole += [_signed(shown, old, key), old]
        shown = old
    if len(whole) == 1:
        return certificate.path
    is_own = certificate.path == folder.path / CERTIFICATE_FILE
    name = PRESENTED_FILE if is_own else PRESENTED_NAMED_FILE
    folder.write(name, b"".join(each.public_bytes(serialization.Encoding.PEM) for each in whole))
    return folder.path / name


def _before(folder: DataFolder, certificate: Certificate) -> list[Path]:
    """Return the files of the host's own certificates before this one, the latest first."""
    first = before_of(folder, certificate)
    return [path for path in dict.fromkeys((first, folder.path / BEFORE_FILE)) if path.exists()]


def _read(path: Path) -> tuple[x509.Certificate, PrivateKeyTypes]:
    try:
        pem = path.read_bytes()
        return x509.load_pem_x509_certificate(pem), serialization.load_pem_private_key(pem, password=None)
    except (OSError, ValueError, TypeError) as error:
        raise CertificateError(f"The certificate of before, {path}, is damaged. Move it away.") from error


def _signed(new: x509.Certificate, old: x509.Certificate, key: ec.EllipticCurvePrivateKey) -> x509.Certificate:
    """Return a certificate over the key of `new`, for as long as that is valid, signed by the key of `old`."""
    return (
        x509.CertificateBuilder()
        .subject_name(new.subject)
        .issuer_name(old.subject)
        .public_key(new.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime.now(datetime.UTC) - DAY)
        .not_valid_after(new.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
