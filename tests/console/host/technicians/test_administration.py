"""What administrators ask for, over loopback: who may, what is answered, who is told."""

import pytest

from console.host.core.limits import ACCOUNT_REQUESTS_A_MINUTE
from console.host.core.rights import RIGHTS, UNUSUAL
from protocol.vocabulary.accounts import (
    Account,
    AddGroup,
    AddTechnician,
    Changed,
    ChangeGroup,
    ChangeTechnician,
    Colleague,
    DescribeTechnician,
    EntryGone,
    GroupEntry,
    GroupReplies,
    NewPassword,
    PasswordLogin,
    Presence,
    RemoveGroup,
    RemoveTechnician,
    Replies,
    ResetPassword,
    RightSetting,
    Scope,
    SetGroupReplies,
    SetGroupRights,
    SetPresence,
    Setting,
    TechnicianEntry,
    UnlockTechnician,
    WatchDirectory,
)
from protocol.vocabulary.messages import (
    LoggedIn,
    Reason,
    Refused,
    Rights,
    ShareChanged,
    StartShare,
)
from protocol.vocabulary.queue import Channels, GroupChannel, SetGroupChannel

pytestmark = pytest.mark.usefixtures("cheap_passwords")

OTHER = "battery staple"
ENTRIES = (GroupEntry, GroupChannel, GroupReplies, TechnicianEntry, EntryGone)
CHANGES = [
    AddGroup(request=9, parent=0, name="new"),
    ChangeGroup(request=9, group=1, parent=0, name="new"),
    RemoveGroup(request=9, group=1, heir=0),
    SetGroupRights(request=9, group=1, rights=(), sessions=1, scope=Scope.ALL),
    SetGroupReplies(request=9, group=1, replies=("Hello",)),
    SetGroupChannel(request=9, group=1, channel="printers"),
    AddTechnician(request=9, group=1, name="new", password=OTHER, administrator=True),
    ChangeTechnician(request=9, technician=3, group=1, name="Bob", administrator=True, disabled=False),
    DescribeTechnician(request=9, technician=3, full_name="Bob Builder", email="bob@example.com", comment=""),
    ResetPassword(request=9, technician=2, password=OTHER),
    RemoveTechnician(request=9, technician=3),
    UnlockTechnician(request=9, technician=3),
]


def setting(name, value, locked=False):
    return RightSetting(name=name, setting=value, locked=locked)


async def ask(client, message):
    """Return why a request was not carried out, `NONE` where it was."""
    client.send(message)
    return (await client.get(Changed, lambda changed: changed.request == message.request)).reason


async def news(client, message):
    """Ask for something that is carried out, and return the entries that came before the answer."""
    client.send(message)
    seen = []
    while not isinstance(got := await client.get((*ENTRIES, Changed)), Changed):
        seen.append(got)
    assert got == Changed(request=message.request, reason=Reason.NONE)
    return seen


@pytest.fixture
async def ada(log_in):
    """The administrator, who watches the directory."""
    client = await log_in("Ada")
    await news(client, WatchDirectory(request=0, watch=True))
    return client


# -- who may ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("message", [*CHANGES, WatchDirectory(request=9, watch=True)], ids=lambda m: m.TAG)
async def test_only_administrators_are_obeyed(staffed, log_in, message):
    before = staffed.gateway.services.directory.accounts
    bob = await log_in("Bob")
    assert await ask(bob, message) is Reason.NOT_ALLOWED
    assert [m for m in await bob.settled() if isinstance(m, ENTRIES)] == []
    stranger = await staffed.client()
    stranger.send(message)
    assert await stranger.get(Refused) == Refused(about=message.TAG, reason=Reason.NOT_ALLOWED)
    await stranger.ended()
    assert staffed.gateway.services.directory.accounts == before


async def test_a_customer_administers_nothing(active):
    active.viewer.send(CHANGES[0])
    assert await active.viewer.get(Changed) == Changed(request=9, reason=Reason.NOT_ALLOWED)


async def test_the_technician_of_the_hosts_own_computer_administers(host):
    console = await host.technician()
    assert (await console.get(Account)).administrator
    assert await ask(console, CHANGES[0]) is Reason.NONE


async def test_who_is_no_administrator_any_more_sees_and_changes_nothing_more(ada, log_in):
    bob = await log_in("Bob")
    make = ChangeTechnician(request=1, technician=3, group=1, name="Bob", administrator=True, disabled=False)
    assert await ask(ada, make) is Reason.NONE
    assert (await bob.get(Account, lambda account: account.administrator)).technician == 3
    await news(bob, WatchDirectory(request=1, watch=True))
    unmake = ChangeTechnician(request=2, technician=2, group=1, name="Ada", administrator=False, disabled=False)
    assert await ask(bob, unmake) is Reason.NONE
    assert not (await ada.get(Account)).administrator
    assert await ask(ada, AddGroup(request=3, parent=0, name="mine")) is Reason.NOT_ALLOWED
    assert await ask(bob, AddGroup(request=4, parent=0, name="not hers to see")) is Reason.NONE
    assert [m for m in await ada.settled() if isinstance(m, ENTRIES)] == []


