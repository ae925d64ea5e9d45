"""What waits for one link."""

import pytest

from console.host.core.limits import OUTBOX_BYTES
from console.host.peers.outbox import MESSAGE_COST, Outbox, cost
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.messages import Channel, Ping, Pong, Sealed
from protocol.vocabulary.reports import AuditPage
from tests.protocol.golden_messages import AUDIT_ROW, HOST_MESSAGES


def picture(box=b"x" * 1000):
    return Sealed(session=bytes(16), member=1, generation=1, channel=Channel.PICTURE, box=box)


def test_messages_come_out_in_the_order_they_went_in():
    outbox = Outbox(OUTBOX_BYTES.usual)
    for message in (Ping(), picture(), Pong()):
        assert outbox.put(message)
    assert [outbox.pull(), outbox.pull(), outbox.pull(), outbox.pull()] == [Ping(), picture(), Pong(), None]


def test_the_bound_counts_content():
    outbox = Outbox(limit=3 * (1000 + MESSAGE_COST))
    assert [outbox.put(picture()) for _ in range(4)] == [True, True, True, False]
    outbox.pull()
    assert outbox.put(picture())


def test_what_was_pulled_or_discarded_no_longer_counts():
    outbox = Outbox(OUTBOX_BYTES.usual)
    outbox.put(picture())
    outbox.put(Ping())
    outbox.discard(lambda message: isinstance(message, Sealed))
    assert outbox.waiting == cost(Ping())
    assert outbox.pull() == Ping()
    assert outbox.waiting == 0


def test_small_messages_are_bounded_too():
    outbox = Outbox(limit=10 * cost(Ping()))
    assert sum(outbox.put(Ping()) for _ in range(100)) == 10


@pytest.mark.parametrize("message", HOST_MESSAGES, ids=lambda message: message.TAG)
def test_each_message_costs_what_it_is_on_the_wire(message):
    size = len(HOST_VOCABULARY.encode(message))
    assert MESSAGE_COST <= cost(message) <= MESSAGE_COST + size
    assert cost(message) >= size


def test_whoever_asks_for_reports_and_reads_none_has_few_of_them_waiting():
    page = AuditPage(request=1, rows=(AUDIT_ROW,) * 100, next="")
    outbox, waiting = Outbox(OUTBOX_BYTES.usual), 0
    while outbox.put(page):
        waiting += len(HOST_VOCABULARY.encode(page))
    assert waiting <= OUTBOX_BYTES.usual
