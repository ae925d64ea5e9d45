"""Whose customer can read the console's windows: nobody's, unless it is put into the picture."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from console.desk.exposure import Exposure
from console.share.share import ShareState
from protocol.mirror.capture.common.source import WindowSource
from resources.program.settings import Settings


@pytest.fixture
def settings(qapp, tmp_path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def parent(qapp) -> QObject:
    return QObject()


@pytest.fixture
def exposure(desk, settings, parent) -> Exposure:
    return Exposure(desk=desk, settings=settings, leaves_out=True, parent=parent)


def opened(desk):
    return desk.add("Bernd")


def test_who_is_shared_with_is_known_and_sees_nothing_of_the_console(desk, exposure, qtbot) -> None:
    session = opened(desk)
    assert (exposure.shared_with, exposure.seen_by) == (None, None)
    with qtbot.waitSignal(exposure.changed):
        session.becomes(share=ShareState.ON)
    assert (exposure.shared_with, exposure.seen_by) == (session, None)


def test_where_the_console_is_in_the_picture_its_words_are_seen(desk, settings, exposure, qtbot) -> None:
    session = opened(desk)
    session.becomes(share=ShareState.ON)
    with qtbot.waitSignal(exposure.changed):
        settings.console_in_picture = True
    assert exposure.seen_by is session
    session.becomes(share=ShareState.OFF)
    assert exposure.seen_by is None


def test_where_a_system_cannot_leave_windows_out_they_are_seen(desk, settings, parent) -> None:
    exposure = Exposure(desk=desk, settings=settings, leaves_out=False, parent=parent)
    session = opened(desk)
    session.becomes(share=ShareState.ON)
    assert exposure.seen_by is session


def test_of_a_shared_window_and_of_other_screens_nothing_of_the_console_can_be_seen(desk, settings, exposure) -> None:
    settings.console_in_picture = True
    session = opened(desk)
    session.sharing.source = WindowSource(7)
    session.becomes(share=ShareState.ON)
    assert exposure.seen_by is None
    session.sharing.source = None
    session.capture.own = False
    session.changed.emit()
    assert exposure.seen_by is None
