"""The way from any widget to the help about it: its window's page, and whoever shows help."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

HELP_KEY = QKeySequence("F1")


def add_help_key(window: QWidget) -> QShortcut:
    """Let F1 in `window` open the help about what has the keyboard there."""
    shortcut = QShortcut(HELP_KEY, window)
    shortcut.activated.connect(lambda: _asked(shortcut))
    return shortcut


def _asked(shortcut: QShortcut) -> None:
    window = shortcut.parent()
    if isinstance(window, QWidget):
        ask_for_help(window.focusWidget() or window)


def ask_for_help(asker: QObject) -> None:
    """Show the page of the innermost widget around `asker` that names one as its `help_page`.

    The first one on the way up that has a method `show_help` is called with that name; "": none names any.
    """
    page = ""
    at: QObject | None = asker
    while at is not None:
        page = page or getattr(at, "help_page", "")
        if (show := getattr(at, "show_help", None)) is not None:
            show(page)
            return
        at = at.parent()
