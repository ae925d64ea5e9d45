"""The window that shows a mirror: fitted, at any size, in full screen."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QCursor, QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from protocol.vocabulary.content import MirrorView
from resources.look.on_screen import StaysOnScreen, room_of
from resources.mirror.model import MirrorModel
from resources.mirror.view.view import MirrorView as PictureView
from resources.mirror.view_report import ViewReport
from resources.mirror.window.bar import MirrorBar, Words
from resources.program.settings import Settings

BAR_SHOWN_MS = 3000  # how long the bar stays over a full screen after the last motion
BESIDE_WIDTH = 340  # pixels that stand beside the picture, where there is room
SHARE_OF_SCREEN = 0.9  # of the available screen that the window takes at most when it is first opened
SCALE_PERCENT_LIMIT = 3200  # that a report can say


class MirrorWindow(QWidget):
    """Show one mirror until either side ends it.

    In full screen the picture takes the whole screen; the bar floats over it only while the user does something.

    Args:
        model: the mirror.
        settings: keep the window's place.
        place: the name of that place in the settings.
        words: what the window says of itself at first.

    Attributes:
        model: the mirror.
        view: what shows it.
        bar: what the window can do.
        shortcuts: the window's own keys.

    Signals:
        source_wished: (number) another of the offered monitors is wanted.
        picture_wished: (PictureWish) the picture is wanted otherwise.
        view_said: (MirrorView) what is seen of the picture now.
        end_asked: the user closed the window or pressed End; once. Not emitted when `shut` closes it.
    """

    source_wished = Signal(int)
    picture_wished = Signal(object)
    view_said = Signal(object)
    end_asked = Signal()

    def __init__(self, *, model: MirrorModel, settings: Settings, place: str, words: Words) -> None:
        super().__init__()
        self.model = model
        self._settings = settings
        self._place_name = place
        self._ended = False
        self.shortcuts: list[QShortcut] = []
        self._beside: QWidget | None = None  # the picture, where there is something
        self._normal = QRect()  # where the window was before it took the full screen
        self._mouse_at = QPoint()
        self.bar_timer = QTimer(self, singleShot=True, interval=BAR_SHOWN_MS)
        self.view = PictureView(model, self)
        self.bar = MirrorBar(self)
        self.report = ViewReport(look=self._look, parent=self)
        self._connect()
        self._add_shortcuts()
        self.show_words(words)
        self._show_source()
        self._show_sources()
        self._show_zoom()
        self._set_first_geometry()
        StaysOnScreen(self)
        self.view.setFocus()

    def show_words(self, words: Words) -> None:
        """Say what may be done here now."""
        self.setWindowTitle(words.title)
        self.view.setAccessibleName(words.picture)
        self.bar.show_words(words)
        self.setMinimumSize(self.bar.least_width(), 240)

    def put_beside(self, panel: QWidget) -> None:
        """Take `panel`, which can be shown at the right of the picture."""
        self._beside = panel
        panel.setParent(self)
        panel.hide()

    def show_beside(self, shown: bool) -> None:
        """Show what can stand beside the picture, or give the picture all the room."""
        if self._beside is not None:
            self._beside.setVisible(shown)
            self._place()

    def follow_bar(self) -> None:
        """Make room for what is in the bar now."""
        self.setMinimumSize(self.bar.least_width(), 240)
        self._place()

    def show_full_screen(self) -> None:
        """Take the whole screen, edge to edge."""
        self._normal = self.geometry()
        self.setGeometry(self.screen().geometry())  # without a window manager nobody else does it
        self.showFullScreen()

    def leave_full_screen(self) -> None:
        """Be a window again, where it was."""
        self.showNormal()
        self.setGeometry(self._normal)

    def shut(self) -> None:
        """Close the window because the share is over."""
        self._ended = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask to end the share; remember the window's place."""
        self.bar_timer.stop()
        if not self.isFullScreen():
            self._settings.keep_geometry(self._place_name, self.saveGeometry())
        super().closeEvent(event)
        if not self._ended:
            self._ended = True
            self.end_asked.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the window into and out of full screen, whoever put it there."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.view.set_full_screen(self.isFullScreen())
            self.bar.hover(self.isFullScreen())
            self._place()
            self._show_bar()
            self.report.check()

    def showEvent(self, event: QShowEvent) -> None:
        """Say that the picture can be seen; the bar's words have their size now."""
        super().showEvent(event)
        self.follow_bar()
        self.report.check()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that the picture can't be seen."""
        super().hideEvent(event)
        self.report.check()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place bar and picture."""
        super().resizeEvent(event)
        self._place()

    def _connect(self) -> None:
        self.model.source_changed.connect(self._show_source)
        self.model.sources_changed.connect(self._show_sources)
        self.report.said.connect(self.view_said)
        self.view.zoom_changed.connect(self._show_zoom)
        self.view.touched.connect(self._show_bar)
        self.bar_timer.timeout.connect(self._hide_bar)
        self.bar.smaller.clicked.connect(lambda: self.view.zoom(up=False))
        self.bar.larger.clicked.connect(lambda: self.view.zoom(up=True))
        self.bar.fit.clicked.connect(self.view.fit)
        self.bar.actual.clicked.connect(lambda: self.view.zoom_to(1.0))
        self.bar.magnifier.clicked.connect(self._use_lens)
        self.bar.monitors.chosen.connect(self.source_wished)
        self.bar.picture.wished.connect(self.picture_wished)
        self.bar.full_screen.clicked.connect(self._toggle_full_screen)
        self.bar.end.clicked.connect(self.close)

    def _add_shortcuts(self) -> None:
        for keys, button in (
            (["F11"], self.bar.full_screen),
            (["Ctrl+M"], self.bar.magnifier),
            (["Ctrl++", "Ctrl+="], self.bar.larger),
            (["Ctrl+-"], self.bar.smaller),
            (["Ctrl+0"], self.bar.actual),
            (["Ctrl+9"], self.bar.fit),
        ):
            shortcut = QShortcut(self)
            shortcut.setKeys([QKeySequence(key) for key in keys])
            shortcut.activated.connect(button.click)
            shortcut.activated.connect(self._show_bar)
            self.shortcuts.append(shortcut)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        self._escape.activated.connect(self._leave_by_key)
        self.shortcuts.append(self._escape)

    def _leave_by_key(self) -> None:
        if self.isFullScreen():
            self.leave_full_screen()
        else:
            self._use_lens(False)

    def _use_lens(self, value: bool) -> None:
        self.view.use_lens(value)
        self.bar.show_magnifier(value)

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.leave_full_screen()
        else:
            self.show_full_screen()

    def _show_source(self) -> None:
        self.bar.show_title(self.model.title)

    def _show_sources(self) -> None:
        """Offer the monitors, and make room for it."""
        self.bar.show_sources(self.model.sources, self.model.shown_source)
        self.bar.show_wish(self.model.wish)
        self.follow_bar()

    def _show_zoom(self) -> None:
        self.bar.show_scale(self.view.scale, fitted=self.view.is_fitted)
        if self.isVisible():
            self.report.check()

    def _look(self) -> MirrorView:
        percent = min(max(round(100 * self.view.scale), 1), SCALE_PERCENT_LIMIT)
        shown = self.isVisible() and not self.isMinimized()
        return MirrorView(scale_percent=percent, visible=shown, full_screen=self.isFullScreen())

    def _show_bar(self) -> None:
        """Show the bar; over a full screen for a while only."""
        self.bar.show()
        self.bar.raise_()
        self.view.viewport().unsetCursor()
        if self.isFullScreen():
            self._mouse_at = QCursor.pos()
            self.bar_timer.start()
        else:
            self.bar_timer.stop()

    def _hide_bar(self) -> None:
        """Uncover the picture, mouse included, unless the mouse has moved over the bar, or a menu of it is open."""
        if QCursor.pos() != self._mouse_at or QApplication.activePopupWidget() is not None:
            self._show_bar()
            return
        self.view.setFocus()
        self.bar.hide()
        self.view.viewport().setCursor(Qt.CursorShape.BlankCursor)

    def _place(self) -> None:
        """Put the bar above the picture, or over it in full screen."""
        self.bar.fit_into(self.width())
        height = self.bar.sizeHint().height()
        top = 0 if self.isFullScreen() else height
        aside = self._place_beside(top)
        if self.isFullScreen():
            self.view.setGeometry(self.rect().adjusted(0, 0, -aside, 0))
            width = min(self.bar.sizeHint().width(), self.width())
            self.bar.setGeometry((self.width() - width) // 2, 0, width, height)
        else:
            self.bar.setGeometry(0, 0, self.width(), height)
            self.view.setGeometry(0, height, self.width() - aside, max(0, self.height() - height))

    def _place_beside(self, top: int) -> int:
        """Put what is beside the picture there, below `top`; return how many pixels it takes."""
        if self._beside is None or self._beside.isHidden():
            return 0
        width = min(BESIDE_WIDTH, self.width() // 2)
        self._beside.setGeometry(self.width() - width, top, width, max(0, self.height() - top))
        return width

    def _set_first_geometry(self) -> None:
        """Take the place of last time, or as much as the picture needs of most of the screen."""
        if self.restoreGeometry(self._settings.geometry(self._place_name)):
            self.setWindowState(Qt.WindowState.WindowNoState)
            return
        source, ratio = self.model.image.size(), self.devicePixelRatioF()
        picture = QSize(math.ceil(source.width() / ratio), math.ceil(source.height() / ratio))
        wanted = picture + QSize(0, self.bar.sizeHint().height())
        room = room_of(self)
        self.resize(wanted.boundedTo(room.size() * SHARE_OF_SCREEN))
        place = self.frameGeometry()
        place.moveCenter(room.center())
        self.move(place.topLeft())
