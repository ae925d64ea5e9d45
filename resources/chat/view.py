"""The chat window of both programs: transcript, input line, and a bar where a program puts its own buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from protocol.vocabulary.chat import CHAT_LIMIT
from resources.chat.input import ChatInput
from resources.chat.transcript import ChatRow, EventRow
from resources.chat.typing_sign import TypingSign
from resources.look import controls, theme
from resources.look.tips import set_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from protocol.seat.conversation import Line

COUNTED_BEFORE = 200  # characters before the limit from which on they are counted
LEAST_HEIGHT = 24  # pixels of the transcript, on a screen that is small
LOW = 200  # pixels of height below which room around the input line is better used for the transcript
LOWEST = 120  # pixels below which it is all that there is room for; the buttons beside it are elsewhere, too
ROWS_SHOWN = 100  # rows that exist as widgets; older ones come back with "Show earlier"
ROWS_MOST = 500  # that stay while somebody reads above, or has asked for earlier ones
DROPPED_AT_ONCE = 20  # rows that go with each new line, where there are more
LINES_KEPT = 10_000  # that come back; as many as a transcript keeps


class ChatView(QWidget):
    """A transcript with its input line.

    Args:
        own: one's own member number, which tells one's own lines from the others'.

    Attributes:
        foot: the bar and the input line, for a program that hides them while nobody is there.
        tool_bar: what `add_tool` puts controls into.

    Signals:
        said: (str) the user sends this line; it is not shown before it comes back through `add_line`.
        written: (str) what stands in the input line has changed.
    """

    said = Signal(str)
    written = Signal(str)

    def __init__(self, *, own: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own = own
        self._lines: list[Line] = []
        self._first = 0  # of the lines, the first that has a row
        self._rows: dict[tuple[int, int], ChatRow] = {}
        self._stays_at_end = True
        self._writable = True
        self.input = ChatInput()
        outer = controls.column(self)
        outer.setSpacing(0)
        outer.addWidget(self._make_transcript(), 1)
        self.typing = TypingSign()
        outer.addWidget(self.typing)
        self.foot = self._make_foot()
        outer.addWidget(self.foot)

    @property
    def lines(self) -> list[Line]:
        """All that is in the transcript now."""
        return list(self._lines)

    def add_line(self, line: Line) -> None:
        """Add `line` at the end of the transcript; that takes as long however many there are."""
        self._lines.append(line)
        self._column.insertWidget(self._column.count() - 1, self._row(line))
        most = ROWS_SHOWN if self._stays_at_end else ROWS_MOST
        for _ in range(min(DROPPED_AT_ONCE, len(self._lines) - self._first - most)):
            self._drop_row()
        if len(self._lines) > LINES_KEPT:
            if self._first == 0:
                self._drop_row()
            del self._lines[0]
            self._first -= 1
        self._earlier.setVisible(self._first > 0)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show what was said before; of a long transcript the end."""
        self._lines = list(lines[-LINES_KEPT:])
        self._first = len(self._lines)
        self._show_from(max(0, self._first - ROWS_SHOWN))

    def change_line(self, line: Line) -> None:
        """Show that `line` has been delivered meanwhile."""
        if row := self._rows.get((line.author, line.number)):
            row.follow(line)

    def set_writable(self, writable: bool, hint: str) -> None:
        """Let the user write or not; `hint` stands in the empty input line and says to whom, or why not."""
        at = self.window().focusWidget()
        self.input.setEnabled(writable)
        if not writable and at is self.input:
            self._scroll.setFocus()  # else the keyboard would be at a button that does something
        elif writable and at is self._scroll:
            self.input.setFocus()
        self.input.show_hint(hint)
        self.input.setAccessibleDescription(hint)
        self._writable = writable
        self._input_changed()

    def add_tool(self, widget: QWidget) -> None:
        """Put a control of the program's into the bar above the input line."""
        self._tools.insertWidget(self._tools.count() - 1, widget)
        self._leave_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave less around the input line where the window is low."""
        super().resizeEvent(event)
        self._leave_room()

    def _leave_room(self) -> None:
        aside, low = theme.space("three"), self.height() < LOW
        above, below = (theme.space("half"),) * 2 if low else (12, theme.space("two"))
        self._foot_column.setContentsMargins(aside, above, aside, below)
        self.tool_bar.setVisible(self._tools.count() > 1 and self.height() >= LOWEST)

    def _make_transcript(self) -> QWidget:
        self._scroll = QScrollArea()
        self._scroll.setMinimumHeight(LEAST_HEIGHT)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Chat transcript"))
        inside = QWidget()
        inside.setProperty("surface", "none")
        self._column = controls.column(inside, margin="three")
        self._earlier = controls.button(self.tr("Show earlier lines"), kind="quiet")
        self._earlier.clicked.connect(lambda: self._show_from(max(0, self._first - ROWS_SHOWN)))
        self._earlier.hide()
        self._column.addWidget(self._earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch()
        self._scroll.setWidget(inside)
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(self._range_changed)
        bar.valueChanged.connect(self._scrolled)
        return self._scroll

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        foot.setProperty("surface", "foot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column: QVBoxLayout = controls.column(foot, gap="one")
        self._foot_column = column
        self.tool_bar = QWidget()
        self._tools = controls.row(self.tool_bar)
        self._tools.addStretch()
        self.tool_bar.setMinimumHeight(theme.size("control"))
        self.input.setAccessibleName(self.tr("Message"))
        self.input.sent.connect(self._send)
        self.input.textChanged.connect(self._input_changed)
        self.input.textChanged.connect(lambda: self.written.emit(self.input.toPlainText()))
        self.send_button = controls.icon_button(self.tr("Send message"), picture="arrow-up", kind="primary")
        set_tip(self.send_button, self.tr("Send message (Enter)"))
        self.send_button.clicked.connect(self._send)
        line = controls.row()
        line.addWidget(self.input, 1)
        line.addWidget(self.send_button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(self.tool_bar)
        column.addLayout(line)
        self.count = controls.text(kind="small", wrap=True)
        column.addWidget(self.count)
        self._leave_room()
        self._input_changed()
        return foot

    def _input_changed(self) -> None:
        words = self.input.toPlainText().strip()
        self._count(len(words))
        self.send_button.setEnabled(self._writable and 0 < len(words) <= CHAT_LIMIT)

    def _count(self, length: int) -> None:
        """Say how long the message is, where it nears what can be sent at once or is longer: nothing is cut."""
        self.count.setVisible(length > CHAT_LIMIT - COUNTED_BEFORE)
        words = self.tr("{length} of {most} characters.")
        if length > CHAT_LIMIT:
            words = self.tr("{length} characters, at most {most} can be sent at once. Send it in several messages.")
        controls.set_look(self.count, "type", "problem" if length > CHAT_LIMIT else "small")
        locale = QLocale()
        self.count.setText(words.format(length=locale.toString(length), most=locale.toString(CHAT_LIMIT)))

    def _send(self) -> None:
        if self.send_button.isEnabled():
            self._stays_at_end = True
            self.said.emit(self.input.take())
            self.input.setFocus()

    def _row(self, line: Line) -> QWidget:
        if line.event:
            return EventRow(line)
        row = ChatRow(line, own=line.author == self._own)
        self._rows[line.author, line.number] = row
        return row

    def _show_from(self, first: int) -> None:
        """Have rows for the lines from `first` on, too."""
        for place, line in enumerate(self._lines[first : self._first]):
            self._column.insertWidget(1 + place, self._row(line))
        self._first = first
        self._earlier.setVisible(first > 0)

    def _drop_row(self) -> None:
        """Let go of the first row."""
        line = self._lines[self._first]
        self._rows.pop((line.author, line.number), None)
        self._first += 1
        taken = self._column.takeAt(1)
        if taken is not None and (row := taken.widget()) is not None:
            row.hide()
            row.deleteLater()

    def _scrolled(self, value: int) -> None:
        self._stays_at_end = value >= self._scroll.verticalScrollBar().maximum() - 4

    def _range_changed(self, _least: int, most: int) -> None:
        if self._stays_at_end:
            self._scroll.verticalScrollBar().setValue(most)
            QTimer.singleShot(0, self, self._follow_end)  # once the rows have their final heights

    def _follow_end(self) -> None:
        bar = self._scroll.verticalScrollBar()
        if self._stays_at_end:
            bar.setValue(bar.maximum())
