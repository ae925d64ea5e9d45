"""The window with a customer's desktop, operated with mouse and keyboard."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.windows.remote.composing import Composing
from console.windows.remote.control import Control
from console.windows.remote.customer_desktop_window import CustomerDesktopWindow
from protocol.notation.keysyms import Key
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.input import (
    InputReleased,
    KeyChanged,
    MouseButton,
    MouseButtonChanged,
    MouseMoved,
    TextTyped,
    WheelTurned,
)
from resources.mirror.model import MirrorModel
from resources.program.settings import Settings
from tests.console.conftest import FakeSession
from tests.helpers.by_hand import LinkByHand
from tests.helpers.mouse import move_mouse

STREAM = 7


class Case:
    """A window that shows a picture of 320 x 200 pixels, and what leaves it."""

    def __init__(self, session: FakeSession, settings: Settings) -> None:
        self.session = session
        self.sent: list[object] = []
        self.link = LinkByHand()
        session.remote.send = self.sent.append
        session.remote.reason = None
        seats = SimpleNamespace(customer=lambda: SimpleNamespace(member=2), seal=lambda _to, content: content)
        session.attendance = SimpleNamespace(link=self.link, member=seats)
        self.model = MirrorModel(owner="Erika")
        self.model.source(320, 200, "Monitor 1", stream=STREAM)
        self.window = CustomerDesktopWindow(model=self.model, remote=session.remote, settings=settings)
        self.control = Control(session=session, window=self.window)
        self.window.resize(1200, 700)
        self.window.show()
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.view = self.window.view
        self.view.zoom_to(1.0)

    def becomes(self, access: Access) -> None:
        self.session.remote.access = access
        self.session.remote.changed.emit()

    def at(self, x: int, y: int) -> QPoint:
        """Return where a pixel of the picture is in the view."""
        corner = self.view.seen_placement().target.topLeft()
        return QPoint(corner.x() + x, corner.y() + y) / self.view.devicePixelRatioF()

    def moves(self) -> list[tuple[int, int]]:
        return [(moved.x, moved.y) for moved in self.link.of(MouseMoved)]

    def taken(self) -> list[object]:
        taken, self.sent[:] = list(self.sent), []
        return taken


@pytest.fixture
def case(qtbot: QtBot, session: FakeSession, settings: Settings):
    case = Case(session, settings)
    case.becomes(Access.CONTROL)
    yield case
    case.becomes(Access.NONE)
    case.window.shut()


def button(x: int, y: int, pressed: bool, which: MouseButton = MouseButton.LEFT) -> MouseButtonChanged:
    return MouseButtonChanged(stream=STREAM, x=x, y=y, button=which, pressed=pressed)


def key(keysym: int, pressed: bool) -> KeyChanged:
    return KeyChanged(keysym=keysym, pressed=pressed)


def test_while_only_viewing_nothing_is_sent_and_the_keys_are_the_windows_own(case: Case):
    case.becomes(Access.VIEW)
    case.taken()
    QTest.mouseClick(case.view.viewport(), Qt.MouseButton.LeftButton, pos=case.at(5, 5))
    QTest.keyClick(case.view, Qt.Key.Key_A)
    assert case.sent == []
    assert not case.control.has_keyboard
    QTest.keyClick(case.view, Qt.Key.Key_F11)
    assert case.window.isFullScreen()


def test_clicks_and_drags_come_at_their_pixel_also_outside_the_picture(case: Case):
    view = case.view.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=case.at(12, 34))
    move_mouse(view, case.at(-40, 500))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=case.at(400, 500))
    assert case.taken() == [button(12, 34, True), button(319, 199, False)]
    assert case.moves() in ([], [(0, 199)])


def test_a_press_beside_the_picture_stays_here(case: Case):
    QTest.mouseClick(case.view.viewport(), Qt.MouseButton.LeftButton, pos=case.at(-5, 5))
    assert case.taken() == []


def test_motion_is_sent_as_the_link_has_room_and_only_the_latest_counts(case: Case, qtbot: QtBot):
    case.link.narrow = True
    for x in range(1, 30):
        move_mouse(case.view.viewport(), case.at(x, 3), held=Qt.MouseButton.NoButton)
    assert case.moves() == []
    case.link.narrow = False
    case.link.pump()
    qtbot.waitUntil(lambda: case.moves()[-1:] == [(29, 3)])
    assert len(case.moves()) <= 3, "and not all thirty"


def test_the_wheel_turns_there(case: Case):
    place = QPointF(case.at(9, 8))
    turn = QWheelEvent(
        *(place, case.view.viewport().mapToGlobal(place), QPoint(), QPoint(0, -120)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(case.view.viewport(), turn)
    assert case.taken() == [WheelTurned(stream=STREAM, x=9, y=8, horizontal=0, vertical=-120)]


def test_every_key_goes_there_and_none_is_a_shortcut_here(case: Case):
    assert case.control.has_keyboard
    for each in (Qt.Key.Key_F11, Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_A):
        QTest.keyClick(case.view, each)
    keysyms = [message.keysym for message in case.taken()]
    assert keysyms == [Key.F1 + 10] * 2 + [Key.TAB] * 2 + [Key.ESCAPE] * 2 + [ord("a")] * 2
    assert not case.window.isFullScreen()
    assert case.view.hasFocus()


def compose(case: Case, words: str, sent: str = "") -> None:
    event = QInputMethodEvent(words, [])
    event.setCommitString(sent)
    QApplication.sendEvent(case.view, event)


def composed(case: Case) -> Composing:
    (shown,) = case.view.viewport().findChildren(Composing)
    return shown


def test_composed_text_is_sent_as_text(case: Case):
    compose(case, "", "é")
    assert case.taken() == [TextTyped(text="é")]


def test_text_is_seen_while_it_is_composed_where_the_technician_has_clicked(case: Case):
    QTest.mouseClick(case.view.viewport(), Qt.MouseButton.LeftButton, pos=case.at(30, 40))
    case.taken()
    compose(case, "にほ")
    shown = composed(case)
    assert (shown.words, case.taken()) == ("にほ", [])
    assert shown.geometry().topLeft() == case.at(30, 40) + QPoint(0, 16)
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImCursorRectangle | Qt.InputMethodQuery.ImEnabled)
    QApplication.sendEvent(case.view, query)
    assert query.value(Qt.InputMethodQuery.ImCursorRectangle) == shown.geometry()
    compose(case, "", "日本")
    assert (shown.words, shown.isVisible(), case.taken()) == ("", False, [TextTyped(text="日本")])


@pytest.mark.parametrize("place", [(2, 2), (310, 198), (2, 198), (310, 2)])
def test_what_is_composed_is_seen_whole_also_at_an_edge(case: Case, place):
    case.window.resize(500, 400)
    QTest.mouseClick(case.view.viewport(), Qt.MouseButton.LeftButton, pos=case.at(*place))
    compose(case, "n" * 30)
    assert case.view.viewport().rect().contains(composed(case).geometry())


def test_what_was_composed_goes_with_the_keyboard(case: Case):
    compose(case, "にほ")
    case.window.bar.end.setFocus()
    assert not composed(case).isVisible()


def visible_pixels(case: Case) -> int:
    image = case.view.viewport().cursor().pixmap().toImage()
    return sum(image.pixelColor(x, y).alpha() > 32 for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize(("width", "height"), [(16, 16), (1, 1), (32, 8)])
@pytest.mark.parametrize("pixel", [b"\0\0\0\0", b"\x05\x05\x05\x05"])
def test_where_the_customers_pointer_is_invisible_a_dot_is_shown(case: Case, width, height, pixel):
    case.model.pointer_shape(width, height, 0, 0, pixel * width * height)
    assert visible_pixels(case) > 20
    case.model.pointer_shape(4, 4, 1, 1, b"\xff\xff\xff\xff" * 16)
    assert (visible_pixels(case), case.view.viewport().cursor().hotSpot()) == (16, QPoint(1, 1))


def test_with_alt_the_wheel_turns_as_it_was_turned(case: Case, monkeypatch):
    monkeypatch.setattr("console.windows.remote.control.QGuiApplication.platformName", lambda: "xcb")
    place = QPointF(case.at(9, 8))
    turn = QWheelEvent(
        *(place, case.view.viewport().mapToGlobal(place), QPoint(), QPoint(-120, 0)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.AltModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(case.view.viewport(), turn)
    assert case.taken() == [WheelTurned(stream=STREAM, x=9, y=8, horizontal=0, vertical=-120)]


@pytest.mark.parametrize("how", ["right control", "focus", "window", "control", "break"])
def test_when_the_keyboard_goes_everything_is_released(case: Case, how: str, monkeypatch):
    QTest.keyPress(case.view, Qt.Key.Key_A)
    case.taken()
    if how == "right control":
        right = SimpleNamespace(keysym=lambda: Key.RIGHT_CONTROL)
        monkeypatch.setattr("console.windows.remote.control._pressed", lambda _event, _groups: right)
        QTest.keyPress(case.view, Qt.Key.Key_Control)
        monkeypatch.undo()
    elif how == "focus":
        case.window.bar.end.setFocus()
    elif how == "window":
        QApplication.sendEvent(case.window, QEvent(QEvent.Type.WindowDeactivate))
    elif how == "control":
        case.becomes(Access.VIEW)
    else:
        case.model.interrupted(True)
    assert case.taken() == [InputReleased()]
    assert not case.control.has_keyboard
    assert case.view.keyboardGrabber() is None
    QTest.keyRelease(case.view, Qt.Key.Key_A)
    assert case.taken() == []


def test_a_click_into_the_picture_takes_the_keyboard_again(case: Case):
    case.window.bar.end.setFocus()
    assert not case.control.has_keyboard
    QTest.mouseClick(case.view.viewport(), Qt.MouseButton.LeftButton, pos=case.at(1, 1))
    assert case.control.has_keyboard


def test_the_menu_sends_keys_that_a_window_does_not_get(case: Case):
    case.control.menu.actions()[0].trigger()
    assert [(message.keysym, message.pressed) for message in case.taken()] == [
        *((keysym, True) for keysym in (Key.LEFT_CONTROL, Key.LEFT_ALT, Key.DELETE)),
        *((keysym, False) for keysym in (Key.DELETE, Key.LEFT_ALT, Key.LEFT_CONTROL)),
    ]
