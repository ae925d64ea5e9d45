"""A seat's attendance over links that come and go, with two of them wired to a host made by hand."""

import pytest

from protocol.seat.attendance import Attendance
from protocol.seat.conversation import Conversation
from protocol.seat.seat_key import SeatKey
from protocol.trust.introduction import Book, new_secret
from protocol.vocabulary.chat import Chat
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content import Profile, UpdateShown, WordsCommitment, WordsOpening
from protocol.vocabulary.messages import Attach, Draining, MemberLeft, Reason, Role, Room, Sealed, Seat, SessionState

SESSION = b"s" * 16
LEAD, CUSTOMER, HELPER = 1, 2, 3


def introduced(number):
    """Return the key of introduction, the secret and the book of a member: the lead lets in a customer and a helper."""
    granted = ((bytes([CUSTOMER]) * 32, True), (bytes([HELPER]) * 32, False)) if number == LEAD else ()
    return bytes([number]) * 32, new_secret(), Book(granted=granted)


class Time:
    """A clock that stands still until it is moved, and what is to be done later."""

    def __init__(self):
        self.now_s = 0.0
        self.due = []

    def later(self, seconds, act):
        self.due.append((self.now_s + seconds, act))

    def move(self, seconds):
        end_s = self.now_s + seconds
        while self.due and min(self.due, key=lambda each: each[0])[0] <= end_s:
            first = min(self.due, key=lambda each: each[0])
            self.due.remove(first)
            self.now_s = first[0]
            first[1]()
        self.now_s = end_s


def said_in(changes):
    """Return the texts of the lines in a snapshot."""
    return [change[4] for change in changes if change[0] == "line"]


class Link:
    """Records what is sent."""

    def __init__(self):
        self.sent = []

    def send(self, message):
        self.sent.append(message)

    def take(self, kind=object):
        """Return and forget what was sent, of `kind`."""
        taken = [message for message in self.sent if isinstance(message, kind)]
        self.sent = [message for message in self.sent if not isinstance(message, kind)]
        return taken


class Owner:
    """Listens to an attendance and keeps what it saves."""

    def __init__(self, number, role, *, conversation=None, seat=None, name="", time=None, sign=None):
        self.time = time or Time()
        self.log = []
        self.saved = []
        self.role = role
        own_name = name or f"member {number}"
        self.conversation = conversation or Conversation(number, own_name)
        self.attendance = Attendance(
            seat=seat or SeatKey(SESSION, number, role, bytes(32), *introduced(number)),
            name=own_name,
            other="the other",
            conversation=self.conversation,
            listener=self,
            save=self.save,
            sign=sign,
            clock=lambda: self.time.now_s,
            later=self.time.later,
        )
        self.link = None
        self.salt = bytes(16)
        self.generation = 0

    def save(self):
        self.saved.append((len(self.link.sent) if self.link else 0, self.attendance.conversation.snapshot()))

    def again(self):
        """Return this member as a new run of its program has it, from what was saved last."""
        number = self.attendance.seat.member
        plain = Conversation.restored(self.saved[-1][1], own=number, own_name=f"member {number}")
        after = Owner(number, self.role, conversation=plain, seat=self.attendance.seat)
        after.generation = self.generation
        return after

    def attach(self):
        self.link = Link()
        self.attendance.attach(self.link)
        (attach,) = self.link.take(Attach)
        self.salt = attach.salt
        self.generation += 1

    def room_changed(self, before, now):
        self.log.append(("room", before is None))

    def member_left(self, departed):
        self.log.append(("left", departed.member, departed.reason))

    def member_reached(self, member):
        self.log.append(("reached", member))

    def words_agreed(self, member):
        self.log.append(("words", member))

    def member_named(self, member):
        self.log.append(("named", self.attendance.name_of(member)))

    def private_grew(self, line):
        self.log.append(("private", line.text))

    def private_changed(self, line):
        self.log.append(("private delivered", line.text))

    def transcript_grew(self, line):
        self.log.append(("line", line.event or line.text))

    def transcript_changed(self, line):
        self.log.append(("delivered", line.text))

    def content_arrived(self, sender, content):
        self.log.append(("content", sender, content))

    @property
    def events(self):
        return [line.event for line in self.conversation.lines if line.event]

    @property
    def said(self):
        return [line.text for line in self.conversation.lines if not line.event]


