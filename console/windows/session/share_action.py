"""The one action that begins and stops a share, and the button that shows it in two places."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from console.windows.parts.session_words import LIVE_SHARE
from console.windows.parts.settling import Settling
from console.windows.parts.shrinking_button import ShrinkingButton
from protocol.vocabulary.messages import Role
from resources.look import controls, dialog, steady
from resources.look.icons import icon
from resources.look.steady import Steady
from resources.look.tips import set_tip, words_of
from resources.words.monitor_words import monitor_means, monitor_name
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.session.session import Session
    from protocol.mirror.capture.common.source import Monitor


class ShareAction(QAction):
    """Begins the session's share, stops it while it runs, and says why it can't where it can't.

    A click that was on its way to stop something, or to take something back, begins nothing: see `Settling`.

    Without a choice it shares the monitor that was shared last, or the first. Its menu has the other ones, where there
    are more, and leads to windows and regions.

    Signals:
        choice_asked: the technician wants to see everything that can be shared.
    """

    choice_asked = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._monitors: list[Monitor] = []
        self._began_at = float("-inf")  # on the monotonic clock
        self._asks = False  # somebody else shares: the lead has to pass it on, or takes their place
        self.settling = Settling(self.follow, self)
        self._menu = QMenu()
        self._menu.aboutToShow.connect(self._read_monitors)
        self.setShortcut(QKeySequence("Ctrl+Shift+S"))
        self.setAutoRepeat(False)  # a key that is held down stops once and begins nothing
        self.triggered.connect(self._toggle)
        session.changed.connect(self.follow)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._read_monitors)
            app.screenRemoved.connect(self._read_monitors)
        self.follow()

    @property
    def running(self) -> bool:
        """Whether the action stops a share now."""
        return self._session.share in LIVE_SHARE

    @property
    def choices(self) -> QMenu | None:
        """The menu of what can be shared, where something can be now."""
        if self._session.capture.asks:
            return None
        possible = self.isEnabled() or self.settling.going_on  # the button keeps its size when it can be used again
        return self._menu if self._monitors and possible and not self.running else None

    def follow(self) -> None:
        """Show what the action does now."""
        self.settling.note(self.running or self._session.share_wanted)
        blocked = None if self.running else self._session.share_blocked
        self._asks = blocked == "other_shares"
        if self.settling.going_on and not self.running and not self._session.share_wanted:
            self._follow_settling(blocked)
            return
        if self._asks:
            self._follow_wish()
            return
        was_blocked = not self.isEnabled() or not self._monitors
        self.setEnabled(blocked is None)
        if blocked is None and was_blocked and not self.running:
            self._read_monitors()
        if self.running:
            self._say(self.tr("Stop sharing"), "monitor-x", self.tr("Stop showing your screen (Ctrl+Shift+S)"))
        elif blocked is not None:
            self._say(self.tr("Share screen"), "monitor-up", sentence(blocked))
        else:
            words = self.tr("Show your screen to {name} (Ctrl+Shift+S)").format(name=self._session.title)
            self._say(self.tr("Share screen"), "monitor-up", words)

    def _follow_settling(self, blocked: str | None) -> None:
        """Offer nothing for a moment: a second click was meant for what has just ended."""
        self.setEnabled(False)
        tip = self.tr("In a moment you can show your screen.")
        if blocked is not None and not self._asks:
            tip = sentence(blocked)  # it will be in the way after that moment, too
        self._say(self.tr("Share screen"), "monitor-up", tip)

    def _follow_wish(self) -> None:
        """Offer to ask the lead, while somebody else shares; a lead to take their place."""
        self._monitors = []
        self.setEnabled(True)
        name = self._session.sharer_name
        if self._session.role is Role.LEAD:
            tip = self.tr("{name} is sharing. End it and show your own screen.").format(name=name)
            self._say(self.tr("Share instead…"), "monitor-up", tip)
        elif self._session.share_wanted:
            tip = self.tr("You have asked for it. Press to take it back.")
            self._say(self.tr("Asked to share"), "clock", tip)
        else:
            tip = self.tr("{name} is sharing. Ask to be next.").format(name=name)
            self._say(self.tr("Ask to share"), "monitor-up", tip)

    def _say(self, words: str, picture: str, tip: str) -> None:
        tint = "disabled" if not self.isEnabled() else "on_accent"
        self.setText(words)
        self.setIcon(icon(picture, tint))
        set_tip(self, tip)

    def _toggle(self) -> None:
        if self.running and self._began_just_now:
            return  # the second half of a double click
        if self.running:
            self._session.stop_share()
        elif self._session.share_wanted:
            self._session.withdraw_share_wish()
        elif not self.settling.going_on:
            self._begin()

    @property
    def _began_just_now(self) -> bool:
        most = min(QApplication.doubleClickInterval(), steady.STILL_MS)
        return 1000 * (monotonic() - self._began_at) < most

    def _begin(self) -> None:
        self._began_at = monotonic()
        if not self._asks:
            self._session.start_share(None)
        elif self._session.role is Role.LEAD:
            self._ask_instead()
        else:
            self._session.wish_share()

    def _ask_instead(self) -> None:
        """Ask the lead whether the share of the one who shares now is to end for their own."""
        name, member = self._session.sharer_name, self._session.sharer
        parent = self.parent()
        assert isinstance(parent, QWidget)
        dialog.ask(
            parent.window(),
            title=self.tr("{name} is sharing. End it and show your screen?").format(name=name),
            words=self.tr("{name}’s screen is no longer shown then, and {customer} sees yours.").format(
                name=name, customer=self._session.title
            ),
            yes=self.tr("Show my screen"),
            then=lambda: self._session.take_share(member),
            danger=True,
        )

    def _read_monitors(self) -> None:
        self._monitors = self._session.monitors()
        self._menu.clear()
        if len(self._monitors) > 1:
            for monitor in self._monitors:
                self._menu.addAction(self._choice(monitor))
            self._menu.addSeparator()
        more = self._menu.addAction(icon("app-window", "muted"), self.tr("Choose from pictures…"))
        set_tip(more, self.tr("A monitor, a window or a region"))
        more.triggered.connect(self.choice_asked)
        self.changed.emit()

    def _choice(self, monitor: Monitor) -> QAction:
        words = f"{monitor_name(monitor)}  ·  {monitor_means(monitor, self._monitors)}"
        choice = QAction(icon("monitor", "muted"), words.replace("&", "&&"), self._menu)
        choice.triggered.connect(lambda: self._session.start_share(monitor.number))
        return choice


class ShareButton(ShrinkingButton):
    """The share action as a button: filled in the accent colour, red while the share runs."""

    def __init__(self, action: ShareAction) -> None:
        super().__init__()
        self._action = action
        self.setDefaultAction(action)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._steady = Steady(self, takes_back=lambda: action.running)
        action.changed.connect(self._follow)
        self._follow()

    def hitButton(self, place: QPoint) -> bool:
        """Take clicks where they were meant for this button, which may have come under them; to stop, always."""
        return super().hitButton(place) and self._steady.ready

    def _follow(self) -> None:
        menu = self._action.choices
        self.setMenu(menu)  # type: ignore[arg-type]  # None takes it away
        mode = QToolButton.ToolButtonPopupMode
        self.setPopupMode(mode.MenuButtonPopup if menu is not None else mode.DelayedPopup)
        self.setAccessibleName(self._action.text())
        self.setAccessibleDescription(words_of(self._action))
        controls.set_look(self, "split", "false" if menu is None else "true")
        controls.set_look(self, "kind", "danger" if self._action.running else "primary")
        self.measure()
