"""The sentences about a connection that something on the way opens: a web proxy, or security software."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

RELAY_SENTENCES: dict[str, object] = {
    "relayed": QT_TRANSLATE_NOOP(
        "sentences",
        "Something between this computer and the support host opens the encrypted connection: a proxy, or security "
        "software. A code is not enough there. Ask for a link instead.",
    ),
    "login_relayed": QT_TRANSLATE_NOOP(
        "sentences",
        "Something between this computer and the host opens the encrypted connection: a proxy, or security software, "
        "with a certificate by “{about}”. It would read your password. Nothing was sent. Log in only if you trust "
        "“{about}” with that.",
    ),
}

RELAY_EVENTS: dict[str, object] = {
    "relayed": QT_TRANSLATE_NOOP(
        "events",
        "Your connection is relayed through {name}, which sees who talks to whom, and could break it off, but cannot "
        "read what is said and shown here.",
    ),
    "relayed_other": QT_TRANSLATE_NOOP(
        "events",
        "The other side’s connection is relayed through {name}, which sees who talks to whom, and could break it off, "
        "but cannot read what is said and shown here.",
    ),
}
