"""How often one member may say each kind of thing to another, as the receiver counts it. Pure.

What is said more often than any honest program says it is dropped, so that nobody can keep another one's program busy:
for states and wishes that costs only the one who said it. Chat lines are never dropped (see `incoming`), nor are parts
of a picture, which have bounds of their own; a source too many ends the link, for nothing after it would fit.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from protocol.rates.bucket import Bucket, Limit
from protocol.trust.introduction import KeyOffer
from protocol.vocabulary.chat import EARLIER_LIMIT, ChatDelivered, EarlierLine, PrivateChatDelivered, Typing
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.content import (
    Capabilities,
    MirrorView,
    PictureWish,
    PointerAt,
    PointerShape,
    Profile,
    ShareAnswer,
    SharedSources,
    SharePaused,
    ShareSource,
    ShareWish,
    SourceWish,
    ThroughQueue,
    UpdateShown,
    ViewerLink,
    ViewerWish,
    Vouch,
    WordsCommitment,
    WordsOpening,
)
from protocol.vocabulary.marks import Mark, MarksCleared

LIMITS: dict[type[Message], Limit] = {
    KeyOffer: Limit(100, 10),
    Profile: Limit(40, 2),
    Capabilities: Limit(40, 2),
    Vouch: Limit(300, 20),
    WordsCommitment: Limit(40, 2),
    WordsOpening: Limit(40, 2),
    ThroughQueue: Limit(40, 2),
    ChatDelivered: Limit(400, 40),
    PrivateChatDelivered: Limit(400, 40),
    EarlierLine: Limit(EARLIER_LIMIT, 1),
    Typing: Limit(20, 5),
    ViewerWish: Limit(5, 0.2),
    ViewerLink: Limit(5, 0.2),
    ShareWish: Limit(10, 0.2),
    ShareAnswer: Limit(10, 0.2),
    ShareSource: Limit(12, 0.8),  # 8 in 10 s; a sender keeps to less, see `SourcePace`
    SharePaused: Limit(40, 3),
    SharedSources: Limit(40, 3),
    PointerShape: Limit(240, 120),
    PointerAt: Limit(1000, 500),
    UpdateShown: Limit(1000, 500),
    SourceWish: Limit(20, 5),
    PictureWish: Limit(20, 5),
    MirrorView: Limit(40, 5),
    Mark: Limit(240, 120),
    MarksCleared: Limit(40, 10),
}
"""What is not here has a bound of its own: chat, parts of a picture, input."""


class Allowances:
    """What each member may still say.

    Args:
        clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[tuple[int, type[Message]], Bucket] = {}

    def take(self, sender: int, content: Message) -> bool:
        """Return whether `content` is to be handled; else it is to be dropped.

        Raises:
            BadMessage: no honest program says this so often, and what follows it would be wrong.
        """
        kind = type(content)
        if (limit := LIMITS.get(kind)) is None:
            return True
        now_s = self._clock()
        bucket = self._buckets.get((sender, kind))
        if bucket is None:
            bucket = self._buckets[sender, kind] = Bucket(limit, now_s)
        if bucket.take(now_s):
            return True
        if kind is ShareSource:
            raise BadMessage("too many sources")
        return False

    def forget(self, member: int) -> None:
        """Forget a member whose seat is gone."""
        for key in [key for key in self._buckets if key[0] == member]:
            del self._buckets[key]
