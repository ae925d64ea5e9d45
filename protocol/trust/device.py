"""A technician's device: its key pairs, and invitations that only one device opens and only one can have sent.

The public keys are registered with the host, which cannot be believed about them: a console remembers the keys of a
colleague at first sight, shows their fingerprint, and asks before it uses other ones.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, ClassVar

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from protocol.trust.introduction import KEY_BYTES, new_secret, public_key, shared_key
from protocol.trust.join_proof import SealError
from protocol.vocabulary.accounts import DeviceKeys, PublicKey
from protocol.vocabulary.codec import AtMost, BadMessage, Message, Vocabulary
from protocol.vocabulary.content import Vouch
from protocol.vocabulary.joins import STEP_LIMIT
from protocol.vocabulary.messages import MEMBERS_LIMIT, VERSION, MemberNumber, Name
from protocol.vocabulary.teamwork import InvitationKind

SIGNATURE_BYTES = 64
NONCE = bytes(12)  # each key seals one invitation only
HEAD = b"fernblick device 1\n"  # of the key file
FINGERPRINT_BYTES = 8  # shown, in four groups; the keys themselves are compared whole


@dataclass(frozen=True, kw_only=True)
class InvitationGrant(Message):
    """What an invited colleague has to know of the session: who is in it, and how to be believed by them."""

    TAG: ClassVar[str] = "invitation_grant"
    member: MemberNumber  # the one who invites
    key: PublicKey  # of that member's seat
    lead_name: Name
    customer_name: Name
    vouches: Annotated[tuple[Vouch, ...], AtMost(MEMBERS_LIMIT)]

    def __repr__(self) -> str:
        return f"InvitationGrant(member={self.member})"


INVITATION_VOCABULARY = Vocabulary([InvitationGrant])


@dataclass(frozen=True)
class Device:
    """The secret halves of this device's key pairs."""

    exchange: bytes  # X25519
    signing: bytes  # Ed25519

    def __repr__(self) -> str:
        return f"Device({self.fingerprint})"

    @property
    def public(self) -> DeviceKeys:
        """The public halves, as the host is told."""
        signing = Ed25519PrivateKey.from_private_bytes(self.signing).public_key().public_bytes_raw()
        return DeviceKeys(exchange=public_key(self.exchange), signing=signing)

    @property
    def fingerprint(self) -> str:
        """What colleagues see of it."""
        return fingerprint(self.public)


def fingerprint(keys: DeviceKeys) -> str:
    """Return a short fingerprint of a device's public keys, to be read out loud: "1A2B 3C4D 5E6F 7081"."""
    digits = hashlib.sha256(keys.exchange + keys.signing).digest()[:FINGERPRINT_BYTES].hex().upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def load_device(file: Path) -> Device:
    """Return this device's keys; draw them where there are none yet, readable for this user only.

    Raises:
        OSError: the file can be neither read nor written.
        ValueError: it holds something else.
    """
    with contextlib.suppress(FileNotFoundError):
        return _parse(file.read_bytes())
    device = Device(new_secret(), new_secret())
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(HEAD + device.exchange + device.signing)
    draft.replace(file)
    return device


def _parse(data: bytes) -> Device:
    if not data.startswith(HEAD) or len(data) != len(HEAD) + 2 * KEY_BYTES:
        raise ValueError("not a device's keys")
    keys = data[len(HEAD) :]
    return Device(keys[:KEY_BYTES], keys[KEY_BYTES:])


def wrap(
    grant: InvitationGrant, *, device: Device, session: bytes, kind: InvitationKind, receiver: DeviceKeys
) -> bytes:
    """Return `grant` sealed for the device with the keys `receiver`, signed by this one."""
    secret = new_secret()
    ephemeral = public_key(secret)
    bound = _bound(session, kind, device.public.signing, receiver.exchange, ephemeral)
    box = _cipher(shared_key(secret, receiver.exchange), bound).encrypt(
        NONCE, INVITATION_VOCABULARY.encode(grant), bound
    )
    signature = Ed25519PrivateKey.from_private_bytes(device.signing).sign(bound + box)
    wrapped = ephemeral + signature + box
    assert len(wrapped) <= STEP_LIMIT
    return wrapped


def unwrap(
    wrapped: bytes, *, device: Device, session: bytes, kind: InvitationKind, sender: DeviceKeys
) -> InvitationGrant:
    """Return what the device with the keys `sender` has wrapped for this one.

    Raises:
        SealError: it was wrapped by or for another device, or for something else.
        BadMessage: it is no grant.
    """
    ephemeral, signature = wrapped[:KEY_BYTES], wrapped[KEY_BYTES : KEY_BYTES + SIGNATURE_BYTES]
    box = wrapped[KEY_BYTES + SIGNATURE_BYTES :]
    bound = _bound(session, kind, sender.signing, device.public.exchange, ephemeral)
    try:
        Ed25519PublicKey.from_public_bytes(sender.signing).verify(signature, bound + box)
        plain = _cipher(shared_key(device.exchange, ephemeral), bound).decrypt(NONCE, box, bound)
    except (InvalidSignature, InvalidTag, ValueError) as error:
        raise SealError("an invitation that does not open") from error
    grant = INVITATION_VOCABULARY.decode(plain)
    if not isinstance(grant, InvitationGrant):
        raise BadMessage("no invitation")
    return grant


def _bound(session: bytes, kind: InvitationKind, sender: bytes, receiver: bytes, ephemeral: bytes) -> bytes:
    head = b"fernblick %d invitation" % VERSION
    return head + session + kind.value.encode() + sender + receiver + ephemeral


def _cipher(shared: bytes, bound: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), KEY_BYTES, salt=None, info=bound).derive(shared))
