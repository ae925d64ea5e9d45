"""Lists from which something is given away move, too: a row or a card that has just come there takes no hasty click."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from console.share.thumbnails import Offer
from console.windows.session.invite_dialog import InviteDialog
from console.windows.share.source_card import SourceCard
from console.windows.share.source_chooser import SourceChooser
from protocol.mirror.capture.common.source import WindowSource
from protocol.vocabulary.teamwork import InvitationKind
from resources.look import steady
from tests.console.windows.session.test_moving_banners import Clock
from tests.console.windows.session.test_team_windows import ADA, FakeColleagues, view
from tests.console.windows.share.test_source_chooser_window import EDITOR, LEFT, TERMINAL, FakePictures

LEFT_BUTTON = Qt.MouseButton.LeftButton


@pytest.fixture
def clock(monkeypatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(steady, "STILL_MS", 700)
    monkeypatch.setattr(steady, "monotonic", clock)
    return clock


def passes(window: QWidget, clock: Clock) -> None:
    for seconds in (0.0, 1.0):
        clock.now_s += seconds
        for watch in window.findChildren(steady.Steady):
            watch.look()


@pytest.mark.parametrize("kind", InvitationKind)
def test_whom_a_moving_list_has_under_the_click_is_not_given_the_session(qtbot, session, clock, kind) -> None:
    """The host names one colleague more, in front of the one who is meant, just before the click on the row."""
    session.joined()
    colleagues, parent = FakeColleagues(), QWidget()
    qtbot.addWidget(parent)
    colleagues.all = [ADA, view(9, "Bea")]
    dialog = InviteDialog(session, colleagues, kind, parent)
    dialog.show()
    passes(dialog, clock)
    place = dialog.list.visualItemRect(dialog.list.item(0)).center()
    colleagues.all = [view(7, "Aaron"), *colleagues.all]
    colleagues.changed.emit()
    QTest.mouseClick(dialog.list.viewport(), LEFT_BUTTON, pos=place)
    for hasty in (dialog.yes_button.click, lambda: dialog.list.itemActivated.emit(dialog.list.currentItem())):
        hasty()
        assert session.done == []
    passes(dialog, clock)
    dialog.yes_button.click()
    assert session.done == [("transfer" if kind is InvitationKind.TRANSFER else "invite", 7)]


@pytest.fixture
def chooser(qtbot, session, clock) -> SourceChooser:
    session.screens = [LEFT]
    pictures = FakePictures()
    pictures.offer = Offer([LEFT], [EDITOR, TERMINAL])
    chooser = SourceChooser(session, pictures=pictures)
    chooser.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(chooser)
    chooser.pictures = pictures
    chooser.show()
    chooser.look()
    return chooser


def test_a_chooser_that_has_just_come_shares_nothing(chooser, session, clock) -> None:
    QTest.mouseClick(chooser.share_button, LEFT_BUTTON)
    QTest.keyClick(chooser, Qt.Key.Key_Return)
    assert session.done == []
    passes(chooser, clock)
    QTest.mouseClick(chooser.share_button, LEFT_BUTTON)
    assert [what[0] for what in session.done] == ["show_source"]


def test_two_clicks_on_a_window_that_another_ones_end_has_put_there_share_nothing(chooser, session, clock) -> None:
    passes(chooser, clock)
    chooser.pictures.offer = Offer([LEFT], [TERMINAL])
    chooser.look()
    chooser.sources.layout().activate()
    (card,) = [each for each in chooser.findChildren(SourceCard) if each.text() == "Terminal"]
    QTest.mouseDClick(card, LEFT_BUTTON)
    assert session.done == []
    passes(chooser, clock)
    QTest.mouseDClick(card, LEFT_BUTTON)
    assert session.done == [("show_source", WindowSource(78), ())]
