"""The field for the code: large, groups the digits while they are typed, takes pasted codes and whole links."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from protocol.notation.joincode import CODE_DIGITS, TEXT_LIMIT
from resources.look import controls, theme

_CODE_LIKE = re.compile(r"[0-9\s\-\u2010-\u2015.]*")


class CodeField(QLineEdit):
    """A line edit that shows digits as "1234 567 890"; anything else stays as it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(TEXT_LIMIT)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setPlaceholderText("0000 000 000")
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setFont(theme.digits_font("display_compact"))
        self._show_large(True)
        self.textEdited.connect(lambda _text: self._group())

    def fill_in(self, text: str) -> None:
        """Put `text` in as if it had been pasted."""
        self.setText(text.strip()[:TEXT_LIMIT])
        self._group()
        if not _CODE_LIKE.fullmatch(self.text()):
            self.setCursorPosition(0)

    def show_wrong(self, value: bool) -> None:
        """Look wrong, or no longer."""
        controls.set_look(self, "wrong", "true" if value else "false")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step over the gap between two groups, so that Backspace and Delete take a digit."""
        if not self.hasSelectedText() and _CODE_LIKE.fullmatch(self.text()):
            place = self.cursorPosition()
            if event.key() == Qt.Key.Key_Backspace and self.text()[place - 1 : place] == " ":
                self.cursorBackward(False)
            elif event.key() == Qt.Key.Key_Delete and self.text()[place : place + 1] == " ":
                self.cursorForward(False)
        super().keyPressEvent(event)

    def _group(self) -> None:
        """Group the digits and keep the cursor behind the same digit; show a link small, from its beginning."""
        text = self.text()
        if not _CODE_LIKE.fullmatch(text):
            self._show_large(len(text) <= CODE_DIGITS + 2)
            return
        self._show_large(True)
        before = len(_digits(text[: self.cursorPosition()]))
        grouped = group(_digits(text))
        if grouped != text:
            self.setText(grouped)
            self.setCursorPosition(len(group(grouped.replace(" ", "")[:before])))

    def _show_large(self, value: bool) -> None:
        """Show a code large and a link small; the theme's style sheet would overrule a font."""
        size, weight = ("display_compact", 600) if value else ("body", 400)
        look = f"font-size: {theme.text_size(size)}px; font-weight: {weight}; placeholder-text-color: palette(mid);"
        sheet = f"QLineEdit {{ {look} min-height: {2 * theme.size('control') - 4}px; }}"
        if self.styleSheet() != sheet:
            self.setStyleSheet(sheet)


def group(digits: str) -> str:
    """Return `digits` in groups of four, three and three, as far as there are any."""
    return " ".join(part for part in (digits[:4], digits[4:7], digits[7:]) if part)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text, flags=re.ASCII)
