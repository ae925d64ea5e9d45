from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from protocol.vocabulary.content import PauseReason
from resources.mirror.model import MirrorModel
from resources.mirror.view.notices import Notices
from resources.mirror.view.view import MirrorView
from resources.words.sentences import SENTENCES


@pytest.fixture
def view(qtbot: QtBot, dressed: QApplication, model: MirrorModel) -> MirrorView:
    view = MirrorView(model)
    qtbot.addWidget(view)
    view.resize(640, 400)
    view.show()
    qtbot.waitExposed(view, timeout=30_000)
    return view


def notices(view: MirrorView) -> Notices:
    found = view.viewport().findChild(Notices)
    assert found is not None
    return found


def test_a_pause_is_said_at_the_foot_of_the_picture_that_stays_visible(view: MirrorView, model: MirrorModel):
    model.paused(True)
    sign = notices(view).paused
    assert sign.isVisible()
    assert [label.text() for label in sign.findChildren(QLabel)] == ["Paused", "Anna Berger has frozen the picture"]
    assert sign.geometry().top() > view.viewport().height() * 3 / 4
    assert sign.width() * sign.height() < view.viewport().width() * view.viewport().height() / 10
    view.resize(400, 300)
    assert view.viewport().rect().contains(sign.geometry())


@pytest.mark.parametrize("why", PauseReason)
def test_a_picture_that_froze_by_itself_says_why(view: MirrorView, model: MirrorModel, why: PauseReason):
    model.paused(True)
    model.paused(True, why)
    words = [label.text() for label in notices(view).paused.findChildren(QLabel) if label.text()]
    assert words == ["Paused", SENTENCES[f"paused_{why.value}"].format(name="Anna Berger")]
    assert f"own_{why.value}" in SENTENCES
    model.paused(True)  # the technician's own doing now
    assert "Anna Berger has frozen the picture" in notices(view).paused.accessibleName()


def test_the_sign_goes_when_the_picture_goes_on(view: MirrorView, model: MirrorModel):
    before = view.viewport().grab().toImage()
    model.paused(True)
    assert view.viewport().grab().toImage() != before
    model.paused(False)
    assert not notices(view).paused.isVisible()
    assert view.viewport().grab().toImage() == before


def test_a_view_that_opens_on_a_paused_mirror_says_so(qtbot: QtBot, dressed: QApplication, model: MirrorModel):
    model.paused(True)
    view = MirrorView(model)
    qtbot.addWidget(view)
    assert not notices(view).paused.isHidden()


def test_an_interruption_during_a_pause_covers_no_word_of_it(view: MirrorView, model: MirrorModel):
    model.paused(True)
    model.interrupted(True)
    found = notices(view)
    assert not found.paused.geometry().intersects(found.interrupted.geometry())


def test_an_update_under_the_sign_leaves_the_sign_where_it_is(view: MirrorView, model: MirrorModel, noise: np.ndarray):
    model.paused(True)
    sign = notices(view).paused
    before = sign.grab().toImage()
    model.source(320, 200, "Monitor 1")
    assert sign.grab().toImage() == before


def test_a_picture_that_may_be_old_says_so_unless_a_greater_word_says_why(view: MirrorView, model: MirrorModel):
    model.quiet(True)
    sign = notices(view).quiet
    assert sign.isVisible()
    assert [label.text() for label in sign.findChildren(QLabel)] == [
        "This picture may be old",
        "nothing has come from Anna Berger for some seconds",
    ]
    for say in (model.paused, model.interrupted):
        say(True)
        assert not sign.isVisible()
        say(False)
        assert sign.isVisible()
    model.quiet(False)
    assert not sign.isVisible()
