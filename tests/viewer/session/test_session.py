"""A customer's session: what it makes of all that a host and a technician may say, in every order."""

import asyncio
from dataclasses import replace

import numpy as np
import pytest

import viewer.session.stay as stay_module
import viewer.way_in.queue_wait as queue_wait
from protocol.link.link import LinkEnd, Trust
from protocol.mirror.encode.encoder import Encoder
from protocol.mirror.picture.tiles import Rect
from protocol.notation.joincode import code_text
from protocol.seat.conversation import Conversation
from protocol.seat.seat_records import SavedSeat
from protocol.seat.seatfile import SeatFolder
from protocol.vocabulary.chat import Chat
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content import PointerAt, PointerShape, ShareSource, UpdatePart, UpdateShown
from protocol.vocabulary.messages import (
    Attach,
    EndShare,
    Leave,
    MemberLeft,
    Reason,
    Refused,
    Role,
    Sealed,
    SessionClosed,
    SessionState,
    ShareChanged,
)
from protocol.vocabulary.queue import Wait
from tests.helpers.by_hand import CUSTOMER, LEAD, SESSION, LinkByHand, News, RoomByHand, ScreenByHand, lead, seat_key
from tests.helpers.no_injector import NoInjector
from viewer.session.session import Session

OTHER_SESSION = b"o" * 16


class LineByHand:
    """Stands for the line to the host; a test says when there is a link."""

    made = None

    def __init__(self, *, address, trust, program, up, receive, down, dial):
        LineByHand.made = self
        self.address, self.trust, self.program = address, trust, program
        self.up, self.receive, self.down = up, receive, down
        self.started = self.stopped = False

    def start(self):
        self.started = True

    def stop(self):
        self.stopped = True


def saved_seat(session=SESSION, opened_ms=1, title="Anna Berger"):
    return SavedSeat(
        seat=replace(seat_key(CUSTOMER, Role.CUSTOMER), session=session),
        host="support.example:7331",
        fingerprint=b"f" * 32,
        title=title,
        own_name="Max Muster",
        conversation=Conversation(CUSTOMER, "Max Muster"),
        opened_ms=opened_ms,
    )


class Case:
    """A session of this viewer, its host's room, and its technician."""

    def __init__(self, folder):
        self.news = News()
        self.folder = folder
        self.seats = SeatFolder(folder)
        self.session = Session(seats=self.seats, screens=ScreenByHand(), injector=NoInjector("control_unavailable"))
        self.mirrors, self.closed, self.failures = [], [], []
        self.session.mirror_opened.connect(self.mirrors.append)
        self.session.mirror_closed.connect(lambda: self.closed.append(True))
        self.session.failed.connect(self.failures.append)
        self.session.line_added.connect(self.news.tell)
        self.session.changed.connect(self.news.tell)
        self.room = None
        self.line = None
        self.link = None
        self.stream = 0

    def resumed(self):
        self.session.resume()
        self.line = LineByHand.made
        return self

    def up(self):
        self.link = LinkByHand(self.news)
        before = self.room
        other = lead() if before is None else before.other
        if before is None:
            other.attach()
        self.line.up(self.link)
        self.room = RoomByHand(
            own=CUSTOMER, own_role=Role.CUSTOMER, other=other, link=self.link, receive=self.line.receive
        )
        if before is not None:
            self.room.sharing, self.room.generation = before.sharing, before.generation
        self.room.seat()
        return self

    def joined(self):
        return self.resumed().up()

    def share_is(self, sharing, by=0, reason=Reason.NONE):
        self.room.sharing = sharing
        self.line.receive(ShareChanged(session=SESSION, sharing=sharing, by=by, reason=reason))
        self.room.tell()

    def source(self, width=64, height=48):
        self.stream += 1
        self.encoder = Encoder(width, height)
        self.encoder.damage([Rect(0, 0, width, height)])
        self.room.say(ShareSource(stream=self.stream, width=width, height=height, title="DP-1"))

    def sharing(self):
        self.joined()
        self.share_is(LEAD, LEAD)
        self.source()
        return self

    def parts(self, frame):
        return [
            UpdatePart(stream=self.stream, update=part.update, final=part.final, data=part.data)
            for part in self.encoder.update(frame) or ()
        ]

    @property
    def events(self):
        return [line.event for line in self.session.conversation.lines if line.event]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(stay_module, "HostLine", LineByHand)
    SeatFolder(tmp_path).save(saved_seat())
    return tmp_path


