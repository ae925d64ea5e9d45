"""Several technicians' desks on one real host, in this process over loopback TLS, and a customer's viewer."""

import asyncio
from dataclasses import dataclass, field

import pytest

from console.connection.device_folder import DeviceFolder
from console.connection.hosting import HostEntry
from console.connection.known_devices import Standing
from console.desk.desk import Desk
from console.host.__main__ import main
from console.host.process.folder import DataFolder
from console.host.process.server import Host, Options
from console.session.teamwork import Act
from console.share.share import ShareState
from protocol.seat.seatfile import SeatFolder
from protocol.vocabulary.accounts import PasswordLogin
from protocol.vocabulary.messages import Reason, Role, SessionState
from protocol.vocabulary.teamwork import InvitationKind
from tests.helpers.by_hand import News, ScreenByHand
from tests.helpers.no_injector import NoInjector
from viewer.session.session import Session as ViewerSession

PASSWORD = "correct horse"
ADA, BOB, CLEO = "Ada", "Bob", "Cleo"


@dataclass(frozen=True, kw_only=True)
class Entry(HostEntry):
    """A technician's way to the host."""

    name: str = field(default="")

    @property
    def remote(self):
        return True

    def login(self):
        return (PasswordLogin(name=self.name, password=PASSWORD),)

    def accepted(self):
        pass

    def refused(self, reason):
        raise AssertionError(reason)


class Way:
    """What a desk knows of the host."""

    remote = True

    def __init__(self, office, name):
        self._office, self._name = office, name

    async def entry(self):
        host = self._office.host
        return Entry(
            address="127.0.0.1",
            port=self._office.port,
            everywhere=False,
            fingerprint=host.certificate.fingerprint,
            token=b"",
            pid=0,
            name=self._name,
        )

    def stop(self):
        pass


class Names:
    public_address = ""

    def __init__(self, name):
        self.own_name = name


class Technician:
    """A desk, and what its windows would show."""

    def __init__(self, office, name):
        self.office, self.name = office, name
        self.screen = ScreenByHand()
        self.problems = []
        self.desk = self._make()

    def _make(self):
        folder = self.office.folder / self.name
        desk = Desk(
            hosting=Way(self.office, self.name),
            seats=SeatFolder(folder / "console"),
            settings=Names(self.name),
            capture=self.screen,
            keys=DeviceFolder(folder / "device"),
        )
        desk.problem.connect(self.problems.append)
        news = self.office.news
        for signal in (desk.changed, desk.problem, desk.session_added, desk.invited, desk.invitation_gone):
            signal.connect(news.tell)
        desk.colleagues.changed.connect(news.tell)
        desk.joining_changed.connect(news.tell)
        desk.session_added.connect(self._watch)
        return desk

    def _watch(self, session):
        news = self.office.news
        for name in ("changed", "line_added", "line_changed", "private_line_added", "private_line_changed", "problem"):
            getattr(session, name).connect(news.tell)

    async def up(self):
        self.desk.start()
        await self.office.until(lambda: self.desk.host_state == "up")
        return self

    def kill(self):
        """End the console as kill -9 does; the next run has what was saved."""
        self.desk._connection._line.stop()
        for session in self.desk.sessions:
            session.sharing.drop()
            session._typing.stop()
            session._entrance.close(Reason.NONE)
        self.desk = self._make()

    @property
    def session(self):
        return self.desk.sessions[-1]

    def colleague(self, name):
        return next(c.technician for c in self.desk.colleagues.all if c.name == name)

    def knows_everybody(self):
        """Have this technician's clicks on all colleagues' devices."""
        for view in self.desk.colleagues.all:
            assert self.desk.colleagues.trust(view, compared=False)

    def member(self, name):
        return next(m.number for m in self.session.team.members if m.name == name)

    @property
    def texts(self):
        return [line.text for line in self.session.conversation.lines if not line.event]

    @property
    def whispers(self):
        return [line.text for line in self.session.private.lines]

    @property
    def events(self):
        return [(line.event, line.text) for line in self.session.conversation.lines if line.event]


