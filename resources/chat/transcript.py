"""One line of a transcript as a widget: a bubble with its time and tick, or a quiet line for an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, QUrl
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from resources.chat.links import ask_to_open, find_links
from resources.look import controls, theme
from resources.look.tips import set_tip
from resources.words.sentences import event_line

if TYPE_CHECKING:
    from protocol.seat.conversation import Line


_NAME_LEAST = 60  # pixels


def clock_time(time_ms: int) -> str:
    """Return the time of day, as the user's locale writes it."""
    moment = QDateTime.fromMSecsSinceEpoch(time_ms)  # in the user's time zone
    return QLocale().toString(moment.time(), QLocale.FormatType.ShortFormat)


class EventRow(QWidget):
    """What happened in the session, in one quiet line."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        layout = controls.row(self)
        words = f"[{clock_time(line.shown_ms)}] {event_line(line.event or '', line.text)}"
        label = controls.text(words, kind="small", wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(label, 1)
        self.setAccessibleName(words)


class BubbleText(QTextBrowser):
    """The words of a chat line: plain, selectable, broken anywhere when a word is too long, as large as its text.

    Addresses of web pages are links, which are opened after a question and never by themselves.
    """

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setProperty("kind", "bubble")
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setOpenLinks(False)
        self.setPlainText(words)
        self._make_links(words)
        self.viewport().setAutoFillBackground(False)

    def fit(self, widest: int) -> None:
        """Take the size that the words need when at most `widest` pixels are there."""
        document = self.document()
        document.setTextWidth(-1)
        width = min(widest, int(document.idealWidth()) + 2)
        document.setTextWidth(width)
        self.setFixedSize(QSize(width, int(document.size().height()) + 1))

    def _make_links(self, words: str) -> None:
        links = list(find_links(words))
        if not links:
            return
        cursor = QTextCursor(self.document())
        for link in links:
            looks = QTextCharFormat()
            looks.setAnchor(True)
            looks.setAnchorHref(link.url)
            looks.setFontUnderline(True)
            set_tip(looks, link.url)
            cursor.setPosition(_units(words[: link.start]))
            cursor.setPosition(_units(words[: link.end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(looks)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # Tab reaches the links
        self.anchorClicked.connect(self._clicked)

    def _clicked(self, url: QUrl) -> None:
        ask_to_open(self.window(), bytes(url.toEncoded().data()).decode("ascii"))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the transcript."""
        event.ignore()


def _units(text: str) -> int:
    """Return how long `text` is for Qt, which counts in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


class _Name(controls.ElidedText):
    """Whose line it is: as wide as the name, as far as there is room for it."""

    def __init__(self, name: str) -> None:
        super().__init__(kind="small")
        self._whole = name
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.show_words(name)

    def sizeHint(self) -> QSize:
        """Want all of it."""
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Need a part."""
        return QSize(min(_NAME_LEAST, self.sizeHint().width()), super().minimumSizeHint().height())


class ChatRow(QWidget):
    """One chat line: name and time above, the words in a bubble, one's own at the right with a tick."""

    def __init__(self, line: Line, *, own: bool) -> None:
        super().__init__()
        self._line = line
        self._own = own
        self._bubble = QFrame()
        self._bubble.setProperty("bubble", "own" if own else "other")
        inside = QVBoxLayout(self._bubble)
        inside.setContentsMargins(12, theme.space("one"), 12, theme.space("one"))
        self._text = BubbleText(line.text)
        self._text.setAccessibleName(line.text)
        inside.addWidget(self._text)
        self._tick = controls.Picture(14)
        self._tick.setVisible(own)
        outer = controls.column(self, gap="half")
        outer.addLayout(self._head())
        outer.addWidget(self._bubble, 0, Qt.AlignmentFlag.AlignRight if own else Qt.AlignmentFlag.AlignLeft)
        self.follow(line)

    def follow(self, line: Line) -> None:
        """Show that `line` has been delivered meanwhile."""
        self._line = line
        state = ""
        if self._own:
            state = self.tr("Delivered") if line.delivered else self.tr("Not delivered yet")
            self._tick.show_icon(*(("check-check", "focus") if line.delivered else ("clock", "muted")))
            set_tip(self._tick, state)
            self._tick.setAccessibleName(state)
        parts = (line.name, clock_time(line.shown_ms), line.text, state)
        self.setAccessibleName(", ".join(part for part in parts if part))

    def fit(self, room: int) -> None:
        """Lay the words out anew for a transcript `room` pixels wide."""
        widest = min(theme.size("reading"), max(120, int(room * 0.78)))
        self._text.fit(widest - 24)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's width."""
        super().resizeEvent(event)
        self.fit(event.size().width())

    def _head(self) -> QHBoxLayout:
        head = controls.row(gap="half")
        name = _Name(self._line.name)
        time = controls.text(clock_time(self._line.shown_ms), kind="small")
        head.setSpacing(theme.space("one"))
        if self._own:
            head.addStretch()
        for part in (name, time):
            head.addWidget(part)
        head.addWidget(self._tick)
        if not self._own:
            head.addStretch()
        return head
