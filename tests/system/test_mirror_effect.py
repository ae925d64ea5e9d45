"""Both screens shown at once, each side's window with the other's dragged about: no picture ever shows itself."""

from __future__ import annotations

import pytest

from demo_desktop import wait_for
from tests.system.conftest import SIZE
from tests.system.program import Program
from tests.system.recursion import GREEN, MAGENTA, Dragging, Strip, Watch, drag_for
from tests.system.stage import Stage

pytestmark = pytest.mark.system

MIRROR, DESKTOP = "Theo's screen", "Clara's desktop"
DRAGGED_S = 6.0


def test_no_picture_shows_itself_while_both_go_on(stage: Stage) -> None:
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
        drag_for(DRAGGED_S, theo, clara)
    assert (at_theo.wrong, at_clara.wrong) == (0, 0), "frames that show the own picture in itself"
    assert min(at_theo.frames, at_clara.frames) > 20
    console.see("Sharing your screen", "label")
    assert console.windows(DESKTOP)
    for strip in strips:
        strip.close()


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
