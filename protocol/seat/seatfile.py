"""What outlives a killed program: seats, keys and transcripts, in a folder that only its user can read."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

import msgpack

from protocol.seat.journal import Journal, is_journal, records
from protocol.seat.seat_records import SavedSeat, changed_record, forget_changes, old_seat, restored, whole_records
from protocol.system.private_files import private_folder

_log = logging.getLogger(__name__)

FILE_LIMIT = 256 * 1024 * 1024  # bytes of one file
SUFFIX = ".seat"
TRIES_APART = 256  # savings that are left out at most before a folder that could not be written is tried again


@dataclass
class _Kept:
    """What is known of one file."""

    journal: Journal
    said: SavedSeat | None = None  # what stands there of the seat
    left_out: int = 0  # savings until the next try, after one that failed
    apart: int = 0  # that there were to be before this one


class SeatFolder:
    """The folder, one journal a session.

    Attributes:
        broken: files that could not be read, under the names they have been put aside as.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept: dict[bytes, _Kept] = {}
        self.broken: list[Path] = []

    def save(self, saved: SavedSeat) -> None:
        """Keep `saved`: what has changed since this was last called for its session, or all of it.

        Raises:
            OSError: it could not be written. What was there is still there, until a later call gets through.
        """
        kept = self._kept.setdefault(saved.seat.session, _Kept(Journal(self._file(saved.seat.session))))
        if kept.left_out:
            kept.left_out -= 1
            forget_changes(saved)
            raise OSError("the folder could not be written a moment ago")
        try:
            self._save(kept, saved)
        except OSError:
            kept.left_out = kept.apart = min(TRIES_APART, 2 * kept.apart + 1)
            raise
        kept.apart = 0

    def load_all(self) -> list[SavedSeat]:
        """Read all seats, the oldest session first; a file that cannot be read is put aside as *.broken."""
        if not self._path.is_dir():
            return []
        found = [self._load(file) for file in sorted(self._path.glob(f"*{SUFFIX}"))]
        return sorted((saved for saved in found if saved is not None), key=lambda saved: saved.opened_ms)

    def remove(self, session: bytes) -> None:
        """Forget the seat in `session`."""
        self._kept.pop(session, None)
        self._file(session).unlink(missing_ok=True)

    def _save(self, kept: _Kept, saved: SavedSeat) -> None:
        """Write what has changed, or all where a part would not do, as it is with the first call."""
        body = changed_record(kept.said, saved)
        if not kept.journal.is_worn:
            if body is None:
                return
            try:
                kept.journal.append(body)
                kept.said = saved
                return
            except OSError as error:
                _log.warning("a journal could not be continued and is written anew: %s", error)
        private_folder(self._path)
        kept.journal.write_whole(whole_records(saved))
        kept.said = saved

    def _file(self, session: bytes) -> Path:
        return self._path / f"{session.hex()}{SUFFIX}"

    def _load(self, file: Path) -> SavedSeat | None:
        try:
            if file.stat().st_size > FILE_LIMIT:
                raise ValueError("too large")
            data = file.read_bytes()
            saved = restored(records(data)) if is_journal(data) else old_seat(data)
            if self._file(saved.seat.session) != file:
                raise ValueError("another session's seat")
            return saved
        except (ValueError, TypeError, KeyError, OSError, msgpack.exceptions.UnpackException) as error:
            aside = file.with_suffix(".broken")
            file.replace(aside)
            self.broken.append(aside)
            _log.warning("a saved seat could not be read and was put aside as %s: %s", aside, type(error).__name__)
            return None
