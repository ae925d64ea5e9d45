"""The sentences and the lines of a transcript that belong to the queue; read through `sentences`."""

from PySide6.QtCore import QT_TRANSLATE_NOOP

QUEUE_SENTENCES: dict[str, object] = {
    "unknown_channel": QT_TRANSLATE_NOOP(
        "sentences", "Nobody takes customers at this address any more. Ask your support for another one."
    ),
    "picked_up": QT_TRANSLATE_NOOP("sentences", "Somebody else was faster, or the customer waits no more."),
}

QUEUE_EVENTS: dict[str, object] = {
    "sealed_to_host": QT_TRANSLATE_NOOP(
        "sentences",
        "This session came through the queue, so it is protected up to the support host, not from that host itself.",
    ),
}
