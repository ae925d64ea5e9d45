"""A screen is shown by its owner's own, fresh click and by nothing else, whatever several technicians do and whatever
breaks: real sessions of three consoles at a real host's session, in every order that hypothesis finds."""

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
        self.will[who] = None
        self.click(lambda: self.hall.sessions[who].stop_share(), arrives)

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

    @precondition(lambda self: self.hall.room is not None)
    @rule(what=st.sampled_from([*TECHNICIANS, CUSTOMER, "host", "kill"]), who=WHO)
    def something_breaks(self, what, who):
        if what == "host":
            self.do(self.hall.restart_host)
        elif what == "kill":
            self.will[who] = None
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
