"""The host's data folder."""

import contextlib
import json
import os
import re

import pytest

from console.host.__main__ import main
from console.host.process.folder import EXIT_FOLDER, EXIT_SECOND_HOST, DataFolder, StartError, default_folder
from console.host.store.store import Store


def test_it_is_its_users_alone(tmp_path):
    folder = DataFolder(tmp_path / "new" / "host")
    assert folder.path.stat().st_mode & 0o777 == 0o700


def test_one_host_at_a_time(tmp_path):
    first, second = DataFolder(tmp_path), DataFolder(tmp_path)
    first.lock()
    with pytest.raises(StartError) as refused:
        second.lock()
    assert refused.value.status == EXIT_SECOND_HOST
    first.unlock()
    second.lock()
    second.unlock()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StartError, match=r"cannot be written: .*\. Name another one with --data\.") as refused:
        DataFolder(tmp_path / "file" / "host")
    assert refused.value.status == EXIT_FOLDER


def test_the_token_of_an_earlier_version_goes(tmp_path):
    (tmp_path / "token").write_bytes(bytes(32))
    DataFolder(tmp_path).forget_token()
    assert not (tmp_path / "token").exists()
    DataFolder(tmp_path).forget_token()  # there was none


def test_on_windows_the_console_finds_a_pipe_of_a_name_that_nobody_knows_before(tmp_path, monkeypatch):
    monkeypatch.setattr("console.host.process.folder.has_pipes", lambda: True)
    with contextlib.ExitStack() as end:
        places = {DataFolder(tmp_path).console_place(end) for _ in range(2)}
    assert len(places) == 2
    assert all(re.fullmatch(r"\\\\\.\\pipe\\fernblick-[0-9a-f]{32}", place) for place in places)


def test_the_hosts_file_comes_and_goes(tmp_path):
    folder = DataFolder(tmp_path)
    folder.write_host_file({"port": 7330})
    assert json.loads((tmp_path / "host.json").read_text()) == {"port": 7330}
    assert (tmp_path / "host.json").stat().st_mode & 0o777 == 0o600
    folder.remove_host_file()
    folder.remove_host_file()
    assert not (tmp_path / "host.json").exists()


def test_a_file_left_half_written_by_a_killed_host_is_no_obstacle(tmp_path):
    (tmp_path / "host.json.part").write_text("half")
    DataFolder(tmp_path).write_host_file({})
    assert (tmp_path / "host.json").exists()


def test_the_environment_names_the_data_root(monkeypatch, tmp_path):
    monkeypatch.setenv("FERNBLICK_DATA", str(tmp_path))
    assert default_folder() == tmp_path / "host"
    monkeypatch.delenv("FERNBLICK_DATA")
    assert default_folder().parts[-2:] == ("fernblick", "host")


NOBODY = 65534


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="not root")
@pytest.mark.parametrize(
    "words",
    [
        ("admin", "create", "Ada", "--new", "--password-file", "/dev/null"),
        ("serve", "--listen", "127.0.0.1:0"),
        ("restore", "x.backup"),
        ("database", "adopt"),
        ("database", "upgrade"),
        ("certificate", "replace"),
    ],
)
@pytest.mark.parametrize("there", [False, True])
def test_root_makes_no_file_that_the_hosts_user_could_not_read(tmp_path, capsys, words, there):
    """The first command of many administrators: it worked, and the service did not start any more."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    if there:
        Store(data / "host.sqlite").close()
        for path in data.iterdir():
            os.chown(path, NOBODY, -1)
    os.chown(data, NOBODY, -1)
    before = sorted(data.iterdir())
    status = main([*words, "--data", str(data)])
    said = capsys.readouterr().err
    assert sorted(data.iterdir()) == before
    if there or words[0] != "database":  # which says that there is none
        assert (status, "sudo -u nobody" in said) == (EXIT_FOLDER, True), said


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="not root")
def test_root_may_read_and_save_and_leaves_nothing_behind(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    Store(data / "host.sqlite").close()
    for path in (data, *data.iterdir()):
        os.chown(path, NOBODY, -1)
    for words in (
        ("groups", "list"),
        ("backup", "x.backup"),
        ("audit", "verify"),
        ("groups", "set", "support", "end=on"),
    ):
        assert main([*words, "--data", str(data)]) == 0
    assert [path.name for path in data.iterdir() if path.stat().st_uid != NOBODY] == []
