"""How two members' words are said and shown, with those of the other language and what they are for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resources.look import controls
from resources.two_words.lists import LANGUAGES, in_language


def words_of(numbers: tuple[int, int] | None) -> str:
    """Return the words in the language that is spoken now."""
    if numbers is None:
        return QCoreApplication.translate("two_words", "No words yet")
    return in_language(numbers, _spoken())


def your_words(numbers: tuple[int, int] | None) -> str:
    """Return the same, saying what they are."""
    if numbers is None:
        return words_of(None)
    return QCoreApplication.translate("two_words", "Your words: {words}").format(words=words_of(numbers))


def in_other_language(numbers: tuple[int, int] | None) -> str:
    """Return the words as somebody reads them whose program speaks the other language; empty: there are none."""
    if numbers is None:
        return ""
    (other,) = (language for language in LANGUAGES if language != _spoken())
    words = in_language(numbers, other)
    return QCoreApplication.translate("two_words", "In German: {words}", "the other language").format(words=words)


def purpose() -> str:
    """Return what the words are for."""
    return QCoreApplication.translate(
        "two_words", "Ask: which words do you see? If they differ, or if one of you sees none, end the session."
    )


def tip(numbers: tuple[int, int] | None) -> str:
    """Return all that is known of the words, for a tooltip."""
    return "\n".join(line for line in (your_words(numbers), in_other_language(numbers), purpose()) if line)


class TwoWords(QWidget):
    """The words with everybody else who is there, and what they are for; hidden while nobody is."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Sequence[tuple[str, tuple[int, int] | None]] = ()
        self._lines: QVBoxLayout = controls.column(gap="half")
        self._purpose = controls.text(kind="small", wrap=True)
        column = controls.column(self, gap="half")
        column.addLayout(self._lines)
        column.addWidget(self._purpose)
        self.hide()

    def follow(self, others: Sequence[tuple[str, tuple[int, int] | None]]) -> None:
        """Show the words with each of `others`, who are told by name where there are several."""
        if others == self._shown:
            return
        self._shown = others
        while taken := self._lines.takeAt(0):
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for name, numbers in others:
            self._add(name if len(others) > 1 else "", numbers)
        self._purpose.setText(purpose())
        self.setVisible(bool(others))

    def _add(self, name: str, numbers: tuple[int, int] | None) -> None:
        words, other = controls.ElidedText(kind="strong"), controls.ElidedText(kind="small")
        words.show_words(f"{words_of(numbers)} – {name}" if name else your_words(numbers))
        other.show_words(in_other_language(numbers))
        self._lines.addWidget(words)
        if numbers is not None:
            self._lines.addWidget(other)


def _spoken() -> str:
    """Return the language that is spoken now: each translation says its own."""
    return QCoreApplication.translate("two_words", "en", "the language’s code: en, de")
