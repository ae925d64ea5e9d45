"""What is saved comes back; a line costs the same however many there are; what cannot be read is put aside and said."""

import os
import signal
import subprocess
import sys
from dataclasses import asdict, replace
from pathlib import Path

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.seat.conversation import Conversation
from protocol.seat.journal import GROWTH_LEAST, Journal
from protocol.seat.seat_key import SeatKey
from protocol.seat.seat_records import SavedSeat, old_seat
from protocol.seat.seatfile import SeatFolder
from protocol.trust.introduction import Book, Known
from protocol.trust.words import Agreement
from protocol.vocabulary.messages import Role

BOOK = Book(
    known=(Known(2, b"2" * 32, customer=True, ticket=b"t"),),
    granted=((b"g" * 32, True),),
    awaited=((b"a" * 32, b"d" * 32),),
    revoked=((3, b"r" * 32),),
    used=(b"u" * 32,),
    leads=(2,),
)
AGREEMENTS = (Agreement(2, b"2" * 32, b"n" * 32, b"c" * 32, b"o" * 32), Agreement(3, b"3" * 32, b"m" * 32))
FILE = f"{bytes(16).hex()}.seat"


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
        conversation=conversation,
        opened_ms=opened_ms,
        private=Conversation(1, "Ada", private=True),
    )


def texts(folder: Path) -> list[str]:
    (found,) = SeatFolder(folder).load_all()
    return [line.text for line in found.conversation.lines]


def test_seats_come_back_as_they_were_the_oldest_first(tmp_path: Path) -> None:
    folder = SeatFolder(tmp_path / "seats")
    late, early = saved(b"a" * 16, 20), replace(saved(b"b" * 16, 10), fingerprint=None, private=None)
    folder.save(late)
    folder.save(early)
    assert [s.seat for s in SeatFolder(tmp_path / "seats").load_all()] == [early.seat, late.seat]
    first, again = folder.load_all()
    assert (first.fingerprint, first.private) == (None, None)
    assert (again.host, again.fingerprint, again.title, again.own_name) == ("host:7330", bytes(32), "Jörg", "Ada")
    assert again.private is not None
    assert [line.text for line in again.conversation.lines] == ["hello"]


def test_a_folder_that_is_not_there_holds_no_seats(tmp_path: Path) -> None:
    assert SeatFolder(tmp_path / "none").load_all() == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_only_the_user_can_read_what_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "seats"
    path.mkdir(mode=0o755)
    folder, seat = SeatFolder(path), saved()
    folder.save(seat)
    seat.conversation.say("more", 6)
    folder.save(seat)
    assert path.stat().st_mode & 0o777 == 0o700
    assert [file.stat().st_mode & 0o777 for file in path.iterdir()] == [0o600]


def test_each_kind_of_change_comes_back_from_a_record_of_its_own(tmp_path: Path) -> None:
    folder, seat = SeatFolder(tmp_path), saved()
    folder.save(seat)
    chat, private = seat.conversation, seat.private
    assert private is not None
    steps = [
        lambda: chat.meet(2),
        lambda: chat.event("joined", "Jörg", 6),
        lambda: chat.say("again", 7),
        lambda: chat.delivered(2, 1),
        lambda: private.meet(3),
        lambda: private.say("between us", 8),
        lambda: private.delivered(3, 1),
        lambda: chat.part(2),
    ]
    for step in steps:
        step()
        folder.save(seat)
        (again,) = SeatFolder(tmp_path).load_all()
        assert again.private is not None
        assert again.conversation.snapshot() == chat.snapshot()
        assert again.private.snapshot() == private.snapshot()


def test_a_line_costs_the_same_however_many_there_are(tmp_path: Path) -> None:
    folder, seat = SeatFolder(tmp_path), saved()
    written, size = {}, (tmp_path / FILE)
    folder.save(seat)
    for number in range(2, 10_001):
        seat.conversation.say("a line of the usual length", 5)
        seat.conversation.delivered(2, number)
        before, inode = size.stat().st_size, size.stat().st_ino
        folder.save(seat)
        written[number] = size.stat().st_size - before if size.stat().st_ino == inode else -1
    assert written[10_000] <= written[10] + 16  # numbers are a little longer
    assert sum(cost < 0 for cost in written.values()) <= 3  # written whole, by and by
    assert texts(tmp_path)[-1] == "a line of the usual length"


def test_what_is_written_whole_is_not_more_than_what_was_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, seat, whole = SeatFolder(tmp_path), saved(), 0
    write_whole = Journal.write_whole

    def count(journal: Journal, bodies: list[bytes]) -> None:
        nonlocal whole
        write_whole(journal, bodies)
        whole += (tmp_path / FILE).stat().st_size

    monkeypatch.setattr(Journal, "write_whole", count)
    added = 0
    for number in range(1, 3_000):
        text = "x" * 2_000
        seat.conversation.say(text, 5)
        seat.conversation.delivered(2, number)
        folder.save(seat)
        added += len(text)
    assert added > 4 * GROWTH_LEAST
    assert whole < 2 * added


