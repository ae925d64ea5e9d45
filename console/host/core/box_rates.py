"""How much one member may send the others: counted at the host, so that nobody's program is kept busy by another's.

Far above what honest programs say. A box too many cannot be dropped, for the boxes after it would not open: who sends
it loses the link. The counts are those of the seat, which outlives that link. Pure.
"""

from __future__ import annotations

from console.host.core.limits import (
    ACTS_A_SECOND,
    OTHER_BOXES_A_SECOND,
    PICTURE_BOXES_A_SECOND,
    TALK_BOXES_A_SECOND,
    TALK_BYTES_A_SECOND,
    Bound,
    Limits,
)
from protocol.rates.bucket import Bucket
from protocol.vocabulary.messages import Channel

_TALK = (Channel.TALK, Channel.CHAT)
_BOUNDS: dict[Channel, Bound] = {
    **dict.fromkeys(Channel, OTHER_BOXES_A_SECOND),
    **dict.fromkeys((Channel.PICTURE, Channel.DESKTOP_PICTURE), PICTURE_BOXES_A_SECOND),
    **dict.fromkeys(_TALK, TALK_BOXES_A_SECOND),
}


class BoxRates:
    """What each member of one session may still send."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._boxes: dict[tuple[int, Channel], Bucket] = {}
        self._bytes: dict[int, Bucket] = {}
        self._acts: dict[int, Bucket] = {}

    def take(self, member: int, channel: Channel, size: int, now_s: float) -> bool:
        """Count a box of `size` bytes; return False where it is one too many."""
        counted = Channel.TALK if channel in _TALK else channel
        key = member, counted
        bound = _BOUNDS[counted]
        if key not in self._boxes:
            self._boxes[key] = Bucket(self._limits.bucket(bound), now_s)
        if not self._limits.held(bound, within=self._boxes[key].take(now_s)):
            return False
        if counted is not Channel.TALK:
            return True
        if member not in self._bytes:
            self._bytes[member] = Bucket(self._limits.bucket(TALK_BYTES_A_SECOND), now_s)
        return self._limits.held(TALK_BYTES_A_SECOND, within=self._bytes[member].take(now_s, size))

    def take_act(self, member: int, now_s: float) -> bool:
        """Count something that a member begins; return False where it is one too many."""
        if member not in self._acts:
            self._acts[member] = Bucket(self._limits.bucket(ACTS_A_SECOND), now_s)
        return self._limits.held(ACTS_A_SECOND, within=self._acts[member].take(now_s))

    def forget(self, member: int) -> None:
        """Forget a member whose seat is gone."""
        self._acts.pop(member, None)
        self._bytes.pop(member, None)
        for key in [key for key in self._boxes if key[0] == member]:
            del self._boxes[key]
