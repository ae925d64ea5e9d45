"""The desk with a real host in this process, over loopback TLS, and viewers that join its sessions."""

import asyncio
import json

import pytest

from console.connection.device_folder import DeviceFolder
from console.connection.hosting import HostEntry, HostProblem
from console.desk.desk import OPEN_SESSIONS_LIMIT, Desk
from console.host.process.folder import DataFolder
from console.host.process.server import Host, Options
from console.share import share as share_module
from console.share.share import ShareState
from protocol.link.redirect import REDIRECTED
from protocol.seat.seatfile import SeatFolder
from protocol.vocabulary.accounts import PasswordLogin
from protocol.vocabulary.messages import OpenSession, Reason, Refused, Rights, SessionState
from protocol.vocabulary.web import WebPages
from tests.helpers.by_hand import News, ScreenByHand
from tests.helpers.no_injector import NoInjector
from viewer.session.session import Session as ViewerSession


class HostingByHand:
    """A host in this process that a test can kill and start anew."""

    def __init__(self, folder):
        self.folder = folder
        self.problem = None
        self.stopped = False
        self.asked = 0
        self._host = None
        self._port = 0

    async def start(self):
        self._host = Host(DataFolder(self.folder), Options(address="127.0.0.1", port=self._port, local_console=True))
        _, self._port = await self._host.start()
        return self

    def kill(self):
        """End the host as a crash does: nobody is told anything."""
        file = (self.folder / "host.json").read_text()
        self._host.stop()
        (self.folder / "host.json").write_text(file)
        self._host = None

    async def entry(self):
        self.asked += 1
        if self.problem is not None:
            raise HostProblem(self.problem)
        if self._host is None:
            await self.start()
        entry = HostEntry.read(self.folder / "host.json")
        assert entry is not None
        return entry

    def stop(self):
        self.stopped = True
        if self._host is not None:
            self._host.stop()
            self._host = None


class Names:
    own_name = "Anna Berger"
    share_during_control = True
    public_address = ""


class Case:
    """A desk, and the viewers of its customers."""

    def __init__(self, folder):
        self.folder = folder
        self.news = News()
        self.hosting = HostingByHand(folder / "host")
        self.screen = ScreenByHand()
        self.desk = self.make_desk()
        self.viewers = []

    def make_desk(self):
        desk = Desk(
            hosting=self.hosting,
            seats=SeatFolder(self.folder / "console"),
            settings=Names(),
            capture=self.screen,
            keys=DeviceFolder(self.folder / "device"),
        )
        self.problems = []
        desk.problem.connect(self.problems.append)
        for signal in (desk.changed, desk.problem, desk.session_added):
            signal.connect(self.news.tell)
        desk.session_added.connect(self.watch)
        return desk

    def watch(self, session):
        for signal in (session.changed, session.line_added, session.line_changed, session.code_changed):
            signal.connect(self.news.tell)

    async def up(self):
        self.desk.start()
        await self.news.until(lambda: self.desk.host_state == "up")
        return self

    async def session(self, name="Max Muster"):
        before = len(self.desk.sessions)
        self.desk.open_session(name)
        await self.news.until(lambda: len(self.desk.sessions) > before and self.desk.sessions[-1].code is not None)
        return self.desk.sessions[-1]

    def viewer(self):
        seats = SeatFolder(self.folder / f"viewer{len(self.viewers)}")
        viewer = ViewerSession(seats=seats, screens=self.screen, injector=NoInjector("control_unavailable"))
        viewer.failures = []
        viewer.failed.connect(viewer.failures.append)
        for signal in (viewer.changed, viewer.failed, viewer.line_added, viewer.mirror_opened, viewer.mirror_closed):
            signal.connect(self.news.tell)
        self.viewers.append(viewer)
        return viewer

    async def joined(self, session, text=None):
        viewer = self.viewer()
        viewer.join(text or session.code.link, "")
        await self.news.until(lambda: session.attendance.member.reached() and viewer.technicians)
        return viewer

    def kill_console(self):
        """End the console as a crash does, and return the next run's desk."""
        self.desk._connection._line.stop()
        for session in self.desk.sessions:
            session.sharing.drop()
        self.desk = self.make_desk()
        return self.desk


