"""The console's own keys, and what becomes of them in a folder that cannot be used."""

from console.connection.device_folder import DeviceFolder


def test_the_keys_are_those_of_the_run_before(qapp, tmp_path) -> None:
    assert DeviceFolder(tmp_path / "device").device == DeviceFolder(tmp_path / "device").device


def test_damaged_keys_are_put_aside_and_drawn_anew(qapp, tmp_path) -> None:
    before = DeviceFolder(tmp_path).device
    (tmp_path / "device.key").write_bytes(b"nonsense")
    assert DeviceFolder(tmp_path).device != before
    assert (tmp_path / "device.broken").read_bytes() == b"nonsense"


def test_a_folder_that_cannot_be_used_does_not_keep_the_console_from_starting(qapp, tmp_path) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    folder = DeviceFolder(file / "device")
    assert folder.device != DeviceFolder(file / "device").device
    assert folder.colleagues.all == []
