"""What the installers say of Calling Cards is what the programs write and read."""

import configparser
import xml.etree.ElementTree as ET
from pathlib import Path

from building.windows.bundle import CONSOLE, VIEWER
from protocol.card.card import START, SUFFIX
from viewer.app import arguments
from viewer.way_in.card_folder import KEPT

PACKAGING = Path(__file__).parents[3] / "packaging"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
TYPE = "application/x-fernblick-card"


def test_linux_knows_the_file_by_its_name_and_its_beginning() -> None:
    (kind,) = ET.parse(PACKAGING / "linux" / "fernblick-card.xml").getroot()
    assert kind.attrib["type"] == TYPE
    glob, match = kind.find(f"{MIME}glob"), kind.find(f"{MIME}magic/{MIME}match")
    assert glob is not None
    assert match is not None
    assert glob.attrib["pattern"] == f"*{SUFFIX}"
    assert START.startswith(match.attrib["value"].encode())


def test_linux_opens_it_with_the_viewer() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read(PACKAGING / "linux" / "fernblick-calling-card.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    assert desktop["MimeType"] == f"{TYPE};"
    program, *words = desktop["Exec"].split()
    assert program == "fernblick-viewer"
    assert arguments().parse_args([*words[:-1], "/x"]).calling_card == "/x"
    assert arguments().parse_args(words[:-1]).calling_card == ""  # from the menu, without a file


def test_windows_setup_puts_it_where_the_viewer_looks_and_has_it_opened_there() -> None:
    assert VIEWER.setup["CARD_ENDING"] == SUFFIX
    assert "CARDS" not in CONSOLE.setup
    script = (PACKAGING / "windows" / "setup.nsi").read_text(encoding="utf-8")
    assert KEPT.removesuffix(SUFFIX) + "${CARD_ENDING}" in script
    assert VIEWER.setup["DATA"] == "viewer"
    assert '.exe" --calling-card "%1"' in script
