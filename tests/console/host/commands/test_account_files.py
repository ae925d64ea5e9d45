"""Technicians and groups from files and into files: all of it, or nothing."""

import codecs
import csv
import json
import stat
import time
from dataclasses import replace

import pytest

from console.host.__main__ import main
from console.host.process.folder import EXIT_NOT_DONE, DataFolder
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason
from tests.console.host.store.logging_in import check_login

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def file(tmp_path):
    def write(text, name="people.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


@pytest.fixture
def refused(data_folder, capsys):
    def run(*arguments):
        assert main([*arguments, "--data", str(data_folder)]) == EXIT_NOT_DONE
        return capsys.readouterr().err.removeprefix(f"fernblick-host: database {data_folder / 'host.sqlite'}\n")

    return run


@pytest.fixture
def accounts(tmp_path):
    """Read all groups and technicians."""

    def read():
        store = Store(tmp_path / "host" / "host.sqlite")
        found = store.accounts.snapshot()
        store.close()
        return found

    return read


THIRTY = "name,group,administrator,disabled,password\n" + "".join(
    f"tech{number},support,{'yes' if number == 1 else ''},no,first word of {number}\n" for number in range(1, 31)
)


def test_thirty_technicians_come_from_a_file_and_are_listed_in_order(command, file, tmp_path):
    assert command("technicians", "import", file(THIRTY)).splitlines()[-1] == "30 changes."
    names = [line.partition(":")[0] for line in command("technicians", "list").splitlines()]
    assert names == [*(f"tech{number}" for number in range(1, 31)), "technician"]
    store = Store(tmp_path / "host" / "host.sqlite")
    assert check_login(store, "tech7", "first word of 7")[0] is Reason.NONE
    assert check_login(store, "tech7", "first word of 8")[0] is Reason.WRONG_LOGIN
    assert store.audit.verify() == 30
    store.close()


def test_a_dry_run_says_the_same_and_changes_nothing(command, file, accounts):
    command("technicians", "list")
    before = accounts()
    lines = command("technicians", "import", file(THIRTY), "--dry-run").splitlines()
    assert lines[0] == "technician added: tech1 in support administrator"
    assert (len(lines), lines[-1]) == (31, "30 changes; nothing was changed, for this was a dry run.")
    assert accounts() == before
    assert command("technicians", "import", file(THIRTY)).splitlines()[:-1] == lines[:-1]


def test_columns_that_a_spreadsheet_has_left_empty_say_nothing(command, file, tmp_path):
    people, secrets = file("name;group;;\nAda;support;;;\n"), str(tmp_path / "new.csv")
    assert command("technicians", "import", people, "--passwords-to", secrets).splitlines()[-1] == "1 changes."


def test_a_second_import_changes_nothing(command, file):
    command("technicians", "import", file(THIRTY))
    assert command("technicians", "import", file(THIRTY)) == "0 changes.\n"


def test_wrong_rows_are_named_by_their_lines_and_nothing_is_done(refused, file, accounts):
    text = (
        "name,group,administrator,password\nAda,support,,correct horse\nBob,nowhere,,correct horse\n"
        "technician,support,no,\nada,support,,correct horse\nCarl,support,perhaps,correct horse\n"
    )
    said = refused("technicians", "import", file(text))
    for words in (
        "line 3: no group is called nowhere",
        "line 4: technician is the last administrator",
        "line 5: ada stands at line 2, too",
        "line 6: administrator is yes or no, not perhaps",
    ):
        assert words in said
    assert "line 2:" not in said
    assert set(accounts().technicians) == {1}


def test_as_many_as_a_host_has_room_for_are_tried_in_good_time(command, file):
    rows = "".join(f"Technician {number};ja;falsch;a first password\n" for number in range(2, 2001))
    began = time.process_time()
    said = command("technicians", "import", file(f"name;administrator;disabled;password\n{rows}"), "--dry-run")
    assert said.splitlines()[-1].startswith("1999 changes;")
    assert time.process_time() - began < 60


def test_the_last_administrator_may_go_in_the_file_that_brings_another(command, file, accounts):
    command("admin", "create", "Ada")
    text = "name,administrator,password\nAda,no,\ntechnician,no,\nBob,yes,correct horse\n"
    command("technicians", "import", file(text))
    assert [a.name for a in accounts().technicians.values() if a.administrator] == ["Bob"]


def test_whoever_is_new_needs_a_password_or_gets_one_that_only_the_administrator_reads(
    command, refused, file, tmp_path
):
    people = file("name\nAda\nBob\n")
    assert "line 2: a password has 10 to 200 characters; line 3" in refused("technicians", "import", people)
    secrets = tmp_path / "first.csv"
    command("technicians", "import", people, "--passwords-to", str(secrets))
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    rows = list(csv.reader(secrets.read_text(encoding="utf-8-sig").splitlines()))
    assert secrets.read_bytes().startswith(codecs.BOM_UTF8), "Excel would spoil names without it"
    assert [row[0] for row in rows] == ["name", "Ada", "Bob"]
    store = Store(tmp_path / "host" / "host.sqlite")
    assert check_login(store, "Bob", rows[2][1])[0] is Reason.NONE
    store.close()


def test_no_password_is_left_behind_by_an_import_that_is_refused(refused, file, tmp_path):
    secrets = tmp_path / "first.csv"
    secrets.write_text("what was there")
    assert "first.csv cannot be made" in refused(
        "technicians", "import", file("name\nAda\n"), "--passwords-to", str(secrets)
    )
    assert secrets.read_text() == "what was there"


@pytest.mark.parametrize("name", ["all.csv", "all.json"])
def test_what_is_exported_can_be_imported_elsewhere(command, tmp_path, name, accounts, file):
    command("groups", "add", "=1+1")
    command("groups", "add", "second level", "--parent", "support")
    command("groups", "set", "second level", "chat=off", "hold=on", "--lock", "hold", "--sessions", "3")
    command("groups", "set", "support", "chat=on", "hold=off", "--lock", "chat", "--lock", "hold")
    command("groups", "channel", "second level", "helpdesk", "--desk-reads", "on")
    command("groups", "replies", "second level", "Hello", "One moment,\tplease")
    command("groups", "set", "=1+1", "end=off")
    command("admin", "create", "Ada", "--group", "=1+1")
    groups, people = str(tmp_path / f"groups-{name}"), str(tmp_path / f"people-{name}")
    command("groups", "export", groups)
    command("technicians", "export", people)
    before = accounts()
    (tmp_path / "host").rename(tmp_path / "other")
    Store(DataFolder(tmp_path / "host").database).close()
    command("groups", "import", groups)
    command("technicians", "import", people, "--passwords-to", str(tmp_path / "first"))
    now = accounts()
    said = [{g.name: replace(g, number=0, parent=0) for g in all_.groups.values()} for all_ in (now, before)]
    assert said[0] == said[1]
    assert said[0]["second level"].desk_reads
    parents = [{g.name: all_.groups[g.parent].name for g in all_.groups.values() if g.parent} for all_ in (now, before)]
    assert parents[0] == parents[1] == {"second level": "support"}
    assert [(a.name, a.administrator) for a in now.technicians.values()] == [("technician", True), ("Ada", True)]


def test_groups_come_in_any_order(command, file, accounts):
    command("groups", "import", file("name,parent,chat\nnight,day,inherit\nday,(none),off\n"))
    groups = {group.name: group for group in accounts().groups.values()}
    assert groups["night"].parent == groups["day"].number
    assert groups["day"].choices["chat"].setting == "off"
    command("groups", "import", file("name,parent\nlow,middle\nmiddle,high\nhigh,(none)\n"))
    above = {group.name: accounts().groups[group.parent].name for group in accounts().groups.values() if group.parent}
    assert above == {"night": "day", "low": "middle", "middle": "high"}


def test_groups_exchange_their_channels_and_their_places_and_nothing_else(command, file, accounts):
    for name, parent in (("first", "support"), ("second", "first"), ("third", "second")):
        command("groups", "add", name, "--parent", parent)
    command("groups", "channel", "first", "one", "--desk-reads", "on")
    command("groups", "channel", "second", "two")
    command(
        *("groups", "import"),
        file("name,parent,channel\nfirst,second,two\nsecond,third,one\nthird,support,\n"),
    )
    groups = {group.name: group for group in accounts().groups.values()}
    assert {name: (group.channel, group.desk_reads) for name, group in groups.items()} == {
        "support": ("", False),
        "third": ("", False),
        "first": ("two", True),
        "second": ("one", False),
    }
    above = {group.name: accounts().groups[group.parent].name for group in groups.values() if group.parent}
    assert above == {"first": "second", "second": "third", "third": "support"}


def test_groups_that_would_be_below_each_other_or_share_a_channel_are_refused(command, refused, file, accounts):
    command("groups", "add", "first", "--parent", "support")
    command("groups", "add", "second", "--parent", "first")
    command("groups", "channel", "first", "one")
    before = accounts()
    assert "cannot be below itself" in refused("groups", "import", file("name,parent\nsupport,second\n"))
    assert "cannot be below itself" in refused("groups", "import", file("name,parent\nfirst,second\nsecond,first\n"))
    assert "line 3: the channel one is another group's" in refused(
        "groups", "import", file("name,channel\nfirst,\nsecond,one\n")
    )
    assert "line 2: desk_reads is for groups with a channel" in refused(
        "groups", "import", file("name,desk_reads\nsecond,yes\n")
    )
    assert accounts() == before


def test_a_right_that_is_locked_above_and_not_in_the_file_stays_so(command, refused, file, accounts):
    command("groups", "add", "first", "--parent", "support")
    command("groups", "set", "support", "chat=on", "--lock", "chat")
    assert "a group above has locked chat" in refused("groups", "import", file("name,chat\nfirst,off\n"))
    command("groups", "import", file("name,chat\nfirst,off\nsupport,on\n"))
    chats = {group.name: group.choices["chat"] for group in accounts().groups.values()}
    assert (chats["support"].locked, chats["first"].setting) == (False, "off")


def test_what_the_desk_reads_is_listed_and_needs_a_channel(command, refused):
    assert "a channel; name the group's" in refused("groups", "channel", "support", "", "--desk-reads", "on")
    assert "channel=helpdesk:desk-reads" in command("groups", "channel", "support", "helpdesk", "--desk-reads", "on")
    assert json.loads(command("groups", "list", "--json"))[0]["desk_reads"] is True
    assert ":desk-reads" not in command("groups", "channel", "support", "")


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("name;group\nAda;nowhere\n", "x.csv", "line 2: no group is called nowhere"),
        ("\ufeffname\tgroup\r\nAda\tnowhere\r\n", "x.csv", "line 2: no group is called nowhere"),
        ('name,group\n"Ada\nB",nowhere\nBob,nowhere\n', "x.csv", "line 4: no group is called nowhere"),
        ("name,fly\nAda,1\n", "x.csv", "line 1: no column is called “fly” here, only name, group"),
        ("\n\nName;Gruppe\nAda;x\n", "x.csv", "line 3: no column is called “gruppe” here, only name, group"),
        ("name;Name\nAda;Bob\n", "x.csv", "line 1: two columns are called “name”"),
        ("group\nsupport\n", "x.csv", "line 1: no column is called “name”"),
        ("name,,\nAda,,x\n", "x.csv", "line 2: it has more cells than there are columns"),
        ("name\nAda,1\n", "x.csv", "line 2: it has more cells than there are columns"),
        ('name\n"Ada\n', "x.csv", "line 2: unexpected end of data"),
        ("", "x.csv", "has 0 rows"),
        ("[]", "x.json", "has 0 rows"),
        ('{"name": "Ada"}', "x.json", "it is not a JSON list of objects"),
        ('[{"name": "Ada", "group": "nowhere"}]', "x.json", "entry 1: no group is called nowhere"),
        ('[{"name": "Ada", "group": {}}]', "x.json", "entry 1: group is no value for a cell"),
        ('[{"name": 3}]', "x.json", "entry 1: it has no name"),
        ("[", "x.json", "x.json: Expecting value"),
        ("[" * 100_000, "x.json", "x.json: "),
    ],
)
def test_what_is_no_list_of_technicians_is_a_sentence(refused, file, text, name, words):
    said = refused("technicians", "import", file(text, name))
    assert words in said
    assert len(said.splitlines()) == 1


