"""The small dialogs of the Administration Center. Each stays open, with all that was typed, until the host says yes."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from console.admin.directory import TOP, Directory
from console.windows.parts.request_dialog import Answered, RequestDialog
from protocol.notation.names import NAME_LIMIT, cleaned
from protocol.notation.natural import natural_key
from protocol.vocabulary.accounts import (
    COMMENT_LIMIT,
    EMAIL_LIMIT,
    FULL_NAME_LIMIT,
    PASSWORD_LEAST,
    PASSWORD_LIMIT,
    is_address,
)
from resources.look import controls
from resources.words.sentences import sentence

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
    for number in sorted(groups, key=lambda number: natural_key(directory.path(number))):
        box.addItem(directory.path(number), number)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box


def typed_name(field: QLineEdit) -> str:
    """Return the name that was typed into `field`; "" where nothing of it can be seen."""
    return cleaned(field.text())


def has_name(dialog: RequestDialog, field: QLineEdit) -> bool:
    """Return whether there is a name in `field`; let `dialog` say so where nothing that stands there can be seen."""
    name = typed_name(field)
    dialog.say(sentence("bad_name") if field.text().strip() and not name else "")
    return bool(name)


class NameDialog(RequestDialog):
    """Asks for the name of a group or a technician."""

    def __init__(
        self, title: str, *, name: str, yes: str, send: Callable[[str, Answered], None], parent: QWidget | None
    ) -> None:
        super().__init__(title, parent)
        self.name = QLineEdit(name)
        self.name.setMaxLength(NAME_LIMIT)
        self.name.textChanged.connect(self.follow)
        self.field(self.tr("&Name"), self.name)
        self.make_answers(yes, send=lambda then: send(typed_name(self.name), then), complete=self._has_name)

    def explain(self, words: str) -> None:
        """Say in a sentence above the field what follows."""
        self.body.insertWidget(0, controls.text(words, kind="muted", wrap=True))

    def _has_name(self) -> bool:
        return has_name(self, self.name)


class MoveDialog(RequestDialog):
    """Asks which group something is to be moved to."""

    def __init__(
        self, title: str, *, groups: QComboBox, send: Callable[[int, Answered], None], parent: QWidget
    ) -> None:
        super().__init__(title, parent)
        self.groups = groups
        self.field(self.tr("&Group"), groups)
        self.make_answers(self.tr("Move"), send=lambda then: send(groups.currentData(), then))


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
        self.make_answers(self.tr("Remove"), send=self._remove, complete=self._has_heir, danger=True)

    def _has_heir(self) -> bool:
        """Return whether what is in the group has a place to go."""
        return not self._full or self.heir.count() > 0

    def _remove(self, then: Answered) -> None:
        self._directory.remove_group(self._group, self.heir.currentData() if self._full else TOP, then)


class RemoveTechnicianDialog(RequestDialog):
    """Asks whether to remove a technician, and says what stays; offers to disable them, which can be undone.

    Args:
        disable: what the other answer does; None: they are disabled already.
    """

    def __init__(
        self, directory: Directory, technician: int, parent: QWidget, *, disable: Callable[[], object] | None
    ) -> None:
        name = directory.technicians[technician].name
        super().__init__(self.tr("Remove {name} for good?").format(name=name), parent)
        for words in (
            self.tr("{name} is logged out at once and leaves all sessions. Name and password are forgotten."),
            self.tr("What {name} did stays in reports and in the audit, under “former technician {number}”."),
            self.tr("This cannot be undone."),
        ):
            said = words.format(name=name, number=technician)
            self.body.addWidget(controls.text(said, kind="muted", wrap=True))
        self.make_answers(
            self.tr("Remove for good"),
            send=lambda then: directory.remove_technician(technician, then),
            danger=True,
        )
        self.disable_button = None if disable is None else self.answer(self.tr("Disable instead"), then=self.reject)
        if self.disable_button is not None:
            self.disable_button.clicked.connect(disable)


class PasswordDialog(RequestDialog):
    """Has a field with a password for a technician.

    The password is shown: the administrator has to tell it to somebody.
    """

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.password = QLineEdit(proposed_password())
        self.password.setMaxLength(PASSWORD_LIMIT)
        self.password.textChanged.connect(self.follow)
        self.copy_button = controls.icon_button(self.tr("Copy password"), picture="copy", kind="plain")
        self.copy_button.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.password.text()))

    def password_field(self) -> None:
        """Add the field for the password."""
        hint = self.tr(
            "At least {count} characters. Tell it to the technician, who chooses another one at the next login."
        )
        self.field(self.tr("&Password"), self.password, hint.format(count=PASSWORD_LEAST), beside=self.copy_button)

    def long_enough(self) -> bool:
        """Return whether the password is."""
        return len(self.password.text()) >= PASSWORD_LEAST


class ResetPasswordDialog(PasswordDialog):
    """Gives a technician another password."""

    def __init__(self, directory: Directory, technician: int, parent: QWidget) -> None:
        name = directory.technicians[technician].name
        super().__init__(self.tr("Another password for {name}").format(name=name), parent)
        self._directory = directory
        self._technician = technician
        self.password_field()
        self.make_answers(self.tr("Reset password"), send=self._reset, complete=self.long_enough)

    def _reset(self, then: Answered) -> None:
        self._directory.reset_password(self._technician, self.password.text(), then)


class DetailsDialog(RequestDialog):
    """Asks what administrators know of a technician besides the name."""

    def __init__(self, directory: Directory, technician: int, parent: QWidget) -> None:
        entry = directory.technicians[technician]
        super().__init__(self.tr("Details of {name}").format(name=entry.name), parent)
        self._directory = directory
        self._technician = technician
        words = self.tr("Only administrators see these.")
        self.body.addWidget(controls.text(words, kind="muted", wrap=True))
        self.full_name = self._line(self.tr("&Full name"), entry.full_name, FULL_NAME_LIMIT)
        self.email = self._line(self.tr("&E-mail"), entry.email, EMAIL_LIMIT)
        self.comment = self._line(self.tr("&Comment"), entry.comment, COMMENT_LIMIT)
        self.make_answers(self.tr("Save"), send=self._describe, complete=self._has_address)

    def _line(self, words: str, said: str, limit: int) -> QLineEdit:
        field = QLineEdit(said)
        field.setMaxLength(limit)
        field.textChanged.connect(self.follow)
        self.field(words, field)
        return field

    def _has_address(self) -> bool:
        address = cleaned(self.email.text(), EMAIL_LIMIT)
        right = not address or is_address(address)
        self.say("" if right else self.tr("That is no e-mail address yet."))
        return right

    def _describe(self, then: Answered) -> None:
        self._directory.describe_technician(
            self._technician,
            cleaned(self.full_name.text(), FULL_NAME_LIMIT),
            cleaned(self.email.text(), EMAIL_LIMIT),
            cleaned(self.comment.text(), COMMENT_LIMIT),
            then,
        )


class AddTechnicianDialog(PasswordDialog):
    """Makes a technician, with a first password."""

    def __init__(self, directory: Directory, group: int, parent: QWidget) -> None:
        super().__init__(self.tr("Add technician"), parent)
        self._directory = directory
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_LIMIT)
        self.name.textChanged.connect(self.follow)
        self.groups = group_choice(directory, without=set(), chosen=group)
        self.administrator = QCheckBox(self.tr("Administrator"))
        self.field(self.tr("&Name"), self.name, self.tr("The technician logs in with it, and colleagues see it."))
        self.field(self.tr("&Group"), self.groups)
        self.password_field()
        self.body.addWidget(self.administrator)
        self.make_answers(self.tr("Add"), send=self._add, complete=self._has_all)

    def _has_all(self) -> bool:
        return has_name(self, self.name) and self.long_enough()

    def _add(self, then: Answered) -> None:
        self._directory.add_technician(
            self.groups.currentData(),
            typed_name(self.name),
            self.password.text(),
            self.administrator.isChecked(),
            then,
        )
