"""How a technician's presence is said and coloured, wherever the console shows it."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from protocol.vocabulary.accounts import Presence

_WORDS: dict[Presence, tuple[object, str]] = {
    Presence.ONLINE: (QT_TRANSLATE_NOOP("presence", "Online"), "success"),
    Presence.AWAY: (QT_TRANSLATE_NOOP("presence", "Away"), "amber"),
    Presence.BUSY: (QT_TRANSLATE_NOOP("presence", "Busy"), "danger"),
    Presence.OFFLINE: (QT_TRANSLATE_NOOP("presence", "Offline"), "disabled"),
}


def presence_words(presence: Presence) -> str:
    """Return `presence` in a word."""
    return QCoreApplication.translate("presence", str(_WORDS[presence][0]))


def presence_colour(presence: Presence) -> str:
    """Return the name of the colour of `presence`."""
    return _WORDS[presence][1]
