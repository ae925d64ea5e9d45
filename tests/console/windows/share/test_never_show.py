"""The menu and the lists of what is never shown."""

from __future__ import annotations

import os

import pytest

from console.share.kept_back import KeptBack
from console.windows.share.never_show_dialog import NeverShowDialog
from console.windows.share.never_show_menu import NeverShowMenu
from protocol.mirror.capture.common.left_out import LeftOut
from protocol.mirror.capture.common.source import CaptureUnavailable, Window
from protocol.mirror.picture.tiles import Rect
from resources.program.never_shown import MESSAGES
from resources.program.preset import Preset
from resources.program.settings import Settings

PLACE = Rect(0, 0, 10, 10)
WINDOWS = [Window(1, "Console", PLACE, os.getpid()), Window(2, "Mails & more", PLACE, 7), Window(3, "Shell", PLACE, 8)]


@pytest.fixture
def settings(qapp, tmp_path) -> Settings:
    return Settings(tmp_path / "settings.ini", Preset(fixed={"never_show_titles": "Payroll"}))


@pytest.fixture
def left_out() -> LeftOut:
    return LeftOut()


@pytest.fixture
def kept_back(settings, left_out) -> KeptBack:
    return KeptBack(settings=settings, left_out=left_out, own=1)


@pytest.fixture
def menu(qtbot, kept_back) -> NeverShowMenu:
    menu = NeverShowMenu("Never show", kept_back=kept_back, windows=lambda: WINDOWS)
    qtbot.addWidget(menu)
    return menu


@pytest.fixture
def dialog(qtbot, settings) -> NeverShowDialog:
    dialog = NeverShowDialog(settings)
    qtbot.addWidget(dialog)
    return dialog


def test_the_window_in_front_is_the_first_that_is_not_the_consoles(menu, left_out) -> None:
    menu.front.trigger()
    assert left_out.rules.windows == {2}


def test_every_window_has_a_line_that_is_ticked_while_it_is_never_shown(menu, left_out) -> None:
    menu.fill()
    mails, shell = menu.actions()[3:]
    assert [mails.text(), shell.text()] == ["Mails && more", "Shell"]
    shell.trigger()
    assert left_out.rules.windows == {3}
    menu.fill()
    assert [action.isChecked() for action in menu.actions()[3:]] == [False, True]
    menu.actions()[4].trigger()
    assert left_out.rules.windows == frozenset()


def test_where_nothing_can_be_captured_there_is_no_line(qtbot, kept_back) -> None:
    def windows():
        raise CaptureUnavailable("no_display")

    menu = NeverShowMenu("Never show", kept_back=kept_back, windows=windows)
    qtbot.addWidget(menu)
    menu.front.trigger()
    assert len(menu.actions()) == 3


def test_the_lists_are_there_from_the_start_and_taken_over(dialog, settings, left_out, kept_back) -> None:
    assert "Bitwarden" in dialog.programs.toPlainText()
    dialog.messages_button.click()
    dialog.messages_button.click()
    assert dialog.programs.toPlainText().splitlines().count(MESSAGES[0]) == 1
    dialog.titles.setPlainText("My Bank\n")
    dialog.notifications.setChecked(False)
    dialog.save_button.click()
    assert MESSAGES[0] in settings.never_show_programs
    assert settings.never_show_titles == ("My Bank",)
    assert [title.pattern for title in left_out.rules.titles] == ["My\\ Bank", "Payroll"]
    assert not left_out.rules.notifications


def test_a_list_that_was_emptied_stays_empty(dialog, settings) -> None:
    dialog.programs.setPlainText("")
    dialog.save_button.click()
    assert settings.never_show_programs == ()


def test_what_is_no_regular_expression_is_said(dialog, settings) -> None:
    dialog.titles.setPlainText("/(/")
    dialog.save_button.click()
    assert "/(/" in dialog.problem.text()
    assert settings.never_show_titles == ()