class Office:
    """The host, its technicians and one customer."""

    def __init__(self, folder):
        self.folder = folder
        self.news = News()
        self.host = None
        self.port = 0
        self.technicians = {}
        self.viewer = None

    async def until(self, condition):
        await self.news.until(condition)

    async def open(self):
        self.host = Host(DataFolder(self.folder / "host"), Options(address="127.0.0.1", port=0))
        _, self.port = await self.host.start()
        for name in (ADA, BOB, CLEO):
            self.technicians[name] = await Technician(self, name).up()
        for technician in self.technicians.values():
            await self.until(lambda t=technician: sum(c.reachable for c in t.desk.colleagues.all) == 2)
            technician.knows_everybody()
        return self

    async def session(self):
        """Have Ada open a session and the customer join; return the three technicians."""
        ada = self.technicians[ADA]
        ada.desk.open_session("Max Muster")
        await self.until(lambda: ada.desk.sessions and ada.session.code is not None)
        self.viewer = ViewerSession(
            seats=SeatFolder(self.folder / "viewer"),
            screens=ScreenByHand(),
            injector=NoInjector("control_unavailable"),
        )
        for name in ("changed", "line_added", "line_changed", "mirror_opened", "mirror_closed"):
            getattr(self.viewer, name).connect(self.news.tell)
        self.viewer.join(ada.session.code.link, "")
        await self.until(lambda: ada.session.share_blocked is None and self.viewer.technicians == (ADA,))
        return list(self.technicians.values())

    async def invite(self, lead, guest):
        """Have `lead` invite `guest`, who accepts."""
        lead.session.invitations.invite(lead.colleague(guest.name))
        await self.until(lambda: guest.desk.invitations)
        guest.desk.answer(guest.desk.invitations[0], True)
        members = len(lead.session.team.members) + 1
        await self.until(lambda: guest.desk.sessions and len(guest.session.attendance.member.reached()) == members - 1)
        await self.until(lambda: guest.name in [m.name for m in lead.session.team.members])
        await self.until(lambda: guest.name in self.viewer.technicians)

    @property
    def customer_lines(self):
        return [line.text for line in self.viewer.conversation.lines if not line.event]

    @property
    def customer_events(self):
        return [(line.event, line.text) for line in self.viewer.conversation.lines if line.event]

    async def close(self):
        if self.viewer is not None:
            await self.viewer.close()
        for technician in self.technicians.values():
            await technician.desk.close()
            assert technician.screen.all_ended()
        self.host.stop()
        await asyncio.sleep(0)


@pytest.fixture
def command(tmp_path):
    """Run a command of the host on its data folder, as another process would."""

    def run(*words):
        assert main([*words, "--data", str(tmp_path / "host")]) == 0

    return run


@pytest.fixture
async def office(qapp, tmp_path, monkeypatch, command):
    monkeypatch.setattr("console.host.core.accounts.passwords.MEMORY_KIB", 64)
    monkeypatch.setattr("console.host.core.accounts.passwords.TIME_COST", 1)
    monkeypatch.setattr("console.share.share.RESUME_AFTER_S", 0.02)
    monkeypatch.setattr(
        "tests.helpers.by_hand.PATIENCE_S", 40.0
    )  # a host looks for what a command has changed now and then
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    password = ("--password-file", str(tmp_path / "password"))
    command("admin", "create", ADA, "--new", *password)
    for name in (BOB, CLEO):
        command("technicians", "add", name, "--final", *password)
    office = await Office(tmp_path).open()
    yield office
    await office.close()


async def test_an_invited_colleague_chats_whispers_and_shares_with_the_customer(office):
    ada, bob, _ = await office.session()
    ada.session.say("before")
    await office.until(lambda: office.customer_lines == ["before"])
    await office.invite(ada, bob)
    assert bob.session.title == "Max Muster"
    assert bob.session.role is Role.COLLABORATOR
    assert bob.desk.invitations == ada.session.invitations.open == []
    bob.session.say("hello from Bob")
    await office.until(lambda: office.customer_lines == ["before", "hello from Bob"])
    ada.session.say_private("psst")
    await office.until(lambda: bob.whispers == ["psst"] and ada.session.private.lines[-1].delivered)
    bob.session.start_share()
    await office.until(lambda: office.viewer.mirror is not None)
    assert office.viewer.sharer_name == BOB
    assert ada.session.share_blocked == "other_shares"
    assert ("colleague_shares", BOB) in ada.events
    assert ("technician_joined", BOB) in office.customer_events
    assert not any("psst" in str(line) or line.event == "invited" for line in office.viewer.conversation.lines)


