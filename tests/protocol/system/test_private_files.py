"""What is its user's alone is so from the first byte on, whatever the umask, and is made so again."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from protocol.system.private_files import close_to_others, open_private, private_folder, write_private

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes say nothing there")


@pytest.fixture(autouse=True)
def open_umask():
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


@pytest.mark.parametrize("before", [None, 0o755, 0o777])
def test_a_folder_is_its_users_alone(tmp_path, before):
    folder = tmp_path / "a" / "b"
    if before is not None:
        folder.mkdir(parents=True, mode=before)
    private_folder(folder)
    assert mode(folder) == 0o700


@pytest.mark.parametrize("opening", ["wb", "ab", "xb"])
def test_a_file_is_its_users_alone_from_the_first_byte_on(tmp_path, opening):
    with open_private(tmp_path / "file", opening) as out:
        assert mode(tmp_path / "file") == 0o600
        out.write(b"words")
    assert (tmp_path / "file").read_bytes() == b"words"


def test_a_file_is_written_on_anew_or_only_where_there_is_none(tmp_path):
    file = tmp_path / "file"
    for opening, expected in (("wb", b"1"), ("ab", b"11"), ("wb", b"1")):
        with open_private(file, opening) as out:
            out.write(b"1")
        assert file.read_bytes() == expected
    with pytest.raises(FileExistsError):
        open_private(file, "xb")


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    file = tmp_path / "file"
    file.write_bytes(b"before")
    (tmp_path / "file.part").write_bytes(b"what a killed program has left")
    write_private(file, b"after", lasting=True)
    assert (file.read_bytes(), mode(file)) == (b"after", 0o600)
    with pytest.raises(OSError, match=r"[Dd]irectory"):
        write_private(tmp_path, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_others_could_read_is_closed_to_them_and_nothing_else_is_touched(tmp_path):
    other = tmp_path / "other"
    other.write_bytes(b"")
    folder = tmp_path / "folder"
    (folder / "deeper").mkdir(parents=True)
    (folder / "file").write_bytes(b"")
    (folder / "program").write_bytes(b"")
    (folder / "program").chmod(0o755)
    (folder / "link").symlink_to(other)
    (folder / "deeper" / "file").write_bytes(b"")
    close_to_others(folder, tmp_path / "missing", other / "file")
    assert [mode(folder), mode(folder / "file"), mode(folder / "program")] == [0o700, 0o600, 0o700]
    assert [mode(other), mode(folder / "deeper" / "file")] == [0o666, 0o666]
