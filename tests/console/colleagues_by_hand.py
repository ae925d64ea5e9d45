"""Colleagues as a host shows them, with real keys, and their consoles as far as an invitation needs them."""

from __future__ import annotations

from console.connection.colleagues import ColleagueView
from console.connection.known_devices import Standing
from protocol.trust.device import Device
from protocol.trust.introduction import new_secret, public_key
from protocol.trust.invitation import Answer, Terms, new_prekey, unwrap_grant, unwrap_keys
from protocol.vocabulary.accounts import Colleague, Presence
from protocol.vocabulary.teamwork import InvitationAnswered

ADA = Device(b"a" * 32, b"b" * 32)


def view(number, name, *, standing=Standing.SEEN, presence=Presence.ONLINE, device=ADA):
    """Return a colleague as the windows show them; `device` None: they are not logged in."""
    keys = None if device is None else device.public
    prekey = None if device is None else public_key(device.exchange)
    return ColleagueView(number, name, "Support", presence, keys, prekey, standing)


class ConsoleByHand:
    """A colleague's console that is logged in."""

    def __init__(self, number, name, device=None, *, prekey=None):
        self.number, self.name = number, name
        self.device = device or Device(new_secret(), new_secret())
        self.prekey = prekey or new_secret()

    def shown(self, presence=Presence.ONLINE, **changed):
        """Return what a host says of it."""
        keys, prekey = self.device.public, new_prekey(self.device, self.prekey)
        told = {
            "technician": self.number,
            "name": self.name,
            "group": "support",
            "presence": presence,
            "exchange": keys.exchange,
            "signing": keys.signing,
            "prekey": prekey.key,
            "prekey_signature": prekey.signature,
        }
        return Colleague(**(told | changed))

    def terms(self, invite, sender):
        """Return the terms of `invite`, sent by the device with the keys `sender`."""
        return Terms(
            session=invite.session,
            kind=invite.kind,
            sender=sender,
            receiver=self.device.public,
            prekey=public_key(self.prekey),
        )

    def opens(self, invite, sender):
        """Return the grant of an `Invite`."""
        return unwrap_grant(invite.grant, self.terms(invite, sender), self.device, self.prekey)

    def accepts(self, invite, sender, *, number=4):
        """Return the seat's secret, and the yes to an `Invite` as the lead is told of it."""
        secret = new_secret()
        answer = self._answer(invite, sender, number, secret)
        signature = answer.sign(self.terms(invite, sender), self.device)
        key = answer.seat_key
        return secret, InvitationAnswered(session=invite.session, invitation=number, key=key, signature=signature)

    def introduced(self, introduce, invite, sender, secret):
        """Return the keys that an `Introduce` has for this console's seat."""
        answer = self._answer(invite, sender, introduce.invitation, secret)
        return unwrap_keys(introduce.keys, answer, self.terms(invite, sender), secret)

    def _answer(self, invite, sender, number, secret):
        lead_key = self.opens(invite, sender).key
        return Answer(number=number, grant=invite.grant, lead_key=lead_key, seat_key=public_key(secret))
