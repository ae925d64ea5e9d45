"""One line over a session that says what is going on: the running share, a lost connection, the session's end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QWidget

from console.share.share import ShareState
from console.windows.parts.light_view import LightView
from console.windows.parts.session_words import clock, over_words
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.messages import SessionState
from resources.look import controls, theme
from resources.look.steady import Steady
from resources.look.tips import set_tip
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.session.session import Session

TICK_MS = 500  # between two looks while something is counted in seconds
LIGHT_INTERVAL_S = 1.0  # between two looks at the light

_PICTURES = {
    "info": ("info", "focus"),
    "paused": ("pause", "warning"),
    "sharing": ("monitor-up", "danger"),
    "warning": ("triangle-alert", "warning"),
}


class Banner(QFrame):
    """An icon, a sentence, and room for a button; hidden until it has something to say.

    Attributes:
        line: the row of all that, the button last.
        waits: others are shown first.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = controls.Picture(theme.size("icon"))
        self.words = controls.text(wrap=True)
        self.button = controls.button("")
        line = controls.row(self, gap="one")
        line.setContentsMargins(theme.space("three"), theme.space("one"), theme.space("three"), theme.space("one"))
        line.addWidget(self._picture)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        self.line = line
        self.waits = False
        self.setMinimumHeight(48)
        self.hide()

    def say(self, look: str, words: str, button: str = "") -> None:
        """Show `words` in the look "info", "paused", "sharing" or "warning", with a button where one is named."""
        self._picture.show_icon(*_PICTURES[look])
        controls.set_look(self, "banner", "warning" if look == "paused" else look)
        self.words.setText(words)
        self.setAccessibleName(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.setVisible(not self.waits)


class HostBanner(Banner):
    """The banner that says that the host is down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check_button = controls.button(self.tr("Check the connection"), kind="quiet")
        self.line.insertWidget(self.line.count() - 1, self.check_button)

    def say_down(self, words: str, button: str, *, check: bool) -> None:
        """Say why; `check`: a look at the connection may explain it."""
        self.check_button.setVisible(check)
        self.say("warning", words, button)


class SessionBanner(Banner):
    """The banner of one session; ticks while it counts something."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self.follow)
        self._steady = Steady(self.button, takes_back=self._takes_back)
        self.button.clicked.connect(self._pressed)
        self.light = LightView()
        self._light_at_s = 0.0
        self.line.insertWidget(self.line.count() - 1, self.light)
        self.bar_button = controls.icon_button(self.tr("Bar for pointing and looking"), picture="crosshair")
        set_tip(
            self.bar_button,
            self.tr("Show or hide the small bar: laser pointer, arrow, pen, and what {name} sees").format(
                name=session.title
            ),
        )
        self.bar_button.clicked.connect(session.bar_asked)
        self.line.insertWidget(self.line.count() - 1, self.bar_button)
        session.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say what matters most now."""
        share = self._session.share
        if share in (ShareState.ON, ShareState.RESUMING):
            self._clock.start()
        else:
            self._clock.stop()
        if not (self._say_share(share) or self._say_session()):
            self.hide()
        self._follow_light()
        self.bar_button.setVisible(share is ShareState.ON and self._session.capture.own)

    def _follow_light(self) -> None:
        """Show the light, at most once a second: the banner is often in the picture that the light is about."""
        reading, now_s = self._session.sharing.light, time.monotonic()
        if reading is None or self.light.isHidden() or now_s - self._light_at_s >= LIGHT_INTERVAL_S:
            self._light_at_s = now_s
            self.light.show_reading(reading, self._session.title)

    def _takes_back(self) -> bool:
        return self._session.share is not ShareState.ON or bool(self._session.sharing.goes_on_in_s)

    def _pressed(self) -> None:
        """Stop at once, but let the picture go on only by a click that was meant for it."""
        if self._session.share is not ShareState.ON:
            self._session.stop_share()
        elif self._session.sharing.goes_on_in_s:
            self._session.sharing.pause()
        elif self._steady.ready:
            self._session.sharing.resume()

    def _say_share(self, share: ShareState) -> bool:
        name = self._session.title
        if share is ShareState.ON:
            self._say_live(name)
        elif share is ShareState.STARTING:
            self.say("sharing", self.tr("Sharing with {name} is starting…").format(name=name))
        elif share is ShareState.INTERRUPTED:
            words = self.tr("The connection is lost. Nothing is shown to {name} now; sharing goes on by itself.")
            self.say("warning", words.format(name=name), self.tr("Stop"))
        elif share is ShareState.RESUMING:
            words = self.tr("The connection is back. Sharing with {name} goes on in {seconds} s.")
            self.say("warning", words.format(name=name, seconds=self._session.resume_in_s), self.tr("Stop"))
        return share is not ShareState.OFF

    def _say_live(self, name: str) -> None:
        sharing = self._session.sharing
        if sharing.held is not None:
            self._say_held(name, f"own_{sharing.held.value}", sharing.goes_on_in_s)
        elif sharing.paused:
            words = self.tr("Paused: {name} keeps the last picture and gets nothing new.").format(name=name)
            self.say("paused", words, self.tr("Resume"))
        elif sharing.lost:
            words = self.tr("{name} keeps the last picture and gets nothing new.").format(name=name)
            self.say("paused", f"{sentence(sharing.lost)} {words}")
        else:
            words = self.tr("Your screen is being shared with {name}").format(name=name)
            parts = (words, self._session.share_title, clock(time.monotonic() - self._session.share_started_at))
            self.say("sharing", "  ·  ".join(part for part in parts if part))

    def _say_held(self, name: str, why: str, goes_on_in_s: int) -> None:
        """Say why the picture froze by itself, and when it goes on."""
        if goes_on_in_s:
            words = self.tr("{name} sees your screen again in {seconds} s.")
            self.say("paused", words.format(name=name, seconds=goes_on_in_s), self.tr("Stay paused"))
        else:
            words = self.tr("{name} keeps the last picture and gets nothing new.").format(name=name)
            self.say("paused", f"{sentence(why)} {words}", self.tr("Go on"))

    def _say_session(self) -> bool:
        session = self._session
        if session.closed_reason is not None:
            self.say("info", over_words(session, session.closed_reason))
        elif session.state is SessionState.RECONNECTING and not session.reconnecting:
            words = self.tr(
                "The connection to {name} is lost. It is tried again all the time; the session goes on by itself."
            )
            self.say("warning", words.format(name=session.title))
        elif session.remote.asked is not Access.NONE:
            words = self.tr("{name} has been asked. An answer may take a minute; without one it is no.")
            self.say("info", words.format(name=session.title))
        else:
            return False
        return True
