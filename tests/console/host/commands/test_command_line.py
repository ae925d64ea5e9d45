"""The host's command line, as real processes."""

import argparse
import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from console.host.__main__ import command_line, main
from console.host.commands.groups import right_change
from console.host.commands.line.completion import choices, commands
from console.host.configuration.readers import listen_address
from console.host.core.accounts.changes import add_technician
from console.host.process.folder import (
    EXIT_DATABASE,
    EXIT_FOLDER,
    EXIT_NOT_DONE,
    EXIT_PORT,
    EXIT_SECOND_HOST,
    DataFolder,
)
from console.host.process.running import run
from console.host.process.server import Options
from console.host.store.records.accounts import Author
from console.host.store.store import Store

ROOT = Path(__file__).parents[4]


class Process:
    """One run of the command line; what it says on standard error goes to a file."""

    def __init__(self, data, *arguments):
        self.log = data.parent / f"{data.name}.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "console.host", *arguments],
                cwd=ROOT,
                env=os.environ | {"FERNBLICK_DATA": str(data)},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def line(self):
        return self.process.stdout.readline().strip()

    def ended(self):
        status = self.process.wait(timeout=60)
        self.process.stdout.close()
        return status, self.log.read_text()

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=60)
        self.process.stdout.close()


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def start(data):
    processes = []

    def start(*arguments):
        processes.append(Process(data, *arguments))
        return processes[-1]

    yield start
    for process in processes:
        process.stop()


SERVE = ("serve", "--listen", "127.0.0.1:0")


def test_a_host_says_where_it_listens_and_leaves_nothing_behind_but_its_data(start, data):
    host = start(*SERVE)
    word, address, port = host.line().split()
    assert (word, address) == ("listening", "127.0.0.1")
    socket.create_connection((address, int(port)), timeout=60).close()
    said = json.loads((data / "host" / "host.json").read_text())
    assert (said["address"], said["port"], said["pid"]) == (address, int(port), host.process.pid)
    assert said["everywhere"] is False
    assert len(bytes.fromhex(said["fingerprint"])) == 32
    assert "token" not in said, "a server lets no console in without a password"
    host.process.send_signal(signal.SIGTERM)
    status, log = host.ended()
    assert status == 0
    assert "Traceback" not in log
    assert sorted(path.name for path in (data / "host").iterdir()) == [
        *("certificate.pem", "database.json", "host.sqlite", "host.sqlite.lock", "lock")
    ]


def test_a_killed_host_is_no_obstacle_to_the_next(start, data):
    first = start(*SERVE)
    first.line()
    first.process.kill()
    first.ended()
    assert (data / "host" / "host.json").exists()
    second = start(*SERVE)
    assert second.line().startswith("listening")
    assert json.loads((data / "host" / "host.json").read_text())["pid"] == second.process.pid


def one_sentence(process, status, *words):
    got, log = process.ended()
    assert got == status
    assert len(log.strip().splitlines()) == 1
    for word in words:
        assert word in log


def test_a_second_host_on_the_same_folder_ends_with_a_sentence(start):
    start(*SERVE).line()
    one_sentence(start(*SERVE), EXIT_SECOND_HOST, "A host uses the data folder")


def test_a_port_that_is_taken_is_a_sentence(start):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        one_sentence(start("serve", "--listen", f"127.0.0.1:{port}"), EXIT_PORT, f"Port {port}", "taken", "--listen")


def test_an_address_of_another_computer_is_a_sentence(start):
    one_sentence(start("serve", "--listen", "192.0.2.1:0"), EXIT_PORT, "192.0.2.1", "--listen")


def test_a_data_folder_that_cannot_be_written_is_a_sentence(start, data):
    data.write_text("a file")
    one_sentence(start(*SERVE), EXIT_FOLDER, "cannot be written", "--data")


def test_a_database_that_is_none_is_a_sentence(start, data):
    (data / "host").mkdir(parents=True)
    (data / "host" / "host.sqlite").write_bytes(b"not a database at all, only text " * 50)
    one_sentence(start(*SERVE), EXIT_DATABASE, "host.sqlite", "not a database")


