"""A host that flips, drops, swaps, replays, injects or reflects boxes gets nothing opened but the next box."""

import contextlib
import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.trust.introduction import new_secret, public_key
from protocol.trust.join_proof import SealError
from protocol.trust.sealing import NEVER_CUT, OF_DESKTOP, OF_SHARE, RUN_BYTES, Keyring, _Pair
from protocol.vocabulary.messages import Channel

SESSION = bytes(range(16))
SECRETS = {n: bytes([n]) * 32 for n in range(1, 4)}
CHANNELS = list(Channel)


def salt(n: int) -> bytes:
    return n.to_bytes(16, "big")


def ring(own: int, *, session: bytes = SESSION, secret: bytes | None = None) -> Keyring:
    keyring = Keyring(session, own, secret or SECRETS[own])
    keyring.set_own_salt(salt(own))
    return keyring


def meet(one: Keyring, other: Keyring) -> None:
    """Have two meet in their present attachments, and introduce each to the other."""
    for this, that in ((one, other), (other, one)):
        assert that._salt is not None
        this.set_peer_salt(that._own, that._salt)
    for this, that in ((one, other), (other, one)):
        introduce(this, that)


def introduce(one: Keyring, other: Keyring) -> None:
    """Have `one` believe the keys of `other`, which has met it."""
    proof = other.prove(one._own, public_key(one._secret))
    one.introduce(other._own, public_key(other._secret), other.fresh, proof)


def two() -> tuple[Keyring, Keyring]:
    one, other = ring(1), ring(2)
    meet(one, other)
    return one, other


def refuses(keyring: Keyring, sender: int, channel: Channel, box: bytes) -> bool:
    try:
        keyring.open(sender, channel, box)
    except SealError:
        return True
    return False


@pytest.mark.parametrize("channel", CHANNELS)
def test_boxes_open_in_the_order_in_which_they_were_sealed(channel: Channel) -> None:
    one, other = two()
    for n in range(50):
        assert other.open(1, channel, one.seal(2, channel, b"there %d" % n)) == b"there %d" % n
        assert one.open(2, channel, other.seal(1, channel, b"back %d" % n)) == b"back %d" % n


def test_channels_and_directions_do_not_wait_for_each_other() -> None:
    one, other = two()
    boxes = [(channel, one.seal(2, channel, channel.encode())) for channel in CHANNELS for _ in range(3)]
    for channel, box in sorted(boxes, key=lambda pair: pair[0]):
        assert other.open(1, channel, box) == channel.encode()


def test_a_box_is_a_little_longer_than_what_is_in_it_and_never_the_same_twice() -> None:
    one, _ = two()
    boxes = {one.seal(2, Channel.TALK, b"same") for _ in range(100)}
    assert len(boxes) == 100
    assert {len(box) for box in boxes} == {4 + RUN_BYTES + 16}


# -- attacks --------------------------------------------------------------------------------------------------------


