"""What an announcement says, and what is none."""

import pytest

from protocol.notation.announcement import read_text, text_of

FINGERPRINT = bytes(range(32))


def test_what_is_written_is_read():
    assert read_text(text_of(FINGERPRINT)) == FINGERPRINT


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\0",
        text_of(FINGERPRINT)[1:],
        text_of(FINGERPRINT)[:-1],
        text_of(FINGERPRINT) + b"\0",
        text_of(FINGERPRINT) + text_of(FINGERPRINT),
        text_of(FINGERPRINT).replace(b"sha256", b"SHA256"),
        text_of(FINGERPRINT).replace(b"0a", b"0A"),
        text_of(FINGERPRINT).replace(b"00", "²".encode()),
        b"\xff" + text_of(FINGERPRINT)[1:],
        text_of(FINGERPRINT) + b"\x05name=",
    ],
)
def test_anything_else_is_no_announcement(text):
    assert read_text(text) is None
