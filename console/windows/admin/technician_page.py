"""What the Administration Center shows of a technician, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QVBoxLayout, QWidget

from console.admin.directory import Directory
from console.windows.admin.group_page import WIDEST
from console.windows.parts.dot import Dot
from console.windows.parts.presence import presence_colour, presence_words
from protocol.vocabulary.accounts import TechnicianEntry
from resources.look import controls


class TechnicianPage(QWidget):
    """Shows one technician.

    Signals:
        rename_asked, move_asked, details_asked, reset_asked, unlock_asked, disable_asked, remove_asked: (int) number
            of the technician whose button was pressed.
        refused: (code) a change was refused.
    """

    rename_asked = Signal(int)
    move_asked = Signal(int)
    details_asked = Signal(int)
    reset_asked = Signal(int)
    unlock_asked = Signal(int)
    disable_asked = Signal(int)
    remove_asked = Signal(int)
    refused = Signal(str)

    def __init__(self, directory: Directory) -> None:
        super().__init__()
        self._directory = directory
        self._number = 0
        self.title = controls.ElidedText(kind="title")
        self.group = controls.ElidedText(kind="muted")
        self._dot = Dot()
        self._presence = controls.text(kind="muted")
        self.last_login = controls.text(kind="small")
        self.details = controls.text(wrap=True)
        self.details.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.administrator = QCheckBox(self.tr("Administrator"))
        self.administrator.clicked.connect(self._set_administrator)
        outer = controls.column(self)
        line = controls.row()
        place = QWidget()
        place.setMaximumWidth(WIDEST)
        column = controls.column(place, margin="three")
        column.addLayout(self._make_head())
        column.addWidget(self._make_account())
        column.addStretch()
        line.addWidget(place, 100)
        line.addStretch(1)
        outer.addLayout(line)

    def show_technician(self, entry: TechnicianEntry) -> None:
        """Show `entry`."""
        if entry.technician != self._number:
            self.done.hide()
        self._number = entry.technician
        self.title.show_words(entry.name)
        self.group.show_words(self._directory.path(entry.group))
        words = self.tr("Disabled: cannot log in") if entry.disabled else presence_words(entry.presence)
        self._dot.set_colour("disabled" if entry.disabled else presence_colour(entry.presence))
        self._presence.setText(words)
        said = [words for words in (entry.full_name, entry.email, entry.comment) if words]
        self.details.setVisible(bool(said))
        self.details.setText("\n".join(said))
        self.last_login.setText(_login_words(entry.last_login_ms))
        self.administrator.setChecked(entry.administrator)
        self.disable_button.setText(self.tr("Enable") if entry.disabled else self.tr("Disable…"))
        for control in (self.administrator, *self._buttons):
            control.setEnabled(self._directory.connected)

    def _make_head(self) -> QVBoxLayout:
        column = controls.column(gap="half")
        column.addWidget(self.title)
        column.addWidget(self.group)
        state = controls.row(gap="one")
        state.addWidget(self._dot)
        state.addWidget(self._presence, 1)
        column.addLayout(state)
        column.addWidget(self.last_login)
        column.addWidget(self.details)
        return column

    def _make_account(self) -> QFrame:
        words = self.tr("What this technician may do in sessions is set by the group.")
        frame, column = controls.card(self.tr("Account"), words)
        column.addWidget(self.administrator)
        hint = self.tr("Administrators see and change groups, technicians and rights of this host.")
        self.administrator.setAccessibleDescription(hint)
        column.addWidget(controls.text(hint, kind="small", wrap=True))
        column.addWidget(controls.rule())
        self.rename_button = self._button(self.tr("Rename…"), "pencil", self.rename_asked)
        self.move_button = self._button(self.tr("Move…"), "users", self.move_asked)
        self.details_button = self._button(self.tr("Details…"), "user-round", self.details_asked)
        self.reset_button = self._button(self.tr("Reset password…"), "key-round", self.reset_asked)
        self.unlock_button = self._button(self.tr("Unlock…"), "lock-open", self.unlock_asked)
        self.disable_button = self._button(self.tr("Disable…"), None, self.disable_asked)
        self.remove_button = self._button(self.tr("Remove…"), "trash-2", self.remove_asked)
        lines = (
            (self.rename_button, self.move_button, self.details_button),
            (self.reset_button, self.unlock_button),
            (self.disable_button, self.remove_button),
        )
        self._buttons = [button for line in lines for button in line]
        for part in lines:
            buttons = controls.row()
            for button in part:
                buttons.addWidget(button)
            buttons.addStretch()
            column.addLayout(buttons)
        self.done = controls.text(kind="small", wrap=True)
        self.done.hide()
        column.addWidget(self.done)
        return frame

    def say_unlocked(self, technician: int) -> None:
        """Say that the technician may try again, while they are shown."""
        if technician == self._number:
            self.done.setText(self.tr("Unlocked: wrong passwords from before count no more."))
            self.done.show()

    def _button(self, words: str, picture: str | None, signal: SignalInstance) -> QPushButton:
        button = controls.button(words, picture=picture)
        button.clicked.connect(lambda: signal.emit(self._number))
        return button

    def _set_administrator(self, wanted: bool) -> None:
        self.administrator.setChecked(not wanted)  # until the host has said so
        self._directory.change_technician(self._number, self._answered, administrator=wanted)

    def _answered(self, problem: str) -> None:
        if problem:
            self.refused.emit(problem)


def _login_words(time_ms: int) -> str:
    """Return when somebody has logged in last, in words."""
    translate = QCoreApplication.translate
    if not time_ms:
        return translate("TechnicianPage", "Has never logged in")
    moment = QLocale().toString(QDateTime.fromMSecsSinceEpoch(time_ms), QLocale.FormatType.ShortFormat)
    return translate("TechnicianPage", "Last login: {time}").format(time=moment)
