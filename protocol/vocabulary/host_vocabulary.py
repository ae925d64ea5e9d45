"""All that a member and the host may say to each other."""

from __future__ import annotations

from protocol.vocabulary import accounts, desktop, guests, joins, messages, queue, reports, teamwork, web
from protocol.vocabulary.codec import Vocabulary

HOST_VOCABULARY = Vocabulary(
    [
        *(*messages.KINDS, *joins.KINDS, *accounts.KINDS, *teamwork.KINDS),
        *(*desktop.KINDS, *reports.KINDS, *queue.KINDS, *web.KINDS),
        *guests.KINDS,
    ]
)
