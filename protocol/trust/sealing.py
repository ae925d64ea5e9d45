"""Seal and open what members say to each other, so that the host cannot read, change, drop, repeat or mix it. No I/O.

Each direction of each channel between two members has a key of its own, made from what the key pairs of their two seats
share (`introduction`) and the salts that both drew for their present attachments, and a counter that is the nonce. The
counter is not sent: a receiver expects exactly the next one, so anything that is missing, doubled, exchanged, changed
or sent back does not open.

The host must be able to cut a share off and discard what was still under way. That is what runs are for: a box begins
with the number of its run, each run has its own key and counts from 0, and run numbers only rise. So all that the host
can take away unnoticed is the end of a run. TALK and CHAT have one run for the whole attachment.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from protocol.trust.introduction import KEY_BYTES, public_key, shared_key
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
    shared: bytes = b""  # what both seats' key pairs share; empty until the other is introduced
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
    """

    def __init__(self, session: bytes, own: int, secret: bytes) -> None:
        self._session = session
        self._own = own
        self._secret = secret
        self._salt: bytes | None = None
        self._pairs: dict[int, _Pair] = {}
        self._met: set[tuple[int, bytes]] = set()

    def set_own_salt(self, salt: bytes) -> None:
        """Begin a new attachment with `salt`, drawn for it; every other member's salt has to be set again."""
        assert len(salt) == SALT_BYTES
        if salt == self._salt:
            raise ValueError("a salt is for one attachment only")
        self._salt = salt
        self._pairs.clear()
        self._met.clear()

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

    def introduce(self, member: int, key: bytes) -> None:
        """Seal and open with the public key of `member`'s seat, which is believed.

        Raises:
            SealError: it is no key.
        """
        pair = self._pairs[member]
        if not pair.shared:
            pair.shared = shared_key(self._secret, key) + b"".join(sorted((key, public_key(self._secret))))

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

    def _way(self, pair: _Pair, members: tuple[int, int], channel: Channel, run: int) -> _Way:
        """Derive the key of one way from `members[0]` to `members[1]`."""
        assert self._salt is not None
        salts = self._salt + pair.salt if members[0] == self._own else pair.salt + self._salt
        about = self._session + b"".join(member.to_bytes(2, "big") for member in members)
        about += run.to_bytes(RUN_BYTES, "big") + channel.value.encode()
        info = b"fernblick %d content" % VERSION + about
        return _Way(run, AESGCM(HKDF(SHA256(), KEY_BYTES, salt=salts, info=info).derive(pair.shared)), about)
