"""An administrator looks into what has happened: sessions, the audit and charts, with files of each."""

from __future__ import annotations

import csv
import io
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from console.host.process.folder import DataFolder
from console.host.store.store import Store
from demonstration.desktop import wait_for
from tests.bench.host.report_rows import fill
from tests.system.stage.program import Program
from tests.system.stage.stage import Stage

pytestmark = pytest.mark.system

COUNT = 40  # sessions of the last days


def test_an_administrator_finds_saves_and_draws_what_has_happened(stage: Stage) -> None:
    """Point 5: tables with filter and CSV, the chain of the audit, charts as PNG."""
    folder = stage.technician.folder / "host"
    folder.mkdir(mode=0o700)
    store = Store(DataFolder(folder).database)
    fill(store, count=COUNT, days=5, now_ms=time.time_ns() // 1_000_000 - 3_600_000)
    store.close()
    console = stage.console()
    console.see("On this computer only", "label")
    console.press_until("ctrl+shift+a", "the Administration Center", lambda: console.windows("Administration Center"))
    console.front("Administration Center")

    console.click("Show: Sessions")
    console.see(rf"Rows: {COUNT}\. As of .*", "label")
    console.enter("Filter: customer, reference, technician, group…", "lovelace")
    console.see(r"Rows: ([1-9]|[12]\d)\. As of .*", "label")
    rows = saved_rows(console, stage.folder / "sessions.csv")
    found = console.see(r"Rows: \d+\. As of .*", "label").name.removeprefix("Rows: ").partition(".")[0]
    assert len(rows) == int(found)
    assert all("Ada Lovelace" in (row["Technician"], *row["Colleagues"].split(", ")) for row in rows)

    console.click("Show: Audit")
    console.enter("Filter: name, address, details, session number…", "technician")
    console.see(r"Rows: \d+\. As of .*", "label")  # the login of this console, and what it has read
    assert {row["Event"] for row in saved_rows(console, stage.folder / "audit.csv")} == {
        "Logged in",
        "Report read",
        "Report saved as a file",
    }
    console.click("Check the chain")
    console.reads("Every row is as it was written.")
    console.click("OK")

    console.front("Administration Center")
    console.click("Show: Charts")
    console.see(rf".*, sessions: {COUNT}, gave up waiting: .*", "label")
    file = stage.folder / "charts.png"
    save(console, "Save as PNG…", file)
    picture = QImage(str(file))
    assert picture.width() > 1000
    assert len({picture.pixel(x, picture.height() // 3) for x in range(0, picture.width(), 3)}) > 1


def saved_rows(console: Program, file: Path) -> list[dict[str, str]]:
    """Save what the table shows as `file`, and return the rows in it."""
    save(console, "Save as CSV…", file)
    return list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"), newline="")))


def save(console: Program, button: str, file: Path) -> None:
    """Press `button`, say where, and wait for the file."""
    console.front("Administration Center")
    console.click(button)
    console.front("Save as.*")
    console.person.hand.press("ctrl+a")
    console.person.hand.type(str(file))
    console.person.hand.press("Return")
    wait_for(f"{file.name} to be written", file.exists)
