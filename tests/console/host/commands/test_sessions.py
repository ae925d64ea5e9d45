"""Sessions and the audit as files, by the command line."""

import csv
import io
import json
from contextlib import suppress

import pytest

from console.host.__main__ import main
from console.host.core.audit import Entry, Event
from console.host.process.folder import EXIT_FOLDER, EXIT_NOT_DONE
from console.host.store.records.notes import SessionNotes
from console.host.store.store import Store
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import AskSessions
from tests.bench.host.report_rows import fill

NOON_MS = 1_700_049_600_000  # 15 November 2023, 12:00 UTC


@pytest.fixture
def filled(tmp_path):
    """The data folder of a host with 150 sessions of the ten days before noon."""
    folder = tmp_path / "host"
    folder.mkdir()
    store = Store(folder / "host.sqlite")
    fill(store, count=150, days=10, now_ms=NOON_MS)
    store.close()
    return folder


def rows(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_sessions_are_written_as_a_file(filled, tmp_path, capsys):
    file = tmp_path / "sessions.csv"
    assert main(["sessions", "export", str(file), "--data", str(filled)]) == 0
    assert capsys.readouterr().out == f"{file}: 150 rows.\n"
    found = rows(file)
    assert [row["opened"] for row in found] == sorted(row["opened"] for row in found)
    assert found[0].keys() >= {"session", "lead", "waited", "shared", "reason"}
    assert all(row["opened"].startswith("2023-11-") for row in found)
    assert {len(row["session"]) for row in found} == {32}


def test_the_audit_of_some_days_is_written_as_a_file(filled, tmp_path):
    file = tmp_path / "audit.csv"
    options = ["--since", "2023-11-10", "--until", "2023-11-12", "--data", str(filled)]
    assert main(["audit", "export", str(file), *options]) == 0
    days = {row["time"][:10] for row in rows(file)}
    assert days == {"2023-11-10", "2023-11-11", "2023-11-12"}
    numbers = [int(row["number"]) for row in rows(file)]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_a_file_that_cannot_be_written_is_said(filled, tmp_path, capsys):
    file = tmp_path / "missing" / "audit.csv"
    assert main(["audit", "export", str(file), "--data", str(filled)]) == EXIT_FOLDER
    assert "cannot be written" in capsys.readouterr().err
    assert not file.parent.exists()


def test_standard_output_is_a_file_called_minus(filled, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["audit", "export", "audit.csv", "--data", str(filled)]) == 0
    capsys.readouterr()
    assert main(["audit", "export", "-", "--data", str(filled)]) == 0
    found = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    before = rows(tmp_path / "audit.csv")
    assert [row for row in found if not row["event"].startswith("report_")] == before
    assert len(found) == len(before) + 1, "that it was exported stands in it from then on"
    assert main(["audit", "export", "-", "--json", "--data", str(filled)]) == 0
    assert [row for row in json.loads(capsys.readouterr().out) if not row["event"].startswith("report_")] == before
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize("where", ["-", "audit.csv"])
def test_whoever_breaks_off_has_read_all_the_same(filled, tmp_path, monkeypatch, where):
    """As somebody at the keyboard, or the end of a pipe (`fernblick-host audit export - | head`)."""
    monkeypatch.chdir(tmp_path)
    written = []

    def line(cells):
        written.append(cells)
        if len(written) > 100:
            raise KeyboardInterrupt
        return ",".join(cells) + "\r\n"

    monkeypatch.setattr("console.host.commands.sessions.csv_line", line)
    with suppress(KeyboardInterrupt):
        main(["audit", "export", where, "--data", str(filled)])
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert main(["audit", "export", "after.csv", "--data", str(filled)]) == 0
    event = "report_read" if where == "-" else "report_saved"
    assert [row["event"] for row in rows(tmp_path / "after.csv") if row["event"].startswith("report_")] == [event]
    assert {path.name for path in tmp_path.iterdir()} == {"after.csv", "host"}


def test_days_that_end_before_they_begin_are_a_mistake_and_no_empty_file(filled, tmp_path, capsys):
    file = tmp_path / "audit.csv"
    days = ["--since", "2023-11-12", "--until", "2023-11-10"]
    assert main(["audit", "export", str(file), *days, "--data", str(filled)]) == EXIT_NOT_DONE
    assert "--since 2023-11-12 is after --until 2023-11-10" in capsys.readouterr().err
    assert not file.exists()


def test_a_day_that_is_none_is_refused(filled, tmp_path, capsys):
    with pytest.raises(SystemExit):
        main(["audit", "export", str(tmp_path / "x.csv"), "--since", "yesterday", "--data", str(filled)])
    assert "yesterday is not a day" in capsys.readouterr().err


NOTES = SessionNotes(customer="Müller GmbH", reference="T-4711", note="New toner", outcome="solved")


@pytest.fixture
def noted(filled):
    """The number of a session of which something is noted."""
    store = Store(filled / "host.sqlite")
    row = store.reports.answer(AskSessions(request=1, since_ms=0, until_ms=2**53)).rows[0]
    lead = store.accounts.snapshot().technician_named(row.lead).number
    entry = Entry(event=Event.SESSION_NOTED, time_ms=row.opened_ms, session=row.session)
    assert store.notes.write(row.session, lead, lambda _before: NOTES, entry) is Reason.NONE
    store.close()
    return row.session.hex()


def exported(folder, capsys, *options):
    assert main(["sessions", "export", "-", *options, "--data", str(folder)]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_what_is_noted_is_exported_and_looked_for(filled, noted, capsys):
    (row,) = exported(filled, capsys, "--words", "müller toner")
    assert (row["session"], row["customer"], row["reference"]) == (noted, "Müller GmbH", "T-4711")
    assert (row["note"], row["outcome"]) == ("New toner", "solved")
    assert [row["session"] for row in exported(filled, capsys, "--outcome", "solved")] == [noted]
    assert exported(filled, capsys, "--outcome", "follow_up") == []
    assert len(exported(filled, capsys)) == 150


def test_what_is_noted_is_deleted_on_request(filled, noted, capsys):
    assert main(["sessions", "forget", noted, "--data", str(filled)]) == 0
    assert noted in capsys.readouterr().out
    assert exported(filled, capsys, "--outcome", "solved") == []
    assert len(exported(filled, capsys)) == 150, "that there was a session is no secret"
    assert main(["sessions", "forget", noted, "--data", str(filled)]) == EXIT_NOT_DONE
    with pytest.raises(SystemExit):
        main(["sessions", "forget", "4711", "--data", str(filled)])
    assert "32 hexadecimal digits" in capsys.readouterr().err
