"""Reports as files, with a host by hand that answers from lists."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from console.windows.reports import csv_saving
from console.windows.reports.columns import audit_columns, session_columns
from console.windows.reports.csv_saving import CsvSaving, SavingDialog
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import AskAudit, SavedReport, SaveReport
from resources.words.sentences import SENTENCES
from tests.helpers.reports_by_hand import SESSION, ReportsByHand, dialog_words


def saved(page, path: Path, by_hand: ReportsByHand) -> list[list[str]]:
    page.save(path)
    by_hand.answer()
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_all_rows_that_fit_are_saved(sections, by_hand, tmp_path) -> None:
    by_hand.sessions = [replace(SESSION, lead="=cmd()"), *[SESSION] * 250]
    sections.show_part("sessions")
    by_hand.answer()
    assert sections.sessions.model.rowCount() < 251
    titles, first, *others = saved(sections.sessions, tmp_path / "sessions.csv", by_hand)
    assert titles[0].startswith("Opened (")
    assert titles[1:] == [column.title for column in session_columns()][1:]
    assert first[6] == "'=cmd()"
    assert len(others) == 250
    assert others[0][0].startswith("2026-11-1")
    assert others[0][-1] == SESSION.session.hex()
    assert not list(tmp_path.glob("*.part"))


def test_the_host_is_told_what_is_saved_before_it_is_asked_for_it(audit, by_hand, tmp_path) -> None:
    by_hand.asked.clear()
    audit.save(tmp_path / "audit.csv")
    by_hand.answer()
    told, *pages = by_hand.asked
    assert isinstance(told, SaveReport)
    assert told.report is SavedReport.AUDIT
    assert {(page.since_ms, page.until_ms) for page in pages} == {(told.since_ms, told.until_ms)}


def test_a_file_begins_so_that_spreadsheet_programs_know_its_letters(audit, by_hand, tmp_path) -> None:
    audit.save(tmp_path / "audit.csv")
    by_hand.answer()
    assert (tmp_path / "audit.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_where_a_comma_is_in_numbers_cells_are_parted_by_semicolons(audit, by_hand, tmp_path) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German))
    try:
        audit.save(tmp_path / "audit.csv")
        by_hand.answer()
    finally:
        QLocale.setDefault(before)
    line = (tmp_path / "audit.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert line.count(";") == len(audit_columns()) - 1


def test_a_file_that_cannot_be_written_is_said(audit, by_hand, tmp_path) -> None:
    audit.save(tmp_path / "missing" / "audit.csv")
    by_hand.answer()
    assert any(words.startswith("The file could not be written.") for words in dialog_words(audit))


def test_a_host_that_refuses_leaves_no_file(audit, by_hand, tmp_path) -> None:
    by_hand.refuse = Reason.STORAGE
    audit.save(tmp_path / "audit.csv")
    by_hand.answer()
    assert not list(tmp_path.glob("audit*"))
    assert SENTENCES["storage"] in dialog_words(audit)


def test_saving_can_be_stopped_and_what_was_there_stays(qtbot, reports, by_hand, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(csv_saving, "SLOW_MS", 0)
    path = tmp_path / "audit.csv"
    path.write_text("before")
    parent = QWidget()
    qtbot.addWidget(parent)
    saving = CsvSaving(reports, audit_columns(), path, parent)
    dialog = SavingDialog(saving, parent)
    saving.start(AskAudit, {"since_ms": 0, "until_ms": 1})
    for _ in range(2):  # the host is told that it is saved, then asked for the first page
        reports.receive(by_hand._answer(by_hand.waiting.pop()))
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.words.text() == "Rows written: 2"
    dialog.cancel_button.click()
    by_hand.answer()
    assert path.read_text() == "before"
    assert not list(tmp_path.glob("*.part"))
