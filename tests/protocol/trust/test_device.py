"""A device's keys, and the fingerprint by which colleagues know them."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from protocol.trust.device import HEAD, Device, fingerprint, load_device
from protocol.vocabulary.accounts import DeviceKeys

ADA, BOB = (Device(bytes([n]) * 32, bytes([n + 100]) * 32) for n in (1, 2))


def test_a_device_keeps_its_keys_where_only_its_user_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "device" / "device.key"
    device = load_device(file)
    assert load_device(file) == device
    if os.name != "nt":
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.parent.stat().st_mode & 0o777 == 0o700
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("data", [b"", b"x" * 100, HEAD + bytes(63), HEAD + bytes(65)])
def test_a_file_with_something_else_is_not_taken_for_keys(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "device.key").write_bytes(data)
    with pytest.raises(ValueError, match="keys"):
        load_device(tmp_path / "device.key")


def test_a_fingerprint_has_128_bits_of_both_keys() -> None:
    keys = ADA.public
    assert ADA.fingerprint == fingerprint(keys)
    assert [len(group) for group in ADA.fingerprint.split()] == [4] * 8
    others = [DeviceKeys(exchange=keys.exchange, signing=BOB.public.signing), replace(keys, exchange=bytes(32))]
    assert all(fingerprint(other) != ADA.fingerprint for other in others)


def test_a_fingerprint_says_which_key_is_for_what() -> None:
    keys = ADA.public
    exchanged = DeviceKeys(exchange=keys.signing, signing=keys.exchange)
    moved = DeviceKeys(exchange=keys.exchange[:31], signing=keys.exchange[31:] + keys.signing)  # the same bytes
    assert len({fingerprint(keys), fingerprint(exchanged), fingerprint(moved)}) == 3


def test_keys_are_not_shown_by_accident() -> None:
    assert "\\x01" not in repr(ADA)
