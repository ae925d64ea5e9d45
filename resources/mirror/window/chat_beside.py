"""The chat at a window with a picture: a quiet bubble for a new line, how many are unread, and a panel on demand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from resources.look import controls, theme
from resources.look.tips import set_tip
from resources.mirror.window.window import MirrorWindow

BUBBLE_SHOWN_MS = 7000
_BUBBLE_WIDTH = 340  # pixels, where there is room
_WORDS_SHOWN = 160  # of a long line; the panel has all of it
CHAT_KEY = QKeySequence("F6")


class LineBubble(QFrame):
    """Shows the latest line at the lower left of a view, for a while.

    Signals:
        clicked: the user wants to read more, or to answer.
    """

    clicked = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.setProperty("surface", "card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name = controls.ElidedText(kind="strong")
        self.words = controls.text(wrap=True)
        column = controls.column(self, margin="two", gap="half")
        column.addWidget(self._name)
        column.addWidget(self.words)
        self._clock = QTimer(self, singleShot=True, interval=BUBBLE_SHOWN_MS)
        self._clock.timeout.connect(self.hide)
        view.installEventFilter(self)
        self.hide()

    def tell(self, name: str, words: str) -> None:
        """Show a line of `name`."""
        self._name.show_words(name)
        one = " ".join(words.split())
        self.words.setText(one if len(one) <= _WORDS_SHOWN else f"{one[:_WORDS_SHOWN]}…")
        self.setAccessibleName(f"{name}: {one}")
        self._place()
        self.show()
        self.raise_()
        self._clock.start()

    def eventFilter(self, _view: QObject, event: QEvent) -> bool:
        """Keep the place when the view has another size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Lead to the chat."""
        self.hide()
        self.clicked.emit()

    def _place(self) -> None:
        edge = theme.space("two")
        width = min(_BUBBLE_WIDTH, self._view.width() - 2 * edge)
        layout = self.layout()
        assert layout is not None
        height = layout.totalHeightForWidth(width)
        self.setFixedSize(width, height)
        self.move(QPoint(edge, self._view.height() - height - edge))


class ChatBeside(QObject):
    """Puts a chat to `window`, also while it has the whole screen.

    Args:
        window: shows a picture; owns this and the panel.
        panel: the chat.
        write: puts the keyboard into the chat's input.
    """

    def __init__(self, *, window: MirrorWindow, panel: QWidget, write: Callable[[], object]) -> None:
        super().__init__(window)
        self._window = window
        self._write = write
        self.unread = 0
        self.panel = panel
        self.bubble = LineBubble(window.view)
        self.bubble.clicked.connect(self.open)
        self.button: QPushButton = controls.button("", kind="quiet", picture="message-square")
        self.button.clicked.connect(self.toggle)
        window.bar.add(self.button)
        window.put_beside(panel)
        QShortcut(CHAT_KEY, window).activated.connect(self._by_key)
        self._follow()

    def tell(self, name: str, words: str) -> None:
        """Show a line that has come, unless the chat stands there to be read."""
        if self.panel.isVisible():
            return
        self.unread += 1
        self.bubble.tell(name, words)
        self._follow()

    def open(self) -> None:
        """Show the chat beside the picture, and let it be written in."""
        self.unread = 0
        self.bubble.hide()
        self._window.show_beside(True)
        self._write()
        self._follow()

    def toggle(self) -> None:
        """Show the chat, or give the picture all the room again."""
        if self.panel.isVisible():
            self._window.show_beside(False)
            self._window.view.setFocus()
            self._follow()
        else:
            self.open()

    def _by_key(self) -> None:
        """Go to the chat; from there back to the picture."""
        focus = self._window.focusWidget()
        if self.panel.isVisible() and not (focus is not None and self.panel.isAncestorOf(focus)):
            self._write()
        else:
            self.toggle()

    def _follow(self) -> None:
        self.button.setText(str(self.unread) if self.unread else "")
        name = self.tr("Hide the chat (F6)") if self.panel.isVisible() else self.tr("Chat (F6)")
        if self.unread:
            name = self.tr("Chat (F6), unread messages: {count}").format(count=self.unread)
        set_tip(self.button, name)
        self.button.setAccessibleName(name)
        controls.set_look(self.button, "kind", "plain" if self.unread else "quiet")
        self._window.follow_bar()
