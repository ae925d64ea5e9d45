"""How a session's state is said and coloured, wherever the console shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.share import ShareState
from protocol.messages import SessionState

if TYPE_CHECKING:
    from console.session import Session

_WORDS: dict[SessionState, tuple[object, str]] = {
    SessionState.WAITING: (QT_TRANSLATE_NOOP("session_words", "Waiting for the customer"), "amber"),
    SessionState.CONNECTING: (QT_TRANSLATE_NOOP("session_words", "The customer is joining"), "focus"),
    SessionState.ACTIVE: (QT_TRANSLATE_NOOP("session_words", "Active"), "success"),
    SessionState.RECONNECTING: (QT_TRANSLATE_NOOP("session_words", "Customer’s connection lost"), "amber"),
    SessionState.ON_HOLD: (QT_TRANSLATE_NOOP("session_words", "On hold"), "muted"),
    SessionState.TRANSFERRING: (QT_TRANSLATE_NOOP("session_words", "Transferring"), "muted"),
    SessionState.CLOSED: (QT_TRANSLATE_NOOP("session_words", "Ended"), "disabled"),
    SessionState.TIMED_OUT: (QT_TRANSLATE_NOOP("session_words", "Timed out"), "disabled"),
}
_OWN_LINK_LOST = (QT_TRANSLATE_NOOP("session_words", "Connecting to the host"), "amber")
_SHARING = (QT_TRANSLATE_NOOP("session_words", "Sharing your screen"), "danger")

LIVE_SHARE = (ShareState.STARTING, ShareState.ON, ShareState.INTERRUPTED, ShareState.RESUMING)


def state_words(session: Session) -> tuple[str, str]:
    """Return the session's state in words, and the name of its colour."""
    if session.reconnecting:
        words, colour = _OWN_LINK_LOST
    elif session.share is ShareState.ON:
        words, colour = _SHARING
    else:
        words, colour = _WORDS[session.state]
    return QCoreApplication.translate("session_words", str(words)), colour


def clock(seconds: float) -> str:
    """Return a span of time as "4:07" or "1:04:07"."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"
