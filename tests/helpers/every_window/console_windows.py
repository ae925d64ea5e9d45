"""Every window of the console, opened as a technician opens it, in each of the states that fill it most."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from console.admin.audit_heads import AuditHeads
from console.admin.directory import Directory
from console.admin.reports import Reports
from console.connection.choice import HostChoice
from console.connection.open_host import OpenRemote
from console.connection.remote_host import HostSeen
from console.desk.invited import InvitationView
from console.desk.queue import Queue
from console.session.teamwork import Act
from console.share.share import ShareState
from console.share.thumbnails import Offer
from console.share.turns import Wish
from console.windows.about import AboutDialog
from console.windows.admin.card_dialog import CardDialog, CardPlace
from console.windows.admin.questions import (
    AddTechnicianDialog,
    DetailsDialog,
    MoveDialog,
    NameDialog,
    RemoveGroupDialog,
    RemoveTechnicianDialog,
    ResetPasswordDialog,
    group_choice,
)
from console.windows.admin.window import AdministrationCenter
from console.windows.host_dialogs import ChangePasswordDialog, FirstPasswordDialog, HostDialog, LoginDialog
from console.windows.join_colleague import JoinColleagueDialog
from console.windows.main_window import MainWindow
from console.windows.new_session import NewSessionDialog
from console.windows.open_host.entry_dialog import EntryDialog
from console.windows.open_host.where_choice import WhereChoice
from console.windows.remote.control import Control
from console.windows.remote.customer_desktop_window import CustomerDesktopWindow
from console.windows.reports.columns import session_columns
from console.windows.reports.csv_saving import CsvSaving, SavingDialog
from console.windows.session.code.qr_code import QrDialog
from console.windows.session.end_question import EndQuestion
from console.windows.session.files import SessionLogDialog
from console.windows.session.invite_dialog import InviteDialog
from console.windows.session.notes_dialog import NotesDialog
from console.windows.settings_dialog import SettingsDialog
from console.windows.share.desktop_pointing import DesktopPointing
from console.windows.share.mirror_warning import MirrorWarning
from console.windows.share.never_show_dialog import NeverShowDialog
from console.windows.share.share_bar import ShareBar
from console.windows.share.source_chooser import SourceChooser
from console.windows.which_host import WhichHostDialog
from protocol.mirror.capture.common.source import Monitor, Window
from protocol.mirror.picture.pointing import Board
from protocol.mirror.picture.tiles import Rect
from protocol.trust.device import Device
from protocol.vocabulary.guests import Guests
from protocol.vocabulary.marks import Picture
from protocol.vocabulary.messages import Role
from protocol.vocabulary.queue import Channels, WaitingCustomer
from protocol.vocabulary.teamwork import InvitationKind
from resources.chat.saving import SaveChatDialog
from resources.mirror.model import MirrorModel
from resources.mirror.window.pointing import Pointing
from resources.program.settings import Settings
from tests.console.colleagues_by_hand import view
from tests.console.conftest import CUSTOMER, TOM, FakeDesk, FakePasswords, member
from tests.helpers.administration import HostByHand
from tests.helpers.every_window.faults import settle
from tests.helpers.reports_by_hand import ReportsByHand
from tests.protocol.golden_messages import HOST_MESSAGES

LONG_NAME = "Friederike Müller-Lüdenscheidt von der Vogelweide"
ADA = view(8, "Ada")
Openers = dict[str, Callable[["Console"], QWidget]]


class Console:
    """A desk by hand with its main window, and all that its dialogs want to know."""

    def __init__(self, folder: Path) -> None:
        (folder / "host").mkdir(parents=True)
        self.folder = folder
        self.settings = Settings(folder / "settings.ini")
        self.desk = FakeDesk()
        self.choice = HostChoice(settings=self.settings, folder=folder, listen=None, passwords=FakePasswords(folder))
        self.choice.use_company_host(HostSeen("support.example:7331", bytes(range(32)), public=False))
        self.directory, self.reports = Directory(), Reports()
        self.host = HostByHand(self.directory)
        self.directory.link_up(self.host.send)
        self.directory.watch(True)
        self.answers = ReportsByHand(self.reports)
        self.heads = AuditHeads(self.reports, folder / "heads.json")
        self.reports.link_up(self.answers.send)
        self.window = MainWindow(desk=self.desk, settings=self.settings, choice=self.choice)

    @property
    def remote(self):
        """The company's host."""
        assert self.choice.remote is not None
        return self.choice.remote

    def session(self, name: str = LONG_NAME):
        """Return a session that the main window shows."""
        session = self.desk.add(name)
        session.screens = [Monitor(1, "DP-1", Rect(0, 0, 1920, 1080), True)]
        return session

    def close(self) -> None:
        """Let go of all windows."""
        self.window._leaving = True
        self.window.close()
        self.window.deleteLater()


