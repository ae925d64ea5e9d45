"""What the viewer's command line does to its session."""

import argparse
import asyncio

import pytest

from tests.helpers.by_hand import PATIENCE_S
from viewer import app


class Joins:
    """Notes what is joined."""

    def __init__(self):
        self.joined = []

    def join(self, text, host):
        self.joined.append((text, host))


def options(*words):
    return app.arguments().parse_args(words)


SETTINGS = argparse.Namespace(last_host="last.example")


async def carried_out(*words):
    session = Joins()
    async with asyncio.timeout(PATIENCE_S):
        await app._join_by_itself(session, options(*words), SETTINGS)
    return session.joined


async def test_nothing_is_joined_unasked():
    assert await carried_out() == []
    assert await carried_out("fernblick://host/1234#x") == []  # only filled in


async def test_a_code_is_joined_at_the_host_that_is_named_or_the_last_one():
    assert await carried_out("--join", "1234 567 890", "--host", "host:1") == [("1234 567 890", "host:1")]
    assert await carried_out("--join", "1234 567 890") == [("1234 567 890", "last.example")]


async def test_the_first_line_of_a_file_is_joined_as_soon_as_it_is_there(tmp_path, monkeypatch):
    monkeypatch.setattr(app, "LOOK_EVERY_S", 0.001)
    file = tmp_path / "link"
    session = Joins()
    waiting = asyncio.create_task(app._join_by_itself(session, options("--join-file", str(file)), SETTINGS))
    await asyncio.sleep(0)
    assert not waiting.done()
    file.write_text("fernblick://host/1234#x\n1234 567 890\n")
    await asyncio.wait_for(waiting, PATIENCE_S)
    assert session.joined == [("fernblick://host/1234#x", "last.example")]


def test_an_unknown_option_is_refused(capsys):
    with pytest.raises(SystemExit):
        options("--nonsense")
    assert "--nonsense" in capsys.readouterr().err
