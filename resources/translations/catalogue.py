"""The languages the programs speak besides English: `fernblick_de.ts` is edited, `fernblick_de.qm` made from it.

`python -m resources.translations` brings both up to date with the sources.
"""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import PySide6

from resources import files

LANGUAGES = ("de",)
SPEAKING = ("console", "viewer", "resources")  # packages with words for the user
_NO_BREAK, _AS_QT_WRITES_IT = "\N{NO-BREAK SPACE}", "&#xa0;"
_TRANSLATION = re.compile(r"<translation>.*?</translation>", re.DOTALL)
_DOTS_BEHIND_A_WORD = re.compile(rf"(?<=[\w)}}“”’!?.])(?:[ {_NO_BREAK}]|{_AS_QT_WRITES_IT})?…")


def update(ts: Path) -> None:
    """Bring the source texts in `ts` up to date with the programs; what is no longer said goes."""
    root = files.path("..").resolve()
    sources = sorted(str(path) for package in SPEAKING for path in (root / package).rglob("*.py"))
    _qt_tool("lupdate", "-silent", "-locations", "none", "-no-obsolete", *sources, "-ts", str(ts))
    text = ts.read_text(encoding="utf-8")
    ts.write_text(_TRANSLATION.sub(lambda found: spaced(found.group(), _AS_QT_WRITES_IT), text), encoding="utf-8")


def spaced(text: str, space: str = _NO_BREAK) -> str:
    """Return German `text` with a no-break space before the dots that stand for words, as German is written.

    Dots that stand for a part of a word, as in "https://…", stand close to it.
    """
    return _DOTS_BEHIND_A_WORD.sub(f"{space}…", text)


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
