"""Seal and open what members say to each other, so that the host cannot read, change, drop, repeat or mix it. No I/O.

Each direction of each channel between two members has a key of its own, made from what the key pairs of their two seats
share (`introduction`), what the key pairs share that both drew for their present attachments, and the salts of these,
and a counter that is the nonce. The counter is not sent: a receiver expects exactly the next one, so anything that is
missing, doubled, exchanged, changed or sent back does not open.

The pair of an attachment lives no longer than it, in memory alone: what was recorded before opens with no key that
anybody gets hold of later, be it out of the file that keeps the seat. The seats' pairs prove whose it is: its public
half is believed with a code under what only the two seats share, over both salts, so for these two attachments only.

The host must be able to cut a share off and discard what was still under way. That is what runs are for: a box begins
with the number of its run, each run has its own key and counts from 0, and run numbers only rise. So all that the host
can take away unnoticed is the end of a run. TALK and CHAT have one run for the whole attachment.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from protocol.trust.introduction import KEY_BYTES, new_secret, public_key, shared_key
from protocol.trust.join_proof import SealError
from protocol.vocabulary.messages import BOX_LIMIT, VERSION, Channel

SALT_BYTES = 16
RUN_BYTES = 4
SALTS_LIMIT = 10_000  # attachments of others within one of one's own
NEVER_CUT = frozenset({Channel.TALK, Channel.CHAT})  # channels of which the host may discard nothing
OF_SHARE = frozenset({Channel.SHARE, Channel.PICTURE, Channel.POINTER})
OF_DESKTOP = frozenset({Channel.DESKTOP, Channel.DESKTOP_PICTURE, Channel.DESKTOP_POINTER, Channel.INPUT})
OF_POINTING = frozenset({Channel.POINTING})


@dataclass
class _Way:
    """One direction of one channel with one member, in one run."""

    run: int
    cipher: AESGCM
    about: bytes  # additional data
    counter: int = 0  # of the next box of the run

    def seal(self, plain: bytes) -> bytes:
        box = self.cipher.encrypt(self.counter.to_bytes(12, "big"), plain, self.about)
        self.counter += 1
        return self.run.to_bytes(RUN_BYTES, "big") + box

    def open(self, box: bytes) -> bytes:
        plain = self.cipher.decrypt(self.counter.to_bytes(12, "big"), memoryview(box)[RUN_BYTES:], self.about)
        self.counter += 1
        return plain


@dataclass
class _Pair:
    """What is between us and one other member while both attachments last."""

    salt: bytes  # the other's
    fresh: bytes = b""  # the public key of the other's attachment; empty until it is believed
    shared: bytes = b""  # what all four key pairs share; empty until then
    runs: dict[Channel, int] = field(default_factory=dict)  # of what we seal, 0 where not listed
    out: dict[Channel, _Way] = field(default_factory=dict)
    back: dict[Channel, _Way] = field(default_factory=dict)


class Keyring:
    """Seals boxes to other members of a session and opens theirs.

    No key ever seals two boxes with one nonce: one's own salt is drawn afresh for each attachment, and another's salt
    that comes a second time within it (the host could say so) is refused.

    Args:
        session: its 16 bytes.
        own: one's own member number.
        secret: the secret half of one's seat's key pair, 32 bytes.

    Attributes:
        fresh: the public key of one's own attachment; empty where there is none.
    """

    def __init__(self, session: bytes, own: int, secret: bytes) -> None:
        self._session = session
        self._own = own
        self._secret = secret
        self.fresh = b""
        self._fresh_secret = b""
        self._salt: bytes | None = None
        self._pairs: dict[int, _Pair] = {}
        self._met: set[tuple[int, bytes]] = set()

    def set_own_salt(self, salt: bytes) -> None:
        """Begin a new attachment with `salt`, drawn for it; every other member's salt has to be set again."""
        assert len(salt) == SALT_BYTES
        if salt == self._salt:
            raise ValueError("a salt is for one attachment only")
        self._salt = salt
        self._fresh_secret = new_secret()
        self.fresh = public_key(self._fresh_secret)
        self._pairs.clear()
        self._met.clear()

    def end(self) -> None:
        """Forget the keys of the attachment, which is over: nothing of it is opened any more."""
        self.fresh = self._fresh_secret = b""
        self._pairs.clear()

    def close(self) -> None:
        """Forget the seat's key, too."""
        self.end()
        self._secret = b""

    def set_peer_salt(self, member: int, salt: bytes) -> None:
        """Take over the salt of the latest attachment of `member`; a new one begins both directions anew.

        Raises:
            SealError: the salt was used and replaced before; its counters are gone, so it must not come back.
        """
        pair = self._pairs.get(member)
        if pair is not None and pair.salt == salt:
            return
        if self._salt is None or member == self._own or (member, salt) in self._met or len(self._met) >= SALTS_LIMIT:
            raise SealError("not a new attachment")
        self._met.add((member, salt))
        self._pairs[member] = _Pair(salt)

    def prove(self, to: int, key: bytes) -> bytes:
        """Return what proves to member `to`, whose seat has the public `key`, that our `fresh` key is this seat's."""
        assert self._salt is not None
        return self._code(key, (self._own, to), (self._salt, self._pairs[to].salt), self.fresh)

    def introduce(self, member: int, key: bytes, fresh: bytes, proof: bytes) -> None:
        """Seal and open with the public `key` of `member`'s seat, which is believed, and that of its attachment.

        Raises:
            SealError: they are no keys, or `fresh` is not what that seat has drawn for this attachment.
        """
        pair = self._pairs[member]
        if self._salt is None or (pair.fresh and pair.fresh != fresh):
            raise SealError("a second key within an attachment")
        if not hmac.compare_digest(self._code(key, (member, self._own), (pair.salt, self._salt), fresh), proof):
            raise SealError("a key that is not of this attachment")
        if not pair.shared:
            pair.fresh, pair.shared = fresh, self._share(key, fresh)

    def forget(self, member: int) -> None:
        """Seal and open nothing any more with `member` until it attaches anew."""
        self._pairs.pop(member, None)

    def new_run(self, channels: frozenset[Channel]) -> None:
        """Begin a new run of what is sealed from now on over `channels`: the host may have cut the one before."""
        assert not channels & NEVER_CUT
        for pair in self._pairs.values():
            pair.runs.update({channel: pair.runs.get(channel, 0) + 1 for channel in channels})

    def seal(self, to: int, channel: Channel, plain: bytes) -> bytes:
        """Return `plain` sealed for member `to`; boxes must be sent in the order in which they were sealed.

        Raises:
            KeyError: `to` is not attached or not introduced.
        """
        pair = self._pairs[to]
        if not pair.shared:
            raise KeyError(to)
        run = pair.runs.get(channel, 0)
        way = pair.out.get(channel)
        if way is None or way.run != run:
            way = pair.out[channel] = self._way(pair, (self._own, to), channel, run)
        box = way.seal(plain)
        assert len(box) <= BOX_LIMIT
        return box

    def open(self, sender: int, channel: Channel, box: bytes) -> bytes:
        """Return what member `sender` sealed as its next box of `channel`.

        Raises:
            SealError: `box` is anything else.
        """
        pair = self._pairs.get(sender)
        if pair is None or not pair.shared:
            raise SealError("from someone who is not attached")
        way, run = pair.back.get(channel), int.from_bytes(box[:RUN_BYTES], "big")
        if run < (0 if way is None else way.run) or (run > 0 and channel in NEVER_CUT):
            raise SealError("a run does not come back")
        if way is None or way.run != run:
            way = self._way(pair, (sender, self._own), channel, run)
        try:
            plain = way.open(box)
        except InvalidTag:
            raise SealError("a box does not open") from None
        pair.back[channel] = way
        return plain

    def _share(self, key: bytes, fresh: bytes) -> bytes:
        """Return what the pairs of both seats and both attachments share: each of ours with each of the other's."""
        seat = public_key(self._secret)
        straight = shared_key(self._secret, key) + shared_key(self._fresh_secret, fresh)
        crossed = sorted([(seat, shared_key(self._secret, fresh)), (key, shared_key(self._fresh_secret, key))])
        publics = sorted([seat + self.fresh, key + fresh])
        return b"".join([straight, *(shared for _, shared in crossed), *publics])

    def _code(self, key: bytes, members: tuple[int, int], salts: tuple[bytes, bytes], fresh: bytes) -> bytes:
        """Return what shows the key of `members[0]`'s attachment to `members[1]`; one of the two has the seat `key`."""
        info = b"fernblick %d attachment" % VERSION + self._session
        secret = HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(shared_key(self._secret, key))
        numbers = b"".join(member.to_bytes(2, "big") for member in members)
        return hmac.digest(secret, b"attachment" + numbers + b"".join(salts) + fresh, "sha256")

    def _way(self, pair: _Pair, members: tuple[int, int], channel: Channel, run: int) -> _Way:
        """Derive the key of one way from `members[0]` to `members[1]`."""
        assert self._salt is not None
        salts = self._salt + pair.salt if members[0] == self._own else pair.salt + self._salt
        about = self._session + b"".join(member.to_bytes(2, "big") for member in members)
        about += run.to_bytes(RUN_BYTES, "big") + channel.value.encode()
        info = b"fernblick %d content" % VERSION + about
        return _Way(run, AESGCM(HKDF(SHA256(), KEY_BYTES, salt=salts, info=info).derive(pair.shared)), about)
