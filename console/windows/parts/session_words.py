"""How a session's state is said and coloured, wherever the console shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.share.share import ShareState
from protocol.vocabulary.messages import Reason, Role, SessionState
from protocol.vocabulary.reports import Outcome
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.session.session import Session

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
_CALLING = (QT_TRANSLATE_NOOP("session_words", "Connecting the customer"), "focus")
_SHARING = (QT_TRANSLATE_NOOP("session_words", "Sharing your screen"), "danger")
_COLLABORATING = (QT_TRANSLATE_NOOP("session_words", "Collaborating"), "success")
_NO_LEAD = (QT_TRANSLATE_NOOP("session_words", "Nobody leads it"), "amber")
_ENDED_BY_YOU = (QT_TRANSLATE_NOOP("session_words", "Ended by you"), "disabled")
_CLOSED: dict[Reason, tuple[object, str]] = {
    Reason.LEFT: (QT_TRANSLATE_NOOP("session_words", "You left"), "disabled"),
    Reason.REMOVED: (QT_TRANSLATE_NOOP("session_words", "You were removed"), "disabled"),
    Reason.TRANSFERRED: (QT_TRANSLATE_NOOP("session_words", "Transferred"), "disabled"),
    Reason.DISABLED: (QT_TRANSLATE_NOOP("session_words", "Your account was disabled"), "disabled"),
    Reason.REPLACED: (QT_TRANSLATE_NOOP("session_words", "Open in another console"), "disabled"),
    Reason.ENDED_BY_LEAD: (QT_TRANSLATE_NOOP("session_words", "Ended by {name}"), "disabled"),
}

_OVER: dict[Reason, object] = {
    Reason.LEFT: QT_TRANSLATE_NOOP("session_words", "You have left the session. It goes on with the others."),
    Reason.TIMED_OUT: QT_TRANSLATE_NOOP(
        "session_words",
        "You were away for too long, so your place in this session is gone. If it still goes on, ask a colleague for a "
        "new invitation.",
    ),
    Reason.TRANSFERRED: QT_TRANSLATE_NOOP("session_words", "{name} has taken the session over. You are out of it."),
    Reason.REMOVED: QT_TRANSLATE_NOOP(
        "session_words", "{name} has removed you from the session. To come back you need a new invitation."
    ),
    Reason.ENDED_BY_LEAD: QT_TRANSLATE_NOOP("session_words", "{name} has ended the session."),
}
"""What ended for whom, and the way back, for a technician who did not lead at the end."""
_OVER_BY_YOU = QT_TRANSLATE_NOOP("session_words", "You have ended the session.")
GOES_ON = (Reason.LEFT, Reason.REMOVED, Reason.TRANSFERRED, Reason.DISABLED)
"""Why this technician is out of a session that others go on with."""


OUTCOMES: dict[str, object] = {
    Outcome.UNSAID: QT_TRANSLATE_NOOP("session_words", "Not said"),
    Outcome.SOLVED: QT_TRANSLATE_NOOP("session_words", "Solved"),
    Outcome.UNSOLVED: QT_TRANSLATE_NOOP("session_words", "Not solved"),
    Outcome.FOLLOW_UP: QT_TRANSLATE_NOOP("session_words", "To be continued"),
}

LIVE_SHARE = (ShareState.STARTING, ShareState.ON, ShareState.INTERRUPTED, ShareState.RESUMING)


def state_words(session: Session) -> tuple[str, str]:
    """Return the session's state in words, and the name of its colour."""
    words, colour = _said(session)
    translated = QCoreApplication.translate("session_words", str(words))
    return translated.format(name=session.lead_name), colour


def over_words(session: Session, reason: Reason) -> str:
    """Return what has ended, for whom, and the way back."""
    leads = session.role is Role.LEAD
    words = _OVER.get(reason)
    if reason is Reason.ENDED_BY_LEAD and leads:
        words = _OVER_BY_YOU
    elif reason is Reason.TIMED_OUT and leads:
        words = None
    if words is None or ("{name}" in str(words) and not session.lead_name):
        return sentence(reason.value)
    return QCoreApplication.translate("session_words", str(words)).format(name=session.lead_name)


def outcome_words(outcome: str) -> str:
    """Return what has come of a session, in words; one of a newer host as it is called there."""
    if outcome not in OUTCOMES:
        return outcome
    return QCoreApplication.translate("session_words", str(OUTCOMES[outcome]))


def _said(session: Session) -> tuple[object, str]:
    state = session.state
    if session.closed_reason is not None and state is not SessionState.TIMED_OUT:
        return _closed(session, session.closed_reason)
    if session.reconnecting:
        return _OWN_LINK_LOST
    if session.calling:
        return _CALLING
    if session.share is ShareState.ON:
        return _SHARING
    if state is SessionState.TRANSFERRING and not session.lead_name:
        return _NO_LEAD
    if state is SessionState.ACTIVE and session.role is Role.COLLABORATOR:
        return _COLLABORATING
    return _WORDS[state]


def _closed(session: Session, reason: Reason) -> tuple[object, str]:
    if reason is Reason.ENDED_BY_LEAD and session.role is Role.LEAD:
        return _ENDED_BY_YOU
    if reason is Reason.ENDED_BY_LEAD and not session.lead_name:
        return _WORDS[SessionState.CLOSED]
    return _CLOSED.get(reason, _WORDS[SessionState.CLOSED])


def clock(seconds: float) -> str:
    """Return a span of time as "4:07" or "1:04:07"."""
    whole = max(0, int(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{left:02}" if hours else f"{minutes}:{left:02}"


def waited_s(session: Session, now_ms: int) -> float:
    """Return how long the customer was waited for: until they joined, or until now."""
    joined = session.conversation.first("joined")
    ended = session.conversation.lines[-1].time_ms if session.conversation.lines else now_ms
    otherwise = ended if session.closed_reason is not None else now_ms
    until = otherwise if joined is None else joined.time_ms
    return max(0.0, (until - session.opened_ms) / 1000)