@pytest.fixture
async def case(qapp, folder):
    case = Case(folder)
    yield case
    case.session.leave()


@pytest.fixture
def frame():
    pixels = np.random.default_rng(7).integers(0, 256, (48, 64, 4), np.uint8)
    pixels[..., 3] = 255
    return pixels


# -- taking the seat --------------------------------------------------------------------------------------------


async def test_the_session_of_a_killed_viewer_goes_on(case):
    assert (case.session.phase, case.session.resumable) == ("idle", "Anna Berger")
    case.resumed()
    assert case.line.started
    assert case.line.address == ("support.example", 7331)
    assert case.line.trust.fingerprint == b"f" * 32
    assert (case.session.phase, case.session.state) == ("session", SessionState.RECONNECTING)
    assert not case.session.connected
    case.up()
    assert case.session.connected
    assert case.session.state is SessionState.ACTIVE
    assert case.events == ["joined"]


async def test_going_on_twice_makes_one_line(case):
    case.resumed()
    case.session.resume()
    assert LineByHand.made is case.line


async def test_the_latest_of_several_saved_sessions_is_offered(case, folder):
    case.seats.save(saved_seat(OTHER_SESSION, opened_ms=9, title="Ben Later"))
    assert Session(seats=SeatFolder(folder), screens=ScreenByHand(), injector=NoInjector("")).resumable == "Ben Later"


async def test_joining_another_session_forgets_the_saved_one(case):
    case.session._seated(saved_seat(OTHER_SESSION, opened_ms=9))
    assert [saved.seat.session for saved in case.seats.load_all()] == [OTHER_SESSION]


async def test_a_killed_viewer_goes_on_with_its_numbers_and_no_line_twice(case, folder):
    case.joined()
    case.session.say("one")
    case.room.open()
    case.room.say(Chat(number=1, time_ms=5, text="reply"))
    case.room.open()
    after = Case(folder)
    after.resumed()
    after.room = case.room
    after.up()
    after.session.say("two")
    after.room.open()
    assert [line.text for line in after.session.conversation.lines if not line.event] == ["one", "reply", "two"]
    assert after.events == ["joined", "own_connection_back"]
    assert [c.number for c in after.room.other.contents if isinstance(c, Chat)] == [1, 2]
    after.session.leave()


async def test_a_line_is_saved_before_it_is_sent(case, monkeypatch):
    case.joined()
    saves = []
    save = SeatFolder.save

    def record(folder, saved):
        saves.append((len(case.link.of(Sealed)), saved.conversation.lines[-1].text))
        save(folder, saved)

    case.link.sent.clear()
    monkeypatch.setattr(SeatFolder, "save", record)
    case.session.say("hello")
    assert saves[0] == (0, "hello")
    assert len(case.link.of(Sealed)) == 1


async def test_a_folder_that_cannot_be_written_does_not_end_the_session(case, monkeypatch):
    def full(*_):
        raise OSError(28, "no space")

    case.joined()
    monkeypatch.setattr(SeatFolder, "save", full)
    monkeypatch.setattr(SeatFolder, "remove", full)
    case.session.say("hello")
    assert isinstance(case.room.open()[0], Chat)
    case.session.leave()
    assert case.session.phase == "ended"


