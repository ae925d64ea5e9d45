"""A screen is shown by its owner's own, fresh click and by nothing else, whatever several technicians do and whatever
breaks: real sessions of three consoles at a real host's session, in every order that hypothesis finds."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from console.share.share import RESUME_AFTER_S, START_S, ShareState
from protocol.vocabulary.messages import Channel, Role
from tests.helpers.by_hand import CUSTOMER
from tests.helpers.hall import ADA, BOB, CLEO, TECHNICIANS, Hall

WHO = st.sampled_from(TECHNICIANS)
ARRIVES = st.sampled_from([True, True, False])
SHOWN = (Channel.SHARE, Channel.PICTURE, Channel.POINTER)


class Shares(RuleBasedStateMachine):
    """What is known of each technician's will is in `will`: when they last clicked to share, None: taken back since."""

    def __init__(self):
        super().__init__()
        self.hall = Hall()
        self.will = dict.fromkeys(TECHNICIANS)
        self.was = dict.fromkeys(TECHNICIANS, ShareState.OFF)
        self.began = 0

    def teardown(self):
        self.hall.clock.do(self.hall.close)
        assert all(desk.capture.all_ended() for desk in self.hall.desks.values())
        assert sum(desk.capture.opened for desk in self.hall.desks.values()) <= self.began
        self.hall.clock.close()

    def do(self, what):
        """Do something, and look at every console's share right after."""
        self.hall.clock.do(what)
        for who, session in self.hall.sessions.items():
            before, self.was[who] = self.was[who], session.share
            if before is ShareState.OFF and session.share is not ShareState.OFF:
                self.began += 1
                assert self.will[who] == self.hall.clock.now, f"{who} begins to share without a click"
            if session.share is ShareState.OFF:
                self.will[who] = None

    def watch(self, who):
        """Look at whatever leaves a console."""

        def leaves(message):
            if getattr(message, "channel", None) in SHOWN and getattr(message, "member", 0) == CUSTOMER:
                assert self.will[who] is not None, f"{who} shows what was taken back"
                assert self.hall.sessions[who].share is ShareState.ON

        self.hall.at[who][2].sent = leaves

    def lead(self):
        return next((who for who, session in self.hall.sessions.items() if session.role is Role.LEAD), None)

    def connect(self, member):
        self.hall.connect(member)
        if member != CUSTOMER:
            self.watch(member)

    @initialize(before=st.sampled_from(["nothing", "starting", "shares", "asked", "offered", "interrupted"]))
    def everybody_comes(self, before):
        for member in (ADA, CUSTOMER, BOB, CLEO):
            self.do(lambda member=member: self.connect(member))
        self.do(self.hall.settle)
        assert self.hall.active
        if before != "nothing":
            self.share(ADA, arrives=before != "starting")
        if before in ("asked", "offered"):
            self.wish(BOB, arrives=True)
        if before == "offered":
            self.answer(ADA, yes=True, arrives=True)
        if before == "interrupted":
            self.do(lambda: self.hall.cut(CUSTOMER))
            self.do(self.hall.settle)
        assert self.hall.sessions[BOB].share_offered is (before == "offered")

    def click(self, what, arrives):
        """Press something; what it leads to arrives at once, or waits."""
        self.do(what)
        if arrives:
            self.do(self.hall.settle)

    # -- clicks that begin --------------------------------------------------------------------------------------

    @rule(who=WHO, arrives=ARRIVES)
    def share(self, who, arrives):
        if self.hall.sessions[who].share is ShareState.OFF:
            self.will[who] = self.hall.clock.now
            self.click(lambda: self.hall.sessions[who].start_share(), arrives)

    @rule(who=WHO, arrives=ARRIVES)
    def take_the_place_of_who_shares(self, who, arrives):
        session = self.hall.sessions[who]
        if session.share is ShareState.OFF and session.sharer:
            self.will[who] = self.hall.clock.now
            self.click(lambda: session.take_share(session.sharer), arrives)

    # -- clicks that begin nothing ------------------------------------------------------------------------------

    @rule(who=WHO, arrives=ARRIVES)
    def stop(self, who, arrives):
        def stop():
            self.will[who] = None  # from this moment on, not before what has left by then
            self.hall.sessions[who].stop_share()

        self.click(stop, arrives)

    @rule(who=WHO, arrives=ARRIVES)
    def wish(self, who, arrives):
        self.click(lambda: self.hall.sessions[who].wish_share(), arrives)

    @rule(who=WHO, arrives=ARRIVES)
    def take_the_wish_back(self, who, arrives):
        self.click(lambda: self.hall.sessions[who].withdraw_share_wish(), arrives)

    @rule(who=WHO, yes=st.booleans(), arrives=ARRIVES)
    def answer(self, who, yes, arrives):
        session = self.hall.sessions[who]
        if session.share_wishes:
            self.click(lambda: session.answer_share_wish(session.share_wishes[0].member, yes), arrives)

    @rule(to=WHO, arrives=ARRIVES)
    def hand_over(self, to, arrives):
        if (lead := self.lead()) is not None:
            self.click(lambda: self.hall.sessions[lead].team.hand_over(to), arrives)

    @rule(who=WHO, arrives=ARRIVES)
    def take_over(self, who, arrives):
        self.click(lambda: self.hall.sessions[who].team.take_over(), arrives)

    @rule(on=st.booleans(), arrives=ARRIVES)
    def hold(self, on, arrives):
        if (lead := self.lead()) is not None:
            self.click(lambda: self.hall.sessions[lead].team.set_hold(on), arrives)

    # -- what befalls everybody ---------------------------------------------------------------------------------

    @rule(member=st.sampled_from([*TECHNICIANS, CUSTOMER]), to_host=st.booleans())
    def something_arrives(self, member, to_host):
        self.do(lambda: self.hall.carry(member, to_host=to_host, to_member=not to_host))

    @rule(seconds=st.sampled_from([1.0, RESUME_AFTER_S, START_S + 1, 61.0]))
    def time_passes(self, seconds):
        self.hall.clock.now += seconds
        self.do(lambda: None)

    @precondition(lambda self: any(state is ShareState.STARTING for state in self.was.values()))
    @rule()
    def the_host_is_slow(self):
        self.time_passes(START_S + 1)

    @precondition(lambda self: self.hall.room is not None)
    @rule(what=st.sampled_from([*TECHNICIANS, CUSTOMER, "host", "kill"]), who=WHO)
    def something_breaks(self, what, who):
        if what == "host":
            self.do(self.hall.restart_host)
        elif what == "kill":
            self.do(lambda: self.hall.kill(who))
        else:
            self.do(lambda: self.hall.cut(what))

    @rule()
    def everybody_is_back(self):
        for member in (ADA, CUSTOMER, BOB, CLEO):
            gone = member not in self.hall.at
            if gone and (member == CUSTOMER or self.hall.sessions[member].closed_reason is None):
                self.do(lambda member=member: self.connect(member))
        self.do(self.hall.settle)

    @invariant()
    def who_has_taken_it_back_shows_nothing(self):
        for who, session in self.hall.sessions.items():
            assert session.share is ShareState.OFF or self.will[who] is not None

    @invariant()
    def what_the_host_has_not_begun_in_time_is_given_up(self):
        for who, session in self.hall.sessions.items():
            if session.share is ShareState.STARTING:
                assert self.hall.clock.now - self.will[who] <= START_S