class Host:
    """Passes boxes on and tells rooms; by hand, so that a test has the order in its hand."""

    def __init__(self, *owners):
        self.owners = {owner.attendance.seat.member: owner for owner in owners}
        self.present = set()
        self.apart = set()  # members between whom nothing is passed on
        self.sharing = 0

    def room(self, state=SessionState.ACTIVE):
        seats = tuple(
            Seat(member=n, role=o.role, present=n in self.present, generation=o.generation, salt=o.salt)
            for n, o in self.owners.items()
        )
        return Room(session=SESSION, state=state, seats=seats, sharing=self.sharing)

    def attach(self, number):
        self.owners[number].attach()
        self.present.add(number)
        self.tell()

    def lose(self, number):
        self.present.discard(number)
        self.owners[number].attendance.detach()
        self.tell()

    def tell(self):
        for number in sorted(self.present):
            self.owners[number].attendance.receive(self.room())
        self.carry()

    def carry(self):
        """Deliver boxes until there are none."""
        while any(self._carry_from(number) for number in sorted(self.present)):
            pass

    def _carry_from(self, number):
        boxes = self.owners[number].link.take(Sealed)
        for box in boxes:
            if box.member in self.present and not {number, box.member} <= self.apart:
                receiver = self.owners[box.member].attendance
                receiver.receive(Sealed(session=SESSION, member=number, generation=0, channel=box.channel, box=box.box))
        return bool(boxes)


@pytest.fixture
def lead():
    return Owner(LEAD, Role.LEAD)


@pytest.fixture
def customer():
    return Owner(CUSTOMER, Role.CUSTOMER)


@pytest.fixture
def host(lead, customer):
    host = Host(lead, customer)
    host.attach(LEAD)
    host.attach(CUSTOMER)
    return host


def test_nothing_is_attached_before_the_room(lead):
    assert not lead.attendance.attached
    lead.attach()
    assert not lead.attendance.attached
    host = Host(lead)
    host.present.add(LEAD)
    host.tell()
    assert lead.attendance.attached
    assert lead.log == [("room", True)]


def test_each_side_sees_the_other_join_once(host, lead, customer):
    host.tell()
    assert lead.events == ["joined"]
    assert customer.events == ["joined"]
    assert lead.attendance.name_of(CUSTOMER) == "member 2"


def test_a_customer_whose_seat_is_not_taken_yet_has_not_joined(lead, customer):
    host = Host(lead, customer)
    host.attach(LEAD)
    assert lead.events == []


def test_chat_arrives_once_and_is_confirmed(host, lead, customer):
    lead.attendance.say("hello")
    host.carry()
    assert customer.said == ["hello"]
    assert ("delivered", "hello") in lead.log
    assert lead.conversation.lines[-1].delivered


def test_a_line_is_saved_before_it_is_sent_and_before_it_is_confirmed(host, lead, customer):
    lead.attendance.say("hello")
    sent_before, changes = lead.saved[-1]
    assert (sent_before, said_in(changes)[-1]) == (0, "hello")
    before = len(customer.saved)
    host.carry()
    assert said_in(customer.saved[before][1])[-1] == "hello"
    assert customer.saved[before][0] == 0


def test_what_two_words_are_made_of_is_saved_before_anything_of_it_is_sent(host, lead, customer, monkeypatch):
    helper = Owner(HELPER, Role.COLLABORATOR)
    host.owners[HELPER] = helper
    owners, unsaved, saved = (lead, customer, helper), [], {}
    for owner in owners:
        monkeypatch.setattr(owner.attendance, "_save", lambda own=owner: saved.update({own: own.attendance.seat}))

    def send(link, message):
        owner = next(owner for owner in owners if owner.link is link)
        if isinstance(message, Sealed) and saved.get(owner, owner.attendance.seat) != owner.attendance.seat:
            unsaved.append(message)
        link.sent.append(message)

    monkeypatch.setattr(Link, "send", send)
    host.attach(HELPER)
    assert unsaved == []
    assert [len(saved[owner].agreements) for owner in owners] == [2, 2, 2]
    assert all(agreement.opening for owner in owners for agreement in saved[owner].agreements)
    assert ("words", LEAD) in helper.log
    assert ("words", HELPER) in customer.log


