"""What shows that something is shared: border, bar, marks; kept out of the picture."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from console.share.share import ShareState
from console.windows.share.border import THICKNESS, edges_of
from console.windows.share.both_ways import BothWays
from console.windows.share.mirror_warning import MirrorPicture, MirrorWarning
from console.windows.share.share_signs import ShareSigns
from console.windows.share.shared_place import SharedPlace
from protocol.mirror.capture.common.source import Monitor, MonitorSource, RegionSource, WindowSource
from protocol.mirror.picture.tiles import Rect
from protocol.mirror.picture.watermark import Mark as ViewMark
from protocol.mirror.send.screens import NOWHERE
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.marks import Mark, MarkKind, MarkPoint, MarksCleared, Picture
from resources.mirror.window.mirror_effect import Apart
from tests.helpers.mouse import move_mouse

SCREEN = Monitor(1, "DP-1", Rect(0, 0, 800, 600), True)
STREAM, CUSTOMER = 6, 2
SHOWN = MonitorSource(1, "DP-1")


class LeftOut:
    def __init__(self) -> None:
        self.numbers: set[int] = set()
        self.traces = False

    def add(self, number, word=None, *, lingers=True, below=False):
        self.numbers.add(number)

    def discard(self, number):
        self.numbers.discard(number)

    def leaves_a_trace(self, number):
        return self.traces


class Sharing:
    def __init__(self) -> None:
        self.source = None
        self.paused = False
        self.lost = ""
        self.title = "DP-1"
        self.stream = STREAM
        self.state = ShareState.OFF
        self.done: list[str] = []

    def pause(self):
        self.done.append("pause")

    def resume(self):
        self.done.append("resume")


class Capture:
    own = True
    asks = False


class Remote:
    access = Access.NONE


class Session(QObject):
    changed = Signal()
    pointed = Signal(int, object)
    ended = Signal()
    both_ways_asked = Signal(object)
    bar_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = "Erika"
        self.sharing = Sharing()
        self.capture = Capture()
        self.remote = Remote()
        self.sent: list = []
        self.stops = 0

    @property
    def share(self):
        return self.sharing.state

    def monitors(self):
        return [SCREEN]

    def point(self, content):
        self.sent.append(content)

    def stop_share(self):
        self.stops += 1

    def begin(self, source=SHOWN):
        self.sharing.source, self.sharing.state = source, ShareState.ON
        self.changed.emit()

    def end(self):
        self.sharing.source, self.sharing.state = None, ShareState.OFF
        self.changed.emit()


class Desk(QObject):
    session_added = Signal(object)
    session_removed = Signal(object)

    def __init__(self, *sessions) -> None:
        super().__init__()
        self.sessions = list(sessions)


@pytest.fixture
def left_out() -> LeftOut:
    return LeftOut()


@pytest.fixture
def mark() -> ViewMark:
    return ViewMark(1)


@pytest.fixture
def apart(qapp, left_out, mark) -> Apart:
    return Apart(left_out, mark)


@pytest.fixture
def session(qapp) -> Session:
    return Session()


@pytest.fixture
def signs(qtbot, session, settings, apart) -> ShareSigns:
    signs = ShareSigns(session=session, settings=settings, apart=apart)
    yield signs
    session.end()


def test_there_is_nothing_while_nothing_is_shared(signs, session):
    session.changed.emit()
    assert signs.bar is signs.border is signs.marks is None


def test_a_share_has_a_border_and_a_bar_that_are_never_captured(signs, session, left_out):
    session.begin()
    windows = [*signs.border.edges, signs.bar, signs.marks]
    assert {int(window.winId()) for window in windows} == left_out.numbers
    assert all(edge.isVisible() for edge in signs.border.edges)
    assert signs.bar.isVisible()
    session.end()
    assert signs.bar is signs.border is signs.marks is None


def test_whoever_wants_no_signs_has_none(signs, session, settings):
    settings.share_signs = False
    session.begin()
    assert signs.border is None
    assert not signs.bar.isVisible()


def test_where_a_sign_would_leave_a_trace_nothing_lies_over_the_only_screen(signs, session, left_out):
    left_out.traces = True
    session.monitors = lambda: [Monitor(1, "DP-1", Rect(0, 0, 5000, 5000), True)]
    session.begin()
    assert not signs.bar.isVisible()
    assert not any(edge.isVisible() for edge in signs.border.edges)
    session.bar_asked.emit()
    assert signs.bar.isVisible()
    session.changed.emit()
    assert signs.bar.isVisible()
    session.bar_asked.emit()
    assert not signs.bar.isVisible()


def test_beside_a_shared_region_there_is_room_for_the_signs(signs, session, left_out):
    left_out.traces = True
    session.begin(RegionSource(Rect(100, 100, 200, 150)))
    assert signs.bar.isVisible()
    assert not signs.bar.geometry().intersects(QRect(100, 100, 200, 150))
    assert all(edge.isVisible() for edge in signs.border.edges)


def test_a_shared_window_has_the_signs_of_a_region_and_they_follow_it(signs, session, monkeypatch):
    found = [Rect(100, 100, 200, 150)]
    monkeypatch.setattr(SharedPlace, "_look", lambda place: place._set(found[0]))
    session.begin(WindowSource(77))
    assert signs.bar.isVisible()
    assert all(edge.isVisible() for edge in signs.border.edges)
    assert not signs.bar.geometry().intersects(QRect(100, 100, 200, 150))
    before = [edge.geometry() for edge in signs.border.edges]
    found[0] = Rect(140, 130, 200, 150)
    signs.place._look()
    assert [edge.geometry() for edge in signs.border.edges] == [edge.translated(40, 30) for edge in before]


def test_another_display_has_no_signs_on_this_one(signs, session):
    session.capture.own = False
    session.begin()
    assert signs.marks is None


@pytest.mark.parametrize("inside", [True, False])
def test_the_edges_of_a_border_do_not_overlap_and_lie_on_its_side(inside):
    frame = QRect(100, 50, 300, 200)
    edges = edges_of(frame, inside=inside)
    assert sum(e.width() * e.height() for e in edges) == abs(
        frame.width() * frame.height()
        - (frame.width() + (-2 if inside else 2) * THICKNESS) * (frame.height() + (-2 if inside else 2) * THICKNESS)
    )
    assert all(frame.contains(edge) if inside else not frame.intersects(edge) for edge in edges)
    assert not any(a.intersects(b) for n, a in enumerate(edges) for b in edges[:n])


def test_no_input_meets_the_border(signs, session):
    session.begin()
    assert all(edge.windowFlags() & Qt.WindowType.WindowTransparentForInput for edge in signs.border.edges)


def test_a_region_has_its_border_outside(signs, session):
    session.begin(RegionSource(Rect(100, 100, 200, 150)))
    assert not any(edge.geometry().intersects(QRect(100, 100, 200, 150)) for edge in signs.border.edges)


def test_the_bar_says_what_is_shared_and_stops_and_freezes_it(signs, session, qtbot):
    session.begin()
    assert signs.bar.words.accessibleName() == "Erika sees DP-1"
    signs.bar.stop_button.click()
    assert session.stops == 1
    signs.bar.pause_button.click()
    session.sharing.paused = True
    session.changed.emit()
    assert signs.bar.words.accessibleName() == "Erika sees a frozen picture"
    signs.bar.pause_button.click()
    assert session.sharing.done == ["pause", "resume"]


def test_the_bar_comes_back_onto_a_screen_from_wherever_it_was_dragged(signs, session, qtbot):
    session.begin()
    bar = signs.bar
    for place in (QPoint(5000, 5000), QPoint(-5000, 30), QPoint(300, -4000)):
        bar.move(place)
        room = bar.screen().availableGeometry()
        qtbot.waitUntil(lambda room=room: room.contains(bar.frameGeometry()))
        assert bar.rect().contains(bar.stop_button.geometry())


def test_the_border_follows_what_is_shared_when_monitors_change(signs, session, qtbot, monkeypatch):
    session.begin(RegionSource(Rect(100, 100, 300, 200)))
    before = [edge.geometry() for edge in signs.border.edges]
    screen = SimpleNamespace(geometry=lambda: QRect(0, 0, 400, 300), devicePixelRatio=lambda: 2.0)
    screen.availableGeometry = screen.geometry
    monkeypatch.setattr(QGuiApplication, "screens", lambda: [screen])
    inner = QRect(50, 50, 150, 100)
    qtbot.waitUntil(lambda: [edge.geometry() for edge in signs.border.edges] == edges_of(inner, inside=False))
    assert before == edges_of(QRect(100, 100, 300, 200), inside=False)


def test_the_bar_can_be_dragged_and_not_closed(signs, session, qtbot):
    session.begin()
    before = signs.bar.pos()
    qtbot.mousePress(signs.bar, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    move_mouse(signs.bar, QPoint(33, 23))
    qtbot.mouseRelease(signs.bar, Qt.MouseButton.LeftButton, pos=QPoint(33, 23))
    assert signs.bar.pos() == before + QPoint(30, 20)
    assert not signs.bar.close()
    assert signs.bar.isVisible()


def test_drawing_on_the_own_screen_is_sent_in_pixels_of_the_picture(signs, session):
    session.begin(RegionSource(Rect(100, 100, 200, 150)))
    assert signs.place.pixel(QPointF(110, 120)) == QPoint(10, 20)
    assert signs.place.pixel(QPointF(99, 120)) is None
    signs.bar.tools.buttons[MarkKind.PEN].click()
    signs.pointing.press(10, 20)
    signs.pointing.release()
    assert [(p.x, p.y) for p in session.sent[-1].points] == [(10, 20)]
    assert session.sent[-1].picture is Picture.SHARE
    assert signs.marks.isVisible()
    assert signs.marks.geometry().contains(110, 120)
    signs.bar.tools.clear_button.click()
    assert session.sent[-1] == MarksCleared(picture=Picture.SHARE)
    assert not signs.marks.isVisible()
    signs.pointing.choose(None)


def ring(stream: int = STREAM, kind: MarkKind = MarkKind.CLICK, picture: Picture = Picture.SHARE) -> Mark:
    point = (MarkPoint(x=30, y=40),)
    return Mark(picture=picture, stream=stream, number=1, kind=kind, points=point, kept=False)


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (ring(), True),
        (ring(stream=STREAM + 1), False),
        (ring(kind=MarkKind.PEN), False),  # a customer rings, and draws nothing over the technician's screen
        (ring(picture=Picture.DESKTOP), False),
        (MarksCleared(picture=Picture.SHARE), False),
    ],
)
def test_the_customers_click_rings_on_the_shared_screen(signs, session, content, shown):
    session.begin()
    session.pointed.emit(CUSTOMER, content)
    assert signs.marks.isVisible() is shown


def test_without_a_share_nothing_rings(signs, session):
    session.pointed.emit(CUSTOMER, ring())
    assert signs.marks is None


def test_the_mark_is_shown_while_both_screens_are(qtbot, settings, apart, mark):
    session, other = Session(), Session()
    desk = Desk(session)
    both = BothWays(desk=desk, settings=settings, apart=apart)
    desk.session_added.emit(other)
    session.begin()
    assert not mark.shown
    other.remote.access = Access.VIEW
    other.changed.emit()
    assert mark.shown
    session.end()
    assert not mark.shown
    session.begin()
    desk.session_removed.emit(other)
    assert not mark.shown
    both.close()
    assert both.signs == {}
    session.changed.emit()


def test_a_frame_is_where_qt_has_it(signs, session):
    session.begin(RegionSource(Rect(10, 20, 30, 40)))
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    assert ratio == 1
    assert signs.place.frame() == QRect(10, 20, 30, 40)
    assert signs.place.place(5, 6) == QPointF(15.5, 26.5)
    assert signs.place.place(50_000, 6) is None


@pytest.fixture
def warned(qtbot, session, settings, apart):
    """A session of a desk that would show both screens, and what goes on then."""
    went_on: list = []
    both = BothWays(desk=Desk(session), settings=settings, apart=apart)
    session.both_ways_asked.emit(lambda: went_on.append(True))
    yield both, went_on
    both.close()


def test_the_technician_is_warned_before_both_screens_are_shown(warned):
    both, went_on = warned
    assert both.warning.isVisible()
    assert went_on == []
    both.warning.go_on.click()
    assert went_on == [True]


def test_who_cancels_the_warning_shows_nothing(warned):
    both, went_on = warned
    both.warning.reject()
    assert went_on == []


def test_each_click_is_answered_for_itself(warned, session, settings):
    both, went_on = warned
    first = both.warning
    first.never_again.setChecked(True)
    session.both_ways_asked.emit(lambda: went_on.append("second"))
    assert not first.isVisible()
    both.warning.go_on.click()
    assert went_on == ["second"]
    assert not settings.is_warned(settings.own_name)  # that was the first one's


def test_the_warning_goes_with_its_session(warned, session):
    both, went_on = warned
    session.ended.emit()
    assert both.warning is None
    assert went_on == []


def test_who_wants_no_more_warnings_gets_none_and_others_do(warned, session, settings):
    both, went_on = warned
    both.warning.never_again.setChecked(True)
    both.warning.go_on.click()
    session.both_ways_asked.emit(lambda: went_on.append(True))
    assert went_on == [True, True]
    settings.own_name = "Somebody else"
    session.both_ways_asked.emit(lambda: went_on.append(True))
    assert went_on == [True, True]
    assert both.warning.isVisible()
    both.warning.reject()


@pytest.mark.parametrize("sure", [True, False])
def test_the_warning_says_what_helps_here(qtbot, sure):
    warning = MirrorWarning(customer="Erika", sure=sure)
    qtbot.addWidget(warning)
    words = " ".join(label.text() for label in warning.findChildren(QLabel))
    assert "the mirror effect" in words
    assert ("grey area" in words) is sure
    assert ("Share a monitor" in words) is not sure
    picture = warning.findChild(MirrorPicture).grab().toImage()
    assert len({picture.pixelColor(84, y).name() for y in range(105)}) > 2


def test_what_lies_where_only_the_desktop_knows_has_no_border_and_a_bar_on_demand(signs, session, monkeypatch):
    monkeypatch.setattr(session, "monitors", lambda: [Monitor(1, "Screen", NOWHERE, True)])
    session.capture.asks = True
    session.begin(MonitorSource(1, "Screen"))
    assert not signs.bar.isVisible()
    session.bar_asked.emit()
    assert signs.bar.isVisible()
    assert not any(edge.isVisible() for edge in signs.border.edges)
    assert signs.place.place(1, 1) is None


def test_on_the_only_screen_the_signs_are_there_where_the_picture_sees_through_them(signs, session):
    session.monitors = lambda: [Monitor(1, "DP-1", Rect(0, 0, 5000, 5000), True)]
    session.begin()
    assert signs.bar.isVisible()
    assert all(edge.isVisible() for edge in signs.border.edges)


def test_the_bar_shows_tips_though_it_is_not_the_active_window_and_keeps_the_customers_name_in_front(signs, session):
    session.begin()
    assert signs.bar.testAttribute(Qt.WidgetAttribute.WA_AlwaysShowToolTips)
    assert signs.bar.words.accessibleName().startswith(session.title)


# -- the tray's menu


class Tray(QObject):
    """A tray's icon where there may be no tray."""

    def __init__(self, *_what):
        super().__init__()
        self.menu = None

    def setContextMenu(self, menu):
        self.menu = menu

    def setToolTip(self, words):
        self.tip = words

    def show(self):
        pass

    def hide(self):
        pass

    @staticmethod
    def isSystemTrayAvailable():
        return True


def test_the_trays_menu_stops_pauses_resumes_and_shows_the_console(qtbot, signs, session, monkeypatch):
    monkeypatch.setattr("console.windows.share.share_signs.QSystemTrayIcon", Tray)
    monkeypatch.setattr("console.windows.share.share_signs.set_tip", lambda tray, words: tray.setToolTip(words))
    session.begin()
    stop, pause, _, show = signs.tray.menu.actions()
    assert [action.text() for action in (stop, pause, show)] == ["Stop sharing", "Pause sharing", "Show Fernblick"]
    pause.trigger()
    session.sharing.paused = True
    session.changed.emit()
    assert pause.text() == "Resume sharing"
    pause.trigger()
    assert session.sharing.done == ["pause", "resume"]
    with qtbot.waitSignal(signs.shown) as shown:
        show.trigger()
    assert shown.args == [session]
    stop.trigger()
    assert session.stops == 1
