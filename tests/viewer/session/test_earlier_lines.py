"""What was said in the page stands in the viewer's transcript, each line once, and no more than there may be."""

from dataclasses import replace

from protocol.seat.conversation import Conversation
from protocol.vocabulary.chat import EARLIER_LIMIT, EarlierLine
from viewer.session.earlier_lines import recall

CUSTOMER, LEAD = 3, 1

NOW_MS = 10_000


def said(author, text, number=1):
    return EarlierLine(author=author, name="Theo", number=number, time_ms=number, text=text)


def test_the_customers_own_lines_are_their_own_again():
    conversation = Conversation(own=CUSTOMER, own_name="Clara")
    own, other = recall(said(0, "hello"), conversation, NOW_MS), recall(said(LEAD, "good day"), conversation, NOW_MS)
    assert (own.author, own.name, own.delivered) == (CUSTOMER, "Clara", True)
    assert (other.author, other.name) == (LEAD, "Theo")
    assert conversation.lines == [own, other]


def test_a_line_is_taken_over_once():
    conversation = Conversation(own=CUSTOMER, own_name="Clara")
    assert recall(said(LEAD, "good day"), conversation, NOW_MS) is not None
    assert recall(said(LEAD, "good day"), conversation, NOW_MS) is None


def test_a_lead_cannot_fill_the_transcript():
    conversation = Conversation(own=CUSTOMER, own_name="Clara")
    taken = [recall(said(LEAD, str(n), n), conversation, NOW_MS) for n in range(1, EARLIER_LIMIT + 10)]
    assert len(conversation.lines) == EARLIER_LIMIT
    assert taken[-1] is None


def test_a_recalled_line_shows_by_the_own_clock_when_it_was_said():
    conversation = Conversation(3, "Max")
    line = recall(replace(said(LEAD, "good day"), time_ms=99_000, ago_ms=4_000), conversation, NOW_MS)
    assert (line.time_ms, line.shown_ms) == (99_000, NOW_MS - 4_000)
    long_ago = recall(replace(said(LEAD, "again", 2), ago_ms=2**53), conversation, NOW_MS)
    assert long_ago.shown_ms == line.shown_ms
