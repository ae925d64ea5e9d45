"""The rights table, walked whole against a second statement of SECURITY.md's table."""

import itertools

import pytest

from console.host.rights import MAY, RIGHTS, Sharing, hears, may
from protocol.messages import (
    HOST_VOCABULARY,
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

ALL_ACTS = [*HOST_VOCABULARY.kinds, *Channel]
OVER = ("closed", "timed_out")


def expected(role, act, state, right_on, sharing):
    """SECURITY.md in plain words; nothing of it is taken from the code under test."""
    technician = role in ("lead", "collaborator")
    if state in OVER:
        return False
    if act in (Leave, Channel.TALK):  # chat: yes, yes, yes; leaving is everybody's
        return True
    if act is MakeCode:  # inviting is the lead's, while there is nobody to share with yet
        return role == "lead" and state in ("waiting", "connecting")
    if act is EndCode:
        return role == "lead"
    if act in (JoinStep, Admit, EndJoin):
        return role == "lead" and state == "connecting"
    if act is StartShare:  # right share_screen, session active, one at a time
        return technician and right_on and state == "active" and sharing is Sharing.NOBODY
    if act is EndShare:  # a technician their own, the customer the one they see
        return (technician and sharing is Sharing.SELF) or (role == "customer" and sharing is Sharing.OTHER)
    if act in (Channel.PICTURE, Channel.POINTER, Channel.SHARE):
        under_way = state in ("active", "reconnecting")
        if technician:
            return right_on and under_way and sharing is Sharing.SELF
        return act is Channel.SHARE and under_way  # acknowledgements, late ones as well
    return False  # what is not listed is refused


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
    from_members = {MakeCode, EndCode, JoinStep, Admit, EndJoin, StartShare, EndShare, Leave, *Channel}
    assert set(MAY) == from_members


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
