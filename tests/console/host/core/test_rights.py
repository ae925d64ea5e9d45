"""The rights table, walked whole against a second statement of SECURITY.md's table."""

import itertools

import pytest

from console.host.core.rights import MAY, RIGHTS, Hearer, Sharing, Situation, allowed_access, hears, may
from protocol.vocabulary.desktop import Access, AllowDesktop, GrantDesktop
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.joins import Admit, EndCode, EndJoin, JoinStep, MakeCode
from protocol.vocabulary.messages import (
    Channel,
    EndShare,
    Leave,
    PassShare,
    Role,
    SessionState,
    StartShare,
    TakeShare,
)
from protocol.vocabulary.queue import CallIn, EndQueueTransfer, TransferToQueue
from protocol.vocabulary.teamwork import (
    EndColleagueCode,
    EndInvitation,
    HandOver,
    Introduce,
    InvitationKind,
    LeaveLead,
    MakeColleagueCode,
    RemoveMember,
    SetHold,
    TakeOver,
)
from protocol.vocabulary.web import MakeViewerCode

ALL_ACTS = [*HOST_VOCABULARY.kinds, *Channel, *Access, *InvitationKind]
TECHNICIANS = ("lead", "collaborator")
SETS_OF_RIGHTS = [
    frozenset(),
    frozenset(RIGHTS),
    *(frozenset({right}) for right in RIGHTS),
    *(frozenset(RIGHTS) - {right} for right in RIGHTS),
    frozenset({"view_customer", "control_customer"}),
]


def _lead_only(*states):
    return lambda role, rights, now: role == "lead" and now.state in states


def _start_share(role, rights, now):
    active_and_free = now.state == "active" and now.sharing is Sharing.NOBODY
    return role in TECHNICIANS and "share_screen" in rights and active_and_free


def _end_share(role, rights, now):
    if now.sharing is Sharing.SELF:
        return role in TECHNICIANS
    return now.sharing is Sharing.OTHER and role in ("lead", "customer")


def _take_share(role, rights, now):
    return role == "lead" and "share_screen" in rights and now.state == "active" and now.sharing is Sharing.OTHER


def _under_way(now):
    return now.state in ("active", "reconnecting", "transferring")


def _leave(role, rights, now):
    return role != "lead" or "end" in rights or now.state in ("waiting", "connecting")


def _lead_with(right, *states):
    return lambda role, rights, now: role == "lead" and right in rights and now.state in states


def _set_hold(role, rights, now):
    with_customer = now.state in ("active", "reconnecting") and "hold" in rights
    return role == "lead" and (now.state == "on_hold" or with_customer)


def _picture(role, rights, now):
    return role in TECHNICIANS and "share_screen" in rights and _under_way(now) and now.sharing is Sharing.SELF


def _share_channel(role, rights, now):
    if role == "customer":  # acknowledgements, late ones as well
        return _under_way(now)
    return _picture(role, rights, now)


def _everybody(role, rights, now):
    return True


def _ask(*needed):
    return lambda role, rights, now: role in TECHNICIANS and now.state == "active" and set(needed) <= rights


def _customers_desktop(role, rights, now):
    return role == "customer" and _under_way(now) and now.desktop in ("view", "control")


def _desktop_channel(role, rights, now):
    if role == "customer":
        return _customers_desktop(role, rights, now)
    return _under_way(now) and now.desktop in ("view", "control") and "view_customer" in rights


def _input(role, rights, now):
    allowed = {"view_customer", "control_customer"} <= rights
    return role in TECHNICIANS and _under_way(now) and now.desktop == "control" and allowed


LIVE = [state for state in SessionState if state not in ("closed", "timed_out")]
SETTLED = [state for state in LIVE if state != "transferring"]
SECURITY_MD = {  # in the words of SECURITY.md; nothing of it is taken from the code under test
    Channel.TALK: _everybody,
    Channel.CHAT: lambda role, rights, now: role == "customer" or "chat" in rights,
    Leave: _leave,
    MakeCode: _lead_only("waiting", "connecting"),  # invite, while there is room for a customer
    MakeViewerCode: _lead_only("active", "reconnecting"),
    EndCode: _lead_only(*LIVE),
    MakeColleagueCode: _lead_with("invite", *SETTLED),
    EndColleagueCode: _lead_only(*LIVE),
    JoinStep: _lead_only(*LIVE),
    Admit: _lead_only(*LIVE),
    EndJoin: _lead_only(*LIVE),
    InvitationKind.COLLABORATE: _lead_with("invite", *SETTLED),
    InvitationKind.TRANSFER: _lead_with("transfer", *SETTLED),
    EndInvitation: _lead_only(*LIVE),
    Introduce: _lead_only(*LIVE),
    CallIn: _lead_only("waiting", "connecting"),  # the customer from the queue
    TransferToQueue: _lead_with("transfer", "active", "reconnecting", "on_hold"),
    EndQueueTransfer: _lead_only(*LIVE),
    HandOver: _lead_only(*SETTLED),
    LeaveLead: _lead_only(*SETTLED),
    TakeOver: lambda role, rights, now: role == "collaborator" and now.state == "transferring",
    RemoveMember: _lead_only(*LIVE),
    SetHold: _set_hold,
    StartShare: _start_share,  # right `share_screen`, session active; one at a time
    TakeShare: _take_share,  # in place of who shares
    PassShare: lambda role, rights, now: role == "lead" and now.sharing is not Sharing.NOBODY,
    EndShare: _end_share,  # own; the customer by closing the window; the lead for another
    Channel.PICTURE: _picture,
    Channel.POINTER: _picture,
    Channel.SHARE: _share_channel,
    Access.VIEW: _ask("view_customer"),
    Access.CONTROL: _ask("view_customer", "control_customer"),
    Access.NONE: lambda role, rights, now: role in TECHNICIANS,  # back it goes, whenever
    AllowDesktop: _lead_only(*LIVE),
    GrantDesktop: lambda role, rights, now: role == "customer",
    Channel.DESKTOP: _desktop_channel,
    Channel.DESKTOP_PICTURE: _customers_desktop,
    Channel.DESKTOP_POINTER: _customers_desktop,
    Channel.INPUT: _input,
    Channel.POINTING: lambda role, rights, now: _under_way(now),
}


