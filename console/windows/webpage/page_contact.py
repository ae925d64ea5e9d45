"""Whom the web page tells customers to turn to where their network lets no chat through."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from console.admin.page_draft import PageDraft
from protocol.vocabulary.web import EMAIL_LIMIT, TELEPHONE_LIMIT, is_email, is_telephone
from resources.look import controls

_LIMITS = {"telephone": TELEPHONE_LIMIT, "email": EMAIL_LIMIT}
_RIGHT: dict[str, Callable[[str], bool]] = {"telephone": is_telephone, "email": is_email}


class PageContact(QWidget):
    """Shows and takes a telephone number and an e-mail address.

    Signals:
        chosen: (name, value) of a setting that the administrator has changed.

    Attributes:
        fields: by the name of the setting.
        problems: by that name, what stands there and cannot be used.
    """

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, QLineEdit] = {}
        self.problems: dict[str, str] = {}
        self.said: dict[str, QLabel] = {}
        words = self.tr(
            "The page says this where a network lets no chat through. What is empty is said as the host’s own file has "
            "it (contact-telephone, contact-email), or not at all."
        )
        frame, column = controls.card(self.tr("Another way to you"), words)
        self._add(column, "telephone", self.tr("&Telephone"), "+49 30 1234567")
        self._add(column, "email", self.tr("&E-mail"), "help@example.com")
        controls.column(self).addWidget(frame)

    def show_draft(self, draft: PageDraft) -> None:
        """Show what is wanted; what was typed and cannot be used stays."""
        for name, field in self.fields.items():
            wanted = self.problems.get(name, getattr(draft.wanted, name))
            if field.text().strip() != wanted.strip():
                field.setText(wanted)
            self._say(name)

    def forget(self) -> None:
        """Forget what was typed and cannot be used."""
        self.problems = {}

    def _add(self, column: QVBoxLayout, name: str, title: str, example: str) -> None:
        label = controls.text(title)
        field = self.fields[name] = QLineEdit()
        field.setMaxLength(_LIMITS[name])
        field.setPlaceholderText(example)
        field.textEdited.connect(lambda text: self._typed(name, text.strip()))
        label.setBuddy(field)
        field.setAccessibleName(title.replace("&", ""))
        self.said[name] = controls.text(kind="problem", wrap=True)
        for widget in (label, field, self.said[name]):
            column.addWidget(widget)

    def _typed(self, name: str, text: str) -> None:
        fits = not text or _RIGHT[name](text)
        self.problems.pop(name, None)
        if not fits:
            self.problems[name] = text
        self._say(name)
        self.chosen.emit(name, text if fits else "")

    def _say(self, name: str) -> None:
        """Say what is wrong with a field."""
        words = ""
        if name in self.problems:
            number = self.tr("This is no telephone number: digits, spaces, and + ( ) / . - are possible.")
            words = number if name == "telephone" else self.tr("This is no e-mail address.")
        self.said[name].setText(words)
        self.said[name].setVisible(bool(words))
        self.fields[name].setAccessibleDescription(words)
