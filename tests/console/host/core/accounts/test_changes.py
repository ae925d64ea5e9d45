"""What administrators can make of groups and technicians, and what stays true whatever they ask for."""

import contextlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.host.core.accounts import changes
from console.host.core.accounts.accounts import Account, Accounts, NotDoneError, name_key
from console.host.core.accounts.audit import lines
from console.host.core.accounts.tree import INHERITED, Choice, Group, below, chain, standing
from console.host.core.chain.names import plain
from console.host.core.rights import RIGHTS, UNUSUAL
from console.host.core.terms import GROUPS, TECHNICIANS
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from console.host.technicians.administration import REQUESTS, change_of
from protocol.vocabulary.accounts import (
    AddGroup,
    AddTechnician,
    ChangeGroup,
    ChangeTechnician,
    DescribeTechnician,
    RemoveGroup,
    RemoveTechnician,
    ResetPassword,
    RightSetting,
    Scope,
    SetGroupReplies,
    SetGroupRights,
    Setting,
    UnlockTechnician,
)
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.queue import SetGroupChannel

ALL_ON = dict.fromkeys(RIGHTS, Choice(Setting.ON))
ON, OFF = Choice(Setting.ON), Choice(Setting.OFF)
LOCKED_OFF = Choice(Setting.OFF, True)
ADA, BOB = 2, 3


@pytest.fixture
def accounts():
    """Three groups, one below the other, and two technicians in the first besides the local one; Ada administers."""
    groups = [
        Group(number=1, name="support", choices=ALL_ON),
        Group(number=2, name="second level", parent=1),
        Group(number=3, name="night shift", parent=2),
    ]
    technicians = [
        Account(number=1, name="technician", group=1),
        Account(number=ADA, name="Ada", group=1, administrator=True, passwords=1),
        Account(number=BOB, name="Bob", group=2, passwords=1),
    ]
    return Accounts(groups={g.number: g for g in groups}, technicians={t.number: t for t in technicians})


def refused(reason, change, *arguments, **more):
    with pytest.raises(NotDoneError) as caught:
        change(*arguments, **more)
    assert caught.value.reason is reason


# -- groups -----------------------------------------------------------------------------------------------------


def test_a_new_group_inherits_everything(accounts):
    after = changes.add_group(accounts, 1, "  third   level ")
    assert after.groups[4] == Group(number=4, name="third level", parent=1)
    assert standing(after.groups, 4).rights == set(RIGHTS)
    assert 4 not in accounts.groups


@pytest.mark.parametrize("name", ["support", "SUPPORT", " support ", "Second  Level"])
def test_a_name_is_given_once(accounts, name):
    refused(Reason.NAME_TAKEN, changes.add_group, accounts, 0, name)
    refused(Reason.NAME_TAKEN, changes.change_group, accounts, 3, 2, name)


@pytest.mark.parametrize("name", ["", "   ", "\u202e", "\x00\u200b", "\u3164", "x" * 61])
def test_what_nobody_can_read_is_no_name(accounts, name):
    refused(Reason.BAD_NAME, changes.add_group, accounts, 0, name)
    refused(Reason.BAD_NAME, changes.add_technician, accounts, 1, name, administrator=False)


def test_a_name_has_one_spelling(accounts):
    after = changes.add_technician(accounts, 1, "Jo\u0308rg", administrator=False)
    assert after.technicians[4].name == "J\u00f6rg"
    refused(Reason.NAME_TAKEN, changes.add_technician, after, 1, "J\u00f6RG", administrator=False)


def test_a_group_keeps_its_own_name_when_it_moves_or_changes_case(accounts):
    assert changes.change_group(accounts, 3, 1, "night shift").groups[3].parent == 1
    assert changes.change_group(accounts, 3, 2, "Night shift").groups[3].name == "Night shift"


@pytest.mark.parametrize("parent", [1, 2, 3])
def test_a_group_is_never_below_itself(accounts, parent):
    refused(Reason.CIRCLE, changes.change_group, accounts, 1, parent, "support")


@pytest.mark.parametrize(
    "ask",
    [
        lambda a: changes.add_group(a, 9, "x"),
        lambda a: changes.change_group(a, 9, 0, "x"),
        lambda a: changes.change_group(a, 2, 9, "x"),
        lambda a: changes.remove_group(a, 9, 0),
        lambda a: changes.remove_group(a, 2, 9),
        lambda a: changes.set_rights(a, 9, {}, 0, Scope.GROUP),
        lambda a: changes.set_rights(a, 1, {"fly": ON}, 0, Scope.GROUP),
        lambda a: changes.set_replies(a, 9, ()),
        lambda a: changes.add_technician(a, 9, "x", administrator=False),
        lambda a: changes.change_technician(a, Account(number=9, name="x", group=1)),
        lambda a: changes.change_technician(a, Account(number=3, name="x", group=9)),
        lambda a: changes.count_password(a, 9),
    ],
)
def test_what_does_not_exist_is_not_changed(accounts, ask):
    refused(Reason.UNKNOWN_NAME, ask, accounts)


