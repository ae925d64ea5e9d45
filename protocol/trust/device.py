"""A technician's device: its key pairs, and the fingerprint by which colleagues know it.

The public keys are registered with the host, which cannot be believed about them: a console uses the keys of a
colleague only after its user's click, remembers them, and shows their fingerprint.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from protocol.system.private_files import private_folder, write_private
from protocol.trust.introduction import KEY_BYTES, new_secret, public_key
from protocol.trust.signing import sign
from protocol.vocabulary.accounts import DeviceKeys

HEAD = b"fernblick device 1\n"  # of the key file
FINGERPRINT_BYTES = 16  # shown, in eight groups; the keys themselves are compared whole


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

    def sign(self, data: bytes) -> bytes:
        """Return this device's signature over `data`."""
        return sign(self.signing, data)

    @property
    def fingerprint(self) -> str:
        """What colleagues see of it."""
        return fingerprint(self.public)


def fingerprint(keys: DeviceKeys) -> str:
    """Return a fingerprint of a device's public keys, to be read out loud: "1A2B 3C4D ...", eight groups."""
    parts = (b"exchange", keys.exchange, b"signing", keys.signing)
    data = b"fernblick device" + b"".join(len(part).to_bytes(2, "big") + part for part in parts)
    digits = hashlib.sha256(data).digest()[:FINGERPRINT_BYTES].hex().upper()
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
    private_folder(file.parent)
    write_private(file, HEAD + device.exchange + device.signing)
    return device


def _parse(data: bytes) -> Device:
    if not data.startswith(HEAD) or len(data) != len(HEAD) + 2 * KEY_BYTES:
        raise ValueError("not a device's keys")
    keys = data[len(HEAD) :]
    return Device(keys[:KEY_BYTES], keys[KEY_BYTES:])
