"""Opens every window of one program on the screen that the environment describes, and prints what is wrong with each.

As `python -m tests.helpers.every_window.walk console de`; the screen is one of Qt's offscreen platform. What is printed
is JSON: faults by window, and the names of all classes of widgets that were met. With a theme and a folder behind it,
as `... console de dark DIR`, each window is written there as a picture, too.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget

from protocol.system.short_logs import log_to_standard_error
from resources.look.theme import Theme
from resources.words.language import Language
from tests.helpers.every_window.faults import faults_of, settle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from resources.look.theme import Appearance


def main(program: str, language: str, theme: Appearance = "light", pictures: str = "") -> None:
    """Open each window of `program` and print what there is to say."""
    log_to_standard_error("warning")
    app = QApplication([])
    Theme(app, theme)
    Language(app, language)
    QLocale.setDefault(QLocale(language))
    module = importlib.import_module(f"tests.helpers.every_window.{program}_windows")
    make: Any = getattr(module, program.title())
    faults: dict[str, list[str]] = {}
    met: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, opener) in enumerate(module.OPENERS.items()):
            case = make(Path(folder) / str(number))
            case.window.show()
            settle()
            window = opener(case)
            window.show()
            settle()
            if pictures:
                window.grab().save(str(Path(pictures) / f"{name}.png"))
            if found := faults_of(window):
                faults[name] = found
            met |= {_named(kind) for widget in (window, *window.findChildren(QWidget)) for kind in type(widget).__mro__}
            if window is not case.window:
                window.deleteLater()
            case.close()
            settle()
    print(json.dumps({"faults": faults, "met": sorted(met)}))


def widgets_of(*packages: str) -> Iterator[str]:
    """Return the names of all classes of widgets in `packages`."""
    for package in packages:
        for found in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            try:
                module = importlib.import_module(found.name)
            except ModuleNotFoundError as missing:  # of Qt's parts that a program has only where it needs them
                if not (missing.name or "").startswith("PySide6."):
                    raise
                continue
            for value in vars(module).values():
                if isinstance(value, type) and issubclass(value, QWidget) and value.__module__ == found.name:
                    yield _named(value)


def _named(kind: type) -> str:
    return f"{kind.__module__}.{kind.__name__}"


if __name__ == "__main__":
    main(*sys.argv[1:])