def test_the_seat_is_written_when_it_has_changed_only(tmp_path: Path) -> None:
    folder, seat = SeatFolder(tmp_path), saved()
    folder.save(seat)
    size = (tmp_path / FILE).stat().st_size
    folder.save(seat)
    folder.save(replace(seat))
    assert (tmp_path / FILE).stat().st_size == size
    folder.save(replace(seat, title="Jörg Later"))
    assert (tmp_path / FILE).stat().st_size > size
    assert [s.title for s in SeatFolder(tmp_path).load_all()] == ["Jörg Later"]


def test_a_later_run_writes_it_whole_and_leaves_no_draft(tmp_path: Path) -> None:
    folder, seat = SeatFolder(tmp_path), saved()
    for _ in range(30):
        folder.save(replace(seat, title="other"))
        folder.save(seat)
    size = (tmp_path / FILE).stat().st_size
    later = SeatFolder(tmp_path)
    later.save(later.load_all()[0])
    assert (tmp_path / FILE).stat().st_size < size / 10
    assert len(list(tmp_path.iterdir())) == 1
    assert texts(tmp_path) == ["hello"]


def test_a_draft_that_a_killed_program_left_is_no_obstacle(tmp_path: Path) -> None:
    folder = SeatFolder(tmp_path)
    (tmp_path / f"{bytes(16).hex()}.new").write_bytes(b"half")
    folder.save(saved())
    assert len(folder.load_all()) == 1


def test_a_removed_seat_is_gone(tmp_path: Path) -> None:
    folder, seat = SeatFolder(tmp_path), saved()
    folder.save(seat)
    folder.remove(bytes(16))
    folder.remove(bytes(16))
    assert folder.load_all() == []
    folder.save(seat)
    assert texts(tmp_path) == ["hello"]


# -- what goes wrong ----------------------------------------------------------------------------------------------


def journal_of(folder: Path, lines: int) -> tuple[list[int], bytes]:
    """Return the file of a seat with so many lines, and its size after each of them."""
    seats, seat, ends = SeatFolder(folder), saved(), []
    seats.save(seat)
    ends.append((folder / FILE).stat().st_size)
    for number in range(1, lines):
        seat.conversation.say(f"line {number}", 5)
        seats.save(seat)
        ends.append((folder / FILE).stat().st_size)
    return ends, (folder / FILE).read_bytes()


