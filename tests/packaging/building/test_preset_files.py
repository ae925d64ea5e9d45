"""What the installers say of a company's preset is what the console looks for."""

from pathlib import Path

from building.windows.bundle import CONSOLE, VIEWER
from resources.program.preset_places import BESIDE, system_file

PACKAGING = Path(__file__).parents[3] / "packaging"


def test_windows_setup_puts_it_where_the_console_looks() -> None:
    assert CONSOLE.setup["PRESET"] == BESIDE
    assert "PRESET" not in VIEWER.setup
    script = (PACKAGING / "windows" / "setup.nsi").read_text(encoding="utf-8")
    assert 'CopyFiles /SILENT "$Preset" "$INSTDIR\\${PRESET}"' in script


def test_the_places_are_written_down_where_administrators_read() -> None:
    words = (PACKAGING / "README.md").read_text(encoding="utf-8")
    assert BESIDE in words
    for platform in ("linux", "darwin"):
        assert str(system_file(platform)) in words