def test_a_damaged_certificate_is_a_sentence(start, data):
    (data / "host").mkdir(parents=True)
    (data / "host" / "certificate.pem").write_text("damaged")
    one_sentence(start(*SERVE), EXIT_FOLDER, "certificate.pem", "damaged")


@pytest.fixture
def database(data):
    """The database of the host in the data folder."""
    place = DataFolder(data / "host").database
    Store(place).close()
    return place


@pytest.mark.usefixtures("database", "cheap_passwords")
def test_lists_fit_a_terminal_of_80_columns_and_no_word_is_divided(data, monkeypatch, capsys):
    monkeypatch.setenv("FERNBLICK_DATA", str(data))
    main(["groups", "add", "second level", "--parent", "support"])
    main(["groups", "add", "specialists for printers", "--parent", "second level"])
    main(["groups", "channel", "support", "helpdesk", "--desk-reads", "on"])
    main(["groups", "set", "second level", "chat=off", "--lock", "chat", "--lock", "end"])
    store = Store(data / "host" / "host.sqlite")
    author = Author(who="test", time_ms=1)
    for number in (1, 20, 3):
        name = f"Wilhelmina Alexandra von und zu Beispielshausen {number}"
        added = partial(add_technician, group=3, name=name, administrator=True)
        store.accounts.change(added, author, password="correct horse")
    store.close()
    capsys.readouterr()
    for words in (["groups", "list"], ["technicians", "list"]):
        assert main(words) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line for line in lines if len(line) > 80] == []
    assert [line.split(":")[0][-2:].strip() for line in lines if line.startswith("Wil")] == ["1", "3", "20"]
    main(["groups", "list"])
    said = capsys.readouterr().out
    assert said.splitlines()[0] == "support sessions=10 channel=helpdesk:desk-reads"
    assert "\n  second level sessions=10" in said
    assert "\n        chat=off:locked " in said
    assert "\n    specialists for printers " in said


@pytest.mark.usefixtures("database")
def test_groups_are_listed_and_changed(data, monkeypatch, capsys):
    monkeypatch.setenv("FERNBLICK_DATA", str(data))
    assert main(["groups", "list"]) == 0
    assert main(["groups", "set", "support", "share_screen=off"]) == 0
    assert main(["groups", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == ["support"] * 3
    values = [word for line in lines for word in line.split() if word.startswith("share_screen=")]
    assert values == ["share_screen=on", "share_screen=off", "share_screen=off"]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("arguments", [["nobody", "share_screen=off"], ["support", "fly=on"]])
def test_unknown_groups_and_rights_are_a_sentence(data, monkeypatch, capsys, arguments):
    monkeypatch.setenv("FERNBLICK_DATA", str(data))
    assert main(["groups", "set", *arguments]) == EXIT_NOT_DONE
    assert "Nothing was changed: no " in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "address", "port"),
    [
        ("127.0.0.1", "127.0.0.1", None),
        ("127.0.0.1:0", "127.0.0.1", 0),
        ("*", None, None),
        ("*:7331", None, 7331),
        ("[::1]:7331", "::1", 7331),
        ("[::1]", "::1", None),
        ("::1", "::1", None),
        ("support.example.org:443", "support.example.org", 443),
    ],
)
def test_addresses_are_read(text, address, port):
    assert listen_address(text) == (address, port)


@pytest.mark.parametrize("text", ["", ":7330", "a:b", "a:70000", "[::1", "[::1]x", "[::1]:x", "a:-1", "a:²"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(argparse.ArgumentTypeError):
        listen_address(text)


@pytest.mark.parametrize("text", ["share_screen", "share_screen=", "share_screen=yes", "share_screen=locked"])
def test_a_right_is_on_off_or_inherited(text):
    assert right_change("share_screen=on") == ("share_screen", "on")
    with pytest.raises(argparse.ArgumentTypeError):
        right_change(text)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["serve", "--help"]])