def test_of_a_journal_that_is_cut_anywhere_all_whole_records_are_there(tmp_path: Path) -> None:
    ends, data = journal_of(tmp_path, 6)
    for cut in range(ends[0], len(data) + 1):
        (tmp_path / FILE).write_bytes(data[:cut])
        assert len(texts(tmp_path)) == sum(end <= cut for end in ends)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_torn_record_is_dropped_and_the_next_run_goes_on_after_it(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("torn")
    ends, whole = journal_of(folder, data.draw(st.integers(2, 6)))
    cut = data.draw(st.integers(ends[0], ends[-1]))
    tail = data.draw(st.sampled_from([b"", bytes(1), bytes(8), bytes(4096)]))
    (folder / FILE).write_bytes(whole[:cut] + tail)
    kept = sum(end <= cut for end in ends)
    if tail and cut not in ends:
        return  # zeros within a record: damaged, or torn; said by other tests
    assert len(texts(folder)) == kept
    later = SeatFolder(folder)
    (seat,) = later.load_all()
    later.save(seat)
    seat.conversation.say("after the crash", 6)
    later.save(seat)
    assert texts(folder)[kept:] == ["after the crash"]


def test_a_record_whose_end_is_wrong_is_torn_and_one_in_the_middle_is_damage(tmp_path: Path) -> None:
    ends, data = journal_of(tmp_path, 3)
    (tmp_path / FILE).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert texts(tmp_path) == ["hello", "line 1"]
    place = ends[1] - 1
    (tmp_path / FILE).write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    folder = SeatFolder(tmp_path)
    assert folder.load_all() == []
    assert len(folder.broken) == 1


TALKER = """
import sys
from pathlib import Path
from tests.protocol.seat.test_seatfile import saved
from protocol.seat.seatfile import SeatFolder
folder, seat = SeatFolder(Path(sys.argv[1])), saved()
folder.save(seat)
for number in range(2, 1_000_000):
    seat.conversation.say("x" * (number * 37 % 3000 + 1), number)
    seat.conversation.delivered(2, number)
    folder.save(seat)
    sys.stdout.write(f"{number}\\n")
    sys.stdout.flush()
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("lines", [2, 37, 400, 1600])
def test_a_program_that_is_killed_has_kept_each_line_that_it_may_have_sent(tmp_path: Path, lines: int) -> None:
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", TALKER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as talker:
        assert talker.stdout is not None
        for _ in range(lines):
            talker.stdout.readline()
        talker.send_signal(signal.SIGKILL)
        said = [int(number) for number in talker.stdout.read().split()] or [lines + 1]
    (found,) = SeatFolder(tmp_path).load_all()
    kept = [line.number for line in found.conversation.lines]
    assert kept == list(range(1, len(kept) + 1))
    assert said[-1] <= kept[-1] <= said[-1] + 1


def test_what_could_not_be_added_is_written_as_soon_as_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, seat, written = SeatFolder(tmp_path), saved(), []
    folder.save(seat)
    before = (tmp_path / FILE).read_bytes()
    write, write_whole = os.write, Journal.write_whole

    def half(handle: int, data: bytes) -> int:
        return write(handle, data[: len(data) // 2])

    def none(journal: Journal, bodies: object) -> None:
        written.append(bodies)
        raise OSError(28, "no space")

    monkeypatch.setattr(os, "write", half)
    monkeypatch.setattr(Journal, "write_whole", none)
    for number in range(1000):
        seat.conversation.say(str(number), 5)
        seat.conversation.delivered(2, number + 2)
        with pytest.raises(OSError):
            folder.save(seat)
    assert (tmp_path / FILE).read_bytes() == before
    assert len(written) < 15  # the whole is not tried for each line
    assert seat.conversation.take_changes() == []  # nothing piles up meanwhile
    monkeypatch.setattr(os, "write", write)
    monkeypatch.setattr(Journal, "write_whole", write_whole)
    for _ in range(300):
        try:
            folder.save(seat)
        except OSError:
            continue
    assert len(texts(tmp_path)) == 1001


def test_a_file_that_somebody_else_has_written_meanwhile_is_written_anew(tmp_path: Path) -> None:
    folder, seat = SeatFolder(tmp_path), saved()
    folder.save(seat)
    (tmp_path / FILE).write_bytes(b"other")
    seat.conversation.say("more", 6)
    folder.save(seat)
    assert texts(tmp_path) == ["hello", "more"]
    (tmp_path / FILE).unlink()
    seat.conversation.say("and more", 6)
    folder.save(seat)
    assert texts(tmp_path) == ["hello", "more", "and more"]


# -- the format before, and files that are none ---------------------------------------------------------------------


def plain() -> dict[str, object]:
    lines = [
        {"author": 0, "name": "", "time_ms": 1, "text": "Jörg", "number": 0, "delivered": False, "event": "joined"},
        {"author": 1, "name": "Ada", "time_ms": 2, "text": "hello", "number": 4, "delivered": True, "event": ""},
        {"author": 1, "name": "Ada", "time_ms": 3, "text": "there?", "number": 5, "delivered": False, "event": ""},
    ]
    lines = [{**line, "recalled": False} for line in lines]
    conversation = {"last": 5, "seen": [[2, 7]], "confirmed": [[2, 4]], "arrived": 4, "lines": lines}
    return {
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
        "conversation": conversation,
        "opened_ms": 1,
        "private": {},
    }


def test_a_file_of_the_format_before_is_read_and_written_in_the_new_one(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(msgpack.packb(plain()))
    folder = SeatFolder(tmp_path)
    (seat,) = folder.load_all()
    assert seat.private is None
    folder.save(seat)
    assert not (tmp_path / FILE).read_bytes().startswith(msgpack.packb(plain())[:1])
    (again,) = SeatFolder(tmp_path).load_all()
    lines = plain()["conversation"]["lines"]  # type: ignore[index]
    assert [asdict(line) for line in again.conversation.lines] == [
        {**line, "shown_ms": line["time_ms"]} for line in lines
    ]
    assert again.conversation.seen(2) == 7
    assert [chat.number for chat in again.conversation.due(2)] == [5]


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
    "a journal without a record": b"fernblick journal 3\n",
    "a journal without a seat": b"",
    "a journal of nonsense": b"",
}


@pytest.fixture
def broken(tmp_path: Path, request: pytest.FixtureRequest) -> bytes:
    bodies = {"a journal without a seat": [["chat", "last", 1]], "a journal of nonsense": [["what", 1]]}
    if (entries := bodies.get(request.param)) is None:
        return BROKEN[request.param]
    file = tmp_path / "journal.seat"
    Journal(file).write_whole([msgpack.packb(entries)])
    data = file.read_bytes()
    file.unlink()
    return data


@pytest.mark.parametrize("broken", BROKEN, indirect=True)
def test_a_broken_file_is_put_aside_and_the_others_are_read(tmp_path: Path, broken: bytes) -> None:
    folder = SeatFolder(tmp_path)
    folder.save(saved(b"z" * 16))
    file = tmp_path / FILE
    file.write_bytes(broken)
    assert [s.seat.session for s in folder.load_all()] == [b"z" * 16]
    assert folder.broken == [file.with_suffix(".broken")]
    assert folder.broken[0].read_bytes() == broken
    assert not file.exists()


def test_the_file_that_is_not_broken_is_read() -> None:
    assert old_seat(msgpack.packb(plain())).host == "h"


def test_keys_and_tokens_are_not_shown_by_accident() -> None:
    text = repr(saved())
    assert repr(bytes(range(32)))[2:-1] not in text
    assert "token" not in text
    assert "hello" not in text
