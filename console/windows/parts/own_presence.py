"""The technician's own presence: a button that shows it and changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy

from console.windows.parts.presence import presence_words
from protocol.vocabulary.accounts import Presence
from resources.look import controls
from resources.look.tips import set_tip

if TYPE_CHECKING:
    from console.connection.own_account import OwnAccount

_CHOICES = (Presence.ONLINE, Presence.AWAY, Presence.BUSY)


class PresenceButton(QPushButton):
    """Name and presence; pressing it offers the others."""

    def __init__(self, account: OwnAccount) -> None:
        super().__init__()
        self._account = account
        self._menu = QMenu(self)
        for presence in _CHOICES:
            action = self._menu.addAction(presence_words(presence))
            action.setCheckable(True)
            action.triggered.connect(lambda _on=False, wanted=presence: account.set_presence(wanted))
        self.setMenu(self._menu)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        controls.dress_button(self, kind="quiet", picture=None)
        self.setProperty("align", "left")
        account.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show the account as it is now."""
        words = presence_words(self._account.presence)
        name = self._account.name
        self.setText(f"{name}  ·  {words}".replace("&", "&&"))
        self.setAccessibleName(self.tr("{name}, {presence}").format(name=name, presence=words))
        set_tip(self, self.tr("Colleagues see whether you are there. Press to change it."))
        for action, presence in zip(self._menu.actions(), _CHOICES, strict=True):
            action.setChecked(presence is self._account.presence)
