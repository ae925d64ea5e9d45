"""Members reach each other through a host that drops links at random, and through nobody's lies."""

import random
from collections import deque
from dataclasses import replace

import pytest

from protocol.codec import BadMessage, Message
from protocol.content import (
    CONTENT_VOCABULARY,
    Chat,
    ChatDelivered,
    NewKey,
    PointerAt,
    PrivateChat,
    Profile,
    ShareAnswer,
    ShareSource,
    ShareWish,
    UpdatePart,
    UpdateShown,
)
from protocol.conversation import Conversation
from protocol.input import MouseMoved
from protocol.member import Member, NotReachable, SeatKey
from protocol.messages import Attach, Channel, Role, Room, Sealed, Seat, SessionState
from protocol.seal import SealError

SESSION = bytes(range(16))
KEY = bytes(range(32))
ROLES = {1: Role.LEAD, 2: Role.CUSTOMER, 3: Role.COLLABORATOR}
NAMES = {1: "Ada", 2: "Jörg", 3: "Emmy"}


def member(number: int, *, key: bytes = KEY) -> Member:
    seat = SeatKey(session=SESSION, member=number, role=ROLES[number], token=bytes(32), key=key, epoch=0)
    return Member(seat, NAMES[number], Conversation(number, NAMES[number]))


class FakeHost:
    """Routes as a host does: in order, by generation, and never into a link that is gone."""

    def __init__(self, *members: Member) -> None:
        self.members = {m.seat.member: m for m in members}
        self.seats = {
            n: Seat(member=n, role=ROLES[n], present=False, generation=0, salt=bytes(16)) for n in self.members
        }
        self.to_host: dict[int, deque[Message]] = {n: deque() for n in self.members}
        self.to_member: dict[int, deque[Message]] = {n: deque() for n in self.members}
        self.heard: dict[int, list[tuple[int, Message]]] = {n: [] for n in self.members}
        self.linked: set[int] = set()
        self.sharing = 0

    def attach(self, number: int) -> None:
        self.linked.add(number)
        self.send(number, [self.members[number].attach()])

    def send(self, number: int, messages: list[Message]) -> None:
        """Put messages of `number` on its link, if it has one."""
        if number in self.linked:
            self.to_host[number].extend(messages)

    def drop(self, number: int) -> None:
        """The link of `number` breaks; all that was under way on it is lost."""
        self.linked.discard(number)
        self.to_host[number].clear()
        self.to_member[number].clear()
        self.seats[number] = replace(self.seats[number], present=False)
        self.tell()

    def tell(self) -> None:
        room = Room(session=SESSION, state=SessionState.ACTIVE, seats=tuple(self.seats.values()), sharing=self.sharing)
        for number, seat in self.seats.items():
            if seat.present:
                self.to_member[number].append(room)

    def route(self, number: int) -> None:
        """Handle one message of `number`."""
        if not self.to_host[number]:
            return
        message = self.to_host[number].popleft()
        if isinstance(message, Attach):
            seat = self.seats[number]
            self.seats[number] = replace(seat, present=True, generation=seat.generation + 1, salt=message.salt)
            self.tell()
        elif isinstance(message, Sealed):
            target = self.seats[message.member]
            if target.present and target.generation == message.generation:
                self.to_member[message.member].append(replace(message, member=number))

    def deliver(self, number: int) -> None:
        """Let `number` handle one message."""
        if not self.to_member[number]:
            return
        message, who = self.to_member[number].popleft(), self.members[number]
        if isinstance(message, Room):
            self.send(number, who.room(message))
        elif isinstance(message, Sealed):
            opened = who.open(message)
            assert opened is not None
            self.heard[number].append(opened)
            if message.channel in (Channel.TALK, Channel.CHAT):
                self.send(number, who.talk(*opened)[1])

    def settle(self) -> None:
        while any(self.to_host.values()) or any(self.to_member.values()):
            for number in self.members:
                self.route(number)
                self.deliver(number)

    def say(self, number: int, text: str) -> None:
        self.send(number, self.members[number].say(text, 0)[1])


def session(*numbers: int) -> FakeHost:
    host = FakeHost(*(member(n) for n in numbers or (1, 2)))
    for number in host.members:
        host.attach(number)
    host.settle()
    return host


def heard(host: FakeHost, own: int, author: int) -> list[str]:
    return [line.text for line in host.members[own].conversation.lines if line.author == author]


def test_members_learn_each_others_names_and_roles() -> None:
    host = session(1, 2, 3)
    lead = host.members[1]
    assert lead.names == {2: "Jörg", 3: "Emmy"}
    customer, own = lead.customer(), lead.lead()
    assert customer is not None
    assert own is not None
    assert (customer.member, own.member, lead.state) == (2, 1, SessionState.ACTIVE)


