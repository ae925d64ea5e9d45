"""A session's code: made, proven, used, refused, burned, expired; with real exchanges at the joiner's end."""

import asyncio
from dataclasses import replace

import pytest

from console.connection.outside import Outside
from console.session import admission
from console.session.admission import Admission
from protocol.notation import joincode
from protocol.trust.join_proof import Grant, JoinerExchange, SealError
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.joins import Admit, CodeMade, EndCode, EndJoin, Joining, JoinStep, MakeCode
from protocol.vocabulary.messages import Reason, Role

SESSION = b"s" * 16
FINGERPRINT = b"f" * 32
GRANT = Grant(key=b"k" * 32, lead_name="Anna Berger", customer_name="Max Muster", channel="")
WRONG = "00000"
LINK_ROUTE = "abcdefgh2345"


class Desk:
    """An admission with its host's side by hand."""

    def __init__(self):
        self.sent = []
        self.changes = 0
        self.allowed = True
        self.withdrawn = []
        self.certificate = FINGERPRINT
        self.admission = Admission(
            session=SESSION,
            send=self.sent.append,
            grant=lambda: GRANT,
            certificate=lambda: self.certificate,
            changed=self.changed,
            allowed=lambda: self.allowed,
            keep=self.keep,
            withdraw=self.withdrawn.append,
        )
        self.kept = []

    def changed(self):
        self.changes += 1

    def keep(self):
        """Write down what a new run would find now, and what has been said by then."""
        self.kept.append((self.admission.saved(), list(self.sent)))

    def killed(self):
        """Return a new run of the console, with what the one before has kept."""
        again = Desk()
        if (saved := self.kept[-1][0]) is not None:
            again.admission.take_up(saved)
        return again

    def made(self, valid_s=600, fingerprint=FINGERPRINT):
        self.admission.ask()
        return self.comes(valid_s, fingerprint)

    def comes(self, valid_s=600, fingerprint=FINGERPRINT):
        """Have the host make a code that was asked for."""
        self.sent.remove(MakeCode(session=SESSION))
        made = CodeMade(session=SESSION, route="1234", valid_s=valid_s, link_route=LINK_ROUTE)
        self.admission.made(made, Outside("support.example:7330", fingerprint))
        return self.admission.code

    def of(self, kind):
        return [message for message in self.sent if isinstance(message, kind)]

    def joiner(self, number, text, **options):
        return Joiner(self, number, joincode.parse(text), **options)

    def wrong(self, number):
        """Have someone with a wrong code try."""
        code = self.admission.code.text
        digits = code.replace(" ", "")
        secret = WRONG if digits[4:9] != WRONG else "11111"
        self.joiner(number, joincode.code_text("1234", secret)).prove()


class Joiner:
    """One join, from the joiner's side."""

    def __init__(self, desk, number, code, *, doubtful=False, through=""):
        self.desk, self.number = desk, number
        self.exchange = JoinerExchange(
            code=code, session=SESSION, join=number, role=Role.CUSTOMER, fingerprint=FINGERPRINT, through=through
        )
        desk.admission.receive(Joining(session=SESSION, join=number, doubtful=doubtful))

    def send(self, data):
        self.desk.admission.receive(JoinStep(session=SESSION, join=self.number, data=data))

    def answers(self):
        return [step.data for step in self.desk.of(JoinStep) if step.join == self.number]

    def start(self):
        self.send(self.exchange.start())
        return self

    def answer(self):
        self.send(self.exchange.answer(self.answers()[0]))
        return self

    def prove(self):
        return self.start().answer()

    def grant(self):
        return self.exchange.finish(self.answers()[1])

    def leave(self):
        self.desk.admission.receive(EndJoin(session=SESSION, join=self.number, reason=Reason.LEFT))


@pytest.fixture
async def desk():
    return Desk()


async def test_a_code_is_asked_for_and_made_with_a_new_secret_each_time(desk):
    desk.admission.ask()
    assert desk.sent == [MakeCode(session=SESSION)]
    desk.admission.refused()
    desk.sent.clear()
    first = desk.made()
    second = desk.made()
    assert desk.admission.code is second
    assert joincode.parse(first.link).secret != joincode.parse(second.link).secret
    assert joincode.parse(second.link).fingerprint == FINGERPRINT
    assert joincode.parse(second.text).route == "1234"
    assert second.valid_s == second.seconds_left() == 600


