"""A lead is asked by those who may ask, one question each, and not without end."""

from types import SimpleNamespace

import pytest

from console.remote import leave as leave_module
from console.remote.leave import Leave
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.desktop import ASK_AGAIN_S, Access, AllowDesktop, DesktopAsked
from protocol.vocabulary.messages import Role
from tests.helpers.by_hand import SESSION

OWN, CUSTOMER, KIM, TOM = 1, 2, 3, 4


class Case:
    def __init__(self, monkeypatch):
        self.now_s = 1000.0
        monkeypatch.setattr(leave_module.time, "monotonic", lambda: self.now_s)
        self.told, self.sent = [], []
        roles = {OWN: Role.LEAD, CUSTOMER: Role.CUSTOMER, KIM: Role.COLLABORATOR, TOM: Role.COLLABORATOR}
        self.attendance = SimpleNamespace(
            member=SimpleNamespace(seats={number: SimpleNamespace(role=role) for number, role in roles.items()}),
            seat=SimpleNamespace(role=Role.LEAD, session=SESSION),
            request=self.sent.append,
        )
        self.leave = Leave(self.attendance, lambda *told: self.told.append(told))

    def asks(self, access=Access.VIEW, member=KIM):
        self.leave.asked(DesktopAsked(session=SESSION, member=member, access=access))

    def answers(self):
        assert all(isinstance(message, AllowDesktop) for message in self.sent)
        answers = [(message.member, message.access) for message in self.sent]
        self.sent.clear()
        return answers


@pytest.fixture
def case(monkeypatch):
    return Case(monkeypatch)


def test_a_question_is_told_and_answered_once(case):
    case.asks()
    assert case.told == [(KIM, Access.VIEW)]
    case.leave.answer(KIM, Access.VIEW)
    assert case.told[1:] == [(KIM, Access.NONE)]
    case.leave.answer(KIM, Access.VIEW)  # a second click
    assert case.answers() == [(KIM, Access.VIEW)]


def test_no_more_is_allowed_than_was_asked_and_nothing_that_was_not(case):
    case.asks(Access.VIEW)
    case.leave.answer(KIM, Access.CONTROL)
    case.leave.answer(TOM, Access.VIEW)
    assert case.answers() == []


def test_what_a_colleague_has_can_be_taken_back_without_a_question(case):
    case.leave.answer(KIM, Access.NONE)
    assert case.answers() == [(KIM, Access.NONE)]


@pytest.mark.parametrize("member", [OWN, CUSTOMER, 77])
def test_nobody_else_asks(case, member):
    with pytest.raises(BadMessage):
        case.asks(member=member)
    assert case.told == []


def test_who_does_not_lead_is_not_asked(case):
    case.attendance.seat.role = Role.COLLABORATOR
    with pytest.raises(BadMessage):
        case.asks()
    case.asks(Access.NONE)  # taken back, as the lead changed
    assert case.told == []


def no(case, member):
    case.leave.answer(member, Access.NONE)


@pytest.mark.parametrize(
    "end",
    [
        no,
        lambda case, member: case.asks(Access.NONE, member),
        lambda case, member: case.leave.link_lost(),
        lambda case, member: (case.asks(Access.CONTROL, member), case.asks(Access.NONE, member)),
    ],
    ids=["no", "taken back", "link lost", "asked otherwise"],
)
def test_after_two_in_vain_the_lead_is_left_in_peace_for_a_minute(case, end):
    for member in (KIM, TOM):
        case.asks(member=member)
        end(case, member)
    case.told.clear()
    case.answers()
    for _ in range(1000):
        case.asks()
    assert case.told == []
    assert case.answers() == [(KIM, Access.NONE)] * 1000
    case.now_s += ASK_AGAIN_S
    case.asks()
    assert case.told == [(KIM, Access.VIEW)]


def test_a_yes_ends_the_count(case):
    for answer in (Access.NONE, Access.VIEW, Access.NONE):
        case.asks()
        case.leave.answer(KIM, answer)
    case.told.clear()
    case.asks()
    assert case.told == [(KIM, Access.VIEW)]
