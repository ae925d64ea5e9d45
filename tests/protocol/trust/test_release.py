"""The note of the newest version: nobody makes one up, an old one is none, and no bytes do harm."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from protocol.trust.release import LONGEST_MS, NOTE_LIMIT, START, BadRelease, Release, is_newer, read, write

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
SECRET, PUBLIC = KEY.private_bytes_raw(), KEY.public_key().public_bytes_raw()
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32).public_key().public_bytes_raw()
RELEASE = Release(version="1.10.0", number=7, since_ms=1000, until_ms=2000)
NOTE = write(RELEASE, SECRET)


def test_a_signed_note_is_read():
    assert read(NOTE, [OTHER, PUBLIC], 1000) == RELEASE
    assert len(NOTE) < NOTE_LIMIT


@pytest.mark.parametrize("keys", [[], [OTHER], [b"short"]])
def test_nobody_else_is_believed(keys):
    with pytest.raises(BadRelease):
        read(NOTE, keys, 1500)


@pytest.mark.parametrize("now_ms", [999, 2000, 10**15])
def test_a_note_is_good_for_its_time(now_ms):
    with pytest.raises(BadRelease):
        read(NOTE, [PUBLIC], now_ms)


@pytest.mark.parametrize("place", range(0, len(NOTE), 5))
def test_a_changed_note_is_none(place):
    changed = NOTE[:place] + bytes([NOTE[place] ^ 1]) + NOTE[place + 1 :]
    with pytest.raises(BadRelease):
        read(changed, [PUBLIC], 1500)


@given(st.binary(max_size=300))
def test_any_bytes_are_refused(data):
    for note in (data, START + data):
        with pytest.raises(BadRelease):
            read(note, [PUBLIC], 1500)


@pytest.mark.parametrize(
    "fields",
    [
        {"version": "1.0 <b>"},
        {"version": "1"},
        {"number": -1},
        {"since_ms": 3000},
        {"until_ms": 1000 + LONGEST_MS + 1},
        {"number": True},
    ],
)
def test_a_note_that_nobody_would_believe_is_not_written(fields):
    with pytest.raises(BadRelease):
        write(Release(**{**vars(RELEASE), **fields}), SECRET)


@pytest.mark.parametrize(
    ("version", "than", "newer"),
    [
        ("1.10.0", "1.9.3", True),
        ("1.10", "1.10.0", False),
        ("1.9.3", "1.10.0", False),
        ("2.0", "1.99.99", True),
        ("1.0", "unknown", False),
        ("1.0.1", "1.0", True),
    ],
)
def test_versions_are_compared_by_their_numbers(version, than, newer):
    assert is_newer(version, than) is newer
