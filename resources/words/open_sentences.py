"""What a host for anybody says: why it does not let somebody in, and what of it is used up."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

OPEN_SENTENCES: dict[str, object] = {
    "quota": QT_TRANSLATE_NOOP(
        "sentences",
        "What one place may use of this host in a day is used up. Chat goes on; screens can be shown again tomorrow, "
        "or over another host.",
    ),
    "banned": QT_TRANSLATE_NOOP(
        "sentences",
        "Whoever runs this host does not let this computer in. Ask them, or use another host.",
    ),
    "terms_needed": QT_TRANSLATE_NOOP(
        "sentences", "This host has terms, which you have to accept before you can use it."
    ),
    "invitation_needed": QT_TRANSLATE_NOOP(
        "sentences", "This host lets new technicians in by invitation only. Ask whoever runs it for one."
    ),
    "not_open": QT_TRANSLATE_NOOP(
        "sentences",
        "This host lets nobody in without an account. Ask its administrator for one, or use another host.",
    ),
}
"""By the codes of `Reason`, and of the console's own."""

USE_EVENTS: dict[str, object] = {
    "use_slow": QT_TRANSLATE_NOOP(
        "events",
        "What may be used of this host today is used up. Pictures come more slowly now, and end in {name} min; chat "
        "goes on.",
    ),
    "use_over": QT_TRANSLATE_NOOP(
        "events",
        "What may be used of this host today is used up, so no screen is shown any more. You can go on to chat.",
    ),
    "session_reported": QT_TRANSLATE_NOOP("events", "You have reported this session to whoever runs the host."),
    "use_free": QT_TRANSLATE_NOOP("events", "Screens can be shown again as before."),
}
"""What is said in a session when that changes."""