async def test_a_thousand_requests_a_minute_are_too_many(ada):
    for number in range(ACCOUNT_REQUESTS_A_MINUTE.usual + 1):
        ada.send(WatchDirectory(request=number, watch=False))
    assert (await ada.get(Changed, lambda changed: changed.reason is Reason.LIMIT)).request >= 250


# -- what is seen -----------------------------------------------------------------------------------------------


async def test_who_watches_sees_everything_groups_from_the_top_down(staffed, log_in, command):
    command("groups", "add", "above")
    command("groups", "move", "support", "--parent", "above")
    client = await log_in("Ada")
    seen = await news(client, WatchDirectory(request=3, watch=True))
    assert [(type(m), m.group) for m in seen[:6]] == [
        *((GroupEntry, 2), (GroupChannel, 2), (GroupReplies, 2)),
        *((GroupEntry, 1), (GroupChannel, 1), (GroupReplies, 1)),
    ]
    assert [(m.name, m.group, m.presence) for m in seen[6:]] == [
        *(("technician", 1, "offline"), ("Ada", 1, "online"), ("Bob", 1, "offline"))
    ]
    assert {said.name for said in seen[0].rights} == set(RIGHTS)
    assert {said.name for said in seen[0].rights if not said.effective} == set(UNUSUAL)
    assert all(said.setting is Setting.ON for said in seen[0].rights if said.effective)
    assert {said.name for said in seen[3].rights if not said.effective} == set(UNUSUAL)


async def test_who_watches_follows_until_they_no_longer_want_to(ada, log_in):
    bob = await log_in("Bob")
    entry = await ada.get(TechnicianEntry)
    assert (entry.name, entry.presence) == ("Bob", Presence.ONLINE)
    bob.send(SetPresence(presence=Presence.BUSY))
    assert (await ada.get(TechnicianEntry)).presence is Presence.BUSY
    assert await news(ada, WatchDirectory(request=1, watch=False)) == []
    bob.close()
    await ada.get(Colleague, lambda c: c.presence is Presence.OFFLINE)
    assert [m for m in await ada.settled() if isinstance(m, ENTRIES)] == []


async def test_what_is_changed_at_the_host_is_seen_too(ada, command):
    command("technicians", "add", "Carl")
    assert (await ada.get(TechnicianEntry)).name == "Carl"
    command("groups", "add", "second level", "--parent", "support")
    assert (await ada.get(GroupEntry)).name == "second level"


# -- what is changed --------------------------------------------------------------------------------------------


async def test_a_group_lives_from_its_making_to_its_end(ada):
    entry, channel, replies = await news(ada, AddGroup(request=1, parent=1, name="second level"))
    assert (entry.group, entry.parent, entry.name) == (2, 1, "second level")
    assert (entry.sessions, entry.sessions_effective) == (0, 10)
    assert channel == GroupChannel(group=2, channel="", effective="")
    assert replies == GroupReplies(group=2, replies=())
    (entry,) = await news(ada, ChangeGroup(request=2, group=2, parent=0, name="night shift"))
    assert (entry.parent, entry.name) == (0, "night shift")
    assert {said.name for said in entry.rights if said.setting is Setting.ON} == set(RIGHTS) - set(UNUSUAL)
    assert await news(ada, RemoveGroup(request=3, group=2, heir=0)) == [EntryGone(group=2, technician=0)]


async def test_rights_reach_subgroups_and_consoles(ada, log_in):
    bob = await log_in("Bob")
    await ada.get(TechnicianEntry)
    await news(ada, AddGroup(request=1, parent=1, name="second level"))
    rights = (setting("chat", Setting.OFF, locked=True), setting("hold", Setting.INHERIT))
    above, below = await news(ada, SetGroupRights(request=2, group=1, rights=rights, sessions=4, scope=Scope.SUBGROUPS))
    said = {right.name: right for right in below.rights}
    assert (above.group, below.group, below.sessions_effective) == (1, 2, 4)
    assert (said["chat"].effective, said["chat"].locked_above) == (False, True)
    assert (said["share_screen"].effective, said["share_screen"].locked_above) == (True, False)
    assert set((await bob.get(Rights)).rights) == set(RIGHTS) - set(UNUSUAL) - {"chat", "hold"}
    assert (await bob.get(Account)).sessions_limit == 4


