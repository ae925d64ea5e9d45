"""Choosing what to share: the cards, the releases, the region, the thumbnails behind them."""

from __future__ import annotations

import os
import threading
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPixmap

from console.share import thumbnails
from console.share.thumbnails import SIZE, Offer, Thumbnails, shrunk
from console.windows.share.region_overlay import LEAST_SIDE, ScreenOverlay, desktop_rect
from console.windows.share.source_card import SourceCard
from console.windows.share.source_chooser import SourceChooser
from protocol.mirror.capture.common.source import (
    CaptureUnavailable,
    Monitor,
    MonitorSource,
    PointerState,
    RegionSource,
    SourceResized,
    Window,
    WindowSource,
)
from protocol.mirror.picture.tiles import Rect
from tests.helpers.mouse import move_mouse

LEFT = Monitor(1, "DP-1", Rect(0, 0, 1920, 1080), True)
RIGHT = Monitor(2, "HDMI-1", Rect(1920, 0, 1280, 1024), False)
EDITOR = Window(77, "Editor", Rect(10, 20, 300, 200), 4711)
TERMINAL = Window(78, "Terminal", Rect(50, 20, 640, 480), 4712)
LONG_S = 60.0


class FakePictures:
    def __init__(self) -> None:
        self.offer = Offer([LEFT, RIGHT], [EDITOR])
        self.stopped = False

    def take(self) -> Offer:
        return self.offer

    def stop(self) -> None:
        self.stopped = True


@pytest.fixture
def pictures() -> FakePictures:
    return FakePictures()


@pytest.fixture
def chooser(qtbot, session, pictures) -> SourceChooser:
    session.screens = [LEFT, RIGHT]
    chooser = SourceChooser(session, pictures=pictures)
    chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(chooser)
    chooser.show()
    chooser.look()
    return chooser


def card(chooser: SourceChooser, name: str) -> SourceCard:
    return next(c for c in chooser.findChildren(SourceCard) if c.text() == name)


def boxes(chooser: SourceChooser) -> list[tuple[bool, bool]]:
    return [(box.isChecked(), box.isEnabled()) for box in chooser.sources._boxes.values()]


def test_everything_that_can_be_shared_is_a_card_with_its_size(chooser) -> None:
    named = {c.accessibleName() for c in chooser.findChildren(SourceCard)}
    assert named == {
        "Monitor 1, left  ·  1920 × 1080  ·  main monitor",
        "Monitor 2, right  ·  1280 × 1024",
        "Editor, 300 × 200",
    }


def test_the_first_monitor_is_chosen_and_alone_released(chooser, session) -> None:
    assert boxes(chooser) == [(True, False), (False, True)]
    chooser.share_button.click()
    assert session.done == [("show_source", MonitorSource(1, "DP-1"), (LEFT,))]


def test_another_monitor_that_is_chosen_takes_the_release_of_the_first(chooser, session) -> None:
    card(chooser, "Monitor 2").click()
    assert boxes(chooser) == [(False, True), (True, False)]
    chooser.share_button.click()
    assert session.done == [("show_source", MonitorSource(2, "HDMI-1"), (RIGHT,))]


def test_a_monitor_is_released_by_its_box(chooser, session) -> None:
    chooser.sources._boxes[MonitorSource(2, "HDMI-1")].click()
    chooser.share_button.click()
    assert session.done == [("show_source", MonitorSource(1, "DP-1"), (LEFT, RIGHT))]


def test_a_window_is_shared_by_two_clicks_on_it_and_releases_no_monitor(chooser, session, qtbot, pictures) -> None:
    qtbot.mouseDClick(card(chooser, "Editor"), Qt.MouseButton.LeftButton)
    assert session.done == [("show_source", WindowSource(77), ())]
    assert pictures.stopped


def test_what_is_shared_now_is_chosen_and_what_is_released_stays_so(qtbot, session, pictures) -> None:
    session.screens = [LEFT, RIGHT]
    session.sharing.source, session.sharing.released = MonitorSource(2, "HDMI-1"), (LEFT, RIGHT)
    chooser = SourceChooser(session, pictures=pictures)
    qtbot.addWidget(chooser)
    assert chooser.sources.chosen == MonitorSource(2, "HDMI-1")
    assert boxes(chooser) == [(True, True), (True, False)]
    assert chooser.share_button.text() == "Share this instead"


def test_windows_that_open_and_close_leave_the_other_cards_and_the_choice_alone(chooser, pictures) -> None:
    editor = card(chooser, "Editor")
    editor.click()
    pictures.offer = Offer([LEFT, RIGHT], [TERMINAL, EDITOR])
    chooser.look()
    assert card(chooser, "Editor") is editor
    assert chooser.sources.chosen == WindowSource(77)
    pictures.offer = Offer([LEFT], [TERMINAL])
    chooser.look()
    assert chooser.sources.chosen is None
    assert not chooser.share_button.isEnabled()
    card(chooser, "Monitor 1").click()
    assert chooser.share_button.isEnabled()


