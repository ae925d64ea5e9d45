"""What a running host looks after every minute: its certificate, renewed or about to end, and its database."""

from __future__ import annotations

import asyncio
import datetime
import logging
import os
from collections.abc import Callable
from pathlib import Path

from console.host.process.certificate import CertificateError
from console.host.process.folder import StartError
from console.host.process.server import Host
from console.host.store.tables.database import StorageError
from console.host.store.tables.sole_use import TakenError

EVERY_S = 60.0
WARN_DAYS = (14, 3, 0)  # before a certificate's end; 0: it has ended
AGAIN = datetime.timedelta(days=1)  # after this the same is said again

_log = logging.getLogger(__name__)


class Upkeep:
    """Looks after `host`; `now` tells the time in UTC."""

    def __init__(self, host: Host, *, now: Callable[[], datetime.datetime] | None = None) -> None:
        self._host = host
        self._now = now or (lambda: datetime.datetime.now(datetime.UTC))
        self._seen = self._files()
        self._refused = ""  # why the files were not taken last
        self._warned: tuple[int, datetime.datetime] | None = None

    async def go_on(self, *, every_s: float = EVERY_S) -> None:
        """Look after the host until this task is cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            self.look()
            await asyncio.sleep(every_s)
            await loop.run_in_executor(None, self._keep_database)

    def look(self) -> None:
        """Take a certificate whose files have changed, and warn when the one that is shown ends soon."""
        seen = self._files()
        if seen != self._seen or self._refused:  # a clock that is put right touches no file
            self._seen = seen
            self.renew_certificate()
        self._warn()

    def renew_certificate(self) -> None:
        """Have the host show its certificate as it is now; where that is not possible, it keeps the one before."""
        before, self._refused = self._refused, ""
        try:
            self._host.renew_certificate()
        except (CertificateError, StartError) as error:
            self._refused = str(error)
            refused = {"event": "certificate_refused", "why": str(error)}
            if self._refused != before:  # once, not each minute
                _log.error("%(why)s The certificate from before is shown further.", refused)
        else:
            _log.info("the certificate was read anew", {"event": "certificate_read"})
            say_certificate(self._host)

    def _warn(self) -> None:
        ends = self._host.certificate.ends
        if ends is None:
            return
        step = warning(ends, self._now())
        self._host.gateway.certificate_ends(0 if step is None else int(ends.timestamp() * 1000))
        if step is None:
            self._warned = None
        elif self._warned is None or self._warned[0] != step or self._now() - self._warned[1] >= AGAIN:
            self._warned = (step, self._now())
            said = {"event": "certificate_ends", "ends": f"{ends:%Y-%m-%d %H:%M} UTC", "path": str(self._path)}
            if step == 0:
                _log.error("the certificate has ended at %(ends)s; put a renewed one at %(path)s", said)
            else:
                tell = _log.warning if step == max(WARN_DAYS) else _log.error
                tell("the certificate ends at %(ends)s; put a renewed one at %(path)s", said)

    @property
    def _path(self) -> Path:
        return self._host.certificate.path

    def _files(self) -> tuple[tuple[int, ...], ...]:
        certificate = self._host.certificate
        return tuple(_state(path) for path in (certificate.path, certificate.key))

    def _keep_database(self) -> None:
        try:
            self._host.use.take()
        except TakenError:
            _log.error("another host uses the same database; stop one of them", {"event": "database_taken"})
        except StorageError:
            return  # whoever reads or writes says so


def warning(ends: datetime.datetime, now: datetime.datetime) -> int | None:
    """Return the last of `WARN_DAYS` that has come for a certificate that `ends` then; None: none has."""
    come = [days for days in WARN_DAYS if ends - now <= datetime.timedelta(days=days)]
    return min(come, default=None)


def say_certificate(host: Host) -> None:
    """Write into the log which certificate the host shows from now on."""
    ends = host.certificate.ends
    said = {
        "event": "certificate",
        "fingerprint": spelled(host.certificate.fingerprint),
        "ends": "in decades" if ends is None else f"{ends:%Y-%m-%d %H:%M} UTC",
    }
    _log.info("the certificate's SHA-256 is %(fingerprint)s; it ends %(ends)s", said)


def spelled(fingerprint: bytes) -> str:
    """Return a fingerprint as consoles show it, for eyes to compare."""
    digits = fingerprint.hex().upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _state(path: Path) -> tuple[int, ...]:
    try:
        found = os.stat(path)
    except OSError:
        return ()
    return (found.st_ino, found.st_size, found.st_mtime_ns)
