"""When this computer's host is announced: while a customer can join with digits, and the technician wants it."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Signal

from console.connection.announcing import LanHost
from console.desk.open_codes import OpenCodes
from console.session.active_code import ActiveCode

HOST, OTHER = LanHost("", 7330, b"f" * 32), LanHost("", 7331, b"g" * 32)
CODE = ActiveCode(text="1234 567 890", link="", ends_at=time.monotonic() + 600, valid_s=600)


class SessionByHand(QObject):
    code_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.code: ActiveCode | None = None

    def show(self, code: ActiveCode | None) -> None:
        self.code = code
        self.code_changed.emit()


class DeskByHand(QObject):
    session_added = Signal(object)
    session_removed = Signal(object)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.sessions: list[SessionByHand] = []
        self.lan_host: LanHost | None = HOST

    def open(self) -> SessionByHand:
        session = SessionByHand()
        self.sessions.append(session)
        self.session_added.emit(session)
        return session

    def remove(self, session: SessionByHand) -> None:
        self.sessions.remove(session)
        self.session_removed.emit(session)

    def move(self, host: LanHost | None) -> None:
        self.lan_host = host
        self.changed.emit()


class SettingsByHand(QObject):
    changed = Signal(str)
    announced = True

    def want(self, announced: bool) -> None:
        self.announced = announced
        self.changed.emit("announce_in_lan")


class Case:
    def __init__(self) -> None:
        self.desk, self.settings = DeskByHand(), SettingsByHand()
        self.now: LanHost | None = None
        self.codes = OpenCodes(desk=self.desk, settings=self.settings, announcer=self)  # type: ignore[arg-type]

    def announce(self, host: LanHost | None) -> None:
        self.now = host


@pytest.fixture
def case(qapp: object) -> Case:
    return Case()


def test_a_host_is_announced_while_a_code_is_open(case: Case):
    session = case.desk.open()
    assert case.now is None
    session.show(CODE)
    assert case.now == HOST
    session.show(None)
    assert case.now is None


def test_a_code_whose_digits_are_burned_is_none(case: Case):
    session = case.desk.open()
    session.show(CODE)
    session.show(replace(CODE, burned=True))
    assert case.now is None


def test_one_of_several_is_enough_and_a_session_that_goes_counts_no_longer(case: Case):
    first, second = case.desk.open(), case.desk.open()
    first.show(CODE)
    second.show(CODE)
    first.show(None)
    assert case.now == HOST
    case.desk.remove(second)
    assert case.now is None


def test_it_follows_the_host_and_ends_where_there_is_none_for_the_lan(case: Case):
    case.desk.open().show(CODE)
    case.desk.move(OTHER)
    assert case.now == OTHER
    case.desk.move(None)
    assert case.now is None


def test_the_technician_may_not_want_it(case: Case):
    case.settings.want(False)
    case.desk.open().show(CODE)
    assert case.now is None
    case.settings.want(True)
    assert case.now == HOST


def test_a_code_of_a_session_that_was_taken_up_is_announced_and_nothing_once_it_is_closed(case: Case):
    session = case.desk.open()
    session.show(CODE)
    again = OpenCodes(desk=case.desk, settings=case.settings, announcer=case)  # type: ignore[arg-type]
    assert case.now == HOST
    for codes in (again, case.codes):
        codes.close()
    assert case.now is None
    session.show(CODE)
    case.settings.want(True)
    case.desk.open().show(CODE)
    assert case.now is None
