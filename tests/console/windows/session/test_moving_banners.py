"""What moves or changes under a click gives nothing away; what has just ended something begins nothing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from console.share.share import ShareState
from console.share.turns import Wish
from console.windows.parts import settling
from console.windows.session.page import Replies, SessionPage
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.messages import Role, SessionState
from resources.look import steady
from tests.console.colleagues_by_hand import view
from tests.console.conftest import TOM

KIM = 5


class Clock:
    def __init__(self) -> None:
        self.now_s = 1000.0

    def __call__(self) -> float:
        return self.now_s

    def settles(self, page: SessionPage) -> None:
        """Let so much time pass that every button has stood for long enough."""
        for _ in range(3):
            QApplication.processEvents()  # layouts within layouts
        look_at_all(page)
        self.now_s += 1.0
        look_at_all(page)
        page.share_action.follow()


def look_at_all(page: SessionPage) -> None:
    for watch in page.window().findChildren(steady.Steady):
        watch.look()


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(steady, "STILL_MS", 700)
    for module in (steady, settling):
        monkeypatch.setattr(module, "monotonic", clock)
    return clock


@pytest.fixture
def page(qtbot, session, clock) -> SessionPage:
    page = SessionPage(session, Replies(own=lambda: (), group=lambda: ()))
    qtbot.addWidget(page)
    page.resize(1000, 760)
    page.show()
    session.joined()
    return page


def under(place: QPoint, page: SessionPage) -> QWidget:
    found = page.childAt(page.mapFromGlobal(place))
    assert found is not None
    return found


def centre(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(widget.rect().center())


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def shares_with_wishes(session, *members: int) -> None:
    session.goes_live()
    session.becomes(share_wishes=tuple(Wish(member, f"Technician {member}") for member in members))


def test_a_wish_that_goes_brings_the_next_one_under_the_pointer_and_passes_nothing_on(
    page, session, clock, qtbot
) -> None:
    shares_with_wishes(session, TOM, KIM)
    clock.settles(page)
    place = centre(page.wishes.banners[0].pass_on_button)
    session.becomes(share_wishes=(Wish(KIM, "Technician 5"),))
    hit = page.wishes.banners[0].pass_on_button
    qtbot.waitUntil(lambda: under(place, page) is hit)
    click(hit)
    assert session.done == []
    clock.settles(page)
    click(hit)
    assert session.done == [("answer_share_wish", KIM, True)]


def test_a_banner_above_moves_a_question_and_nothing_is_passed_on(page, session, clock) -> None:
    shares_with_wishes(session, TOM)
    clock.settles(page)
    session.queue.picked_by = view(8, "Ada")
    session.changed.emit()
    QApplication.processEvents()
    clock.now_s += 0.1
    click(page.wishes.banners[0].pass_on_button)
    assert session.done == []


def test_a_wish_that_stays_keeps_its_banner(page, session) -> None:
    shares_with_wishes(session, TOM)
    kept = page.wishes.banners[0]
    session.becomes(share_wishes=(Wish(TOM, "Technician 3"), Wish(KIM, "Technician 5")))
    assert page.wishes.banners[0] is kept
    assert [banner.wish[0] for banner in page.wishes.banners] == [TOM, KIM]


def test_another_ones_question_in_the_same_place_waits(page, session, clock) -> None:
    session.queue.picked_by = view(8, "Ada")
    session.changed.emit()
    clock.settles(page)
    session.queue.picked_by = view(9, "Eve")
    session.changed.emit()
    click(page.hand_over.hand_over_button)
    assert QApplication.activeModalWidget() is None


def test_take_back_that_becomes_take_over_waits_and_take_back_does_not(page, session, clock) -> None:
    session.becomes(state=SessionState.TRANSFERRING)
    session.queue.channel, session.queue.place = "billing", 1
    session.changed.emit()
    click(page.team_banner.button)
    assert session.done == [("take_out_of_queue",)]
    clock.settles(page)
    session.queue.channel, session.team.may_take_over = "", True
    session.becomes(lead_name="")
    assert page.team_banner.button.text() == "Take over"
    click(page.team_banner.button)
    assert session.done == [("take_out_of_queue",)]
    clock.settles(page)
    click(page.team_banner.button)
    assert session.done[1:] == [("take_over",)]


def test_a_second_click_on_pause_does_not_let_the_picture_go_on(page, session, clock) -> None:
    session.goes_live()
    clock.settles(page)
    click(page.toolbar.pause_button)
    session.sharing.paused = True
    session.changed.emit()
    QTest.mouseDClick(page.toolbar.pause_button, Qt.MouseButton.LeftButton)
    click(page.banner.button)
    assert session.done == [("pause",)]
    clock.settles(page)
    click(page.banner.button)
    assert session.done == [("pause",), ("resume",)]


def test_after_a_share_the_action_says_that_it_waits_a_moment_and_then_can_be_used(page, session, clock) -> None:
    session.goes_live()
    clock.settles(page)
    click(page.toolbar.share_button)
    session.becomes(share=ShareState.OFF)
    assert not page.share_action.isEnabled()
    assert "In a moment" in page.share_action.toolTip()
    QTest.mouseDClick(page.toolbar.share_button, Qt.MouseButton.LeftButton)
    page.share_action.trigger()
    assert session.done == [("stop_share",)]
    clock.settles(page)
    assert page.share_action.isEnabled()
    click(page.toolbar.share_button)
    assert session.done[1:] == [("start_share", None)]


def test_a_share_that_the_other_side_ends_under_the_click_that_was_to_end_it_does_not_begin(
    page, session, clock
) -> None:
    session.goes_live()
    clock.settles(page)
    QTest.mousePress(page.toolbar.share_button, Qt.MouseButton.LeftButton)
    session.becomes(share=ShareState.OFF)
    QTest.mouseRelease(page.toolbar.share_button, Qt.MouseButton.LeftButton)
    assert session.done == []


def test_a_session_that_comes_under_the_pointer_by_itself_is_shown_nothing(page, session, clock) -> None:
    clock.settles(page)
    page.hide()
    clock.settles(page)
    page.show()  # as another one was shown until now
    click(page.toolbar.share_button)
    page.share_action.trigger()
    assert session.done == []
    clock.settles(page)
    page.share_action.trigger()
    assert session.done == [("start_share", None)]


def test_a_key_that_is_held_down_begins_nothing_after_it_has_stopped_something(page) -> None:
    assert not page.share_action.autoRepeat()


def test_a_second_click_that_was_to_end_viewing_asks_for_nothing(page, session, clock) -> None:
    view_action = page.desktop_actions[0]
    session.remote.access = Access.VIEW
    session.changed.emit()
    view_action.trigger()
    session.remote.access, session.remote.reason = Access.NONE, None
    session.changed.emit()
    assert not view_action.isEnabled()
    view_action.trigger()
    assert [done[0] for done in session.done] == ["give_back"]
    clock.now_s += 1
    view_action.follow()
    view_action.trigger()
    assert [done[0] for done in session.done] == ["give_back", "ask"]


def test_what_the_lead_passes_on_anew_waits_anew(page, session, clock) -> None:
    session.becomes(role=Role.COLLABORATOR, lead_name="Tom", share_offered=True, share_blocked=None)
    clock.settles(page)
    session.becomes(lead_name="Eve")
    click(page.turn.share_button)
    assert session.done == []


def test_who_looks_at_another_session_answers_nothing_for_this_one_in_the_desktops_dialog(page, session) -> None:
    before = session.choices_dropped
    page.hide()
    assert session.choices_dropped == before + 1


def test_what_is_to_be_shown_is_not_asked_any_more_while_another_session_is_looked_at(page, session) -> None:
    session.capture.monitors = session.capture.windows = list
    chooser = page.choose_source()
    page.hide()
    assert not chooser.isVisible()
