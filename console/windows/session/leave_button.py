"""The lead's way to end what a colleague has of the customer's desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.windows.parts.shrinking_button import ShrinkingButton
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.messages import Role
from resources.look import controls
from resources.look.tips import set_tip
from resources.look.words import shortened

if TYPE_CHECKING:
    from console.session.session import Session


class LeaveButton(ShrinkingButton):
    """Takes the leave away from the colleague who sees the customer's desktop; there only while one does."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        controls.dress_button(self, kind="plain", picture="x")
        self.clicked.connect(lambda: session.remote.allow(session.remote.holder, Access.NONE))
        session.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Say whose it is, while it is somebody's."""
        attendance, holder = self._session.attendance, self._session.remote.holder
        self.setVisible(holder != 0 and attendance.seat.role is Role.LEAD)
        name = attendance.name_of(holder)
        words = self.tr("Stop {name}’s view").format(name=shortened(name))
        self.setText(words.replace("&", "&&"))  # a name is no mnemonic
        tip = self.tr("{name} sees the customer’s desktop. End that").format(name=name)
        set_tip(self, tip)
        self.setAccessibleName(tip)
        self.measure()
