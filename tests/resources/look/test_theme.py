import string

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QPushButton

from resources import files
from resources.look import controls, theme
from resources.look.icons import icon

SCHEMES = ("light", "dark")
READ = [
    *((words, ground) for words in ("text", "muted") for ground in ("window", "sidebar", "surface", "hover")),
    *(("text", ground) for ground in ("pressed", "accent_soft", "danger_soft", "warning_soft")),
    *(("on_accent", ground) for ground in ("accent", "accent_hover", "accent_pressed")),
    *(("on_danger", ground) for ground in ("danger", "danger_hover", "danger_pressed")),
    ("danger_text", "window"),
    ("danger_text", "surface"),
]
SEEN = [("focus", "window"), ("focus", "surface"), ("focus", "sidebar"), ("border_control", "surface")]


def luminance(colour: str) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture
def dressed(qapp: QApplication):
    before = qapp.styleSheet()
    yield theme.Theme(qapp, "light")
    qapp.setProperty("scheme", None)
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    qapp.setStyleSheet(before)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("words", "ground"), READ)
def test_words_can_be_read(scheme: str, words: str, ground: str) -> None:
    colours = theme.TOKENS[scheme]
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("line", "ground"), SEEN)
def test_focus_and_fields_can_be_seen(scheme: str, line: str, ground: str) -> None:
    colours = theme.TOKENS[scheme]
    assert contrast(colours[line], colours[ground]) >= 3.0


def test_both_schemes_state_the_same_colours() -> None:
    assert theme.TOKENS["light"].keys() == theme.TOKENS["dark"].keys()


def test_the_template_names_colours_only_by_token() -> None:
    template = files.path("styles/fernblick.qss").read_text(encoding="utf-8")
    assert "#" not in template.replace("/*", "").replace("*/", "")
    assert string.Template(template).is_valid()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_style_sheet_is_filled(qapp: QApplication, scheme: theme.Scheme) -> None:
    assert "$" not in theme.style_sheet(scheme)


def test_an_appearance_is_worn_at_once_by_style_palette_and_icons(qapp: QApplication, dressed: theme.Theme) -> None:
    sign = icon("plus")
    assert theme.scheme() == "light"
    light_ink = QColor(sign.pixmap(24, 24).toImage().pixel(12, 12))
    dressed.set_appearance("dark")
    assert theme.scheme() == "dark"
    assert qapp.palette().window().color().name() == theme.TOKENS["dark"]["window"]
    assert theme.TOKENS["dark"]["window"] in qapp.styleSheet()
    assert light_ink.lightness() < 60 < 200 < QColor(sign.pixmap(24, 24).toImage().pixel(12, 12)).lightness()


def test_the_look_of_a_button_can_change(qtbot, dressed: theme.Theme) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    controls.dress_button(button, kind="primary", picture=None)
    assert button.property("kind") == "primary"
    controls.set_look(button, "kind", "danger")
    assert button.property("kind") == "danger"
