"""A minute of both screens shown at once, windows dragged without rest: how many frames show a picture in itself.

    PYTHONPATH=. python -m pytest -s tests/bench/mirror_effect.py

Prints one line a display: frames looked at, frames that show that display's own strip again, drags in the minute.
"""

from __future__ import annotations

from tests.system.conftest import bus, displays, stage
from tests.system.remote.test_mirror_effect import count_turns
from tests.system.stage.stage import Stage

__all__ = ["bus", "displays", "stage"]  # the fixtures

MINUTE_S = 60.0


def test_a_minute(stage: Stage) -> None:
    turns = count_turns(stage, dragged_s=MINUTE_S)
    for name, watch in turns.watches.items():
        print(f"\n{name}: {watch.frames} frames, {watch.wrong} with the own picture in itself, {turns.drags} drags")
    assert not any(watch.wrong for watch in turns.watches.values())
