"""What a console signs to come into a host that asks for no account, and how its key is called there. Pure.

The signature is over the host's own fresh token and the certificate by which the console knows the host, so that no
other host can use it to come in as this console; and over the terms that its technician has accepted.
"""

from __future__ import annotations

import hashlib

from protocol.vocabulary.messages import VERSION

MARK_BYTES = 8


def bound(*, fingerprint: bytes, token: bytes, terms: bytes | None) -> bytes:
    """Return what a console signs.

    Args:
        fingerprint: SHA-256 of the certificate by which it knows the host.
        token: the host's, for this login alone.
        terms: their mark, where the technician has accepted some.
    """
    said = fingerprint, token, terms or b""
    return b"fernblick %d entry" % VERSION + b"".join(len(part).to_bytes(2) + part for part in said)


def is_proven(key: bytes, signature: bytes, *, fingerprints: set[bytes], token: bytes, terms: bytes | None) -> bool:
    """Return whether the owner of `key` has signed for this host, which is known by one of `fingerprints`."""
    return any(_is_signed(key, bound(fingerprint=each, token=token, terms=terms), signature) for each in fingerprints)


def terms_mark(terms: str) -> bytes | None:
    """Return by what terms are known; None where there are none."""
    return hashlib.sha256(terms.encode()).digest() if terms else None


def key_hash(key: bytes) -> bytes:
    """Return what a host keeps of a key."""
    return hashlib.sha256(b"fernblick entry key" + key).digest()


def key_mark(kept: bytes) -> str:
    """Return how a key is called, of which a host keeps `kept`: "1A2B 3C4D 5E6F 7081"."""
    digits = kept[:MARK_BYTES].hex().upper()
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _is_signed(key: bytes, data: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # some MB, which a host with accounts does not need
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True
