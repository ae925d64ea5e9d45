"""The question at the first start: where the customers are. Before it is answered nothing is opened here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from resources.look import controls, theme
from resources.look.controls import ButtonKind
from resources.look.dialog import Dialog
from resources.look.words import host_words

if TYPE_CHECKING:
    from console.connection.choice import HostChoice


class WhichHostDialog(Dialog):
    """Offers what can be used: the host that this copy is prepared for, another one in the company, the own one.

    Signals:
        prepared_chosen, company_chosen, own_chosen, open_chosen: this one is to be used.
    """

    help_page = "host"

    prepared_chosen = Signal()
    company_chosen = Signal()
    own_chosen = Signal()
    open_chosen = Signal()

    def __init__(self, choice: HostChoice, parent: QWidget) -> None:
        super().__init__(self.tr("Where are the people you help?"), parent)
        words = self.tr("Everybody in a session connects to a host, which passes on what it cannot read.")
        self.body.addWidget(controls.text(words, kind="muted", wrap=True))
        if choice.prepared:
            self._offer(
                self.tr("Use {host}").format(host=host_words(choice.prepared)),
                self.tr("This copy of Fernblick is prepared for this host. You log in there with name and password."),
                self.prepared_chosen.emit,
                kind="primary",
            )
        if choice.own_allowed:
            self._offer(
                self.tr("In my own network"),
                self.tr("They connect to this computer, which listens on port 7330. Nobody else is needed."),
                self.own_chosen.emit,
                kind="plain" if choice.prepared else "primary",
            )
        if choice.open_allowed:
            self._offer(
                self.tr("Anywhere: over a host for anybody…"),
                self.tr("You only need its name, and no account. Nothing is opened on this computer."),
                self.open_chosen.emit,
            )
        self._offer(
            self.tr("Use a host in your company…"),
            self.tr("Your administrator tells you its address. Nothing is opened on this computer."),
            self.company_chosen.emit,
        )
        self.answer(self.tr("Cancel"), then=self.reject)

    def _offer(self, words: str, means: str, then: Callable[[], object], *, kind: ButtonKind = "plain") -> None:
        """Add a way on, with what it means below."""
        button = controls.button(words, kind=kind)
        button.setMinimumHeight(theme.size("control") + theme.space("one"))
        button.setAccessibleDescription(means)
        button.setAutoDefault(kind == "primary")
        button.setDefault(kind == "primary")
        button.clicked.connect(self.accept)
        button.clicked.connect(lambda: then())
        column = controls.column(gap="half")
        column.addWidget(button)
        column.addWidget(controls.text(means, kind="small", wrap=True))
        self.body.addLayout(column)