def main_window(shows: Callable[[object], None] | None = None) -> Callable[[Console], QWidget]:
    """Return what shows the main window with a session in a state."""

    def opened(console: Console) -> QWidget:
        if shows is not None:
            shows(console.session())
        return console.window

    return opened


def chat(session) -> None:
    """The customer has come."""
    session.joined()
    session.line(CUSTOMER, "Guten Tag, können Sie mir helfen? " * 6)


def live(session) -> None:
    """The technician shows the own screen."""
    chat(session)
    session.goes_live()


def team(session) -> None:
    """A colleague is there, too."""
    live(session)
    session.team.members = [*session.team.members, member(CUSTOMER, LONG_NAME, Role.CUSTOMER)]
    session.collaborator_comes()


def wished(session) -> None:
    """A colleague asks to share."""
    team(session)
    session.share_wishes = (Wish(TOM, LONG_NAME),)
    session.changed.emit()


def queue(console: Console) -> QWidget:
    """Somebody waits."""
    waits: Queue = console.desk.queue
    waits.handlers()[Channels](Channels(own="printers", channels=("billing", "printers")))
    for number in range(3):
        came = WaitingCustomer(customer=number + 1, channel="printers", name=LONG_NAME, waited_s=60, sender="")
        waits.handlers()[WaitingCustomer](came)
    return console.window


def table(console: Console) -> QWidget:
    """The list of all sessions."""
    console.session().joined()
    console.window.show_table()
    return console.window


class Pictures:
    """What there is to be shown: two monitors, two windows."""

    def take(self):
        left = Monitor(1, "DP-1", Rect(0, 0, 1920, 1080), True)
        right = Monitor(2, "HDMI-1", Rect(1920, 0, 1280, 1024), False)
        return Offer([left, right], [Window(77, "Bericht - Schreibprogramm", Rect(10, 20, 300, 200), 4711)])

    def stop(self) -> None:
        """Nothing runs."""


def invite(kind: InvitationKind) -> Callable[[Console], QWidget]:
    """Return what asks for a colleague."""

    def opened(console: Console) -> QWidget:
        console.desk.colleagues.all = [ADA, view(9, LONG_NAME)]
        session = console.session()
        session.joined()
        return InviteDialog(session, console.desk.colleagues, kind, console.window)

    return opened


def end(console: Console) -> QWidget:
    """All three answers."""
    session = console.session()
    team(session)
    session.forbidden.pop(Act.LEAVE, None)
    return EndQuestion(session, console.window)


def picture(owner: str) -> MirrorModel:
    """Return a desktop as it arrives, larger than most screens."""
    model = MirrorModel(owner=owner)
    model.source(1920, 1080, "Monitor 1")
    return model


def customer_desktop(console: Console) -> QWidget:
    """The window with the customer's desktop."""
    session = console.session()
    session.remote.reason, session.remote.send = None, lambda _content: None
    window = CustomerDesktopWindow(model=picture(LONG_NAME), remote=session.remote, settings=console.settings)
    Control(session=session, window=window)
    DesktopPointing(session=session, window=window)
    return window


def help_window(console: Console) -> QWidget:
    """The help, at its longest page."""
    console.window.show_help("share")
    return console.window._help


def share_bar(console: Console) -> QWidget:
    """The technician's small bar, with what the customer sees."""
    session = console.session()
    live(session)
    session.sharing.state, session.sharing.title = ShareState.ON, "DP-1"
    session.sharing.picture, session.sharing.look = None, lambda: None
    pointing = Pointing(
        picture=Picture.SHARE, board=Board(), stream=lambda: 1, send=lambda _content: None, parent=console.window
    )
    bar = ShareBar(session, pointing)
    bar.seen_button.setChecked(True)
    return bar


def invited(console: Console) -> QWidget:
    """A colleague asks for help."""
    asked = InvitationView(
        session=b"s" * 16,
        number=1,
        sender=view(8, "Bernd Berger"),
        kind=InvitationKind.COLLABORATE,
        customer=LONG_NAME,
        ends_at=time.monotonic() + 1000,
    )
    console.desk.invitations.append(asked)
    console.desk.invited.emit(asked)
    return console.window


def saving(console: Console) -> QWidget:
    """A long report on its way into a file."""
    rows = CsvSaving(console.reports, session_columns(), console.folder / "rows.csv", console.window)
    return SavingDialog(rows, console.window)


def administration(part: str) -> Callable[[Console], QWidget]:
    """Return what opens the Administration Center at `part`."""

    def opened(console: Console) -> QWidget:
        center = AdministrationCenter(
            directory=console.directory,
            reports=console.reports,
            heads=console.heads,
            settings=console.settings,
            host=lambda: ("support.example:7331", bytes(32)),
            pages=lambda: "https://support.example",
        )
        center.show()
        center.sections.show_part(part)
        settle()
        console.answers.answer()
        return center

    return opened


