"""Members reach each other through a host that drops links at random, and through nobody's lies."""

import random
from collections import deque
from dataclasses import replace

import pytest

from protocol.seat.acquaintance import INTRODUCTION
from protocol.seat.conversation import Conversation
from protocol.seat.member import Member, NotReachable
from protocol.seat.seat_key import SeatKey
from protocol.trust.introduction import Book, KeyOffer, new_secret
from protocol.trust.join_proof import SealError
from protocol.vocabulary.chat import Chat, ChatDelivered, PrivateChat, PrivateChatDelivered
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.content import (
    PointerAt,
    Profile,
    ShareAnswer,
    ShareSource,
    ShareWish,
    UpdatePart,
    UpdateShown,
    Vouch,
)
from protocol.vocabulary.content_vocabulary import CONTENT_VOCABULARY
from protocol.vocabulary.input import MouseMoved
from protocol.vocabulary.messages import Attach, Channel, Role, Room, Sealed, Seat, SessionState

SESSION = bytes(range(16))
ROLES = {1: Role.LEAD, 2: Role.CUSTOMER, 3: Role.COLLABORATOR, 4: Role.COLLABORATOR}
NAMES = {1: "Ada", 2: "Jörg", 3: "Emmy", 4: "Olga"}
GRANTED = {n: bytes([n]) * 32 for n in ROLES}


def member(number: int, *, key: bytes | None = None) -> Member:
    granted = tuple((GRANTED[n], ROLES[n] is Role.CUSTOMER) for n in ROLES if n != 1) if number == 1 else ()
    seat = SeatKey(
        session=SESSION,
        member=number,
        role=ROLES[number],
        token=bytes(32),
        key=key or GRANTED[number],
        book=Book(granted=granted),
    )
    return Member(seat, NAMES[number], Conversation(number, NAMES[number]))


def again(old: Member) -> Member:
    """Return a member as the next run of its program has it."""
    name = old.name
    conversation = Conversation.restored(old.conversation.snapshot(), own=old.seat.member, own_name=name)
    private = Conversation.restored(old.private.snapshot(), own=old.seat.member, own_name=name, private=True)
    return Member(old.seat, name, conversation, private)


class FakeHost:
    """Routes as a host does: in order, by generation, and never into a link that is gone."""

    def __init__(self, *members: Member) -> None:
        self.members = {m.seat.member: m for m in members}
        self.seats = {
            n: Seat(member=n, role=ROLES[n], present=False, generation=0, salt=bytes(16)) for n in self.members
        }
        self.wire: list[Sealed] = []  # all boxes that ever passed
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
            self.wire.append(replace(message, member=number))
            target = self.seats.get(message.member)
            if target is not None and target.present and target.generation == message.generation:
                self.to_member[message.member].append(replace(message, member=number))

    def deliver(self, number: int) -> None:
        """Let `number` handle one message."""
        if not self.to_member[number]:
            return
        message, who = self.to_member[number].popleft(), self.members[number]
        if isinstance(message, Room):
            for gone in who.seats.keys() - {seat.member for seat in message.seats}:
                who.host_says_gone(gone)
                who.left(gone)
            self.send(number, who.room(message))
        elif isinstance(message, Sealed):
            opened = who.open(message)
            assert opened is not None
            self.heard[number].append(opened)
            if message.channel in (Channel.TALK, Channel.CHAT):
                self.send(number, who.talk(*opened, now_ms=0)[1])

    def leave(self, number: int) -> Member:
        """The seat of `number` is gone."""
        self.linked.discard(number)
        self.to_host[number].clear()
        self.to_member[number].clear()
        del self.seats[number]
        self.tell()
        return self.members.pop(number)

    def lead_is(self, number: int) -> None:
        """Let `number` lead; who has led collaborates."""
        roles = {n: Role.LEAD if n == number else Role.COLLABORATOR for n in self.seats if n != 2}
        self.seats = {n: replace(seat, role=roles.get(n, seat.role)) for n, seat in self.seats.items()}
        self.tell()

    def settle(self) -> None:
        while any(self.to_host.values()) or any(self.to_member.values()):
            for number in list(self.members):
                self.route(number)
                self.deliver(number)

    def say(self, number: int, text: str, *, private: bool = False) -> None:
        say = self.members[number].say_private if private else self.members[number].say
        self.send(number, say(text, 0)[1])


def session(*numbers: int) -> FakeHost:
    host = FakeHost(*(member(n) for n in numbers or (1, 2)))
    for number in host.members:
        host.attach(number)
    host.settle()
    return host


def heard(host: FakeHost, own: int, author: int) -> list[str]:
    return [line.text for line in host.members[own].conversation.lines if line.author == author]


