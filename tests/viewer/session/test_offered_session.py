"""A session that a link or a file name leads to is taken up only when the customer accepts it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from protocol.mirror.send.screens import Screens
from protocol.notation.joincode import JoinCode, code_text, link_text, new_link_secret
from protocol.seat.seat_key import SeatKey
from protocol.seat.seatfile import SeatFolder
from protocol.trust.join_proof import Grant
from protocol.vocabulary.messages import Role
from tests.helpers.no_injector import NoInjector
from viewer.session import stay
from viewer.session.session import Session
from viewer.way_in import way_in
from viewer.way_in.joining import Joined

CODE = code_text("4821", "73904")


class LetIn:
    """A join that the technician has let through."""

    code: JoinCode | None = None  # of the last one

    def __init__(self, *, code: JoinCode, host: str, **_: object) -> None:
        type(self).code = code
        self.host = host

    async def run(self) -> Joined:
        seat = SeatKey(session=b"s" * 16, member=2, role=Role.CUSTOMER, token=b"t" * 16, key=b"k" * 32)
        grant = Grant(key=b"k" * 32, lead_name="Anna Berger", customer_name="Max", channel="")
        return Joined(seat=seat, grant=grant, host=self.host, fingerprint=bytes(32))


class NoLine:
    """A line that never comes up; counts how often one was started."""

    started = 0

    def __init__(self, **_: object) -> None:
        self.link = None

    def start(self) -> None:
        type(self).started += 1

    def stop(self) -> None:
        """End."""


@pytest.fixture
async def session(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setattr(way_in, "JoinAttempt", LetIn)
    monkeypatch.setattr(stay, "HostLine", NoLine)
    monkeypatch.setattr(NoLine, "started", 0)
    session = Session(seats=SeatFolder(tmp_path), screens=Screens(), injector=NoInjector(""))
    session.join(CODE, "help.example.org", ask=True)
    await asyncio.wait_for(session._way_in.settled(), 10)
    return session


async def test_nothing_happens_before_the_customer_accepts(session: Session, tmp_path: Path) -> None:
    assert session.phase == "offered"
    assert session.offer == ("Anna Berger", "help.example.org")
    assert NoLine.started == 0
    assert SeatFolder(tmp_path).load_all() == []


async def test_accepting_takes_the_seat(session: Session) -> None:
    session.accept()
    assert (session.phase, session.offer) == ("session", None)
    assert NoLine.started == 1
    session.leave()


async def test_declining_leaves_nothing(session: Session) -> None:
    session.cancel()
    assert (session.phase, session.offer) == ("idle", None)
    session.accept()  # a click that was on its way
    assert session.phase == "idle"
    assert NoLine.started == 0


@pytest.mark.parametrize("fingerprint", [None, bytes(range(32))], ids=["any", "known"])
async def test_the_host_of_a_code_must_show_the_certificate_that_is_known(
    session: Session, fingerprint: bytes | None
) -> None:
    session.cancel()
    session.join(CODE, "help.example.org", fingerprint=fingerprint)
    assert LetIn.code is not None
    assert (LetIn.code.fingerprint, LetIn.code.kind) == (fingerprint, "code")
    session.cancel()


async def test_a_link_says_itself_which_certificate_its_host_must_show(session: Session) -> None:
    session.cancel()
    link = link_text("other.example.org", "4821", new_link_secret(), bytes(32))
    session.join(link, "help.example.org", fingerprint=bytes(range(32)))
    assert LetIn.code is not None
    assert LetIn.code.fingerprint == bytes(32)
    session.cancel()