async def test_an_invitation_is_declined_and_taken_back(office):
    ada, bob, _ = await office.session()
    invitations = ada.session.invitations
    invitations.invite(ada.colleague(BOB))
    await office.until(lambda: bob.desk.invitations and invitations.open[0].number)
    view = bob.desk.invitations[0]
    assert (view.sender.name, view.kind, view.customer) == (ADA, InvitationKind.COLLABORATE, "Max Muster")
    assert view.sender.fingerprint == ada.desk.device.fingerprint
    bob.desk.answer(view, False)
    await office.until(lambda: ("invitation_declined", BOB) in ada.events)
    invitations.invite(ada.colleague(BOB))
    await office.until(lambda: bob.desk.invitations and invitations.open[0].number)
    invitations.take_back(ada.colleague(BOB))
    await office.until(lambda: not bob.desk.invitations)
    await office.until(lambda: ("invitation_taken_back", BOB) in ada.events)
    assert ada.session.attendance.seat.book.awaited == ()


async def test_a_colleague_joins_with_a_code_and_the_customer_with_another(office):
    ada, bob, cleo = await office.session()
    ada.session.new_colleague_code()
    await office.until(lambda: ada.session.colleague_code is not None)
    bob.desk.join_session(ada.session.colleague_code.text)
    await office.until(lambda: bob.desk.sessions and len(bob.session.attendance.member.reached()) == 2)
    assert ada.session.colleague_code is None
    cleo.desk.join_session("1234 567 890")
    assert cleo.problems
    bob.session.say("here I am")
    await office.until(lambda: office.customer_lines == ["here I am"] and ada.texts == ["here I am"])


async def test_the_lead_hands_over_and_leaves_and_the_session_goes_on(office):
    ada, bob, cleo = await office.session()
    await office.invite(ada, bob)
    await office.invite(ada, cleo)
    ada.session.team.hand_over(ada.member(BOB))
    await office.until(lambda: bob.session.role is Role.LEAD and ada.session.role is Role.COLLABORATOR)
    await office.until(lambda: office.viewer.lead_name == BOB)
    assert ("now_leads", BOB) in office.customer_events
    assert ("you_lead", "") in bob.events
    assert ada.session.why_not(Act.HOLD) == "not_lead"
    ada.session.team.leave()
    await office.until(lambda: ("left", ADA) in cleo.events and ("left", ADA) in office.customer_events)
    assert ada.session.closed_reason is Reason.LEFT
    bob.session.say("I go on")
    await office.until(lambda: office.customer_lines == ["I go on"] and cleo.texts == ["I go on"])
    bob.session.team.remove(bob.member(CLEO))
    await office.until(lambda: cleo.session.closed_reason is Reason.REMOVED)
    await office.until(lambda: ("left", CLEO) in office.customer_events)  # why is no customer's business
    await office.invite(bob, ada)  # who has led it may come back


async def test_the_lead_leaves_and_the_one_who_was_there_longest_takes_over(office):
    ada, bob, cleo = await office.session()
    await office.invite(ada, bob)
    await office.invite(ada, cleo)
    ada.session.team.leave()
    await office.until(lambda: bob.session.team.may_take_over)
    assert not cleo.session.team.may_take_over
    assert bob.session.lead_name == ""
    await office.until(lambda: office.viewer.waiting == "no_lead")
    office.viewer.say("hello?")
    await office.until(lambda: bob.texts == ["hello?"])
    bob.session.team.take_over()
    await office.until(lambda: bob.session.role is Role.LEAD and office.viewer.lead_name == BOB)
    await office.until(lambda: office.viewer.waiting == "")
    assert ("lead_gone", "") in cleo.events


async def test_a_session_is_transferred_and_the_old_lead_is_out(office):
    ada, bob, _ = await office.session()
    ada.session.say("one")
    ada.session.invitations.transfer(ada.colleague(BOB))
    await office.until(lambda: bob.desk.invitations)
    assert bob.desk.invitations[0].kind is InvitationKind.TRANSFER
    await office.until(lambda: office.viewer.waiting == "transferring")
    bob.desk.answer(bob.desk.invitations[0], True)
    await office.until(lambda: bob.desk.sessions and bob.session.role is Role.LEAD)
    await office.until(lambda: ada.session.closed_reason is Reason.TRANSFERRED)
    await office.until(lambda: office.viewer.lead_name == BOB and office.viewer.waiting == "")
    bob.session.say("two")
    await office.until(lambda: office.customer_lines == ["one", "two"])
    bob.session.start_share()
    await office.until(lambda: office.viewer.mirror is not None)


async def test_a_transfer_that_is_declined_changes_nothing(office):
    ada, bob, _ = await office.session()
    ada.session.invitations.transfer(ada.colleague(BOB))
    await office.until(lambda: bob.desk.invitations)
    bob.desk.answer(bob.desk.invitations[0], False)
    await office.until(lambda: ("transfer_back", "") in ada.events)
    await office.until(lambda: ada.session.state is SessionState.ACTIVE and office.viewer.waiting == "")
    assert ada.session.role is Role.LEAD