def test_a_group_with_somebody_in_it_goes_only_with_an_heir(accounts):
    refused(Reason.NOT_EMPTY, changes.remove_group, accounts, 2, 0)
    after = changes.remove_group(accounts, 2, 1)
    assert set(after.groups) == {1, 3}
    assert (after.groups[3].parent, after.technicians[BOB].group) == (1, 1)
    assert set(changes.remove_group(accounts, 3, 0).groups) == {1, 2}


@pytest.mark.parametrize("heir", [2, 3])
def test_a_group_is_not_its_own_heir(accounts, heir):
    refused(Reason.CIRCLE, changes.remove_group, accounts, 2, heir)


def test_replies_are_kept_without_the_empty_ones(accounts):
    after = changes.set_replies(accounts, 1, (" Hello ", "", "Please wait.\nThank you."))
    assert after.groups[1].replies == ("Hello", "Please wait.\nThank you.")
    assert standing(after.groups, 3).replies == after.groups[1].replies


# -- rights -----------------------------------------------------------------------------------------------------


def test_rights_are_set_for_one_group(accounts):
    after = changes.set_rights(accounts, 2, {"chat": OFF}, 3, Scope.GROUP)
    assert after.groups[2] == replace(accounts.groups[2], choices={**INHERITED, "chat": OFF}, sessions=3)
    assert after.groups[1] == accounts.groups[1]
    assert standing(after.groups, 3).rights == set(RIGHTS) - {"chat"}


def test_subgroups_inherit_again(accounts):
    before = changes.set_rights(accounts, 3, {"chat": OFF}, 3, Scope.GROUP)
    after = changes.set_rights(before, 2, {"hold": OFF}, 0, Scope.SUBGROUPS)
    assert (after.groups[3].choices, after.groups[3].sessions) == (INHERITED, 0)
    assert after.groups[1] == before.groups[1]
    assert standing(after.groups, 3).rights == set(RIGHTS) - {"hold"}


def test_all_groups_get_the_same_settings(accounts):
    after = changes.set_rights(accounts, 3, {"chat": LOCKED_OFF, "hold": ON}, 7, Scope.ALL)
    assert {g.sessions for g in after.groups.values()} == {7}
    assert all(g.choices == {**INHERITED, "chat": LOCKED_OFF, "hold": ON} for g in after.groups.values())
    assert [g.name for g in after.groups.values()] == ["support", "second level", "night shift"]


def test_a_locked_right_says_nothing_else_below(accounts):
    before = changes.set_rights(accounts, 2, {"chat": OFF}, 0, Scope.GROUP)
    locked = changes.set_rights(before, 1, {"chat": Choice(Setting.ON, True)}, 0, Scope.GROUP)
    assert "chat" in standing(locked.groups, 2).rights
    refused(Reason.SETTING_LOCKED, changes.set_rights, locked, 2, {"chat": ON}, 0, Scope.GROUP)
    refused(Reason.SETTING_LOCKED, changes.set_rights, locked, 3, {"chat": OFF}, 0, Scope.SUBGROUPS)
    refused(Reason.SETTING_LOCKED, changes.set_rights, locked, 3, {}, 0, Scope.ALL)
    unchanged = changes.set_rights(locked, 2, {"chat": OFF, "hold": OFF}, 0, Scope.GROUP)
    assert standing(unchanged.groups, 2).rights == set(RIGHTS) - {"hold"}
    assert changes.set_rights(locked, 2, {"chat": Choice()}, 0, Scope.GROUP).groups[2].choices["chat"] == Choice()


# -- technicians ------------------------------------------------------------------------------------------------


def test_a_technician_is_added_and_changed(accounts):
    after = changes.add_technician(accounts, 2, "Carl", administrator=True)
    assert after.technicians[4] == Account(number=4, name="Carl", group=2, administrator=True, passwords=1)
    moved = changes.change_technician(after, Account(number=4, name="Carla", group=3, disabled=True))
    assert moved.technicians[4] == Account(number=4, name="Carla", group=3, disabled=True, passwords=1)
    assert changes.count_password(moved, 4).technicians[4].passwords == 2
    assert moved.technician(4).rights == set(RIGHTS)


@pytest.mark.parametrize("loss", [{"administrator": False}, {"disabled": True}])
def test_the_last_administrator_stays_one(accounts, loss):
    ada = replace(accounts.technicians[ADA], **loss)
    refused(Reason.LAST_ADMINISTRATOR, changes.change_technician, accounts, ada)
    two = changes.change_technician(accounts, replace(accounts.technicians[BOB], administrator=True))
    assert not changes.change_technician(two, ada).is_administrator(ADA)


