"""Where a chat line is written: grows with its lines, sends with Enter, breaks the line with Shift+Enter."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from resources.look import theme
from resources.look.tips import set_tip

LINES_SHOWN = 6  # grows up to here, scrolls beyond


class ChatInput(QPlainTextEdit):
    """The input line of a chat.

    Signals:
        sent: the user wants to send what is written.
        slash_typed: a "/" stands alone in the input, which asks for a predefined reply.
    """

    sent = Signal()
    slash_typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._hint = ""
        self.setProperty("kind", "input")
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        self.textChanged.connect(self._fit)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)  # a long line has been broken into more
        self._fit()

    def take(self) -> str:
        """Return what is written, without space around it, and empty the input."""
        words = self.toPlainText().strip()
        self.clear()
        return words

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send with Enter and Ctrl+Enter; Shift+Enter begins a new line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.sent.emit()
            return
        super().keyPressEvent(event)
        if event.text() == "/" and self.toPlainText() == "/":
            self.slash_typed.emit()

    def write(self, words: str) -> None:
        """Put `words` in place of what is written, to be changed or sent."""
        self.setPlainText(words)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.setFocus()

    def show_hint(self, words: str) -> None:
        """Show `words` on one line, as far as they fit, while nothing is written: a name in them may be long."""
        self._hint = words
        self._fit_hint()
        self.viewport().update()  # Qt draws the old hint until something else happens

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's width."""
        super().resizeEvent(event)
        self._fit()
        self._fit_hint()

    def _fit_hint(self) -> None:
        room = self.viewport().width() - 2 * int(self.document().documentMargin()) - 2
        fitting = self.fontMetrics().elidedText(self._hint, Qt.TextElideMode.ElideRight, room)
        self.setPlaceholderText(fitting)
        set_tip(self, "" if fitting == self._hint else self._hint)

    def _fit(self, _size: object = None) -> None:
        lines = min(LINES_SHOWN, max(1, int(self.document().size().height())))
        full = int(self.document().size().height()) > LINES_SHOWN
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        line = math.ceil(QFontMetricsF(self.font()).lineSpacing())
        height = lines * line + 8 + 12  # document margins, padding and border
        self.setFixedHeight(max(theme.size("control"), height))
        if not full:
            self.verticalScrollBar().setValue(0)  # all of it is seen