@pytest.mark.parametrize("way", ["text", "link"])
async def test_the_right_secret_is_admitted_at_once_and_uses_the_code_up(desk, way):
    code = desk.made()
    joiner = desk.joiner(5, getattr(code, way)).prove()
    assert joiner.grant() == GRANT
    assert desk.sent[-1] == Admit(session=SESSION, join=5)
    assert desk.admission.code is None
    assert desk.admission.ended is Reason.NONE


async def test_nobody_is_let_in_by_whoever_may_not_any_more(desk):
    code = desk.made()
    desk.allowed = False
    joiner = desk.joiner(5, code.text).prove()
    assert [type(message) for message in desk.sent[1:]] == [EndJoin]
    assert len(joiner.answers()) == 1


async def test_a_code_that_nobody_has_asked_for_is_none(desk):
    with pytest.raises(BadMessage):
        desk.admission.made(CodeMade(session=SESSION, route="1234", valid_s=600), Outside("a:1", None))
    desk.admission.ask()
    desk.admission.link_lost()
    with pytest.raises(BadMessage):
        desk.admission.made(CodeMade(session=SESSION, route="1234", valid_s=600), Outside("a:1", None))
    assert desk.admission.code is None


async def test_a_link_to_a_host_that_a_public_ca_vouches_for_carries_no_fingerprint(desk):
    code = desk.made(fingerprint=None)
    assert joincode.parse(code.link).fingerprint is None
    assert desk.joiner(5, code.link).prove().grant() == GRANT


async def test_a_join_is_bound_to_the_certificate_that_the_host_shows_at_that_moment(desk):
    desk.certificate = b"old".ljust(32)
    code = desk.made(fingerprint=None)
    desk.certificate = FINGERPRINT
    assert desk.joiner(5, code.link).prove().grant() == GRANT


async def test_the_old_code_is_worth_nothing_once_there_is_a_new_one(desk):
    old = desk.made()
    desk.made()
    joiner = desk.joiner(5, old.link).prove()
    assert desk.sent[-1] == EndJoin(session=SESSION, join=5, reason=Reason.WRONG_CODE)
    with pytest.raises(IndexError):
        joiner.grant()


async def test_a_join_without_a_code_is_refused_unanswered(desk):
    code = desk.made()
    desk.admission.end(Reason.UNKNOWN_CODE)
    assert desk.admission.ended is Reason.UNKNOWN_CODE
    desk.sent.clear()
    desk.joiner(5, code.text).start()
    assert desk.sent == [EndJoin(session=SESSION, join=5, reason=Reason.CODE_EXPIRED)]


async def test_after_a_wrong_try_the_lead_is_asked(desk):
    code = desk.made()
    desk.wrong(1)
    joiner = desk.joiner(2, code.text).prove()
    assert desk.admission.needs_click
    assert not desk.of(Admit)
    desk.admission.decide(True)
    assert joiner.grant() == GRANT
    assert desk.of(Admit) == [Admit(session=SESSION, join=2)]
    assert not desk.admission.needs_click


async def test_the_lead_may_say_no_and_the_code_goes_on(desk):
    code = desk.made()
    desk.wrong(1)
    desk.joiner(2, code.text).prove()
    desk.admission.decide(False)
    assert desk.sent[-1] == EndJoin(session=SESSION, join=2, reason=Reason.NOT_ADMITTED)
    assert desk.admission.code is code
    desk.joiner(3, code.text).prove()
    assert desk.admission.needs_click


async def test_three_wrong_proofs_burn_the_code_and_a_fourth_right_one_is_refused(desk):
    code = desk.made()
    for number in (1, 2, 3):
        assert desk.admission.code is code
        desk.wrong(number)
    assert desk.of(EndCode) == [EndCode(session=SESSION, burned=True)]
    assert desk.admission.code.burned
    joiner = desk.joiner(4, code.text).start()
    assert joiner.answers() == []
    assert desk.sent[-1] == EndJoin(session=SESSION, join=4, reason=Reason.CODE_BURNED)
    assert not desk.of(Admit)


