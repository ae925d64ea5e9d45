"""Two words that two members see beside each other's names, unless somebody is between them. No I/O, no clock.

A host that knows the key of introduction (it hands the secret of a queue's link out) can give each of two members a
key of its own in place of the other's. Then the two seats share nothing, and the words that both derive from both
seats' keys differ. There are 2**22 pairs of words, so nobody may be able to try keys until the words match. That is why
each side draws a nonce for the other, commits to it, and opens the commitment only once it has the other's: whatever
anybody chooses is chosen before anything is known that the words depend on. The seats' keys alone would not do: a seat
shows its key to every member, and so to the host, long before the next one comes.

What was drawn or heard once stays, over lost links and new runs of the program. A second commitment of the same
member's is refused, so whoever goes away before the words are there cannot try again.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace

from protocol.trust.introduction import KEPT_LIMIT, Known
from protocol.trust.join_proof import SealError
from protocol.vocabulary.messages import VERSION

NONCE_BYTES = 32
INDEX_BITS = 11
WORDS = 1 << INDEX_BITS  # in a list


@dataclass(frozen=True)
class Agreement:
    """How far we have come with one other member; to be saved with the seat."""

    member: int
    key: bytes  # of the other's seat
    nonce: bytes  # ours
    commitment: bytes = b""  # the other's, empty: not heard yet
    opening: bytes = b""  # the other's nonce, empty: not heard yet

    def __repr__(self) -> str:
        return f"Agreement({self.member}, {'done' if self.opening else 'open'})"


class Agreements:
    """One seat's agreements with all members that it has met; those who are gone stay in it.

    Args:
        session: its 16 bytes.
        own: one's own member number.
        public: the public half of one's own key pair.
        kept: what an earlier run has saved.
    """

    def __init__(self, *, session: bytes, own: int, public: bytes, kept: Iterable[Agreement] = ()) -> None:
        self.kept = tuple(kept)
        self._session = session
        self._side = own.to_bytes(2, "big") + public

    def commit(self, other: Known) -> bytes | None:
        """Return our commitment for a member; None: the words are there already, or it is one member too many."""
        found = self._find(other)
        if found is None:
            if len(self.kept) >= KEPT_LIMIT:
                return None
            found = Agreement(other.member, other.key, secrets.token_bytes(NONCE_BYTES))
            self.kept = (*self.kept, found)
        return None if found.opening else self._commitment(self._side, _side(found), found.nonce)

    def committed(self, other: Known, commitment: bytes) -> bytes | None:
        """Return the nonce that opens our own commitment, as the other has committed; None: as for `commit`.

        What has changed here must be saved before the nonce is sent.

        Raises:
            SealError: the other had committed to something else.
        """
        found = self._find(other)
        if found is None:
            return None
        if found.commitment and not hmac.compare_digest(found.commitment, commitment):
            raise SealError("a second commitment")
        self._keep(replace(found, commitment=commitment))
        return found.nonce

    def opened(self, other: Known, nonce: bytes) -> None:
        """Take the nonce that opens the other's commitment; now the words are there.

        Raises:
            SealError: it opens nothing.
        """
        found = self._find(other)
        if found is None or len(nonce) != NONCE_BYTES:
            raise SealError("an opening of nothing")
        expected = self._commitment(_side(found), self._side, nonce)
        if not hmac.compare_digest(found.commitment, expected):
            raise SealError("not what was committed to")
        self._keep(replace(found, opening=nonce))

    def words(self, other: Known) -> tuple[int, int] | None:
        """Return the numbers of the two words in the lists; None: they are not there yet."""
        found = self._find(other)
        if found is None or not found.opening:
            return None
        sides = sorted([(self._side, found.nonce), (_side(found), found.opening)])
        about = b"".join(side + nonce for side, nonce in sides)
        digest = hashlib.sha256(b"fernblick %d words" % VERSION + self._session + about).digest()
        number = int.from_bytes(digest[:4], "big") >> (32 - 2 * INDEX_BITS)
        return number >> INDEX_BITS, number % WORDS

    def _find(self, other: Known) -> Agreement | None:
        return next((a for a in self.kept if a.member == other.member and a.key == other.key), None)

    def _keep(self, changed: Agreement) -> None:
        same = (changed.member, changed.key)
        self.kept = tuple(changed if (a.member, a.key) == same else a for a in self.kept)

    def _commitment(self, sender: bytes, receiver: bytes, nonce: bytes) -> bytes:
        """Return what commits the sender to `nonce`; nothing else opens it, and it is of no use to anybody else."""
        about = b"fernblick %d commitment" % VERSION + self._session + sender + receiver + nonce
        return hashlib.sha256(about).digest()


def _side(other: Agreement) -> bytes:
    """Return which seat the other's is."""
    return other.member.to_bytes(2, "big") + other.key
