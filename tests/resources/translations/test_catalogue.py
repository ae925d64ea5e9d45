import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from resources import files
from resources.translations import catalogue as translations

TS = files.path("translations/fernblick_de.ts")
ROOT = files.path("..").resolve()
LITERAL_CONTEXTS = {
    "check",
    *("links", "presence", "right_words", "application", "dialog", "events", "sentences", "session_words"),
    *("columns", "audit_words", "audit_details", "device", "presets", "reach_words", "two_words", "steady"),
    "monitor_words",
}
HOW = "run `python -m resources.translations` and translate what it prints"


def messages() -> list[tuple[str, str, str]]:
    return [
        (context.findtext("name") or "", message.findtext("source") or "", message.findtext("translation") or "")
        for context in ElementTree.parse(TS).iter("context")
        for message in context.iter("message")
    ]


def test_german_is_complete() -> None:
    assert translations.missing(TS) == [], HOW


def test_german_is_current(tmp_path: Path) -> None:
    ts, qm = tmp_path / TS.name, tmp_path / TS.with_suffix(".qm").name
    ts.write_bytes(TS.read_bytes())
    translations.update(ts)
    assert ts.read_text(encoding="utf-8") == TS.read_text(encoding="utf-8"), HOW
    translations.release(TS, qm)
    assert qm.read_bytes() == TS.with_suffix(".qm").read_bytes(), HOW


@pytest.mark.parametrize(("context", "source", "german"), messages())
def test_a_translation_keeps_its_places_and_keys(context: str, source: str, german: str) -> None:
    assert sorted(re.findall(r"{\w+}", source)) == sorted(re.findall(r"{\w+}", german))
    assert ("&" in source) == ("&" in german)
    assert source.endswith(("…", "...")) == german.endswith("…") or context == "session_words"
    assert not re.search(r"\b(Ctrl|Shift|Del)\b", german)  # on German keyboards: Strg, Umschalt, Entf
    assert not re.search(r"[\w”“)]…", german), "a word and what is left out of it: a space stands before"
    assert "Kennwort" not in german  # one word for one thing: Passwort
    assert not re.search(r"\b(du|dein|dir|dich)\b", german, re.IGNORECASE)


@pytest.mark.parametrize("words", sorted({words for _, source, german in messages() for words in (source, german)}))
def test_one_kind_of_apostrophe_and_of_dash(words: str) -> None:
    assert not re.search(r"[\w}]'\w|s' ", words)
    assert "—" not in words


def test_what_is_said_is_looked_up_where_it_was_found() -> None:
    classes: set[str] = set()
    for package in translations.SPEAKING:
        for path in (ROOT / package).rglob("*.py"):
            classes |= set(re.findall(r"^class (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert {context for context, _, _ in messages()} <= classes | LITERAL_CONTEXTS


def test_the_released_file_speaks_german(qapp: QApplication) -> None:
    translator = QTranslator()
    assert translator.load("fernblick_de", str(TS.parent))
    assert translator.translate("ShareAction", "Share screen") == "Bildschirmfreigabe"
    assert translator.translate("ShareAction", "Stop sharing") == "Bildschirmfreigabe stoppen"


def test_an_unfinished_text_is_missed(tmp_path: Path) -> None:
    ts = tmp_path / "de.ts"
    ts.write_text(
        '<TS><context><message><source>A</source><translation type="unfinished"></translation></message>'
        "<message><source>B</source><translation>Be</translation></message></context></TS>"
    )
    assert translations.missing(ts) == ["A"]
