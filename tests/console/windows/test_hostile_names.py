"""A customer or colleague whose name is meant to mislead or to be in the way: the console's questions then."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QHelpEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget

from console.admin.directory import Directory
from console.connection.colleagues import ColleagueView
from console.connection.known_devices import Standing
from console.desk.invited import OPEN_LIMIT, InvitationView
from console.session.teamwork import Act
from console.share.turns import Wish
from console.windows.admin.questions import (
    AddTechnicianDialog,
    MoveDialog,
    NameDialog,
    RemoveGroupDialog,
    ResetPasswordDialog,
)
from console.windows.main_window import MainWindow
from console.windows.new_session import NewSessionDialog
from console.windows.parts.banner_stack import SHOWN
from console.windows.queue_panel import QueuePanel
from console.windows.session.end_question import EndQuestion
from console.windows.session.files import SessionLogDialog
from console.windows.session.invite_dialog import InviteDialog
from console.windows.share.mirror_warning import MirrorWarning
from protocol.vocabulary.accounts import DeviceKeys, Presence
from protocol.vocabulary.messages import Role, SessionState
from protocol.vocabulary.queue import Channels, WaitingCustomer
from protocol.vocabulary.teamwork import InvitationKind
from resources.look import dialog as dialogs
from resources.look.dialog import Dialog
from tests.console.conftest import FakeColleagues, FakeDesk, FakeSession, member
from tests.helpers.administration import group, technician
from tests.helpers.hostile_names import FRAME, NAMES, SMALL, answers, assert_answers_are_seen

hostile = pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have dialogs believe that the screen is small."""
    monkeypatch.setattr("resources.look.dialog.room", lambda _dialog: SMALL)


@pytest.fixture
def window(qtbot, desk, settings, choice) -> MainWindow:
    window = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(window, before_close_func=lambda w: setattr(w, "_leaving", True))
    window.resize(SMALL.width(), SMALL.height() - FRAME)
    window.show()
    return window


def see(dialog: Dialog) -> None:
    dialog.show()
    assert_answers_are_seen(dialog, *answers(dialog))
    dialog.reject()


@hostile
def test_the_window_fits_and_somebody_can_be_admitted(window: MainWindow, desk: FakeDesk, name: str) -> None:
    session = desk.add(name)
    page = window._stack.currentWidget()
    session.becomes(needs_admit=True, state=SessionState.CONNECTING, lead_name=name)
    assert_answers_are_seen(window, page.code_page.admit_button, page.code_page.refuse_button)
    assert window.minimumSizeHint().width() <= SMALL.width()
    assert window.minimumSizeHint().height() <= SMALL.height() - FRAME


@hostile
def test_an_invitation_from_a_computer_that_is_new_here_can_be_answered(
    window: MainWindow, desk: FakeDesk, name: str
) -> None:
    desk.add(name)
    keys = DeviceKeys(exchange=b"x" * 32, signing=b"s" * 32)
    new = ColleagueView(8, name, name, Presence.ONLINE, keys, b"p" * 32, Standing.NEW)
    for number in range(OPEN_LIMIT):
        desk.invited.emit(
            InvitationView(
                session=b"s" * 16,
                number=number,
                sender=new,
                kind=InvitationKind.TRANSFER,
                customer=name,
                ends_at=time.monotonic() + 1000,
            )
        )
    for banner in window.invitations.banners[:SHOWN]:
        assert_answers_are_seen(window, banner.accept_button, banner.decline_button)
    assert window.invitations.more.text() == f"{OPEN_LIMIT - SHOWN} more are waiting"
    window.invitations.banners[SHOWN].follow()
    assert not window.invitations.banners[SHOWN].isVisible()


