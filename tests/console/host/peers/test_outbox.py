"""What waits for one link."""

from console.host.peers.outbox import MESSAGE_COST, Outbox, cost
from protocol.vocabulary.accounts import GroupReplies, Replies
from protocol.vocabulary.joins import JoinStep
from protocol.vocabulary.messages import Channel, Ping, Pong, Sealed


def picture(box=b"x" * 1000):
    return Sealed(session=bytes(16), member=1, generation=1, channel=Channel.PICTURE, box=box)


def test_messages_come_out_in_the_order_they_went_in():
    outbox = Outbox()
    for message in (Ping(), picture(), Pong()):
        assert outbox.put(message)
    assert [outbox.pull(), outbox.pull(), outbox.pull(), outbox.pull()] == [Ping(), picture(), Pong(), None]


def test_the_bound_counts_content():
    outbox = Outbox(limit=3 * (1000 + MESSAGE_COST))
    assert [outbox.put(picture()) for _ in range(4)] == [True, True, True, False]
    outbox.pull()
    assert outbox.put(picture())


def test_what_was_pulled_or_discarded_no_longer_counts():
    outbox = Outbox()
    outbox.put(picture())
    outbox.put(Ping())
    outbox.discard(lambda message: isinstance(message, Sealed))
    assert outbox.waiting == MESSAGE_COST
    assert outbox.pull() == Ping()
    assert outbox.waiting == 0


def test_small_messages_are_bounded_too():
    outbox = Outbox(limit=10 * MESSAGE_COST)
    assert sum(outbox.put(Ping()) for _ in range(100)) == 10


def test_a_join_step_counts_its_data():
    assert cost(JoinStep(session=bytes(16), join=1, data=b"x" * 4096)) == MESSAGE_COST + 4096


def test_predefined_replies_count_what_they_say():
    assert cost(Replies(replies=("a" * 500, "b" * 20))) == MESSAGE_COST + 520
    assert cost(GroupReplies(group=1, replies=("a" * 500,))) == MESSAGE_COST + 500
