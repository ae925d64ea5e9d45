"""What a customer has consented to: never anything without a click, whatever is said in whatever order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protocol.vocabulary.desktop import Access
from viewer.desktop.consent import Consent, Question

THEO, KIM = 1, 3
members = st.sampled_from([0, THEO, KIM])
accesses = st.sampled_from(list(Access))
messages = st.one_of(
    st.tuples(st.just("asked"), members, accesses),
    st.tuples(st.just("changed"), members, accesses),
    st.tuples(st.just("unconfirmed")),
)


def say(consent: Consent, message: tuple) -> None:
    getattr(consent, message[0])(*message[1:])


def allowed(access: Access) -> Consent:
    consent = Consent()
    consent.asked(THEO, access)
    consent.answer(access)
    consent.changed(THEO, access)
    return consent


@given(st.lists(messages, max_size=40))
def test_no_sequence_of_messages_grants_anything_without_the_click(said):
    consent = Consent()
    for message in said:
        say(consent, message)
        assert (consent.member, consent.granted, consent.access) == (0, Access.NONE, Access.NONE)


@given(st.lists(messages, max_size=20), accesses, st.lists(messages, max_size=20))
def test_no_message_grants_more_than_the_click_did_or_to_somebody_else(before, clicked, after):
    consent = Consent()
    for message in before:
        say(consent, message)
    question = consent.question
    consent.answer(clicked)
    most = Access.NONE if question is None else min(question.access, clicked, key=list(Access).index)
    for message in after:
        say(consent, message)
        assert not consent.access.exceeds(most)
        assert not consent.granted.exceeds(most)
        assert consent.member in (0, question.member if question is not None else 0)


@given(st.lists(st.one_of(messages, st.tuples(st.just("answer"), accesses)), max_size=40), st.lists(messages))
def test_after_a_revoke_nothing_is_granted_until_the_next_click(before, after):
    consent = Consent()
    for step in before:
        say(consent, step)
    consent.revoke()
    for message in after:
        assert consent.access is consent.granted is Access.NONE
        say(consent, message)
    assert consent.access is consent.granted is Access.NONE


def test_what_is_allowed_counts_as_soon_as_the_host_knows_it():
    consent = Consent()
    consent.asked(THEO, Access.CONTROL)
    assert consent.question == Question(THEO, Access.CONTROL)
    assert consent.answer(Access.VIEW) == Question(THEO, Access.VIEW)
    assert consent.access is Access.NONE
    assert consent.changed(THEO, Access.VIEW)
    assert (consent.member, consent.access, consent.question) == (THEO, Access.VIEW, None)


def test_a_host_that_says_more_than_was_allowed_is_not_believed():
    consent = allowed(Access.VIEW)
    assert not consent.changed(THEO, Access.CONTROL)
    assert consent.access is Access.VIEW
    assert not consent.changed(KIM, Access.VIEW)
    assert consent.member == THEO


def test_no_to_more_keeps_what_there_is():
    consent = allowed(Access.VIEW)
    consent.asked(THEO, Access.CONTROL)
    assert consent.access is Access.VIEW
    assert consent.answer(Access.NONE) == Question(THEO, Access.VIEW)
    assert consent.access is Access.VIEW


def test_yes_to_more_is_more_once_the_host_knows_it():
    consent = allowed(Access.VIEW)
    consent.asked(THEO, Access.CONTROL)
    consent.answer(Access.CONTROL)
    assert consent.access is Access.VIEW
    consent.changed(THEO, Access.CONTROL)
    assert consent.access is Access.CONTROL


def test_less_is_never_more_again_without_a_click():
    consent = allowed(Access.CONTROL)
    consent.changed(THEO, Access.VIEW)
    assert not consent.changed(THEO, Access.CONTROL)
    assert consent.access is Access.VIEW


def test_the_answer_to_another_replaces_the_one_before():
    consent = allowed(Access.CONTROL)
    consent.asked(KIM, Access.VIEW)
    consent.answer(Access.VIEW)
    assert (consent.member, consent.access) == (KIM, Access.NONE)
    consent.changed(THEO, Access.NONE)
    consent.changed(KIM, Access.VIEW)
    assert (consent.member, consent.access) == (KIM, Access.VIEW)


def test_asking_for_what_one_has_ends_it_for_the_host_has_forgotten_it():
    consent = allowed(Access.VIEW)
    consent.asked(THEO, Access.VIEW)
    assert consent.access is consent.granted is Access.NONE
    assert consent.question == Question(THEO, Access.VIEW)


def test_the_oldest_question_comes_first_and_one_that_is_taken_back_goes():
    consent = Consent()
    consent.asked(THEO, Access.VIEW)
    consent.asked(KIM, Access.VIEW)
    assert consent.question == Question(THEO, Access.VIEW)
    consent.asked(THEO, Access.NONE)
    assert consent.question == Question(KIM, Access.VIEW)
    consent.changed(KIM, Access.NONE)
    assert consent.question is None
    assert consent.answer(Access.VIEW) is None


def test_a_lost_link_suspends_what_was_granted_until_the_host_says_it_again():
    consent = allowed(Access.CONTROL)
    consent.unconfirmed()
    assert (consent.access, consent.granted) == (Access.NONE, Access.CONTROL)
    consent.changed(THEO, Access.CONTROL)
    assert consent.access is Access.CONTROL


@pytest.mark.parametrize("access", [Access.VIEW, Access.CONTROL])
def test_revoking_says_who_had_it(access):
    consent = allowed(access)
    assert consent.revoke() == THEO
    assert consent.revoke() == 0
