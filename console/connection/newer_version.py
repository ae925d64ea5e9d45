"""Whether there is a newer version than this one, by a signed note that the host passes on. No widgets."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Collection
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from protocol.system.private_files import private_folder, write_private
from protocol.trust.release import BadRelease, is_newer, read
from protocol.vocabulary.codec import Message
from protocol.vocabulary.web import ReleaseNote

_log = logging.getLogger(__name__)


class NewerVersion(QObject):
    """Takes notes from hosts and believes the highest that is signed; what is old, forged or unknown is silence.

    Args:
        file: where the number of the last note is kept, so that none before it is believed again.
        keys: the public keys that are believed; none: nothing is.
        installed: this program's version.
        now_ms: the time, milliseconds since 1970.

    Signals:
        changed: `version` is another.

    Attributes:
        version: the newest; "": none that is newer.
    """

    changed = Signal()

    def __init__(
        self,
        file: Path,
        *,
        keys: Collection[bytes],
        installed: Callable[[], str],
        now_ms: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
    ) -> None:
        super().__init__()
        self.version = ""
        self._file = file
        self._keys = keys
        self._installed = installed
        self._now_ms = now_ms

    def handlers(self) -> dict[type[Message], Callable[..., None]]:
        """Return what to do with each message that concerns this."""
        return {ReleaseNote: self._told}

    def _told(self, message: ReleaseNote) -> None:
        if not self._keys:
            return
        try:
            release = read(message.note, self._keys, self._now_ms())
        except BadRelease as error:
            _log.info("a note of a release is not believed: %s", error)
            return
        if release.number < self._kept():
            _log.info("a note of a release is older than one from before")
            return
        self._keep(release.number)
        version = release.version if is_newer(release.version, self._installed()) else ""
        if version != self.version:
            self.version = version
            self.changed.emit()

    def _kept(self) -> int:
        try:
            return int(self._file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def _keep(self, number: int) -> None:
        try:
            private_folder(self._file.parent)
            write_private(self._file, str(number).encode())
        except OSError as error:
            _log.warning("the number of a release's note cannot be kept: %s", type(error).__name__)
