"""From the page to the viewer, as the lead's console has it."""

import pytest

from console.session.active_code import ActiveCode
from console.session.moving import MoveToViewer
from protocol.seat.conversation import Line
from protocol.seat.listener import Departed
from protocol.vocabulary.chat import EARLIER_LIMIT, EarlierLine
from protocol.vocabulary.content import ViewerLink
from protocol.vocabulary.messages import Reason, Role
from protocol.vocabulary.web import MakeViewerCode

SESSION = b"s" * 16
LEAD, PAGE, COLLEAGUE, VIEWER = 1, 2, 3, 4
NOW_MS = 1000  # at the console
CODE = ActiveCode(text="1234 567 890", link="fernblick://a/1234#x", ends_at=0.0, valid_s=600)


class Someone:
    def __init__(self, member, role=Role.CUSTOMER):
        self.session, self.member, self.role, self.name = SESSION, member, role, "Theo"


class Attendance:
    """What the move needs of a seat: everything that is sent is kept."""

    def __init__(self):
        self.seat = Someone(LEAD, Role.LEAD)
        self.member = self
        self.name = "Theo"
        self.conversation = self
        self.lines = [
            Line(PAGE, "Clara", 1, "hello", 1, delivered=False),
            Line(0, "", 2, "Bob", 0, delivered=False, event="technician_joined"),
            Line(LEAD, "", 3, "good day", 1, delivered=True),
            Line(COLLEAGUE, "Bob", 4, "hi", 1, delivered=False),
        ]
        self.requests, self.sent = [], []
        self.here = PAGE

    def customer(self):
        return Someone(self.here)

    def request(self, message):
        self.requests.append(message)

    def send(self, to, content):
        self.sent.append((to, content))
        return True


@pytest.fixture
def attendance():
    return Attendance()


@pytest.fixture
def move(attendance):
    return MoveToViewer(
        attendance, ask=lambda: attendance.request(MakeViewerCode(session=SESSION)), clock=lambda: NOW_MS
    )


def gone(reason=Reason.REPLACED, role=Role.CUSTOMER):
    return Departed(PAGE, role, "Clara", reason)


def test_a_page_that_asks_gets_link_and_code_once(move, attendance):
    move.wished(PAGE)
    assert attendance.requests == [MakeViewerCode(session=SESSION)]
    move.code_changed(None)
    move.code_changed(CODE)
    move.code_changed(CODE)
    assert attendance.sent == [(PAGE, ViewerLink(link=CODE.link, code=CODE.text))]


def test_a_code_that_nobody_asked_for_is_not_handed_out(move, attendance):
    move.code_changed(CODE)
    move.wished(PAGE)
    move.refused()
    move.code_changed(CODE)
    assert attendance.sent == []


def test_only_the_lead_makes_codes(move, attendance):
    attendance.seat = Someone(LEAD, Role.COLLABORATOR)
    move.wished(PAGE)
    assert attendance.requests == []


def moved(move, attendance):
    """Have the page ask, get its code, and be replaced."""
    move.wished(PAGE)
    move.code_changed(CODE)
    attendance.sent.clear()
    move.member_left(gone())


def test_the_viewer_is_told_what_was_said_before_once(move, attendance):
    moved(move, attendance)
    attendance.here = VIEWER
    move.member_reached(COLLEAGUE)
    assert attendance.sent == []
    move.member_reached(VIEWER)
    move.member_reached(VIEWER)
    assert attendance.sent == [
        (VIEWER, EarlierLine(author=0, name="Clara", number=1, time_ms=1, text="hello", ago_ms=999)),
        (VIEWER, EarlierLine(author=LEAD, name="Theo", number=1, time_ms=3, text="good day", ago_ms=997)),
        (VIEWER, EarlierLine(author=COLLEAGUE, name="Bob", number=1, time_ms=4, text="hi", ago_ms=996)),
    ]


@pytest.mark.parametrize(
    "departed",
    [gone(Reason.LEFT), gone(Reason.TIMED_OUT), Departed(COLLEAGUE, Role.COLLABORATOR, "Bob", Reason.REPLACED)],
)
def test_another_customer_is_told_nothing(move, attendance, departed):
    move.wished(PAGE)
    move.code_changed(CODE)
    attendance.sent.clear()
    move.member_left(departed)
    attendance.here = VIEWER
    move.member_reached(VIEWER)
    assert attendance.sent == []


def test_no_more_is_told_than_a_viewer_takes(move, attendance):
    attendance.lines = [Line(PAGE, "Clara", n, str(n), n, delivered=False) for n in range(1, EARLIER_LIMIT + 50)]
    moved(move, attendance)
    attendance.here = VIEWER
    move.member_reached(VIEWER)
    assert [content.text for _, content in attendance.sent][-1] == str(EARLIER_LIMIT + 49)
    assert len(attendance.sent) == EARLIER_LIMIT


def test_by_the_hosts_word_alone_nobody_is_told_what_another_customer_said(move, attendance):
    move.member_left(gone())
    attendance.here = VIEWER
    move.member_reached(VIEWER)
    assert attendance.sent == []
