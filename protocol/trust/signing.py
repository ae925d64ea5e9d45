"""Signatures of a device (Ed25519), and what a device signs for each attachment of a seat. Pure.

A seat that was taken after an invitation belongs to a device. Whoever takes it, at first or again after a lost link,
shows that device's signature over the key that was drawn for this attachment: the seat's own key, which lies in a file
while the session lasts, is not enough.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from protocol.vocabulary.messages import VERSION

SIGNATURE_BYTES = 64

Sign = Callable[[bytes], bytes]
"""Returns the signature of this computer's device over what it is given."""


def sign(secret: bytes, data: bytes) -> bytes:
    """Return the signature over `data` with the secret half of a device's key."""
    return Ed25519PrivateKey.from_private_bytes(secret).sign(data)


def is_signed(key: bytes, data: bytes, signature: bytes) -> bool:
    """Return whether the owner of the public `key` has signed `data`."""
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, kw_only=True)
class Attached:
    """One attachment of a seat, as its own program and all others see it.

    Attributes:
        session: its 16 bytes.
        member: whose seat it is.
        salt: drawn for this attachment, as the host passes it on.
        seat_key: the public key of the seat.
        fresh: the public key that was drawn for this attachment.
    """

    session: bytes
    member: int
    salt: bytes
    seat_key: bytes
    fresh: bytes

    def bound(self) -> bytes:
        """Return what a device signs: this attachment of this seat, and no other."""
        number = self.member.to_bytes(2, "big")
        return b"fernblick %d attachment" % VERSION + self.session + number + self.salt + self.seat_key + self.fresh

    def is_signed(self, device: bytes, signature: bytes) -> bool:
        """Return whether the device with this public key has signed it."""
        return is_signed(device, self.bound(), signature)
