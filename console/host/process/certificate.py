"""The host's certificate: its own, made once and known by its SHA-256, or one that the administrator names.

Members learn the SHA-256 of the host's own from a link, from the host's file beside it, or by the join's key exchange,
never from a name or from dates; so it has one common name and is valid for long. One of a public CA is known by the
host's name, is valid for weeks, and is read anew while the host runs (`named_certificate`).
"""

from __future__ import annotations

import datetime
import hashlib
import os
import ssl
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

from console.host.process.folder import DataFolder
from protocol.link.tls import server_context

CERTIFICATE_FILE = "certificate.pem"
BEFORE_FILE = "certificate-before.pem"  # what an earlier version has kept of the host's own, until it was replaced
PREDECESSORS_FILE = "predecessors.pem"  # certificates of before, and what they have signed; see succession.py


class CertificateError(Exception):
    """There is no certificate to show; the text is a sentence for the administrator."""


@dataclass(frozen=True)
class Certificate:
    """A certificate with its key, in PEM files; both may be in one."""

    path: Path  # may hold the chain behind it, too
    key: Path
    fingerprint: bytes  # SHA-256 of the certificate's DER form
    ends: datetime.datetime | None = None  # None: one of the host's own, in decades


def own_certificate(folder: DataFolder) -> Certificate:
    """Load the host's own certificate, or make one that only its user can read.

    Raises:
        CertificateError: the file is there and holds none.
        OSError: the file cannot be read.
        StartError: it cannot be written.
    """
    path = folder.path / CERTIFICATE_FILE
    if not path.exists():
        folder.write(CERTIFICATE_FILE, _made())
    try:
        fingerprint = _fingerprint(path.read_text(encoding="ascii"))
        server_context(path, path)  # reads the key, too
    except (ValueError, ssl.SSLError) as error:
        sentence = f"The certificate {path} is damaged. Move it away; a new one is made at the next start."
        raise CertificateError(sentence) from error
    return Certificate(path, path, fingerprint)


def is_alone(folder: DataFolder, certificate: Certificate) -> bool:
    """Return whether `certificate` is the host's own, and the first one."""
    is_own = certificate.path == folder.path / CERTIFICATE_FILE
    return is_own and not any((folder.path / name).exists() for name in (BEFORE_FILE, PREDECESSORS_FILE))


def _fingerprint(pem: str) -> bytes:
    """Return the SHA-256 of the certificate in `pem`, which may hold its key, too."""
    start, end = pem.index(ssl.PEM_HEADER), pem.index(ssl.PEM_FOOTER) + len(ssl.PEM_FOOTER)
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem[start:end])).digest()


def _made() -> bytes:
    """Return a new certificate with its key, made in a process that ends with it where one can be forked at once.

    What makes it takes 10 MB, which a host would keep for as long as it runs.
    """
    if sys.platform != "linux" or threading.active_count() > 1:  # a fork has the locks of other threads, not these
        return _make()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _give(writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        pem = pipe.read()
    os.waitpid(child, 0)
    return pem or _make()


def _give(writing: int) -> None:
    """Write a new certificate into a pipe and be gone, without doing any of what this process was about to do."""
    try:
        os.write(writing, _make())
    finally:
        os._exit(0)


def _make() -> bytes:
    from console.host.process.certificate_making import make

    return make()
