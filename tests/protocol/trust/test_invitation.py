"""Invitations that only the right login of the right device opens, and only the right device can have sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from protocol.trust.device import Device
from protocol.trust.introduction import new_secret, public_key
from protocol.trust.invitation import (
    INVITATION_VOCABULARY,
    Answer,
    InvitationGrant,
    InvitationKeys,
    Terms,
    is_prekey_of,
    new_prekey,
    unwrap_grant,
    unwrap_keys,
    wrap_grant,
    wrap_keys,
)
from protocol.trust.join_proof import SealError
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content import Vouch
from protocol.vocabulary.joins import STEP_LIMIT
from protocol.vocabulary.messages import MEMBERS_LIMIT, TEXT_LIMIT
from protocol.vocabulary.teamwork import InvitationKind

SESSION = b"s" * 16
ADA, BOB, EVE = (Device(bytes([n]) * 32, bytes([n + 100]) * 32) for n in (1, 2, 3))
PREKEY, SEAT = b"p" * 32, b"q" * 32
VOUCH = Vouch(member=2, key=b"k" * 32, customer=True, ticket=b"t" * 32)
GRANT = InvitationGrant(member=1, key=b"a" * 32, lead_name="Ada", customer_name="Jörg")
KEYS = InvitationKeys(vouches=(VOUCH,), channel="")
COLLABORATE, TRANSFER = InvitationKind.COLLABORATE, InvitationKind.TRANSFER
TERMS = Terms(session=SESSION, kind=COLLABORATE, sender=ADA.public, receiver=BOB.public, prekey=public_key(PREKEY))


def wrapped() -> bytes:
    return wrap_grant(GRANT, TERMS, ADA)


def answer(grant: bytes = b"grant") -> Answer:
    return Answer(number=4, grant=grant, lead_key=GRANT.key, seat_key=public_key(SEAT))


OTHERS = [
    replace(TERMS, session=b"t" * 16),
    replace(TERMS, kind=TRANSFER),
    replace(TERMS, sender=EVE.public),
    replace(TERMS, sender=replace(ADA.public, exchange=EVE.public.exchange)),
    replace(TERMS, receiver=EVE.public),
    replace(TERMS, receiver=replace(BOB.public, signing=EVE.public.signing)),
    replace(TERMS, prekey=public_key(new_secret())),
]


def test_an_invitation_opens_on_the_device_it_was_made_for() -> None:
    assert unwrap_grant(wrapped(), TERMS, BOB, PREKEY) == GRANT


@pytest.mark.parametrize("terms", OTHERS)
def test_it_opens_under_no_other_terms(terms: Terms) -> None:
    with pytest.raises(SealError):
        unwrap_grant(wrapped(), terms, BOB, PREKEY)


def test_it_opens_on_no_other_device_and_with_no_other_login() -> None:
    for device, prekey in ((EVE, PREKEY), (BOB, new_secret())):
        with pytest.raises(SealError):
            unwrap_grant(wrapped(), TERMS, device, prekey)


def test_a_device_that_is_stolen_later_opens_nothing_that_was_recorded() -> None:
    """The prekey was drawn for the login and never stored: what is left of it is its public half."""
    recorded, stolen, guess = wrapped(), BOB, new_secret()
    with pytest.raises(SealError):
        unwrap_grant(recorded, TERMS, stolen, guess)
    with pytest.raises(SealError):
        unwrap_grant(recorded, TERMS, stolen, stolen.exchange)
    keys = wrap_keys(KEYS, answer(recorded), TERMS, ADA)
    with pytest.raises(SealError):
        unwrap_keys(keys, answer(recorded), TERMS, stolen.exchange)


def test_a_host_that_puts_its_own_device_in_between_is_noticed() -> None:
    with pytest.raises(SealError):
        unwrap_grant(wrap_grant(GRANT, TERMS, EVE), TERMS, BOB, PREKEY)
    with pytest.raises(SealError):
        unwrap_keys(wrap_keys(KEYS, answer(), TERMS, EVE), answer(), TERMS, SEAT)


@pytest.mark.parametrize("at", [0, 31, 32, 95, 96, -1])
def test_no_changed_byte_goes_unnoticed(at: int) -> None:
    data = bytearray(wrapped())
    data[at] ^= 1
    with pytest.raises(SealError):
        unwrap_grant(bytes(data), TERMS, BOB, PREKEY)


@pytest.mark.parametrize("data", [b"", bytes(32), bytes(96), bytes(200)])
def test_no_bytes_open_that_nobody_wrapped(data: bytes) -> None:
    with pytest.raises(SealError):
        unwrap_grant(data, TERMS, BOB, PREKEY)


def test_what_is_wrapped_by_the_right_device_must_still_be_a_grant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(INVITATION_VOCABULARY), "encode", lambda *_: b"\x81\xa1t\xa5later")
    with pytest.raises(BadMessage):
        unwrap_grant(wrapped(), TERMS, BOB, PREKEY)
    with pytest.raises(BadMessage):
        unwrap_keys(wrap_keys(KEYS, answer(), TERMS, ADA), answer(), TERMS, SEAT)


def test_the_longest_messages_fit() -> None:
    name = "W" * TEXT_LIMIT
    grant = replace(GRANT, lead_name=name, customer_name=name)
    assert len(wrap_grant(grant, replace(TERMS, kind=TRANSFER), ADA)) <= STEP_LIMIT
    keys = InvitationKeys(vouches=(replace(VOUCH, member=65535, device=b"d" * 32),) * MEMBERS_LIMIT, channel="q" * 40)
    assert len(wrap_keys(keys, answer(), TERMS, ADA)) <= STEP_LIMIT


def test_two_invitations_are_never_the_same_bytes() -> None:
    assert wrapped() != wrapped()


# -- the answer -------------------------------------------------------------------------------------------------


def test_the_keys_open_for_the_seat_that_was_drawn_for_them() -> None:
    keys = wrap_keys(KEYS, answer(), TERMS, ADA)
    assert unwrap_keys(keys, answer(), TERMS, SEAT) == KEYS


@pytest.mark.parametrize(
    "changed",
    [{"number": 5}, {"grant": b"another"}, {"lead_key": b"b" * 32}, {"seat_key": public_key(b"r" * 32)}],
)
def test_an_answer_is_to_one_invitation_only(changed: dict[str, object]) -> None:
    other = replace(answer(), **changed)  # type: ignore[arg-type]
    signature = answer().sign(TERMS, BOB)
    assert answer().is_signed(TERMS, signature)
    assert not other.is_signed(TERMS, signature)
    with pytest.raises(SealError):
        unwrap_keys(wrap_keys(KEYS, answer(), TERMS, ADA), other, TERMS, SEAT)


@pytest.mark.parametrize("terms", OTHERS[:4])
def test_an_answer_is_bound_to_the_terms(terms: Terms) -> None:
    assert not answer().is_signed(terms, answer().sign(TERMS, BOB))


def test_only_the_invited_device_can_answer() -> None:
    assert not answer().is_signed(TERMS, answer().sign(TERMS, EVE))
    assert not answer().is_signed(TERMS, bytes(64))


# -- prekeys ----------------------------------------------------------------------------------------------------


def test_a_prekey_is_the_devices_own_only() -> None:
    prekey = new_prekey(BOB, PREKEY)
    assert (prekey.key, is_prekey_of(BOB.public, prekey)) == (public_key(PREKEY), True)
    assert not is_prekey_of(EVE.public, prekey)
    assert not is_prekey_of(replace(BOB.public, exchange=EVE.public.exchange), prekey)
    assert not is_prekey_of(BOB.public, replace(prekey, key=public_key(SEAT)))


def test_nothing_is_shown_by_accident() -> None:
    assert "k" * 32 not in repr(GRANT) + repr(KEYS)
    assert "Jörg" not in repr(GRANT)
