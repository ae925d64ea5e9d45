"""The rights table, walked whole against a second statement of SECURITY.md's table."""

import itertools

import pytest

from console.host.rights import MAY, RIGHTS, Sharing, hears, may
from protocol.messages import (
    Admit,
    Channel,
    EndCode,
    EndJoin,
    EndShare,
    JoinStep,
    Leave,
    MakeCode,
    Role,
    SessionState,
    StartShare,
)
from protocol.vocabulary import HOST_VOCABULARY

ALL_ACTS = [*HOST_VOCABULARY.kinds, *Channel]
TECHNICIANS = ("lead", "collaborator")


def _lead_only(*states):
    return lambda role, state, right_on, sharing: role == "lead" and state in states


def _start_share(role, state, right_on, sharing):
    return role in TECHNICIANS and right_on and state == "active" and sharing is Sharing.NOBODY


def _end_share(role, state, right_on, sharing):
    return sharing is (Sharing.SELF if role in TECHNICIANS else Sharing.OTHER)


def _picture(role, state, right_on, sharing):
    under_way = state in ("active", "reconnecting")
    return role in TECHNICIANS and right_on and under_way and sharing is Sharing.SELF


def _share_channel(role, state, right_on, sharing):
    if role == "customer":  # acknowledgements, late ones as well
        return state in ("active", "reconnecting")
    return _picture(role, state, right_on, sharing)


def _everybody(role, state, right_on, sharing):
    return True


LIVE = [state for state in SessionState if state not in ("closed", "timed_out")]
SECURITY_MD = {  # in the words of SECURITY.md; nothing of it is taken from the code under test
    Channel.TALK: _everybody,
    Channel.CHAT: _everybody,
    Leave: _everybody,
    MakeCode: _lead_only("waiting", "connecting"),  # invite, while there is room for a customer
    EndCode: _lead_only(*LIVE),
    JoinStep: _lead_only("connecting"),
    Admit: _lead_only("connecting"),
    EndJoin: _lead_only("connecting"),
    StartShare: _start_share,  # right `share_screen`, session active; one at a time
    EndShare: _end_share,  # own; the customer by closing the window
    Channel.PICTURE: _picture,
    Channel.POINTER: _picture,
    Channel.SHARE: _share_channel,
}


def expected(role, act, state, right_on, sharing):
    """Return what SECURITY.md says; what it does not list is refused, and so is everything once a session is over."""
    rule = SECURITY_MD.get(act)
    return rule is not None and state in LIVE and rule(role, state, right_on, sharing)


@pytest.mark.parametrize("act", ALL_ACTS, ids=str)
def test_the_table_allows_exactly_what_security_md_lists(act):
    for role, state, right_on, sharing in itertools.product(Role, SessionState, (True, False), Sharing):
        rights = RIGHTS if right_on else ()
        assert may(role, act, state, rights, sharing) is expected(role, act, state, right_on, sharing), (
            role,
            state,
            right_on,
            sharing,
        )


def test_no_role_may_send_a_message_that_only_the_host_sends():
    from_members = {MakeCode, EndCode, JoinStep, Admit, EndJoin, StartShare, EndShare, Leave}
    not_yet = {Channel.DESKTOP, Channel.DESKTOP_PICTURE, Channel.DESKTOP_POINTER, Channel.INPUT, Channel.POINTING}
    assert set(MAY) == from_members | (set(Channel) - not_yet)


def test_a_customer_never_sends_a_picture_whatever_the_rights():
    for state, sharing in itertools.product(SessionState, Sharing):
        for act in (StartShare, Channel.PICTURE, Channel.POINTER):
            assert not may(Role.CUSTOMER, act, state, RIGHTS, sharing)


def test_what_is_shared_goes_to_the_customer_only():
    for channel in (Channel.SHARE, Channel.PICTURE, Channel.POINTER):
        for sender in (Role.LEAD, Role.COLLABORATOR):
            for receiver in Role:
                heard = hears(channel, sender, receiver, receiver_shares=False)
                assert heard is (receiver is Role.CUSTOMER)


def test_the_customers_acknowledgements_go_to_the_one_who_shares_only():
    for receiver in (Role.LEAD, Role.COLLABORATOR):
        assert hears(Channel.SHARE, Role.CUSTOMER, receiver, receiver_shares=True)
        assert not hears(Channel.SHARE, Role.CUSTOMER, receiver, receiver_shares=False)


def test_everybody_hears_talk():
    for sender, receiver in itertools.product(Role, Role):
        assert hears(Channel.TALK, sender, receiver, receiver_shares=False)
