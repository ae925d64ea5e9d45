"""What the customer reads of who leads the session, and of what they wait for."""

import pytest

from protocol.vocabulary.messages import Role, Room, Seat, SessionState
from viewer.session.waiting import Waiting

LEAD, OWN, HELPER = 1, 2, 3


class Attendance:
    """What is known of the others, by hand."""

    def __init__(self):
        self.noted = []
        self.member = self
        self.names = {LEAD: "Ada"}
        self.seats = {}

    def lead(self):
        return next((seat for seat in self.seats.values() if seat.role is Role.LEAD), None)

    def name_of(self, member):
        return self.names.get(member, "")

    def note(self, event, name=""):
        self.noted.append((event, name))


class Case:
    def __init__(self):
        self.attendance = Attendance()
        self.waiting = Waiting(self.attendance, "Ada")
        self.room(SessionState.ACTIVE, LEAD)

    def room(self, state, lead, *technicians):
        roles = dict.fromkeys(technicians, Role.COLLABORATOR) | ({lead: Role.LEAD} if lead else {})
        self.attendance.seats = {
            number: Seat(member=number, role=role, present=True, generation=1, salt=bytes(16))
            for number, role in (roles | {OWN: Role.CUSTOMER}).items()
        }
        seats = tuple(self.attendance.seats.values())
        self.waiting.room_changed(Room(session=bytes(16), state=state, seats=seats, sharing=0))

    def named(self, member, name):
        self.attendance.names[member] = name
        self.waiting.member_named(member)


@pytest.fixture
def case():
    return Case()


def test_nothing_is_said_while_nothing_changes(case):
    case.room(SessionState.ACTIVE, LEAD)
    case.room(SessionState.RECONNECTING, LEAD)
    assert case.waiting.what == "reconnecting"
    case.room(SessionState.ACTIVE, LEAD)
    assert (case.waiting.what, case.attendance.noted) == ("", [])


def test_hold_and_its_end_are_said_once(case):
    for _ in range(2):
        case.room(SessionState.ON_HOLD, LEAD)
    assert case.waiting.what == "on_hold"
    case.room(SessionState.ACTIVE, LEAD)
    assert case.attendance.noted == [("wait_on_hold", ""), ("resumed", "")]


def test_a_transfer_is_said_and_the_new_lead_by_name_as_soon_as_it_is_known(case):
    case.room(SessionState.TRANSFERRING, LEAD)
    assert case.waiting.what == "transferring"
    case.room(SessionState.ACTIVE, HELPER)
    assert case.waiting.lead_name == ""
    case.named(HELPER, "Emmy")
    case.named(HELPER, "Emmy")
    assert case.waiting.lead_name == "Emmy"
    assert case.attendance.noted == [("wait_transferring", ""), ("resumed", ""), ("now_leads", "Emmy")]


def test_a_session_without_a_lead_says_so_until_somebody_takes_over(case):
    case.attendance.names[HELPER] = "Emmy"
    case.room(SessionState.TRANSFERRING, 0, HELPER)
    assert (case.waiting.what, case.waiting.lead_name) == ("no_lead", "")
    assert case.waiting.technicians == ("Emmy",)
    case.room(SessionState.ACTIVE, HELPER)
    assert case.waiting.what == ""
    assert case.attendance.noted == [("wait_no_lead", ""), ("now_leads", "Emmy")]