async def test_a_right_taken_away_ends_a_running_share_and_both_sides_hear_why(ada, log_in, staffed, new_case):
    case = await (await new_case(staffed).open(await log_in("Bob"))).join()
    case.console.send(StartShare(session=case.session))
    for client in (case.console, case.viewer):
        await client.get(ShareChanged)
    off = (setting("share_screen", Setting.OFF),)
    assert await ask(ada, SetGroupRights(request=1, group=1, rights=off, sessions=0, scope=Scope.ALL)) is Reason.NONE
    for client in (case.console, case.viewer):
        assert (await client.get(ShareChanged)).reason is Reason.RIGHT_REMOVED


async def test_replies_are_those_of_the_nearest_group_that_has_some(ada, log_in, command):
    command("groups", "add", "second level", "--parent", "support")
    command("technicians", "move", "Bob", "second level")
    bob = await log_in("Bob")
    assert (await bob.get(Replies)).replies == ()
    told = await news(ada, SetGroupReplies(request=1, group=1, replies=("Hello", " ")))
    assert told[-1] == GroupReplies(group=1, replies=("Hello",))
    assert (await bob.get(Replies)).replies == ("Hello",)
    await news(ada, SetGroupReplies(request=2, group=2, replies=("Night",)))
    assert (await bob.get(Replies)).replies == ("Night",)
    await news(ada, SetGroupReplies(request=3, group=2, replies=()))
    assert (await bob.get(Replies)).replies == ("Hello",)


async def test_a_channel_is_a_groups_own_or_that_of_the_nearest_group_above(ada, log_in, command):
    command("groups", "add", "second level", "--parent", "support")
    command("technicians", "move", "Bob", "second level")
    bob = await log_in("Bob")
    assert (await bob.get(Channels)).own == ""
    told = await news(ada, SetGroupChannel(request=1, group=1, channel="printers"))
    assert [entry for entry in told if isinstance(entry, GroupChannel)][-2:] == [
        GroupChannel(group=1, channel="printers", effective="printers"),
        GroupChannel(group=2, channel="", effective="printers"),
    ]
    assert await bob.get(Channels) == Channels(own="printers", channels=("printers",))
    told = await news(ada, SetGroupChannel(request=2, group=2, channel="night"))
    assert told == [GroupChannel(group=2, channel="night", effective="night")]
    assert await bob.get(Channels) == Channels(own="night", channels=("night", "printers"))
    assert await ask(ada, SetGroupChannel(request=3, group=1, channel="night")) is Reason.NAME_TAKEN
    assert await ask(ada, SetGroupChannel(request=4, group=1, channel="Night shift")) is Reason.BAD_NAME
    assert await ask(ada, SetGroupChannel(request=5, group=9, channel="day")) is Reason.UNKNOWN_NAME
    assert await news(ada, SetGroupChannel(request=6, group=2, channel="")) == [
        GroupChannel(group=2, channel="", effective="printers")
    ]
    assert (await bob.get(Channels)).own == "printers"


async def test_a_technician_lives_from_the_first_password_on(staffed, ada, log_in):
    add = AddTechnician(request=1, group=1, name="Carl", password=OTHER, administrator=False)
    (entry,) = await news(ada, add)
    assert (entry.technician, entry.name, entry.presence) == (4, "Carl", Presence.OFFLINE)
    carl = await staffed.client()
    carl.send(NewPassword(password="a word of my own"))
    carl.send(PasswordLogin(name="carl", password=OTHER))
    await carl.get(LoggedIn)
    assert await ask(ada, ResetPassword(request=2, technician=4, password=OTHER * 2)) is Reason.NONE
    assert await carl.get(Refused) == Refused(about="password_login", reason=Reason.WRONG_LOGIN)
    await carl.ended()
    disable = ChangeTechnician(request=3, technician=4, group=1, name="Carl", administrator=False, disabled=True)
    assert (await news(ada, disable))[-1].disabled
    carl = await staffed.client()
    carl.send(PasswordLogin(name="carl", password=OTHER * 2))
    assert (await carl.get(Refused)).reason is Reason.DISABLED
    await carl.ended()


async def test_a_technician_who_has_left_is_forgotten_at_once_and_their_consoles_end(staffed, ada, log_in, audit):
    bob = await log_in("Bob")
    assert (await news(ada, RemoveTechnician(request=1, technician=3)))[-1] == EntryGone(group=0, technician=3)
    await bob.ended()
    again = await staffed.client()
    again.send(PasswordLogin(name="Bob", password=OTHER))
    assert (await again.get(Refused)).reason is Reason.WRONG_LOGIN
    assert await ask(ada, RemoveTechnician(request=2, technician=3)) is Reason.UNKNOWN_NAME
    assert await ask(ada, UnlockTechnician(request=3, technician=3)) is Reason.UNKNOWN_NAME
    await staffed.stop()
    (row,) = [entry for entry in audit() if entry.event == "technician_removed"]
    assert row.who.startswith("Ada")
    assert "Bob" not in row.detail


