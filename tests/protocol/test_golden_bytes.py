"""Each message's bytes, as they were when it was first written down. The files in golden/ are never edited."""

import json
from pathlib import Path

import pytest

import protocol.input
from protocol.accounts import (
    Account,
    AddGroup,
    AddTechnician,
    Changed,
    ChangeGroup,
    ChangePassword,
    ChangeTechnician,
    Colleague,
    ColleagueGone,
    DeviceKeys,
    EntryGone,
    GroupEntry,
    GroupReplies,
    PasswordLogin,
    Presence,
    RemoveGroup,
    Replies,
    ResetPassword,
    RightSetting,
    Scope,
    SetGroupReplies,
    SetGroupRights,
    SetPresence,
    Setting,
    TechnicianEntry,
    WatchDirectory,
)
from protocol.chat import Chat, ChatDelivered, EarlierLine, PrivateChat, PrivateChatDelivered, Typing
from protocol.codec import Message, Vocabulary
from protocol.content import (
    Capabilities,
    MirrorView,
    PictureWish,
    PointerAt,
    PointerShape,
    Profile,
    Program,
    Quality,
    ReleasedSource,
    ShareAnswer,
    SharedSources,
    SharePaused,
    ShareSource,
    ShareWish,
    SourceWish,
    ThroughQueue,
    UpdatePart,
    UpdateShown,
    ViewerLink,
    ViewerWish,
    Vouch,
)
from protocol.content_vocabulary import CONTENT_VOCABULARY, CUSTOMER_VOCABULARY
from protocol.desktop import Access, AllowDesktop, AskDesktop, DesktopAsked, DesktopChanged, GrantDesktop
from protocol.device import INVITATION_VOCABULARY, InvitationGrant
from protocol.input import (
    InputReleased,
    KeyChanged,
    MouseButton,
    MouseButtonChanged,
    MouseMoved,
    TextTyped,
    WheelTurned,
)
from protocol.introduction import OFFER_VOCABULARY, KeyOffer
from protocol.joins import Admit, Admitted, CodeMade, EndCode, EndJoin, Join, Joining, JoinStep, MakeCode
from protocol.marks import Mark, MarkKind, MarkPoint, MarksCleared, Picture
from protocol.messages import (
    Attach,
    Channel,
    Draining,
    EndShare,
    Hello,
    Leave,
    LoggedIn,
    MemberLeft,
    OpenSession,
    Ping,
    Pong,
    Reason,
    Redirected,
    Refused,
    Rights,
    Role,
    Room,
    Sealed,
    Seat,
    SessionClosed,
    SessionOpened,
    SessionState,
    ShareChanged,
    StartShare,
    TokenLogin,
    Welcome,
)
from protocol.queue import (
    CallIn,
    Channels,
    CustomerGone,
    CustomerPicked,
    EndQueueTransfer,
    EndWait,
    GroupChannel,
    PickedUp,
    PickUp,
    QueueTransfer,
    QueueTransferEnded,
    QueueTransferPicked,
    SetGroupChannel,
    TransferToQueue,
    Wait,
    WaitEnded,
    Waiting,
    WaitingCustomer,
    WaitingGone,
)
from protocol.reports import (
    AskAudit,
    AskDays,
    AskSessions,
    AskShares,
    AuditChecked,
    AuditPage,
    AuditRow,
    CheckAudit,
    Day,
    DayFigures,
    SessionOrder,
    SessionPage,
    SessionRow,
    ShareFigures,
    TechnicianShares,
)
from protocol.seal import GRANT_VOCABULARY, Grant
from protocol.teamwork import (
    AnswerInvitation,
    ColleagueCodeMade,
    ColleagueJoining,
    EndColleagueCode,
    EndInvitation,
    HandOver,
    InvitationAccepted,
    InvitationEnded,
    InvitationKind,
    InvitationSent,
    Invite,
    Invited,
    LeaveLead,
    MakeColleagueCode,
    RemoveMember,
    SetHold,
    TakeOver,
)
from protocol.vocabulary import HOST_VOCABULARY
from protocol.web import MakeViewerCode, WebPages

GOLDEN = Path(__file__).parent / "golden"
SESSION = bytes(range(16))
TOKEN = bytes(range(32))
SALT = bytes(range(16, 32))
SETTING = RightSetting(name="share_screen", setting=Setting.ON, locked=True, locked_above=False, effective=True)

