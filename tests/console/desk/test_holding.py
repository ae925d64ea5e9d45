"""Shares freeze while the screen is not to be shown, and are left alone once the technician has spoken."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Signal

from console.desk.holding import Holding
from console.share.share import ShareState
from protocol.vocabulary.content import PauseReason
from resources.program.settings import Settings


class Known(QObject):
    changed = Signal()

    def __init__(self):
        super().__init__()
        self.why = None
        self.wanted = []

    def watch(self, wanted):
        if self.wanted[-1:] != [wanted]:
            self.wanted.append(wanted)

    def becomes(self, why):
        self.why = why
        self.changed.emit()


@pytest.fixture
def settings(qapp, tmp_path):
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def known(qapp):
    return Known()


@pytest.fixture
def holding(desk, settings, known):
    return Holding(desk=desk, settings=settings, secured=known)


def test_nothing_is_watched_while_nothing_is_shared(desk, known, holding):
    session = desk.add("Bernd")
    assert known.wanted == [False]
    session.becomes(share=ShareState.STARTING)
    session.becomes(share=ShareState.ON)
    session.becomes(share=ShareState.OFF)
    assert known.wanted == [False, True, False]


def test_each_share_is_told_and_goes_on_as_set(desk, known, settings, holding):
    session, other = desk.add("Bernd"), desk.add("Clara")
    session.becomes(share=ShareState.ON)
    session.done.clear()
    known.becomes(PauseReason.LOCKED)
    known.becomes(None)
    settings.goes_on_by_itself = False
    known.becomes(PauseReason.ASLEEP)
    known.becomes(None)
    locked, asleep = ("hold", PauseReason.LOCKED), ("hold", PauseReason.ASLEEP)
    assert session.done == [locked, ("release", True), asleep, ("release", False)]
    assert other.done == []


def test_a_share_that_begins_meanwhile_is_told_and_one_that_was_let_go_on_is_not(desk, known, holding):
    known.why = PauseReason.LOCKED
    session = desk.add("Bernd")
    session.becomes(share=ShareState.STARTING)
    assert session.done == [("hold", PauseReason.LOCKED)]
    session.becomes(share=ShareState.ON)
    session.changed.emit()
    assert session.done == [("hold", PauseReason.LOCKED)]


def test_after_the_end_nothing_is_watched_or_told(desk, known, holding):
    session = desk.add("Bernd")
    session.becomes(share=ShareState.ON)
    session.done.clear()
    holding.close()
    known.becomes(PauseReason.LOCKED)
    assert (known.wanted[-1], session.done) == (False, [])
