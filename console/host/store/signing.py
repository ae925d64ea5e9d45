"""Signs with the host's own key that a cut through the audit was the host's doing, and says whose signature one is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from console.host.core.chain.check import Cut


def signer(key: Path) -> Callable[[bytes], tuple[bytes, bytes]]:
    """Return what signs with the key in a PEM file: it returns the public key in DER, and the signature.

    Raises:
        OSError, ValueError: the file has no key that signs.
    """

    def sign(text: bytes) -> tuple[bytes, bytes]:
        from cryptography.hazmat.primitives import hashes, serialization  # some MB, once in a database's life
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

        private = serialization.load_pem_private_key(key.read_bytes(), None)
        if isinstance(private, ec.EllipticCurvePrivateKey):
            signature = private.sign(text, ec.ECDSA(hashes.SHA256()))
        elif isinstance(private, rsa.RSAPrivateKey):
            signature = private.sign(text, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(private, ed25519.Ed25519PrivateKey):
            signature = private.sign(text)
        else:
            raise ValueError("the host's key is of a kind that signs nothing here")
        public = private.public_key()
        kind = serialization.PublicFormat.SubjectPublicKeyInfo
        return public.public_bytes(serialization.Encoding.DER, kind), signature

    return sign


def is_signed(cut: Cut) -> bool:
    """Return whether a cut is signed by the key that it names."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

    try:
        public = serialization.load_der_public_key(cut.key)
        if isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(cut.signature, cut.signed_bytes, ec.ECDSA(hashes.SHA256()))
        elif isinstance(public, rsa.RSAPublicKey):
            public.verify(cut.signature, cut.signed_bytes, padding.PKCS1v15(), hashes.SHA256())
        elif isinstance(public, ed25519.Ed25519PublicKey):
            public.verify(cut.signature, cut.signed_bytes)
        else:
            return False
    except (InvalidSignature, ValueError):
        return False
    return True


def key_hash(cut: Cut) -> str:
    """Return the SHA-256 of the key that a cut names."""
    return hashlib.sha256(cut.key).hexdigest()
