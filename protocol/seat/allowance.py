"""How often one member may say each kind of thing to another, as the receiver counts it. Pure.

What is said more often than any honest program says it is not handled at once, so that nobody can keep another one's
program busy; `content_vocabulary.RULES` says how often that is, and what becomes of more. Of a state the latest waits:
it is the one that counts. What ends something or takes it back is handled however often it comes, as long as there was
something since that it could take back. Chat lines are never dropped (see `incoming`), nor are parts of a picture,
which have bounds of their own.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from protocol.rates.bucket import Bucket, Limit
from protocol.trust.introduction import KeyOffer
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.content import PointerAt, PointerShape, SharedSources, SharePaused, ShareSource
from protocol.vocabulary.content_vocabulary import RULES, Excess, Rule

_ALL = {**RULES, KeyOffer: Rule({}, Limit(100, 10))}
LIMITS = {kind: rule.limit for kind, rule in _ALL.items() if rule.limit is not None}
"""What is not here has a bound of its own: chat, parts of a picture, input."""

_OF_A_SOURCE = (SharePaused, SharedSources, PointerAt, PointerShape)
"""States of what is shown: of another source they say nothing."""

_Key = tuple[int, type[Message]]


class Allowances:
    """What each member may still say.

    Args:
        clock: seconds, never going back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[_Key, Bucket] = {}
        self._last: dict[_Key, Message] = {}  # what was handled last, by the kind that takes it back
        self._waiting: dict[_Key, tuple[object, Message]] = {}  # the latest of each state, and of which attachment

    def take(self, sender: int, attachment: object, content: Message) -> bool:
        """Return whether `content` is to be handled now; else it waits, or nothing comes of it.

        Raises:
            BadMessage: no honest program says this so often, and what follows it would be wrong.
        """
        kind = type(content)
        if (rule := _ALL.get(kind)) is None or rule.limit is None:
            return True
        key, waited_for = (sender, kind), (sender, rule.taken_back_by or kind)
        now_s = self._clock()
        bucket = self._buckets.setdefault(key, Bucket(rule.limit, now_s))
        if not bucket.take(now_s) and not (rule.takes_back(content) and self._last.get(waited_for) != content):
            self._exceed(key, rule, attachment, content)
            return False
        self._handled(key, rule, content)
        return True

    def due(self) -> tuple[int, object, Message] | None:
        """Return the next state whose turn it is: from whom, within which attachment; None: there is none."""
        now_s = self._clock()
        for key, (attachment, content) in self._waiting.items():
            if self._buckets[key].take(now_s):
                self._handled(key, _ALL[key[1]], content)
                return key[0], attachment, content
        return None

    def due_s(self) -> float | None:
        """Return the seconds until `due` has something; None where nothing waits."""
        now_s = self._clock()
        return min((self._buckets[key].due_s(now_s) for key in self._waiting), default=None)

    def forget(self, member: int) -> None:
        """Forget a member whose seat is gone."""
        for known in (self._buckets, self._last, self._waiting):
            for key in [key for key in known if key[0] == member]:
                del known[key]

    def _handled(self, key: _Key, rule: Rule, content: Message) -> None:
        sender, kind = key
        self._last[sender, rule.taken_back_by or kind] = content
        self._waiting.pop(key, None)
        for state in _OF_A_SOURCE if kind is ShareSource else ():
            self._waiting.pop((sender, state), None)

    def _exceed(self, key: _Key, rule: Rule, attachment: object, content: Message) -> None:
        if rule.excess is Excess.ENDS:
            raise BadMessage("too many sources")
        if rule.excess is Excess.LATEST:
            self._waiting[key] = attachment, content
