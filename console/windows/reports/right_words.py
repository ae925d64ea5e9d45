"""What each right is called, and what it lets a technician do, in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_WORDS: dict[str, tuple[object, object]] = {
    "chat": (
        QT_TRANSLATE_NOOP("right_words", "Chat"),
        QT_TRANSLATE_NOOP("right_words", "Write to customers and colleagues in a session."),
    ),
    "share_screen": (
        QT_TRANSLATE_NOOP("right_words", "Allow screen sharing with customers"),
        QT_TRANSLATE_NOOP("right_words", "Show one’s own screen to the customer, who can look but not operate it."),
    ),
    "view_customer": (
        QT_TRANSLATE_NOOP("right_words", "See the customer’s desktop"),
        QT_TRANSLATE_NOOP("right_words", "Ask the customer to show their desktop. The customer has to agree."),
    ),
    "control_customer": (
        QT_TRANSLATE_NOOP("right_words", "Operate the customer’s desktop"),
        QT_TRANSLATE_NOOP("right_words", "Use mouse and keyboard there, too. The customer has to agree."),
    ),
    "share_during_control": (
        QT_TRANSLATE_NOOP("right_words", "Share during remote control"),
        QT_TRANSLATE_NOOP("right_words", "Show one’s own screen while the customer’s desktop is open, too."),
    ),
    "invite": (
        QT_TRANSLATE_NOOP("right_words", "Invite colleagues"),
        QT_TRANSLATE_NOOP("right_words", "Bring other technicians into a session, and remove them again."),
    ),
    "transfer": (
        QT_TRANSLATE_NOOP("right_words", "Transfer sessions"),
        QT_TRANSLATE_NOOP("right_words", "Pass a session on to another technician, or hand over its lead."),
    ),
    "hold": (
        QT_TRANSLATE_NOOP("right_words", "Put sessions on hold"),
        QT_TRANSLATE_NOOP("right_words", "Let everybody in a session wait, and go on later."),
    ),
    "end": (
        QT_TRANSLATE_NOOP("right_words", "End sessions"),
        QT_TRANSLATE_NOOP("right_words", "End a session for everybody in it."),
    ),
    "session_notes": (
        QT_TRANSLATE_NOOP("right_words", "Note customers’ names"),
        QT_TRANSLATE_NOOP(
            "right_words",
            "Tell the host a customer’s name and a note, for reports. They are not sealed: whoever runs the host can "
            "read them.",
        ),
    ),
}


def right_title(name: str) -> str:
    """Return what the right `name` is called; one of a newer host has its name only."""
    return QCoreApplication.translate("right_words", str(_WORDS[name][0])) if name in _WORDS else name


def right_sentence(name: str) -> str:
    """Return what the right `name` allows; "" for one of a newer host."""
    return QCoreApplication.translate("right_words", str(_WORDS[name][1])) if name in _WORDS else ""


def in_order(names: list[str]) -> list[str]:
    """Return `names` in the order in which rights are shown; those of a newer host last."""
    known = list(_WORDS)
    return sorted(names, key=lambda name: (known.index(name) if name in known else len(known), name))
