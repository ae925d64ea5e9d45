"""Export Calling Card: what customers of a channel get, as they will see it, and into which file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from console.windows.admin.card_icon import BadIcon, icon_from
from console.windows.parts.save_question import ask_where_to_save
from protocol.card.card import GREETING_LIMIT, SUFFIX, TITLE_LIMIT, CallingCard, as_greeting, as_title, encode
from resources.look import controls
from resources.look.card_view import CardView
from resources.look.dialog import Dialog
from resources.program import application

_FORM_WIDTH, _PREVIEW_WIDTH = 340, 300  # pixels


@dataclass(frozen=True)
class CardPlace:
    """Where a card leads."""

    host: str  # HOST[:PORT] as members reach it
    fingerprint: bytes | None  # of its certificate; None: a public CA vouches for it
    channel: str


class CardDialog(Dialog):
    """Asks for title, greeting and icon, shows the card beside them, and writes it."""

    help_page = "administration"

    def __init__(self, place: CardPlace, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Export Calling Card"), parent)
        self._place = place
        self._icon = b""
        self.name = QLineEdit()
        self.name.setMaxLength(TITLE_LIMIT)
        self.greeting = QPlainTextEdit()
        self.greeting.setProperty("kind", "input")
        self.greeting.setTabChangesFocus(True)
        self.greeting.setFixedHeight(120)
        self.icon_button = controls.button(self.tr("Choose…"))
        self.no_icon_button = controls.button(self.tr("Remove"), kind="quiet")
        self.problem = controls.text(kind="problem", wrap=True)
        self.preview = CardView()
        self._lay_out()
        self.answer(self.tr("Cancel"), then=self.reject)
        self.export_button = self.answer(self.tr("Export…"), kind="primary", then=self._ask_for_file)
        self._connect()
        self._follow()
        self.name.setFocus()

    @property
    def card(self) -> CallingCard | None:
        """The card as it stands here; None while its title is missing."""
        title = as_title(self.name.text())
        if not title:
            return None
        return CallingCard(
            host=self._place.host,
            channel=self._place.channel,
            fingerprint=self._place.fingerprint,
            title=title,
            greeting=as_greeting(self.greeting.toPlainText()),
            icon=self._icon,
        )

    def use_icon(self, file: str) -> None:
        """Take the picture in `file` as the icon."""
        self.problem.hide()
        try:
            self._icon = icon_from(Path(file))
        except BadIcon:
            self.problem.setText(self.tr("This is not a PNG picture that can be used. Choose another one."))
            self.problem.show()
        self._follow()
        self.fit()

    def write(self, file: Path) -> None:
        """Write the card into `file`, whole or not at all."""
        assert self.card is not None
        part = file.with_name(f"{file.name}.part")
        try:
            part.write_bytes(encode(self.card))
            os.replace(part, file)
        except OSError:
            application.problem(self, "file_not_written")
            return
        self.accept()

    # -- parts ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        words = self.tr("Customers who open this file wait in the channel “{channel}” at {host}, without a code.")
        place = words.format(channel=self._place.channel, host=self._place.host)
        self.body.addWidget(controls.text(place, kind="muted", wrap=True))
        both: QHBoxLayout = controls.row(gap="three")
        form = QWidget()
        form.setFixedWidth(_FORM_WIDTH)
        column = controls.column(form)
        self._field(column, self.tr("Your company’s &name"), self.name)
        hint = self.tr("At most {count} characters in eight lines, plain text.").format(count=GREETING_LIMIT)
        self._field(column, self.tr("&Greeting"), self.greeting, hint)
        column.addLayout(self._icon_part())
        column.addStretch()
        both.addWidget(form)
        both.addLayout(self._preview_part(), 1)
        self.body.addLayout(both)

    def _field(self, column: QVBoxLayout, words: str, control: QWidget, hint: str = "") -> None:
        label = controls.text(words)
        label.setBuddy(control)
        control.setAccessibleName(words.replace("&", ""))
        control.setAccessibleDescription(hint)
        part = controls.column(gap="half")
        part.addWidget(label)
        part.addWidget(control)
        if hint:
            part.addWidget(controls.text(hint, kind="small", wrap=True))
        column.addLayout(part)

    def _icon_part(self) -> QVBoxLayout:
        self.icon_button.setAccessibleName(self.tr("Choose the icon"))
        self.no_icon_button.setAccessibleName(self.tr("Remove the icon"))
        buttons = controls.row()
        buttons.addWidget(self.icon_button)
        buttons.addWidget(self.no_icon_button)
        buttons.addStretch()
        part = controls.column(gap="half")
        part.addWidget(controls.text(self.tr("Icon")))
        part.addLayout(buttons)
        part.addWidget(controls.text(self.tr("A PNG picture; it is made smaller."), kind="small", wrap=True))
        part.addWidget(self.problem)
        self.problem.hide()
        return part

    def _preview_part(self) -> QVBoxLayout:
        frame = QFrame()
        frame.setProperty("surface", "card")
        frame.setFixedWidth(_PREVIEW_WIDTH)
        frame.setAccessibleName(self.tr("Preview"))
        inside = controls.column(frame, margin="three")
        inside.addWidget(self.preview)
        inside.addStretch()
        part = controls.column(gap="half")
        part.addWidget(controls.text(self.tr("Customers see")))
        part.addWidget(frame, 1)
        return part

    # -- inside ---------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.name.textChanged.connect(self._follow)
        self.greeting.textChanged.connect(self._follow)
        self.icon_button.clicked.connect(self._ask_for_icon)
        self.no_icon_button.clicked.connect(self._remove_icon)

    def _follow(self) -> None:
        title = as_title(self.name.text()) or self.tr("Your company’s name")
        self.preview.show_card(title=title, greeting=as_greeting(self.greeting.toPlainText()), icon=self._icon)
        self.no_icon_button.setVisible(bool(self._icon))
        self.export_button.setEnabled(self.card is not None)
        self.fit()

    def _remove_icon(self) -> None:
        self._icon = b""
        self.icon_button.setFocus()
        self._follow()

    def _ask_for_icon(self) -> None:
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        question = QFileDialog(self, self.tr("Choose the icon"), pictures, self.tr("PNG picture (*.png)"))
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.setFileMode(QFileDialog.FileMode.ExistingFile)
        question.fileSelected.connect(self.use_icon)
        question.open()

    def _ask_for_file(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        kind = self.tr("Calling Card (*{ending})").format(ending=SUFFIX)
        ask_where_to_save(
            self,
            title=self.tr("Export Calling Card"),
            kind=kind,
            proposal=Path(documents, f"{self._place.channel}{SUFFIX}"),
            then=self.write,
        )
