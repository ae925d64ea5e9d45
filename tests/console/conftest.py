"""A desk and sessions by hand, as the console's windows see them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from console.admin.audit_heads import AuditHeads
from console.admin.directory import Directory
from console.admin.reports import Reports
from console.connection.choice import HostChoice
from console.connection.colleagues import ColleagueView
from console.connection.newer_version import NewerVersion
from console.connection.outside import Outside
from console.connection.own_account import OwnAccount
from console.desk.invited import InvitationView
from console.desk.queue import NEXT, Queue
from console.session.active_code import ActiveCode
from console.session.invitations import OpenInvitation
from console.session.notes import Noted
from console.session.teamwork import Act, TeamMember
from console.share.light import Reading
from console.share.share import ShareState
from console.share.turns import Wish
from protocol.mirror.capture.common.source import Monitor, Source
from protocol.mirror.picture.tiles import Rect
from protocol.seat.conversation import Line
from protocol.trust.device import Device
from protocol.vocabulary.content import PauseReason
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.messages import Reason, Role, SessionState
from protocol.vocabulary.reports import NotesKept
from resources.program.settings import Settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TIME_MS = 1_790_000_000_000
OWN, CUSTOMER, TOM = 1, 2, 3


@dataclass
class FakeCode:
    text: str = "1234 567 890"
    link: str = "fernblick://support.example:7330/1234#c2VjcmV0"
    valid_s: int = 900
    left_s: int = 872

    page: str = "https://support.example/chat/1234#c2VjcmV0"
    burned: bool = False
    vouched: bool = True
    own_host: bool = False

    way = ActiveCode.way
    address = ActiveCode.address
    viewer_address = ActiveCode.viewer_address
    reach = ActiveCode.reach

    def seconds_left(self) -> int:
        return self.left_s


@dataclass
class FakeConversation:
    lines: list[Line] = field(default_factory=list)

    def first(self, event: str) -> Line | None:
        return next((line for line in self.lines if line.event == event), None)


class FakeTeam:
    """Who is in the session; what a window has it do is noted in its session."""

    def __init__(self, done: list[tuple[object, ...]]) -> None:
        self.members = [member(OWN, "Sam Support", Role.LEAD, own=True)]
        self.may_take_over = False
        self._done = done

    def hand_over(self, number: int) -> None:
        self._done.append(("hand_over", number))

    def remove(self, number: int) -> None:
        self._done.append(("remove", number))

    def leave(self) -> None:
        self._done.append(("leave",))

    def take_over(self) -> None:
        self._done.append(("take_over",))

    def set_hold(self, hold: bool) -> None:
        self._done.append(("set_hold", hold))


class FakeInvitations:
    """The invitations of a session."""

    def __init__(self, done: list[tuple[object, ...]]) -> None:
        self.open: list[OpenInvitation] = []
        self._done = done

    def invite(self, technician: int) -> None:
        self._done.append(("invite", technician))

    def transfer(self, technician: int) -> None:
        self._done.append(("transfer", technician))

    def take_back(self, technician: int) -> None:
        self._done.append(("take_back", technician))


class FakeQueueTransfer:
    """Where a session waits in a queue; what a window has it do is noted in its session."""

    def __init__(self, done: list[tuple[object, ...]]) -> None:
        self.channel = ""
        self.place = 0
        self.picked_by: ColleagueView | None = None
        self._done = done

    def hand_over(self, to: ColleagueView, *, compared: bool = False) -> None:
        self._done.append(("hand_over_to", to.technician, compared))

    def transfer(self, channel: str) -> None:
        self._done.append(("transfer_to_queue", channel))

    def take_back(self) -> None:
        self._done.append(("take_out_of_queue",))


def member(
    number: int,
    name: str,
    role: Role,
    *,
    own: bool = False,
    words: tuple[int, int] | None = None,
    **more: bool,
) -> TeamMember:
    return TeamMember(
        number=number,
        name=name,
        role=role,
        present=more.get("present", True),
        sharing=more.get("sharing", False),
        own=own,
        words=words,
    )


class FakeColleagues(QObject):
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.all: list[ColleagueView] = []
        self.trusted: list[tuple[int, bool]] = []
        self.still_so = True

    def trust(self, shown: ColleagueView, *, compared: bool) -> bool:
        self.trusted.append((shown.technician, compared))
        return self.still_so


class FakeSharing:
    """The share in detail; what a window has it do is noted in its session."""

    def __init__(self, done: list[tuple[object, ...]]) -> None:
        self.paused = False
        self.lost = ""
        self.held: PauseReason | None = None
        self.goes_on_in_s = 0
        self.source: Source | None = None
        self.released: tuple[Monitor, ...] = ()
        self.light: Reading | None = None
        self._done = done

    def pause(self) -> None:
        self._done.append(("pause",))

    def resume(self) -> None:
        self._done.append(("resume",))

    def hold(self, why: PauseReason) -> None:
        self._done.append(("hold", why))

    def release(self, *, by_itself: bool) -> None:
        self._done.append(("release", by_itself))


class FakeRemote(QObject):
    """The customer’s desktop; what a window has it do is noted in its session."""

    changed = Signal()
    opened = Signal(object)
    closed = Signal()
    leave_asked = Signal(int, object)

    def __init__(self, done: list[tuple[object, ...]]) -> None:
        super().__init__()
        self.access = Access.NONE
        self.asked = Access.NONE
        self.mirror = None
        self.reason: str | None = "desktop_customer_missing"
        self.told: list[object] = []
        self.holder = 0
        self.rests_s = 0
        self._done = done

    def blocked(self, access: Access) -> str | None:
        return self.reason

    def ask(self, access: Access) -> None:
        self._done.append(("ask", access))

    def take_back(self) -> None:
        self._done.append(("take_back",))

    def give_back(self) -> None:
        self._done.append(("give_back",))

    def only_view(self) -> None:
        self._done.append(("only_view",))

    def tell(self, content: object) -> None:
        self.told.append(content)

    def allow(self, member: int, access: Access) -> None:
        self._done.append(("allow", member, access))


class FakeSession(QObject):
    changed = Signal()
    line_added = Signal(object)
    line_changed = Signal(object)
    code_changed = Signal()
    admit_asked = Signal()
    bar_asked = Signal()
    problem = Signal(str)
    ended = Signal()
    private_line_added = Signal(object)
    private_line_changed = Signal(object)
    colleague_code_changed = Signal()

    def __init__(self, title: str = "Erika Example") -> None:
        super().__init__()
        self.choices_dropped = 0
        self.title = title
        self.own_number = OWN
        self.state = SessionState.WAITING
        self.customer_present = False
        self.reconnecting = False
        self.conversation = FakeConversation()
        self.code: FakeCode | None = FakeCode()
        self.code_ended = Reason.NONE
        self.needs_admit = False
        self.share = ShareState.OFF
        self.share_title = ""
        self.share_started_at = 0.0
        self.resume_in_s = 0
        self.share_blocked: str | None = "customer_missing"
        self.closed_reason: Reason | None = None
        self.screens = [Monitor(1, "DP-1", Rect(0, 0, 1920, 1080), True)]
        self.done: list[tuple[object, ...]] = []
        self.sharing = FakeSharing(self.done)
        self.remote = FakeRemote(self.done)
        self.attendance = SimpleNamespace(name_of=lambda _member: "Kim", seat=SimpleNamespace(role=Role.LEAD))
        self.opened_ms = TIME_MS
        self.role = Role.LEAD
        self.lead_name = "Sam Support"
        self.on_hold = False
        self.private = FakeConversation()
        self.typing: tuple[str, ...] = ()
        self.share_wanted = False
        self.share_offered = False
        self.sharer = 0
        self.share_wishes: tuple[Wish, ...] = ()
        self.sharer_name = ""
        self.sharer_present = True
        self.team = FakeTeam(self.done)
        self.invitations = FakeInvitations(self.done)
        self.queue = FakeQueueTransfer(self.done)
        self.channel = ""
        self.calling = False
        self.customer_seated = False
        self.colleague_code: FakeCode | None = None
        self.colleague_code_ended = Reason.NONE
        self.admits_colleague = False
        self.admits_under_attack = False
        self.forbidden: dict[Act, str] = {Act.LEAVE: "nobody_there"}
        self.capture = SimpleNamespace(own=True, asks=False)
        self.may_note, self.may_name_customer = True, True
        self.notes: NotesKept | str | None = NotesKept(request=0, customer="", reference="", note="", outcome="")
        self.problem_of_writing = ""

    def read_notes(self, then: Callable[[NotesKept | str], None]) -> None:
        if self.notes is not None:
            then(self.notes)

    def write_notes(self, noted: Noted, then: Callable[[str], None]) -> None:
        self.done.append(("notes", noted))
        then(self.problem_of_writing)

    @property
    def admit_question(self) -> int:
        return (2 if self.admits_colleague else 1) if self.needs_admit else 0

    def monitors(self) -> list[Monitor]:
        return self.screens

    def say(self, text: str) -> None:
        self.done.append(("say", text))

    def why_not(self, act: Act) -> str | None:
        return self.forbidden.get(act)

    def say_private(self, text: str) -> None:
        self.done.append(("say_private", text))

    def write(self, text: str) -> None:
        self.written = text

    def wish_share(self) -> None:
        self.done.append(("wish_share",))

    def withdraw_share_wish(self) -> None:
        self.done.append(("withdraw_share_wish",))

    def end_other_share(self) -> None:
        self.done.append(("end_other_share",))

    def take_share(self, member: int) -> None:
        self.done.append(("take_share", member))

    def end_code(self) -> None:
        self.done.append(("end_code",))

    def end_colleague_code(self) -> None:
        self.done.append(("end_colleague_code",))

    def answer_share_wish(self, member: int, yes: bool) -> None:
        self.done.append(("answer_share_wish", member, yes))

    def new_colleague_code(self) -> None:
        self.done.append(("new_colleague_code",))

    def follow_place(self) -> None:
        pass

    def new_code(self) -> None:
        self.done.append(("new_code",))

    def admit(self, yes: bool) -> None:
        self.done.append(("admit", yes))

    def start_share(self, monitor: int | None) -> None:
        self.done.append(("start_share", monitor))

    def show_source(self, source: Source, released: tuple[Monitor, ...]) -> None:
        self.done.append(("show_source", source, released))

    def choose_again(self) -> None:
        self.done.append(("choose_again",))

    def drop_choice(self) -> None:
        self.choices_dropped += 1

    def stop_share(self) -> None:
        self.done.append(("stop_share",))

    def end(self) -> None:
        self.done.append(("end",))

    # what a test has happen

    def becomes(self, **values: object) -> None:
        for name, value in values.items():
            assert hasattr(self, name)
            setattr(self, name, value)
        self.changed.emit()

    def joined(self) -> None:
        self.code = None
        self.event("joined")
        self.becomes(state=SessionState.ACTIVE, customer_present=True, share_blocked=None)

    def goes_live(self) -> None:
        self.becomes(share=ShareState.ON, share_title="DP-1", share_started_at=time.monotonic() - 42)

    def line(self, author: int, text: str, *, delivered: bool = True) -> Line:
        number = 1 + sum(1 for line in self.conversation.lines if line.author == author)
        name = "Sam Support" if author == OWN else self.title
        line = Line(author, name, TIME_MS + 1000 * len(self.conversation.lines), text, number, delivered)
        return self._add(line)

    def private_line(self, author: int, text: str) -> Line:
        line = Line(author, "Tom", TIME_MS, text, 1 + len(self.private.lines), True)
        self.private.lines.append(line)
        self.private_line_added.emit(line)
        return line

    def collaborator_comes(self, **more: bool) -> None:
        self.team.members = [*self.team.members, member(TOM, "Tom", Role.COLLABORATOR, **more)]
        self.forbidden.pop(Act.LEAVE, None)
        self.changed.emit()

    def event(self, code: str) -> Line:
        return self._add(Line(0, "", TIME_MS + 1000 * len(self.conversation.lines), self.title, 0, False, code))

    def _add(self, line: Line) -> Line:
        self.conversation.lines.append(line)
        self.line_added.emit(line)
        return line


class FakeDesk(QObject):
    session_added = Signal(object)
    session_removed = Signal(object)
    changed = Signal()
    problem = Signal(str)
    invited = Signal(object)
    invitation_gone = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.sessions: list[FakeSession] = []
        self.colleagues = FakeColleagues()
        self.invitations: list[InvitationView] = []
        self.device = Device(b"x" * 32, b"y" * 32)
        self.host_state = "up"
        self.shows_screen = False
        self.reach = "name"
        self.login_in_s = 0
        self.account = OwnAccount()
        self.directory = Directory()
        self.reports = Reports()
        self.audit_heads = AuditHeads(self.reports, Path("/nonexistent/heads"))
        self.newer = NewerVersion(Path("/nonexistent/note"), keys=(), installed=str)
        self.queue = Queue()
        self.done: list[tuple[object, ...]] = []

    def outside(self) -> Outside:
        return Outside("support.example:443", None, pages="https://support.example")

    def open_session(self, customer_name: str) -> None:
        self.done.append(("open_session", customer_name))

    def pick_up(self, customer: int = NEXT) -> None:
        self.done.append(("pick_up", customer))

    def retry(self) -> None:
        self.done.append(("retry",))

    def answer(self, invitation: InvitationView, yes: bool) -> None:
        self.done.append(("answer", invitation.number, yes))

    def cancel_joining(self) -> None:
        self.done.append(("cancel_joining",))

    def accept_from(self, invitation: InvitationView, *, compared: bool) -> None:
        self.done.append(("accept_from", invitation.number, compared))

    def join_session(self, text: str) -> None:
        self.done.append(("join_session", text))

    def log_out(self) -> None:
        self.done.append(("log_out",))

    def remove(self, session: FakeSession) -> None:
        self.sessions.remove(session)
        self.session_removed.emit(session)

    # what a test has happen

    def add(self, title: str = "Erika Example") -> FakeSession:
        session = FakeSession(title)
        self.sessions.append(session)
        self.session_added.emit(session)
        return session

    def host(self, state: str) -> None:
        self.host_state = state
        self.changed.emit()


class FakePasswords:
    """A key store in memory."""

    available = True

    def __init__(self, folder: Path) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.folder = folder

    def read(self, host: str, name: str) -> str | None:
        return self.kept.get((host, name))

    def keep(self, host: str, name: str, password: str) -> None:
        self.kept[host, name] = password

    def forget(self, host: str, name: str) -> None:
        self.kept.pop((host, name), None)


@pytest.fixture
def passwords(tmp_path) -> FakePasswords:
    return FakePasswords(tmp_path)


@pytest.fixture
def choice(settings: Settings, passwords: FakePasswords, tmp_path) -> HostChoice:
    (tmp_path / "host").mkdir()  # of a technician who has used this computer's own host before
    return HostChoice(settings=settings, folder=tmp_path, listen=None, passwords=passwords)


@pytest.fixture
def desk(qapp: object) -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def session(qapp: object) -> FakeSession:
    return FakeSession()


@pytest.fixture
def settings(qapp: object, tmp_path) -> Settings:
    return Settings(tmp_path / "settings.ini")
