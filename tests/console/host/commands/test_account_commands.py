"""The commands that administer a host from its own computer."""

import json
import os
import pty
import pwd
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from console.host.__main__ import main
from console.host.process.folder import EXIT_NOT_DONE
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason
from tests.console.host.store.logging_in import check_login

ROOT = Path(__file__).parents[4]
PASSWORD = "correct horse"

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def refused(data_folder, capsys):
    """Run a command that changes nothing; return why."""

    def run(*arguments):
        assert main([*arguments, "--data", str(data_folder)]) == EXIT_NOT_DONE
        said = capsys.readouterr().err.removeprefix(f"fernblick-host: database {data_folder / 'host.sqlite'}\n")
        assert said.startswith("fernblick-host: Nothing was changed: ")
        return said

    return run


@pytest.fixture
def may_log_in(tmp_path):
    def check(name, password=PASSWORD):
        store = Store(tmp_path / "host" / "host.sqlite")
        reason = check_login(store, name, password)[0]
        store.close()
        return reason is Reason.NONE

    return check


def test_the_first_administrator_is_made(command, may_log_in):
    assert command("admin", "create", "Ada") == "Ada: group=support, administrator\n"
    lines = command("technicians", "list").splitlines()
    assert lines == ["Ada: group=support, administrator", "technician: group=support, administrator, no password"]
    assert may_log_in("Ada")


def test_technicians_are_added_moved_disabled_and_enabled(command, may_log_in):
    command("groups", "add", "second level")
    command("technicians", "add", "Ada", "--group", "second level", "--administrator")
    assert "Bob: group=support\n" in command("technicians", "add", "Bob")
    assert command("technicians", "move", "bob", "Second level") == "Bob: group=second level\n"
    assert command("technicians", "move", "--group", "support", "bob") == "Bob: group=support\n"
    command("technicians", "move", "bob", "--group", "second level")
    assert "Bob: group=second level, disabled\n" in command("technicians", "disable", "Bob")
    assert not may_log_in("Bob")
    assert "Bob: group=second level\n" in command("technicians", "enable", "Bob")
    command("technicians", "password", "Bob", password="battery staple")
    assert may_log_in("Bob", "battery staple")
    assert "Ada: group=second level, administrator\n" in command("technicians", "list")


def test_technicians_are_renamed_made_administrators_and_removed(command, may_log_in):
    command("technicians", "add", "Bob")
    command("admin", "create", "Ada")
    assert command("technicians", "rename", "Bob", "Robert") == "Robert: group=support\n"
    assert may_log_in("Robert")
    assert command("technicians", "administrator", "robert", "on") == "Robert: group=support, administrator\n"
    assert command("technicians", "administrator", "robert", "off") == "Robert: group=support\n"
    said = "Robert is removed; reports and the audit say “former technician 2” from now on.\n"
    assert command("technicians", "remove", "robert") == said
    assert "Robert" not in command("technicians", "list")
    assert not may_log_in("Robert")
    assert "The audit is what was written" in command("audit", "verify")


def test_everything_is_there_for_programs(command):
    (bob,) = json.loads(command("technicians", "add", "Bob", "--json"))
    assert bob == {
        "name": "Bob",
        "group": "support",
        "administrator": False,
        "disabled": False,
        "has_password": True,
        "must_change_password": False,
        "full_name": "",
        "email": "",
        "comment": "",
        "last_login": None,
    }
    assert [entry["name"] for entry in json.loads(command("technicians", "list", "--json"))] == ["Bob", "technician"]
    (support,) = json.loads(command("groups", "list", "--json"))
    assert (support["name"], support["parent"], support["sessions"], support["channel"]) == ("support", None, 10, None)
    assert support["rights"]["chat"] == {"allowed": True, "setting": "on", "locked": False, "locked_above": False}
    assert json.loads(command("groups", "replies", "support", "--json")) == []
    assert json.loads(command("technicians", "remove", "Bob", "--json"))["former"] == "former technician 2"
    verified = json.loads(command("audit", "verify", "--json"))
    assert (verified["whole"], verified["rows"]) == (True, 2)


def test_replies_are_set_shown_and_taken_away(command, tmp_path):
    assert command("groups", "replies", "support", "Hello", "One moment, please") == "Hello\nOne moment, please\n"
    (tmp_path / "replies").write_text("Good day\n\nBye\n")
    assert command("groups", "replies", "--file", str(tmp_path / "replies"), "support") == "Good day\nBye\n"
    assert command("groups", "replies", "support") == "Good day\nBye\n"
    assert command("groups", "replies", "support", "--clear") == ""


