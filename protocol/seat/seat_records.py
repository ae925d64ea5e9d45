"""A seat as records of a journal: what is written at first, what is added for a change, and how both are read. Pure.

A record is a MessagePack array of entries, each of which is an array: `seat` with the map of all but the transcripts,
which replaces the one before; `chat` or `private` with a change of that conversation. What belongs together is in one
record, so that after a crash all of it is there or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

import msgpack

from protocol.seat.conversation import Change, Conversation, Line
from protocol.seat.seat_key import SeatKey
from protocol.trust.introduction import Book, Known
from protocol.trust.words import Agreement
from protocol.vocabulary.messages import Role

OLD_FORMAT = 2  # one map with all of it, written anew for each line
ENTRIES = 256  # of one record of those that are written at first

Entry = tuple[Any, ...]


@dataclass(frozen=True, kw_only=True)
class SavedCode:
    """A code that a lead has made, which goes on when its program is started anew."""

    role: Role  # of whoever joins with it
    text: str
    link: str
    page: str  # link for a browser; "": none
    digits_secret: str
    link_secret: str
    link_alone: bool  # the link has a route of its own
    ends_ms: int  # since 1970, UTC
    valid_s: int
    wrong: int  # proofs of its digits that were wrong

    def __repr__(self) -> str:
        return f"SavedCode(role={self.role!r}, wrong={self.wrong!r})"


@dataclass(frozen=True)
class SavedSeat:
    """One seat as it is kept; the conversations are those of the session, which go on."""

    seat: SeatKey
    host: str  # "HOST[:PORT]"
    fingerprint: bytes | None  # SHA-256 of the host's certificate, None: a public CA's
    title: str
    own_name: str
    conversation: Conversation
    opened_ms: int  # since 1970, UTC
    private: Conversation | None = None  # the same among technicians; None: a customer's seat
    codes: tuple[SavedCode, ...] = ()  # of the lead; one for a customer and one for colleagues at most

    def __repr__(self) -> str:
        return f"SavedSeat({self.seat!r}, host={self.host!r})"

    def is_seated_as(self, other: SavedSeat | None) -> bool:
        """Return whether all but what was said is the same."""
        return other is not None and all(
            getattr(self, name) == getattr(other, name) for name in ("seat", "codes", *_KINDS)
        )


def whole_records(saved: SavedSeat) -> Iterator[bytes]:
    """Yield the records that all of `saved` is read from."""
    entries: list[Entry] = [("seat", _to_plain(saved))]
    for name, conversation in _conversations(saved):
        conversation.take_changes()
        entries += ((name, *change) for change in conversation.snapshot())
    for start in range(0, len(entries), ENTRIES):
        yield _packed(entries[start : start + ENTRIES])


def changed_record(before: SavedSeat | None, saved: SavedSeat) -> bytes | None:
    """Take the changes since the last time out of `saved` and return their record; None where nothing has changed."""
    entries: list[Entry] = [] if saved.is_seated_as(before) else [("seat", _to_plain(saved))]
    for name, conversation in _conversations(saved):
        entries += ((name, *change) for change in conversation.take_changes())
    return _packed(entries) if entries else None


def forget_changes(saved: SavedSeat) -> None:
    """Let go of changes that will be written with all else."""
    for _, conversation in _conversations(saved):
        conversation.take_changes()


def restored(bodies: Iterable[bytes]) -> SavedSeat:
    """Return the seat that these records tell of.

    Raises:
        ValueError, TypeError, KeyError: they tell of none.
    """
    seat: dict[str, Any] = {}
    changes: dict[str, list[Change]] = {"chat": [], "private": []}
    for body in bodies:
        for name, *values in msgpack.unpackb(body, strict_map_key=True):
            if name == "seat":
                (seat,) = values
            else:
                changes[name].append(tuple(values))
    own, own_name = seat["seat"]["member"], seat["own_name"]
    conversation = Conversation.restored(changes["chat"], own=own, own_name=own_name)
    private = Conversation.restored(changes["private"], own=own, own_name=own_name, private=True)
    return _from_plain(seat, conversation, private)


def old_seat(data: bytes) -> SavedSeat:
    """Read a file of the format before.

    Raises:
        ValueError, TypeError, KeyError: it is none.
    """
    plain = msgpack.unpackb(data, strict_map_key=True)
    if type(plain) is not dict or plain["format"] != OLD_FORMAT:
        raise ValueError("not a seat of this format")
    own, own_name = plain["seat"]["member"], plain["own_name"]
    conversation = _old_conversation(plain["conversation"], own, own_name)
    private = plain["private"] and _old_conversation(plain["private"], own, own_name, private=True)
    return _from_plain(plain, conversation, private or None)


_KINDS: dict[str, tuple[type, ...]] = {
    "host": (str,),
    "fingerprint": (bytes, type(None)),
    "title": (str,),
    "own_name": (str,),
    "opened_ms": (int,),
}
_SEAT_KINDS: dict[str, type] = {"session": bytes, "member": int, "token": bytes, "key": bytes, "secret": bytes}
_CODE_KINDS: dict[str, type] = {
    **dict.fromkeys(("text", "link", "page", "digits_secret", "link_secret"), str),
    **dict.fromkeys(("ends_ms", "valid_s", "wrong"), int),
    "link_alone": bool,
}


def _conversations(saved: SavedSeat) -> list[tuple[str, Conversation]]:
    private = [] if saved.private is None else [("private", saved.private)]
    return [("chat", saved.conversation), *private]


def _packed(entries: list[Entry]) -> bytes:
    packed: bytes = msgpack.packb(entries)
    return packed


def _to_plain(saved: SavedSeat) -> dict[str, Any]:
    private = saved.private is not None
    codes = [asdict(code) for code in saved.codes]
    kept = {name: getattr(saved, name) for name in _KINDS}
    return {"seat": asdict(saved.seat), "private": private, "codes": codes, **kept}


def _from_plain(plain: dict[str, Any], conversation: Conversation, private: Conversation | None) -> SavedSeat:
    seat = plain["seat"]
    for name, kind in _SEAT_KINDS.items():
        if type(seat[name]) is not kind:
            raise ValueError(name)
    for name, kinds in _KINDS.items():
        if type(plain[name]) not in kinds:
            raise ValueError(name)
    key = SeatKey(
        role=Role(seat["role"]),
        book=_book(seat["book"]),
        agreements=tuple(Agreement(**agreement) for agreement in seat.get("agreements", ())),
        device=bytes(seat.get("device", b"")),
        **{name: seat[name] for name in _SEAT_KINDS},
    )
    there = private if plain["private"] else None
    codes = tuple(_code(code) for code in plain.get("codes", ()))
    kept = {name: plain[name] for name in _KINDS}
    return SavedSeat(seat=key, conversation=conversation, private=there, codes=codes, **kept)


def _code(plain: dict[str, Any]) -> SavedCode:
    for name, kind in _CODE_KINDS.items():
        if type(plain[name]) is not kind:
            raise ValueError(name)
    return SavedCode(role=Role(plain["role"]), **{name: plain[name] for name in _CODE_KINDS})


def _book(plain: dict[str, Any]) -> Book:
    return Book(
        known=tuple(Known(**known) for known in plain["known"]),
        granted=tuple((bytes(key), bool(customer)) for key, customer in plain["granted"]),
        awaited=tuple((bytes(key), bytes(device)) for key, device in plain["awaited"]),
        used=tuple(bytes(ticket) for ticket in plain["used"]),
        leads=tuple(int(member) for member in plain["leads"]),
        revoked=tuple((int(member), bytes(key)) for member, key in plain.get("revoked", ())),
    )


def _old_conversation(plain: dict[str, Any], own: int, own_name: str, *, private: bool = False) -> Conversation:
    lines = (Line(**line) for line in plain["lines"])
    changes: list[Change] = [
        *(("line", *vars(line).values()) for line in lines),
        *(("seen", *pair) for pair in plain["seen"]),
        *(("confirmed", *pair) for pair in plain["confirmed"]),
        ("last", plain["last"]),
        ("arrived", plain["arrived"]),
    ]
    return Conversation.restored(changes, own=own, own_name=own_name, private=private)
