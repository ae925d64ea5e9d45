"""Whose turn it is to share: a wish ends with what it was asked in, and nothing in here begins a share."""

import asyncio

import pytest

from console.share import turns
from console.share.turns import ShareTurns, Turn
from protocol.seat.attendance import Attendance
from protocol.seat.conversation import Conversation
from protocol.vocabulary.content import SHARE_WISH_S, ShareAnswer, ShareWish
from protocol.vocabulary.messages import PassShare, Role, Room, Seat, SessionState, StartShare, TakeShare
from tests.helpers.by_hand import SESSION, LinkByHand, News, seat_key

OWN, CUSTOMER, HELPER, LATER = 1, 2, 3, 4
LEADS = {OWN: Role.LEAD, CUSTOMER: Role.CUSTOMER, HELPER: Role.COLLABORATOR, LATER: Role.COLLABORATOR}
HELPS = {OWN: Role.COLLABORATOR, CUSTOMER: Role.CUSTOMER, HELPER: Role.LEAD, LATER: Role.COLLABORATOR}
OTHER_LEAD = {OWN: Role.COLLABORATOR, CUSTOMER: Role.CUSTOMER, HELPER: Role.COLLABORATOR, LATER: Role.LEAD}


class Desk:
    """One technician's seat, whose room and colleagues a test writes; what would be sealed for them is kept."""

    def __init__(self):
        self.news, self.asked, self.told = News(), [], []
        self.generation = 1  # of everybody else's attachment
        self.attendance = Attendance(
            seat=seat_key(OWN, Role.LEAD),
            name="Ada",
            other="Max",
            conversation=Conversation(OWN, "Ada"),
            listener=self,
            save=lambda: None,
        )
        self.link = LinkByHand()
        self.attendance.attach(self.link)
        self.salt = self.link.sent[0].salt
        self.attendance.send = self._tell  # to a colleague who has not said a key here
        self.turns = ShareTurns(
            attendance=self.attendance, asked=lambda member, _: self.asked.append(member), changed=self.news.tell
        )

    def _tell(self, to, content):
        self.told.append((to, content))
        return True

    def becomes(self, roles, sharing, *, absent=(), again=False):
        self.generation += again
        seats = tuple(
            Seat(
                member=number,
                role=role,
                present=number not in absent,
                generation=1 if number == OWN else self.generation,
                salt=self.salt if number == OWN else bytes([number, self.generation]) * 8,
            )
            for number, role in roles.items()
        )
        self.attendance.receive(Room(session=SESSION, state=SessionState.ACTIVE, seats=seats, sharing=sharing))
        self.generation += bool(absent)  # they come back on another link
        return self

    def began(self):
        return self.link.of(StartShare) + self.link.of(TakeShare)

    @property
    def events(self):
        return [line.event for line in self.attendance.conversation.lines]

    # the attendance's listener

    def room_changed(self, before, now):
        self.turns.room_changed()

    def transcript_grew(self, line):
        pass

    member_left = member_reached = member_named = transcript_grew


@pytest.fixture
async def desk(qapp):
    desk = Desk()
    yield desk
    desk.turns.stop()
    assert desk.began() == []


@pytest.fixture
async def asking(desk):
    """A colleague has asked the lead while another one shares."""
    desk.becomes(HELPS, LATER).turns.ask()
    assert (desk.turns.turn, desk.told) == (Turn.ASKED, [(HELPER, ShareWish(wanted=True))])
    return desk


@pytest.fixture
async def offered(asking):
    """The lead has said yes, and the share has ended."""
    asking.turns.heard(HELPER, ShareAnswer(granted=True))
    asking.becomes(HELPS, 0)
    assert asking.turns.turn is Turn.OFFERED
    return asking


@pytest.fixture
async def asked(desk):
    """A colleague asks this lead, who shares."""
    desk.becomes(LEADS, OWN).turns.heard(HELPER, ShareWish(wanted=True))
    assert [wish.member for wish in desk.turns.wishes] == desk.asked == [HELPER]
    return desk


# -- the own wish -----------------------------------------------------------------------------------------------


ENDS = [
    pytest.param(lambda desk: desk.becomes(HELPS, 0), id="nobody shares any more"),
    pytest.param(lambda desk: desk.becomes(HELPS, OWN), id="the asker shares"),
    pytest.param(lambda desk: desk.becomes(OTHER_LEAD, LATER), id="another one leads"),
    pytest.param(lambda desk: desk.becomes(LEADS, LATER), id="the asker leads"),
    pytest.param(lambda desk: desk.becomes(HELPS | {HELPER: Role.COLLABORATOR}, LATER), id="nobody leads"),
    pytest.param(lambda desk: desk.becomes(HELPS, LATER, absent=(HELPER,)), id="the lead's link is lost"),
    pytest.param(lambda desk: desk.becomes(HELPS, LATER, again=True), id="the lead is back on another link"),
    pytest.param(lambda desk: desk.turns.stop(), id="the own link is lost"),
    pytest.param(lambda desk: desk.turns.withdraw(), id="taken back"),
    pytest.param(lambda desk: desk.turns.heard(HELPER, ShareAnswer(granted=False)), id="the lead says no"),
]