SESSION_ROW = SessionRow(
    session=SESSION,
    opened_ms=1_795_000_000_000,
    closed_ms=None,
    reason="",
    lead="Ada",
    group="support",
    colleagues=("Björn",),
    customers=1,
    channel="printers",
    waited_ms=41_000,
    shares=2,
    shared_ms=60_000,
)
AUDIT_ROW = AuditRow(
    number=40, time_ms=1_795_000_000_000, event="login", session=b"", who="Ada", customer=False, detail="password"
)
HOST_MESSAGES = [
    Hello(program="viewer"),
    Welcome(),
    Refused(about="start_share", reason=Reason.NOT_ALLOWED, session=SESSION),
    Redirected(address="second.example:7330"),
    Draining(session=SESSION, seconds=300),
    Ping(),
    Pong(),
    TokenLogin(token=TOKEN),
    LoggedIn(name="technician", group="support", rights=("chat", "share_screen")),
    Rights(rights=("chat",)),
    OpenSession(request=7),
    SessionOpened(request=7, session=SESSION, member=1, token=TOKEN),
    MakeCode(session=SESSION),
    CodeMade(session=SESSION, route="0412", valid_s=600),
    EndCode(session=SESSION, burned=True),
    Join(route="0412"),
    Joining(session=SESSION, join=3),
    JoinStep(session=SESSION, join=3, data=b"step"),
    Admit(session=SESSION, join=3),
    Admitted(session=SESSION, join=3, member=2, token=TOKEN),
    EndJoin(session=SESSION, join=3, reason=Reason.WRONG_CODE),
    Attach(session=SESSION, member=2, token=TOKEN, salt=SALT),
    Room(
        session=SESSION,
        state=SessionState.ACTIVE,
        seats=(
            Seat(member=1, role=Role.LEAD, present=True, generation=1, salt=SALT),
            Seat(member=2, role=Role.CUSTOMER, present=False, generation=70000, salt=SESSION),
        ),
        sharing=1,
    ),
    Sealed(session=SESSION, member=2, generation=5, channel=Channel.PICTURE, box=b"\x00\x00\x00\x01box"),
    StartShare(session=SESSION),
    EndShare(session=SESSION),
    ShareChanged(session=SESSION, sharing=0, by=2, reason=Reason.WINDOW_CLOSED),
    Leave(session=SESSION),
    MemberLeft(session=SESSION, member=2, reason=Reason.LEFT),
    SessionClosed(session=SESSION, reason=Reason.ENDED_BY_LEAD),
    PasswordLogin(name="ada", password="correct horse"),
    Account(technician=7, administrator=True, sessions_limit=10),
    ChangePassword(request=1, old="correct horse", new="battery staple"),
    DeviceKeys(exchange=TOKEN, signing=TOKEN),
    SetPresence(presence=Presence.BUSY),
    Colleague(technician=8, name="Björn", group="support", presence=Presence.AWAY, exchange=TOKEN, signing=None),
    ColleagueGone(technician=8),
    WatchDirectory(request=2, watch=True),
    GroupEntry(group=3, parent=0, name="support", rights=(SETTING,), sessions=0, sessions_effective=10),
    TechnicianEntry(technician=7, group=3, name="ada", administrator=True, disabled=False, presence=Presence.ONLINE),
    EntryGone(group=3, technician=0),
    Changed(request=2, reason=Reason.NAME_TAKEN),
    AddGroup(request=3, parent=0, name="support"),
    ChangeGroup(request=4, group=3, parent=1, name="second level"),
    RemoveGroup(request=5, group=3, heir=1),
    SetGroupRights(request=6, group=3, rights=(SETTING,), sessions=5, scope=Scope.SUBGROUPS),
    AddTechnician(request=7, group=3, name="ada", password="correct horse", administrator=False),
    ChangeTechnician(request=8, technician=7, group=3, name="ada", administrator=True, disabled=False),
    ResetPassword(request=9, technician=7, password="correct horse"),
    Replies(replies=("Good morning!", "One moment, please.")),
    GroupReplies(group=3, replies=("Good morning!",)),
    SetGroupReplies(request=10, group=3, replies=("Good morning!", "One moment, please.")),
    Invite(session=SESSION, technician=8, kind=InvitationKind.COLLABORATE, grant=b"sealed"),
    InvitationSent(session=SESSION, invitation=4, technician=8, kind=InvitationKind.COLLABORATE),
    Invited(session=SESSION, invitation=4, sender=7, kind=InvitationKind.TRANSFER, grant=b"sealed"),
    AnswerInvitation(session=SESSION, invitation=4, accept=True),
    InvitationAccepted(session=SESSION, invitation=4, member=3, token=TOKEN),
    EndInvitation(session=SESSION, invitation=4),
    InvitationEnded(session=SESSION, invitation=4, reason=Reason.DECLINED),
    MakeColleagueCode(session=SESSION),
    ColleagueCodeMade(session=SESSION, route="0413", valid_s=600),
    EndColleagueCode(session=SESSION, burned=False),
    ColleagueJoining(session=SESSION, join=4),
    HandOver(session=SESSION, member=3),
    TakeOver(session=SESSION),
    RemoveMember(session=SESSION, member=3),
    LeaveLead(session=SESSION),
    SetHold(session=SESSION, hold=True),
    AskDesktop(session=SESSION, access=Access.CONTROL),
    DesktopAsked(session=SESSION, member=1, access=Access.CONTROL),
    AllowDesktop(session=SESSION, member=3, access=Access.VIEW),
    GrantDesktop(session=SESSION, member=1, access=Access.VIEW),
    DesktopChanged(session=SESSION, member=1, access=Access.NONE, by=2, reason=Reason.REVOKED),
    Wait(channel="printers", name="Jörg", token=TOKEN),
    Waiting(place=2, waited_s=90, token=TOKEN),
    EndWait(),
    WaitEnded(reason=Reason.UNKNOWN_CHANNEL),
    PickedUp(route="0412", secret=SALT),
    Channels(own="printers", channels=("billing", "printers")),
    WaitingCustomer(customer=5, channel="printers", name="Jörg", waited_s=90, sender="Ada"),
    WaitingGone(customer=5),
    PickUp(request=11, customer=5),
    CustomerPicked(request=11, customer=5, channel="printers", name="Jörg", session=SESSION),
    CallIn(session=SESSION, secret=SALT),
    CustomerGone(session=SESSION),
    TransferToQueue(session=SESSION, channel="printers"),
    EndQueueTransfer(session=SESSION),
    QueueTransfer(session=SESSION, channel="printers", place=1),
    QueueTransferPicked(session=SESSION, technician=8),
    QueueTransferEnded(session=SESSION, reason=Reason.LEFT),
    GroupChannel(group=3, channel="printers", effective="printers"),
    SetGroupChannel(request=12, group=3, channel="printers"),
    AskSessions(
        request=11,
        since_ms=1,
        until_ms=1_795_000_000_000,
        words="ada",
        technician=7,
        group=3,
        order=SessionOrder.LENGTH,
        descending=False,
        after=b"place",
    ),
    SessionPage(request=11, rows=(SESSION_ROW,), next=b"place"),
    AskAudit(
        request=12,
        since_ms=1,
        until_ms=2,
        words="ada",
        events=("login",),
        technician=7,
        group=3,
        descending=False,
        after=b"place",
    ),
    AuditPage(request=12, rows=(AUDIT_ROW,), next=b""),
    CheckAudit(request=13),
    AuditChecked(request=13, rows=40, broken=41),
    AskDays(request=14, starts=(1, 2)),
    DayFigures(request=14, days=(Day(sessions=9, waited=8, waited_median_ms=7, waited_most_ms=6),)),
    AskShares(request=15, since_ms=1, until_ms=2),
    ShareFigures(request=15, technicians=(TechnicianShares(name="Ada", shares=3, shared_ms=9000),), others=1),
    WebPages(url="https://support.example", port=7331),
    MakeViewerCode(session=SESSION),
]
CONTENT_MESSAGES = [
    Profile(name="Jörg"),
    Capabilities(program=Program.PAGE, picture=True, window_log=23, kinds=(0, 2)),
    Vouch(member=2, key=TOKEN, customer=True, ticket=TOKEN),
    Chat(number=3, time_ms=1_795_000_000_000, text="Grüße 👋"),
    ChatDelivered(number=3),
    ShareSource(stream=1, width=1920, height=1080, title="HDMI-1"),
    UpdateShown(stream=1, update=300),
    UpdatePart(stream=1, update=300, final=True, data=b"\x28\xb5\x2f\xfd"),
    PointerShape(width=1, height=2, hot_x=0, hot_y=1, pixels=bytes(8)),
    PointerAt(x=-5, y=1079, visible=True),
    SharePaused(paused=True),
    SharedSources(sources=(ReleasedSource(number=1, title="HDMI-1"), ReleasedSource(number=2, title="DP-2")), shown=2),
    SourceWish(number=1),
    PictureWish(quality=Quality.LOW_DATA, grey=True),
    MirrorView(scale_percent=67, visible=True, full_screen=False),
    PrivateChat(number=1, time_ms=1_795_000_000_000, text="psst"),
    PrivateChatDelivered(number=1),
    Typing(typing=True),
    ShareWish(wanted=True),
    ShareAnswer(granted=False),
    Mark(
        picture=Picture.SHARE,
        stream=2,
        number=1,
        kind=MarkKind.ARROW,
        points=(MarkPoint(x=1, y=2), MarkPoint(x=300, y=-4)),
        kept=True,
    ),
    MarksCleared(picture=Picture.DESKTOP),
    EarlierLine(author=0, name="Jörg", number=3, time_ms=1_795_000_000_000, text="Grüße"),
    ViewerWish(),
    ThroughQueue(channel="printers"),
    ViewerLink(link="fernblick://support.example/0412#secret", code="0412 000 176"),
]
INPUT_MESSAGES = [
    MouseMoved(stream=2, x=0, y=1079),
    MouseButtonChanged(stream=2, x=5, y=6, button=MouseButton.RIGHT, pressed=True),
    WheelTurned(stream=2, x=5, y=6, horizontal=0, vertical=-120),
    KeyChanged(keysym=0xFFE9, pressed=False),
    TextTyped(text="ŝ"),
    InputReleased(),
]
GRANTS = [Grant(key=TOKEN, lead_name="Ada", customer_name="Jörg")]
INVITATIONS = [
    InvitationGrant(
        member=1,
        key=TOKEN,
        lead_name="Ada",
        customer_name="Jörg",
        vouches=(Vouch(member=2, key=TOKEN, customer=True, ticket=TOKEN),),
    )
]
OFFERS = [KeyOffer(key=TOKEN, customer=False, known=True, voucher=1, proof=TOKEN)]