async def test_on_hold_the_share_ends_and_chat_goes_on(office):
    ada, _, _ = await office.session()
    ada.session.start_share()
    await office.until(lambda: office.viewer.mirror is not None)
    ada.session.team.set_hold(True)
    await office.until(lambda: ada.session.on_hold and office.viewer.waiting == "on_hold")
    await office.until(lambda: office.viewer.mirror is None and ada.session.share is ShareState.OFF)
    assert ("share_on_hold", "Max Muster") in ada.events
    assert ada.session.share_blocked == "on_hold"
    office.viewer.say("still there?")
    await office.until(lambda: ada.texts == ["still there?"])
    ada.session.team.set_hold(False)
    await office.until(lambda: ada.session.share_blocked is None and office.viewer.waiting == "")


async def test_a_second_technician_asks_to_share_and_begins_after_the_leads_yes_by_their_own_click(office):
    ada, bob, _ = await office.session()
    await office.invite(ada, bob)
    ada.session.start_share()
    await office.until(lambda: office.viewer.sharer_name == ADA)
    await office.until(lambda: bob.session.share_blocked == "other_shares")
    bob.session.wish_share()
    await office.until(lambda: ada.session.share_wishes)
    ada.session.answer_share_wish(ada.session.share_wishes[0].member, False)
    await office.until(lambda: ("share_wish_declined", ADA) in bob.events)
    assert bob.problems == []
    bob.session.wish_share()
    await office.until(lambda: ada.session.share_wishes)
    ada.session.answer_share_wish(ada.session.share_wishes[0].member, True)
    await office.until(lambda: bob.session.share_offered and ada.session.share is ShareState.OFF)
    await office.until(lambda: office.viewer.mirror is None)
    assert bob.session.share is ShareState.OFF
    bob.session.start_share()
    await office.until(lambda: office.viewer.sharer_name == BOB)
    assert (ada.session.share, bob.session.share_offered) == (ShareState.OFF, False)
    ada.session.take_share(ada.member(BOB))
    await office.until(lambda: office.viewer.sharer_name == ADA)
    assert ("share_ended_by_lead", "Max Muster") in bob.events


async def shares(office, technician):
    await office.until(lambda: technician.session.share_blocked is None)
    technician.session.start_share()
    await office.until(lambda: office.viewer.mirror is not None)


async def test_the_lead_reads_why_a_colleagues_share_has_ended(office, command):
    ada, bob, _ = await office.session()
    await office.invite(ada, bob)

    async def ended(by, event, told):
        await shares(office, bob)
        by()
        await office.until(lambda: office.viewer.mirror is None and ada.session.sharer == 0)
        await office.until(lambda: (event, BOB) in ada.events)
        assert office.customer_events[-1 if event != "colleague_share_on_hold" else -2] == (told, BOB)

    await ended(bob.session.stop_share, "colleague_share_stopped", "share_stopped")
    await ended(ada.session.end_other_share, "colleague_share_ended_by_you", "share_stopped")
    assert ("share_ended_by_lead", "Max Muster") in bob.events
    await ended(office.viewer.end_share, "colleague_share_closed", "share_closed_by_you")
    await shares(office, bob)
    command("groups", "set", "support", "share_screen=off")
    await office.until(lambda: ("colleague_share_right_removed", BOB) in ada.events)
    await office.until(lambda: ("share_right_gone", "") in ada.events)
    await office.until(lambda: office.viewer.mirror is None)
    assert office.customer_events[-1] == ("share_stopped", BOB)
    assert ("share_right_removed", "Max Muster") in bob.events
    assert ("share_right_gone", "") not in bob.events, "it was said already"
    command("groups", "set", "support", "share_screen=on")
    await office.until(lambda: ("share_right_back", "") in ada.events and ("share_right_back", "") in bob.events)


async def test_a_hold_ends_a_colleagues_share_in_words(office):
    ada, bob, _ = await office.session()
    await office.invite(ada, bob)
    await shares(office, bob)
    ada.session.team.set_hold(True)
    await office.until(lambda: ("colleague_share_on_hold", BOB) in ada.events)


async def test_nobody_but_the_lead_ends_a_colleagues_share(office):
    ada, bob, _ = await office.session()
    await office.invite(ada, bob)
    await shares(office, ada)
    bob.session.end_other_share()
    bob.session.say("still there?")
    await office.until(lambda: ada.texts == ["still there?"])
    assert ada.session.share is not ShareState.OFF


