"""Names that a fraud would take: all of them are clean, so all of them arrive. Each is as long or wide as it can be."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QWidget

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
    """See that `window` fits a small screen, and that each of `buttons` is whole in it, with nothing over it."""
    QApplication.processEvents()
    QApplication.processEvents()
    assert window.width() <= SMALL.width(), window.size()
    assert window.height() <= SMALL.height() - FRAME, window.size()
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