def test_one_monitor_needs_no_release(qtbot, session, pictures) -> None:
    pictures.offer = Offer([LEFT], [])
    chooser = SourceChooser(session, pictures=pictures)
    qtbot.addWidget(chooser)
    chooser.show()
    chooser.look()
    assert not any(box.isVisible() for box in chooser.sources._boxes.values())


def test_a_picture_that_arrives_is_painted(chooser, pictures) -> None:
    picture = np.zeros((117, 208, 4), np.uint8)
    picture[:] = [0, 0, 255, 0]
    pictures.offer = Offer([LEFT, RIGHT], [EDITOR], {WindowSource(77): picture})
    chooser.look()
    editor = card(chooser, "Editor")
    shown = editor.grab().toImage()
    assert shown.pixelColor(editor.width() // 2, 60).name() == "#ff0000"


def test_a_drawn_region_is_shared_at_once(chooser, session) -> None:
    chooser.region_button.click()
    assert not chooser.isVisible()
    chooser.picker.picked.emit(Rect(5, 6, 70, 80))
    assert session.done == [("show_source", RegionSource(Rect(5, 6, 70, 80)), ())]


def test_a_region_that_is_not_drawn_leads_back(chooser) -> None:
    chooser.region_button.click()
    chooser.picker.cancelled.emit()
    assert chooser.isVisible()


def test_a_region_can_only_be_drawn_on_the_screens_one_sees(qtbot, session, pictures) -> None:
    session.capture.own = False
    chooser = SourceChooser(session, pictures=pictures)
    qtbot.addWidget(chooser)
    chooser.show()
    assert not chooser.region_button.isVisible()


# -- the overlay


@pytest.fixture
def overlay(qtbot) -> ScreenOverlay:
    picture = QPixmap(400, 300)
    picture.fill(Qt.GlobalColor.white)
    overlay = ScreenOverlay(picture)
    overlay.resize(400, 300)
    qtbot.addWidget(overlay)
    overlay.show()
    return overlay


def drag(qtbot, overlay: ScreenOverlay, start: QPoint, end: QPoint) -> list[QRect]:
    drawn: list[QRect] = []
    overlay.drawn.connect(drawn.append)
    qtbot.mousePress(overlay, Qt.MouseButton.LeftButton, pos=start)
    move_mouse(overlay, end)
    qtbot.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=end)
    return drawn


def test_a_frame_is_dragged_in_any_direction_and_not_beyond_the_screen(qtbot, overlay) -> None:
    assert drag(qtbot, overlay, QPoint(200, 150), QPoint(50, 70)) == [QRect(QPoint(50, 70), QPoint(200, 150))]
    assert drag(qtbot, overlay, QPoint(200, 150), QPoint(900, 900))[-1] == QRect(QPoint(200, 150), QPoint(399, 299))


