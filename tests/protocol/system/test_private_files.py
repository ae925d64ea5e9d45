"""What is its user's alone is so from the first byte on, whatever the umask, and is made so again."""

from __future__ import annotations

import os
import re
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


def test_so_is_whatever_has_to_be_made_above_it(tmp_path):
    """Who may write there could put another folder in its place. What was there is its user's to say."""
    (tmp_path / "there").mkdir(mode=0o755)
    private_folder(tmp_path / "there" / "a" / "b" / "c")
    modes = [mode(tmp_path / "there" / each) for each in ("", "a", "a/b", "a/b/c")]
    assert modes == [0o755, 0o700, 0o700, 0o700]


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


SAVED_BY_HAND = {
    "console/windows/admin/card_dialog.py": "a Calling Card",
    "console/windows/reports/csv_saving.py": "a table",
    "console/host/commands/sessions.py": "a table",
    "console/host/commands/account_files.py": "a table",
    "console/host/commands/card.py": "a Calling Card",
    "console/host/commands/line/answers.py": "a stream that is open already",
    "console/host/process/backup.py": "in a closed folder until it has its mode",
    "resources/chat/saving.py": "a chat",
    "resources/translations/catalogue.py": "the sources, where they are worked on",
    "viewer/way_in/card_succession.py": "a Calling Card that has its mode already",
}
"""What writes files that have the mode which their user's umask gives, or another way of its own, and what they are."""
WRITES = re.compile(
    r"\.write_(text|bytes)\(|open\([^)]*[\"'][wax]b?\+?[\"']|\.mkdir\(|\.touch\(|tarfile\.open\([^)]*\"w"
)
ROOT = Path(__file__).parents[3]


def test_whatever_else_our_programs_write_goes_through_the_helper():
    found = {
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for top in ("console", "viewer", "resources", "protocol")
        for file in (ROOT / top).rglob("*.py")
        if str(file.relative_to(ROOT)) not in {*SAVED_BY_HAND, "protocol/system/private_files.py"}
        for line in file.read_text(encoding="utf-8").splitlines()
        if WRITES.search(line)
    }
    assert found == set()
    assert all(WRITES.search((ROOT / file).read_text(encoding="utf-8")) for file in SAVED_BY_HAND), "or it is gone"
