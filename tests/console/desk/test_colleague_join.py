"""Joining a colleague's session with a code: what is cancelled never comes to a seat."""

import pytest

from console.desk.colleague_join import ColleagueJoin
from protocol.notation import joincode
from protocol.vocabulary.joins import Admitted, EndJoin, Join, JoinStep
from protocol.vocabulary.messages import Reason, Refused
from protocol.vocabulary.teamwork import ColleagueJoining
from tests.helpers.by_hand import SESSION, LinkByHand

CODE = joincode.code_text("1234", "56789")
OTHER = b"o" * 16


class Desk:
    """An attempt, and the host's side of its link."""

    def __init__(self):
        self.join = ColleagueJoin()
        self.link = LinkByHand()
        self.link.peer_fingerprint = b"f" * 32
        self.join.link_up(self.link)
        self.seats, self.problems = [], []
        self.join.seated.connect(lambda *seat: self.seats.append(seat))
        self.join.problem.connect(self.problems.append)

    def hears(self, message):
        self.join.handlers()[type(message)](message)


@pytest.fixture
def desk(qapp):
    desk = Desk()
    desk.join.join(CODE)
    return desk


def test_a_join_that_has_begun_is_ended_and_gives_no_seat(desk):
    desk.hears(ColleagueJoining(session=SESSION, join=4))
    desk.join.cancel()
    assert desk.link.of(EndJoin) == [EndJoin(session=SESSION, join=4, reason=Reason.LEFT)]
    desk.hears(Admitted(session=SESSION, join=4, member=3, token=b"t" * 32))
    assert (desk.seats, desk.problems, desk.join.joining) == ([], [], False)


def test_a_join_that_was_cancelled_before_it_began_is_ended_as_soon_as_it_does(desk):
    desk.join.cancel()
    desk.join.join(CODE)
    assert len(desk.link.of(Join)) == 2
    desk.hears(ColleagueJoining(session=OTHER, join=4))
    assert desk.link.of(EndJoin) == [EndJoin(session=OTHER, join=4, reason=Reason.LEFT)]
    assert desk.link.of(JoinStep) == []
    desk.hears(ColleagueJoining(session=SESSION, join=5))
    assert [step.join for step in desk.link.of(JoinStep)] == [5]


def test_the_refusal_of_a_cancelled_join_is_not_the_next_ones(desk):
    desk.join.cancel()
    desk.join.join(CODE)
    assert desk.join.refused(Refused(about=Join.TAG, reason=Reason.LIMIT))
    assert (desk.join.joining, desk.problems) == (True, [])
    assert desk.join.refused(Refused(about=Join.TAG, reason=Reason.UNKNOWN_CODE))
    assert (desk.join.joining, desk.problems) == (False, ["unknown_code"])


def test_without_an_attempt_there_is_nothing_to_cancel(desk):
    desk.join.cancel()
    desk.join.cancel()
    assert desk.link.of(EndJoin) == []
