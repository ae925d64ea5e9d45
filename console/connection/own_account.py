"""The technician's own account on the host: who they are there, and whether they are there now. No widgets."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from protocol.vocabulary.accounts import Account, Changed, ChangePassword, Presence, Replies, SetPresence
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import LoggedIn, Reason

Answer = Callable[[str], None]  # called with a code for a sentence; "" where the request was carried out
Send = Callable[[Message], None]

NOT_CONNECTED = "host_gone"


class OwnAccount(QObject):
    """What the host knows of the technician who is logged in.

    Signals:
        changed: read the attributes again.

    Attributes:
        name, group: as the host has them; "" before the first login.
        number: of the technician; 0 before the host has told it.
        administrator: may open the Administration Center.
        replies: the predefined replies of the group.
        presence: what colleagues see.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = ""
        self.group = ""
        self.number = 0
        self.administrator = False
        self.replies: tuple[str, ...] = ()
        self.presence = Presence.ONLINE
        self._send: Send | None = None
        self._waiting: dict[int, Answer] = {}

    def set_presence(self, presence: Presence) -> None:
        """Tell colleagues `presence`, now and after each break."""
        self.presence = presence
        if self._send is not None:
            self._send(SetPresence(presence=presence))
        self.changed.emit()

    def change_password(self, old: str, new: str, then: Answer) -> None:
        """Ask for another password; `then` is called with the answer."""
        if self._send is None:
            then(NOT_CONNECTED)
            return
        request = secrets.randbits(32)
        self._waiting[request] = then
        self._send(ChangePassword(request=request, old=old, new=new))

    def link_up(self, send: Send, logged_in: LoggedIn) -> None:
        """Take note that the technician is logged in on a new link."""
        self._send = send
        self.name, self.group = logged_in.name, logged_in.group
        if self.presence is not Presence.ONLINE:  # what the host takes everybody for who logs in
            send(SetPresence(presence=self.presence))
        self.changed.emit()

    def link_down(self) -> None:
        """Take note that the host is lost."""
        self._send = None
        waiting, self._waiting = self._waiting, {}
        for then in waiting.values():
            then(NOT_CONNECTED)

    def receive(self, message: Message) -> bool:
        """Handle a message that is about one's own account; return whether it was one."""
        if isinstance(message, Changed):
            return self._answered(message)
        if isinstance(message, Account):
            self.number, self.administrator = message.technician, message.administrator
        elif isinstance(message, Replies):
            self.replies = message.replies
        else:
            return False
        self.changed.emit()
        return True

    def _answered(self, message: Changed) -> bool:
        then = self._waiting.pop(message.request, None)
        if then is None:
            return False
        then("" if message.reason is Reason.NONE else message.reason.value)
        return True
