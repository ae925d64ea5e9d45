"""The visual language: tokens from `styles/tokens.toml`, and the theme that dresses an application in them.

Light and dark come from the same tokens; "system" follows the system's scheme while the program runs.
"""

from __future__ import annotations

import string
import tomllib
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from resources import files

Appearance = Literal["system", "light", "dark"]
Scheme = Literal["light", "dark"]

_SCHEME = "scheme"  # dynamic property of the application: which of the two schemes it wears
_GENERIC_FAMILIES = {"", "sans", "sans serif", "sans-serif"}  # says that nobody chose a font
_NATIVE = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}
_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sidebar",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "focus",
    QPalette.ColorRole.Light: "hover",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border_control",
    QPalette.ColorRole.Shadow: "border",
}


def _load() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files.path("styles/tokens.toml").read_text(encoding="utf-8"))


TOKENS = _load()
"""Every token, by group. Constant."""


def space(name: str) -> int:
    """Return the distance `name` ("half", "one", "two", "three", "four", "six") in pixels."""
    return int(TOKENS["space"][name])


def size(name: str) -> int:
    """Return the measure `name` of `[size]` in pixels."""
    return int(TOKENS["size"][name])


def scheme() -> Scheme:
    """Return the scheme that the running application wears."""
    app = QApplication.instance()
    return "dark" if app is not None and app.property(_SCHEME) == "dark" else "light"


def colour(name: str) -> QColor:
    """Return the colour `name` in the running application's scheme. Ask again at every painting."""
    return QColor(TOKENS[scheme()][name])


def text_size(name: str) -> int:
    """Return the type size `name` in pixels, scaled with the screen's text scale."""
    screen = QApplication.primaryScreen()
    scale = max(1.0, screen.logicalDotsPerInch() / 96) if screen else 1.0
    return round(int(TOKENS["type"][name]) * scale)


def families(name: str = "text") -> list[str]:
    """Return the font families to try, in order: what the user's system chose, then ours."""
    own = list(TOKENS["families"][name])
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    return own if system.lower() in _GENERIC_FAMILIES else [system, *own]


def digits_font(name: str) -> QFont:
    """Return the font for a code that is read aloud, at the type size `name`."""
    font = QFont(families("digits"))
    font.setPixelSize(text_size(name))
    font.setWeight(QFont.Weight.DemiBold)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def style_sheet(scheme: Scheme) -> str:
    """Return the style sheet of `scheme`: the template `styles/fernblick.qss` filled from the tokens."""
    values: dict[str, object] = {f"type_{name}": text_size(name) for name in TOKENS["type"]}
    values |= {f"space_{name}": value for name, value in TOKENS["space"].items()}
    values |= {f"size_{name}": value for name, value in TOKENS["size"].items()}
    values |= TOKENS[scheme]
    values["icons"] = files.path("icons").as_posix()
    template = files.path("styles/fernblick.qss").read_text(encoding="utf-8")
    return string.Template(template).substitute(values)


def palette(scheme: Scheme) -> QPalette:
    """Return the palette of `scheme`, for everything that paints itself."""
    result = QPalette()
    for role, name in _ROLES.items():
        result.setColor(role, QColor(TOKENS[scheme][name]))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        result.setColor(QPalette.ColorGroup.Disabled, role, QColor(TOKENS[scheme]["disabled"]))
    return result


class Theme(QObject):
    """Dresses the application, and again whenever the appearance or the system's scheme changes."""

    changed = Signal()

    def __init__(self, app: QApplication, appearance: Appearance) -> None:
        super().__init__(app)
        self._app = app
        self._appearance: Appearance = appearance
        app.setStyle("Fusion")
        app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
        self._ask_system(appearance)
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    def set_appearance(self, appearance: Appearance) -> None:
        """Wear `appearance` from now on."""
        self._appearance = appearance
        self._ask_system(appearance)
        self._dress()

    def _ask_system(self, appearance: Appearance) -> None:
        """Have title bars and the like follow too, where the platform can."""
        self._app.styleHints().setColorScheme(_NATIVE[appearance])

    def _scheme(self) -> Scheme:
        if self._appearance != "system":
            return self._appearance
        return "dark" if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"

    def _dress(self) -> None:
        scheme = self._scheme()
        font = QFont(families())
        font.setPixelSize(text_size("body"))
        self._app.setFont(font)
        if self._app.property(_SCHEME) == scheme:
            return
        self._app.setProperty(_SCHEME, scheme)
        self._app.setPalette(palette(scheme))
        self._app.setStyleSheet(style_sheet(scheme))
        self.changed.emit()
