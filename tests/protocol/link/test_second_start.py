"""One program for each data folder: who is the first, what it is told, and what becomes of a second start."""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from protocol.link import second_start
from protocol.link.second_start import LOCK, NOTE, SHOWN, SILENT, OneProgram, Start

START = Start(("--new-session", "Erika\n„x“"), "/somewhere", ":1", "token")


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "console"


@pytest.fixture
def first(folder):
    program = OneProgram(folder)
    assert program.take()
    yield program
    program.close()


async def hand_over(folder, start=START, patience_s=5.0):
    second = OneProgram(folder)
    answer = await asyncio.to_thread(second.hand_over, start, patience_s=patience_s)
    second.close()
    return answer


async def test_a_second_start_hands_over_all_it_was_told(folder, first):
    came = []
    await first.listen(lambda start: came.append(start) or SHOWN)
    assert await hand_over(folder) == SHOWN
    assert came == [START]


async def test_the_first_says_what_becomes_of_it(folder, first):
    await first.listen(lambda start: "busy")
    assert await hand_over(folder) == "busy"


async def test_whoever_is_alone_is_the_first(folder):
    alone = OneProgram(folder)
    assert alone.hand_over(START) is None
    assert not OneProgram(folder).take()
    alone.close()
    next_one = OneProgram(folder)
    assert next_one.hand_over(START, patience_s=0) is None
    next_one.close()


async def test_a_first_that_is_about_to_listen_is_waited_for(folder, first):
    asked = asyncio.ensure_future(hand_over(folder))
    await asyncio.sleep(0)
    await first.listen(lambda start: SHOWN)
    assert await asked == SHOWN


async def test_a_first_that_ends_meanwhile_is_followed(folder, first):
    asked = asyncio.ensure_future(hand_over(folder))
    await asyncio.sleep(0)
    first.close()
    assert await asked is None


async def test_one_that_does_not_answer_is_not_waited_for_for_ever(folder, first):
    await first.listen(lambda start: SHOWN)
    blocking = threading.Event()
    asyncio.get_running_loop().call_soon(blocking.wait, 5)  # a program that hangs
    found = []
    asking = threading.Thread(target=lambda: found.append(OneProgram(folder).hand_over(START, patience_s=0.3)))
    asking.start()
    asking_is_over = threading.Thread(target=lambda: (asking.join(), blocking.set()))
    asking_is_over.start()
    await asyncio.sleep(0.01)
    await asyncio.to_thread(asking_is_over.join)
    assert found == [SILENT]


async def test_what_a_killed_program_has_left_is_in_nobodys_way(folder):
    folder.mkdir(parents=True)
    (folder / LOCK).touch()
    (folder / NOTE).write_text(json.dumps({"place": str(folder / "gone"), "process": 1}))
    left = OneProgram(folder)
    assert left.hand_over(START) is None
    await left.listen(lambda start: SHOWN)
    assert await hand_over(folder) == SHOWN
    left.close()


@pytest.mark.parametrize("note", [b"", b"[]", b"{}", b'{"place": 1, "process": 2}', b'{"place": "\\u0000"}', b"\xff"])
async def test_a_note_that_says_nothing_is_no_answer(folder, first, note):
    (folder / NOTE).write_bytes(note)
    assert await hand_over(folder, patience_s=0.2) == SILENT


async def test_only_one_of_many_is_the_first(folder):
    programs = [OneProgram(folder) for _ in range(20)]
    taken = await asyncio.gather(*(asyncio.to_thread(program.take) for program in programs))
    assert taken.count(True) == 1
    for program in programs:
        program.close()


async def test_nothing_is_left_behind(folder, first):
    await first.listen(lambda start: SHOWN)
    assert folder.stat().st_mode & 0o777 == 0o700
    first.close()
    assert not folder.exists()


async def test_a_lock_that_was_removed_holds_nobody(folder, first):
    other = OneProgram(folder)
    before = (folder / LOCK).open("ab")  # somebody has it open already, as the first removes it
    first.close()
    assert other.take()
    assert not OneProgram(folder).take()
    before.close()
    other.close()


async def test_a_long_path_has_its_socket_elsewhere_till_the_end(tmp_path):
    folder = tmp_path / ("long" * 30)
    program = OneProgram(folder)
    assert program.take()
    await program.listen(lambda start: SHOWN)
    place = json.loads((folder / NOTE).read_bytes())["place"]
    assert len(place) <= 100
    assert await hand_over(folder) == SHOWN
    program.close()
    assert not Path(place).parent.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_folder_that_cannot_be_used_keeps_nobody_from_starting(tmp_path):
    tmp_path.chmod(0o500)
    assert OneProgram(tmp_path / "x").take()


async def test_a_file_in_the_folders_place_keeps_nobody_from_starting(tmp_path):
    (tmp_path / "x").touch()
    program = OneProgram(tmp_path / "x")
    assert program.hand_over(START) is None
    await program.listen(lambda start: SHOWN)
    program.close()


def said(**changed):
    whole = {"arguments": ["a"], "folder": "/", "display": ":1", "token": ""}
    return json.dumps(whole | changed).encode() + b"\n"


NONSENSE = [
    b"\n",
    b"[]\n",
    b"{}\n",
    b"\xff\n",
    said(arguments="abc"),
    said(arguments=[1]),
    said(arguments=["a\0b"]),
    said(folder=None),
    said(display=["x"]),
    b"x" * (second_start.SAID_LIMIT + 1),
    said(arguments=["x" * second_start.SAID_LIMIT]),
    b"[" * 60000 + b"\n",
]


@pytest.mark.parametrize("line", NONSENSE, ids=range(len(NONSENSE)))
async def test_what_is_no_start_gets_no_answer_and_does_nothing(folder, first, line):
    came, troubles = [], []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, about: troubles.append(about))
    await first.listen(lambda start: came.append(start) or SHOWN)
    reader, writer = await asyncio.open_unix_connection(json.loads((folder / NOTE).read_bytes())["place"])
    writer.write(line)
    with contextlib.suppress(ConnectionResetError):
        assert await reader.read() == b""
    writer.close()
    assert came == troubles == []
    assert await hand_over(folder) == SHOWN


async def test_another_users_first_is_told_nothing(folder, first, monkeypatch):
    told = []
    await first.listen(lambda start: told.append(start) or SHOWN)
    monkeypatch.setattr(second_start, "peer_user", lambda sock: os.geteuid() + 1)
    assert await hand_over(folder, patience_s=0.3) == SILENT
    assert told == []


def test_asking_loads_nothing_of_qt(tmp_path):
    words = "import sys; from protocol.link.second_start import *; OneProgram(__import__('pathlib').Path(sys.argv[1]))"
    words += ".hand_over(this_start([])); print([name for name in sys.modules if 'PySide' in name])"
    told = subprocess.run([sys.executable, "-c", words, tmp_path], capture_output=True, text=True, check=True)
    assert told.stdout == "[]\n"


def test_a_start_is_described_by_where_it_was_made(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "t")
    assert second_start.this_start(["a"]) == Start(("a",), str(tmp_path), ":7", "t")


def test_the_socket_is_its_users_alone(folder, first):
    async def look():
        await first.listen(lambda start: SHOWN)
        place = json.loads((folder / NOTE).read_bytes())["place"]
        return os.stat(place).st_mode & 0o777

    assert asyncio.run(look()) == 0o600
