"""A session's chat in the window with its picture: the same lines, and one can answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from resources.chat.view import ChatView
from resources.mirror.window.chat_beside import ChatBeside
from resources.mirror.window.window import MirrorWindow

if TYPE_CHECKING:
    from protocol.seat.conversation import Line


class PictureChat(QObject):
    """Owned by `window`.

    Args:
        own: one's own member number.
        lines: what was said before.
        hint: stands in the empty input line.

    Signals:
        said: (str) the user sends this line.
        written: (str) what stands in the input line has changed.
    """

    said = Signal(str)
    written = Signal(str)

    def __init__(self, *, window: MirrorWindow, own: int, lines: Sequence[Line], hint: str) -> None:
        super().__init__(window)
        self._own = own
        self.view = ChatView(own=own)
        self.view.setProperty("surface", "window")
        self.view.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.view.show_lines(lines)
        self.view.set_writable(True, hint)
        self.view.said.connect(self.said)
        self.view.written.connect(self.written)
        self.beside = ChatBeside(window=window, panel=self.view, write=self.view.input.setFocus)

    def add(self, line: Line) -> None:
        """Take a new line; what somebody else has written is shown over the picture for a while."""
        self.view.add_line(line)
        if not line.event and line.author != self._own:
            self.beside.tell(line.name, line.text)

    def change(self, line: Line) -> None:
        """Show that a line has arrived."""
        self.view.change_line(line)