def test_no_capture_begins_but_by_its_owners_click(qapp):
    bounds = settings(
        max_examples=150,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
    )
    run_state_machine_as_test(Shares, settings=bounds)


# -- the same by hand -------------------------------------------------------------------------------------------


@pytest.fixture
def hall(qapp):
    hall = Hall()
    for member in (ADA, CUSTOMER, BOB, CLEO):
        hall.clock.do(lambda member=member: hall.connect(member))
    hall.clock.do(hall.settle)
    yield hall
    hall.clock.do(hall.close)
    assert all(desk.capture.all_ended() for desk in hall.desks.values())
    hall.clock.close()


def press(hall, what):
    hall.clock.do(what)
    hall.clock.do(hall.settle)


def test_what_a_host_allows_too_late_is_not_shown_and_it_is_told_so(hall):
    ada, problems = hall.sessions[ADA], []
    ada.problem.connect(problems.append)
    hall.clock.do(ada.start_share)
    hall.clock.now += START_S + 1
    hall.clock.do()
    assert (ada.share, problems) == (ShareState.OFF, ["share_unanswered"])
    hall.clock.do(hall.settle)
    assert (ada.share, hall.room.sharing) == (ShareState.OFF, 0)
    press(hall, ada.start_share)
    assert (ada.share, hall.room.sharing) == (ShareState.ON, ADA)


