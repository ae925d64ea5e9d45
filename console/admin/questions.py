"""The small dialogs of the Administration Center. Each stays open, with all that was typed, until the host says yes."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from console.admin.directory import TOP, Directory
from console.request_dialog import RequestDialog
from protocol.accounts import PASSWORD_LEAST, PASSWORD_LIMIT
from protocol.messages import TEXT_LIMIT
from resources import controls

Answered = Callable[[str], None]

_SIGNS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look like another
PROPOSED_LENGTH = 16  # characters


def proposed_password() -> str:
    """Return a password nobody can guess and everybody can type."""
    return "".join(secrets.choice(_SIGNS) for _ in range(PROPOSED_LENGTH))


def group_choice(directory: Directory, *, without: set[int], top: str = "", chosen: int = TOP) -> QComboBox:
    """Return a choice of groups with their paths, `top` first where it is named."""
    box = QComboBox()
    if top:
        box.addItem(top, TOP)
    groups = [number for number in directory.groups if number not in without]
    for number in sorted(groups, key=lambda number: directory.path(number).casefold()):
        box.addItem(directory.path(number), number)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


class NameDialog(RequestDialog):
    """Asks for the name of a group or a technician."""

    def __init__(
        self, title: str, *, name: str, yes: str, send: Callable[[str, Answered], None], parent: QWidget | None
    ) -> None:
        super().__init__(title, parent)
        self._send_name = send
        self.name = QLineEdit(name)
        self.name.setMaxLength(TEXT_LIMIT)
        self.name.textChanged.connect(self.follow)
        self.field(self.tr("&Name"), self.name)
        self.make_answers(yes)

    def complete(self) -> bool:
        """Return whether there is a name."""
        return bool(self.name.text().strip())

    def send(self, then: Answered) -> None:
        """Ask the host."""
        self._send_name(" ".join(self.name.text().split()), then)


class MoveDialog(RequestDialog):
    """Asks which group something is to be moved to."""

    def __init__(
        self, title: str, *, groups: QComboBox, send: Callable[[int, Answered], None], parent: QWidget
    ) -> None:
        super().__init__(title, parent)
        self._move = send
        self.groups = groups
        self.field(self.tr("&Group"), groups)
        self.make_answers(self.tr("Move"))

    def send(self, then: Answered) -> None:
        """Ask the host."""
        self._move(self.groups.currentData(), then)


class RemoveGroupDialog(RequestDialog):
    """Asks whether to remove a group, and where to what is in it."""

    def __init__(self, directory: Directory, group: int, parent: QWidget) -> None:
        name = directory.groups[group].name
        super().__init__(self.tr("Remove the group “{name}”?").format(name=name), parent)
        self._directory = directory
        self._group = group
        self._full = bool(directory.members(group) or directory.subgroups(group))
        above = directory.groups[group].parent
        self.heir = group_choice(directory, without={group} | directory.below(group), chosen=above)
        if self._full:
            words = self.tr("Its technicians and subgroups move to another group and get what is set there.")
            self.body.addWidget(controls.text(words, kind="muted", wrap=True))
            self.field(self.tr("&Move them to"), self.heir)
            if not self.heir.count():
                self.say(self.tr("There is no other group. Add one first."))
        else:
            self.body.addWidget(controls.text(self.tr("Nobody is in it."), kind="muted", wrap=True))
        self.make_answers(self.tr("Remove"), danger=True)

    def complete(self) -> bool:
        """Return whether what is in the group has a place to go."""
        return not self._full or self.heir.count() > 0

    def send(self, then: Answered) -> None:
        """Ask the host."""
        self._directory.remove_group(self._group, self.heir.currentData() if self._full else TOP, then)


class PasswordDialog(RequestDialog):
    """Gives a technician another password, or makes a technician with a first one.

    The password is shown: the administrator has to tell it to somebody.
    """

    def __init__(self, title: str, yes: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.password = QLineEdit(proposed_password())
        self.password.setMaxLength(PASSWORD_LIMIT)
        self.password.textChanged.connect(self.follow)
        self.copy_button = controls.icon_button(self.tr("Copy password"), picture="copy", kind="plain")
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.password.text()))
        self.fields()
        hint = self.tr("At least {count} characters. Tell it to the technician, who can change it later.")
        self.field(self.tr("&Password"), self.password, hint.format(count=PASSWORD_LEAST), beside=self.copy_button)
        self.last_fields()
        self.make_answers(yes)

    def fields(self) -> None:
        """Add what is asked for before the password."""

    def last_fields(self) -> None:
        """Add what is asked for after the password."""

    def complete(self) -> bool:
        """Return whether the password is long enough."""
        return len(self.password.text()) >= PASSWORD_LEAST


class ResetPasswordDialog(PasswordDialog):
    """Gives a technician another password."""

    def __init__(self, directory: Directory, technician: int, parent: QWidget) -> None:
        self._directory = directory
        self._technician = technician
        name = directory.technicians[technician].name
        super().__init__(self.tr("Another password for {name}").format(name=name), self.tr("Reset password"), parent)

    def send(self, then: Answered) -> None:
        """Ask the host."""
        self._directory.reset_password(self._technician, self.password.text(), then)


class AddTechnicianDialog(PasswordDialog):
    """Makes a technician."""

    def __init__(self, directory: Directory, group: int, parent: QWidget) -> None:
        self._directory = directory
        self.name = QLineEdit()
        self.groups = group_choice(directory, without=set(), chosen=group)
        self.administrator = QCheckBox(self.tr("Administrator"))
        super().__init__(self.tr("Add technician"), self.tr("Add"), parent)

    def fields(self) -> None:
        """Add name and group."""
        self.name.setMaxLength(TEXT_LIMIT)
        self.name.textChanged.connect(self.follow)
        self.field(self.tr("&Name"), self.name, self.tr("The technician logs in with it, and colleagues see it."))
        self.field(self.tr("&Group"), self.groups)

    def last_fields(self) -> None:
        """Add the check box for administrators."""
        self.body.addWidget(self.administrator)

    def complete(self) -> bool:
        """Return whether there is a name and a password."""
        return bool(self.name.text().strip()) and super().complete()

    def send(self, then: Answered) -> None:
        """Ask the host."""
        name = " ".join(self.name.text().split())
        self._directory.add_technician(
            self.groups.currentData(), name, self.password.text(), self.administrator.isChecked(), then
        )
