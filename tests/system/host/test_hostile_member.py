"""A customer's program, rebuilt to send mouse and keyboard to the technician's computer, through a real host."""

from __future__ import annotations

import asyncio
import itertools
import random

from demonstration.desktop import wait_for
from protocol.link.dialing import dial
from protocol.link.link import LinkEnd, Trust
from protocol.notation import joincode
from protocol.notation.joincode import split_address
from protocol.seat.attendance import Attendance
from protocol.seat.conversation import Conversation, Line
from protocol.seat.listener import Departed
from protocol.vocabulary.codec import Message
from protocol.vocabulary.content_vocabulary import CUSTOMER_VOCABULARY
from protocol.vocabulary.input import KeyChanged, MouseButton, MouseButtonChanged, MouseMoved, TextTyped
from protocol.vocabulary.messages import Channel, Hello, Room, Sealed, Welcome
from tests.system.share.test_share_costs import Witness
from tests.system.stage.stage import Stage
from viewer.way_in.joining import JoinAttempt, Joined

MESSAGES = 10_002
BURSTS = 6  # after each of which the console waits longer
PATIENCE_S = 60.0
LEAD = 1


class HostileMember:
    """A seat of a customer, taken by rightful means; what it sends is not."""

    def __init__(self, joined: Joined) -> None:
        self._joined = joined
        self._attendance = Attendance(
            seat=joined.seat,
            name="Clara",
            other="Theo",
            conversation=Conversation(joined.seat.member, "Clara"),
            listener=self,
            save=lambda: None,
        )
        self._changed = asyncio.Event()

    async def attach(self) -> None:
        """Take the seat on a link of its own."""

        def receive(message: Message) -> None:
            if isinstance(message, Welcome):
                self._attendance.attach(link)
            else:
                self._attendance.receive(message)

        trust = Trust(fingerprint=self._joined.fingerprint)
        link = await dial(*split_address(self._joined.host), trust, receive=receive, ended=self._lost)
        link.send(Hello(program="viewer"))

    async def until_the_technician_is_there(self, since: int) -> int:
        """Wait for an attachment of the lead that is newer than `since`, and return its generation."""
        async with asyncio.timeout(PATIENCE_S):
            while not (self._attendance.member.reaches(LEAD) and self._generation() > since):
                self._changed.clear()
                await self._changed.wait()
        return self._generation()

    def send_input(self, count: int, hand: random.Random) -> None:
        """Seal input with the right keys and send it over every channel, the first over one that the host lets pass."""
        member, generation = self._attendance.member, self._generation()
        channels = itertools.chain([Channel.CHAT], iter(lambda: hand.choice(list(Channel)), None))
        for channel in itertools.islice(channels, count):
            box = member._keyring.seal(LEAD, channel, CUSTOMER_VOCABULARY.encode(some_input(hand)))
            link = self._attendance.link
            assert link is not None, "the host has thrown the customer out"
            link.send(Sealed(session=member.seat.session, member=LEAD, generation=generation, channel=channel, box=box))

    def say(self, text: str) -> None:
        """Say something, as an honest customer does."""
        self._attendance.say(text)

    def leave(self) -> None:
        """Close the link."""
        assert self._attendance.link is not None
        self._attendance.link.close()

    def _generation(self) -> int:
        seat = self._attendance.member.seats.get(LEAD)
        return seat.generation if seat is not None and seat.present else 0

    def _lost(self, end: LinkEnd) -> None:
        self._attendance.detach()

    # -- what an attendance tells ---------------------------------------------------------------------------------

    def room_changed(self, before: Room | None, now: Room) -> None:
        self._changed.set()

    def member_reached(self, member: int) -> None:
        self._changed.set()

    def member_left(self, departed: Departed) -> None: ...
    def transcript_grew(self, line: Line) -> None: ...
    def transcript_changed(self, line: Line) -> None: ...
    def private_grew(self, line: Line) -> None: ...
    def private_changed(self, line: Line) -> None: ...
    def member_named(self, member: int) -> None: ...
    def words_agreed(self, member: int) -> None: ...
    def content_arrived(self, sender: int, content: Message) -> None: ...


def some_input(hand: random.Random) -> Message:
    place = {"stream": hand.randrange(3), "x": hand.randrange(1600), "y": hand.randrange(900)}
    return hand.choice(
        [
            MouseMoved(**place),
            MouseButtonChanged(**place, button=MouseButton.LEFT, pressed=hand.random() < 0.5),
            KeyChanged(keysym=hand.randrange(0x20, 0x7F), pressed=hand.random() < 0.5),
            TextTyped(text="rm -rf"),
        ]
    )


def test_ten_thousand_input_messages_through_the_host_end_attachments_and_move_nothing(stage: Stage) -> None:
    console = stage.console_with_session()
    link, _ = stage.link()
    witness = Witness(stage.technician.display)

    async def attack() -> None:
        code, hand, since = joincode.parse(link), random.Random(3), 0
        assert code.host is not None
        member = HostileMember(await JoinAttempt(code=code, host=code.host).run())
        await member.attach()
        for _ in range(BURSTS):
            since = await member.until_the_technician_is_there(since)
            member.send_input(MESSAGES // BURSTS, hand)
        await member.until_the_technician_is_there(since)
        member.say("That did nothing.")
        await asyncio.to_thread(console.reads, "That did nothing.")
        member.leave()

    asyncio.run(attack())
    wait_for("a seat that was taken anew for each burst", lambda: console.said().count("bad message") >= BURSTS)
    assert witness.seen() == 0
    witness.leave()