def open_host(console: Console) -> OpenRemote:
    """Use a host for anybody."""
    console.choice = HostChoice(
        settings=console.settings,
        folder=console.folder,
        listen=None,
        passwords=FakePasswords(console.folder),
        device=Device(bytes(32), bytes(range(32))),
    )
    console.choice.use_open_host(HostSeen("a-long-name-of-a-host.help.example.org", bytes(32), public=True))
    assert isinstance(console.choice.remote, OpenRemote)
    return console.choice.remote


def entry(terms: str) -> Callable[[Console], QWidget]:
    """Return what asks whether `terms` are accepted, or for an invitation."""

    def opened(console: Console) -> QWidget:
        host = open_host(console)
        host.terms = terms
        return EntryDialog(host, console.window)

    return opened


def new_session_somewhere(console: Console) -> QWidget:
    """A new session of somebody who has both hosts."""
    open_host(console)
    return NewSessionDialog(console.window, WhereChoice(console.choice))


def without_account(console: Console) -> QWidget:
    """What is used by those without an account."""
    center = administration("guests")(console)
    assert isinstance(center, AdministrationCenter)
    center.sections.guests._show(next(message for message in HOST_MESSAGES if isinstance(message, Guests)))
    return center


def qr(console: Console) -> QWidget:
    """The code as a picture."""
    return QrDialog(console.session(), console.window)


def unreached(console: Console) -> QWidget:
    """The main window without its host."""
    console.desk.host("down:unreachable")
    return console.window


OPENERS: Openers = {
    "welcome": main_window(),
    "unreached": unreached,
    "code": main_window(lambda session: None),
    "chat": main_window(chat),
    "live": main_window(live),
    "team": main_window(team),
    "wished": main_window(wished),
    "queue": queue,
    "session list": table,
    "never shown": lambda console: NeverShowDialog(console.settings, console.window),
    "new session": lambda console: NewSessionDialog(console.window),
    "new session, and a name": lambda console: NewSessionDialog(console.window, own_name="root"),
    "settings": lambda console: SettingsDialog(console.settings, console.window),
    "about": lambda console: AboutDialog("ab12 " * 8, console.window),
    "join": lambda console: JoinColleagueDialog(console.desk, console.window),
    "invite": invite(InvitationKind.COLLABORATE),
    "transfer": invite(InvitationKind.TRANSFER),
    "end": end,
    "qr": qr,
    "log": lambda console: SessionLogDialog(console.session(), console.window),
    "save chat": lambda console: SaveChatDialog(LONG_NAME, list, console.window),
    "which host": lambda console: WhichHostDialog(console.choice, console.window),
    "host": lambda console: HostDialog("support.example", console.window),
    "anywhere": lambda console: HostDialog("help.example.org", console.window, for_anybody=True),
    "terms": entry("Helfen Sie nur Menschen, die Sie kennen.\n" * 40),
    "invitation": entry(""),
    "new session, where": new_session_somewhere,
    "without account": without_account,
    "login": lambda console: LoginDialog(console.desk, console.remote, console.window),
    "first password": lambda console: FirstPasswordDialog(console.desk, console.remote, console.window),
    "password": lambda console: ChangePasswordDialog(console.desk.account, console.remote, console.window),
    "mirror effect": lambda console: MirrorWarning(customer=LONG_NAME, sure=False, parent=console.window),
    "source": lambda console: SourceChooser(console.session(), console.window, pictures=Pictures()),
    "customer's desktop": customer_desktop,
    "help": help_window,
    "share bar": share_bar,
    "invited": invited,
    "saving": saving,
    "administration": administration("people"),
    "sessions report": administration("sessions"),
    "audit": administration("audit"),
    "charts": administration("charts"),
    "page": administration("page"),
    "name": lambda console: NameDialog(
        "Umbenennen", name=LONG_NAME, yes="OK", send=lambda _name, _then: None, parent=console.window
    ),
    "move": lambda console: MoveDialog(
        "Verschieben",
        groups=group_choice(console.directory, without=set(), chosen=1),
        send=lambda _group, _then: None,
        parent=console.window,
    ),
    "remove group": lambda console: RemoveGroupDialog(console.directory, 1, console.window),
    "remove technician": lambda console: RemoveTechnicianDialog(
        console.directory, 7, console.window, disable=lambda: None
    ),
    "details": lambda console: DetailsDialog(console.directory, 7, console.window),
    "notes": lambda console: NotesDialog(console.session(), console.window),
    "reset password": lambda console: ResetPasswordDialog(console.directory, 7, console.window),
    "add technician": lambda console: AddTechnicianDialog(console.directory, 1, console.window),
    "card": lambda console: CardDialog(
        CardPlace(host="help.example.org:7331", fingerprint=bytes(32), channel="first-line"), console.window
    ),
}
