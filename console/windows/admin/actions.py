"""What an administrator can do with a row of the tree: the same from the menus, the keyboard and the pages."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from console.admin.directory import TOP, Directory
from console.windows.admin.card_dialog import CardDialog, CardPlace
from console.windows.admin.questions import (
    AddTechnicianDialog,
    DetailsDialog,
    MoveDialog,
    NameDialog,
    RemoveGroupDialog,
    RemoveTechnicianDialog,
    ResetPasswordDialog,
    group_choice,
)
from console.windows.admin.tree import Entry
from console.windows.parts.request_dialog import Answered
from resources.look import dialog

HostPlace = Callable[[], tuple[str, bytes | None]]
"""Returns HOST[:PORT] as members reach the host, and its pinned certificate's SHA-256 (None: a public CA's)."""


class DirectoryActions(QObject):
    """Opens the dialogs that change a directory, or export something of it.

    Signals:
        refused: (code) the host has refused what was asked without a dialog.
        unlocked: (number) the technician may try again at once.
    """

    refused = Signal(str)
    unlocked = Signal(int)

    def __init__(self, directory: Directory, window: QWidget, *, host: HostPlace) -> None:
        super().__init__(window)
        self._directory = directory
        self._host = host
        self._window = window

    def add_group(self, parent: int) -> None:
        """Ask for the name of a group below `parent`."""

        def send(name: str, then: Answered) -> None:
            self._directory.add_group(parent if parent in self._directory.groups else TOP, name, then)

        path = self._directory.path(parent)
        title = self.tr("Add a group below “{group}”").format(group=path) if path else self.tr("Add a group")
        dialog = NameDialog(title, name="", yes=self.tr("Add"), send=send, parent=self._window)
        if not path:
            dialog.explain(self.tr("It begins with every right, for there is no group above it to inherit from."))
        dialog.open()

    def add_technician(self, group: int) -> None:
        """Ask for all that a new technician needs."""
        AddTechnicianDialog(self._directory, group, self._window).open()

    def rename(self, entry: Entry) -> None:
        """Ask for another name."""

        def send(name: str, then: Answered) -> None:
            if entry.kind == "group":
                self._directory.change_group(entry.number, then, name=name)
            else:
                self._directory.change_technician(entry.number, then, name=name)

        title = self.tr("Rename “{name}”").format(name=self._name(entry))
        NameDialog(title, name=self._name(entry), yes=self.tr("Rename"), send=send, parent=self._window).open()

    def move(self, entry: Entry) -> None:
        """Ask for another group."""
        directory = self._directory
        if entry.kind == "group":
            below = directory.below(entry.number)
            above = directory.groups[entry.number].parent
            groups = group_choice(directory, without=below, top=self.tr("(top of the tree)"), chosen=above)
        else:
            groups = group_choice(directory, without=set(), chosen=directory.technicians[entry.number].group)

        def send(group: int, then: Answered) -> None:
            self._ask_to_move(entry, group, then)

        title = self.tr("Move “{name}”").format(name=self._name(entry))
        MoveDialog(title, groups=groups, send=send, parent=self._window).open()

    def move_to(self, entry: Entry, group: int) -> None:
        """Move what was dragged; a group's rights come from where it goes, so ask first."""
        words = self.tr("“{name}” gets the rights of “{group}” where it inherits them. This applies at once.")
        goal = self._directory.path(group) or self.tr("(top of the tree)")
        dialog.ask(
            self._window,
            title=self.tr("Move “{name}”?").format(name=self._name(entry)),
            words=words.format(name=self._name(entry), group=goal),
            yes=self.tr("Move"),
            then=lambda: self._ask_to_move(entry, group, self._answered),
        )

    def remove(self, entry: Entry) -> None:
        """Ask whether to remove a group or a technician."""
        if entry.kind == "group":
            RemoveGroupDialog(self._directory, entry.number, self._window).open()
        else:
            self.remove_technician(entry.number)

    def remove_technician(self, technician: int) -> None:
        """Ask whether to remove a technician for good, or to disable them."""
        enabled = not self._directory.technicians[technician].disabled
        disable = (lambda: self._set_disabled(technician)) if enabled else None
        RemoveTechnicianDialog(self._directory, technician, self._window, disable=disable).open()

    def unlock(self, technician: int) -> None:
        """Ask whether a technician whose passwords were wrong may try again at once."""
        words = self.tr(
            "After wrong passwords {name} has to wait before the next try. Unlocked, they can try again at once, and "
            "so can whoever has guessed. A forgotten password needs a new one: Reset password."
        )
        name = self._directory.technicians[technician].name
        dialog.ask(
            self._window,
            title=self.tr("Unlock {name}?").format(name=name),
            words=words.format(name=name),
            yes=self.tr("Unlock"),
            then=lambda: self._directory.unlock_technician(technician, lambda said: self._unlocked(technician, said)),
        )

    def describe(self, technician: int) -> None:
        """Ask what administrators know of a technician besides the name."""
        DetailsDialog(self._directory, technician, self._window).open()

    def reset_password(self, technician: int) -> None:
        """Ask for another password."""
        ResetPasswordDialog(self._directory, technician, self._window).open()

    def disable(self, technician: int) -> None:
        """Disable a technician once the administrator has confirmed it, or enable one again."""
        entry = self._directory.technicians[technician]
        if entry.disabled:
            self._directory.change_technician(technician, self._answered, disabled=False)
            return
        words = self.tr("{name} is logged out at once and leaves all sessions. It can be undone at any time.")
        dialog.ask(
            self._window,
            title=self.tr("Disable {name}?").format(name=entry.name),
            words=words.format(name=entry.name),
            yes=self.tr("Disable"),
            then=lambda: self._set_disabled(technician),
            danger=True,
        )

    def _set_disabled(self, technician: int) -> None:
        if technician in self._directory.technicians:  # another administrator may have been faster
            self._directory.change_technician(technician, self._answered, disabled=True)

    def _unlocked(self, technician: int, problem: str) -> None:
        self._answered(problem)
        if not problem:
            self.unlocked.emit(technician)

    def export_card(self, group: int) -> None:
        """Ask for all that a Calling Card says besides its channel, that of `group`."""
        address, fingerprint = self._host()
        channel = self._directory.own_channel(group)
        CardDialog(CardPlace(host=address, fingerprint=fingerprint, channel=channel), self._window).open()

    def fill_menu(self, menu: QMenu, entry: Entry) -> None:
        """Fill `menu` with what can be done with `entry`."""
        if entry.kind == "group":
            menu.addAction(self.tr("Add technician…"), lambda: self.add_technician(entry.number))
            menu.addAction(self.tr("Add subgroup…"), lambda: self.add_group(entry.number))
            menu.addAction(self.tr("Add group at the top…"), lambda: self.add_group(TOP))
            card = menu.addAction(self.tr("Export Calling Card…"), lambda: self.export_card(entry.number))
            card.setEnabled(bool(self._directory.own_channel(entry.number)))
            menu.addSeparator()
        menu.addAction(self.tr("Rename…"), lambda: self.rename(entry))
        menu.addAction(self.tr("Move…"), lambda: self.move(entry))
        if entry.kind == "group":
            menu.addAction(self.tr("Remove…"), lambda: self.remove(entry))
        else:
            disabled = self._directory.technicians[entry.number].disabled
            menu.addAction(self.tr("Details…"), lambda: self.describe(entry.number))
            menu.addAction(self.tr("Reset password…"), lambda: self.reset_password(entry.number))
            menu.addAction(self.tr("Unlock…"), lambda: self.unlock(entry.number))
            menu.addAction(self.tr("Enable") if disabled else self.tr("Disable…"), lambda: self.disable(entry.number))
            menu.addSeparator()
            menu.addAction(self.tr("Remove…"), lambda: self.remove(entry))

    def _name(self, entry: Entry) -> str:
        if entry.kind == "group":
            return self._directory.groups[entry.number].name
        return self._directory.technicians[entry.number].name

    def _ask_to_move(self, entry: Entry, group: int, then: Answered) -> None:
        if entry.kind == "group":
            self._directory.change_group(entry.number, then, parent=group)
        else:
            self._directory.change_technician(entry.number, then, group=group)

    def _answered(self, problem: str) -> None:
        if problem:
            self.refused.emit(problem)