def test_what_is_said_of_two_words_again_and_again_is_not_saved_each_time(host, lead, customer):
    (agreement,) = lead.attendance.seat.agreements
    saved = len(lead.saved)
    for _ in range(50):
        customer.attendance.send(LEAD, WordsCommitment(commitment=agreement.commitment))
        customer.attendance.send(LEAD, WordsOpening(nonce=agreement.opening))
    host.carry()
    assert len(lead.saved) == saved
    assert lead.attendance.seat.agreements == (agreement,)


def test_lost_and_found_connections_are_said_once_each(host, lead, customer):
    host.lose(CUSTOMER)
    host.tell()
    host.attach(CUSTOMER)
    assert lead.events == ["joined", "connection_lost", "connection_back"]
    assert customer.events == ["joined", "own_connection_lost", "own_connection_back"]


def test_a_host_that_is_about_to_be_stopped_is_said_with_the_minutes_that_are_left(host, customer):
    customer.attendance.receive(Draining(session=SESSION, seconds=61))
    line = customer.conversation.lines[-1]
    assert (line.event, line.text) == ("host_stopping", "2")


def test_a_connection_that_is_lost_again_before_the_room_is_not_said_again(host, customer):
    host.lose(CUSTOMER)
    customer.attach()
    customer.attendance.detach()
    customer.attendance.detach()
    assert customer.events == ["joined", "own_connection_lost"]


def test_what_is_said_without_a_connection_arrives_later(host, lead, customer):
    host.lose(CUSTOMER)
    lead.attendance.say("one")
    customer.attendance.say("two")
    host.attach(CUSTOMER)
    assert customer.said == ["two", "one"]
    assert lead.said == ["one", "two"]


def test_a_killed_program_goes_on_without_a_line_twice_or_a_number_again(host, lead, customer):
    lead.attendance.say("one")
    host.carry()
    customer.attendance.say("answer")
    host.carry()
    host.present.discard(LEAD)
    host.tell()
    revived = lead.again()
    host.owners[LEAD] = revived
    host.attach(LEAD)
    revived.attendance.say("two")
    host.carry()
    assert customer.said == ["one", "answer", "two"]
    assert revived.said == ["one", "answer", "two"]
    assert [line.number for line in revived.conversation.lines if line.author == LEAD and line.number] == [1, 2]
    assert revived.events == ["joined", "own_connection_back"]


def test_a_revived_program_says_who_joined_since(host, lead, customer):
    host.present.clear()
    revived = lead.again()
    key = revived.attendance.member.introductions.grant(customer=True)
    other = Owner(3, Role.CUSTOMER, seat=SeatKey(SESSION, 3, Role.CUSTOMER, bytes(32), key))
    host.owners = {LEAD: revived, 3: other}
    host.attach(3)
    host.attach(LEAD)
    assert revived.events == ["joined", "own_connection_back", "joined"]
    assert ("left", CUSTOMER, Reason.LEFT) in revived.log


def test_a_member_who_leaves_is_forgotten_and_that_is_saved(host, lead, customer):
    del host.owners[CUSTOMER]
    host.present.discard(CUSTOMER)
    saves = len(lead.saved)
    lead.attendance.receive(MemberLeft(session=SESSION, member=CUSTOMER, reason=Reason.LEFT))
    lead.attendance.receive(host.room(SessionState.WAITING))
    assert lead.attendance.member.introductions.known(CUSTOMER) is None
    assert len(lead.saved) > saves
    assert lead.log.count(("left", CUSTOMER, Reason.LEFT)) == 1
    assert "connection_lost" not in lead.events


def test_the_others_go_on_when_one_has_left(host, lead, customer):
    host.owners[HELPER] = Owner(HELPER, Role.COLLABORATOR)
    host.attach(HELPER)
    del host.owners[HELPER]
    host.present.discard(HELPER)
    for owner in (lead, customer):
        owner.attendance.receive(MemberLeft(session=SESSION, member=HELPER, reason=Reason.TIMED_OUT))
    host.tell()
    lead.attendance.say("still here")
    host.carry()
    assert customer.said == ["still here"]
    assert lead.events == customer.events == ["joined", "technician_joined"]


