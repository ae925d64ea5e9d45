"""Screens of other sizes than the usual one, one after the other in one share, and two monitors: each exactly."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from demonstration.desktop import wait_for
from demonstration.processes import Processes
from demonstration.screen import Screen, same
from tests.system.share.test_choosing import change_to
from tests.system.stage.screens import Drawn, set_size, side_by_side
from tests.system.stage.stage import Person, Stage, plain_environment

pytestmark = pytest.mark.system

LARGEST = (5120, 2160)  # pixels; what the displays start with
SIZES = ((1366, 768), (2560, 1440), (3840, 2160), (5120, 1440))
SMALL, LARGE = (1366, 768), (2560, 1440)
POINTER = (61, 67)
POINTER_BOX = 128  # pixels; pointers are larger where the display is


@pytest.fixture(scope="module")
def displays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Two displays that can be as large as anything here, instead of those of the other tests."""
    with Processes(tmp_path_factory.mktemp("large")) as processes:
        names = [
            processes.start_display(name, width=LARGEST[0], height=LARGEST[1], environment=plain_environment())
            for name in ("technician", "customer")
        ]
        yield names[0], names[1]


def resize(person: Person, width: int, height: int) -> None:
    set_size(person.display, width, height)
    person.screen.close()
    person.screen = Screen(person.display)
    assert (person.screen.width, person.screen.height) == (width, height)


def see_exactly(stage: Stage, left: int = 0) -> None:
    """Wait until the customer's screen is that of the technician from `left` on, but for the pointer's place."""
    theo, clara = stage.technician, stage.customer
    x, y = theo.hand.pointer()

    def look() -> bool:
        part = theo.screen.picture()[: clara.screen.height, left : left + clara.screen.width]
        return same(part, clara.screen.picture(), leave_out=(x - left, y, POINTER_BOX))

    wait_for(f"{clara.screen.width} x {clara.screen.height} pixels, each as it is", look)


def test_screens_of_other_sizes_arrive_exactly_one_after_the_other(stage: Stage) -> None:
    theo, clara = stage.technician, stage.customer
    for person in (clara, theo):
        resize(person, *SIZES[0])
    theo.hand.point(*POINTER)
    stage.session("--share", viewer=("--full-screen",))
    for width, height in SIZES:
        for person in (clara, theo):
            resize(person, width, height)
        drawn = Drawn(theo.display)
        see_exactly(stage)
        drawn.scroll(3)
        drawn.move(width - 401, height - 283)  # partly off the screen
        see_exactly(stage)
        drawn.close()


def test_of_two_unequal_monitors_each_arrives_exactly(stage: Stage) -> None:
    theo, clara = stage.technician, stage.customer
    resize(theo, SMALL[0] + LARGE[0], LARGE[1])
    resize(clara, *LARGE)
    theo.hand.point(*POINTER)
    with side_by_side(theo.display, SMALL, LARGE):
        console, _ = stage.session("--share", "--monitor", "2", viewer=("--full-screen",))
        drawn = Drawn(theo.display)
        see_exactly(stage, left=SMALL[0])
        drawn.move(SMALL[0] - 200, 301)  # on both
        see_exactly(stage, left=SMALL[0])
        drawn.close()  # it lies over the console
        change_to(console, r"Monitor 1, .*")
        resize(clara, *SMALL)
        drawn = Drawn(theo.display)
        drawn.move(SMALL[0] - 301, 77)  # on both
        see_exactly(stage)
        drawn.close()