@pytest.mark.parametrize("reason", [Reason.UNKNOWN_SESSION, Reason.SESSION_CLOSED, Reason.TIMED_OUT, Reason.REPLACED])
async def test_a_seat_that_is_gone_ends_the_session(case, reason):
    case.resumed()
    case.line.up(LinkByHand())
    case.line.receive(Refused(about=Attach.TAG, reason=reason, session=SESSION))
    assert (case.session.phase, case.session.ended_reason) == ("ended", reason)
    assert case.line.stopped
    assert bool(case.seats.load_all()) is (reason is Reason.REPLACED)


async def test_an_attach_that_is_refused_for_now_is_tried_again(case):
    case.resumed()
    case.line.up(LinkByHand())
    case.line.receive(Refused(about=Attach.TAG, reason=Reason.STORAGE, session=SESSION))
    assert case.session.phase == "session"
    assert not case.line.stopped


async def test_a_host_of_another_version_ends_the_session(case):
    case.joined()
    case.line.down(Reason.HOST_NEWER.value)
    assert (case.session.phase, case.session.ended_reason) == ("ended", Reason.HOST_NEWER)


# -- the mirror -------------------------------------------------------------------------------------------------


async def test_the_mirror_opens_with_the_first_source_and_once(case, frame):
    case.joined()
    case.share_is(LEAD, LEAD)
    assert case.mirrors == []
    case.source()
    assert len(case.mirrors) == 1
    assert case.session.mirror is case.mirrors[0]
    assert (case.mirrors[0].owner, case.mirrors[0].title) == ("Anna Berger", "DP-1")
    case.source(80, 60)
    assert len(case.mirrors) == 1
    assert case.mirrors[0].canvas.pixels.shape == (60, 80, 4)


async def test_what_is_painted_is_acknowledged(case, frame):
    case.sharing()
    case.link.take(Sealed)
    parts = case.parts(frame)
    for part in parts:
        case.room.say(part)
    await case.news.until(lambda: bool(case.link.of(Sealed)))
    assert (case.mirrors[0].canvas.pixels == frame).all()
    assert case.room.open() == [UpdateShown(stream=1, update=parts[-1].update)]


async def test_parts_of_an_older_stream_are_ignored(case, frame):
    case.sharing()
    old = case.parts(frame)
    case.source()
    for part in old:
        case.room.say(part)
    player = case.session._stay.showing._watching._player
    assert not player._parts


async def test_the_end_of_the_share_closes_the_mirror(case):
    case.sharing()
    case.share_is(0, LEAD, Reason.STOPPED)
    assert (case.closed, case.session.mirror) == ([True], None)
    assert case.events == ["joined", "share_started", "share_stopped"]


@pytest.mark.parametrize(
    ("by", "reason", "event"),
    [
        (CUSTOMER, Reason.WINDOW_CLOSED, "share_closed_by_you"),
        (LEAD, Reason.STOPPED, "share_stopped"),
        (0, Reason.RIGHT_REMOVED, "share_stopped"),
    ],
)
async def test_the_transcript_says_who_ended_the_share(case, by, reason, event):
    case.sharing()
    case.share_is(0, by, reason)
    assert case.events[-1] == event


async def test_what_comes_late_opens_no_window_again(case, frame):
    case.sharing()
    parts = case.parts(frame)
    case.line.receive(ShareChanged(session=SESSION, sharing=0, by=LEAD, reason=Reason.STOPPED))
    for part in parts:
        case.room.say(part)
    case.room.say(PointerAt(x=1, y=2, visible=True))
    case.source()
    assert len(case.mirrors) == 1
    assert case.session.mirror is None
    case.room.sharing = 0
    case.room.tell()
    assert case.closed == [True]


async def test_nothing_opens_without_a_share(case):
    case.joined()
    case.source()
    assert case.mirrors == []


async def test_parts_before_a_source_open_nothing(case, frame):
    case.joined()
    case.share_is(LEAD, LEAD)
    case.room.say(UpdatePart(stream=1, update=1, final=True, data=b"x"))
    case.room.say(PointerAt(x=1, y=2, visible=True))
    assert case.session.mirror is None
    assert case.link.end is None


