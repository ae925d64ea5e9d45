"""Seal and open what members say to each other, so that the host cannot read, change, drop, repeat or mix it. No I/O.

Each direction of each channel between two members has a key of its own, made from the session key and the salts that
both drew for their present attachments, and a counter that is the nonce. The counter is not sent: a receiver expects
exactly the next one, so anything that is missing, doubled, exchanged, changed or sent back does not open.

The host must be able to cut a share off and discard what was still under way. That is what runs are for: a box begins
with the number of its run, each run has its own key and counts from 0, and run numbers only rise. So all that the host
can take away unnoticed is the end of a run. TALK and CHAT have one run for the whole attachment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from protocol.messages import BOX_LIMIT, VERSION, Channel
from protocol.seal import SealError

KEY_BYTES = 32
SALT_BYTES = 16
RUN_BYTES = 4
OVERHEAD = RUN_BYTES + 16  # bytes that a box is longer than what is in it
SALTS_LIMIT = 10_000  # attachments of others within one of one's own
NEVER_CUT = frozenset({Channel.TALK, Channel.CHAT})  # channels of which the host may discard nothing
EPOCHS_KEPT = 4  # session keys that a late message may still be sealed with


@dataclass
class _Way:
    """One direction of one channel with one member, in one run and epoch."""

    run: int
    epoch: int
    cipher: AESGCM
    about: bytes  # additional data
    counter: int = 0  # of the next box of the run, over all epochs

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
    epoch: int  # the latest that the other has sealed with; an earlier one does not come back
    run: int = 0  # of what we seal, TALK and CHAT apart
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

    def new_run(self) -> None:
        """Begin a new run of what is sealed from now on, `NEVER_CUT` apart: the host may have cut the one before."""
        for pair in self._pairs.values():
            pair.run += 1

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
        run = 0 if channel in NEVER_CUT else pair.run
        way = pair.out.get(channel)
        if way is None or (way.run, way.epoch) != (run, self.epoch):
            counter = way.counter if way is not None and way.run == run else 0
            way = pair.out[channel] = self._way(pair, (self._own, to), channel, run, self.epoch)
            way.counter = counter
        box = way.seal(plain)
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
        for way in self._candidates(pair, sender, channel, int.from_bytes(box[:RUN_BYTES], "big")):
            try:
                plain = way.open(box)
            except InvalidTag:
                continue
            pair.back[channel], pair.epoch = way, way.epoch
            return plain
        raise SealError("a box does not open")

    def _candidates(self, pair: _Pair, sender: int, channel: Channel, run: int) -> Iterator[_Way]:
        """Yield the ways that the next box may have come: as the last one, with a later key, or in a later run."""
        way = pair.back.get(channel)
        last_run = 0 if way is None else way.run
        if run < last_run or (run > 0 and channel in NEVER_CUT):
            return
        counter = way.counter if way is not None and way.run == run else 0
        for epoch in sorted(e for e in self._keys if e >= pair.epoch):
            if way is not None and (way.run, way.epoch) == (run, epoch):
                yield way
                continue
            later = self._way(pair, (sender, self._own), channel, run, epoch)
            later.counter = counter
            yield later

    def _way(self, pair: _Pair, members: tuple[int, int], channel: Channel, run: int, epoch: int) -> _Way:
        """Derive the key of one way from `members[0]` to `members[1]`."""
        assert self._salt is not None
        salts = self._salt + pair.salt if members[0] == self._own else pair.salt + self._salt
        about = self._session + epoch.to_bytes(8, "big") + b"".join(m.to_bytes(2, "big") for m in members)
        about += run.to_bytes(RUN_BYTES, "big") + channel.value.encode()
        info = b"fernblick %d content" % VERSION + about
        key = HKDF(SHA256(), KEY_BYTES, salt=salts, info=info).derive(self._keys[epoch])
        return _Way(run, epoch, AESGCM(key), about)
