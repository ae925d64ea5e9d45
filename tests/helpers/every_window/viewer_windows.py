"""Every window of the viewer, opened as a customer meets it, in each of the states that fill it most."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from protocol.card.card import CallingCard
from protocol.link.dialing import Dialler
from protocol.notation import joincode
from protocol.vocabulary.chat import Chat
from protocol.vocabulary.content import ReleasedSource
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.guests import OpenHost
from protocol.vocabulary.messages import Reason
from resources.look.dialog import Dialog
from resources.mirror.model import MirrorModel
from resources.mirror.window.picture_chat import PictureChat
from resources.program.network.check_dialog import CheckDialog, Subject
from resources.program.network.proxy_question import ProxyQuestion
from resources.program.settings import Settings
from tests.helpers.pictures import picture
from tests.viewer.conftest import FakeSession
from tests.viewer.windows.desktop.test_desktop_windows import FakeDesktop
from tests.viewer.windows.test_both_ways import Case as BothWaysCase
from tests.viewer.windows.test_queue_page import PlaceByHand
from viewer.desktop.consent import Question
from viewer.way_in.nearby import NearbyHost
from viewer.windows.desktop.control_bar import ControlBar
from viewer.windows.desktop.mirror_window import ShareWindow
from viewer.windows.desktop.question import DesktopQuestion
from viewer.windows.main_window import MainWindow

LONG_NAME = "Friederike Müller-Lüdenscheidt von der Vogelweide"
TECHNICIAN = 1
CARD = CallingCard(
    host="help.example.org:7331",
    channel="first-line",
    fingerprint=bytes(range(32)),
    title="Muster GmbH & Co. KG, Abteilung für alles Weitere",
    greeting="Wir helfen Ihnen gerne weiter.\nRufen Sie uns an.",
    icon=picture(),
)


class Viewer:
    """A session by hand with its main window."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.settings = Settings(folder / "settings.ini")
        self.session = FakeSession()
        self.session.lead_name = LONG_NAME
        self.window = MainWindow(session=self.session, settings=self.settings)
        self.kept: list[object] = []

    def close(self) -> None:
        """Let go of all windows."""
        self.window._may_close = True
        self.window.close()
        self.window.deleteLater()


def host(place: str) -> NearbyHost:
    """Return one of the hosts that say that they know the code."""
    return NearbyHost(place, joincode.parse(joincode.code_text("4821", "73904")))


def in_phase(phase: str, **values: object) -> Callable[[Viewer], QWidget]:
    """Return what shows the main window in `phase`."""

    def opened(viewer: Viewer) -> QWidget:
        viewer.session.become(phase, **values)
        return viewer.window

    return opened


def problem(code: str) -> Callable[[Viewer], QWidget]:
    """Return what shows the first page with what went wrong."""

    def opened(viewer: Viewer) -> QWidget:
        viewer.session.resumable = LONG_NAME
        viewer.session.changed.emit()
        viewer.window.join_page.code.fill_in(joincode.code_text("4821", "73904"))
        viewer.window.show_problem(code)
        return viewer.window

    return opened


def at_open_host(viewer: Viewer) -> QWidget:
    """The same, over a host that anybody may use."""
    viewer.session.open_host = OpenHost(contact="abuse@help.example.org, +49 30 1234567")
    return session(viewer)


def session(viewer: Viewer) -> QWidget:
    """A session with a line, a picture and a word of what is waited for."""
    viewer.session.become("session", technicians=(LONG_NAME, "Tom"))
    viewer.session.share(desktop())
    viewer.window.mirror_window.hide()
    viewer.session.conversation.receive(TECHNICIAN, LONG_NAME, Chat(number=1, time_ms=1, text="Guten Tag! " * 30), 1)
    viewer.session.become("session", waiting="hold", connected=True)
    return viewer.window


def new_line(viewer: Viewer) -> QWidget:
    """The technician's screen, and a line of the chat over it."""
    session(viewer)
    window = viewer.window.mirror_window
    window.show()
    line = viewer.session.conversation.receive(
        TECHNICIAN, LONG_NAME, Chat(number=2, time_ms=2, text="Sehen Sie? " * 30), 2
    )
    viewer.session.line_added.emit(line)
    return window