async def test_the_customer_ends_the_share_at_once_and_what_was_under_way_opens_nothing(case):
    case.sharing()
    case.session.end_share()
    case.session.end_share()
    assert (case.closed, case.session.mirror) == ([True], None)
    assert case.link.of(EndShare) == [EndShare(session=SESSION)]
    case.source()
    assert len(case.mirrors) == 1
    case.share_is(0, CUSTOMER, Reason.WINDOW_CLOSED)
    assert case.events[-1] == "share_closed_by_you"
    case.share_is(LEAD, LEAD)
    case.source()
    assert len(case.mirrors) == 2


async def test_an_end_without_a_connection_counts_when_it_is_back(case):
    case.sharing()
    case.line.down("lost")
    case.session.end_share()
    case.up()
    assert case.link.of(EndShare) == [EndShare(session=SESSION)]
    case.source()
    assert len(case.mirrors) == 1
    case.room.tell()
    assert len(case.link.of(EndShare)) == 1


async def test_a_break_freezes_the_mirror_until_there_is_a_new_source(case):
    case.sharing()
    case.line.down("lost")
    assert case.mirrors[0].is_interrupted
    assert not case.session.connected
    case.up()
    assert case.mirrors[0].is_interrupted
    case.source()
    assert not case.mirrors[0].is_interrupted
    assert len(case.mirrors) == 1
    assert case.closed == []


async def test_a_break_of_the_technicians_freezes_the_mirror(case):
    case.sharing()
    case.room.lose()
    assert case.mirrors[0].is_interrupted
    case.room.arrive()
    case.source()
    assert not case.mirrors[0].is_interrupted


async def test_a_share_that_ended_during_a_break_closes_the_mirror_and_says_so(case):
    case.sharing()
    case.line.down("lost")
    case.room.sharing = 0
    case.up()
    assert case.closed == [True]
    assert case.events[-1] == "share_stopped"


async def test_a_killed_viewer_sees_a_share_that_goes_on(case, folder):
    case.sharing()
    after = Case(folder)
    after.resumed()
    after.room = case.room
    after.up()
    assert after.mirrors == []
    after.stream = case.stream
    after.source()
    assert len(after.mirrors) == 1
    after.session.leave()


async def test_an_update_that_does_not_decode_ends_the_link_and_not_the_program(case):
    case.sharing()
    case.room.say(UpdatePart(stream=1, update=1, final=True, data=b"nonsense"))
    await case.news.until(lambda: case.mirrors[0].is_interrupted)
    assert case.link.end is LinkEnd.BAD_MESSAGE
    assert case.session.phase == "session"
    assert case.session._stay.showing._watching._player is None


@pytest.mark.parametrize(
    "content",
    [
        PointerShape(width=2, height=2, hot_x=0, hot_y=0, pixels=b"short"),
        ShareSource(stream=2, width=16_384, height=16_384, title="vast"),
    ],
)
async def test_content_no_honest_sharer_sends_is_a_bad_message(case, content):
    case.sharing()
    with pytest.raises(BadMessage):
        case.room.say(content)
    assert case.session.phase == "session"


async def test_a_vast_first_source_opens_no_mirror(case):
    case.joined()
    case.share_is(LEAD, LEAD)
    with pytest.raises(BadMessage):
        case.room.say(ShareSource(stream=2, width=16_384, height=16_384, title="vast"))
    assert case.session.mirror is None


async def test_the_decoding_thread_ends_with_the_share(case):
    case.sharing()
    thread = case.session._stay.showing._watching._player._thread
    case.share_is(0, LEAD, Reason.STOPPED)
    await asyncio.get_running_loop().run_in_executor(None, thread.join, 10)
    assert not thread.is_alive()


# -- the end ----------------------------------------------------------------------------------------------------