def test_a_file_in_another_encoding_or_none_at_all_is_a_sentence(refused, file, tmp_path):
    assert "is not UTF-8; save it as “CSV UTF-8”" in refused(
        "technicians", "import", file("name\nJörg\n", encoding="latin-1")
    )
    assert "cannot be read: No such file" in refused("technicians", "import", str(tmp_path / "none.csv"))
    assert "cannot be read: Is a directory" in refused("technicians", "import", str(tmp_path))
    (tmp_path / "large.csv").write_bytes(b"name\n" + b"x" * (8 * 1024 * 1024))
    assert "it is larger than 8388608 bytes" in refused("technicians", "import", str(tmp_path / "large.csv"))


def test_standard_output_is_a_file_called_minus(command):
    assert json.loads(command("technicians", "export", "-", "--json")) == [
        {
            "name": "technician",
            "group": "support",
            "administrator": True,
            "disabled": False,
            "full_name": "",
            "email": "",
            "comment": "",
            "last_login": "",
        }
    ]
    assert command("technicians", "export", "-").splitlines()[0] == (
        "name,group,administrator,disabled,full_name,email,comment,last_login"
    )


# -- what administrators know of technicians --------------------------------------------------------------------


def details(account):
    return (account.full_name, account.email, account.comment)


def test_details_come_from_a_file_and_go_into_one(command, file, accounts, tmp_path):
    rows = "name,full_name,email,comment,password\nada,Ada Example,ada@example.com,Mondays only,a first password\n"
    command("technicians", "import", file(rows))
    ada = accounts().technician_named("ada")
    assert details(ada) == ("Ada Example", "ada@example.com", "Mondays only")
    out = tmp_path / "out.csv"
    command("technicians", "export", str(out))
    (row,) = [row for row in csv.DictReader(out.read_text("utf-8-sig").splitlines()) if row["name"] == "ada"]
    assert (row["full_name"], row["email"], row["comment"], row["last_login"]) == (*details(ada), "")
    assert command("technicians", "import", str(out), "--dry-run").startswith("0 changes"), "an export is read again"
    command("technicians", "import", file("name,comment\nada,(none)\n"))
    assert details(accounts().technician_named("ada")) == ("Ada Example", "ada@example.com", "")


def test_an_address_that_is_none_is_named_with_its_row(file, refused, accounts):
    rows = "name,email,password\nada,no address,a first password\n"
    assert "line 2: no address is no e-mail address" in refused("technicians", "import", file(rows))
    assert set(accounts().technicians) == {1}


def test_details_are_set_by_a_command_and_forgotten_with_the_technician(command, refused, accounts, tmp_path):
    command("technicians", "add", "Ada")
    said = command("technicians", "describe", "Ada", "--full-name", "Ada Example", "--email", "ada@example.com")
    assert "full name Ada Example" in said
    assert "e-mail ada@example.com" in said
    command("technicians", "rename", "Ada", "Augusta")
    command("technicians", "describe", "Augusta", "--email", "")
    assert details(accounts().technician_named("Augusta")) == ("Ada Example", "", "")
    assert "is no e-mail address" in refused("technicians", "describe", "Augusta", "--email", "@")
    command("technicians", "remove", "Augusta")
    assert b"Ada Example" not in (tmp_path / "host" / "host.sqlite").read_bytes()
    assert "technician described" not in command("technicians", "list")
    assert "technician_described" in command("audit", "export", "-")
    assert "Ada Example" not in command("audit", "export", "-")
