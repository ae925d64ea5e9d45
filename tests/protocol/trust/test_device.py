"""A device's keys, and invitations that only the right device opens and only the right one can have sent."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from protocol.trust.device import (
    HEAD,
    INVITATION_VOCABULARY,
    Device,
    InvitationGrant,
    fingerprint,
    load_device,
    unwrap,
    wrap,
)
from protocol.trust.join_proof import SealError
from protocol.vocabulary.accounts import DeviceKeys
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content import Vouch
from protocol.vocabulary.joins import STEP_LIMIT
from protocol.vocabulary.messages import MEMBERS_LIMIT, TEXT_LIMIT
from protocol.vocabulary.teamwork import InvitationKind

SESSION = b"s" * 16
ADA, BOB, EVE = (Device(bytes([n]) * 32, bytes([n + 100]) * 32) for n in (1, 2, 3))
VOUCH = Vouch(member=2, key=b"k" * 32, customer=True, ticket=b"t" * 32)
GRANT = InvitationGrant(member=1, key=b"a" * 32, lead_name="Ada", customer_name="Jörg", vouches=(VOUCH,))
COLLABORATE, TRANSFER = InvitationKind.COLLABORATE, InvitationKind.TRANSFER


def wrapped() -> bytes:
    return wrap(GRANT, device=ADA, session=SESSION, kind=COLLABORATE, receiver=BOB.public)


def opened(data: bytes, **changed: object) -> InvitationGrant:
    known = {"device": BOB, "session": SESSION, "kind": COLLABORATE, "sender": ADA.public} | changed
    return unwrap(data, **known)  # type: ignore[arg-type]


def test_an_invitation_opens_on_the_device_it_was_made_for() -> None:
    assert opened(wrapped()) == GRANT


@pytest.mark.parametrize(
    "changed",
    [
        {"device": EVE},
        {"session": b"t" * 16},
        {"kind": TRANSFER},
        {"sender": EVE.public},
        {"sender": replace(ADA.public, signing=bytes(32))},
    ],
)
def test_it_opens_nowhere_else_and_as_nothing_else(changed: dict[str, object]) -> None:
    with pytest.raises(SealError):
        opened(wrapped(), **changed)


def test_a_host_that_puts_its_own_keys_in_between_is_noticed_by_the_receiver() -> None:
    forged = wrap(GRANT, device=EVE, session=SESSION, kind=COLLABORATE, receiver=BOB.public)
    with pytest.raises(SealError):
        opened(forged)


@pytest.mark.parametrize("at", [0, 31, 32, 95, 96, -1])
def test_no_changed_byte_goes_unnoticed(at: int) -> None:
    data = bytearray(wrapped())
    data[at] ^= 1
    with pytest.raises(SealError):
        opened(bytes(data))


@pytest.mark.parametrize("data", [b"", bytes(32), bytes(96), bytes(200)])
def test_no_bytes_open_that_nobody_wrapped(data: bytes) -> None:
    with pytest.raises(SealError):
        opened(data)


def test_what_is_wrapped_by_the_right_device_must_still_be_a_grant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(INVITATION_VOCABULARY), "encode", lambda *_: b"\x81\xa1t\xa5later")
    with pytest.raises(BadMessage):
        opened(wrapped())


def test_the_longest_invitation_fits_into_its_message() -> None:
    name = "W" * TEXT_LIMIT
    grant = replace(GRANT, lead_name=name, customer_name=name, vouches=(replace(VOUCH, member=65535),) * MEMBERS_LIMIT)
    assert len(wrap(grant, device=ADA, session=SESSION, kind=TRANSFER, receiver=BOB.public)) <= STEP_LIMIT


def test_two_invitations_are_never_the_same_bytes() -> None:
    assert wrapped() != wrapped()


def test_a_device_keeps_its_keys_where_only_its_user_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "device" / "device.key"
    device = load_device(file)
    assert load_device(file) == device
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o777 == 0o700
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("data", [b"", b"x" * 100, HEAD + bytes(63), HEAD + bytes(65)])
def test_a_file_with_something_else_is_not_taken_for_keys(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "device.key").write_bytes(data)
    with pytest.raises(ValueError, match="keys"):
        load_device(tmp_path / "device.key")


def test_a_fingerprint_is_short_and_of_both_keys() -> None:
    keys = ADA.public
    assert ADA.fingerprint == fingerprint(keys)
    assert [len(group) for group in ADA.fingerprint.split()] == [4, 4, 4, 4]
    others = [DeviceKeys(exchange=keys.exchange, signing=BOB.public.signing), replace(keys, exchange=bytes(32))]
    assert all(fingerprint(other) != ADA.fingerprint for other in others)


def test_keys_are_not_shown_by_accident() -> None:
    assert "\\x01" not in repr(ADA)
    assert "k" * 32 not in repr(GRANT)