async def test_what_is_typed_into_a_page_counts_like_any_other_guess(desk):
    code = desk.made()
    guess = replace(joincode.parse(joincode.code_text("1234", WRONG)), kind="typed")
    for number in (1, 2, 3):
        assert desk.admission.code is code
        Joiner(desk, number, guess).prove()
        assert desk.kept[-1][0].wrong == number
    assert desk.of(EndCode) == [EndCode(session=SESSION, burned=True)]
    right = replace(joincode.parse(code.text), kind="typed")
    Joiner(desk, 4, right).start()
    assert desk.sent[-1] == EndJoin(session=SESSION, join=4, reason=Reason.CODE_BURNED)


async def test_after_a_wrong_guess_a_page_needs_the_leads_click_too(desk):
    code = desk.made()
    desk.wrong(1)
    Joiner(desk, 2, replace(joincode.parse(code.text), kind="typed")).prove()
    assert desk.admission.needs_click


async def test_the_link_is_good_also_when_the_digits_were_burned(desk):
    code = desk.made()
    for number in (1, 2, 3):
        desk.wrong(number)
    assert desk.joiner(4, code.link).prove().grant() == GRANT
    assert desk.admission.code is None


async def test_the_digits_end_with_the_link_where_the_host_gives_it_no_route_of_its_own(desk):
    desk.admission.ask()
    desk.admission.made(CodeMade(session=SESSION, route="1234", valid_s=600), Outside("a.example", None))
    assert joincode.parse(desk.admission.code.link).route == "1234"
    for number in (1, 2, 3):
        desk.wrong(number)
    assert (desk.admission.code, desk.admission.ended) == (None, Reason.CODE_BURNED)


async def test_wrong_proofs_of_the_link_burn_nothing_and_make_nobody_doubtful(desk):
    desk.made()
    other = joincode.link_text("a", LINK_ROUTE, joincode.new_link_secret(), None)
    for number in range(1, 20):
        desk.joiner(number, other).prove()
        assert desk.sent[-1] == EndJoin(session=SESSION, join=number, reason=Reason.WRONG_CODE)
    assert desk.joiner(20, desk.admission.code.text).prove().grant() == GRANT


async def test_joins_that_prove_nothing_cost_the_code_nothing(desk):
    code = desk.made()
    for number in range(1, 30):
        desk.joiner(number, code.text).start().leave()
    for number in range(30, 40):
        desk.joiner(number, code.text).send(b"nonsense")
        assert desk.sent[-1] == EndJoin(session=SESSION, join=number, reason=Reason.WRONG_CODE)
    assert desk.joiner(40, code.text).prove().grant() == GRANT


async def test_of_three_at_a_time_the_first_that_proves_is_admitted(desk):
    code = desk.made()
    silent = desk.joiner(1, code.text).start()
    wrong = desk.joiner(2, code.text).start()
    right = desk.joiner(3, code.text).start().answer()
    assert right.grant() == GRANT
    for late in (silent, wrong):
        late.answer()  # on its way
    assert desk.of(Admit) == [Admit(session=SESSION, join=3)]


async def test_a_doubtful_code_needs_a_click_and_a_link_does_not(desk):
    code = desk.made()
    joiner = desk.joiner(1, code.text, doubtful=True).prove()
    assert desk.admission.needs_click
    assert desk.admission.under_attack
    assert not desk.of(Admit)
    desk.admission.decide(True)
    assert joiner.grant() == GRANT
    assert desk.joiner(2, desk.made().link, doubtful=True).prove().grant() == GRANT


async def test_after_a_wrong_proof_that_is_why_a_click_is_asked_for(desk):
    code = desk.made()
    desk.wrong(1)
    desk.joiner(2, code.text, doubtful=True).prove()
    assert desk.admission.needs_click
    assert not desk.admission.under_attack


async def test_who_proves_while_the_technician_is_asked_about_another_comes_next(desk):
    code = desk.made()
    first, second = (desk.joiner(number, code.text, doubtful=True).prove() for number in (1, 2))
    assert desk.admission.asked_about == 1
    desk.admission.decide(False)
    assert desk.admission.asked_about == 2
    desk.admission.decide(True)
    assert second.grant() == GRANT
    assert len(first.answers()) == 1


async def test_a_third_wrong_proof_does_not_take_the_question_away(desk):
    code = desk.made()
    desk.wrong(1)
    right = desk.joiner(2, code.text).prove()
    desk.wrong(3)
    desk.wrong(4)
    assert desk.of(EndCode) == []
    desk.joiner(5, code.text).start()
    assert desk.sent[-1] == EndJoin(session=SESSION, join=5, reason=Reason.CODE_BURNED)
    desk.admission.decide(True)
    assert right.grant() == GRANT


