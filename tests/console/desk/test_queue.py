"""The queue as a console has it: who waits, picking up, what becomes of the answer."""

import pytest

from console.desk import queue
from console.desk.queue import NEXT, Queue
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.messages import Reason, Refused
from protocol.vocabulary.queue import Channels, CustomerPicked, PickUp, WaitingCustomer, WaitingGone

SESSION = b"s" * 16


class QueueByHand:
    """A queue with a link, and all that it says."""

    def __init__(self, qapp):
        self.queue = Queue()
        self.sent, self.problems, self.arrived = [], [], []
        self.queue.problem.connect(self.problems.append)
        self.queue.arrived.connect(self.arrived.append)
        self.queue.link_up(self.sent.append, "Theo")
        self.hear(Channels(own="printers", channels=("billing", "printers")))

    def hear(self, message):
        self.queue.handlers()[type(message)](message)

    def came(self, customer, name, waited_s=0, sender=""):
        self.hear(WaitingCustomer(customer=customer, channel="printers", name=name, waited_s=waited_s, sender=sender))

    @property
    def names(self):
        return [waiting.name for waiting in self.queue.waiting]


@pytest.fixture
def by_hand(qapp):
    return QueueByHand(qapp)


def test_whoever_has_waited_longest_stands_first(by_hand):
    by_hand.came(1, "Erika", waited_s=10)
    by_hand.came(2, "Max", waited_s=90)
    by_hand.came(3, "Anna", waited_s=40, sender="Ada")
    assert by_hand.names == ["Max", "Anna", "Erika"]
    assert 90 <= by_hand.queue.waiting[0].waited_s() < 100
    assert [waiting.name for waiting in by_hand.arrived] == ["Erika", "Max", "Anna"]
    by_hand.hear(WaitingGone(customer=3))
    by_hand.hear(WaitingGone(customer=9))
    assert by_hand.names == ["Max", "Erika"]


def test_the_own_session_in_the_queue_is_seen_and_not_picked_up(by_hand):
    by_hand.came(1, "Erika", sender="Theo")
    assert not by_hand.queue.possible
    by_hand.queue.pick_up(1)
    assert by_hand.sent == []
    by_hand.came(2, "Max", sender="Ada")
    assert by_hand.queue.possible


def test_nobody_is_asked_for_twice_at_a_time(by_hand):
    by_hand.queue.pick_up(7)
    by_hand.queue.pick_up()
    (asked,) = by_hand.sent
    assert (type(asked), asked.customer) == (PickUp, 7)
    assert by_hand.queue.picking


def test_a_picked_up_customer_waits_for_the_session_that_is_opened_for_them(by_hand):
    by_hand.queue.pick_up(NEXT)
    request = by_hand.sent[0].request
    picked = CustomerPicked(request=request, customer=7, channel="printers", name="Erika")
    by_hand.hear(picked)
    assert not by_hand.queue.picking
    assert by_hand.queue.take_picked(request) == picked
    assert by_hand.queue.take_picked(request) is None


def test_a_picked_up_session_makes_its_leads_invitation_welcome_once(by_hand):
    by_hand.queue.pick_up(NEXT)
    request = by_hand.sent[0].request
    by_hand.hear(CustomerPicked(request=request, customer=7, channel="printers", name="", session=SESSION))
    assert by_hand.queue.take_picked(request) is None
    assert by_hand.queue.take_transferred(SESSION)
    assert not by_hand.queue.take_transferred(SESSION)


def test_what_the_host_says_unasked_makes_no_invitation_welcome(by_hand):
    with pytest.raises(BadMessage):
        by_hand.hear(CustomerPicked(request=1, customer=7, channel="printers", name="", session=SESSION))
    assert not by_hand.queue.take_transferred(SESSION)
    assert by_hand.queue.take_picked(1) is None


@pytest.mark.parametrize(
    ("reason", "code"),
    [(Reason.PICKED_UP, "picked_up"), (Reason.LIMIT, "too_many_sessions"), (Reason.NOT_ALLOWED, "not_allowed")],
)
def test_a_refusal_is_a_sentence_and_the_next_click_counts_again(by_hand, reason, code):
    by_hand.queue.pick_up(NEXT)
    assert by_hand.queue.refused(Refused(about=PickUp.TAG, reason=reason))
    assert by_hand.problems == [code]
    assert not by_hand.queue.picking
    assert not by_hand.queue.refused(Refused(about="share", reason=reason))


def test_without_a_link_there_is_no_queue(by_hand):
    by_hand.came(1, "Erika")
    by_hand.queue.pick_up(1)
    by_hand.queue.link_down()
    assert (by_hand.queue.own, by_hand.names, by_hand.queue.picking) == ("", [], False)
    by_hand.queue.pick_up(1)
    assert by_hand.problems == ["host_gone"]


def test_a_session_that_was_picked_up_is_not_taken_without_a_question_later_on(by_hand, monkeypatch):
    monkeypatch.setattr(queue, "LATEST_S", 0.0)
    by_hand.queue.pick_up()
    request = by_hand.sent[-1].request
    by_hand.hear(CustomerPicked(request=request, customer=7, channel="printers", name="", session=SESSION))
    assert not by_hand.queue.take_transferred(SESSION)