def texts(conversation):
    return [line.text for line in conversation.lines if not line.event]


def events(conversation):
    return [line.event for line in conversation.lines if line.event]


@pytest.fixture
async def case(qapp, tmp_path):
    case = Case(tmp_path)
    await case.hosting.start()
    yield case
    for viewer in case.viewers:
        await viewer.close()
    await case.desk.close()
    assert case.hosting.stopped
    assert case.screen.all_ended()
    await asyncio.sleep(0)  # closed links say that they are
    left = {task.get_coro().__qualname__ for task in asyncio.all_tasks() if not task.done()}
    assert not {name for name in left if name.startswith(("Line.", "Desk.", "Session."))}


async def test_a_desk_logs_in_and_opens_a_session_with_a_code(case):
    assert case.desk.host_state == "starting"
    await case.up()
    assert "share_screen" in case.desk.rights
    session = await case.session()
    assert session.title == "Max Muster"
    assert session.state is SessionState.WAITING
    assert f"127.0.0.1:{case.hosting._port}/" in session.code.link


async def test_a_customer_joins_chats_sees_the_screen_and_leaves(case):
    await case.up()
    session = await case.session()
    viewer = await case.joined(session)
    assert session.code is None
    session.say("hello")
    viewer.say("hi")
    await case.news.until(lambda: len(texts(session.conversation)) == len(texts(viewer.conversation)) == 2)
    session.start_share()
    await case.news.until(lambda: viewer.mirror is not None)
    assert session.share is ShareState.ON
    viewer.end_share()
    await case.news.until(lambda: session.share is ShareState.OFF)
    await case.news.until(lambda: "share_closed_by_you" in events(viewer.conversation))
    viewer.leave()
    await case.news.until(lambda: session.state is SessionState.WAITING)
    assert events(session.conversation) == ["joined", "share_started", "share_closed_by_customer", "left"]
    assert session.code is None
    session.new_code()
    await case.news.until(lambda: session.code is not None)


async def test_a_typed_code_needs_an_address_and_nothing_else(case):
    await case.up()
    session = await case.session()
    viewer = case.viewer()
    viewer.join(session.code.text, f"127.0.0.1:{case.hosting._port}")
    await case.news.until(lambda: session.customer_present)
    assert viewer.lead_name == "Anna Berger"


async def test_without_a_host_a_session_is_a_problem_and_the_desk_says_why(case):
    case.hosting.problem = "port_taken"
    case.desk.start()
    await case.news.until(lambda: case.desk.host_state == "down:port_taken")
    case.desk.open_session("Max")
    assert case.problems == ["host_gone"]
    case.hosting.problem = None
    case.desk.retry()
    await case.news.until(lambda: case.desk.host_state == "up")


async def test_there_is_a_limit_to_open_sessions(case):
    await case.up()
    for number in range(OPEN_SESSIONS_LIMIT):
        await case.session(f"customer {number}")
    case.desk.open_session("one more")
    assert case.problems == ["too_many_sessions"]
    case.desk.sessions[0].end()
    await case.session("instead")


@pytest.mark.parametrize("reason", [Reason.STORAGE, Reason.LIMIT, Reason.NOT_ALLOWED])
async def test_a_refused_session_is_told(case, reason):
    await case.up()
    case.desk.receive(Refused(about=OpenSession.TAG, reason=reason))
    assert case.problems == [reason.value]
    assert case.desk.sessions == []


class EntryElsewhere:
    """A host on a server, as far as a refused login needs it."""

    remote = True

    def __init__(self):
        self.reasons = []

    def refused(self, reason):
        self.reasons.append(reason)


@pytest.mark.parametrize("reason", [Reason.WRONG_LOGIN, Reason.CHANGE_NEEDED, Reason.DISABLED])
async def test_a_login_that_only_the_technician_can_put_right_is_not_tried_again(case, reason):
    await case.up()
    case.desk._connection._entry = entry = EntryElsewhere()
    case.desk.receive(Refused(about=PasswordLogin.TAG, reason=reason))
    assert (case.desk.host_state, case.desk._connection._line, entry.reasons) == (f"down:{reason}", None, [reason])


