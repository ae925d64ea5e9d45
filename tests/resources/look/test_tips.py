"""Tooltips are text: one function makes them, and nothing else of Qt guesses whether somebody's words are HTML."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QAction, QHelpEvent, QImage, Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QToolButton, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from resources.look import controls
from resources.look.tips import as_tip, asks_for_tip, set_item_tip, set_tip, words_of
from tests.helpers.folders import ROOT
from tests.helpers.hostile_names import guesses

ONLY_HERE = (
    "resources/look/tips.py",
    "resources/help/window.py",  # our own text
    "console/windows/notices.py",  # a desktop's message: names are in its title alone, which is plain everywhere
)
GUESSES = re.compile(
    r"setToolTip\(|ToolTipRole|QToolTip|setTabToolTip|setSectionToolTip|setWhatsThis|WhatsThisRole|setStatusTip|StatusTipRole"
    r"|QMessageBox|QErrorMessage|QProgressDialog|QInputDialog|QWhatsThis|showMessage\(|setHtml\(|insertHtml|appendHtml"
    r"|RichText|AutoText|MarkdownText|setMarkdown"
)
FORGED = [
    '<img src="x.png">',
    '<img src="//attacker.example/a/b.png">',
    "<h1>Your licence has expired</h1>",
    "<b>Anna</b>",
    "<qt>Anna",
    "Anna <a href='x'>click</a>",
    "<?xml version='1.0'?>Anna",
    "</qt><img src='x.png'>",
    "&lt;b&gt; <i>x",
]


def sources() -> list[Path]:
    return [file for top in ("console", "viewer", "resources", "protocol") for file in (ROOT / top).rglob("*.py")]


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in sources()
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_nobody_else_makes_a_tooltip_or_lets_qt_guess() -> None:
    found = [line for line in lines_with(GUESSES) if not line.startswith(ONLY_HERE) and not _is_plain(line)]
    assert found == []


def _is_plain(line: str) -> bool:
    return "insertPlainText" in line or "QTextDocumentFragment" in line


def test_every_label_is_made_where_it_is_said_that_it_shows_plain_text(qtbot: QtBot) -> None:
    made = re.compile(r"(?<!\w)QLabel\(\S+\)")
    assert [line for line in lines_with(made) if not line.startswith("resources/look/")] == []
    for label in (controls.text("<b>x</b>"), controls.text("<b>x</b>", wrap=True), controls.ElidedText()):
        assert label.textFormat().name == "PlainText"


@pytest.mark.parametrize("words", ["", "Anna Muster", "a & b > c", "Pick up Anna (5 min)", "two\nlines"])
def test_what_nobody_takes_for_html_stays_as_it_is(qapp: QApplication, words: str) -> None:
    assert as_tip(words) == words


@pytest.fixture
def shown(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Rest the mouse on a button with a tooltip; return what Qt shows."""
    monkeypatch.chdir(tmp_path)
    picture = QImage(640, 480, QImage.Format.Format_RGB32)
    picture.fill(0xFF0000)
    assert picture.save(str(tmp_path / "x.png"))

    def show(widget: QWidget) -> QLabel:
        qtbot.addWidget(widget)
        widget.show()
        at = QPoint(3, 3)
        QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, at, widget.mapToGlobal(at)))
        tips = [
            w for w in QApplication.topLevelWidgets() if w.metaObject().className() == "QTipLabel" and w.isVisible()
        ]
        assert len(tips) == 1
        assert isinstance(tips[0], QLabel)
        return tips[0]

    return show


@pytest.mark.parametrize("words", FORGED)
def test_what_looks_like_html_is_shown_sign_by_sign_and_loads_nothing(shown, qtbot: QtBot, words: str) -> None:
    button, plain = QPushButton(), QLabel(words)
    qtbot.addWidget(plain)
    set_tip(button, words)
    tip = shown(button)
    assert words_of(button) == " ".join(words.split())
    assert tip.height() < 100  # with the picture in it: 524
    tip.hide()


def test_where_qt_would_guess_is_found_in_a_window_whatever_has_made_it(qtbot: QtBot) -> None:
    """So does every test of a window with hostile names, by `assert_answers_are_seen`."""
    window, action = QWidget(), QAction("<b>Anna</b>")
    qtbot.addWidget(window)
    label, button = QLabel("Anna", window), QToolButton(window)
    button.setDefaultAction(action)
    assert set(guesses(window)) == {"Anna", "<b>Anna</b>"}
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_tip(action, action.text())
    assert guesses(window) == []


def test_tips_of_rows_actions_and_trees_are_made_by_the_same_function(qtbot: QtBot) -> None:
    rows, action, item = QListWidget(), QAction(), QTreeWidgetItem()
    qtbot.addWidget(rows)
    rows.addItem("x")
    row = rows.item(0)
    for target in (row, action):
        set_tip(target, FORGED[0])
        assert target.toolTip() == as_tip(FORGED[0])
    set_item_tip(item, FORGED[0])
    assert item.toolTip(0) == as_tip(FORGED[0])
    assert "<img" not in as_tip(FORGED[0])
    assert asks_for_tip(3)
    assert not asks_for_tip(0)