def test_a_line_reaches_everybody_and_is_confirmed() -> None:
    host = session(1, 2, 3)
    host.say(2, "help")
    host.settle()
    assert heard(host, 1, 2) == heard(host, 3, 2) == ["help"]
    assert host.members[2].conversation.lines[-1].delivered
    assert host.members[1].conversation.lines[-1].name == "Jörg"


def test_what_is_said_to_someone_absent_arrives_when_they_are_back() -> None:
    host = session()
    host.drop(2)
    host.settle()
    host.say(1, "are you there?")
    with pytest.raises(NotReachable):
        host.members[1].seal(2, PointerAt(x=1, y=1, visible=True))
    host.attach(2)
    host.settle()
    assert heard(host, 2, 1) == ["are you there?"]
    assert host.members[1].conversation.lines[-1].delivered


class Storm:
    """Random talk over links that break at random."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.host = session(*((1, 2) if seed % 2 else (1, 2, 3)))
        self.numbers = list(self.host.members)
        self.said: dict[int, list[str]] = {n: [] for n in self.numbers}

    def step(self, step: int) -> None:
        host, number = self.host, self.random.choice(self.numbers)
        act = self.random.choices(["say", "break", "route", "deliver"], [15, 6, 40, 39])[0]
        if act == "say":
            self.said[number].append(f"{number} says {step}")
            host.say(number, self.said[number][-1])
        elif act == "break":
            (host.drop if number in host.linked and self.random.random() < 0.5 else self.come_back)(number)
        elif act == "route":
            host.route(number)
        else:
            host.deliver(number)

    def come_back(self, number: int) -> None:
        if number not in self.host.linked:
            self.host.attach(number)


@pytest.mark.parametrize("seed", range(60))
def test_with_a_host_that_drops_links_at_random_each_line_arrives_once_in_order(seed: int) -> None:
    storm = Storm(seed)
    for step in range(300):
        storm.step(step)
    for number in storm.numbers:
        storm.come_back(number)
    storm.host.settle()
    for own in storm.numbers:
        lines = storm.host.members[own].conversation.lines
        assert all(line.delivered for line in lines if line.author == own)
        for author in storm.numbers:
            assert heard(storm.host, own, author) == storm.said[author], (own, author)


def test_a_console_killed_and_started_again_goes_on_where_it_was() -> None:
    host = session()
    host.say(1, "before")
    host.settle()
    host.drop(1)
    host.say(2, "meanwhile")
    old = host.members[1]
    plain = old.conversation.to_plain()
    host.members[1] = Member(old.seat, "Ada", Conversation.from_plain(plain, own=1, own_name="Ada"))
    host.attach(1)
    host.settle()
    host.say(1, "after")
    host.settle()
    assert heard(host, 1, 2) == ["meanwhile"]
    assert heard(host, 2, 1) == ["before", "after"]


# -- shares -----------------------------------------------------------------------------------------------------------

SOURCE = ShareSource(stream=1, width=64, height=64, title="one")
PART = UpdatePart(stream=1, update=1, final=True, data=b"picture")


def test_a_share_that_the_host_cut_does_not_spoil_the_next() -> None:
    host = session()
    lead = host.members[1]
    for _ in range(3):
        host.sharing = 1
        host.tell()
        host.settle()
        host.to_host[1].extend(lead.seal(2, content) for content in (SOURCE, PART, PART))
        host.to_host[2].append(host.members[2].seal(1, UpdateShown(stream=1, update=1)))
        host.settle()
        host.sharing = 0
        host.tell()
        lead.seal(2, PART)  # was under way when the share ended; the host discards it
        host.members[2].seal(1, UpdateShown(stream=1, update=2))
        host.settle()
    assert [content for _, content in host.heard[2] if content == PART] == [PART] * 6
    assert len([content for _, content in host.heard[1] if isinstance(content, UpdateShown)]) == 3


def test_a_picture_that_lacks_a_part_ends_the_link() -> None:
    host = session()
    lead = host.members[1]
    lead.seal(2, PART)
    host.to_host[1].append(lead.seal(2, PART))
    with pytest.raises(SealError):
        host.settle()


# -- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "content"),
    [
        (2, NewKey(epoch=1, key=bytes(32))),
        (3, NewKey(epoch=1, key=bytes(32))),
        (2, PrivateChat(number=1, time_ms=1, text="x")),
        (2, ShareWish(wanted=True)),
        (3, ShareAnswer(granted=True)),
        (2, MouseMoved(stream=1, x=0, y=0)),
    ],
)
def test_nobody_sends_what_their_role_may_not(number: int, content: Message) -> None:
    host = session(1, 2, 3)
    to = 1 if number != 1 else 2
    with pytest.raises(ValueError, match="sends no"):
        host.members[number].seal(to, content)


@pytest.mark.parametrize(
    ("sender", "channel", "content"),
    [
        (2, Channel.SHARE, SOURCE),
        (2, Channel.PICTURE, PART),
        (2, Channel.TALK, NewKey(epoch=1, key=bytes(32))),
        (1, Channel.TALK, PART),
        (1, Channel.PICTURE, SOURCE),
        (1, Channel.POINTER, Chat(number=1, time_ms=1, text="x")),
    ],
)
def test_content_of_the_wrong_role_or_channel_is_refused_although_it_opens(
    sender: int, channel: Channel, content: Message
) -> None:
    host = session()
    receiver = 3 - sender
    box = host.members[sender]._keyring.seal(receiver, channel, CONTENT_VOCABULARY.encode(content))
    with pytest.raises(BadMessage, match="from"):
        host.members[receiver].open(Sealed(session=SESSION, member=sender, generation=1, channel=channel, box=box))


def test_content_of_a_newer_peer_is_ignored() -> None:
    host = session()
    box = host.members[1]._keyring.seal(2, Channel.TALK, b"\x81\xa1t\xa7sparkle")
    assert host.members[2].open(Sealed(session=SESSION, member=1, generation=1, channel=Channel.TALK, box=box)) is None


def test_sealed_bytes_that_are_no_message_are_refused() -> None:
    host = session()
    box = host.members[1]._keyring.seal(2, Channel.TALK, b"garbage")
    with pytest.raises(BadMessage):
        host.members[2].open(Sealed(session=SESSION, member=1, generation=1, channel=Channel.TALK, box=box))


@pytest.mark.parametrize("changed", [{"session": bytes(16)}, {"member": 2}, {"member": 9}, {"member": 0}])
def test_content_from_elsewhere_is_refused(changed: dict[str, object]) -> None:
    host = session()
    sealed = replace(host.members[1].seal(2, Profile(name="x")), **({"member": 1} | changed))
    with pytest.raises(SealError):
        host.members[2].open(sealed)


def test_a_room_that_does_not_show_this_attachment_is_refused() -> None:
    host = session()
    lead = host.members[1]
    right = host.seats
    for wrong in (
        {2: right[2]},
        {1: replace(right[1], salt=bytes(16)), 2: right[2]},
        {1: replace(right[1], role=Role.CUSTOMER), 2: right[2]},
    ):
        with pytest.raises(BadMessage):
            lead.room(Room(session=SESSION, state=SessionState.ACTIVE, seats=tuple(wrong.values()), sharing=0))
    with pytest.raises(BadMessage):
        lead.room(Room(session=bytes(16), state=SessionState.ACTIVE, seats=tuple(right.values()), sharing=0))


def test_an_attachment_that_comes_back_is_refused() -> None:
    host = session()
    lead, old = host.members[1], host.seats[2]
    newer = replace(old, generation=old.generation + 1, salt=bytes(range(16)))
    for seat, fine in ((newer, True), (old, False), (replace(old, salt=bytes(range(1, 17))), False)):
        room = Room(session=SESSION, state=SessionState.ACTIVE, seats=(host.seats[1], seat), sharing=0)
        if fine:
            lead.room(room)
        else:
            with pytest.raises(BadMessage):
                lead.room(room)


def test_someone_with_another_session_key_is_not_understood() -> None:
    host = FakeHost(member(1), member(2, key=bytes(32)))
    host.attach(1)
    host.attach(2)
    with pytest.raises(SealError):
        host.settle()


# -- who leaves -------------------------------------------------------------------------------------------------------


def test_who_has_left_is_owed_nothing_and_the_next_customer_gets_nothing_of_theirs() -> None:
    host = session()
    lead = host.members[1]
    host.drop(2)
    host.settle()
    host.say(1, "secret of the first")
    lead.left(2)
    assert lead.customer() is None
    assert lead.rekey() == []
    assert lead.seat.epoch == 1
    assert lead.seat.key != KEY
    assert lead.conversation.unacknowledged(4) == []


def test_a_new_key_reaches_who_stays_and_the_talk_goes_on() -> None:
    host = session(1, 2, 3)
    host.say(2, "a")
    host.say(3, "b")
    host.to_host[1].extend(host.members[1].rekey())
    host.say(1, "c")
    host.say(2, "d")
    host.settle()
    host.say(3, "e")
    host.settle()
    assert {host.members[n].seat.key for n in (1, 2, 3)} == {host.members[1].seat.key}
    assert host.members[2].seat.epoch == 1
    for own in (1, 2, 3):
        for author, lines in ((1, ["c"]), (2, ["a", "d"]), (3, ["b", "e"])):
            assert heard(host, own, author) == lines


def test_only_the_lead_makes_keys() -> None:
    with pytest.raises(ValueError, match="lead"):
        session().members[2].rekey()


def test_a_repeated_line_is_confirmed_again_and_not_shown_again() -> None:
    host = session()
    lead = host.members[1]
    line = Chat(number=1, time_ms=0, text="x")
    assert len(lead.talk(2, line)[0]) == 1
    lines, answers = lead.talk(2, line)
    assert lines == []
    assert len(answers) == 1
    assert lead.talk(2, ChatDelivered(number=0)) == ([], [])
