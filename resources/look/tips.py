"""Tooltips: the only place that makes any, because Qt takes for HTML what looks like it, and loads what that names.

A name, a window's title or an address may be anybody's words. `tests/resources/look/test_tips.py` finds every other
`setToolTip` and `ToolTipRole`, and the other places in which Qt guesses.
"""

from __future__ import annotations

import html

from PySide6.QtGui import QAction, Qt, QTextCharFormat, QTextDocumentFragment
from PySide6.QtWidgets import QListWidgetItem, QSystemTrayIcon, QTreeWidgetItem, QWidget

Target = QWidget | QAction | QListWidgetItem | QTextCharFormat | QSystemTrayIcon


def as_tip(words: str) -> str:
    """Return what Qt shows as `words`, sign by sign: as they are where it takes them for text, else escaped HTML."""
    if not Qt.mightBeRichText(words):
        return words
    return f"<qt>{html.escape(words)}</qt>".replace("\n", "<br>")


def words_of(target: QWidget | QAction) -> str:
    """Return the words that `target` shows as its tooltip, for whoever hears them instead."""
    tip = target.toolTip()
    return QTextDocumentFragment.fromHtml(tip).toPlainText() if Qt.mightBeRichText(tip) else tip


def set_tip(target: Target, words: str) -> None:
    """Show `words` where the mouse rests on `target`; "": nothing."""
    target.setToolTip(as_tip(words))


def set_item_tip(item: QTreeWidgetItem, words: str) -> None:
    """Show `words` where the mouse rests on the row `item` of a tree."""
    item.setToolTip(0, as_tip(words))


def asks_for_tip(role: int) -> bool:
    """Return whether a view asks its model for a tooltip, which has to be made with `as_tip`."""
    return role == Qt.ItemDataRole.ToolTipRole
