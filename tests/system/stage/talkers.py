"""A technician and a customer without windows, who talk over the programs' own links, joins and attendances."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Self

from console.connection.outside import Outside
from console.session.admission import Admission
from protocol.link.host_line import HostLine
from protocol.link.link import Link, Trust
from protocol.notation.joincode import parse, split_address
from protocol.seat.attendance import Attendance
from protocol.seat.conversation import Conversation
from protocol.seat.seat_key import SeatKey
from protocol.trust.join_proof import Grant
from protocol.vocabulary.accounts import PasswordLogin
from protocol.vocabulary.codec import Message
from protocol.vocabulary.joins import CodeMade, EndJoin, Joining, JoinStep
from protocol.vocabulary.messages import Leave, LoggedIn, OpenSession, Role, SessionClosed, SessionOpened
from viewer.way_in.joining import JoinAttempt

PATIENCE_S = 60.0  # a deadline that only a failing test reaches


class Listener:
    """Wants to know nothing but that something has happened."""

    def __init__(self, happened: Callable[[], None]) -> None:
        self._happened = happened

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_arguments: self._happened()


class Talker:
    """One member: a seat, its transcript, and a line to the host that comes back by itself.

    Attributes:
        said: the chat lines that this member has written.
        downs: why the link ended, each time.
    """

    def __init__(self, name: str, address: str, fingerprint: bytes, news: asyncio.Event) -> None:
        self.name = name
        self.said: list[str] = []
        self.downs: list[str] = []
        self.attendance: Attendance
        self.address, self.fingerprint = address, fingerprint
        self._news = news
        self._line: HostLine | None = None

    @property
    def attached(self) -> bool:
        """Whether it is in its session."""
        return self.attendance.attached

    @property
    def confirmed(self) -> int:
        """How many own lines have arrived at the other."""
        return sum(line.delivered for line in self.attendance.conversation.lines if line.text in self.said)

    def heard(self, other: Talker) -> list[str]:
        """Return the lines of the other, as they have arrived."""
        lines = self.attendance.conversation.lines
        return [line.text for line in lines if line.author == other.attendance.seat.member]

    def say(self, text: str) -> None:
        """Write a chat line."""
        self.said.append(text)
        self.attendance.say(text)

    def stop(self) -> None:
        """Be gone, without a word."""
        if self._line is not None:
            self._line.stop()

    def take(self, seat: SeatKey, other: str) -> None:
        """Have a seat from now on."""
        self.attendance = Attendance(
            seat=seat,
            name=self.name,
            other=other,
            conversation=Conversation(seat.member, self.name),
            listener=Listener(self._news.set),
            save=self._news.set,
        )

    def connect(self, up: Callable[[Link], None], receive: Callable[[Message], None]) -> None:
        """Be linked to the host from now on."""
        self._line = HostLine(
            address=split_address(self.address),
            trust=Trust(self.fingerprint),
            program="test",
            up=up,
            receive=receive,
            down=self._down,
        )
        self._line.start()

    def _down(self, code: str) -> None:
        self.downs.append(code)
        if hasattr(self, "attendance"):
            self.attendance.detach()
        self._news.set()


class Customer(Talker):
    """Joins with a code, and is `over` once the session is."""

    over = False

    async def join(self, code: str) -> None:
        """Join, and take the seat."""
        joined = await JoinAttempt(code=parse(code), host=self.address).run()
        self.take(joined.seat, joined.grant.lead_name)
        self.connect(self.attendance.attach, self._receive)

    def _receive(self, message: Message) -> None:
        self._news.set()
        self.over |= isinstance(message, SessionClosed)
        self.attendance.receive(message)


class Technician(Talker):
    """Logs in, opens one session and leads it; once back after a break, too."""

    def __init__(self, name: str, password: str, address: str, fingerprint: bytes, news: asyncio.Event) -> None:
        super().__init__(name, address, fingerprint, news)
        self._password = password
        self.admission: Admission | None = None
        self._link: Link | None = None

    def start(self) -> None:
        """Log in and open the session."""
        self.connect(self._up, self._receive)

    def _up(self, link: Link) -> None:
        self._link = link
        link.send(PasswordLogin(name=self.name, password=self._password))

    def _receive(self, message: Message) -> None:
        self._news.set()
        assert self._link is not None
        match message:
            case LoggedIn() if hasattr(self, "attendance"):
                self.attendance.attach(self._link)
            case LoggedIn():
                self._link.send(OpenSession(request=1))
            case SessionOpened():
                self._opened(message)
            case CodeMade():
                assert self.admission is not None
                self.admission.made(message, Outside(self.address, self.fingerprint))
            case Joining() | JoinStep() | EndJoin():
                assert self.admission is not None
                self.admission.receive(message)
            case _ if getattr(message, "session", None) is not None:
                self.attendance.receive(message)

    def _opened(self, message: SessionOpened) -> None:
        assert self._link is not None
        seat = SeatKey(
            session=message.session, member=message.member, role=Role.LEAD, token=message.token, key=bytes(32)
        )
        self.take(seat, "Customer")
        self.admission = Admission(
            session=message.session,
            send=self.attendance.request,
            grant=self._grant,
            certificate=lambda: self.fingerprint,
            withdraw=lambda _key: None,
            changed=self._news.set,
            allowed=lambda: True,
        )
        self.attendance.attach(self._link)
        self.admission.ask()

    def _grant(self) -> Grant:
        key = self.attendance.member.introductions.grant(customer=True)
        return Grant(key=key, lead_name=self.name, customer_name="Customer", channel="")


class Pair:
    """A technician and a customer in one session."""

    def __init__(self, technician: Technician, customer: Customer, news: asyncio.Event) -> None:
        self.technician, self.customer = technician, customer
        self.news = news

    @classmethod
    async def meet(cls, name: str, password: str, address: str, fingerprint: bytes) -> Self:
        """Bring both into a session, and return once each has heard the other."""
        news = asyncio.Event()
        technician = Technician(name, password, address, fingerprint, news)
        customer = Customer("Customer", address, fingerprint, news)
        pair = cls(technician, customer, news)
        technician.start()
        await pair.until(lambda: technician.admission is not None and technician.admission.code is not None)
        assert technician.admission is not None
        assert technician.admission.code is not None
        await customer.join(technician.admission.code.text)
        await pair.until(lambda: all(talker.attendance.member.reached() for talker in (technician, customer)))
        pair.say("hello")
        await pair.until(lambda: pair.whole)
        return pair

    def say(self, text: str) -> None:
        """Let both say something."""
        for talker in (self.technician, self.customer):
            talker.say(f"{talker.name} {text}")

    @property
    def whole(self) -> bool:
        """Whether each is there, has heard all that the other has said, in order and once, and has it confirmed."""
        pairs = ((self.technician, self.customer), (self.customer, self.technician))
        return all(
            one.attached and other.heard(one) == one.said and one.confirmed == len(one.said) for one, other in pairs
        )

    def confirmed_since(self, technician: int, customer: int) -> bool:
        """Return whether more than that many lines of each have arrived at the other."""
        return self.technician.confirmed > technician and self.customer.confirmed > customer

    async def until(self, condition: Callable[[], Any], within_s: float = PATIENCE_S) -> None:
        """Wait until `condition` holds."""
        async with asyncio.timeout(within_s):
            while not condition():
                self.news.clear()
                await self.news.wait()

    async def end(self) -> None:
        """End the session; a technician may have only so many."""
        self.technician.attendance.request(Leave(session=self.technician.attendance.seat.session))
        await self.until(lambda: self.customer.over)
        self.stop()

    def stop(self) -> None:
        """Let both be gone."""
        self.technician.stop()
        self.customer.stop()
