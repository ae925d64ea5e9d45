"""The foot of the page that asks for the code: help, who this is, and the other language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtWidgets import QLabel, QWidget

from resources.look import controls
from resources.look.dialog import Dialog
from resources.look.help_key import ask_for_help
from resources.look.icons import app_icon
from resources.look.wrapping import WrappingRow
from resources.program.version import version

translate = QCoreApplication.translate

_LANGUAGES = {"Deutsch": "de", "English": "en"}


def other_language() -> tuple[str, str]:
    """Return the code and the own name of the language that is not spoken now."""
    name = QCoreApplication.translate("JoinFoot", "Deutsch")
    return _LANGUAGES[name], name


class JoinFoot(QWidget):
    """A line of quiet buttons.

    Signals:
        language_asked: speak the other language.
        check_asked: look at the connection.
    """

    language_asked = Signal()
    check_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.help_button = controls.button(self.tr("Help"), kind="quiet")
        self.about_button = controls.button(self.tr("Who is this?"), kind="quiet")
        self.language_button = controls.button(other_language()[1], kind="quiet")
        self.help_button.clicked.connect(lambda: ask_for_help(self))
        self.about_button.clicked.connect(lambda: show_about(self))
        self.language_button.clicked.connect(self.language_asked)
        self.check_button = controls.button(self.tr("Check the connection"), kind="quiet")
        self.check_button.clicked.connect(self.check_asked)
        line = WrappingRow(self)
        for button in (self.help_button, self.about_button, self.check_button, self.language_button):
            line.addWidget(button)


def show_about(asker: QWidget) -> None:
    """Say over the window of `asker` whose program this is, and what it does not do."""
    box = Dialog(translate("JoinFoot", "Who is this?"), asker.window())
    line = controls.row(gap="two")
    sign = QLabel()
    sign.setPixmap(app_icon().pixmap(QSize(48, 48), asker.devicePixelRatioF()))
    line.addWidget(sign)
    line.addWidget(
        controls.text(
            translate("JoinFoot", "Fernblick viewer, version {number}").format(number=version()), kind="strong"
        ),
        1,
    )
    box.body.addLayout(line)
    for words in (
        translate(
            "JoinFoot",
            "Fernblick shows you the screen of a technician who helps you. It is free software: the technician "
            "uses it, and does not belong to those who make it.",
        ),
        translate(
            "JoinFoot",
            "Nothing of your computer is shown or operated unless you allow it when you are asked, and you can "
            "take that back at any time.",
        ),
        translate("JoinFoot", "Join only if you expect this: somebody is helping you right now."),
    ):
        box.body.addWidget(controls.text(words, wrap=True))
    box.answer(translate("JoinFoot", "Close"), kind="primary", then=box.accept)
    box.open()