def test_help_and_version_are_said(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    assert "fernblick-host" in capsys.readouterr().out


@pytest.fixture
def same_signals():
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("same_signals")
async def test_an_embedded_host_that_nobody_needs_ends_by_itself(tmp_path):
    said = []
    options = Options(address="127.0.0.1", port=0, embedded=True, idle_s=0.01)
    async with asyncio.timeout(60):
        await run(DataFolder(tmp_path), options, lambda address, port: said.append((address, port)))
    assert said
    assert not (tmp_path / "host.json").exists()


@pytest.mark.usefixtures("same_signals")
async def test_a_host_of_its_own_does_not_end_by_itself(tmp_path):
    options = Options(address="127.0.0.1", port=0, idle_s=0.01)
    started = time.monotonic()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(1.2):
            await run(DataFolder(tmp_path), options, lambda address, port: None)
    assert time.monotonic() - started > 1


@pytest.mark.usefixtures("same_signals")
async def test_an_embedded_host_takes_another_port_when_the_usual_one_is_taken(tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setattr("console.host.process.port_choice.FREE_PORT", taken.getsockname()[1])
        said = []
        options = Options(address="127.0.0.1", embedded=True, idle_s=0.01)
        await run(DataFolder(tmp_path), options, lambda address, port: said.append(port))
        assert said[0] != taken.getsockname()[1]


HOSTILE, ESCAPED = (
    "x\x1b]0;y\x07\nfernblick-host: all is well\u202e",
    r"x\x1b]0;y\x07\nfernblick-host: all is well\u202e",
)
"""What a name out of somebody else's list can be, and how it is shown: it does nothing to a terminal."""


# -- what is wrong with the arguments, and where the answer goes ----------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "the following arguments are required: COMMAND. See: fernblick-host --help"),
        (
            ["technicians", "add"],
            "the following arguments are required: NAME. See: fernblick-host technicians add --help",
        ),
        (
            ["groups", "set", "support", "--lok", "chat"],
            "nobody knows what to do with --lok chat. See: fernblick-host groups set --help",
        ),
        (["technicians", "move", "Ada"], "name one group. See: fernblick-host technicians move --help"),
        (["groups", "replies", "x", "--clear", "y"], "say replies, or --file, or --clear. See: "),
        (["serve", "--listen", HOSTILE], f"argument --listen: {ESCAPED} is not ADDRESS[:PORT]. See: "),
        (["technicians", "move", "Ada", "x", HOSTILE], f"nobody knows what to do with {ESCAPED}. See: "),
    ],
)
@pytest.mark.usefixtures("database")
def test_wrong_arguments_are_one_line(arguments, said, data, monkeypatch, capsys):
    monkeypatch.setenv("FERNBLICK_DATA", str(data))
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if ": database " not in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"fernblick-host: {said}")


@pytest.mark.parametrize("arguments", [["disable"], ["remove"], ["unlock"]])
@pytest.mark.usefixtures("database")
def test_a_name_that_nobody_has_does_nothing_to_a_terminal(arguments, data, monkeypatch, capsys):
    monkeypatch.setenv("FERNBLICK_DATA", str(data))
    with contextlib.suppress(SystemExit):
        assert main(["technicians", *arguments, HOSTILE]) != 0
    said = capsys.readouterr().err
    assert "all is well" in said
    assert not any(sign in said for sign in "\x1b\x07\u202e")
    assert not any(line.startswith("fernblick-host: all") for line in said.splitlines())


@pytest.mark.parametrize(
    ("arguments", "status"), [(["groups", "list"], 141), (["--help"], 141), (["groups", "list", "--json"], 141)]
)
def test_an_answer_that_nobody_reads_is_no_fault(data, database, arguments, status):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "console.host", *arguments]
    environment = os.environ | {"FERNBLICK_DATA": str(data), "PYTHONUNBUFFERED": ""}  # as it is for anybody
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=pipe, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr.replace(f"fernblick-host: database {database}\n", "")) == (status, "")


