"""Seal and open what members say to each other, so that the host cannot read, change, drop, repeat or mix it. No I/O.

Each direction of each channel between two members has a key of its own, made from the session key and the salts that
both drew for their present attachments, and a counter that is the nonce. The counter is not sent: a receiver expects
exactly the next one, so anything that is missing, doubled, exchanged, changed or sent back does not open.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from protocol.codec import BadMessage
from protocol.messages import BOX_LIMIT, VERSION, Channel

KEY_BYTES = 32
SALT_BYTES = 16
TAG_BYTES = 16  # that a box is longer than what is in it
SALTS_LIMIT = 10_000  # attachments of others within one of one's own
EPOCHS_KEPT = 4  # session keys that a late message may still be sealed with


class SealError(BadMessage):
    """A proof is wrong or a box does not open; the link it came over must be closed."""


@dataclass
class _Way:
    """One direction of one channel with one member."""

    epoch: int
    cipher: AESGCM
    about: bytes  # additional data
    counter: int = 0  # of the next box, over all epochs

    def nonce(self) -> bytes:
        return self.counter.to_bytes(12, "big")


@dataclass
class _Pair:
    """What is between us and one other member while both attachments last."""

    salt: bytes  # the other's
    epoch: int  # at the beginning
    out: dict[Channel, _Way] = field(default_factory=dict)
    back: dict[Channel, _Way] = field(default_factory=dict)


class Keyring:
    """Seals boxes to other members of a session and opens theirs.

    No key ever seals two boxes with one nonce: one's own salt is drawn afresh for each attachment, and another's salt
    that comes a second time within it (the host could say so) is refused.

    Args:
        session: its 16 bytes.
        own: one's own member number.
        key: the session key, 32 bytes.
        epoch: counts the session keys.
    """

    def __init__(self, session: bytes, own: int, key: bytes, epoch: int) -> None:
        self._session = session
        self._own = own
        self._keys = {epoch: key}
        self._salt: bytes | None = None
        self._pairs: dict[int, _Pair] = {}
        self._met: set[tuple[int, bytes]] = set()
        self.epoch = epoch

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
        self._pairs[member] = _Pair(salt, self.epoch)

    def forget(self, member: int) -> None:
        """Seal and open nothing any more with `member` until it attaches anew."""
        self._pairs.pop(member, None)

    def rekey(self, key: bytes, epoch: int) -> None:
        """Seal with `key` from now on; open with it what the other side has sealed with it.

        Raises:
            SealError: `epoch` is not a later one.
        """
        assert len(key) == KEY_BYTES
        if epoch == self.epoch and key == self._keys[epoch]:
            return
        if epoch <= self.epoch:
            raise SealError("an epoch does not come back")
        self._keys[epoch] = key
        self.epoch = epoch
        for old in sorted(self._keys)[:-EPOCHS_KEPT]:
            del self._keys[old]

    def seal(self, to: int, channel: Channel, plain: bytes) -> bytes:
        """Return `plain` sealed for member `to`; boxes must be sent in the order in which they were sealed.

        Raises:
            KeyError: no salt of `to` is known.
        """
        pair = self._pairs[to]
        way = pair.out.get(channel)
        if way is None or way.epoch != self.epoch:
            counter = 0 if way is None else way.counter
            way = pair.out[channel] = self._way(pair, self._own, to, channel, self.epoch)
            way.counter = counter
        box = way.cipher.encrypt(way.nonce(), plain, way.about)
        way.counter += 1
        assert len(box) <= BOX_LIMIT
        return box

    def open(self, sender: int, channel: Channel, box: bytes) -> bytes:
        """Return what member `sender` sealed as its next box of `channel`.

        Raises:
            SealError: `box` is anything else.
        """
        pair = self._pairs.get(sender)
        if pair is None:
            raise SealError("from someone who is not attached")
        way = pair.back.get(channel)
        if way is None:
            first = max(pair.epoch, min(self._keys))
            way = pair.back[channel] = self._way(pair, sender, self._own, channel, first)
        try:
            plain = way.cipher.decrypt(way.nonce(), box, way.about)
        except InvalidTag:
            way, plain = self._open_later(pair, sender, way, channel, box)
            pair.back[channel] = way
        way.counter += 1
        return plain

    def _open_later(self, pair: _Pair, sender: int, way: _Way, channel: Channel, box: bytes) -> tuple[_Way, bytes]:
        """Open `box` with the key of a later epoch; the counter goes on, so nothing can be lost in between."""
        for epoch in sorted(e for e in self._keys if e > way.epoch):
            later = self._way(pair, sender, self._own, channel, epoch)
            later.counter = way.counter
            try:
                return later, later.cipher.decrypt(later.nonce(), box, later.about)
            except InvalidTag:
                continue
        raise SealError("a box does not open")

    def _way(self, pair: _Pair, sender: int, receiver: int, channel: Channel, epoch: int) -> _Way:
        assert self._salt is not None
        mine = sender == self._own
        salts = self._salt + pair.salt if mine else pair.salt + self._salt
        about = self._session + epoch.to_bytes(8, "big") + sender.to_bytes(2, "big") + receiver.to_bytes(2, "big")
        about += channel.value.encode()
        info = b"fernblick %d content" % VERSION + about
        key = HKDF(SHA256(), KEY_BYTES, salt=salts, info=info).derive(self._keys[epoch])
        return _Way(epoch, AESGCM(key), about)
