"""What the customer sees, small."""

import numpy as np
import pytest

from console.windows.share.seen_card import SeenCard
from resources.look.theme import Theme


class SharingByHand:
    def __init__(self) -> None:
        self.light = None
        self.picture = None
        self.looks = 0

    def look(self) -> None:
        self.looks += 1


class SessionByHand:
    title = "Erika Example"

    def __init__(self) -> None:
        self.sharing = SharingByHand()


@pytest.fixture
def card(qtbot, qapp):
    theme = Theme(qapp, "light")
    card = SeenCard(SessionByHand())
    card.theme = theme
    qtbot.addWidget(card)
    return card


def test_it_looks_only_while_it_can_be_seen(card, qtbot):
    sharing = card._session.sharing
    assert sharing.looks == 0
    card.show()
    qtbot.waitUntil(lambda: sharing.looks >= 2, timeout=60_000)
    card.hide()
    assert not card.looking


def test_it_says_that_there_is_nothing_yet_and_then_shows_the_picture(card):
    card.show()
    assert card.picture.text()
    card._session.sharing.picture = np.full((360, 640, 4), 200, np.uint8)
    card.follow()
    shown = card.picture.pixmap().toImage()
    assert (shown.width(), shown.height()) == (320, 180)
    assert shown.pixelColor(160, 90).getRgb()[:3] == (200, 200, 200)