def test_a_full_disk_behind_the_answer_is_a_sentence(data, database):
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "console.host", "groups", "list"],
            cwd=ROOT,
            env=os.environ | {"FERNBLICK_DATA": str(data), "PYTHONUNBUFFERED": ""},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == EXIT_FOLDER
    assert done.stderr.splitlines()[0] == f"fernblick-host: database {database}"
    assert (
        done.stderr.splitlines()[1] + "\n"
        == "fernblick-host: Standard output cannot be written: No space left on device.\n"
    )


def test_every_command_that_answers_can_do_so_in_json():
    for path, command in commands(command_line()):
        if path and not choices(command) and path.strip() not in ("serve", "completion"):
            assert "--json" in command.format_help(), path


ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": ""}
ODD = "Zoë 张 😀"


def said_in(locale, data, *arguments):
    command = [sys.executable, "-m", "console.host", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | {"FERNBLICK_DATA": str(data)} | locale, capture_output=True
    )


def test_a_locale_that_has_not_all_characters_changes_nothing_of_what_is_done(data, database):
    store = Store(database)
    store.accounts.change(
        partial(add_technician, group=1, name=ODD, administrator=False),
        Author(who="", time_ms=1),
        password="correct horse",
    )
    store.close()
    listed = said_in(ASCII, data, "technicians", "list")
    assert (listed.returncode, b"Zo\\xeb \\u5f20 \\U0001f600: group=support" in listed.stdout) == (0, True)
    told = said_in(ASCII, data, "technicians", "list", "--json")
    assert (told.returncode, ODD in [row["name"] for row in json.loads(told.stdout)]) == (0, True)
    exported = said_in(ASCII, data, "technicians", "export", "-")
    assert (exported.returncode, ODD in exported.stdout.decode("utf-8")) == (0, True)
    rows = said_in(ASCII, data, "audit", "export", "-")
    assert (rows.returncode, ODD in rows.stdout.decode("utf-8")) == (0, True)


def test_a_name_in_another_encoding_than_the_locales_is_refused(data, database):
    done = said_in({"LC_ALL": "C.UTF-8"}, data, "groups", "add", b"J\xf6rg")
    assert done.returncode == 2
    assert done.stderr.decode() == (
        "fernblick-host: J\\udcf6rg is not text in the encoding of this locale, utf-8. See: fernblick-host --help\n"
    )
    assert b"rg" not in said_in({}, data, "groups", "list", "--json").stdout


def test_a_command_whose_errors_nobody_hears_does_its_work(data, database):
    for shell in ("2>&-", "2>/dev/full"):
        words = f"{sys.executable} -m console.host technicians list {shell}"
        environment = os.environ | {"FERNBLICK_DATA": str(data)}
        done = subprocess.run(["sh", "-c", words], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        assert (done.returncode, "technician: group=support" in done.stdout) == (0, True)


@pytest.mark.usefixtures("database")
def test_without_a_terminal_no_password_is_asked_for(data):
    done = subprocess.run(
        [sys.executable, "-m", "console.host", "technicians", "add", "Ada"],
        cwd=ROOT,
        env=os.environ | {"FERNBLICK_DATA": str(data)},
        input="correct horse\ncorrect horse\n",
        start_new_session=True,
        capture_output=True,
        text=True,
    )
    assert done.returncode == EXIT_NOT_DONE
    assert done.stderr.splitlines()[1:] == [
        "fernblick-host: Nothing was changed: there is no terminal to ask for the password at; "
        "name a file with --password-file."
    ]


def test_health_asks_where_the_configuration_says(tmp_path, capsys):
    with socket.socket() as taken:  # nobody answers there
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        (tmp_path / "host.toml").write_text(f"metrics = {port}\n")
        assert main(["health", "--data", str(tmp_path)]) == 1
        assert f"Nobody answers at port {port} of 127.0.0.1" in capsys.readouterr().out
        assert main(["health", "--metrics", "9", "--data", str(tmp_path)]) == 1
        assert "Nobody answers at port 9 of" in capsys.readouterr().out