async def test_who_was_locked_out_is_unlocked_by_an_administrator(staffed, ada, audit):
    async def tries(password):
        client = await staffed.client()
        client.send(PasswordLogin(name="Bob", password=password))
        return await client.get((Refused, LoggedIn))

    said = await tries("wrong password")
    while said.reason is Reason.WRONG_LOGIN:
        said = await tries("wrong password")
    assert said.reason is Reason.LOCKED
    assert (await tries("correct horse")).reason is Reason.LOCKED
    assert await ask(ada, UnlockTechnician(request=1, technician=3)) is Reason.NONE
    assert isinstance(await tries("correct horse"), LoggedIn)
    await staffed.stop()
    assert [entry.detail for entry in audit() if entry.event == "technician_unlocked"] == ["Bob"]


async def test_who_resets_their_own_password_stays(ada):
    assert await ask(ada, ResetPassword(request=1, technician=2, password=OTHER)) is Reason.NONE
    assert await ask(ada, AddGroup(request=2, parent=0, name="still here")) is Reason.NONE


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (AddGroup(request=1, parent=0, name="Support"), Reason.NAME_TAKEN),
        (AddGroup(request=1, parent=0, name=""), Reason.BAD_NAME),
        (ChangeGroup(request=1, group=1, parent=1, name="support"), Reason.CIRCLE),
        (RemoveGroup(request=1, group=1, heir=0), Reason.NOT_EMPTY),
        (RemoveGroup(request=1, group=9, heir=0), Reason.UNKNOWN_NAME),
        (
            SetGroupRights(request=1, group=1, rights=(setting("fly", Setting.ON),), sessions=0, scope=Scope.GROUP),
            Reason.UNKNOWN_NAME,
        ),
        (
            AddTechnician(request=1, group=1, name="Carl", password="short", administrator=False),
            Reason.WEAK_PASSWORD,
        ),
        (ResetPassword(request=1, technician=3, password=""), Reason.WEAK_PASSWORD),
        (
            ChangeTechnician(request=1, technician=2, group=1, name="Ada", administrator=False, disabled=False),
            Reason.LAST_ADMINISTRATOR,
        ),
        (
            ChangeTechnician(request=1, technician=2, group=1, name="Ada", administrator=True, disabled=True),
            Reason.LAST_ADMINISTRATOR,
        ),
        (RemoveTechnician(request=1, technician=2), Reason.LAST_ADMINISTRATOR),
        (RemoveTechnician(request=1, technician=1), Reason.HOST_TECHNICIAN),
        (RemoveTechnician(request=1, technician=9), Reason.UNKNOWN_NAME),
        (UnlockTechnician(request=1, technician=9), Reason.UNKNOWN_NAME),
    ],
    ids=lambda value: getattr(value, "TAG", value),
)
async def test_what_cannot_be_done_is_answered_with_the_reason(staffed, ada, message, reason):
    before = staffed.gateway.services.directory.accounts
    assert await ask(ada, message) is reason
    assert [m for m in await ada.settled() if isinstance(m, ENTRIES)] == []
    assert staffed.gateway.services.directory.accounts == before


async def test_a_locked_right_is_answered_with_the_reason(ada, command):
    command("groups", "add", "second level", "--parent", "support")
    command("groups", "set", "support", "--lock", "chat")
    await ada.get(GroupEntry, lambda entry: entry.group == 2 and entry.rights[0].locked_above)
    off = SetGroupRights(request=1, group=2, rights=(setting("chat", Setting.OFF),), sessions=0, scope=Scope.GROUP)
    assert await ask(ada, off) is Reason.SETTING_LOCKED


async def test_a_database_that_cannot_be_written_is_answered_with_the_reason(ada, lock):
    lock.execute("BEGIN EXCLUSIVE")
    assert await ask(ada, AddGroup(request=1, parent=0, name="new")) is Reason.STORAGE
    lock.execute("ROLLBACK")
    assert await ask(ada, AddGroup(request=2, parent=0, name="new")) is Reason.NONE


async def test_the_audit_says_who_changed_what(staffed, ada, audit):
    await ask(ada, AddGroup(request=1, parent=1, name="second level"))
    await ask(ada, ResetPassword(request=2, technician=3, password=OTHER))
    await staffed.stop()
    rows = [(entry.event, entry.who.partition(") ")[0], entry.detail) for entry in audit()]
    assert rows == [
        ("technician_added", "(command line", "Ada in support administrator"),
        ("technician_added", "(command line", "Bob in support"),
        ("login", "Ada", ""),
        ("group_added", "Ada", "second level in support"),
        ("password_changed", "Ada", "Bob"),
    ]