CASES = [
    *((HOST_VOCABULARY, "messages", message) for message in HOST_MESSAGES),
    *((CONTENT_VOCABULARY, "content", message) for message in CONTENT_MESSAGES),
    *((CUSTOMER_VOCABULARY, "input", message) for message in INPUT_MESSAGES),
    *((GRANT_VOCABULARY, "grant", message) for message in GRANTS),
    *((OFFER_VOCABULARY, "offer", message) for message in OFFERS),
    *((INVITATION_VOCABULARY, "invitation", message) for message in INVITATIONS),
]


def golden(file: str) -> dict[str, str]:
    return json.loads((GOLDEN / f"{file}.json").read_text())


@pytest.mark.parametrize(("vocabulary", "file", "message"), CASES, ids=lambda value: getattr(value, "TAG", ""))
def test_a_message_encodes_to_its_golden_bytes(vocabulary: Vocabulary, file: str, message: Message) -> None:
    assert vocabulary.encode(message).hex() == golden(file)[message.TAG]


@pytest.mark.parametrize(("vocabulary", "file", "message"), CASES, ids=lambda value: getattr(value, "TAG", ""))
def test_golden_bytes_decode_to_their_message(vocabulary: Vocabulary, file: str, message: Message) -> None:
    assert vocabulary.decode(bytes.fromhex(golden(file)[message.TAG])) == message


@pytest.mark.parametrize(
    ("kinds", "file"),
    [
        (HOST_VOCABULARY.kinds, "messages"),
        (CONTENT_VOCABULARY.kinds, "content"),
        (protocol.input.KINDS, "input"),
        (GRANT_VOCABULARY.kinds, "grant"),
        (OFFER_VOCABULARY.kinds, "offer"),
        (INVITATION_VOCABULARY.kinds, "invitation"),
    ],
    ids=["messages", "content", "input", "grant", "offer", "invitation"],
)
def test_every_message_of_a_vocabulary_has_golden_bytes(kinds: tuple[type[Message], ...], file: str) -> None:
    assert set(golden(file)) == {kind.TAG for kind in kinds}
    assert set(golden(file)) == {message.TAG for _, name, message in CASES if name == file}


def test_the_specification_names_every_message() -> None:
    text = (Path(__file__).parents[2] / "protocol" / "PROTOCOL.md").read_text()
    for file in ("messages", "content", "input", "grant", "offer", "invitation"):
        assert [tag for tag in golden(file) if f"`{tag}`" not in text] == []
