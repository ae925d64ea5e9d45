"""Where a new session's customer is: in the technician's own network, or anywhere, over a host for anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from resources.look import controls
from resources.look.words import host_words

if TYPE_CHECKING:
    from console.connection.choice import HostChoice


class WhereChoice(QWidget):
    """Two ways, the one that is used now chosen; hidden where there is one alone."""

    def __init__(self, choice: HostChoice) -> None:
        super().__init__()
        self._choice = choice
        self.own = QRadioButton(self.tr("In my own network"))
        self.anywhere = QRadioButton()
        self._group = QButtonGroup(self)
        form = controls.column(self, gap="half")
        form.setContentsMargins(0, 0, 0, 0)
        form.addWidget(controls.text(self.tr("Where is the customer?"), kind="strong"))
        for button in (self.own, self.anywhere):
            self._group.addButton(button)
            form.addWidget(button)
        self._follow()

    @property
    def offered(self) -> bool:
        """Whether there is a choice."""
        both = self._choice.own_allowed and not self._choice.fixed
        uses_own = self._choice.remote is None and not self._choice.needed
        return both and (self._choice.is_open or (uses_own and bool(self._choice.other_open)))

    @property
    def changed(self) -> bool:
        """Whether another way is chosen than the one that is used now."""
        return self.offered and self.anywhere.isChecked() is not self._choice.is_open

    def _follow(self) -> None:
        remote = self._choice.remote
        address = self._choice.other_open if remote is None or not self._choice.is_open else remote.address
        self.anywhere.setText(self.tr("Anywhere, over {host}").format(host=host_words(address)))
        (self.anywhere if self._choice.is_open else self.own).setChecked(True)
        self.setVisible(self.offered)

    def take(self) -> None:
        """Use the way that is chosen from now on; desk and window are made anew."""
        if self.anywhere.isChecked():
            self._choice.use_latest_open_host()
        else:
            self._choice.use_own_host()