async def test_on_the_way_to_another_host_nothing_is_wrong(case):
    await case.up()
    case.desk._connection._down(REDIRECTED)
    assert case.desk.host_state == "starting"
    assert case.desk._connection.link is None


@pytest.mark.parametrize("reason", [Reason.LIMIT, Reason.STORAGE])
async def test_a_login_that_the_host_has_no_time_for_is_tried_again_by_itself(case, reason):
    await case.up()
    case.desk._connection._entry = entry = EntryElsewhere()
    case.desk.receive(Refused(about=PasswordLogin.TAG, reason=reason))
    assert (case.desk.host_state, entry.reasons) == (f"down:{reason}", [])
    assert case.desk._connection._line is not None


async def test_what_concerns_a_session_that_is_not_on_the_desk_is_nobodys_problem(case):
    await case.up()
    case.desk.receive(Refused(about="leave", reason=Reason.UNKNOWN_SESSION, session=b"x" * 16))
    assert case.problems == []


async def test_rights_that_change_reach_the_sessions(case):
    await case.up()
    session = await case.session()
    await case.joined(session)
    assert session.share_blocked is None
    case.desk.receive(Rights(rights=()))
    assert session.share_blocked == "right_missing"


async def test_a_host_that_was_killed_is_found_again_and_customers_chat_and_share_go_on(case, monkeypatch):
    monkeypatch.setattr(share_module, "RESUME_AFTER_S", 0.02)
    await case.up()
    session = await case.session()
    viewer = await case.joined(session)
    session.start_share()
    await case.news.until(lambda: viewer.mirror is not None)
    viewer.mirror.interrupted_changed.connect(case.news.tell)
    case.hosting.kill()
    await case.news.until(lambda: session.reconnecting)
    assert session.share is ShareState.INTERRUPTED
    session.say("are you there?")
    await case.news.until(lambda: session.customer_present and viewer.connected)
    await case.news.until(lambda: texts(viewer.conversation) == ["are you there?"])
    await case.news.until(lambda: session.share is ShareState.ON)
    assert case.desk.host_state == "up"
    await case.news.until(lambda: viewer.mirror is not None and not viewer.mirror.is_interrupted)


async def test_a_code_does_not_outlive_its_host_and_the_desk_knows(case):
    await case.up()
    session = await case.session()
    case.hosting.kill()
    await case.news.until(lambda: session.code is None)
    assert session.code_ended is Reason.UNKNOWN_CODE
    session.new_code()
    await case.news.until(lambda: session.code is not None)
    await case.joined(session)


async def test_a_killed_console_takes_its_sessions_up_and_ends_its_share(case):
    await case.up()
    session = await case.session()
    viewer = await case.joined(session)
    session.say("one")
    await case.news.until(lambda: texts(viewer.conversation) == ["one"])
    session.start_share()
    await case.news.until(lambda: viewer.mirror is not None)
    case.kill_console()
    await case.news.until(lambda: viewer.mirror.is_interrupted)
    viewer.say("two")
    await case.up()
    (after,) = case.desk.sessions
    await case.news.until(lambda: viewer.mirror is None and texts(after.conversation) == ["one", "two"])
    after.say("three")
    await case.news.until(lambda: texts(viewer.conversation) == ["one", "two", "three"])
    assert events(after.conversation) == ["joined", "share_started", "own_connection_back", "share_stopped"]
    assert after.state is SessionState.ACTIVE


async def test_a_killed_console_whose_customer_has_left_meanwhile_waits_with_a_new_code(case):
    await case.up()
    session = await case.session()
    viewer = await case.joined(session)
    case.kill_console()
    await case.news.until(lambda: viewer.state is SessionState.RECONNECTING)
    await viewer.close()
    await case.up()
    (after,) = case.desk.sessions
    await case.news.until(lambda: after.code is not None)
    assert events(after.conversation) == ["joined", "own_connection_back", "left"]


