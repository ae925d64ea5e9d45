"""What a bundle leaves out of what libraries could import is really not needed there."""

import subprocess
import sys
from pathlib import Path

import pytest

from building.windows.contents import NEVER, _counts

ROOT = Path(__file__).parents[4]
DRAW = """
import sys
from building.windows.contents import _counts, NEVER

class LeftOut:
    def find_spec(self, name, path=None, target=None):
        if not _counts("pyqtgraph", name) and not name.startswith("test"):
            raise ModuleNotFoundError(name, name=name)

from PySide6.QtWidgets import QApplication
import console.windows.reports.charts_page
for name in list(sys.modules):
    if not _counts("pyqtgraph", name):
        del sys.modules[name]
sys.meta_path.insert(0, LeftOut())
app = QApplication([])
from datetime import date
from console.admin.chart_figures import Figures
from console.windows.reports.charts_view import ChartsView
from protocol.vocabulary.reports import Day
view = ChartsView()
day = Day(sessions=1, waited=1, waited_median_ms=1, waited_most_ms=1, gave_up=0, missed=0)
view.show_figures(Figures(((date(2026, 1, 1), day),)))
view.grab()
print("drawn", "pyqtgraph" in sys.modules)
"""


@pytest.mark.parametrize(
    ("importer", "imported", "counts"),
    [
        ("pyqtgraph.parametertree.interactive", "pydoc", True),
        ("sqlalchemy.util", "pydoc", False),
        ("pyqtgraph.multiprocess.processes", "multiprocessing.connection", True),
        ("multiprocessing", "multiprocessing.context", True),
        ("concurrent.futures.process", "multiprocessing.connection", False),
        ("pyqtgraph.Qt", "PySide6.QtTest", False),
        ("console.app", "unittest", True),
    ],
)
def test_an_import_counts_where_it_happens_in_our_programs(importer: str, imported: str, counts: bool) -> None:
    assert _counts(importer, imported) is counts


def test_charts_are_drawn_without_what_bundles_leave_out(tmp_path: Path) -> None:
    drawn = subprocess.run(
        [sys.executable, "-c", DRAW],
        env={"PYTHONPATH": f"{ROOT}:{ROOT / 'packaging'}", "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert drawn.stdout == "drawn True\n", drawn.stderr


def test_every_module_that_is_left_out_says_why() -> None:
    assert all(why for why in NEVER.values())