def whispered(host: FakeHost, own: int, author: int) -> list[str]:
    return [line.text for line in host.members[own].private.lines if line.author == author]


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
    host.members[1] = again(host.members[1])
    host.attach(1)
    host.settle()
    host.say(1, "after")
    host.settle()
    assert heard(host, 1, 2) == ["meanwhile"]
    assert heard(host, 2, 1) == ["before", "after"]


# -- shares -----------------------------------------------------------------------------------------------------------

SOURCE = ShareSource(stream=1, width=64, height=64, title="one")
VOUCH = Vouch(member=3, key=bytes(32), customer=False, ticket=bytes(32))
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
        (2, VOUCH),
        (3, VOUCH),
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
        (2, Channel.TALK, VOUCH),
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


# -- who is who -------------------------------------------------------------------------------------------------------


def test_someone_without_the_key_of_the_grant_is_told_nothing() -> None:
    host = FakeHost(member(1), member(2, key=bytes(32)))
    host.attach(1)
    host.attach(2)
    host.settle()
    assert not host.members[1].reaches(2)
    host.say(1, "not for you")
    host.settle()
    assert [content for _, content in host.heard[2] if not isinstance(content, KeyOffer)] == []


def test_what_is_said_before_the_other_is_introduced_is_for_them_all_the_same() -> None:
    host = FakeHost(member(1), member(2))
    host.attach(1)
    host.settle()
    host.attach(2)
    host.route(2)
    host.deliver(1)  # the room, nothing more
    host.say(1, "hello")
    host.settle()
    assert heard(host, 2, 1) == ["hello"]


def test_a_customer_whom_the_host_calls_a_technician_is_not_believed() -> None:
    lead, customer = member(1), member(2)
    seats = [
        Seat(member=n, role=ROLES[n], present=True, generation=1, salt=who.attach().salt)
        for n, who in ((1, lead), (2, customer))
    ]
    truth = Room(session=SESSION, state=SessionState.ACTIVE, seats=tuple(seats), sharing=0)
    lead.room(replace(truth, seats=(seats[0], replace(seats[1], role=Role.COLLABORATOR))))
    (offer,) = customer.room(truth)
    assert isinstance(offer, Sealed)
    opened = lead.open(replace(offer, member=2))
    assert opened is not None
    with pytest.raises(SealError):
        lead.talk(*opened, now_ms=0)


@pytest.mark.parametrize(("number", "role"), [(2, Role.COLLABORATOR), (3, Role.CUSTOMER), (1, Role.CUSTOMER)])
def test_nobody_becomes_a_customer_or_stops_being_one(number: int, role: Role) -> None:
    host = session(1, 2, 3)
    host.seats[number] = replace(host.seats[number], role=role)
    room = Room(session=SESSION, state=SessionState.ACTIVE, seats=tuple(host.seats.values()), sharing=0)
    for who in host.members.values():
        with pytest.raises(BadMessage):
            who.room(room)


def test_another_key_for_a_known_member_is_refused() -> None:
    host = session()
    host.drop(2)
    host.settle()
    host.members[2] = member(2)  # the same grant, another key pair
    host.attach(2)
    with pytest.raises(SealError):
        host.settle()


def test_an_offer_never_comes_sealed_and_nothing_else_comes_open() -> None:
    host = session()
    box = INTRODUCTION + CONTENT_VOCABULARY.encode(Profile(name="x"))
    sealed = Sealed(session=SESSION, member=2, generation=1, channel=Channel.TALK, box=box)
    assert host.members[1].open(sealed) is None


def test_a_key_of_introduction_serves_once() -> None:
    host = session()
    host.leave(2)
    host.settle()
    assert host.members[1].seat.book.granted == tuple((GRANTED[n], False) for n in (3, 4))


def test_an_invited_colleague_comes_with_the_key_of_their_device_and_knows_everybody() -> None:
    host = session(1, 2)
    host.drop(1)  # so that nobody but the ticket can say who they are
    host.settle()
    lead, secret = host.members[1].introductions, new_secret()
    public = member_with(secret).introductions.public
    lead.await_key(public, b"")
    invited = member_with(secret)
    invited.introductions.meet_lead(1, lead.public, b"")
    invited.introductions.believe(lead.tickets(public, device=b""), 1)
    host.members[3], host.to_host[3], host.to_member[3], host.heard[3] = invited, deque(), deque(), []
    host.seats[3] = Seat(member=3, role=Role.COLLABORATOR, present=False, generation=0, salt=bytes(16))
    host.attach(3)
    host.settle()
    assert host.members[2].reaches(3)
    assert invited.reaches(2)
    host.attach(1)
    host.settle()
    assert host.members[1].reached() == [2, 3]