async def test_a_second_console_takes_the_sessions_and_the_first_lets_go_for_good(case):
    await case.up()
    session = await case.session()
    viewer = await case.joined(session)
    first = case.desk
    case.desk = case.make_desk()
    await case.up()
    await case.news.until(lambda: session.closed_reason is Reason.REPLACED)
    (taken,) = case.desk.sessions
    await case.news.until(lambda: taken.customer_present)
    first.save(session)
    assert len(SeatFolder(case.folder / "console").load_all()) == 1
    assert viewer.phase == "session"
    first._connection._line.stop()


async def test_a_broken_seat_is_told_and_the_others_are_taken_up(case):
    await case.up()
    await case.session()
    case.kill_console()
    (case.folder / "console" / "broken.seat").write_bytes(b"x")
    await case.up()
    assert case.problems == ["seat_broken"]
    assert len(case.desk.sessions) == 1


async def test_a_desk_that_closes_ends_its_sessions_for_the_customers(case):
    await case.up()
    session = await case.session()
    viewer = await case.joined(session)
    await case.desk.close()
    await case.news.until(lambda: viewer.phase == "ended")
    assert viewer.ended_reason is Reason.ENDED_BY_LEAD
    assert session.closed_reason is Reason.ENDED_BY_LEAD
    assert SeatFolder(case.folder / "console").load_all() == []
    case.desk.remove(session)
    assert case.desk.sessions == []


async def test_an_open_session_is_not_removed(case):
    await case.up()
    session = await case.session()
    case.desk.remove(session)
    assert case.desk.sessions == [session]


async def test_a_full_disk_is_told_and_the_session_goes_on(case, monkeypatch):
    def full(*_):
        raise OSError(28, "no space")

    await case.up()
    monkeypatch.setattr(SeatFolder, "save", full)
    session = await case.session()
    assert session.state is SessionState.WAITING
    assert "storage_full" in case.problems


async def test_a_host_at_another_place_gets_a_line_of_its_own(case):
    await case.up()
    session = await case.session()
    line = case.desk._connection._line
    case.hosting.kill()
    case.hosting._port = 0
    await case.news.until(lambda: session.reconnecting)
    await case.news.until(lambda: not session.reconnecting)
    assert case.desk._connection._line is not line
    assert str(case.hosting._port) in case.desk.outside().address


async def test_a_lost_link_to_the_same_host_keeps_the_line(case):
    await case.up()
    session = await case.session()
    line = case.desk._connection._line
    case.desk._connection.link.close()
    await case.news.until(lambda: session.reconnecting)
    await case.news.until(lambda: not session.reconnecting)
    assert case.desk._connection._line is line
    assert session.code is not None  # the host has it still
    await case.joined(session)


async def test_where_customers_reach_the_host(case, monkeypatch):
    await case.up()
    port = case.hosting._port
    assert case.desk.outside().address == f"127.0.0.1:{port}"
    monkeypatch.setattr(Names, "public_address", "support.example")
    assert case.desk.outside().address == "support.example"
    monkeypatch.setattr(Names, "public_address", "")
    file = case.hosting.folder / "host.json"
    content = json.loads(file.read_text())
    for address, everywhere, expected in (("::1", False, "[::1]:"), ("127.0.0.1", True, ":")):
        file.write_text(json.dumps(content | {"address": address, "everywhere": everywhere}))
        case.desk._connection._entry = HostEntry.read(file)
        assert case.desk.outside().address.startswith(expected) or everywhere
    file.write_text(json.dumps(content))


async def test_where_a_browser_reaches_the_hosts_pages(case):
    await case.up()
    port = case.hosting._port
    case.desk.receive(WebPages(url="", names=()))
    assert case.desk.outside().pages == f"https://127.0.0.1:{port}"
    assert not case.desk.outside().vouched
    case.desk.receive(WebPages(url="https://chat.example", names=("chat.example",)))
    assert case.desk.outside().pages == "https://chat.example"
    assert case.desk.outside().vouched
    case.desk._connection._lose_link()
    assert case.desk.outside().pages == ""
