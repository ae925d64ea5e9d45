"""Each message's bytes, as they were when it was first written down. The files in golden/ are never edited."""

import json
from pathlib import Path

import pytest

from protocol.codec import Message, Vocabulary
from protocol.content import (
    CONTENT_VOCABULARY,
    Chat,
    ChatDelivered,
    MirrorView,
    NewKey,
    PictureWish,
    PointerAt,
    PointerShape,
    Profile,
    Quality,
    ReleasedSource,
    SharedSources,
    SharePaused,
    ShareSource,
    SourceWish,
    UpdatePart,
    UpdateShown,
)
from protocol.messages import (
    HOST_VOCABULARY,
    Admit,
    Admitted,
    Attach,
    Channel,
    CodeMade,
    EndCode,
    EndJoin,
    EndShare,
    Hello,
    Join,
    Joining,
    JoinStep,
    Leave,
    LoggedIn,
    MakeCode,
    MemberLeft,
    OpenSession,
    Ping,
    Pong,
    Reason,
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
from protocol.seal import GRANT_VOCABULARY, Grant

GOLDEN = Path(__file__).parent / "golden"
SESSION = bytes(range(16))
TOKEN = bytes(range(32))
SALT = bytes(range(16, 32))

HOST_MESSAGES = [
    Hello(program="viewer"),
    Welcome(),
    Refused(about="start_share", reason=Reason.NOT_ALLOWED, session=SESSION),
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
]
CONTENT_MESSAGES = [
    Profile(name="Jörg"),
    NewKey(epoch=1, key=TOKEN),
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
]
GRANTS = [Grant(key=TOKEN, epoch=2, lead_name="Ada", customer_name="Jörg")]

CASES = [
    *((HOST_VOCABULARY, "messages", message) for message in HOST_MESSAGES),
    *((CONTENT_VOCABULARY, "content", message) for message in CONTENT_MESSAGES),
    *((GRANT_VOCABULARY, "grant", message) for message in GRANTS),
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
    ("vocabulary", "file"),
    [(HOST_VOCABULARY, "messages"), (CONTENT_VOCABULARY, "content"), (GRANT_VOCABULARY, "grant")],
    ids=["messages", "content", "grant"],
)
def test_every_message_of_a_vocabulary_has_golden_bytes(vocabulary: Vocabulary, file: str) -> None:
    assert set(golden(file)) == {kind.TAG for kind in vocabulary.kinds}
    assert set(golden(file)) == {message.TAG for v, _, message in CASES if v is vocabulary}


def test_the_specification_names_every_message() -> None:
    text = (Path(__file__).parents[2] / "protocol" / "PROTOCOL.md").read_text()
    for file in ("messages", "content", "grant"):
        assert [tag for tag in golden(file) if f"`{tag}`" not in text] == []