def test_arguments_come_in_any_order(command):
    orders = (
        ["support", "--lock", "chat", "chat=off", "end=off"],
        ["support", "end=off", "--lock", "chat", "chat=off"],
        ["--lock", "chat", "support", "chat=off", "end=off"],
    )
    for order in orders:
        words = command("groups", "set", *order).split()
        assert {"chat=off:locked", "end=off"} <= set(words)
        command("groups", "set", "support", "chat=on", "--unlock", "chat", "end=on")


def listed(said):
    """Return of each listed group how far below the top it is, and what is said of it."""
    found = {}
    for line in said.splitlines():
        place = len(line) - len(line.lstrip())
        if "sessions=" in line:
            name, _, count = line.strip().partition(" sessions=")
            found[name] = (place // 2, words := [])
            words += [] if not count else [f"sessions={count}"]
        else:
            words += line.split()
    return found


def test_a_new_group_at_the_top_may_all_and_that_is_said(command):
    lines = command("groups", "add", "second level").splitlines()
    assert "chat=on" in listed("\n".join(lines[:-1]))["second level"][1]
    assert lines[-1] == (
        "second level may do everything until you take rights away: groups set 'second level' RIGHT=off"
    )
    assert "may do everything" not in command("groups", "add", "night", "--parent", "second level")


def test_the_audit_says_who_ran_a_command(command, tmp_path, monkeypatch):
    monkeypatch.setenv("SUDO_USER", "mona\x1b[31m")
    monkeypatch.setenv("SUDO_UID", "1004")
    command("technicians", "add", "Bob")
    monkeypatch.delenv("SUDO_USER")
    command("technicians", "disable", "Bob")
    store = Store(tmp_path / "host" / "host.sqlite")
    by_sudo, direct = [row.entry.who for row in store.audit.rows()]
    store.close()
    user = f"{pwd.getpwuid(os.getuid()).pw_name}, uid {os.getuid()}"
    assert by_sudo == f"(command line) mona[31m, uid 1004, by sudo as {user}"
    assert direct == f"(command line) {user}"


def test_groups_are_shown_as_a_tree(command):
    command("groups", "add", "night shift", "--parent", "support")
    command("groups", "add", "archive")
    command("groups", "rename", "night shift", "day shift")
    command("groups", "set", "day shift", "chat=off", "--sessions", "2")
    found = listed(command("groups", "set", "support", "hold=off", "--lock", "hold"))
    assert [(name, place) for name, (place, _) in found.items()] == [("archive", 0), ("support", 0), ("day shift", 1)]
    assert {"sessions=2", "chat=off", "hold=off:inherited", "end=on:inherited"} <= set(found["day shift"][1])
    assert "hold=off:locked" in found["support"][1]
    found = listed(command("groups", "move", "day shift"))
    assert [place for place, _ in found.values()] == [0, 0, 0]
    assert "hold=off" in found["day shift"][1], "what it inherited stays, and is its own now"
    assert "day shift" not in command("groups", "remove", "day shift")
    command("groups", "add", "below", "--parent", "archive")
    assert listed(command("groups", "remove", "archive", "--heir", "support"))["below"][0] == 1


def test_rights_are_set_with_their_scope(command):
    command("groups", "add", "below", "--parent", "support")
    command("groups", "set", "below", "chat=off")
    assert "chat=off" not in command("groups", "set", "support", "--subgroups").split()
    command("groups", "set", "support", "chat=off", "--all")
    assert command("groups", "list").split().count("chat=off") == 2
    command("groups", "set", "support", "chat=inherit", "--lock", "chat", "--lock", "end")
    assert "chat=off:inherited" in command("groups", "set", "support", "--unlock", "chat").split()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["groups", "add", "Support"], "Support is used already"),
        (["groups", "add", "x", "--parent", "nobody"], "no group is called nobody"),
        (["groups", "rename", "nobody", "x"], "no group is called nobody"),
        (["groups", "move", "support", "--parent", "support"], "support cannot be below itself"),
        (["groups", "remove", "support"], "there are technicians or groups in support"),
        (["groups", "set", "support", "fly=on"], "no right is called fly"),
        (["groups", "set", "support", "--lock", "fly"], "no right is called fly"),
        (["technicians", "disable", "nobody"], "no technician is called nobody"),
        (["technicians", "disable", "technician"], "technician is the last administrator"),
        (["technicians", "move", "technician", "nobody"], "no group is called nobody"),
        (["technicians", "password", "nobody"], "no technician is called nobody"),
        (["technicians", "remove", "nobody"], "no technician is called nobody"),
        (["technicians", "remove", "technician"], "cannot be removed; disable or rename it"),
        (["technicians", "rename", "technician", "former technician 9"], "no name begins with “former technician”"),
        (["technicians", "administrator", "technician", "off"], "technician is the last administrator"),
        (["technicians", "unlock", "nobody"], "no technician is called nobody"),
        (["groups", "replies", "support", "x" * 501], "a group has at most 20 replies of 500 characters"),
        (["groups", "replies", "support", "--file", "/nonexistent"], "/nonexistent cannot be read"),
        (["admin", "create", "Technician"], "Technician is used already"),
        (["admin", "create", "Ada", "--password-file", "/nonexistent"], "/nonexistent cannot be read"),
        (["admin", "create", "Ada", "--password-file", "/dev/null"], "a password has 10 to 200 characters"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(refused, arguments, words):
    assert words in refused(*arguments)


@pytest.mark.parametrize("sessions", ["-1", "101", "many", "²"])
def test_a_number_of_sessions_is_one(command, sessions):
    with pytest.raises(SystemExit):
        command("groups", "set", "support", "--sessions", sessions)


# -- at a terminal ----------------------------------------------------------------------------------------------


def at_a_terminal(data, *arguments, answers):
    """Run the program at a terminal, answer what it asks; return its exit status and all that was on the screen."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "console.host", *arguments, "--data", str(data)],
        cwd=ROOT,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    screen = b""
    for answer in answers:
        asked = len(screen)
        while not screen[asked:].endswith((b"Password: ", b"again: ")):
            screen += os.read(ours, 1000)
        os.write(ours, answer.encode() + b"\n")
    while chunk := read_on(ours):
        screen += chunk
    os.close(ours)
    return process.wait(timeout=30), screen.decode()


def read_on(terminal):
    """Return what comes next; nothing where the program has ended."""
    try:
        return os.read(terminal, 1000)
    except OSError:
        return b""


def test_a_password_is_asked_for_twice_and_not_shown(data_folder, may_log_in):
    status, screen = at_a_terminal(data_folder, "admin", "create", "Ada", answers=[PASSWORD, PASSWORD])
    assert status == 0
    assert screen.count(": ") >= 2
    assert PASSWORD not in screen
    assert may_log_in("Ada")


def test_two_different_passwords_are_none(data_folder):
    status, screen = at_a_terminal(data_folder, "admin", "create", "Ada", answers=[PASSWORD, "battery staple"])
    assert status == EXIT_NOT_DONE
    assert "two different passwords" in screen


def test_what_the_terminal_could_not_tell_is_no_password(data_folder):
    answers = ["correct horse\x07"] * 2
    status, screen = at_a_terminal(data_folder, "admin", "create", "Ada", answers=answers)
    assert status == EXIT_NOT_DONE
    assert "characters that can be read" in screen


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627"),
        ("Sam \U0001f469\u200d\U0001f4bb", "Sam \U0001f469\u200d\U0001f4bb"),
        ("Anna\u00adlena\u200e", "Annalena"),
        ("Jean\u00a0Dupont", "Jean Dupont"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",) * 2,
    ],
)
def test_names_of_all_languages_are_taken(command, may_log_in, typed, kept):
    assert f"{kept}: group=support\n" in command("technicians", "add", typed)
    assert may_log_in(typed)
    assert may_log_in(kept)
    command("groups", "add", typed)
    assert f"{kept}: group={kept}\n" in command("technicians", "move", kept, typed)


@pytest.mark.parametrize("name", ["\u200b\u202e", "\u3164", "x" * 61, "   "])
def test_what_is_no_name_is_refused_with_a_sentence(refused, name):
    assert "a name has at" in refused("groups", "add", name)


def test_a_name_that_looks_the_same_is_the_same(command, refused):
    command("groups", "add", "Maria Berger")
    assert "is used already" in refused("groups", "add", "Ma\u200cria\u00a0Ber\u00adger\u202c")


def test_names_that_an_earlier_version_kept_are_clean_and_different_when_they_are_read(command, tmp_path, may_log_in):
    command("technicians", "add", "Ada")
    command("technicians", "add", "Bob")
    command("technicians", "add", "Carl")
    with sqlite3.connect(tmp_path / "host" / "host.sqlite") as database:
        for name, before in (("Ada\u202e\n", "Bob"), ("\u3164", "Carl"), ("Su\u0308pport " + "x" * 100, "support")):
            table = "groups" if before == "support" else "technicians"
            database.execute(f"UPDATE {table} SET name = ? WHERE name = ?", (name, before))
    store = Store(tmp_path / "host" / "host.sqlite")
    accounts = store.accounts.snapshot()
    store.close()
    assert [account.name for _, account in sorted(accounts.technicians.items())][1:] == [
        "Ada",
        "Ada (3)",
        "Technician 4",
    ]
    assert [group.name for group in accounts.groups.values()] == ["S\u00fcpport " + "x" * 52]
    assert may_log_in("Ada (3)")
    assert "Ada (3): group=" in command("technicians", "disable", "Ada (3)")
