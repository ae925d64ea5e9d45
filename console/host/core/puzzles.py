"""How hard it is to join with a code while many are tried, and who has done the work. No I/O, no clock.

A puzzle's token is made and known again by its code of authentication alone, which covers what is joined, from where,
until when and how much work it costs: nothing is kept for whoever does not solve it. What is kept is that one was used.
"""

from __future__ import annotations

import hmac
import secrets
import struct
from collections import OrderedDict

from console.host.core.limits import ATTACK_A_MINUTE, Limits, Rate
from console.host.core.terms import PUZZLE_VALID_S, PUZZLES_KEPT
from protocol.rates.puzzle import BITS_LEAST, BITS_MOST, TOKEN_BYTES, is_solved

_HEAD = struct.Struct(">15sQB")  # drawn, when it ends in ms, bits
_MAC_BYTES = TOKEN_BYTES - _HEAD.size


class Alarm:
    """Counts joins that prove nothing, wherever they come from."""

    def __init__(self, limits: Limits) -> None:
        attack = limits.of(ATTACK_A_MINUTE)
        self._levels = [Rate(attack << step) for step in range(BITS_MOST - BITS_LEAST + 1)]

    def note(self, now: float) -> None:
        """Count one."""
        for level in self._levels:
            level.note(None, now)

    def bits(self, now: float) -> int:
        """Return how many bits of work a join with a code costs: one more with each doubling of the rate; 0: none."""
        steps = sum(level.full(None, now) for level in self._levels)
        return BITS_LEAST + steps - 1 if steps else 0


class Puzzles:
    """Makes puzzles and knows their answers; each counts once.

    Args:
        key: of the codes of authentication.
    """

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key or secrets.token_bytes(32)
        self._used: OrderedDict[bytes, float] = OrderedDict()  # until when each is valid

    def make(self, route: str, source: str, bits: int, now: float) -> bytes:
        """Return the token of a new puzzle of that many bits for a join with `route` from `source`."""
        ends_ms = int((now + PUZZLE_VALID_S) * 1000)
        head = _HEAD.pack(secrets.token_bytes(15), ends_ms, bits)
        return head + self._code(head, route, source)

    def take(self, token: bytes, answer: bytes, *, route: str, source: str, now: float) -> bool:
        """Return whether this is the answer to a puzzle that was made for this; a second time it is none."""
        head, code = token[: _HEAD.size], token[_HEAD.size :]
        if len(token) != TOKEN_BYTES or not hmac.compare_digest(code, self._code(head, route, source)):
            return False
        _drawn, ends_ms, bits = _HEAD.unpack(head)
        if now * 1000 > ends_ms or token in self._used or not is_solved(token, answer, bits):
            return False
        self._note_used(token, ends_ms / 1000, now)
        return True

    def _note_used(self, token: bytes, ends: float, now: float) -> None:
        while self._used and next(iter(self._used.values())) < now:
            self._used.popitem(last=False)
        if len(self._used) >= PUZZLES_KEPT:  # none of those that are out counts any more
            self._used.clear()
            self._key = secrets.token_bytes(32)
        self._used[token] = ends

    def _code(self, head: bytes, route: str, source: str) -> bytes:
        said = b"fernblick puzzle\0" + route.encode() + b"\0" + source.encode() + b"\0" + head
        return hmac.digest(self._key, said, "sha256")[:_MAC_BYTES]
