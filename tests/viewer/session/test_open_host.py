"""What a customer's stay knows of a host that anybody may use, and of a report."""

import pytest

from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.guests import OpenHost, ReportSession, SessionReported, SessionUse, Spent, Use
from tests.helpers.by_hand import SESSION
from tests.viewer.session.test_malicious_host import Seated
from tests.viewer.session.test_stay import LineByHand
from viewer.session import stay

CONTACT = OpenHost(contact="abuse@example.org")
SLOW = SessionUse(session=SESSION, use=Use.SLOW, spent=Spent.BYTES, seconds=290)


@pytest.fixture
async def seated(qapp, monkeypatch):
    monkeypatch.setattr(stay, "HostLine", LineByHand)
    case = Seated()
    yield case.up()
    case.close()


def events(case):
    return [(line.event, line.text) for line in case.stay.conversation.lines if line.event]


async def test_what_a_host_says_of_itself_comes_after_the_link_is_up_and_outlives_it(seated):
    assert seated.stay.open_host is None
    seated.stay.link.open_host = CONTACT
    assert seated.stay.open_host == CONTACT
    seated.stay._down("lost")
    assert seated.stay.open_host == CONTACT


async def test_a_report_says_the_session_and_nothing_else(seated):
    seated.stay.report()
    said = [message for message in seated.stay.link.sent if isinstance(message, ReportSession)]
    assert said == [ReportSession(session=SESSION)]
    assert not seated.stay.reported
    assert not seated.tell(SessionReported(session=SESSION))
    assert seated.stay.reported
    assert ("session_reported", "") in events(seated)


async def test_a_report_that_nobody_has_made_ends_the_link(seated):
    with pytest.raises(BadMessage):
        seated.stay._was_reported(SessionReported(session=SESSION))


async def test_what_is_used_up_is_said_once_and_a_flood_of_it_is_not(seated):
    for _ in range(3):
        seated.tell(SLOW)
    assert events(seated).count(("use_slow", "5")) == 1
    for _ in range(200):
        seated.tell(SessionUse(session=SESSION, use=Use.FREE))
        seated.tell(SLOW)
    assert len(events(seated)) < 60