def member_with(secret: bytes) -> Member:
    seat = SeatKey(
        session=SESSION, member=3, role=Role.COLLABORATOR, token=bytes(32), key=bytes(32), secret=secret, book=Book()
    )
    return Member(seat, "Emmy", Conversation(3, "Emmy"))


# -- several technicians ----------------------------------------------------------------------------------------------


def test_private_lines_reach_technicians_only() -> None:
    host = session(1, 2, 3)
    host.say(1, "between us", private=True)
    host.settle()
    assert whispered(host, 3, 1) == ["between us"]
    assert host.members[1].private.lines[-1].delivered
    assert host.members[2].private.lines == []
    assert heard(host, 3, 1) == []
    assert not any(isinstance(content, PrivateChat | PrivateChatDelivered) for _, content in host.heard[2])


def test_a_private_line_for_a_customer_is_neither_sealed_nor_taken() -> None:
    host = session()
    line = PrivateChat(number=1, time_ms=1, text="x")
    with pytest.raises(ValueError, match="customer"):
        host.members[1].seal(2, line)
    box = host.members[1]._keyring.seal(2, Channel.CHAT, CONTENT_VOCABULARY.encode(line))
    with pytest.raises(BadMessage, match="private"):
        host.members[2].open(Sealed(session=SESSION, member=1, generation=1, channel=Channel.CHAT, box=box))


def test_without_the_right_to_chat_nothing_goes_over_that_channel_and_what_was_said_is_still_confirmed() -> None:
    host = session(1, 2, 3)
    host.members[3].may_chat = False
    host.wire.clear()
    host.say(3, "not allowed")
    host.say(2, "hello")
    host.drop(3)
    host.attach(3)
    host.settle()
    assert not any(box.channel is Channel.CHAT for box in host.wire if box.member == 3)
    assert host.members[2].conversation.lines[-1].delivered


def test_a_new_lead_lets_others_in_and_the_old_one_cannot_any_more() -> None:
    host = session(1, 2, 3)
    host.lead_is(3)
    host.settle()
    assert (host.members[3].seat.role, host.members[1].seat.role) == (Role.LEAD, Role.COLLABORATOR)
    with pytest.raises(ValueError, match="sends no"):
        host.members[1].seal(2, VOUCH)
    host.leave(1)
    host.settle()
    newcomer = member(4, key=host.members[3].introductions.grant(customer=False))
    host.members[4], host.to_host[4], host.to_member[4], host.heard[4] = newcomer, deque(), deque(), []
    host.seats[4] = Seat(member=4, role=Role.COLLABORATOR, present=False, generation=0, salt=bytes(16))
    host.attach(4)
    host.settle()
    assert newcomer.reached() == [2, 3]
    assert host.members[2].seat.book.leads == (3,)


def test_who_was_away_follows_although_the_lead_has_changed_and_is_gone() -> None:
    host = session(1, 2)
    host.drop(2)
    host.settle()
    key = GRANTED[3]
    newcomer = member(3, key=key)
    host.members[3], host.to_host[3], host.to_member[3], host.heard[3] = newcomer, deque(), deque(), []
    host.seats[3] = Seat(member=3, role=Role.COLLABORATOR, present=False, generation=0, salt=bytes(16))
    host.attach(3)
    host.settle()
    host.lead_is(3)
    host.settle()
    host.leave(1)
    host.settle()
    host.members[2] = again(host.members[2])
    host.attach(2)
    host.settle()
    host.say(2, "is anybody there?")
    host.say(3, "yes")
    host.settle()
    assert heard(host, 3, 2) == ["is anybody there?"]
    assert heard(host, 2, 3) == ["yes"]


# -- who leaves -------------------------------------------------------------------------------------------------------


def test_who_has_left_is_owed_nothing_and_the_next_customer_gets_nothing_of_theirs() -> None:
    host = session()
    lead = host.members[1]
    host.drop(2)
    host.settle()
    host.say(1, "secret of the first")
    lead.left(2)
    assert lead.customer() is None
    assert lead.conversation.due(4) == []


def keys_of(former: Member, host: FakeHost) -> list[Member]:
    """Return what a former member and a host who work together can try: to be any of the others, with all it knows."""
    tries = []
    for number, seat in host.seats.items():
        disguise = SeatKey(
            session=SESSION,
            member=number,
            role=seat.role,
            token=bytes(32),
            key=former.seat.key,
            secret=former.seat.secret,
            book=former.seat.book,
        )
        tries.append(Member(disguise, "", Conversation(number, "")))
    return tries


