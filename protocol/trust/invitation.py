"""An invitation from one technician's device to another's, and the keys of the seat that comes of it. No I/O, no clock.

Three steps, which the host passes on and cannot read or exchange:

1. The grant says who invites into which session. It is sealed with two keys of the colleague's console: that of the
   device, and a prekey that is drawn for each login and never stored. Who gets the device's keys later opens nothing.
2. Who accepts draws a key for the seat and signs it with the device, for this grant only.
3. The lead seals the keys of everybody else, with tickets for them, for that seat.

Grant and keys are signed by the device of who invites.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Annotated, ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from protocol.trust.device import Device
from protocol.trust.introduction import KEY_BYTES, new_secret, public_key, shared_key
from protocol.trust.join_proof import SealError
from protocol.trust.signing import SIGNATURE_BYTES, is_signed
from protocol.vocabulary.accounts import DeviceKeys, Prekey, PublicKey
from protocol.vocabulary.codec import AtMost, BadMessage, Message, Vocabulary
from protocol.vocabulary.content import Vouch
from protocol.vocabulary.joins import STEP_LIMIT
from protocol.vocabulary.messages import MEMBERS_LIMIT, VERSION, MemberNumber, Name
from protocol.vocabulary.queue import ChannelName
from protocol.vocabulary.teamwork import InvitationKind

NONCE = bytes(12)  # each key seals one message only


@dataclass(frozen=True, kw_only=True)
class InvitationGrant(Message):
    """What an invited colleague has to know before they answer."""

    TAG: ClassVar[str] = "invitation_grant"
    member: MemberNumber  # the one who invites
    key: PublicKey  # of that member's seat
    lead_name: Name
    customer_name: Name

    def __repr__(self) -> str:
        return f"InvitationGrant(member={self.member})"


@dataclass(frozen=True, kw_only=True)
class InvitationKeys(Message):
    """What a colleague who has accepted has to know to be believed by everybody else in the session."""

    TAG: ClassVar[str] = "invitation_keys"
    vouches: Annotated[tuple[Vouch, ...], AtMost(MEMBERS_LIMIT)]
    channel: ChannelName  # of the queue that the session has come through; empty: protected from the host

    def __repr__(self) -> str:
        return f"InvitationKeys({len(self.vouches)})"


INVITATION_VOCABULARY = Vocabulary([InvitationGrant, InvitationKeys])


def new_prekey(device: Device, secret: bytes) -> Prekey:
    """Return the public half of `secret`, which is for one login, as `device` vouches for it."""
    key = public_key(secret)
    return Prekey(key=key, signature=device.sign(_prekey(device.public, key)))


def is_prekey_of(keys: DeviceKeys, prekey: Prekey) -> bool:
    """Return whether the device with these keys vouches for `prekey`."""
    return is_signed(keys.signing, _prekey(keys, prekey.key), prekey.signature)


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What both devices know of one invitation: the parties, and what for."""

    session: bytes
    kind: InvitationKind
    sender: DeviceKeys
    receiver: DeviceKeys
    prekey: bytes  # of the receiver, public

    def bound(self, what: bytes) -> bytes:
        """Return what `what` of this invitation is bound to."""
        kind = self.kind.value.encode()
        devices = b"".join(keys.exchange + keys.signing for keys in (self.sender, self.receiver))
        return b"fernblick %d " % VERSION + what + self.session + bytes([len(kind)]) + kind + devices + self.prekey


def wrap_grant(grant: InvitationGrant, terms: Terms, device: Device) -> bytes:
    """Return `grant` sealed for the receiver, signed by this device."""
    return _wrap(grant, terms.bound(b"invitation"), (terms.receiver.exchange, terms.prekey), device)


def unwrap_grant(wrapped: bytes, terms: Terms, device: Device, prekey: bytes) -> InvitationGrant:
    """Return what the sender has wrapped for this device; `prekey` is the secret half.

    Raises:
        SealError: it was wrapped by or for another device, or for something else.
        BadMessage: it is no grant.
    """
    grant = _unwrap(wrapped, terms.bound(b"invitation"), (device.exchange, prekey), terms.sender)
    if not isinstance(grant, InvitationGrant):
        raise BadMessage("no invitation")
    return grant


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A yes to one invitation, as both devices see it.

    Attributes:
        number: the host's for the invitation.
        grant: as it was wrapped.
        lead_key: of the seat of who invites.
        seat_key: of the seat that the colleague is about to take.
    """

    number: int
    grant: bytes
    lead_key: bytes
    seat_key: bytes

    def bound(self, terms: Terms) -> bytes:
        """Return what is signed."""
        number, grant = self.number.to_bytes(4, "big"), hashlib.sha256(self.grant).digest()
        return terms.bound(b"answer") + number + self.lead_key + grant + self.seat_key

    def sign(self, terms: Terms, device: Device) -> bytes:
        """Return the colleague's signature."""
        return device.sign(self.bound(terms))

    def is_signed(self, terms: Terms, signature: bytes) -> bool:
        """Return whether the device that was invited has signed this."""
        return is_signed(terms.receiver.signing, self.bound(terms), signature)


def wrap_keys(keys: InvitationKeys, answer: Answer, terms: Terms, device: Device) -> bytes:
    """Return `keys` sealed for the seat that the colleague is about to take, signed by this device."""
    return _wrap(keys, b"keys" + answer.bound(terms), (answer.seat_key,), device)


def unwrap_keys(wrapped: bytes, answer: Answer, terms: Terms, secret: bytes) -> InvitationKeys:
    """Return what who has invited has wrapped for the seat with this secret.

    Raises:
        SealError: it was wrapped by another device, for another seat or another answer.
        BadMessage: these are no keys.
    """
    keys = _unwrap(wrapped, b"keys" + answer.bound(terms), (secret,), terms.sender)
    if not isinstance(keys, InvitationKeys):
        raise BadMessage("no keys")
    return keys


def _wrap(content: Message, about: bytes, receivers: tuple[bytes, ...], device: Device) -> bytes:
    secret = new_secret()
    ephemeral = public_key(secret)
    bound = about + ephemeral
    shared = b"".join(shared_key(secret, key) for key in receivers)
    box = _cipher(shared, bound).encrypt(NONCE, INVITATION_VOCABULARY.encode(content), bound)
    wrapped = ephemeral + device.sign(bound + box) + box
    assert len(wrapped) <= STEP_LIMIT
    return wrapped


def _unwrap(wrapped: bytes, about: bytes, secrets: tuple[bytes, ...], sender: DeviceKeys) -> Message | None:
    ephemeral, signature = wrapped[:KEY_BYTES], wrapped[KEY_BYTES : KEY_BYTES + SIGNATURE_BYTES]
    box, bound = wrapped[KEY_BYTES + SIGNATURE_BYTES :], about + ephemeral
    if len(ephemeral) != KEY_BYTES or not is_signed(sender.signing, bound + box, signature):
        raise SealError("an invitation that nobody we know has signed")
    shared = b"".join(shared_key(secret, ephemeral) for secret in secrets)
    try:
        return INVITATION_VOCABULARY.decode(_cipher(shared, bound).decrypt(NONCE, box, bound))
    except (InvalidTag, ValueError) as error:
        raise SealError("an invitation that does not open") from error


def _prekey(keys: DeviceKeys, key: bytes) -> bytes:
    return b"fernblick %d prekey" % VERSION + keys.exchange + keys.signing + key


def _cipher(shared: bytes, bound: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=None, info=bound).derive(shared))
