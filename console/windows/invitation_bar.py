"""Invitations that have arrived: one banner each, with the time that is left to answer."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from console.windows.parts.banner import Banner
from console.windows.parts.device_words import ask_to_trust, device_words
from protocol.vocabulary.teamwork import InvitationKind
from resources.look import controls
from resources.look.steady import steadily

if TYPE_CHECKING:
    from console.desk.desk import Desk
    from console.desk.invited import InvitationView


class InvitationBanner(Banner):
    """Who invites into which session; accept or decline."""

    def __init__(self, invitation: InvitationView, desk: Desk) -> None:
        super().__init__()
        self._invitation = invitation
        self._desk = desk
        self.accept_button = controls.button(self.tr("Accept"), kind="primary")
        self.decline_button = controls.button(self.tr("Decline"))
        steadily(self.accept_button, self._accept)
        self.decline_button.clicked.connect(partial(desk.answer, invitation, False))
        self.line.addWidget(self.decline_button)
        self.line.addWidget(self.accept_button)
        self._clock = QTimer(self, interval=500)
        self._clock.timeout.connect(self.follow)
        self._clock.start()
        self.follow()

    def _accept(self) -> None:
        """Accept; first have the technician say that a computer is right which this console has not used before."""
        sender = self._invitation.sender
        if sender is None or sender.trusted:
            self._desk.answer(self._invitation, True)
        else:
            ask_to_trust(self.window(), sender, self._trusted, accepts=True)

    def _trusted(self, compared: bool) -> None:
        self._desk.accept_from(self._invitation, compared=compared)

    def stands_for(self, invitation: InvitationView) -> bool:
        """Return whether this banner is about `invitation`."""
        return (self._invitation.session, self._invitation.number) == (invitation.session, invitation.number)

    def follow(self) -> None:
        """Say who asks for what, and how long there is to answer."""
        invitation = self._invitation
        if invitation.kind is InvitationKind.TRANSFER:
            words = self.tr("{name} asks you to take over the session with {customer} ({seconds} s).")
        else:
            words = self.tr("{name} invites you into the session with {customer} ({seconds} s).")
        left = max(0, round(invitation.ends_at - time.monotonic()))
        customer = invitation.customer or self.tr("a customer")
        sender = invitation.sender
        said = words.format(name="" if sender is None else sender.name, customer=customer, seconds=left)
        unknown = sender is not None and not sender.trusted
        if sender is not None and unknown:
            said += " " + device_words(sender)
        self.say("warning" if unknown else "info", said)


class InvitationBar(QWidget):
    """All invitations that wait for an answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.banners: list[InvitationBanner] = []
        self._column = controls.column(self)
        self._column.setSpacing(0)
        for invitation in desk.invitations:
            self._add(invitation)
        desk.invited.connect(self._arrived)
        desk.invitation_gone.connect(self._gone)

    def _arrived(self, invitation: InvitationView) -> None:
        self._add(invitation)
        QApplication.alert(self.window())

    def _add(self, invitation: InvitationView) -> None:
        banner = InvitationBanner(invitation, self._desk)
        self.banners.append(banner)
        self._column.addWidget(banner)
        banner.show()

    def _gone(self, invitation: InvitationView, _code: str) -> None:
        """Take the banner of `invitation` away."""
        for banner in [b for b in self.banners if b.stands_for(invitation)]:
            self.banners.remove(banner)
            self._column.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
