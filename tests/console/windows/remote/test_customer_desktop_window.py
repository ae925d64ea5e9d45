"""The console's buttons for the customer's desktop, and the window that shows it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from console.windows.remote.customer_desktop import CustomerDesktop, CustomerDesktops
from console.windows.session.desktop_action import DesktopAction, DesktopButton
from console.windows.session.leave_button import LeaveButton
from protocol.vocabulary.content import SourceWish
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.messages import Role
from resources.mirror.model import MirrorModel
from resources.program.settings import Settings
from tests.console.conftest import FakeDesk, FakeSession


@pytest.fixture
def remote(session: FakeSession):
    session.remote.reason = None
    return session.remote


@pytest.fixture
def actions(qapp: QApplication, session: FakeSession, remote) -> dict[Access, DesktopAction]:
    return {access: DesktopAction(session, access, qapp) for access in (Access.VIEW, Access.CONTROL)}


@pytest.fixture
def desktop(qtbot: QtBot, session: FakeSession, remote, settings: Settings):
    desktop = CustomerDesktop(session=session, settings=settings)
    yield desktop
    desktop.close()


def becomes(session: FakeSession, **values: object) -> None:
    for name, value in values.items():
        setattr(session.remote, name, value)
    session.remote.changed.emit()
    session.changed.emit()


def picture() -> MirrorModel:
    model = MirrorModel(owner="Erika Example")
    model.source(320, 200, "Monitor 1")
    return model


def test_a_button_that_cannot_be_pressed_says_why(session: FakeSession, actions):
    becomes(session, reason="view_customer_missing")
    button = DesktopButton(actions[Access.VIEW], words=True)
    assert not button.isEnabled()
    assert "does not allow viewing" in button.toolTip()
    assert button.accessibleDescription() == button.toolTip()


def test_a_button_without_room_keeps_its_icon_and_its_name(qtbot: QtBot, actions):
    button = DesktopButton(actions[Access.VIEW], words=True)
    qtbot.addWidget(button)
    button.resize(button.sizeHint())
    button.show()
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    whole = button.sizeHint()
    button.resize(button.minimumSizeHint())
    assert button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert button.sizeHint() == whole
    assert (button.minimumSizeHint().width(), button.accessibleName()) == (36, "View desktop")


def test_each_button_asks_for_its_own(session: FakeSession, actions):
    for action in actions.values():
        action.trigger()
    assert session.done == [("ask", Access.VIEW), ("ask", Access.CONTROL)]


def test_a_question_can_be_taken_back_where_it_was_asked(session: FakeSession, actions):
    becomes(session, asked=Access.CONTROL, reason="desktop_not_active")
    assert (actions[Access.CONTROL].text(), actions[Access.CONTROL].isEnabled()) == ("Take back", True)
    assert not actions[Access.VIEW].isEnabled()
    actions[Access.CONTROL].trigger()
    assert session.done == [("take_back",)]


def test_what_is_allowed_can_be_given_back(session: FakeSession, actions):
    becomes(session, access=Access.CONTROL)
    assert [action.text() for action in actions.values()] == ["Stop viewing", "Stop control"]
    for action in actions.values():
        action.trigger()
    assert session.done == [("give_back",), ("only_view",)]


def test_the_window_opens_with_the_picture_and_closes_with_it(session: FakeSession, desktop: CustomerDesktop):
    session.remote.opened.emit(picture())
    window = desktop.window
    assert window.isVisible()
    assert window.windowTitle() == "Erika Example’s desktop – view only"
    session.remote.closed.emit()
    assert desktop.window is None
    assert not window.isVisible()
    assert session.done == []


def test_closing_the_window_gives_everything_back(session: FakeSession, desktop: CustomerDesktop):
    session.remote.opened.emit(picture())
    desktop.window.close()
    assert session.done == [("give_back",)]


def test_the_window_asks_for_control_and_says_when_it_has_it(session: FakeSession, desktop: CustomerDesktop):
    session.remote.opened.emit(picture())
    window = desktop.window
    becomes(session, access=Access.VIEW)
    window.control.click()
    becomes(session, asked=Access.CONTROL)
    window.control.click()
    becomes(session, access=Access.CONTROL, asked=Access.NONE)
    assert window.windowTitle() == "Erika Example’s desktop – control"
    window.control.click()
    assert session.done == [("ask", Access.CONTROL), ("take_back",), ("only_view",)]
    becomes(session, access=Access.VIEW, reason="control_customer_missing")
    assert not window.control.isEnabled()


def test_wishes_go_to_the_customer(session: FakeSession, desktop: CustomerDesktop):
    session.remote.opened.emit(picture())
    desktop.window.source_wished.emit(2)
    assert session.remote.told[-1] == SourceWish(number=2)


def test_a_lead_gives_a_colleague_leave_or_not(qtbot: QtBot, session: FakeSession, desktop: CustomerDesktop):
    parent = QWidget()
    qtbot.addWidget(parent)
    for member in (3, 4, 5):
        session.remote.leave_asked.emit(member, Access.VIEW)
    assert desktop.questions[3].windowTitle() == "May Kim ask?"
    desktop.questions[3].accept()
    desktop.questions[4].reject()
    session.remote.leave_asked.emit(5, Access.NONE)
    QApplication.processEvents()
    assert session.done == [("allow", 3, Access.VIEW), ("allow", 4, Access.NONE)]
    assert desktop.questions == {}


def test_who_leads_no_more_is_not_asked_for_leave_any_more(session: FakeSession, desktop: CustomerDesktop):
    session.remote.leave_asked.emit(3, Access.VIEW)
    session.becomes(role=Role.COLLABORATOR)
    assert (desktop.questions, session.done) == ({}, [])


def test_each_session_of_a_desk_has_its_own(desk: FakeDesk, settings: Settings):
    first = desk.add("Erika")
    desktops = CustomerDesktops(desk=desk, settings=settings)
    second = desk.add("Paul")
    second.remote.opened.emit(picture())
    assert (desktops.of[first].window, desktops.of[second].window.isVisible()) == (None, True)
    desk.remove(second)
    assert list(desktops.of) == [first]
    desktops.close()


def test_a_lead_ends_what_a_colleague_has_and_only_a_lead(qtbot: QtBot, session: FakeSession, remote):
    button = LeaveButton(session)
    qtbot.addWidget(button)
    assert button.isHidden()
    becomes(session, holder=3)
    assert (button.isHidden(), button.text()) == (False, "Stop Kim’s view")
    button.click()
    assert session.done == [("allow", 3, Access.NONE)]
    session.attendance.seat.role = Role.COLLABORATOR
    session.changed.emit()
    assert button.isHidden()