def test_one_who_cannot_log_in_from_elsewhere_does_not_replace_one_who_can(accounts):
    local_too = changes.change_technician(accounts, replace(accounts.technicians[1], administrator=True))
    ada = replace(accounts.technicians[ADA], disabled=True)
    refused(Reason.LAST_ADMINISTRATOR, changes.change_technician, local_too, ada)
    assert changes.change_technician(local_too, replace(local_too.technicians[1], disabled=True))


def test_there_are_so_many_and_no_more(accounts):
    groups = {n: Group(number=n, name=str(n)) for n in range(1, GROUPS + 1)}
    refused(Reason.LIMIT, changes.add_group, replace(accounts, groups=groups), 0, "one more")
    many = {n: Account(number=n, name=str(n), group=1) for n in range(1, TECHNICIANS + 1)}
    full = replace(accounts, technicians=many)
    refused(Reason.LIMIT, changes.add_technician, full, 1, "one more", administrator=False)


# -- the audit of it --------------------------------------------------------------------------------------------


def test_the_audit_names_every_change(accounts):
    after = changes.add_group(accounts, 1, "third level")
    after = changes.set_rights(after, 2, {"chat": LOCKED_OFF}, 4, Scope.GROUP)
    after = changes.change_group(after, 3, 0, "day shift")
    after = changes.set_replies(after, 1, ("Hello",))
    after = changes.add_technician(after, 2, "Carl", administrator=True)
    after = changes.change_technician(after, replace(after.technicians[BOB], disabled=True))
    after = changes.count_password(after, ADA)
    assert said(accounts, after) == [
        ("replies_changed", "support"),
        ("right_changed", "second level chat=off locked"),
        ("right_changed", "second level sessions=4"),
        ("group_changed", "night shift: day shift in the top"),
        *(("right_changed", f"day shift {right}={'off' if right == 'chat' else 'on'}") for right in RIGHTS),
        ("right_changed", "day shift sessions=4"),
        ("group_added", "third level in support"),
        ("password_changed", "Ada"),
        ("technician_changed", "Bob: Bob in second level disabled"),
        ("technician_added", "Carl in second level administrator"),
    ]
    assert said(accounts, changes.remove_group(accounts, 3, 0)) == [("group_removed", "night shift")]
    assert lines(accounts, accounts) == []


def said(before, after):
    """Return what the audit says of a change, as people read it."""
    return [(event, plain(detail)) for event, detail in lines(before, after)]


# -- who leaves, and who comes back ------------------------------------------------------------------------------


def test_a_removed_technician_leaves_a_number_that_nobody_gets_again(accounts):
    after = changes.remove_technician(accounts, BOB)
    assert (set(after.technicians), after.former) == ({1, ADA}, {BOB})
    again = changes.add_technician(after, 1, "Bob", administrator=False)
    assert again.technician_named("Bob").number == BOB + 1
    assert said(accounts, after) == [("technician_removed", "former technician 3")]


def test_the_last_administrator_and_whoever_sits_at_the_host_stay(accounts):
    refused(Reason.LAST_ADMINISTRATOR, changes.remove_technician, accounts, ADA)
    refused(Reason.HOST_TECHNICIAN, changes.remove_technician, accounts, 1)
    refused(Reason.UNKNOWN_NAME, changes.remove_technician, accounts, 99)


@pytest.mark.parametrize("name", ["former technician", "Former  Technician 7", "(Command line) root, uid 0"])
def test_nobody_is_called_as_if_they_were_removed_or_a_command(accounts, name):
    refused(Reason.BAD_NAME, changes.add_technician, accounts, 1, name, administrator=False)


def test_unlocking_changes_nothing_but_its_count(accounts):
    after = changes.unlock_technician(accounts, BOB)
    assert after.technicians[BOB] == replace(accounts.technicians[BOB], unlocks=1)
    assert changes.change_technician(after, accounts.technicians[BOB]).technicians[BOB].unlocks == 1
    assert said(accounts, after) == [("technician_unlocked", "Bob")]


def test_a_group_at_the_top_begins_with_all_rights_and_one_below_with_none_of_its_own(accounts):
    assert standing(changes.add_group(accounts, 0, "x").groups, 4).rights == set(RIGHTS) - set(UNUSUAL)
    assert changes.add_group(accounts, 2, "x").groups[4].choices == INHERITED


def test_a_group_that_moves_to_the_top_may_do_what_it_could(accounts):
    before = changes.set_rights(accounts, 2, {"chat": LOCKED_OFF}, 4, Scope.GROUP)
    after = changes.change_group(before, 3, 0, "night shift")
    stands = standing(after.groups, 3)
    assert (stands.rights, stands.sessions) == (set(RIGHTS) - {"chat"}, 4)