def test_a_wish_from_before_an_own_share_shows_nothing_afterwards(hall):
    """The fault that was found: asked, the sharer stopped, shared and stopped by oneself, then "Pass on"."""
    ada, bob = hall.sessions[ADA], hall.sessions[BOB]
    press(hall, ada.start_share)
    press(hall, bob.wish_share)
    assert [wish.name for wish in ada.share_wishes] == ["Bob"]
    press(hall, ada.stop_share)
    assert (bob.share_wanted, ada.share_wishes) == (False, ())
    press(hall, bob.start_share)
    press(hall, bob.stop_share)
    press(hall, lambda: ada.answer_share_wish(BOB, True))
    assert (bob.share, bob.share_offered, hall.room.sharing) == (ShareState.OFF, False, 0)


def test_take_back_begins_nothing_after_the_lead_has_changed(hall):
    """The other fault that was found: the asker becomes the lead, and "Take back" took the share."""
    ada, bob = hall.sessions[ADA], hall.sessions[BOB]
    press(hall, ada.start_share)
    press(hall, bob.wish_share)
    press(hall, lambda: ada.team.hand_over(BOB))
    assert (bob.role, bob.share_wanted) == (Role.LEAD, False)
    press(hall, bob.withdraw_share_wish)
    assert (ada.share, bob.share, hall.room.sharing) == (ShareState.ON, ShareState.OFF, ADA)


def test_a_lead_who_confirms_too_late_takes_nobody_elses_place(hall):
    ada, bob, cleo = (hall.sessions[who] for who in TECHNICIANS)
    problems = []
    ada.problem.connect(problems.append)
    press(hall, bob.start_share)
    press(hall, bob.stop_share)
    press(hall, cleo.start_share)
    press(hall, lambda: ada.take_share(BOB))
    assert (cleo.share, ada.share, problems) == (ShareState.ON, ShareState.OFF, ["share_not_taken"])
    press(hall, cleo.stop_share)
    press(hall, lambda: ada.take_share(CLEO))  # whom the question was about shares no more: nothing has to end
    assert ada.share is ShareState.ON


def test_a_host_that_did_not_hear_of_a_change_refuses_the_lead(hall):
    ada, bob, cleo = (hall.sessions[who] for who in TECHNICIANS)
    problems = []
    ada.problem.connect(problems.append)
    press(hall, bob.start_share)
    hall.clock.do(lambda: ada.take_share(BOB))  # on its way, while Bob stops and Cleo begins
    hall.clock.do(bob.stop_share)
    hall.clock.do(lambda: hall.carry(BOB))
    hall.clock.do(lambda: hall.carry(CLEO))
    hall.clock.do(cleo.start_share)
    hall.clock.do(lambda: hall.carry(CLEO))
    hall.clock.do(hall.settle)
    assert (cleo.share, ada.share, problems) == (ShareState.ON, ShareState.OFF, ["share_not_taken"])


def test_what_goes_on_by_itself_after_breaks_is_what_its_owner_began_and_has_not_stopped(hall):
    ada = hall.sessions[ADA]
    press(hall, ada.start_share)
    hall.clock.do(hall.restart_host)
    assert ada.share is ShareState.INTERRUPTED
    for member in (ADA, CUSTOMER):
        press(hall, lambda member=member: hall.connect(member))
    assert ada.share is ShareState.RESUMING
    press(hall, ada.stop_share)
    hall.clock.now += 2 * RESUME_AFTER_S
    press(hall, lambda: None)
    assert (ada.share, hall.room.sharing) == (ShareState.OFF, 0)
    press(hall, ada.start_share)
    hall.clock.do(lambda: hall.kill(ADA))
    press(hall, lambda: hall.connect(ADA))
    assert (hall.sessions[ADA].share, hall.room.sharing) == (ShareState.OFF, 0)
