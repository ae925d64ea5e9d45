"""How much one member may send the others before their link ends."""

from console.host.core.box_rates import BoxRates
from console.host.core.limits import PICTURE_BOXES_A_SECOND, TALK_BOXES_A_SECOND, TALK_BYTES_A_SECOND, Limits
from protocol.vocabulary.messages import Channel


def taken(rates, channel, *, size=100, member=2, now_s=0.0):
    """Return how many boxes are taken before there is one too many."""
    return next(count for count in range(100_000) if not rates.take(member, channel, size, now_s))


def test_talk_and_chat_share_a_bound_that_grows_with_time():
    rates = BoxRates(Limits())
    assert taken(rates, Channel.TALK) == Limits().bucket(TALK_BOXES_A_SECOND).at_once
    assert taken(rates, Channel.CHAT) == 0
    assert taken(rates, Channel.CHAT, now_s=1.0) == Limits().bucket(TALK_BOXES_A_SECOND).a_second


def test_long_boxes_are_bounded_in_bytes():
    assert (
        taken(BoxRates(Limits()), Channel.CHAT, size=63_000) == Limits().bucket(TALK_BYTES_A_SECOND).at_once // 63_000
    )


def test_each_channel_and_each_member_has_its_own():
    rates = BoxRates(Limits())
    taken(rates, Channel.CHAT)
    assert taken(rates, Channel.PICTURE, size=63_000) == Limits().bucket(PICTURE_BOXES_A_SECOND).at_once
    assert rates.take(3, Channel.CHAT, 10, 0.0)


def test_every_channel_has_a_bound():
    for channel in Channel:
        assert taken(BoxRates(Limits()), channel) < 10_000


def test_who_is_forgotten_begins_anew():
    rates = BoxRates(Limits())
    taken(rates, Channel.CHAT)
    rates.forget(2)
    assert rates.take(2, Channel.CHAT, 10, 0.0)