async def test_leaving_says_so_and_forgets_the_seat(case):
    case.sharing()
    case.session.leave()
    case.session.leave()
    assert case.link.of(Leave) == [Leave(session=SESSION)]
    assert (case.session.phase, case.session.ended_reason) == ("ended", Reason.LEFT)
    assert case.seats.load_all() == []
    assert case.closed == [True]
    assert case.session.resumable is None
    assert case.line.stopped
    assert case.events[-1] == "session_closed"


async def test_whose_technician_is_gone_waits_on_with_the_token_of_the_seat(case, monkeypatch):
    monkeypatch.setattr(queue_wait, "HostLine", LineByHand)
    case.joined()
    assert not case.session.may_wait_on
    case.session.wait_on()
    case.line.receive(SessionClosed(session=SESSION, reason=Reason.TECHNICIAN_GONE, channel="printers"))
    assert (case.session.phase, case.session.may_wait_on) == ("ended", True)

    case.session.wait_on()

    assert case.session.phase == "waiting"
    line, link = LineByHand.made, LinkByHand(case.news)
    assert (line.address, line.trust) == (("support.example", 7331), Trust(fingerprint=b"f" * 32))
    line.up(link)
    assert link.of(Wait) == [Wait(channel="printers", name="Max Muster", token=saved_seat().seat.token)]


@pytest.mark.parametrize(
    ("reason", "channel"),
    [(Reason.TECHNICIAN_GONE, ""), (Reason.TECHNICIAN_GONE, "No Channel!"), (Reason.ENDED_BY_LEAD, "printers")],
)
async def test_no_other_end_leads_into_a_queue(case, reason, channel):
    case.joined()
    case.line.receive(SessionClosed(session=SESSION, reason=reason, channel=channel))
    case.session.wait_on()
    assert (case.session.phase, case.session.may_wait_on) == ("ended", False)


async def test_nothing_is_done_after_the_end(case):
    case.sharing()
    case.line.receive(SessionClosed(session=SESSION, reason=Reason.ENDED_BY_LEAD))
    assert (case.session.phase, case.session.ended_reason) == ("ended", Reason.ENDED_BY_LEAD)
    lines = len(case.session.conversation.lines)
    case.room.sharing = LEAD
    case.line.receive(ShareChanged(session=SESSION, sharing=LEAD, by=LEAD, reason=Reason.NONE))
    case.line.down("lost")
    case.session.say("too late")
    assert len(case.session.conversation.lines) == lines
    assert (case.session.state, case.session.connected) == (SessionState.CLOSED, False)
    assert case.seats.load_all() == []


async def test_a_technician_who_leaves_is_in_the_transcript(case):
    case.joined()
    case.line.receive(MemberLeft(session=SESSION, member=LEAD, reason=Reason.TIMED_OUT))
    assert case.events == ["joined", "timed_out"]


async def test_after_the_end_it_begins_again(case):
    case.joined()
    case.session.start_again()
    assert case.session.phase == "session"
    case.session.leave()
    case.session.start_again()
    assert case.session.phase == "idle"
    assert case.session.conversation is None
    assert case.session.mirror is None


# -- asking for a code ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "code"), [("123", "length"), ("fernblick://x", "link")])
async def test_what_is_no_code_is_said_at_once(case, text, code):
    case.session.join(text, "")
    assert case.failures == [code]
    assert case.session.phase == "idle"


async def test_an_address_that_is_none_ends_the_attempt(case):
    case.session.join(code_text("1234", "56789"), "not an address!")
    assert case.session.phase == "joining"
    await case.news.until(lambda: case.session.phase == "idle")
    assert case.failures == ["name"]


async def test_no_code_is_taken_within_a_session(case):
    case.joined()
    case.session.join("123", "")
    assert case.failures == []
    assert case.session.phase == "session"


async def test_whose_key_is_known_is_kept(case):
    case.joined()
    kept = case.seats.load_all()[0].seat
    assert [known.member for known in kept.book.known] == [LEAD]
    assert kept.book.leads == (LEAD,)
