"""A customer's place in the queue, with a line by hand: what the host may say, in every order."""

import pytest

import viewer.way_in.queue_wait as queue_module
from protocol.link.link import Trust
from protocol.link.redirect import REDIRECTED
from protocol.notation.joincode import link_secret
from protocol.vocabulary.messages import Reason, Refused
from protocol.vocabulary.queue import EndWait, PickedUp, Wait, WaitEnded, Waiting, WaitWords
from viewer.way_in.queue_wait import COMINGS_LIMIT, Queue, QueueWait

TOKEN, SECRET, FINGERPRINT = b"t" * 32, b"s" * 16, b"f" * 32
CALL = PickedUp(route="0412", secret=SECRET)


class LinkByHand:
    def __init__(self):
        self.sent, self.closed = [], False

    def send(self, message):
        self.sent.append(message)

    def close(self):
        self.closed = True


class LineByHand:
    """Stands for the line to the host; a test says when there is a link."""

    made = None

    def __init__(self, *, address, trust, program, up, receive, down, dial):
        LineByHand.made = self
        self.address, self.trust = address, trust
        self.hear, self._up, self._down = receive, up, down
        self.link = None
        self.started = self.stopped = False

    def start(self):
        self.started = True

    def stop(self):
        self.stopped, self.link = True, None

    def comes(self, trust=None):
        self.link = LinkByHand()
        self.link.trust = trust or self.trust
        self._up(self.link)
        return self.link

    def goes(self, code="lost"):
        self.link = None
        self._down(code)


class Waiter:
    """A wait, and all that it says."""

    def __init__(self):
        self.codes, self.failures, self.followed, self.changes = [], [], [], 0
        trust = Trust(fingerprint=FINGERPRINT)
        self.wait = QueueWait(
            Queue(host="support.example:7331", channel="printers", name="Erika", trust=trust),
            changed=self.changed,
            called=self.codes.append,
            failed=self.failures.append,
            followed=lambda before, now: self.followed.append((before, now)),
        )
        self.wait.start()
        self.line = LineByHand.made

    def changed(self):
        self.changes += 1

    def hear(self, message):
        self.line.hear(message)

    def placed(self, place=2, waited_s=0):
        if self.line.link is None:
            self.line.comes()
        self.hear(Waiting(place=place, waited_s=waited_s, token=TOKEN))


@pytest.fixture
def waiter(monkeypatch):
    monkeypatch.setattr(queue_module, "HostLine", LineByHand)
    return Waiter()


def test_it_waits_under_its_name_at_the_host_it_was_told(waiter):
    assert (waiter.line.started, waiter.line.address) == (True, ("support.example", 7331))
    assert waiter.line.trust == Trust(fingerprint=FINGERPRINT)
    link = waiter.line.comes()
    assert link.sent == [Wait(channel="printers", name="Erika")]
    waiter.placed(place=3, waited_s=90)
    assert (waiter.wait.place, waiter.wait.connected) == (3, True)
    assert 90 <= waiter.wait.waited_s < 100


def test_it_follows_the_host_to_its_next_certificate_once(waiter):
    now = Trust(fingerprint=b"n" * 32)
    for _ in range(2):
        waiter.line.comes(trust=now)
        waiter.placed()
        waiter.line.goes()
    assert waiter.followed == [(FINGERPRINT, now.fingerprint)]
    waiter.line.comes(trust=now)
    waiter.hear(CALL)
    assert waiter.codes[0].fingerprint == now.fingerprint


def test_any_certificate_is_not_good_enough(monkeypatch):
    monkeypatch.setattr(queue_module, "HostLine", LineByHand)
    queue = Queue(host="support.example", channel="printers", name="", trust=Trust(fingerprint=None, deferred=True))
    with pytest.raises(AssertionError):
        QueueWait(queue, changed=print, called=print, failed=print, followed=print)


def test_a_lost_link_asks_for_its_place_back(waiter):
    waiter.placed()
    waiter.line.goes()
    assert (waiter.wait.connected, waiter.wait.place, waiter.failures) == (False, 2, [])
    assert waiter.line.comes().sent == [Wait(channel="printers", name="Erika", token=TOKEN)]


