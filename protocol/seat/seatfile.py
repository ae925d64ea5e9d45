"""What outlives a killed program: seats, keys and transcripts, in a folder that only its user can read."""

from __future__ import annotations

import logging
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import msgpack

from protocol.seat.conversation import Conversation
from protocol.seat.member import SeatKey
from protocol.trust.introduction import Book, Known
from protocol.trust.words import Agreement
from protocol.vocabulary.messages import Role

_log = logging.getLogger(__name__)

FORMAT = 3
FILE_LIMIT = 256 * 1024 * 1024  # bytes of one file
SUFFIX = ".seat"


@dataclass(frozen=True)
class SavedSeat:
    """One seat as it is kept."""

    seat: SeatKey
    host: str  # "HOST[:PORT]"
    fingerprint: bytes | None  # SHA-256 of the host's certificate, None: a public CA's
    title: str
    own_name: str
    conversation: dict[str, Any]  # see Conversation.to_plain
    opened_ms: int  # since 1970, UTC
    private: dict[str, Any] = field(default_factory=dict)  # the same among technicians; empty: a customer's seat

    def __repr__(self) -> str:
        return f"SavedSeat({self.seat!r}, host={self.host!r})"


class SeatFolder:
    """The folder, one file a session.

    Attributes:
        broken: files that could not be read, under the names they have been put aside as.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.broken: list[Path] = []

    def save(self, saved: SavedSeat) -> None:
        """Write `saved` in place of what was there for its session; the file is old or new, never half.

        What is written outlives the program, which is what it is for. It is not forced onto the disk: that would hold
        up the windows at each chat line, and a computer that loses its power keeps no connection to take up again.

        Raises:
            OSError: it could not be written; what was there is still there.
        """
        self._path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path.chmod(0o700)
        file = self._file(saved.seat.session)
        draft = file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(msgpack.packb(_to_plain(saved)))
            draft.replace(file)
        except OSError:
            draft.unlink(missing_ok=True)
            raise

    def load_all(self) -> list[SavedSeat]:
        """Read all seats, the oldest session first; a file that cannot be read is put aside as *.broken."""
        if not self._path.is_dir():
            return []
        found = [self._load(file) for file in sorted(self._path.glob(f"*{SUFFIX}"))]
        return sorted((saved for saved in found if saved is not None), key=lambda saved: saved.opened_ms)

    def remove(self, session: bytes) -> None:
        """Forget the seat in `session`."""
        self._file(session).unlink(missing_ok=True)

    def _file(self, session: bytes) -> Path:
        return self._path / f"{session.hex()}{SUFFIX}"

    def _load(self, file: Path) -> SavedSeat | None:
        try:
            if file.stat().st_size > FILE_LIMIT:
                raise ValueError("too large")
            saved = _from_plain(msgpack.unpackb(file.read_bytes(), strict_map_key=True))
            if self._file(saved.seat.session) != file:
                raise ValueError("another session's seat")
            return saved
        except (ValueError, TypeError, KeyError, OSError, msgpack.exceptions.UnpackException) as error:
            aside = file.with_suffix(".broken")
            file.replace(aside)
            self.broken.append(aside)
            _log.warning("a saved seat could not be read and was put aside as %s: %s", aside, type(error).__name__)
            return None


_KINDS: dict[str, tuple[type, ...]] = {
    "host": (str,),
    "fingerprint": (bytes, type(None)),
    "title": (str,),
    "own_name": (str,),
    "conversation": (dict,),
    "opened_ms": (int,),
    "private": (dict,),
}
_SEAT_KINDS: dict[str, type] = {"session": bytes, "member": int, "token": bytes, "key": bytes, "secret": bytes}


def _to_plain(saved: SavedSeat) -> dict[str, Any]:
    return {"format": FORMAT, "seat": asdict(saved.seat), **{name: getattr(saved, name) for name in _KINDS}}


def _from_plain(plain: Any) -> SavedSeat:
    if type(plain) is not dict or plain["format"] != FORMAT or type(plain["seat"]) is not dict:
        raise ValueError("not a seat of this format")
    seat = plain["seat"]
    for name, kind in _SEAT_KINDS.items():
        if type(seat[name]) is not kind:
            raise ValueError(name)
    for name, kinds in _KINDS.items():
        if type(plain[name]) not in kinds:
            raise ValueError(name)
    for conversation in (plain["conversation"], *filter(None, [plain["private"]])):
        Conversation.from_plain(conversation, own=seat["member"], own_name=plain["own_name"])
    key = SeatKey(
        role=Role(seat["role"]),
        book=_book(seat["book"]),
        agreements=tuple(Agreement(**agreement) for agreement in seat["agreements"]),
        **{name: seat[name] for name in _SEAT_KINDS},
    )
    return SavedSeat(seat=key, **{name: plain[name] for name in _KINDS})


def _book(plain: dict[str, Any]) -> Book:
    return Book(
        known=tuple(Known(**known) for known in plain["known"]),
        granted=tuple((bytes(key), bool(customer)) for key, customer in plain["granted"]),
        awaited=tuple(bytes(key) for key in plain["awaited"]),
        used=tuple(bytes(ticket) for ticket in plain["used"]),
        leads=tuple(int(member) for member in plain["leads"]),
    )