def test_who_left_while_the_lead_was_away_has_left(host, lead):
    host.lose(LEAD)
    del host.owners[CUSTOMER]
    host.present.discard(CUSTOMER)
    host.attach(LEAD)
    host.tell()
    assert lead.log.count(("left", CUSTOMER, Reason.LEFT)) == 1


def test_a_line_that_only_one_who_left_had_not_got_is_delivered(host, lead, customer):
    host.owners[HELPER] = Owner(HELPER, Role.COLLABORATOR)
    host.attach(HELPER)
    host.lose(HELPER)
    lead.attendance.say("one of you is away")
    host.carry()
    assert not lead.conversation.lines[-1].delivered
    lead.attendance.receive(MemberLeft(session=SESSION, member=HELPER, reason=Reason.TIMED_OUT))
    assert lead.log[-2:] == [("delivered", "one of you is away"), ("left", HELPER, Reason.TIMED_OUT)]


def test_a_private_line_reaches_technicians_only(host, lead, customer):
    helper = Owner(HELPER, Role.COLLABORATOR)
    host.owners[HELPER] = helper
    host.attach(HELPER)
    lead.attendance.say_private("between us")
    host.carry()
    assert ("private", "between us") in helper.log
    assert lead.log[-2:] == [("private", "between us"), ("private delivered", "between us")]
    assert customer.said == helper.said == lead.said == []


def test_everybody_is_told_who_can_be_reached(host, lead, customer):
    assert ("reached", CUSTOMER) in lead.log
    assert ("reached", LEAD) in customer.log


def test_the_end_of_ones_own_seat_is_not_somebody_elses(host, lead, customer):
    lead.attendance.receive(MemberLeft(session=SESSION, member=LEAD, reason=Reason.REMOVED))
    assert all(entry[0] != "left" for entry in lead.log)


def test_a_room_without_the_member_before_the_word_that_it_left(host, lead):
    del host.owners[CUSTOMER]
    host.present.discard(CUSTOMER)
    host.tell()
    assert lead.log.count(("left", CUSTOMER, Reason.LEFT)) == 1


def test_content_other_than_talk_goes_to_the_listener(host, lead, customer):
    shown = UpdateShown(stream=1, update=2)
    assert customer.attendance.send(LEAD, shown)
    host.carry()
    assert lead.log[-1] == ("content", CUSTOMER, shown)


def test_nothing_is_sent_to_someone_who_is_not_there(host, lead, customer):
    host.lose(LEAD)
    assert not customer.attendance.send(LEAD, UpdateShown(stream=1, update=2))
    customer.attendance.detach()
    assert not customer.attendance.send(LEAD, UpdateShown(stream=1, update=2))


def test_a_box_that_does_not_open_is_a_bad_message(host, lead, customer):
    customer.attendance.say("first")
    (box,) = customer.link.take(Sealed)
    bad = Sealed(session=SESSION, member=CUSTOMER, generation=0, channel=box.channel, box=box.box[:-1] + b"!")
    with pytest.raises(BadMessage):
        lead.attendance.receive(bad)
    assert lead.said == []


def test_a_line_without_a_number_is_a_bad_message_and_is_not_confirmed(host, lead, customer):
    customer.attendance.say("first")
    host.carry()
    lead.link.take(Sealed)
    box = customer.attendance.member.seal(LEAD, Chat(number=0, time_ms=1, text="later"))
    with pytest.raises(BadMessage):
        lead.attendance.receive(
            Sealed(session=SESSION, member=CUSTOMER, generation=0, channel=box.channel, box=box.box)
        )
    assert lead.said == ["first"]
    assert lead.link.take(Sealed) == []


def test_whoever_has_said_a_name_keeps_it(host, lead, customer):
    """Else a colleague could be somebody else by the time the customer answers."""
    for name in ("Anna Berger", "the other"):
        lead.attendance.send(CUSTOMER, Profile(name=name))
        host.carry()
        assert customer.attendance.name_of(LEAD) == "member 1"
    lead.attendance.member.name = "Anna Berger"
    host.lose(LEAD)
    host.attach(LEAD)
    assert customer.attendance.name_of(LEAD) == "member 1"