class Attacker:
    """A host with everything that one and other have sent, and three of five members."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.rings = {n: ring(n) for n in (1, 2, 3)}
        for one, other in itertools.combinations(self.rings.values(), 2):
            meet(one, other)
        self.past: list[tuple[int, int, Channel, bytes]] = []  # opened
        self.waiting: list[tuple[int, int, Channel, bytes]] = []
        self._work()

    def _work(self) -> None:
        for _ in range(12):
            sender, receiver = self.random.sample([1, 2, 3], 2)
            channel = self.random.choice(CHANNELS)
            box = self.rings[sender].seal(receiver, channel, self.random.randbytes(self.random.randrange(40)))
            self.rings[receiver].open(sender, channel, box)
            self.past.append((sender, receiver, channel, box))
        for _ in range(4):
            box = self.rings[1].seal(2, Channel.TALK, self.random.randbytes(20))
            self.waiting.append((1, 2, Channel.TALK, box))

    def flip(self) -> tuple[int, int, Channel, bytes]:
        sender, receiver, channel, box = self.waiting[0]
        changed = bytearray(box)
        changed[self.random.randrange(len(box))] ^= 1 << self.random.randrange(8)
        return sender, receiver, channel, bytes(changed)

    def drop(self) -> tuple[int, int, Channel, bytes]:
        return self.random.choice(self.waiting[1:])

    def swap(self) -> tuple[int, int, Channel, bytes]:
        sender, receiver, channel, box = self.waiting[0]
        return self.random.choice(
            [
                (3, receiver, channel, box),
                (sender, 3, channel, box),
                (sender, receiver, self.random.choice([c for c in CHANNELS if c is not channel]), box),
            ]
        )

    def replay(self) -> tuple[int, int, Channel, bytes]:
        return self.random.choice(self.past)

    def inject(self) -> tuple[int, int, Channel, bytes]:
        stranger = ring(1, secret=self.random.randbytes(32))
        stranger.set_peer_salt(2, salt(2))
        stranger._pairs[2].shared = stranger._share(public_key(SECRETS[2]), self.rings[2].fresh)
        forged = [stranger.seal(2, Channel.TALK, b"forged"), self.random.randbytes(self.random.randrange(60))]
        sender, receiver, channel, box = self.waiting[0]
        forged += [box[:-1], box + b"\x00", box[4:], b"\x00\x00\x00\x01" + box[4:], b""]
        return sender, receiver, channel, self.random.choice(forged)

    def reflect(self) -> tuple[int, int, Channel, bytes]:
        sender, receiver, channel, box = self.random.choice(self.waiting + self.past)
        return receiver, sender, channel, box


@pytest.mark.parametrize("attack", ["flip", "drop", "swap", "replay", "inject", "reflect"])
def test_a_thousand_attacks_of_each_kind_open_nothing_and_disturb_nothing(attack: str) -> None:
    opened = 0
    for seed in range(100):
        attacker = Attacker(seed)
        for _ in range(10):
            sender, receiver, channel, box = getattr(attacker, attack)()
            opened += not refuses(attacker.rings[receiver], sender, channel, box)
        for sender, receiver, channel, box in attacker.waiting:  # what is honest still opens
            attacker.rings[receiver].open(sender, channel, box)
    assert opened == 0


@settings(max_examples=300, deadline=None)
@given(box=st.binary(max_size=100), channel=st.sampled_from(CHANNELS), sender=st.integers(0, 4))
def test_no_bytes_open_that_nobody_sealed(box: bytes, channel: Channel, sender: int) -> None:
    _, other = two()
    assert refuses(other, sender, channel, box)


# -- attachments ----------------------------------------------------------------------------------------------------


def test_nothing_opens_or_seals_before_the_other_has_attached() -> None:
    keyring = ring(1)
    with pytest.raises(KeyError):
        keyring.seal(2, Channel.TALK, b"")
    assert refuses(keyring, 2, Channel.TALK, bytes(40))


def test_a_new_attachment_of_either_begins_anew_and_the_old_boxes_are_worth_nothing() -> None:
    one, other = two()
    old = [one.seal(2, Channel.TALK, b"old") for _ in range(3)]
    other.open(1, Channel.TALK, old[0])
    other.set_own_salt(salt(22))
    meet(one, other)
    assert all(refuses(other, 1, Channel.TALK, box) for box in old)
    assert other.open(1, Channel.TALK, one.seal(2, Channel.TALK, b"new")) == b"new"
    assert one.open(2, Channel.TALK, other.seal(1, Channel.TALK, b"back")) == b"back"


def test_the_same_salt_said_again_changes_nothing() -> None:
    one, other = two()
    other.open(1, Channel.TALK, one.seal(2, Channel.TALK, b"1"))
    one.set_peer_salt(2, salt(2))
    assert other.open(1, Channel.TALK, one.seal(2, Channel.TALK, b"2")) == b"2"


def test_a_salt_that_comes_back_is_refused_because_its_nonces_are_used() -> None:
    one, _ = two()
    one.seal(2, Channel.TALK, b"with counter 0")
    one.set_peer_salt(2, salt(99))
    with pytest.raises(SealError):
        one.set_peer_salt(2, salt(2))
    one.forget(2)
    with pytest.raises(SealError):
        one.set_peer_salt(2, salt(99))


def test_ones_own_salt_is_for_one_attachment() -> None:
    one, _ = two()
    with pytest.raises(ValueError, match="one attachment"):
        one.set_own_salt(salt(1))


def test_whatever_salts_a_host_announces_no_key_meets_a_nonce_twice() -> None:
    """Two boxes of one text are the same bytes if, and only if, key and nonce were the same."""
    one, other = ring(1), ring(2)
    rng = random.Random(5)
    boxes: list[bytes] = []
    other._pairs[1] = _Pair(salt(1))
    for _ in range(3000):
        with contextlib.suppress(SealError):
            other._salt = salt(rng.randrange(40))  # one key for all: the worst that a host can make of salts
            one.set_peer_salt(2, other._salt)
            introduce(one, other)
        if rng.random() < 0.1:
            one.new_run(frozenset(CHANNELS) - NEVER_CUT)
        if rng.random() < 0.1:
            one.forget(2)
            continue
        try:
            boxes.append(one.seal(2, rng.choice(CHANNELS), bytes(16)))
        except KeyError:
            continue
    assert len(boxes) > 30
    assert len({box[4:] for box in boxes}) == len(boxes)


def test_with_one_salt_for_all_a_box_still_opens_only_for_its_receiver_as_from_its_sender() -> None:
    rings = {n: Keyring(SESSION, n, SECRETS[n]) for n in (1, 2, 3)}
    for keyring in rings.values():
        keyring.set_own_salt(salt(7))
    for one, other in itertools.combinations(rings.values(), 2):
        meet(one, other)
    box = rings[1].seal(2, Channel.TALK, b"x")
    assert refuses(rings[1], 2, Channel.TALK, box)
    assert refuses(rings[3], 1, Channel.TALK, box)
    assert refuses(rings[2], 3, Channel.TALK, box)
    assert rings[2].open(1, Channel.TALK, box) == b"x"


def test_one_does_not_seal_to_oneself() -> None:
    one, _ = two()
    with pytest.raises(SealError):
        one.set_peer_salt(1, salt(7))


def test_another_session_or_key_opens_nothing() -> None:
    for stranger in (ring(2, session=bytes(16)), ring(2, secret=bytes(31) + b"x")):
        one, _ = two()
        stranger.set_peer_salt(1, salt(1))
        proof = one.prove(2, public_key(SECRETS[2]))
        with pytest.raises(SealError):
            stranger.introduce(1, public_key(SECRETS[1]), one.fresh, proof)
        assert refuses(stranger, 1, Channel.TALK, one.seal(2, Channel.TALK, b"x"))


# -- runs -----------------------------------------------------------------------------------------------------------


def test_the_end_of_a_run_may_be_missing_when_the_next_begins() -> None:
    one, other = two()
    cut = [one.seal(2, Channel.PICTURE, b"%d" % n) for n in range(5)]
    assert [other.open(1, Channel.PICTURE, box) for box in cut[:2]] == [b"0", b"1"]
    one.new_run(OF_SHARE)
    one.new_run(OF_SHARE)  # a whole run that nothing arrived of
    later = [one.seal(2, Channel.PICTURE, b"later %d" % n) for n in range(3)]
    assert refuses(other, 1, Channel.PICTURE, later[1])
    assert other.open(1, Channel.PICTURE, later[0]) == b"later 0"
    assert all(refuses(other, 1, Channel.PICTURE, box) for box in cut)
    assert [other.open(1, Channel.PICTURE, box) for box in later[1:]] == [b"later 1", b"later 2"]


def test_talk_has_one_run_so_that_no_line_can_be_cut_off() -> None:
    one, other = two()
    lost = one.seal(2, Channel.TALK, b"lost")
    one.new_run(OF_SHARE | OF_DESKTOP)
    assert refuses(other, 1, Channel.TALK, one.seal(2, Channel.TALK, b"next"))
    assert other.open(1, Channel.TALK, lost) == b"lost"


def test_not_even_a_member_can_open_a_second_run_of_talk() -> None:
    one, other = two()
    box = one._way(one._pairs[2], (1, 2), Channel.TALK, 1).seal(b"x")
    assert refuses(other, 1, Channel.TALK, box)
    picture = one._way(one._pairs[2], (1, 2), Channel.PICTURE, 1).seal(b"x")
    assert not refuses(other, 1, Channel.PICTURE, picture)


def test_a_share_and_the_customers_desktop_are_cut_apart() -> None:
    one, other = two()
    boxes = [one.seal(2, Channel.PICTURE, b"1"), one.seal(2, Channel.PICTURE, b"2")]
    one.new_run(OF_DESKTOP)
    boxes.append(one.seal(2, Channel.PICTURE, b"3"))
    assert refuses(other, 1, Channel.PICTURE, boxes[2])
    assert [other.open(1, Channel.PICTURE, box) for box in boxes] == [b"1", b"2", b"3"]


# -- introductions ----------------------------------------------------------------------------------------------------


def test_nothing_opens_or_seals_before_the_other_is_introduced() -> None:
    one, other = ring(1), ring(2)
    one.set_peer_salt(2, salt(2))
    other.set_peer_salt(1, salt(1))
    introduce(other, one)
    with pytest.raises(KeyError):
        one.seal(2, Channel.TALK, b"x")
    assert refuses(one, 2, Channel.TALK, other.seal(1, Channel.TALK, b"x"))
    introduce(one, other)
    assert refuses(other, 1, Channel.TALK, bytes(40))


def test_a_third_member_opens_nothing_of_two_others_whatever_salts_it_knows() -> None:
    one, other = two()
    third = ring(2, secret=SECRETS[3])
    third.set_peer_salt(1, salt(1))
    third._fresh_secret, third.fresh = new_secret(), other.fresh
    third._pairs[1].shared = third._share(public_key(SECRETS[1]), one.fresh)
    for channel in CHANNELS:
        assert refuses(third, 1, channel, one.seal(2, channel, b"x"))


def test_a_key_that_is_none_is_refused() -> None:
    one = ring(1)
    one.set_peer_salt(2, salt(2))
    with pytest.raises(SealError):
        one.introduce(2, bytes(32), public_key(SECRETS[3]), bytes(32))


# -- the key of an attachment ------------------------------------------------------------------------------------------


def test_each_attachment_has_a_key_of_its_own_which_is_gone_with_it() -> None:
    one, _ = two()
    first, secret = one.fresh, one._fresh_secret
    one.end()
    assert (one.fresh, one._fresh_secret, one._pairs) == (b"", b"", {})
    one.set_own_salt(salt(11))
    assert first not in (one.fresh, b"")
    assert secret not in vars(one).values()


def test_whoever_gets_the_secrets_of_both_seats_later_opens_nothing_that_was_recorded() -> None:
    """The host keeps every box, salt and public key; then it gets what both files say of the seats."""
    one, other = two()
    box = one.seal(2, Channel.CHAT, b"the admin password is ...")
    recorded = one.fresh, other.fresh
    for thief in (ring(2, secret=SECRETS[2]), ring(2, secret=SECRETS[2])):
        thief.set_peer_salt(1, salt(1))
        pair = thief._pairs[1]
        for own in (thief.fresh, recorded[1]):
            thief.fresh = own
            pair.shared = thief._share(public_key(SECRETS[1]), recorded[0])
            assert refuses(thief, 1, Channel.CHAT, box)
    assert other.open(1, Channel.CHAT, box) == b"the admin password is ..."


def test_a_key_that_is_not_this_attachments_is_not_believed() -> None:
    one, other = ring(1), ring(2)
    earlier = ring(2)
    earlier.set_own_salt(salt(22))
    for keyring in (other, earlier):
        keyring.set_peer_salt(1, salt(1))
    one.set_peer_salt(2, salt(2))
    key = public_key(SECRETS[2])
    for fresh, proof in (
        (other.fresh, earlier.prove(1, public_key(SECRETS[1]))),  # of another attachment of the same seat
        (earlier.fresh, earlier.prove(1, public_key(SECRETS[1]))),
        (public_key(SECRETS[3]), other.prove(1, public_key(SECRETS[1]))),  # the host's own
        (one.fresh, one.prove(2, key)),  # our own, sent back
        (other.fresh, bytes(32)),
    ):
        with pytest.raises(SealError):
            one.introduce(2, key, fresh, proof)
    introduce(one, other)
    with pytest.raises(SealError, match="second key"):
        one.introduce(2, key, earlier.fresh, earlier.prove(1, public_key(SECRETS[1])))
    introduce(one, other)  # the same again