async def test_saying_no_then_burns_the_code(desk):
    code = desk.made()
    desk.wrong(1)
    desk.joiner(2, code.text).prove()
    desk.wrong(3)
    desk.wrong(4)
    desk.admission.decide(False)
    assert desk.of(EndCode) == [EndCode(session=SESSION, burned=True)]
    assert desk.admission.code.burned


async def test_a_host_that_announces_joins_without_end_has_few_of_them_answered(desk):
    code = desk.made()
    for number in range(1, 40):
        desk.joiner(number, code.text).start()
    assert len(desk.of(JoinStep)) == admission.JOINS_AT_ONCE
    assert {ended.reason for ended in desk.of(EndJoin)} == {Reason.LIMIT}


# -- a console that is killed ---------------------------------------------------------------------------------------


async def test_a_code_goes_on_with_a_new_run_of_the_console(desk):
    code = desk.made()
    again = desk.killed()
    assert (again.admission.code.text, again.admission.code.link) == (code.text, code.link)
    assert again.admission.made_any
    assert again.joiner(1, code.text).prove().grant() == GRANT
    newer = desk.made()
    assert desk.killed().joiner(2, newer.link).prove().grant() == GRANT


async def test_wrong_proofs_are_counted_over_a_crash_before_anybody_hears_that_they_were_wrong(desk):
    code = desk.made()
    for _ in range(2):
        desk.wrong(1)
        saved, said = desk.kept[-1]
        assert saved.wrong == 1 + sum(isinstance(message, EndJoin) for message in said)
        desk = desk.killed()
        desk.sent.append(EndJoin(session=SESSION, join=1, reason=Reason.WRONG_CODE))
    desk.wrong(1)
    assert desk.admission.code.burned
    desk = desk.killed()
    assert desk.admission.code.burned
    desk.joiner(1, code.text).start()
    assert desk.sent[-1] == EndJoin(session=SESSION, join=1, reason=Reason.CODE_BURNED)


async def test_a_code_that_was_used_is_not_kept(desk):
    desk.joiner(1, desk.made().text).prove()
    assert desk.kept[-1][0] is None


async def test_a_code_whose_time_was_over_meanwhile_has_expired(desk):
    desk.made()
    late = Desk()
    late.admission.take_up(replace(desk.kept[-1][0], ends_ms=1))
    assert (late.admission.code, late.admission.ended) == (None, Reason.CODE_EXPIRED)


async def test_a_joiner_who_goes_while_the_lead_is_asked_takes_the_question_along(desk):
    code = desk.made()
    desk.wrong(1)
    joiner = desk.joiner(2, code.text).prove()
    joiner.leave()
    assert not desk.admission.needs_click
    desk.admission.decide(True)
    assert not desk.of(Admit)


async def test_a_joiner_who_says_more_than_it_should_is_out_and_cannot_be_admitted(desk):
    code = desk.made()
    desk.wrong(1)
    joiner = desk.joiner(2, code.text).prove()
    joiner.send(b"more")
    assert not desk.admission.needs_click
    desk.admission.decide(True)
    assert not desk.of(Admit)


async def test_a_step_after_the_admission_changes_nothing(desk):
    code = desk.made()
    joiner = desk.joiner(2, code.text).prove()
    joiner.send(b"more")
    assert desk.admission.ended is Reason.NONE
    assert len(desk.of(Admit)) == 1


async def test_a_lost_link_takes_joins_along_but_not_the_code(desk):
    code = desk.made()
    desk.wrong(1)
    desk.joiner(2, code.text).prove()
    desk.admission.link_lost()
    assert desk.admission.code is code
    assert not desk.admission.needs_click
    desk.sent.clear()
    desk.joiner(2, code.text).prove()  # a host that was started anew counts joins from the beginning
    assert desk.admission.needs_click


