"""The foot of the page that asks for the code: help, who this is, and the other language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtWidgets import QLabel, QWidget

from resources.look import controls
from resources.look.dialog import Dialog
from resources.look.icons import app_icon
from resources.program.version import version

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
        self.help_button.clicked.connect(self._help)
        self.about_button.clicked.connect(self._about)
        self.language_button.clicked.connect(self.language_asked)
        line = controls.row(self)
        line.addWidget(self.help_button)
        line.addWidget(self.about_button)
        line.addStretch()
        line.addWidget(self.language_button)

    def _help(self) -> None:
        box = _box(self, self.tr("How to join"))
        for question, answer in (
            (
                self.tr("Where is the code?"),
                self.tr("Your technician reads ten digits to you on the phone, or sends you a link."),
            ),
            (
                self.tr("Which address?"),
                self.tr(
                    "The name or number of the technician’s host; they tell you. It is remembered for the next time, "
                    "and a link has it already."
                ),
            ),
            (
                self.tr("It does not work"),
                self.tr(
                    "Compare code and address with the technician. Without this program a browser is enough, if there "
                    "is a page at the address: https:// and the address, then the code."
                ),
            ),
        ):
            box.body.addWidget(controls.text(question, kind="strong", wrap=True))
            box.body.addWidget(controls.text(answer, wrap=True))
        check = controls.button(self.tr("Check the connection"), picture="search")
        check.clicked.connect(box.accept)
        check.clicked.connect(self.check_asked)
        box.body.addWidget(check)
        box.open()

    def _about(self) -> None:
        box = _box(self, self.tr("Who is this?"))
        line = controls.row(gap="two")
        sign = QLabel()
        sign.setPixmap(app_icon().pixmap(QSize(48, 48), self.devicePixelRatioF()))
        line.addWidget(sign)
        line.addWidget(
            controls.text(self.tr("Fernblick viewer, version {number}").format(number=version()), kind="strong"), 1
        )
        box.body.addLayout(line)
        for words in (
            self.tr(
                "Fernblick shows you the screen of a technician who helps you. It is free software: the technician "
                "uses it, and does not belong to those who make it."
            ),
            self.tr(
                "Nothing of your computer is shown or operated unless you allow it when you are asked, and you can "
                "take that back at any time."
            ),
            self.tr("Join only if you expect this: somebody is helping you right now."),
        ):
            box.body.addWidget(controls.text(words, wrap=True))
        box.open()


def _box(parent: QWidget, title: str) -> Dialog:
    box = Dialog(title, parent.window())
    box.answer(QCoreApplication.translate("JoinFoot", "Close"), kind="primary", then=box.accept)
    return box
