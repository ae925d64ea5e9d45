"""The console's settings: language, appearance, one's own name, and how customers reach this computer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from console.windows.parts.replies_editor import RepliesEditor
from protocol.mirror.capture.backends import leaves_out
from protocol.notation.joincode import BadCode, plain_form
from protocol.notation.names import NAME_LIMIT
from resources.look import controls
from resources.look.dialog import Dialog
from resources.program.preset import ADDRESS_LIMIT
from resources.program.settings import Settings


class SettingsDialog(Dialog):
    """Shows the settings and takes them over when they are confirmed.

    Signals:
        where_asked: the technician wants to say anew where their customers are.
    """

    help_page = "settings"

    where_asked = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Settings"), parent)
        self._settings = settings
        self.language = self._choice(
            [("system", self.tr("Like the system")), ("en", "English"), ("de", "Deutsch")], settings.language
        )
        self.appearance = self._choice(
            [("system", self.tr("Like the system")), ("light", self.tr("Light")), ("dark", self.tr("Dark"))],
            settings.appearance,
        )
        self.own_name = QLineEdit(settings.own_name)
        self.own_name.setMaxLength(NAME_LIMIT)
        self.address = QLineEdit(settings.public_address)
        self.address.setMaxLength(ADDRESS_LIMIT)
        self.address.setPlaceholderText(self.tr("found by itself"))
        self.address.textChanged.connect(lambda: self._say_problem(False))
        self.problem = controls.text(kind="problem", wrap=True)
        self.problem.hide()
        self.replies = RepliesEditor()
        self.replies.show_replies(settings.own_replies)
        self.replies.resized.connect(self.fit)
        self._lay_out(settings)

    def _add_where(self, settings: Settings) -> None:
        """Lead to the question of the first start, where its answer is the technician's."""
        self.where = controls.button(self.tr("Where my customers are…"))
        self.where.setVisible(not settings.fixed("company_host"))
        self.where.clicked.connect(self.reject)
        self.where.clicked.connect(self.where_asked)
        row = controls.row()
        row.addWidget(self.where)
        row.addStretch(1)
        self.body.addLayout(row)

    def _lay_out(self, settings: Settings) -> None:
        self._lay_out_own(settings)
        self._lay_out_picture(settings)
        self._lay_out_rest(settings)
        self.answer(self.tr("Cancel"), then=self.reject)
        self.save_button = self.answer(self.tr("Save"), kind="primary", then=self._save)

    def _lay_out_own(self, settings: Settings) -> None:
        """Ask for what is the technician's own: language, look, name, address, replies."""
        looks = controls.row(gap="two")
        looks.addLayout(self._form(self.tr("&Language"), self.language, name="language"), 1)
        looks.addLayout(self._form(self.tr("&Appearance"), self.appearance, name="appearance"), 1)
        self.body.addLayout(looks)
        self._add_where(settings)
        self._field(self.tr("Your &name"), self.own_name, self.tr("Customers see it in the chat and over your screen."))
        form = self._form(
            self.tr("A&ddress of this computer"),
            self.address,
            self.tr(
                "Name or number at which customers reach this computer, with a port that is not 443 behind a colon. "
                "It becomes part of the link and stands below the code. "
                "Needed when customers come from another network."
            ),
            name="public_address",
        )
        form.insertWidget(form.indexOf(self.address) + 1, self.problem)
        self.body.addLayout(form)
        self._field(self.tr("Your predefined &replies"), self.replies)

    def _lay_out_picture(self, settings: Settings) -> None:
        """Ask what is in the shared picture, and when it goes on."""
        signs = self.tr("Show a border and a small bar while I share")
        self.share_signs = self._check(signs, settings.share_signs, name="share_signs")
        self.console_in_picture = self._check(
            self.tr("Show Fernblick itself on the screen that I share"),
            settings.console_in_picture or not leaves_out(),
            self.tr("Otherwise customers see a quiet pattern where its windows are, for they tell of other customers.")
            if leaves_out()
            else self.tr("This system leaves no window out of a picture."),
            name="console_in_picture",
        )
        self.console_in_picture.setEnabled(self.console_in_picture.isEnabled() and leaves_out())
        self.goes_on_by_itself = self._check(
            self.tr("After a pause by itself, let the picture go on"),
            settings.goes_on_by_itself,
            self.tr("It pauses while your screen is locked or asleep. It goes on after 5 seconds, or when you say so."),
            name="goes_on_by_itself",
        )

    def _lay_out_rest(self, settings: Settings) -> None:
        self.notice_sound = self._check(
            self.tr("Tell me with a sound what I wait for"),
            settings.notice_sound,
            self.tr("When a customer joins, writes, answers or waits, and a colleague invites, while I am elsewhere."),
            name="notice_sound",
        )
        self.one_way_only = self._check(
            self.tr("Do not share during remote control"),
            not settings.share_during_control,
            self.tr("Otherwise both go on at once, and each window is left out of the other’s picture."),
            name="share_during_control",
        )
        self.announced = self._check(
            self.tr("Let viewers in this network find this computer"),
            settings.announced,
            self.tr("While a code is open. The customer then needs no address. No name and no code are announced."),
            name="announce_in_lan",
        )

    def _choice(self, choices: list[tuple[str, str]], now: str) -> QComboBox:
        box = QComboBox()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(0, box.findData(now)))
        return box

    def _whose(self, control: QWidget, name: str) -> str:
        """Return whose choice a setting is, where it is not the technician's; one by policy cannot be changed."""
        if self._settings.fixed(name):
            control.setEnabled(False)
            return self.tr("Set by your administrator.")
        return self.tr("Preset by your company.") if self._settings.is_preset(name) else ""

    def _field(self, words: str, control: QWidget, hint: str = "", *, name: str = "") -> None:
        self.body.addLayout(self._form(words, control, hint, name=name))

    def _form(self, words: str, control: QWidget, hint: str = "", *, name: str = "") -> QVBoxLayout:
        """Return a control below its label, with whose choice it is and what it means below."""
        hint = " ".join(filter(None, (self._whose(control, name), hint)))
        label = controls.text(words)
        label.setBuddy(control)
        control.setAccessibleName(words.replace("&", ""))
        control.setAccessibleDescription(hint)
        form: QVBoxLayout = controls.column(gap="half")
        form.addWidget(label)
        form.addWidget(control)
        if hint:
            form.addWidget(controls.text(hint, kind="small", wrap=True))
        form.addStretch()
        return form

    def _check(self, words: str, now: bool, hint: str = "", *, name: str = "") -> QCheckBox:
        box = QCheckBox(words)
        hint = " ".join(filter(None, (self._whose(box, name), hint)))
        box.setChecked(now)
        box.setAccessibleDescription(hint)
        form: QVBoxLayout = controls.column(gap="half")
        form.addWidget(box)
        if hint:
            form.addWidget(controls.text(hint, kind="small", wrap=True))
        self.body.addLayout(form)
        return box

    def _say_problem(self, is_one: bool) -> None:
        """Say that what stands for the address is none, or no longer."""
        words = self.tr(
            "This is no address. Write a name or a number, and a port only behind a colon: desk.example:7444"
        )
        self.problem.setText(words if is_one else "")
        self.problem.setVisible(is_one)
        self.fit()

    def _save(self) -> None:
        if self.address.isEnabled() and not _is_address(self.address.text()):
            self._say_problem(True)
            self.address.setFocus()
            return
        self._settings.notice_sound = self.notice_sound.isChecked()
        self._settings.share_signs = self.share_signs.isChecked()
        if self.console_in_picture.isEnabled():
            self._settings.console_in_picture = self.console_in_picture.isChecked()
        self._settings.goes_on_by_itself = self.goes_on_by_itself.isChecked()
        self._settings.share_during_control = not self.one_way_only.isChecked()
        self._settings.announced = self.announced.isChecked()
        self._settings.own_name = self.own_name.text()
        self._settings.own_replies = self.replies.replies
        self._settings.public_address = self.address.text()
        self._settings.appearance = self.appearance.currentData()
        self._settings.language = self.language.currentData()
        self.accept()


def _is_address(text: str) -> bool:
    """Say whether links can carry what was typed; nothing at all is found by itself."""
    try:
        return not text.strip() or bool(plain_form(text))
    except BadCode:
        return False