async def test_a_code_ends_by_itself_when_its_time_is_over(desk, monkeypatch):
    ended = asyncio.Event()
    timers = []
    loop = asyncio.get_running_loop()
    call_later = loop.call_later
    monkeypatch.setattr(loop, "call_later", lambda s, f, *a: timers.append(s) or call_later(0, f, *a))
    code = desk.made(valid_s=600)
    monkeypatch.undo()
    joiner = desk.joiner(1, code.text).start()
    desk.admission._changed = ended.set
    await asyncio.wait_for(ended.wait(), 60)
    assert timers == [600]
    assert (desk.admission.code, desk.admission.ended) == (None, Reason.CODE_EXPIRED)
    assert desk.sent[-1] == EndJoin(session=SESSION, join=joiner.number, reason=Reason.CODE_EXPIRED)


async def test_the_time_of_an_ended_code_does_not_end_the_next_one(desk):
    desk.made(valid_s=1)
    first = desk.admission._expiry
    desk.made()
    assert first.cancelled()
    second = desk.admission._expiry
    desk.admission.end(Reason.NONE)
    assert second.cancelled()


async def test_seconds_left_reach_zero_only_when_the_time_is_over(desk, monkeypatch):
    code = desk.made(valid_s=10)
    monkeypatch.setattr(admission.time, "monotonic", lambda: code.ends_at - 0.01)
    assert code.seconds_left() == 1
    monkeypatch.setattr(admission.time, "monotonic", lambda: code.ends_at)
    assert code.seconds_left() == 0
    joiner = desk.joiner(1, code.text).start()
    assert joiner.answers() == []


async def test_a_man_in_the_middle_of_tls_shows_as_a_wrong_code(desk):
    code = desk.made()
    joiner = Joiner(desk, 1, joincode.parse(code.text))
    joiner.exchange = JoinerExchange(
        code=joincode.parse(code.text), session=SESSION, join=1, role=Role.CUSTOMER, fingerprint=b"x" * 32
    )
    joiner.prove()
    assert desk.sent[-1] == EndJoin(session=SESSION, join=1, reason=Reason.WRONG_CODE)


async def test_a_lead_without_the_secret_gives_itself_away(desk):
    code = desk.made()
    joiner = desk.joiner(1, code.text).start().answer()
    with pytest.raises(SealError):
        joiner.exchange.finish(b"x" * 80)


async def test_a_code_that_is_taken_back_before_the_host_has_made_it_never_lets_anybody_in():
    desk = Desk()
    desk.admission.ask()
    desk.admission.take_back()
    assert desk.comes() is None
    assert desk.of(EndCode) == [EndCode(session=SESSION, burned=False)]
    desk.admission.receive(Joining(session=SESSION, join=1))
    desk.admission.receive(JoinStep(session=SESSION, join=1, data=b"x" * 33))
    assert desk.of(EndJoin)[0].reason is Reason.CODE_EXPIRED


async def test_a_code_that_is_asked_for_again_after_that_is_the_second_one():
    desk = Desk()
    desk.admission.ask()
    desk.admission.take_back()
    desk.admission.ask()
    assert desk.comes() is None  # the host ends it with the next one
    assert desk.comes() is not None
    assert desk.of(EndCode) == []
    desk.admission.end(Reason.NONE)


async def test_a_refused_code_is_due_no_more_and_neither_is_one_of_a_lost_link():
    desk = Desk()
    for forget in (desk.admission.refused, desk.admission.link_lost):
        desk.admission.ask()
        forget()
        desk.admission.ask()
        assert desk.comes() is not None
    desk.admission.end(Reason.NONE)


async def test_over_a_relay_a_code_is_guessed_no_oftener_and_its_name_is_told_with_the_seat():
    desk, told = Desk(), []
    desk.admission._relayed = told.append
    code = desk.made(fingerprint=None)
    guess = joincode.parse(joincode.code_text("1234", WRONG))
    for number, kind in ((1, guess), (2, guess)):
        Joiner(desk, number, kind, through="ACME").prove()
    assert (desk.kept[-1][0].wrong, told) == (2, [])
    Joiner(desk, 3, joincode.parse(code.text), through="ACME").prove()
    assert (desk.admission.needs_click, told) == (True, [])
    desk.admission.decide(True)
    assert told == ["ACME"]


async def test_where_a_certificate_is_pinned_nobody_comes_over_a_relay_also_after_a_crash(desk):
    code = desk.made()
    for number, run in ((1, desk), (2, desk.killed())):
        Joiner(run, number, joincode.parse(code.link), through="ACME").start()
        assert run.sent[-1] == EndJoin(session=SESSION, join=number, reason=Reason.WRONG_CODE)
