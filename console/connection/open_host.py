"""A host for anybody: the key of this console's device is the account, and nothing else has to be said."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from console.connection.hosting import DistantEntry, HostEntry
from console.connection.open_hosts import OpenHosts, OpenPlace
from protocol.entry.entry_proof import bound, terms_mark
from protocol.link.dialing import Dialler
from protocol.link.link import LinkEnd, Trust
from protocol.notation.joincode import split_address
from protocol.rates.puzzle import solve
from protocol.trust.device import Device
from protocol.vocabulary.codec import Message
from protocol.vocabulary.guests import AskEntry, DeviceLogin, Entry
from protocol.vocabulary.joins import Probe, Probed
from protocol.vocabulary.messages import Hello, LoggedIn, Reason
from resources.program.settings import Settings

NOT_OPEN = "not_open"
ENTRY_PROBLEMS = frozenset({Reason.TERMS_NEEDED.value, Reason.INVITATION_NEEDED.value})
"""Codes of host states in which the technician has to say something before the host lets this console in."""
OPEN_S = 5.0  # that a host may take to say whether it is for anybody


async def look_whether_open(address: str, trust: Trust, dialler: Dialler) -> str | None:
    """Ask the host at `address` whether it lets anybody in; return where abuse is reported there, None: it does not.

    Raises:
        DialError: it can't be reached, or does not answer.
    """
    host, port = split_address(address)
    answered = asyncio.Event()

    def receive(message: Message) -> None:
        if isinstance(message, Probed):  # by then it has said what it is
            answered.set()

    def ended(_end: LinkEnd) -> None:
        answered.set()

    link = await dialler.dial(host, port, trust, receive=receive, ended=ended, hello=Hello(program="console"))
    try:
        link.send(Probe(number=0))
        async with asyncio.timeout(OPEN_S):
            await answered.wait()
    except TimeoutError:
        return None
    finally:
        link.close()
    return None if link.open_host is None else link.open_host.contact


@dataclass(frozen=True, kw_only=True)
class OpenEntry(DistantEntry):
    """Where such a host is, and which key comes in."""

    host: OpenRemote = field(repr=False, compare=False)

    def login(self) -> tuple[Message, ...]:
        """Return what begins the login."""
        return (AskEntry(signing=self.host.device.public.signing),)

    def may_log_in_over(self, relay: str) -> bool:
        """Return whether the login may be sent over what relays the link: it opens nothing but this link."""
        return True

    def missing(self, entry: Entry) -> str:
        """Return the code of what the technician has to say before this console can come in; "": nothing."""
        return self.host.missing(entry)

    async def answer(self, entry: Entry, fingerprint: bytes) -> DeviceLogin:
        """Do what the host asks for, and return the login, for the host that is known by that certificate."""
        return await self.host.answer(entry, fingerprint)

    def named(self, message: LoggedIn) -> LoggedIn:
        """Return the login as the technician sees it: the host knows no name, so theirs is their own."""
        return replace(message, name=self.host.own_name() or message.name)

    def refused(self, reason: Reason) -> None:
        """Take note that the host has not let this console in."""
        self.host.refused(reason)


class OpenRemote:
    """The host for anybody at `place`.

    Args:
        place: where it is and whom to trust there.
        hosts: keeps what is known of it.
        device: this console's keys.
        own_name: returns the technician's name as they have set it.
        dialler: knows the ways to the host.

    Attributes:
        terms: those that the host has shown last and that are not accepted yet.
    """

    remote = True
    is_open = True

    def __init__(
        self,
        *,
        place: OpenPlace,
        hosts: OpenHosts,
        device: Device,
        own_name: Callable[[], str],
        dialler: Dialler,
    ) -> None:
        self.address = place.address
        self.device = device
        self.own_name = own_name
        self.dialler = dialler
        self.terms = ""
        self._fingerprint = bytes.fromhex(place.fingerprint) or None
        self._hosts = hosts

    @property
    def trust(self) -> Trust:
        """Whom to trust at the address."""
        return Trust(self._fingerprint)

    async def entry(self) -> HostEntry:
        """Return where the host is."""
        host, port = split_address(self.address)
        return OpenEntry(
            address=host,
            port=port,
            everywhere=False,
            fingerprint=self._fingerprint,
            token=b"",
            pid=0,
            host=self,
        )

    def missing(self, entry: Entry) -> str:
        """Return the code of what the technician has to say before this console can come in; "": nothing."""
        mark = terms_mark(entry.terms)
        place = self._hosts.find(self.address)
        if mark is not None and (place is None or place.terms != mark.hex()):
            self.terms = entry.terms
            return Reason.TERMS_NEEDED.value
        self.terms = ""
        if entry.invited and not (place and place.invitation):
            return Reason.INVITATION_NEEDED.value
        return ""

    async def answer(self, entry: Entry, fingerprint: bytes) -> DeviceLogin:
        """Return the login."""
        answer, mark = b"", terms_mark(entry.terms)
        if entry.bits:
            found = asyncio.get_running_loop().run_in_executor(None, solve, entry.token, entry.bits, lambda: True)
            answer = await found or b""
        place = self._hosts.find(self.address)
        return DeviceLogin(
            signature=self.device.sign(bound(fingerprint=fingerprint, token=entry.token, terms=mark)),
            answer=answer,
            invitation=place.invitation if place is not None and entry.invited else "",
            terms=mark,
        )

    def accept_terms(self) -> None:
        """Accept the terms that the host has shown."""
        if (mark := terms_mark(self.terms)) is not None:
            self._hosts.accept_terms(self.address, mark)

    def use_invitation(self, words: str) -> None:
        """Come in with an invitation from now on."""
        self._hosts.invited(self.address, words.strip())

    def refused(self, reason: Reason) -> None:
        """Take note that the host has not let this console in; an invitation that is none is not tried again."""
        if reason is Reason.INVITATION_NEEDED:
            self._hosts.invited(self.address, "")

    def followed(self, fingerprint: bytes | None) -> None:
        """Hold the host to another certificate from now on, which the one of before has led to."""
        self._fingerprint = fingerprint
        place = self._hosts.find(self.address)
        if place is not None and fingerprint is not None:
            self._hosts.use(replace(place, fingerprint=fingerprint.hex()))

    def stop(self) -> None:
        """Do nothing: the host goes on without this console."""


def open_remote(
    settings: Settings, hosts: OpenHosts, device: Device, dialler: Dialler, address: str
) -> OpenRemote | None:
    """Return the host for anybody at `address`; None: none is known there."""
    place = hosts.find(address)
    if place is None:
        return None
    return OpenRemote(place=place, hosts=hosts, device=device, own_name=lambda: settings.own_name, dialler=dialler)