@pytest.mark.parametrize("happens", ENDS)
async def test_a_wish_ends_with_what_it_was_asked_in_and_a_later_yes_is_none(asking, happens):
    happens(asking)
    assert asking.turns.turn is Turn.NONE
    asking.becomes(HELPS, LATER)
    asking.turns.heard(HELPER, ShareAnswer(granted=True))
    assert asking.turns.turn is Turn.NONE


@pytest.mark.parametrize("happens", [*ENDS[1:7], ENDS[7], ENDS[8]])
async def test_what_the_lead_has_passed_on_ends_just_so(offered, happens):
    happens(offered)
    assert offered.turns.turn is Turn.NONE


async def test_a_yes_is_a_question_and_stands_while_the_share_before_it_ends(asking):
    asking.turns.heard(HELPER, ShareAnswer(granted=True))
    assert asking.turns.turn is Turn.OFFERED
    asking.becomes(HELPS, LATER)  # something else has changed
    asking.becomes(HELPS, 0)
    asking.becomes(HELPS, 0)
    assert asking.turns.turn is Turn.OFFERED
    asking.becomes(HELPS, LATER)  # begins anew: that is not what was passed on
    assert asking.turns.turn is Turn.NONE


async def test_a_yes_of_anybody_but_the_lead_who_was_asked_is_none(asking):
    asking.turns.heard(LATER, ShareAnswer(granted=True))
    assert asking.turns.turn is Turn.ASKED


async def test_an_answer_that_nobody_has_asked_for_is_none(desk):
    desk.becomes(HELPS, LATER).turns.heard(HELPER, ShareAnswer(granted=True))
    assert desk.turns.turn is Turn.NONE


async def test_a_lead_asks_nobody_and_nobody_asks_while_nobody_shares(desk):
    desk.becomes(LEADS, HELPER).turns.ask()
    desk.becomes(HELPS, 0).turns.ask()
    assert (desk.turns.turn, desk.told) == (Turn.NONE, [])


async def test_who_takes_back_says_so_once_and_in_every_state_begins_nothing(offered):
    offered.turns.withdraw()
    offered.turns.withdraw()
    assert offered.told[1:] == [(HELPER, ShareWish(wanted=False))]


async def test_a_wish_waits_a_minute_and_so_does_the_leads_yes(desk, monkeypatch):
    assert SHARE_WISH_S == 60
    monkeypatch.setattr(turns, "SHARE_WISH_S", 0.01)
    desk.becomes(HELPS, LATER).turns.ask()
    await desk.news.until(lambda: desk.turns.turn is Turn.NONE)
    assert desk.events == ["share_wish_late"]
    desk.turns.ask()
    desk.turns.heard(HELPER, ShareAnswer(granted=True))
    await desk.news.until(lambda: desk.turns.turn is Turn.NONE)
    desk.becomes(LEADS, OWN).turns.heard(HELPER, ShareWish(wanted=True))
    await desk.news.until(lambda: desk.turns.wishes == ())


# -- wishes of others -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "happens",
    [
        lambda desk: desk.becomes(LEADS, 0),
        lambda desk: desk.becomes(LEADS, HELPER),
        lambda desk: desk.becomes(HELPS, OWN),
        lambda desk: desk.becomes(LEADS, OWN, absent=(HELPER,)),
        lambda desk: desk.becomes(LEADS, OWN, again=True),
        lambda desk: desk.becomes({OWN: Role.LEAD, CUSTOMER: Role.CUSTOMER}, OWN),
        lambda desk: desk.turns.heard(HELPER, ShareWish(wanted=False)),
        lambda desk: desk.turns.stop(),
    ],
    ids=["nobody shares", "the asker shares", "leads no more", "away", "back", "gone", "taken back", "link lost"],
)
async def test_a_lead_passes_nothing_on_for_a_wish_that_is_over(asked, happens):
    happens(asked)
    assert asked.turns.wishes == ()
    asked.turns.answer(HELPER, True)
    assert (asked.told, asked.link.of(PassShare)) == ([], [])


async def test_a_yes_ends_the_share_and_asks_the_one_who_asked(asked):
    asked.turns.answer(HELPER, True)
    assert asked.told == [(HELPER, ShareAnswer(granted=True))]
    assert asked.link.of(PassShare) == [PassShare(session=SESSION, member=HELPER)]
    assert asked.events == ["share_passed_on"]
    asked.becomes(LEADS, 0)
    asked.turns.heard(HELPER, ShareWish(wanted=False))
    assert asked.events[-1] == "share_turn_declined"


async def test_a_no_ends_nothing(asked):
    asked.turns.answer(HELPER, False)
    assert (asked.told, asked.link.of(PassShare)) == ([(HELPER, ShareAnswer(granted=False))], [])


async def test_who_asks_again_and_again_fills_no_transcript(asked):
    for _ in range(20):
        asked.turns.heard(HELPER, ShareWish(wanted=False))
        asked.turns.heard(HELPER, ShareWish(wanted=True))
    assert (len(asked.turns.wishes), asked.asked) == (1, [HELPER])


async def test_a_wish_while_nobody_shares_is_none(desk):
    desk.becomes(LEADS, 0).turns.heard(HELPER, ShareWish(wanted=True))
    assert desk.turns.wishes == ()
    await asyncio.sleep(0)
