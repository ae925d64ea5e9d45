"""What was said in the page stands in the viewer's transcript, each line once, and no more than there may be."""

from protocol.seat.conversation import Conversation
from protocol.vocabulary.chat import EARLIER_LIMIT, EarlierLine
from viewer.session.earlier_lines import recall

CUSTOMER, LEAD = 3, 1


def said(author, text, number=1):
    return EarlierLine(author=author, name="Theo", number=number, time_ms=number, text=text)


def test_the_customers_own_lines_are_their_own_again():
    conversation = Conversation(own=CUSTOMER, own_name="Clara")
    own, other = recall(said(0, "hello"), conversation), recall(said(LEAD, "good day"), conversation)
    assert (own.author, own.name, own.delivered) == (CUSTOMER, "Clara", True)
    assert (other.author, other.name) == (LEAD, "Theo")
    assert conversation.lines == [own, other]


def test_a_line_is_taken_over_once():
    conversation = Conversation(own=CUSTOMER, own_name="Clara")
    assert recall(said(LEAD, "good day"), conversation) is not None
    assert recall(said(LEAD, "good day"), conversation) is None


def test_a_lead_cannot_fill_the_transcript():
    conversation = Conversation(own=CUSTOMER, own_name="Clara")
    taken = [recall(said(LEAD, str(n), n), conversation) for n in range(1, EARLIER_LIMIT + 10)]
    assert len(conversation.lines) == EARLIER_LIMIT
    assert taken[-1] is None
