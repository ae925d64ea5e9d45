"""How a host is announced in its LAN (DNS-SD, RFC 6763): what stands there, and how it is read. Pure.

An announcement says a port and the SHA-256 of the host's certificate, no name, no code and no address: whoever reads it
goes to where it came from.
"""

from __future__ import annotations

import re

from protocol.notation.joincode import FINGERPRINT_BYTES

SERVICE = "_fernblick._tcp.local."
KEY = "sha256"  # of the one string in the TXT record, whose value has 64 hexadecimal digits
TTL_S = 120  # for which others may remember an announcement whose console can no longer take it back
_TEXT = re.compile(rb"(?P<length>.)" + KEY.encode() + rb"=(?P<digits>[0-9a-f]{64})", re.DOTALL)


def text_of(fingerprint: bytes) -> bytes:
    """Return the TXT record of a host whose certificate has this SHA-256."""
    assert len(fingerprint) == FINGERPRINT_BYTES
    said = f"{KEY}={fingerprint.hex()}".encode()
    return bytes([len(said)]) + said


def read_text(text: bytes) -> bytes | None:
    """Return the SHA-256 in a TXT record; None where it is not one as `text_of` makes it."""
    found = _TEXT.fullmatch(text)
    if found is None or found["length"][0] != len(text) - 1:
        return None
    return bytes.fromhex(found["digits"].decode())
