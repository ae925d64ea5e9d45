"""Names that a fraud would take: all of them are clean, so all of them arrive. Each is as long or wide as it can be."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QToolButton, QWidget

from protocol.notation.names import cleaned, is_clean

LONGEST = {
    "Latin": "W" * 60,
    "words": " ".join(["Wwwwwwwww"] * 6),
    "the widest sign": "\ufdfd" * 60,
    "cuneiform": "\U0001242b" * 60,
    "a long dash": "\u2e3b" * 60,
    "towers": "W\u0302\u0301\u0323\u0331" * 12,
    "families": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466" * 8,
    "Thai": "\u0e17\u0e35\u0e48\u0e2d" * 15,
    "Devanagari": "\u0915\u094d\u0937\u0940" * 15,
    "Arabic": "\u0635\u0644\u0649 " * 15,
    "ideographs": "\u7530" * 60,
}
FORGED = {
    "a question": "Maria asks to send you your refund. Press 'Allow control'",
    "markup": "<h1>Microsoft Support</h1><img src='//evil.example/x.png'>",
    "a mnemonic": "&Allow & &No && &&&Join",
    "a place": "You will be connected through support.microsoft.com.",
    "a format": "{name} {0} %1 %n %s {seconds}",
    "spaces and dots": "." + " ." * 29,
}
NAMES = {what: cleaned(name) for what, name in (LONGEST | FORGED).items()}

assert all(name and is_clean(name) for name in NAMES.values())

SMALL = QSize(1024, 600)  # pixels of a small screen
FRAME = 64  # of them, what a window's frame and a task bar may take


def assert_answers_are_seen(window: QWidget, *buttons: QAbstractButton) -> None:
    """See that `window` fits a small screen, and that each of `buttons` is whole in it, with nothing over it.

    Whatever the window says is text.
    """
    QApplication.processEvents()
    QApplication.processEvents()
    assert window.width() <= SMALL.width(), window.size()
    assert window.height() <= SMALL.height() - FRAME, window.size()
    assert guesses(window) == []
    assert buttons
    for button in buttons:
        assert button.isVisible(), button.text()
        place = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
        assert window.rect().contains(place), (button.text(), place, window.size())
        assert window.childAt(place.center()) is button, button.text()
        assert place.height() >= button.minimumSizeHint().height()


def answers(dialog: QWidget) -> list[QPushButton]:
    """Return the buttons of a dialog that are not in its body."""
    return [b for b in dialog.findChildren(QPushButton) if b.isVisible() and b.parentWidget() is dialog]


def guesses(window: QWidget) -> list[str]:
    """Return what of `window` would show words as HTML if they looked like it: labels, and tooltips of any origin."""
    labels = [label for label in window.findChildren(QLabel) if label.text() and label.pixmap().isNull()]
    found = [label.text() for label in labels if label.textFormat() is not Qt.TextFormat.PlainText]
    return found + [tip for tip in _tips(window) if Qt.mightBeRichText(tip) and not tip.startswith("<qt>")]


def _tips(window: QWidget) -> list[str]:
    buttons = window.findChildren(QAbstractButton)
    actions = [b.defaultAction() for b in buttons if isinstance(b, QToolButton) and b.defaultAction() is not None]
    tips = [widget.toolTip() for widget in (window, *window.findChildren(QWidget))]
    return tips + [action.toolTip() for action in actions]