def test_a_group_has_no_more_replies_than_a_message_carries(accounts):
    refused(Reason.LIMIT, changes.set_replies, accounts, 1, ("x",) * 21)
    refused(Reason.LIMIT, changes.set_replies, accounts, 1, ("x" * 501,))


# -- any order of requests --------------------------------------------------------------------------------------

NUMBERS = st.integers(1, 6)
PARENTS = st.integers(0, 6)
NAMES = st.sampled_from(["Ada", "ada", "Bob", "support", "second level", "x", ""])
SETTINGS = st.builds(
    RightSetting, name=st.sampled_from([*RIGHTS, "fly"]), setting=st.sampled_from(Setting), locked=st.booleans()
)
ASKED = {"request": st.just(1)}
PASSWORDS = st.just("correct horse")
ANY_REQUEST = st.one_of(
    st.builds(AddGroup, **ASKED, parent=PARENTS, name=NAMES),
    st.builds(ChangeGroup, **ASKED, group=NUMBERS, parent=PARENTS, name=NAMES),
    st.builds(RemoveGroup, **ASKED, group=NUMBERS, heir=PARENTS),
    st.builds(
        SetGroupRights,
        **ASKED,
        group=NUMBERS,
        rights=st.lists(SETTINGS, max_size=3).map(tuple),
        sessions=st.integers(0, 3),
        scope=st.sampled_from(Scope),
    ),
    st.builds(SetGroupReplies, **ASKED, group=NUMBERS, replies=st.just(("a",))),
    st.builds(AddTechnician, **ASKED, group=NUMBERS, name=NAMES, password=PASSWORDS, administrator=st.booleans()),
    st.builds(
        ChangeTechnician,
        **ASKED,
        technician=NUMBERS,
        group=NUMBERS,
        name=NAMES,
        administrator=st.booleans(),
        disabled=st.booleans(),
    ),
    st.builds(SetGroupChannel, **ASKED, group=NUMBERS, channel=st.sampled_from(("", "day", "night", "Not one"))),
    st.builds(ResetPassword, **ASKED, technician=NUMBERS, password=PASSWORDS),
    st.builds(RemoveTechnician, **ASKED, technician=NUMBERS),
    st.builds(UnlockTechnician, **ASKED, technician=NUMBERS),
    st.builds(DescribeTechnician, **ASKED, technician=NUMBERS, full_name=NAMES, email=NAMES, comment=NAMES),
)


def test_any_request_is_among_those_that_are_drawn():
    assert len(REQUESTS) == 12


@settings(deadline=None)
@given(st.lists(ANY_REQUEST, max_size=30))
def test_whatever_is_asked_for_the_accounts_stay_whole(requests):
    accounts = Accounts(
        groups={1: Group(number=1, name="support", choices=ALL_ON)},
        technicians={1: Account(number=1, name="technician", group=1, administrator=True)},
    )
    for request in requests:
        before = accounts
        try:
            accounts = change_of(request)(before)
        except NotDoneError as error:
            assert error.reason is not Reason.NONE  # noqa: PT017
            continue
        whole(accounts)
        assert administered_from_elsewhere(accounts) or not administered_from_elsewhere(before)


def test_the_database_keeps_whatever_becomes_of_them(cheap_passwords, database_url):
    """Each list of requests goes on where the one before has ended."""
    store = Store(database_url)

    @settings(max_examples=25, deadline=None)
    @given(requests=st.lists(ANY_REQUEST, max_size=12))
    def check(requests):
        for request in requests:
            with contextlib.suppress(NotDoneError):
                after = store.accounts.change(change_of(request), Author(who="", time_ms=1), password="correct horse")
                assert store.accounts.snapshot() == after

    check()
    assert store.audit.verify() == len(store.audit.rows())
    store.close()


def whole(accounts):
    """Assert what is always true of accounts."""
    assert any(accounts.is_administrator(number) for number in accounts.technicians)
    for number, group in accounts.groups.items():
        assert group.number == number
        assert number not in below(accounts.groups, number)
        assert chain(accounts.groups, number)[0].parent == 0
        assert set(group.choices) == set(RIGHTS)
    assert len(set(accounts.channels())) == len(accounts.channels())
    for number in accounts.technicians:
        assert accounts.technician(number).group in [group.name for group in accounts.groups.values()]
    for rows in (accounts.groups, accounts.technicians):
        names = [row.name for row in rows.values()]
        assert len(set(map(name_key, names))) == len(names)


def administered_from_elsewhere(accounts):
    return any(accounts.is_administrator(n) and account.passwords for n, account in accounts.technicians.items())
