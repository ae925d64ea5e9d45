"""Work that a host asks of whoever joins with a code while somebody tries many: a hash with leading zero bits. Pure.

The token is the host's own, and the host alone reads it. A joiner takes no puzzle of more than `BITS_MOST` bits, so a
host that means ill costs it some seconds and no more.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable

TOKEN_BYTES = 40
ANSWER_BYTES = 8  # with the token one block of SHA-256
BITS_LEAST = 16
BITS_MOST = 21
TURN = 4096  # tries from one look at whether the answer is still wanted to the next


def is_solved(token: bytes, answer: bytes, bits: int) -> bool:
    """Return whether SHA-256 of `token` and `answer` begins with that many zero bits."""
    digest = hashlib.sha256(token + answer).digest()
    return len(answer) == ANSWER_BYTES and int.from_bytes(digest[:4]) >> (32 - bits) == 0


def solve(token: bytes, bits: int, wanted: Callable[[], bool]) -> bytes | None:
    """Look for an answer; None once `wanted` says no. It takes 2^bits tries on average, in the caller's thread."""
    sha256, limit = hashlib.sha256, 1 << (32 - bits)
    for start in itertools.count(0, TURN):
        if not wanted():
            return None
        for number in range(start, start + TURN):
            answer = number.to_bytes(ANSWER_BYTES)
            if int.from_bytes(sha256(token + answer).digest()[:4]) < limit:
                return answer
    raise AssertionError("there is always a next number")
