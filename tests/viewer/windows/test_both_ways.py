"""What the viewer does where both screens are shown, and how it is pointed with."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, Signal

from protocol.mirror.picture.tiles import Rect
from protocol.mirror.picture.watermark import Mark as ViewMark
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.marks import Mark, MarkKind, MarkPoint, MarksCleared, Picture
from resources.mirror.model import MirrorModel
from resources.mirror.window.mirror_effect import Apart
from viewer.windows.both_ways import BothWays
from viewer.windows.desktop.mirror_window import ShareWindow

THEO, TESS, STREAM = 1, 3, 9


class LeftOut:
    def __init__(self) -> None:
        self.numbers: set[int] = set()

    def add(self, number, word=None, *, lingers=True, below=False):
        self.numbers.add(number)

    def discard(self, number):
        self.numbers.discard(number)


class Desktop:
    access = Access.NONE
    member = TESS
    name = "Tess"
    shown = (STREAM, Rect(100, 50, 400, 300))


class Session(QObject):
    changed = Signal()
    desktop_changed = Signal()
    mirror_closed = Signal()
    pointed = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.desktop = Desktop()
        self.mirror = None
        self.sharer = THEO
        self.sent: list = []

    def point(self, content):
        self.sent.append(content)


class Windows(QObject):
    mirror_made = Signal(object)


class Case:
    def __init__(self, settings, *, sure: bool = True) -> None:
        self.settings = settings
        self.left_out, self.mark = LeftOut(), ViewMark(1)
        self.session, self.windows = Session(), Windows()
        self.both = BothWays(
            session=self.session, window=self.windows, apart=Apart(self.left_out, self.mark), sure=sure
        )
        self.window: ShareWindow | None = None

    def share(self, qtbot) -> ShareWindow:
        model = MirrorModel(owner="Theo")
        model.source(400, 300, "DP-1", stream=STREAM)
        self.session.mirror = model
        self.window = ShareWindow(model=model, settings=self.settings)
        qtbot.addWidget(self.window)
        self.windows.mirror_made.emit(self.window)
        self.window.resize(900, 600)
        self.window.show()
        return self.window

    def allow(self, access: Access) -> None:
        self.session.desktop.access = access
        self.session.desktop_changed.emit()


@pytest.fixture
def case(qtbot, settings):
    case = Case(settings)
    yield case
    case.both.close()


def line(picture: Picture = Picture.SHARE, stream: int = STREAM) -> Mark:
    points = (MarkPoint(x=10, y=20), MarkPoint(x=60, y=70))
    return Mark(picture=picture, stream=stream, number=1, kind=MarkKind.PEN, points=points, kept=True)


def test_the_mirror_is_left_out_before_it_is_shown(case, qtbot):
    before = set(case.left_out.numbers)
    window = case.share(qtbot)
    assert case.left_out.numbers - before == {int(window.winId())}


def test_while_both_screens_are_shown_the_mark_is_there_and_the_customer_is_told(case, qtbot):
    case.share(qtbot)
    assert not case.mark.shown
    assert not case.both.notice.isVisible()
    case.allow(Access.VIEW)
    assert case.mark.shown
    assert case.both.notice.isVisible()
    assert "Tess sees your desktop, too. This window is left out" in case.both.notice.accessibleName()
    case.allow(Access.NONE)
    assert not case.mark.shown
    assert not case.both.notice.isVisible()


def test_where_the_effect_cannot_be_ruled_out_the_customer_is_told_so(qtbot, settings):
    case = Case(settings, sure=False)
    case.share(qtbot)
    case.allow(Access.CONTROL)
    assert "maybe this window in itself" in case.both.notice.accessibleName()
    case.both.close()


def test_without_a_mirror_there_is_no_mark(case, qtbot):
    case.allow(Access.VIEW)
    assert not case.mark.shown
    case.share(qtbot)
    assert case.mark.shown
    case.session.mirror = None
    case.session.mirror_closed.emit()
    assert not case.mark.shown


def test_the_customers_click_in_the_mirror_rings_at_the_technician(case, qtbot):
    window = case.share(qtbot)
    window.view.zoom_to(1.0)
    corner = window.view.seen_placement().target.topLeft()
    place = corner + corner.__class__(100, 80)
    qtbot.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    (mark,) = case.session.sent
    assert (mark.kind, mark.picture, mark.stream) == (MarkKind.CLICK, Picture.SHARE, STREAM)
    assert [(point.x, point.y) for point in mark.points] == [(100, 80)]
    assert case.both.overlay.isVisible(), "and here, so that one sees that it was taken"


def test_what_the_sharer_draws_is_over_the_mirror_until_it_is_cleared(case, qtbot):
    case.share(qtbot)
    case.session.pointed.emit(THEO, line())
    assert case.both.overlay.isVisible()
    case.session.pointed.emit(THEO, MarksCleared(picture=Picture.SHARE))
    assert not case.both.overlay.isVisible()


@pytest.mark.parametrize(
    ("member", "mark"), [(TESS, line()), (THEO, line(stream=STREAM + 1)), (THEO, line(Picture.DESKTOP))]
)
def test_nobody_else_and_nothing_of_another_picture_is_drawn_over_the_mirror(case, qtbot, member, mark):
    case.share(qtbot)
    case.session.pointed.emit(member, mark)
    assert not case.both.overlay.isVisible()


def test_another_picture_has_no_marks_of_the_one_before(case, qtbot):
    window = case.share(qtbot)
    case.session.pointed.emit(THEO, line())
    window.model.source(800, 600, "DP-2", stream=STREAM + 1)
    assert not case.both.overlay.isVisible()


def test_what_who_sees_the_desktop_draws_is_over_the_screen_as_long_as_they_see_it(case):
    case.allow(Access.VIEW)
    case.session.pointed.emit(TESS, line(Picture.DESKTOP))
    assert case.both.marks.isVisible()
    assert case.both.marks.geometry().contains(110, 70)
    assert int(case.both.marks.winId()) in case.left_out.numbers
    case.allow(Access.NONE)
    assert not case.both.marks.isVisible()


@pytest.mark.parametrize(("member", "stream"), [(THEO, STREAM), (TESS, STREAM - 1)])
def test_nobody_else_draws_over_the_screen(case, member, stream):
    case.allow(Access.VIEW)
    case.session.pointed.emit(member, line(Picture.DESKTOP, stream))
    assert not case.both.marks.isVisible()
