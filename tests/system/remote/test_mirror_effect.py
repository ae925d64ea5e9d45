"""Both screens shown at once, each side's window with the other's dragged about: no picture ever shows itself."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from demonstration.desktop import wait_for
from tests.system.conftest import SIZE
from tests.system.stage.program import Program
from tests.system.stage.recursion import GREEN, MAGENTA, Dragging, Strip, Watch, drag_for
from tests.system.stage.stage import Stage

pytestmark = pytest.mark.system

MIRROR, DESKTOP = "Theo’s screen", "Clara’s desktop"
DRAGGED_S = 6.0


@dataclass
class Turns:
    """What was seen while windows were dragged."""

    console: Program
    watches: dict[str, Watch]
    drags: int


def test_no_picture_shows_itself_while_both_go_on(stage: Stage) -> None:
    turns = count_turns(stage, dragged_s=DRAGGED_S)
    assert [watch.wrong for watch in turns.watches.values()] == [0, 0], "frames that show the own picture in itself"
    assert min(watch.frames for watch in turns.watches.values()) > 20
    turns.console.see("Sharing your screen", "label")  # the mark was found nowhere
    assert turns.console.windows(DESKTOP)


def count_turns(stage: Stage, *, dragged_s: float) -> Turns:
    """Show both screens, drag windows on both displays, and count the frames in which a picture has itself."""
    strips = [Strip(stage.technician.display, GREEN, SIZE[1]), Strip(stage.customer.display, MAGENTA, SIZE[1])]
    console, viewer = both_ways(stage)
    theo = Dragging(stage.technician.environment, windows(console, DESKTOP, "Technician Console"), size=SIZE)
    clara = Dragging(stage.customer.environment, windows(viewer, MIRROR, "Session with"), size=SIZE)
    at_theo, at_clara = (
        Watch(person.display, colour, stage.folder / f"{person.name}-turn")
        for person, colour in ((stage.technician, GREEN), (stage.customer, MAGENTA))
    )
    for dragging in (theo, clara):
        dragging.lay_out(900, 600)
    arrives(at_theo, stage.technician.screen, MAGENTA)
    arrives(at_clara, stage.customer.screen, GREEN)
    with at_theo, at_clara:
        drags = drag_for(dragged_s, theo, clara)
    for strip in strips:
        strip.close()
    return Turns(console, {"technician": at_theo, "customer": at_clara}, drags)


def both_ways(stage: Stage) -> tuple[Program, Program]:
    """Share the technician's screen, and show the customer's to the technician."""
    console, viewer = stage.session("--share")
    viewer.window(MIRROR)
    console.click("View desktop")
    console.reads("the mirror effect")
    console.click("Show both")
    viewer.click("Allow viewing")
    console.window(DESKTOP)
    viewer.reads("sees your desktop, too")
    return console, viewer


def windows(program: Program, *titles: str) -> list[int]:
    return [program.window(title) for title in titles]


def arrives(watch: Watch, screen, colour: tuple[int, int, int]) -> None:
    """Wait until the other side's strip is seen here: the picture goes on, or nothing is proven."""
    other = Watch(watch._display, colour, watch._evidence)
    wait_for("the other side's picture", lambda: other.count(screen.picture()) > 500, within_s=30)
