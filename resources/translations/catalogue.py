"""The languages the programs speak besides English: `fernblick_de.ts` is edited, `fernblick_de.qm` made from it.

`python -m resources.translations` brings both up to date with the sources.
"""

from __future__ import annotations

import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import PySide6

from resources import files

LANGUAGES = ("de",)
SPEAKING = ("console", "viewer", "resources")  # packages with words for the user


def update(ts: Path) -> None:
    """Bring the source texts in `ts` up to date with the programs; what is no longer said goes."""
    root = files.path("..").resolve()
    sources = sorted(str(path) for package in SPEAKING for path in (root / package).rglob("*.py"))
    _qt_tool("lupdate", "-silent", "-locations", "none", "-no-obsolete", *sources, "-ts", str(ts))


def release(ts: Path, qm: Path) -> None:
    """Make `qm`, which the programs load, from `ts`."""
    _qt_tool("lrelease", "-silent", str(ts), "-qm", str(qm))


def missing(ts: Path) -> list[str]:
    """Return the source texts of `ts` that have no finished translation."""
    tree = ElementTree.parse(ts)  # noqa: S314  # our own file
    found = []
    for message in tree.iter("message"):
        translation = message.find("translation")
        if translation is None or translation.get("type") or not (translation.text or "").strip():
            found.append(message.findtext("source") or "")
    return found


def _qt_tool(name: str, *arguments: str) -> None:
    tool = next(path for path in Path(PySide6.__file__).parent.glob(f"{name}*") if path.suffix in ("", ".exe"))
    subprocess.run([str(tool), *arguments], check=True)  # noqa: S603
