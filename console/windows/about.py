"""What Fernblick is, its version, and under which licences it and its parts may be used."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from resources import files
from resources.look import controls
from resources.look.dialog import Dialog
from resources.look.icons import app_icon
from resources.program.version import version

PARTS = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("qasync", "BSD-2-Clause"),
    ("NumPy, segno", "BSD-3-Clause"),
    ("python-mss, msgpack, spake2, SQLAlchemy, platformdirs", "MIT, Apache-2.0"),
    ("zstandard, xcffib", "BSD-3-Clause, Apache-2.0"),
    ("cryptography", "Apache-2.0 or BSD-3-Clause"),
    ("Lucide (icons)", "ISC"),
)


class AboutDialog(Dialog):
    """The box behind "About Fernblick".

    Args:
        number: the fingerprint of this computer's keys, which colleagues compare.
    """

    def __init__(self, number: str, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("About Fernblick"), parent)
        line = controls.row(gap="two")
        sign = QLabel()
        sign.setPixmap(app_icon().pixmap(QSize(48, 48), self.devicePixelRatioF()))
        words = controls.column(gap="half")
        words.addWidget(controls.text(self.tr("Version {number}").format(number=version()), kind="strong"))
        words.addWidget(
            controls.text(self.tr("A technician shows their screen to a customer with one click."), kind="muted")
        )
        line.addWidget(sign)
        line.addLayout(words, 1)
        self.body.addLayout(line)
        self.number = controls.text(self.tr("Number of this computer: {number}").format(number=number), wrap=True)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(self.number)
        licences = QPlainTextEdit(self._licences())
        licences.setProperty("kind", "plain")
        licences.setReadOnly(True)
        licences.setMinimumHeight(220)
        licences.setTabChangesFocus(True)
        licences.setAccessibleName(self.tr("Licences"))
        self.body.addWidget(licences)
        self.answer(self.tr("Close"), kind="primary", then=self.accept)

    def _licences(self) -> str:
        own = self.tr("Fernblick is free software under the Apache License 2.0. It stands on:")
        parts = "\n".join(f"• {name}: {licence}" for name, licence in PARTS)
        icons = files.path("icons/LICENSE").read_text(encoding="utf-8")
        return f"{own}\n\n{parts}\n\n— Lucide —\n{icons}"
