"""The public keys by which this program believes what the newest version is; it comes with them, or believes nobody."""

from __future__ import annotations

import re

from resources import files

FILE = "release-keys.txt"
_KEY = re.compile(r"^([0-9a-f]{64})$", re.MULTILINE)


def release_keys() -> tuple[bytes, ...]:
    """Return the public keys (Ed25519) of whoever makes releases; none: this program was built without."""
    try:
        text = files.path(FILE).read_text(encoding="ascii")
    except (OSError, ValueError):
        return ()
    return tuple(bytes.fromhex(key) for key in _KEY.findall(text))