def chat_beside(viewer: Viewer) -> QWidget:
    """The same with the chat beside the picture."""
    window = new_line(viewer)
    next(child for child in window.children() if isinstance(child, PictureChat)).beside.open()
    return window


def ended(viewer: Viewer) -> QWidget:
    """The last page."""
    viewer.session.become("session")
    viewer.session.become("ended", ended_reason=Reason.LEFT)
    return viewer.window


def leaving(viewer: Viewer) -> QWidget:
    """The question whether to leave."""
    viewer.session.become("session")
    viewer.window.session_page.leave_button.click()
    return viewer.window.findChildren(Dialog)[0]


def box(name: str) -> Callable[[Viewer], QWidget]:
    """Return what presses the button `name` below the first page."""

    def opened(viewer: Viewer) -> QWidget:
        getattr(viewer.window.join_page.foot, name).click()
        return viewer.window.findChildren(Dialog)[0]

    return opened


def help_window(viewer: Viewer) -> QWidget:
    """The help, as F1 opens it."""
    viewer.window.show_help("watch")
    return viewer.window._help


def card(viewer: Viewer) -> QWidget:
    """The page of a Calling Card."""
    viewer.window.use_card(CARD)
    return viewer.window


def desktop() -> MirrorModel:
    """Return a technician's desktop as it arrives, larger than most screens; there are two."""
    model = MirrorModel(owner=LONG_NAME)
    model.source(1920, 1080, "Monitor 1")
    return model


def mirror(viewer: Viewer) -> QWidget:
    """The window with the technician's screen."""
    model = desktop()
    model.released((ReleasedSource(number=1, title="Monitor 1"), ReleasedSource(number=2, title="Monitor 2")), 1)
    return ShareWindow(model=model, settings=viewer.settings)


def both_ways(viewer: Viewer) -> QWidget:
    """The same while the technician sees the customer's desktop, too."""
    case = BothWaysCase(viewer.settings, sure=False)
    viewer.kept.append(case)
    model = desktop()
    case.session.mirror, case.session.desktop.name = model, LONG_NAME
    window = ShareWindow(model=model, settings=viewer.settings)
    case.windows.mirror_made.emit(window)
    window.show()
    case.allow(Access.VIEW)
    return window


def asked(access: Access, unseeable: str = "") -> Callable[[Viewer], QWidget]:
    """Return the question for the customer's desktop."""

    def opened(viewer: Viewer) -> QWidget:
        desktop = FakeDesktop()
        desktop.name_of, desktop.unseeable = (lambda _member: LONG_NAME), unseeable
        return DesktopQuestion(desktop=desktop, question=Question(member=TECHNICIAN, access=access))

    return opened


def control_bar(viewer: Viewer) -> QWidget:
    """What says that somebody operates the customer's desktop."""
    desktop = FakeDesktop()
    desktop.access, desktop.name = Access.CONTROL, LONG_NAME
    return ControlBar(desktop=desktop, key="Ctrl+Alt+X")


def check(viewer: Viewer) -> QWidget:
    """A look at the connection, before it is known to which host."""
    return CheckDialog(Subject("", None), program="viewer", ways=Dialler(), parent=viewer.window)


OPENERS: dict[str, Callable[[Viewer], QWidget]] = {
    "join": lambda viewer: viewer.window,
    "problem": problem("unreachable"),
    "joining": in_phase("joining"),
    "choosing": in_phase("choosing", choices=(host("192.168.1.20:7330"), host("192.168.1.21:7330"))),
    "queue": in_phase("waiting", queue=PlaceByHand(place=2, connected=True)),
    "offer": in_phase("offered", offer=(LONG_NAME, "support.example.org:7331")),
    "session": session,
    "session at a host for anybody": at_open_host,
    "new line": new_line,
    "chat beside": chat_beside,
    "ended": ended,
    "leaving": leaving,
    "help": help_window,
    "about": box("about_button"),
    "card": card,
    "mirror": mirror,
    "both ways": both_ways,
    "asked to see": asked(Access.VIEW),
    "asked to control": asked(Access.CONTROL),
    "control bar": control_bar,
    "check": check,
    "proxy": lambda viewer: ProxyQuestion("proxy.example.org:3128", can_remember=True, parent=viewer.window),
}
