"""Which certificate the host shows to whom: the named one to who dials one of its names, its own to everybody else.

Hosts that share a database have no own one that members could know them by, so they show the named one alone.
"""

from __future__ import annotations

import datetime
import logging
import ssl
from functools import partial
from pathlib import Path

from console.host.process.certificate import Certificate, CertificateError, is_alone, own_certificate
from console.host.process.folder import EXIT_CERTIFICATE, EXIT_FOLDER, DataFolder, StartError
from protocol.link.tls import server_context
from protocol.notation.addresses import is_named

_log = logging.getLogger(__name__)


class Showing:
    """The certificates of one host, and the TLS settings with each.

    Args:
        named: where the certificate and its key are that the administrator names; None: there is only the host's own.
        alone: no other host shares the database.

    Attributes:
        own: the host's own certificate; None: it has none.
        named: the one that the administrator names, if they name one.

    Raises:
        StartError: one cannot be shown.
    """

    def __init__(self, folder: DataFolder, named: tuple[Path, Path] | None, *, alone: bool) -> None:
        self._folder = folder
        self._files = named
        self._alone = alone
        self._names: tuple[str, ...] = ()
        try:
            self.named = self._read_named()
            self.own = own_certificate(folder) if alone or self.named is None else None
            self._contexts = {each: self._context(each) for each in (self.own, self.named) if each is not None}
        except CertificateError as error:
            raise StartError(EXIT_CERTIFICATE if named else EXIT_FOLDER, str(error)) from error
        except OSError as error:
            sentence = f"The data folder {folder.path} cannot be read: {error.strerror}."
            raise StartError(EXIT_FOLDER, sentence) from error

    @property
    def known_by(self) -> bytes:
        """SHA-256 of the certificate that programs on this computer, links and cards hold the host to."""
        return self._usual.fingerprint

    @property
    def signing_key(self) -> Path:
        """Where the private key is that signs for the host: its own, if it has one."""
        return (self.own or self._usual).key

    @property
    def names(self) -> tuple[str, ...]:
        """The names that the named certificate is for; none where there is only the host's own."""
        return self._names

    @property
    def for_browsers(self) -> Certificate:
        """The certificate that browsers are meant to see."""
        return self.named or self._usual

    def context_of(self, certificate: Certificate) -> ssl.SSLContext:
        """Return the TLS settings with one of the two."""
        return self._contexts[certificate]

    def to(self, address: str) -> ssl.SSLContext:
        """Return the TLS settings for who has dialled this address of the computer; a name that they say counts."""
        return self._contexts[self._for(address)]

    def renew(self) -> bool:
        """Read the named certificate anew, for whoever connects from now on; return whether it is another one.

        Raises:
            CertificateError: it cannot be shown; the one before stays.
            StartError: the data folder cannot be written.
        """
        names = self._names
        renewed = self._read_named()
        if renewed is None or self.named is None or renewed == self.named:
            return False
        context = self._contexts[self.named]
        try:
            context.load_cert_chain(self._presented(renewed), renewed.key)
        except (CertificateError, OSError):
            self._names = names
            raise
        self._contexts[renewed] = self._contexts.pop(self.named)
        self.named = renewed
        return True

    @property
    def _usual(self) -> Certificate:
        usual = self.own or self.named
        assert usual is not None
        return usual

    def _for(self, name: str) -> Certificate:
        return self.named if self.named is not None and is_named(name, self._names) else self._usual

    def _read_named(self) -> Certificate | None:
        if self._files is None:
            return None
        from console.host.process.named_certificate import (  # 10 MB that a host with its own has no use for
            named_certificate,
            names_in,
        )

        found = named_certificate(*self._files, datetime.datetime.now(datetime.UTC))
        self._names = tuple(names_in(self._files[0]))
        return found

    def _context(self, certificate: Certificate) -> ssl.SSLContext:
        context = server_context(self._presented(certificate), certificate.key)
        if self.named is not None and self.own is not None:
            context.sni_callback = partial(self._dialled)
        return context

    def _dialled(self, tls: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        if name is not None:
            tls.context = self._contexts[self._for(name)]

    def _presented(self, certificate: Certificate) -> Path:
        """Return the file with what the host shows; raises CertificateError and StartError."""
        if is_alone(self._folder, certificate):
            return certificate.path
        from console.host.process.succession import presented  # what it needs is loaded where there was one before

        return presented(self._folder, certificate, alone=self._alone)
