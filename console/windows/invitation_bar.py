"""Invitations that have arrived: one banner each, with the time that is left to answer."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from console.connection.known_devices import Standing
from console.windows.parts.banner import Banner
from console.windows.parts.banner_stack import BannerStack
from console.windows.parts.device_words import ask_to_compare, trust_question
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
        """Accept, and use the sender's computer that the banner shows; compare first what has changed."""
        sender = self._invitation.sender
        if sender is None or sender.trusted:
            self._desk.answer(self._invitation, True)
        elif sender.standing is Standing.CHANGED:
            ask_to_compare(self.window(), sender, self._trusted)
        else:
            self._trusted(False)

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
        asked = "" if sender is None else trust_question(sender, accepts=True)
        self.say("warning" if asked else "info", f"{said} {asked}".strip())


class InvitationBar(BannerStack):
    """All invitations that wait for an answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        for invitation in desk.invitations:
            self.put(InvitationBanner(invitation, desk))
        desk.invited.connect(self._arrived)
        desk.invitation_gone.connect(self._gone)

    def _arrived(self, invitation: InvitationView) -> None:
        self.put(InvitationBanner(invitation, self._desk))
        QApplication.alert(self.window())

    def _gone(self, invitation: InvitationView, _code: str) -> None:
        """Take the banner of `invitation` away."""
        for banner in list(self.banners):
            if isinstance(banner, InvitationBanner) and banner.stands_for(invitation):
                self.take(banner)
