"""A host's certificates of before, each of which has signed its successor, so that whoever has pinned one follows.

Behind its certificate a host presents, for each of before, one more over the successor's key, signed by the key of
before, and the certificate of before itself (protocol/link/pins.py). Only these are kept, no key of before. It needs
nobody's hand: consoles, links, seats and cards that slept through several changes go on.

A certificate that an administrator names comes with a key that is gone at its renewal. So while it is shown it vouches
for the host's own, and that one for the next: the host's own key leads from each to each.
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificateIssuerPrivateKeyTypes

from console.host.process.certificate import (
    BEFORE_FILE,
    CERTIFICATE_FILE,
    PREDECESSORS_FILE,
    Certificate,
    CertificateError,
    own_certificate,
)
from console.host.process.certificate_making import make
from console.host.process.folder import EXIT_NOT_DONE, DataFolder, StartError
from console.host.process.named_certificate import chain_problem

PRESENTED_FILE = "presented.pem"  # what the host shows, with those of before behind it
PRESENTED_NAMED_FILE = "presented-named.pem"  # the same where that is the named one
PREDECESSORS = 8  # that are remembered
PUBLIC_PREDECESSORS = 2  # the same where authorities vouch that are known, so that hardly anybody pins a certificate
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Predecessor:
    """A certificate of before, and what it has signed."""

    signed: x509.Certificate  # over the key of a successor
    certificate: x509.Certificate

    @property
    def is_own(self) -> bool:
        """Whether it was the host's own."""
        return self.certificate.issuer == self.certificate.subject


def replace_own(folder: DataFolder) -> None:
    """Make another certificate of the host's own, which the one of before vouches for.

    Raises:
        StartError: there is none, or the folder cannot be written.
        CertificateError: it is damaged.
    """
    own = folder.path / CERTIFICATE_FILE
    if not own.exists():
        raise StartError(EXIT_NOT_DONE, f"There is no certificate of the host's own at {own}.")
    pem = make()
    old, key = _read(own, own)
    new = x509.load_pem_x509_certificate(pem)
    _remember(folder, Predecessor(_signed(new, old, key), old))  # first: killed here, this vouches for nobody yet
    folder.write(CERTIFICATE_FILE, pem)


def presented(folder: DataFolder, certificate: Certificate, *, alone: bool = True) -> Path:
    """Return the file that the host presents: that of `certificate`, with those of before behind it, if there are any.

    Hosts that share a database are not `alone`: none of them presents an own one, for the others have not got it.

    Raises:
        CertificateError: one of before is damaged.
        StartError: the data folder cannot be written.
    """
    _take_over(folder)
    is_own = certificate.path == folder.path / CERTIFICATE_FILE
    behind = [] if is_own else [_own_behind(folder, certificate)]
    chain = _loaded(certificate.path)
    behind += [each for each in _remembered(folder) if each.certificate != chain[0]]
    behind = [each for each in behind if alone or not each.is_own]
    if not behind:
        return certificate.path
    name = PRESENTED_FILE if is_own else PRESENTED_NAMED_FILE
    folder.write(name, _pem([*chain, *(part for each in behind for part in (each.signed, each.certificate))]))
    return folder.path / name


def _own_behind(folder: DataFolder, named: Certificate) -> Predecessor:
    """Have a named certificate vouch for the host's own, and return that one as what vouches for the named one."""
    own, key = _read(own_certificate(folder).path, folder.path / CERTIFICATE_FILE)
    shown, shown_key = _read(named.path, named.key)
    known = _remembered(folder)
    if not any(each.certificate == shown and each.signed.public_key() == own.public_key() for each in known):
        is_public = chain_problem(named.path, named.key) is None
        limit = PUBLIC_PREDECESSORS if is_public else PREDECESSORS
        _remember(folder, Predecessor(_signed(own, shown, shown_key), shown), limit)
    return Predecessor(_signed(shown, own, key), own)


def _take_over(folder: DataFolder) -> None:
    """Take over what an earlier version has kept: the one of before with its key, which is not needed any more."""
    before, own = folder.path / BEFORE_FILE, folder.path / CERTIFICATE_FILE
    if not before.exists():
        return
    if own.exists() and own.read_bytes() != before.read_bytes():  # the same: a replacement was killed
        old, key = _read(before, before)
        _remember(folder, Predecessor(_signed(_loaded(own)[0], old, key), old))
    with contextlib.suppress(OSError):
        before.unlink()


def _remember(folder: DataFolder, new: Predecessor, limit: int = PREDECESSORS) -> None:
    """Keep `new` before all others; over the limit the oldest goes that was not the host's own, else the oldest."""
    kept = [new, *(each for each in _remembered(folder) if each.certificate != new.certificate)]
    while sum(not each.is_own for each in kept) > limit or len(kept) > PREDECESSORS:
        kept.remove(next((each for each in reversed(kept) if not each.is_own), kept[-1]))
    folder.write(PREDECESSORS_FILE, _pem(part for each in kept for part in (each.signed, each.certificate)))


def _remembered(folder: DataFolder) -> list[Predecessor]:
    path = folder.path / PREDECESSORS_FILE
    if not path.exists():
        return []
    found = _loaded(path)
    return [Predecessor(*pair) for pair in zip(found[::2], found[1::2], strict=False)]


def _loaded(path: Path) -> list[x509.Certificate]:
    try:
        return x509.load_pem_x509_certificates(path.read_bytes())
    except (OSError, ValueError) as error:
        raise CertificateError(f"The certificate {path} is damaged. Move it away.") from error


def _read(path: Path, key_path: Path) -> tuple[x509.Certificate, CertificateIssuerPrivateKeyTypes]:
    certificate = _loaded(path)[0]
    try:
        key = serialization.load_pem_private_key(key_path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise CertificateError(f"The key in {key_path} is damaged. Move it away.") from error
    if key.public_key() != certificate.public_key():  # one was written a moment ago, the other not yet
        raise CertificateError(f"The key in {key_path} does not belong to the certificate in {path}.")
    return certificate, cast(CertificateIssuerPrivateKeyTypes, key)


def _pem(certificates: Iterable[x509.Certificate]) -> bytes:
    return b"".join(each.public_bytes(serialization.Encoding.PEM) for each in certificates)


def _signed(new: x509.Certificate, old: x509.Certificate, key: CertificateIssuerPrivateKeyTypes) -> x509.Certificate:
    """Return a certificate over the key of `new`, for as long as that is valid, signed by the key of `old`."""
    with_digest = isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey)
    return (
        x509.CertificateBuilder()
        .subject_name(new.subject)
        .issuer_name(old.subject)
        .public_key(new.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime.now(datetime.UTC) - DAY)
        .not_valid_after(new.not_valid_after_utc)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256() if with_digest else None)
    )