async def test_a_picture_that_stands_still_ends_and_comes_again_with_the_one_who_shares(office, monkeypatch):
    monkeypatch.setattr("viewer.session.showing.FROZEN_S", 0.05)
    ada, bob, _ = await office.session()
    await office.invite(ada, bob)
    await shares(office, bob)
    bob.kill()
    await office.until(lambda: not ada.session.sharer_present)
    await office.until(lambda: office.viewer.mirror is None)
    assert office.customer_events[-1] == ("share_lost", BOB)
    await bob.up()
    await office.until(lambda: ada.session.sharer == 0)
    assert ("share_stopped", BOB) not in office.customer_events, "nobody has stopped it"
    await shares(office, bob)


async def test_a_killed_collaborator_goes_on_where_they_were(office):
    ada, bob, _ = await office.session()
    await office.invite(ada, bob)
    bob.session.say("one")
    bob.session.say_private("two")
    await office.until(lambda: office.customer_lines == ["one"] and ada.whispers == ["two"])
    bob.kill()
    ada.session.say("three")
    ada.session.say_private("four")
    await bob.up()
    await office.until(lambda: bob.texts == ["one", "three"] and bob.whispers == ["two", "four"])
    bob.session.say("five")
    await office.until(lambda: office.customer_lines == ["one", "three", "five"])
    assert bob.session.role is Role.COLLABORATOR


async def test_who_is_writing_is_seen_and_forgotten(office):
    ada, bob, _ = await office.session()
    await office.invite(ada, bob)
    bob.session.write("h")
    await office.until(lambda: office.viewer.typing == (BOB,) and ada.session.typing == (BOB,))
    bob.session.say("hello")
    await office.until(lambda: office.viewer.typing == () and ada.session.typing == ())


async def test_a_colleague_whose_keys_have_changed_is_asked_about(office):
    ada, bob, _ = await office.session()
    await bob.desk.close()
    for file in (office.folder / BOB / "device").iterdir():
        file.unlink()
    office.technicians[BOB] = bob = Technician(office, BOB)
    await bob.up()
    number = ada.colleague(BOB)
    await office.until(lambda: ada.desk.colleagues.find(number).standing is Standing.CHANGED)
    await office.until(lambda: bob.desk.colleagues.all and bob.desk.colleagues.all[0].reachable)
    bob.knows_everybody()
    ada.session.invitations.invite(number)
    assert ada.problems == ["colleague_key_changed"]
    assert ada.session.invitations.open == []
    assert ada.desk.colleagues.trust(ada.desk.colleagues.find(number), compared=True)
    await office.invite(ada, bob)


async def test_a_technician_who_is_disabled_is_out_and_the_session_goes_on(office, command):
    ada, bob, _ = await office.session()
    await office.invite(ada, bob)
    bob.session.start_share()
    await office.until(lambda: office.viewer.mirror is not None)
    command("technicians", "disable", BOB)
    await office.until(lambda: bob.session.closed_reason is not None or bob.desk.host_state == "down:disabled")
    await office.until(lambda: office.viewer.mirror is None and BOB not in office.viewer.technicians)
    ada.session.say("just me")
    await office.until(lambda: office.customer_lines == ["just me"])


async def test_without_the_right_to_chat_nothing_is_said_and_the_others_are_still_confirmed(office, command):
    ada, _, _ = await office.session()
    command("groups", "set", "support", "chat=off")
    await office.until(lambda: ada.session.why_not(Act.CHAT) == "not_allowed")
    ada.session.say("not allowed")
    office.viewer.say("are you there?")
    await office.until(lambda: ada.texts == ["are you there?"])
    await office.until(lambda: office.viewer.conversation.lines[-1].delivered)
    assert office.customer_lines == ["are you there?"]


async def test_a_killed_lead_finds_a_session_that_somebody_else_leads(office):
    ada, bob, _ = await office.session()
    await office.invite(ada, bob)
    ada.session.team.hand_over(ada.member(BOB))
    await office.until(lambda: bob.session.role is Role.LEAD)
    ada.kill()
    bob.session.say("one")
    await ada.up()
    await office.until(lambda: ada.texts == ["one"] and ada.session.role is Role.COLLABORATOR)
    ada.session.say("two")
    await office.until(lambda: office.customer_lines == ["one", "two"])
    bob.session.team.leave()
    await office.until(lambda: ada.session.team.may_take_over)
    ada.session.team.take_over()
    await office.until(lambda: office.viewer.lead_name == ADA)
