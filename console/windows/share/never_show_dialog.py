"""The lists of what is never shown: programs and titles, one a line, and what the company adds to them."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from resources.look import controls
from resources.look.dialog import Dialog
from resources.program.never_shown import MESSAGES, title_pattern
from resources.program.settings import Settings

_ROWS_HEIGHT = 110


class NeverShowDialog(Dialog):
    """Shows the lists and takes them over when they are confirmed."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Never show these"), parent)
        self._settings = settings
        self.body.addWidget(
            controls.text(
                self.tr("Where such a window is, customers see a pattern with the words “Not shown”."), wrap=True
            )
        )
        self.programs = self._list(
            self.tr("&Programs, one a line; * stands for anything"),
            settings.never_show_programs,
            settings.prescribed("never_show_programs"),
        )
        self.messages_button = controls.button(self.tr("Add mail and messengers"))
        self.messages_button.clicked.connect(self._add_messages)
        self.body.addWidget(self.messages_button)
        self.titles = self._list(
            self.tr("&Titles, one a line: a part of the title, or /a regular expression/"),
            settings.never_show_titles,
            settings.prescribed("never_show_titles"),
        )
        hint = self.tr("A title counts from the moment a window has it: what a page shows before, customers see.")
        self.body.addWidget(controls.text(hint, kind="small", wrap=True))
        self.problem = controls.text(kind="problem", wrap=True)
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.notifications = QCheckBox(self.tr("Never show notifications"))
        self.notifications.setChecked(settings.veil_notifications)
        self.notifications.setEnabled(not settings.fixed("veil_notifications"))
        self.body.addWidget(self.notifications)
        self.answer(self.tr("Cancel"), then=self.reject)
        self.save_button = self.answer(self.tr("Save"), kind="primary", then=self._save)

    def _list(self, words: str, own: tuple[str, ...], prescribed: tuple[str, ...]) -> QPlainTextEdit:
        label = controls.text(words)
        field = QPlainTextEdit("\n".join(own))
        field.setTabChangesFocus(True)
        field.setFixedHeight(_ROWS_HEIGHT)
        field.setAccessibleName(words.replace("&", ""))
        label.setBuddy(field)
        self.body.addWidget(label)
        self.body.addWidget(field)
        if prescribed:
            more = self.tr("Your administrator adds: {lines}").format(lines=", ".join(prescribed))
            self.body.addWidget(controls.text(more, kind="small", wrap=True))
        return field

    def _add_messages(self) -> None:
        there = self.programs.toPlainText().splitlines()
        self.programs.setPlainText("\n".join([*there, *(line for line in MESSAGES if line not in there)]))

    def _save(self) -> None:
        titles = tuple(self.titles.toPlainText().splitlines())
        wrong = next((line for line in titles if line.strip() and title_pattern(line.strip()) is None), None)
        if wrong is not None:
            self.problem.setText(self.tr("This is no regular expression: {line}").format(line=wrong.strip()))
            self.problem.show()
            self.titles.setFocus()
            return
        self._settings.never_show_programs = tuple(self.programs.toPlainText().splitlines())
        self._settings.never_show_titles = titles
        self._settings.veil_notifications = self.notifications.isChecked()
        self.accept()