@hostile
@pytest.mark.parametrize("kind", InvitationKind)
def test_an_invitation_can_be_answered(window: MainWindow, desk: FakeDesk, name: str, kind: InvitationKind) -> None:
    desk.add(name)
    keys = DeviceKeys(exchange=b"x" * 32, signing=b"s" * 32)
    changed = ColleagueView(8, name, name, Presence.ONLINE, keys, b"p" * 32, Standing.CHANGED)
    invitation = InvitationView(
        session=b"s" * 16, number=5, sender=changed, kind=kind, customer=name, ends_at=time.monotonic() + 1000,
    )  # fmt: skip
    desk.invited.emit(invitation)
    (banner,) = window.invitations.banners
    assert_answers_are_seen(window, banner.accept_button, banner.decline_button)
    banner.accept_button.click()
    (asked,) = [d for d in window.findChildren(Dialog) if d.isVisible()]
    see(asked)


@hostile
def test_a_wish_to_share_can_be_answered(window: MainWindow, desk: FakeDesk, name: str) -> None:
    session = desk.add(name)
    page = window._stack.currentWidget()
    session.becomes(share_wishes=(Wish(3, name),), state=SessionState.ACTIVE, customer_present=True)
    (banner,) = page.wishes.banners
    assert_answers_are_seen(window, banner.pass_on_button, banner.not_now_button)


@hostile
def test_every_question_of_a_session_has_its_answers_in_sight(
    qtbot, session: FakeSession, name: str, desk: FakeDesk
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    session.title = session.lead_name = name
    session.team.members = [member(1, "Sam", Role.LEAD, own=True), member(3, name, Role.COLLABORATOR)]
    session.forbidden = {}
    see(EndQuestion(session, parent))
    session.forbidden = {Act.LEAVE: "nobody_there", Act.END: "not_allowed"}
    see(EndQuestion(session, parent))
    for kind in InvitationKind:
        see(InviteDialog(session, FakeColleagues(), kind, parent))
    see(MirrorWarning(customer=name, sure=False, parent=parent))
    see(SessionLogDialog(session, parent))
    asked = NewSessionDialog(parent)
    asked.name.setText(name)
    see(asked)
    title, words = f"Hand the session over to {name}?", f"{name} leads it from then on. " * 9
    see(dialogs.ask(parent, title=title, words=words, yes="Hand over", then=lambda: None))
    see(dialogs.tell(parent, title=name, words="x" * 4000))


@hostile
def test_every_question_of_the_administration_has_its_answers_in_sight(qtbot, name: str) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    directory = Directory()
    directory.groups = {1: group(1, name), 2: group(2, name[:40], 1)}
    directory.technicians = {7: technician(7, name, 1)}
    see(RemoveGroupDialog(directory, 1, parent))
    see(ResetPasswordDialog(directory, 7, parent))
    see(AddTechnicianDialog(directory, 1, parent))
    see(NameDialog("Rename", name=name, yes="Rename", send=lambda *_: None, parent=parent))
    groups = QComboBox()
    groups.addItem(name, 1)
    see(MoveDialog(name, groups=groups, send=lambda *_: None, parent=parent))


@pytest.mark.parametrize("name", ['<img src="x.png">', "<h1>Your licence has expired</h1>", "<b>Anna</b>"])
def test_a_stranger_who_waits_puts_no_html_into_the_technicians_tooltip(qtbot, desk: FakeDesk, name: str) -> None:
    panel = QueuePanel(desk.queue)
    qtbot.addWidget(panel)
    panel.resize(400, 300)
    panel.show()
    handlers = desk.queue.handlers()
    handlers[Channels](Channels(own="help", channels=("help",)))
    handlers[WaitingCustomer](WaitingCustomer(customer=1, channel="help", name=name, waited_s=1))
    QApplication.processEvents()
    place = panel.rows.visualItemRect(panel.rows.item(0)).center()
    viewport = panel.rows.viewport()
    QApplication.sendEvent(viewport, QHelpEvent(QHelpEvent.Type.ToolTip, place, viewport.mapToGlobal(place)))
    tip = next(w for w in QApplication.topLevelWidgets() if w.metaObject().className() == "QTipLabel" and w.isVisible())
    assert isinstance(tip, QLabel)
    assert name.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;") in tip.text()
    assert Qt.mightBeRichText(tip.text())
    assert tip.height() < 100
    tip.hide()
    assert panel.rows.mapTo(panel, QPoint(0, 0)).x() >= 0
