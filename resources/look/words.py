"""Words that somebody else has chosen, on the screen: however long and wide, they leave room for the buttons."""

from __future__ import annotations

import itertools
import re

from PySide6.QtCore import QSize, Qt, QTextBoundaryFinder
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel

from resources.look import theme

NARROWEST = 120  # pixels that a wrapped text can live with
HOST_SHOWN = 60  # signs of a host's name with its port
BREAK = "\u200b"  # a line may end here
_LONG = re.compile(r"\S{25,}")  # a word that may be wider than a small window
_PART = 8  # signs of such a word that stay together
_WIDEST = 40  # times a W: few names in letters are wider, but some single signs are as wide as a sentence
_SIZES = {"title": "title", "heading": "heading", "small": "small"}


class WrappedText(QLabel):
    """Plain text in as many lines as it needs; a line ends within a word that is too long for one.

    `text` returns the words as they were given.
    """

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(words)

    def text(self) -> str:
        """Return the words."""
        return self._words

    def setText(self, words: str) -> None:
        """Show `words`."""
        self._words = words
        super().setText(breakable(words))

    def minimumSizeHint(self) -> QSize:
        """Be no reason for a wide window."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), NARROWEST), hint.height())


def breakable(words: str) -> str:
    """Return `words` so that a line may end within long ones, between two of what a reader sees as one letter."""
    return _LONG.sub(lambda word: BREAK.join(_parts(word[0])), words)


def shortened(name: str, kind: str = "body") -> str:
    """Return `name`, which stands in a sentence of the type `kind`: with "…" where its signs are wider than letters."""
    metrics = QFontMetrics(_font(kind))
    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, _WIDEST * metrics.horizontalAdvance("W"))


def host_words(host: str) -> str:
    """Return how `host` is shown: of a long one the end, which says whose it is; before that may stand anything."""
    return host if len(host) <= HOST_SHOWN else f"…{host[-HOST_SHOWN:]}"


def _parts(word: str) -> list[str]:
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, word)
    units, ends = word.encode("utf-16-le"), [0]
    while (end := finder.toNextBoundary()) >= 0:
        ends.append(end)
    ends = [*ends[:-1:_PART], ends[-1]]
    return [units[2 * one : 2 * other].decode("utf-16-le", "replace") for one, other in itertools.pairwise(ends)]


def _font(kind: str) -> QFont:
    font = QFont(theme.families())
    font.setPixelSize(theme.text_size(_SIZES.get(kind, "body")))
    return font