def test_a_host_that_cannot_be_reached_at_first_is_said_at_once(waiter):
    waiter.line.goes("certificate")
    assert (waiter.failures, waiter.line.stopped) == (["certificate"], True)


def test_being_sent_to_another_host_is_no_failure(waiter):
    waiter.line.goes(REDIRECTED)
    assert waiter.failures == []


def test_a_technician_who_picks_up_sends_what_joins_like_a_link(waiter):
    waiter.placed()
    waiter.hear(CALL)
    (code,) = waiter.codes
    assert (code.route, code.kind, code.secret) == ("0412", "link", link_secret(SECRET))
    assert (code.host, code.fingerprint) == ("support.example:7331", FINGERPRINT)
    assert waiter.wait.called


def test_a_join_that_fails_is_tried_again_as_long_as_the_technician_is_there(waiter):
    waiter.placed()
    for _ in range(COMINGS_LIMIT - 1):
        waiter.hear(CALL)
        link = waiter.line.link
        waiter.wait.come_again("timeout")
        assert link.closed
        waiter.line.goes()
        waiter.line.comes()
    assert waiter.failures == []
    waiter.hear(CALL)
    link = waiter.line.link
    waiter.wait.come_again("timeout")
    assert waiter.failures == ["timeout"]
    assert link.sent[-1] == EndWait()


def test_who_is_back_in_the_queue_waits_on_whatever_became_of_the_join(waiter):
    waiter.placed()
    waiter.hear(CALL)
    waiter.placed(place=1)
    waiter.wait.come_again("lead_away")
    assert (waiter.wait.called, waiter.wait.place, waiter.failures) == (False, 1, [])
    assert not waiter.line.link.closed


@pytest.mark.parametrize("message", [WaitEnded(reason=Reason.UNKNOWN_CHANNEL), Refused(about="wait", reason="limit")])
def test_what_ends_the_wait_is_said(waiter, message):
    waiter.placed()
    waiter.hear(message)
    assert waiter.failures == [message.reason]
    assert waiter.line.stopped


def test_a_host_that_is_about_to_be_started_anew_is_waited_for(waiter):
    waiter.placed()
    link = waiter.line.link
    waiter.hear(Refused(about="wait", reason=Reason.SHUTDOWN))
    assert link.closed
    assert waiter.failures == []


def test_giving_up_is_told_to_the_host(waiter):
    waiter.placed()
    link = waiter.line.link
    waiter.wait.give_up()
    assert link.sent[-1] == EndWait()
    assert waiter.line.stopped


def words(link):
    return [message.text for message in link.sent if isinstance(message, WaitWords)]


def test_the_desk_reads_what_the_customer_lets_it_read_over_each_link(waiter):
    link = waiter.line.comes()
    waiter.wait.words = " the printer\nsmokes\u202e"
    waiter.wait.show_words()
    waiter.line.hear(Waiting(place=1, waited_s=0, token=TOKEN))
    waiter.wait.show_words()
    assert words(link) == [], "the group has not chosen to read it"
    waiter.line.hear(Waiting(place=1, waited_s=0, token=TOKEN, desk_reads=True))
    assert words(link) == [], "and what was typed before is the customer's until they say so"
    waiter.wait.show_words()
    assert words(link) == ["the printer smokes"]
    waiter.line.goes()
    again = waiter.line.comes()
    waiter.line.hear(Waiting(place=1, waited_s=9, token=TOKEN, desk_reads=True))
    waiter.line.hear(Waiting(place=1, waited_s=9, token=TOKEN, desk_reads=True))
    assert words(again) == ["the printer smokes"]


def test_a_group_that_reads_no_more_has_to_be_let_read_anew(waiter):
    link = waiter.line.comes()
    waiter.line.hear(Waiting(place=1, waited_s=0, token=TOKEN, desk_reads=True))
    waiter.wait.words = "secret"
    waiter.wait.show_words()
    waiter.line.hear(Waiting(place=1, waited_s=0, token=TOKEN))
    assert waiter.wait.shown == ""
    waiter.line.hear(Waiting(place=1, waited_s=0, token=TOKEN, desk_reads=True))
    assert words(link) == ["secret"]
