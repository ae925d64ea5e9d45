"""When a picture counts as watched."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from resources.mirror.model import MirrorModel
from resources.mirror.window.bar import Words
from resources.mirror.window.watched import is_a_picture_watched
from resources.mirror.window.window import MirrorWindow
from resources.program.settings import Settings

WORDS = Words(title="t", picture="p", sign="s", sign_means="m", monitors="m", end="e", end_means="e")


@pytest.fixture
def window(qtbot, tmp_path):
    for other in QApplication.topLevelWidgets():
        if isinstance(other, MirrorWindow):
            other.hide()  # of another test
    model = MirrorModel(owner="Theo")
    window = MirrorWindow(model=model, settings=Settings(tmp_path / "settings.ini"), place="mirror", words=WORDS)
    qtbot.addWidget(window)
    return window


def test_a_picture_is_watched_while_it_is_seen_and_goes_on(window):
    assert not is_a_picture_watched()
    window.show()
    assert is_a_picture_watched()
    for change in (window.model.paused, window.model.interrupted):
        change(True)
        assert not is_a_picture_watched()
        change(False)
        assert is_a_picture_watched()
    window.showMinimized()
    assert not is_a_picture_watched()
    window.shut()
    assert not is_a_picture_watched()
