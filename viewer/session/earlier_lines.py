"""What was said in the customer's page, before this viewer took its place: taken over into the transcript."""

from __future__ import annotations

from protocol.seat.conversation import Conversation, Line
from protocol.vocabulary.chat import EARLIER_LIMIT, EarlierLine


def recall(earlier: EarlierLine, conversation: Conversation, now_ms: int) -> Line | None:
    """Put a line into the transcript and return it; None: it stands there already, or there are too many."""
    if conversation.recalled >= EARLIER_LIMIT:
        return None
    own = earlier.author == 0
    line = Line(
        author=conversation.own if own else earlier.author,
        name=conversation.own_name if own else earlier.name,
        time_ms=earlier.time_ms,
        text=earlier.text,
        number=earlier.number,
        delivered=own,
        recalled=True,
    )
    return line if conversation.recall(line, max(0, now_ms - earlier.ago_ms)) else None