def expected(role, act, rights, now):
    """Return what SECURITY.md says; what it does not list is refused, and so is everything once a session is over."""
    rule = SECURITY_MD.get(act)
    return rule is not None and now.state in LIVE and rule(role, rights, now)


@pytest.mark.parametrize("act", ALL_ACTS, ids=str)
def test_the_table_allows_exactly_what_security_md_lists(act):
    for situation in itertools.product(SessionState, Sharing, Access):
        now = Situation(*situation)
        for role, rights in itertools.product(Role, SETS_OF_RIGHTS):
            assert may(role, act, rights, now) is expected(role, act, rights, now), (role, rights, now)


def test_no_role_may_send_a_message_that_only_the_host_sends():
    from_members = {MakeCode, MakeViewerCode, EndCode, JoinStep, Admit, EndJoin, Leave}
    shares = {StartShare, TakeShare, PassShare, EndShare}
    teamwork = {
        MakeColleagueCode,
        EndColleagueCode,
        EndInvitation,
        Introduce,
        HandOver,
        TakeOver,
        RemoveMember,
        LeaveLead,
        SetHold,
    }
    queue = {CallIn, TransferToQueue, EndQueueTransfer}
    asked = {AllowDesktop, GrantDesktop, *Access, *InvitationKind}
    assert set(MAY) == from_members | shares | teamwork | queue | asked | set(Channel)


def test_on_hold_nothing_but_talk_chat_and_who_is_there_goes_on():
    contents = [*Channel, StartShare, Access.VIEW, Access.CONTROL]
    for role, act in itertools.product(Role, contents):
        for sharing, desktop in itertools.product(Sharing, Access):
            now = Situation(SessionState.ON_HOLD, sharing, desktop)
            assert may(role, act, RIGHTS, now) is (act in (Channel.TALK, Channel.CHAT))


def test_a_customer_never_sends_a_picture_as_a_share_or_input_whatever_the_rights():
    for situation in itertools.product(SessionState, Sharing, Access):
        for act in (StartShare, Channel.PICTURE, Channel.POINTER, Channel.INPUT):
            assert not may(Role.CUSTOMER, act, RIGHTS, Situation(*situation))


@pytest.mark.parametrize(
    ("rights", "most"),
    [
        ((), Access.NONE),
        (("control_customer",), Access.NONE),
        (("view_customer",), Access.VIEW),
        (("view_customer", "control_customer"), Access.CONTROL),
    ],
)
def test_rights_bound_what_a_technician_may_have_of_the_customers_desktop(rights, most):
    assert allowed_access(rights, Access.CONTROL) is most
    assert allowed_access(RIGHTS, most) is most


OF_TECHNICIANS = [Channel.SHARE, Channel.PICTURE, Channel.POINTER, Channel.DESKTOP, Channel.INPUT, Channel.POINTING]


def test_what_technicians_show_draw_and_type_goes_to_the_customer_only():
    for channel, sender, receiver in itertools.product(OF_TECHNICIANS, (Role.LEAD, Role.COLLABORATOR), Role):
        for shares, has_desktop in itertools.product((True, False), repeat=2):
            heard = hears(channel, sender, Hearer(receiver, shares=shares, has_desktop=has_desktop))
            assert heard is (receiver is Role.CUSTOMER)


@pytest.mark.parametrize(
    ("channel", "who"),
    [
        (Channel.SHARE, {"shares"}),
        (Channel.DESKTOP, {"has_desktop"}),
        (Channel.DESKTOP_PICTURE, {"has_desktop"}),
        (Channel.DESKTOP_POINTER, {"has_desktop"}),
        (Channel.POINTING, {"shares", "has_desktop"}),
    ],
)
def test_what_the_customer_sends_goes_to_the_one_it_concerns_only(channel, who):
    for role, what in itertools.product((Role.LEAD, Role.COLLABORATOR), ("shares", "has_desktop")):
        assert hears(channel, Role.CUSTOMER, Hearer(role, **{what: True})) is (what in who)
        assert not hears(channel, Role.CUSTOMER, Hearer(role))


def test_everybody_hears_talk():
    for sender, receiver in itertools.product(Role, Role):
        assert hears(Channel.TALK, sender, Hearer(receiver))
