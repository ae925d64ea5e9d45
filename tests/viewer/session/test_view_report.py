from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from protocol.vocabulary.content import MirrorView
from resources.mirror.model import MirrorModel
from resources.mirror.view_report import INTERVAL_MS, ViewReport
from resources.program.settings import Settings
from viewer.windows.desktop.mirror_window import ShareWindow


class Seen:
    """What is seen, as the test says, and what was said of it."""

    def __init__(self) -> None:
        self.now = MirrorView(scale_percent=100, visible=True, full_screen=False)
        self.said: list[MirrorView] = []
        self.parent = QObject()
        self.report = ViewReport(look=lambda: self.now, parent=self.parent)
        self.report.said.connect(self.said.append)

    def become(self, **values: object) -> None:
        self.now = replace(self.now, **values)
        self.report.check()

    def let_time_pass(self) -> None:
        self.report.timer.stop()
        self.report.timer.timeout.emit()


@pytest.fixture
def seen(qapp: QApplication) -> Seen:
    return Seen()


def test_at_most_two_reports_a_second() -> None:
    assert INTERVAL_MS == 500


def test_what_is_seen_is_said_at_once_and_once(seen: Seen):
    seen.report.check()
    seen.report.check()
    seen.let_time_pass()
    assert seen.said == [seen.now]


def test_of_many_changes_the_last_one_is_said_in_the_end(seen: Seen):
    for percent in (90, 80, 70):
        seen.become(scale_percent=percent)
    assert [view.scale_percent for view in seen.said] == [90]
    seen.let_time_pass()
    assert [view.scale_percent for view in seen.said] == [90, 70]
    seen.let_time_pass()
    assert [view.scale_percent for view in seen.said] == [90, 70]


def test_a_change_that_is_undone_in_time_is_not_said(seen: Seen):
    seen.report.check()
    seen.become(visible=False)
    seen.become(visible=True)
    seen.let_time_pass()
    assert [view.visible for view in seen.said] == [True]


@pytest.fixture
def window(qtbot: QtBot, dressed: QApplication, model: MirrorModel, settings: Settings) -> ShareWindow:
    window = ShareWindow(model=model, settings=settings)
    qtbot.addWidget(window)
    return window


def test_the_window_says_its_scale_full_screen_and_whether_it_is_minimised(qtbot: QtBot, window: ShareWindow):
    said: list[MirrorView] = []

    def now() -> MirrorView:
        QApplication.processEvents()
        window.report.timer.stop()
        window.report.timer.timeout.emit()
        return said[-1]

    window.view_said.connect(said.append)
    window.show()
    qtbot.waitExposed(window, timeout=30_000)
    assert now() == MirrorView(scale_percent=100, visible=True, full_screen=False)
    window.view.zoom_to(2.0)
    assert now().scale_percent == 200
    window.showMinimized()
    assert not now().visible
    window.showNormal()
    assert now().visible
    window.show_full_screen()
    assert now().full_screen
    window.leave_full_screen()
    assert now() == MirrorView(scale_percent=200, visible=True, full_screen=False)