@pytest.mark.parametrize("former", [1, 3])
def test_a_former_member_in_league_with_the_host_opens_nothing_of_what_is_said_later(former: int) -> None:
    host = session(1, 2, 3, 4)
    spy = host.members[former]
    host.lead_is(4)
    host.settle()
    host.leave(former)
    host.settle()
    host.wire.clear()
    host.say(2, "only for those who stayed")
    host.settle()
    room = Room(session=SESSION, state=SessionState.ACTIVE, seats=tuple(host.seats.values()), sharing=0)
    assert any(box.channel is Channel.CHAT for box in host.wire)
    for disguise in keys_of(spy, host):
        own = disguise.seat.member
        disguise.attach()
        disguise._salt = disguise._keyring._salt = host.seats[own].salt
        disguise.room(room)
        for sealed in host.wire:
            disguise.acquaintance._reached.add(sealed.member)
            with pytest.raises(SealError):
                disguise._keyring.open(sealed.member, sealed.channel, sealed.box)


@pytest.mark.parametrize("former", [1, 3])
def test_a_former_member_in_league_with_the_host_is_let_in_under_no_number(former: int) -> None:
    host = session(1, 2, 3, 4)
    spy = host.members[former]
    host.lead_is(4)
    host.settle()
    host.leave(former)
    host.settle()
    for number in (2, 3, 4, 9, 1) if former == 1 else (2, 4, 9, 3):
        role = Role.CUSTOMER if number == 2 else Role.COLLABORATOR
        if number in host.members and number != former:
            continue  # another's number: the key they know is not the spy's
        disguise = replace(spy.seat, member=number, role=role)
        back = Member(disguise, "spy", Conversation(number, "spy"))
        host.members[number], host.to_host[number], host.to_member[number] = back, deque(), deque()
        host.heard[number] = []
        host.seats[number] = Seat(member=number, role=role, present=False, generation=0, salt=bytes(16))
        host.attach(number)
        if number == former:
            with pytest.raises(BadMessage, match="a seat that was gone"):
                host.settle()
            return
        host.settle()
        assert not any(who.reaches(number) for n, who in host.members.items() if n != number)
        host.leave(number)
        host.settle()


class Troop:
    """Four members over links that break at random; technicians lead, hand over, leave and are replaced."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.host = session(1, 2, 3, 4)
        self.said: list[tuple[int, str, set[int]]] = []  # author, words, who was in the session
        self.private: list[tuple[int, str, set[int]]] = []

    def step(self, step: int) -> None:
        host = self.host
        number = self.random.choice(list(host.members))
        act = self.random.choices(["say", "whisper", "break", "lead", "leave", "work"], [12, 6, 6, 2, 1, 73])[0]
        if act in ("say", "whisper") and not (act == "whisper" and number == 2):
            self.say(number, f"{number} says {step}", private=act == "whisper")
        elif act == "break":
            (host.drop if number in host.linked else host.attach)(number)
        elif act == "lead" and number != 2 and number in host.linked and self.all_there():
            host.lead_is(number)
        elif act == "leave" and number != 2 and host.seats[number].role is not Role.LEAD:
            host.leave(number)
        else:
            host.route(number)
            host.deliver(self.random.choice(list(host.members)))

    def all_there(self) -> bool:
        return not any(self.host.to_host.values()) and self.host.linked == set(self.host.members)

    def say(self, number: int, words: str, *, private: bool) -> None:
        if private and len(self.host.members) < 3:
            return
        self.host.say(number, words, private=private)
        to = {n for n in self.host.members if n not in (number, 2 if private else 0)}
        (self.private if private else self.said).append((number, words, to))


@pytest.mark.parametrize("seed", range(60))
def test_with_four_members_who_come_go_and_hand_over_each_line_arrives_once_in_order(seed: int) -> None:
    troop = Troop(seed)
    host = troop.host
    for step in range(400):
        troop.step(step)
    for number in host.members:
        if number not in host.linked:
            host.attach(number)
    host.settle()
    for own in host.members:
        for author in host.members.keys() - {own}:
            assert heard(host, own, author) == [words for a, words, to in troop.said if a == author and own in to]
            expected = [words for a, words, to in troop.private if a == author and own in to]
            assert whispered(host, own, author) == expected
        assert all(line.delivered for line in host.members[own].conversation.lines if line.author == own)
    assert host.members[2].private.lines == []


def test_a_repeated_line_is_confirmed_again_and_not_shown_again() -> None:
    host = session()
    lead = host.members[1]
    line = Chat(number=1, time_ms=0, text="x")
    assert len(lead.talk(2, line, 0)[0]) == 1
    lines, answers = lead.talk(2, line, 0)
    assert lines == []
    assert len(answers) == 1
    assert lead.talk(2, ChatDelivered(number=0), 0) == ([], [])
