"""The help of both programs: whole in both languages, and found from every window."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QShortcut, QTextDocument
from PySide6.QtWidgets import QWidget

from resources.help.pages import look_for, pages, picture_file
from resources.help.window import HelpWindow
from resources.look.dialog import Dialog
from resources.look.help_key import ask_for_help
from resources.words.language import Language
from tests.helpers.every_window.console_windows import OPENERS as CONSOLE_WINDOWS
from tests.helpers.every_window.console_windows import Console
from tests.helpers.every_window.faults import settle
from tests.helpers.every_window.viewer_windows import OPENERS as VIEWER_WINDOWS
from tests.helpers.every_window.viewer_windows import Viewer

ROOT = Path(__file__).parents[3]
PROGRAMS = ("console", "viewer")
LANGUAGES = ("en", "de")
LINK = re.compile(r"\]\(([^)]+)\)")
PICTURE = re.compile(r"!\[[^]]*\]\(([^)]+)\)")
HELP_PAGE = re.compile(r'help_page = "(\w+)"')


def all_pages():
    return [
        (program, language, page) for program in PROGRAMS for language in LANGUAGES for page in pages(program, language)
    ]


@pytest.mark.parametrize("program", PROGRAMS)
def test_both_languages_have_the_same_pages_of_about_the_same_length(program) -> None:
    english, german = (pages(program, language) for language in LANGUAGES)
    assert [page.name for page in english] == [page.name for page in german]
    assert len(english) >= 8
    for one, other in zip(english, german, strict=True):
        assert 0.7 < len(one.text) / len(other.text) < 1.3, one.name
        assert one.text.count("\n") == other.text.count("\n"), one.name


def test_every_page_has_a_title_and_its_links_lead_somewhere() -> None:
    for program, language, page in all_pages():
        names = {each.name for each in pages(program, language)}
        assert page.text.startswith("# "), page.name
        assert len(page.title) > 3
        shown = set(PICTURE.findall(page.text))
        assert set(LINK.findall(page.text)) - shown <= names, page.name
        assert all(picture_file(name, language).is_file() for name in shown), page.name
        assert "http" not in page.text, "the help is there without a network"


def test_the_pictures_are_few_and_small_and_each_is_shown() -> None:
    shown = {picture_file(name, language) for _, language, page in all_pages() for name in PICTURE.findall(page.text)}
    there = set((ROOT / "resources/help/pictures").rglob("*.png"))
    assert there == shown
    assert sum(file.stat().st_size for file in there) < 200_000


def test_a_picture_is_as_wide_as_there_is_room_and_comes_in_the_language_of_the_page(qtbot, qapp) -> None:
    window = HelpWindow("viewer")
    qtbot.addWidget(window)
    window.resize(1400, 700)
    window.show_page("join")
    settle()
    whole = window.text.picture("join")
    assert not whole.isNull()
    assert widths(window) == [whole.width()]
    window.resize(500, 500)
    settle()
    (narrow,) = widths(window)
    assert narrow <= window.text.viewport().width()
    assert window.text.horizontalScrollBar().maximum() == 0
    assert window.text.loadResource(QTextDocument.ResourceType.HtmlResource.value, QUrl("join")) is None


def widths(window: HelpWindow) -> list[float]:
    found, block = [], window.text.document().begin()
    while block.isValid():
        inside = block.begin()
        while not inside.atEnd():
            look = inside.fragment().charFormat().toImageFormat()
            found += [look.width()] if look.isValid() else []
            inside += 1
        block = block.next()
    return found


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_page_that_a_window_names_is_there(program) -> None:
    names = {page.name for page in pages(program, "en")}
    sources = [*(ROOT / program / "windows").rglob("*.py")]
    named = {name for source in sources for name in HELP_PAGE.findall(source.read_text(encoding="utf-8"))}
    assert named
    assert named <= names


def test_what_the_help_calls_a_button_is_on_a_button() -> None:
    """What is printed bold is a word of the programs; else nobody finds it."""
    german = (ROOT / "resources/translations/fernblick_de.ts").read_text(encoding="utf-8").replace("&amp;", "")
    sources = "".join(file.read_text(encoding="utf-8") for p in PROGRAMS for file in (ROOT / p).rglob("*.py"))
    sources += "".join(file.read_text(encoding="utf-8") for file in (ROOT / "resources").rglob("*.py"))
    for name in ("form_words.js", "words.js"):
        sources += (ROOT / "resources/web" / name).read_text(encoding="utf-8")
    words = {"en": sources.replace("&", ""), "de": german + sources}
    pressed = re.compile(r"(?:Press|press|Drücken Sie|drücken) \*\*([^*]+)\*\*")
    for program, language, page in all_pages():
        for name in pressed.findall(page.text):
            assert name in words[language], (program, language, page.name, name)


def shortcuts(window: QWidget) -> set[str]:
    found = {key.toString() for shortcut in window.findChildren(QShortcut) for key in shortcut.keys()}  # noqa: SIM118 - no mapping
    return found | {action.shortcut().toString() for action in window.findChildren(QAction)}


@pytest.mark.parametrize(
    ("program", "make", "openers", "names"),
    [
        ("console", Console, CONSOLE_WINDOWS, ["live", "customer's desktop", "administration", "sessions report"]),
        ("viewer", Viewer, VIEWER_WINDOWS, ["session", "mirror"]),
    ],
)
def test_every_key_of_the_programs_is_on_the_page_of_keys(qapp, tmp_path, program, make, openers, names) -> None:
    keys = next(page.text for page in pages(program, "en") if page.name == "keys")
    for number, name in enumerate(names):
        case = make(tmp_path / str(number))
        window = openers[name](case)
        missing = {key for key in shortcuts(window) if key and key not in keys} - {"Ctrl+=", "Ctrl+C"}
        case.close()
        settle()
        assert not missing, name


def test_the_search_finds_pages_with_all_words_titles_first(qtbot, qapp) -> None:
    found = look_for("share screen", pages("console", "en"))
    assert {"share", "start"} <= {page.name for page in found}
    assert look_for("keys", pages("console", "en"))[0].name == "keys"
    assert look_for("zzz", pages("console", "en")) == []
    window = HelpWindow("console")
    qtbot.addWidget(window)
    window.show_page()
    window.search.setText("Calling Card")
    assert 0 < window.list.count() < len(pages("console", "en"))
    assert window.text.textCursor().selectedText() == "Calling"
    window.search.setText("zzz")
    assert window.nothing.isVisibleTo(window)
    window.search.clear()
    assert window.list.count() == len(pages("console", "en"))


def test_links_lead_to_other_pages_and_an_unknown_name_to_the_first(qtbot, qapp) -> None:
    window = HelpWindow("console")
    qtbot.addWidget(window)
    window.show_page("nowhere")
    assert window.page == "start"
    window.text.anchorClicked.emit(QUrl("share"))
    assert window.page == "share"
    assert "Show your screen to a customer" in window.text.toPlainText()


def test_the_help_speaks_the_language_that_is_chosen_while_it_is_open(qtbot, qapp) -> None:
    language = Language(qapp, "en")
    window = HelpWindow("viewer")
    qtbot.addWidget(window)
    window.show_page("watch")
    try:
        language.speak("de")
        qtbot.waitUntil(lambda: "Bildschirm des Technikers" in window.text.toPlainText())
        assert window.page == "watch"
        assert window.windowTitle() == "Hilfe"
    finally:
        language.speak("en")


def test_help_in_a_dialog_is_about_the_dialog_and_elsewhere_about_what_is_around(qtbot, qapp) -> None:
    class Window(QWidget):
        shown = ""

        def show_help(self, page: str) -> None:
            self.shown = page

    class Named(Dialog):
        help_page = "settings"

    window = Window()
    qtbot.addWidget(window)
    window.show()
    Named("Settings", window).open()
    named = window.findChildren(Named)[0]
    ask_for_help(named.findChildren(QWidget)[0])
    assert window.shown == "settings"
    ask_for_help(window)
    assert window.shown == ""