def test_a_slip_of_the_hand_is_no_frame(qtbot, overlay) -> None:
    assert drag(qtbot, overlay, QPoint(10, 10), QPoint(10 + LEAST_SIDE // 2, 200)) == []
    assert overlay.isVisible()


def test_what_is_in_the_frame_is_shown_as_it_is_and_the_rest_dimmed(qtbot, overlay) -> None:
    qtbot.mousePress(overlay, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    move_mouse(overlay, QPoint(300, 200))
    shown = overlay.grab().toImage()
    assert shown.pixelColor(200, 150).name() == "#ffffff"
    assert shown.pixelColor(350, 250).lightness() < 200


def test_what_to_do_is_said_large_over_the_border_of_a_share_until_a_frame_is_drawn(qtbot, overlay) -> None:
    hint = overlay.hint
    assert hint.isVisible()
    assert hint.isWindow(), "the border is a window that lies over the overlay, and would cross the words out"
    assert hint.windowFlags() & Qt.WindowType.WindowTransparentForInput
    assert hint.property("type") == "heading"
    middle = overlay.mapFromGlobal(hint.geometry().center()).x()
    assert abs(middle - overlay.width() // 2) <= 1 or hint.width() > overlay.width()
    qtbot.mousePress(overlay, Qt.MouseButton.LeftButton, pos=QPoint(50, 50))
    assert not hint.isVisible()
    qtbot.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(52, 52))  # a slip of the hand
    assert hint.isVisible()
    overlay.close()
    assert not hint.isVisible()


def test_esc_gives_up(qtbot, overlay) -> None:
    with qtbot.waitSignal(overlay.cancelled, timeout=30_000):
        qtbot.keyClick(overlay, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("ratio", "rect"), [(1.0, Rect(1930, 20, 100, 50)), (2.0, Rect(1940, 40, 200, 100)), (1.5, Rect(1935, 30, 150, 75))]
)
def test_a_frame_is_in_pixels_of_the_desktop(ratio: float, rect: Rect) -> None:
    assert desktop_rect(QRect(10, 20, 100, 50), QPoint(1920, 0), ratio) == rect


# -- the thumbnails


class Desktop:
    """Two monitors and two windows, one of them the chooser itself; closed sources are counted."""

    own = True

    def __init__(self) -> None:
        self.windows_now = [Window(1, "chooser", Rect(100, 50, 200, 100), os.getpid()), EDITOR]
        self.failure: Exception | None = None
        self.opened = self.closed = 0
        self.looked = threading.Event()

    def monitors(self) -> list[Monitor]:
        return [LEFT, RIGHT]

    def windows(self) -> list[Window]:
        return self.windows_now

    def open_source(self, source):
        rect = next(m.rect for m in (LEFT, RIGHT) if m.number == source.number) if len(source) == 2 else EDITOR.rect
        if self.failure is not None and len(source) == 1:
            raise self.failure
        self.opened += 1
        damage = [[Rect(0, 0, rect.width, rect.height)]]

        def grab(_rects, frame) -> None:
            frame[:] = 255

        def close() -> None:
            self.closed += 1

        return SimpleNamespace(
            width=rect.width, height=rect.height, title="", wait=lambda _s: None, wake=lambda: None,
            damage=lambda: damage.pop() if damage else [], grab=grab, close=close,
            pointer=lambda: PointerState(0, 0, False, None),
        )  # fmt: skip


@pytest.fixture
def desktop() -> Desktop:
    return Desktop()


def look(desktop: Desktop) -> tuple[Thumbnails, Offer]:
    made = Thumbnails(capture=desktop, own_process=os.getpid(), hidden=1)
    made._look()
    return made, made.take()


def test_everything_but_ones_own_windows_is_pictured_once_as_long_as_it_stays_the_same(desktop) -> None:
    made, offer = look(desktop)
    assert (offer.monitors, offer.windows) == ([LEFT, RIGHT], [EDITOR])
    assert set(offer.pictures) == {MonitorSource(1, "DP-1"), MonitorSource(2, "HDMI-1"), WindowSource(77)}
    made._look()
    assert made.take().pictures == {}


def test_the_chooser_is_painted_over_in_the_picture_of_its_monitor(desktop) -> None:
    _, offer = look(desktop)
    picture = offer.pictures[MonitorSource(1, "DP-1")]
    step = LEFT.rect.width // picture.shape[1]
    assert (picture[80 // step + 6, 200 // step] == 0x80).all()
    assert (picture[-1, -1] == 255).all()
    assert (offer.pictures[MonitorSource(2, "HDMI-1")] == 255).all()


def test_a_window_that_cannot_be_pictured_keeps_its_card(desktop) -> None:
    for failure in (CaptureUnavailable("window_gone"), SourceResized()):
        desktop.failure = failure
        _, offer = look(desktop)
        assert offer.windows == [EDITOR]
        assert WindowSource(77) not in offer.pictures


def test_a_window_that_was_closed_gives_its_connection_back(desktop) -> None:
    made, _ = look(desktop)
    desktop.windows_now = []
    made._look()
    assert desktop.closed == 1


def test_the_thread_ends_and_closes_everything(desktop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thumbnails, "INTERVAL_S", 0.001)
    for _ in range(50):
        made = Thumbnails(capture=desktop, own_process=os.getpid(), hidden=1)
        made.start()
        made.stop()
        made.join()
    assert desktop.opened == desktop.closed


@pytest.mark.parametrize(
    ("width", "height"), [(3840, 2160), (1920, 1080), (364, 264), (20, 3000), (5120, 1440), (1, 1)]
)
def test_a_small_picture_is_small_and_keeps_its_shape(width: int, height: int) -> None:
    picture = np.full((height, width, 4), 200, np.uint8)
    small = shrunk(picture)
    assert (small == 200).all()
    assert small.shape[0] <= height
    if width >= SIZE[0] and height >= SIZE[1]:
        assert SIZE[0] <= small.shape[1]
        assert SIZE[1] <= small.shape[0]
        assert min(small.shape[1] / SIZE[0], small.shape[0] / SIZE[1]) < 2
    assert small.shape[1] / small.shape[0] == pytest.approx(width / height, rel=0.05)


def test_the_question_says_to_whom_and_goes_with_the_session(chooser, session) -> None:
    assert chooser.windowTitle() == "What do you want to show Erika Example?"
    session.ended.emit()
    assert not chooser.isVisible()
    chooser._region_drawn(Rect(1, 2, 300, 200))  # a frame that was being drawn meanwhile
    assert session.done == []
