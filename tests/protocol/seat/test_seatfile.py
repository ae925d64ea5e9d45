"""What is saved comes back; what cannot be read is put aside and said."""

import os
from dataclasses import replace
from pathlib import Path

import msgpack
import pytest

from protocol.seat.conversation import Conversation
from protocol.seat.member import SeatKey
from protocol.seat.seatfile import SavedSeat, SeatFolder
from protocol.trust.introduction import Book, Known
from protocol.trust.words import Agreement
from protocol.vocabulary.messages import Role

BOOK = Book(
    known=(Known(2, b"2" * 32, customer=True, ticket=b"t"),),
    granted=((b"g" * 32, True),),
    awaited=(b"a" * 32,),
    used=(b"u" * 32,),
    leads=(2,),
)
AGREEMENTS = (Agreement(2, b"2" * 32, b"n" * 32, b"c" * 32, b"o" * 32), Agreement(3, b"3" * 32, b"m" * 32))


def saved(session: bytes = bytes(16), opened_ms: int = 1) -> SavedSeat:
    conversation = Conversation(1, "Ada")
    conversation.say("hello", 5)
    seat = SeatKey(session=session, member=1, role=Role.LEAD, token=bytes(32), key=bytes(range(32)), book=BOOK)
    return SavedSeat(
        seat=replace(seat, agreements=AGREEMENTS),
        host="host:7330",
        fingerprint=bytes(32),
        title="Jörg",
        own_name="Ada",
        conversation=conversation.to_plain(),
        opened_ms=opened_ms,
        private=Conversation(1, "Ada", private=True).to_plain(),
    )


def test_seats_come_back_as_they_were_the_oldest_first(tmp_path: Path) -> None:
    folder = SeatFolder(tmp_path / "seats")
    late, early = saved(b"a" * 16, 20), replace(saved(b"b" * 16, 10), fingerprint=None)
    folder.save(late)
    folder.save(early)
    assert [s.seat for s in SeatFolder(tmp_path / "seats").load_all()] == [early.seat, late.seat]
    again = folder.load_all()[1]
    assert (again.host, again.fingerprint, again.title, again.own_name) == ("host:7330", bytes(32), "Jörg", "Ada")
    conversation = Conversation.from_plain(again.conversation, own=1, own_name="Ada")
    assert [line.text for line in conversation.lines] == ["hello"]


def test_a_folder_that_is_not_there_holds_no_seats(tmp_path: Path) -> None:
    assert SeatFolder(tmp_path / "none").load_all() == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_the_user_can_read_what_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "seats"
    path.mkdir(mode=0o755)
    SeatFolder(path).save(saved())
    assert path.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in path.iterdir()] == [0o600]


def test_a_later_save_replaces_the_earlier_and_leaves_no_draft(tmp_path: Path) -> None:
    folder = SeatFolder(tmp_path)
    folder.save(saved())
    folder.save(replace(saved(), conversation=Conversation(1, "Ada").to_plain()))
    assert [s.conversation["lines"] for s in folder.load_all()] == [[]]
    assert len(list(tmp_path.iterdir())) == 1


def test_a_draft_that_a_killed_program_left_is_no_obstacle(tmp_path: Path) -> None:
    folder = SeatFolder(tmp_path)
    (tmp_path / f"{bytes(16).hex()}.new").write_bytes(b"half")
    folder.save(saved())
    assert len(folder.load_all()) == 1


def test_a_removed_seat_is_gone(tmp_path: Path) -> None:
    folder = SeatFolder(tmp_path)
    folder.save(saved())
    folder.remove(bytes(16))
    folder.remove(bytes(16))
    assert folder.load_all() == []


def plain() -> dict[str, object]:
    folder_file = {
        "format": 2,
        "seat": {
            "session": bytes(16),
            "member": 1,
            "role": "lead",
            "token": bytes(32),
            "key": bytes(32),
            "secret": bytes(32),
            "book": {"known": [], "granted": [], "awaited": [], "used": [], "leads": []},
        },
        "host": "h",
        "fingerprint": None,
        "title": "",
        "own_name": "",
        "conversation": Conversation(1, "").to_plain(),
        "opened_ms": 1,
        "private": {},
    }
    return dict(folder_file)


BROKEN = {
    "nothing": b"",
    "half": msgpack.packb(plain())[:-5],
    "a byte too many": msgpack.packb(plain()) + b"\x00",
    "no map": msgpack.packb([1]),
    "another format": msgpack.packb({**plain(), "format": 1}),
    "no seat": msgpack.packb({**plain(), "seat": 1}),
    "a seat with an unknown role": msgpack.packb({**plain(), "seat": {**plain()["seat"], "role": "x"}}),  # type: ignore[dict-item]
    "a key of text": msgpack.packb({**plain(), "seat": {**plain()["seat"], "key": "x"}}),  # type: ignore[dict-item]
    "another session": msgpack.packb({**plain(), "seat": {**plain()["seat"], "session": b"b" * 16}}),  # type: ignore[dict-item]
    "no book": msgpack.packb({**plain(), "seat": {**plain()["seat"], "book": {}}}),  # type: ignore[dict-item]
    "a host of bytes": msgpack.packb({**plain(), "host": b"h"}),
    "a broken transcript": msgpack.packb({**plain(), "conversation": {}}),
    "a missing title": msgpack.packb({k: v for k, v in plain().items() if k != "title"}),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_put_aside_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    folder = SeatFolder(tmp_path)
    folder.save(saved(b"z" * 16))
    file = tmp_path / f"{bytes(16).hex()}.seat"
    file.write_bytes(BROKEN[name])
    assert [s.seat.session for s in folder.load_all()] == [b"z" * 16]
    assert folder.broken == [file.with_suffix(".broken")]
    assert folder.broken[0].read_bytes() == BROKEN[name]
    assert not file.exists()


def test_keys_and_tokens_are_not_shown_by_accident() -> None:
    text = repr(saved())
    assert repr(bytes(range(32)))[2:-1] not in text
    assert "token" not in text
    assert "hello" not in text
