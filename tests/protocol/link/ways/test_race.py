"""The first attempt that succeeds counts, the others end, and what says most is said where all fail."""

import asyncio
import os
import socket
import stat
import threading

import pytest

from protocol.link.ways.addresses import in_turns
from protocol.link.ways.aside import aside
from protocol.link.ways.proxies import Proxy
from protocol.link.ways.race import Start, race
from protocol.link.ways.remembered import HOSTS_LIMIT, RememberedWays, Way
from protocol.link.ways.trouble import DialError, NoWayError, most_telling

NEVER_S = 1000.0


async def fails(kind):
    raise DialError(kind)


async def lasts():
    await asyncio.Event().wait()


async def is_there(what="link"):
    return what


async def test_whoever_hangs_keeps_nobody_waiting():
    assert await race([Start(0.0, lasts), Start(0.01, lasts), Start(0.01, is_there)], print) == "link"


async def test_the_next_starts_as_soon_as_one_has_failed():
    starts = [Start(0.0, lasts), Start(0.0, lambda: fails("refused")), Start(NEVER_S, is_there)]
    async with asyncio.timeout(30):
        assert await race(starts, print) == "link"


async def test_what_another_has_is_let_go_of():
    discarded = []
    won = await race([Start(0.0, lambda: is_there("one")), Start(0.0, lambda: is_there("two"))], discarded.append)
    assert {won, *discarded} <= {"one", "two"}

    async def late():
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            return "late"

    assert await race([Start(0.0, late), Start(0.0, is_there)], discarded.append) == "link"
    assert discarded[-1] == "late"


async def test_where_all_fail_what_says_most_is_said():
    with pytest.raises(DialError) as caught:
        await race([Start(0.0, lambda k=kind: fails(k)) for kind in ("name", "certificate", "refused")], print)
    assert caught.value.kind == "certificate"
    assert most_telling([NoWayError(), DialError("name")]).kind == "name"
    assert most_telling([]).kind == "unreachable"
    assert DialError("blocked", "443").code == "blocked:443"


async def test_a_mistake_of_ours_is_no_way_that_fails():
    async def mistaken():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await race([Start(0.0, lasts), Start(0.0, mistaken)], print)


async def test_a_question_that_hangs_is_given_up():
    over = threading.Event()
    with pytest.raises(TimeoutError):
        await aside(over.wait, 0.01)
    over.set()
    assert await aside(lambda: 7, 30) == 7
    with pytest.raises(ZeroDivisionError):
        await aside(lambda: 1 // 0, 30)


def test_families_take_turns_and_the_first_stays_the_first():
    six, four = socket.AF_INET6, socket.AF_INET
    found = [(six, 1), (six, 2), (six, 3), (four, 4)]
    assert in_turns(found) == [(six, 1), (four, 4), (six, 2), (six, 3)]
    assert in_turns([]) == []


@pytest.mark.skipif(os.name == "nt", reason="modes say nothing there")
def test_which_hosts_were_reached_is_for_their_user_alone_to_read(tmp_path):
    file = tmp_path / "new" / "ways.json"
    before = os.umask(0)
    try:
        ways = RememberedWays(file)
        for port in (1, 2):
            ways.put("host.example", port, Way(443))
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
            assert [each.name for each in file.parent.iterdir()] == ["ways.json"]
    finally:
        os.umask(before)


def test_what_has_worked_is_there_after_a_start_and_says_no_secret(tmp_path):
    file = tmp_path / "new" / "ways.json"
    ways = RememberedWays(file)
    way = Way(443, Proxy("socks5", "2001:db8::1", 1080), web=True)
    ways.put("Host.example", 7330, way)
    ways.put("other.example", 443, Way(443, Proxy("http", "proxy", 3128)))
    again = RememberedWays(file)
    assert again.get("host.example", 7330) == way
    assert again.get("other.example", 443) == Way(443, Proxy("http", "proxy", 3128))
    assert again.get("host.example", 443) is None
    again.forget("host.example", 7330)
    assert RememberedWays(file).get("host.example", 7330) is None
    for number in range(HOSTS_LIMIT + 1):
        again.put(f"{number}.example", 1, Way(443, web=True))
    assert again.get("0.example", 1) is None
    assert again.get("other.example", 443) is None


@pytest.mark.parametrize(
    "text", ["", "[]", '{"a": 1}', '{"KEY": "tls 0"}', '{"KEY": "x"}', '{"KEY": "tls 1 ftp://x:1"}']
)
def test_a_file_that_is_no_such_file_is_nothing(tmp_path, text):
    file = tmp_path / "ways.json"
    probe = RememberedWays(file)
    probe.put("a", 1, Way(443, web=True))
    (key,) = probe._ways
    file.write_text(text.replace("KEY", key))
    assert RememberedWays(file).get("a", 1) is None
