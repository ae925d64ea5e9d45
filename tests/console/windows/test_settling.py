"""What has just ended begins nothing for a moment, and always something afterwards."""

from __future__ import annotations

from PySide6.QtCore import QObject

from console.windows.parts import settling
from console.windows.parts.settling import Settling


def test_a_timer_that_is_early_is_looked_at_again(qtbot, monkeypatch) -> None:
    """A coarse timer may end some per cent too soon; the button stood disabled for ever."""
    monkeypatch.setattr("resources.look.steady.STILL_MS", 50)
    now = [0.0]
    monkeypatch.setattr(settling, "monotonic", lambda: now[0])
    parent, said = QObject(), []
    begins = Settling(lambda: said.append(begins.going_on), parent)
    begins.begin()
    qtbot.wait(120)
    assert said == []

    now[0] = 1.0

    qtbot.waitUntil(lambda: said == [False])
