"""The sentences and the lines of a transcript that belong to the queue; read through `sentences`."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

QUEUE_SENTENCES: dict[str, object] = {
    "unknown_channel": QT_TRANSLATE_NOOP(
        "sentences", "This queue does not exist any more. Ask for another one, or try again later."
    ),
    "bad_picture": QT_TRANSLATE_NOOP("sentences", "This picture cannot be used as a logo. Choose another one."),
    "technician_gone": QT_TRANSLATE_NOOP(
        "sentences", "To reach your support again, ask them for a new code or a new link."
    ),
    "waits_less_sealed": QT_TRANSLATE_NOOP(
        "sentences",
        "The session that follows is protected up to the support host, not from that host itself; the one before was.",
    ),
    "customer_gone": QT_TRANSLATE_NOOP("sentences", "The customer did not wait any longer. The session was ended."),
    "picked_up": QT_TRANSLATE_NOOP("sentences", "Somebody else was faster, or the customer waits no more."),
}

QUEUE_EVENTS: dict[str, object] = {
    "sealed_to_host": QT_TRANSLATE_NOOP(
        "events",
        "This session came through the queue, so it is protected up to the support host, not from that host itself.",
    ),
    "through_queue": QT_TRANSLATE_NOOP(
        "events",
        "The session goes through the queue {name}: from here on it is protected up to the support host, not from that "
        "host itself.",
    ),
    "queue_transfer": QT_TRANSLATE_NOOP("events", "The session waits in the queue {name} for another technician."),
    "queue_late": QT_TRANSLATE_NOOP("events", "Nobody has taken the session over. It stays with you."),
}
