"""What the technician shows of the screen: a window, a region, one monitor or the other, or nothing new for a while."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import xcffib
from xcffib import xproto

from demonstration.desktop import act_until, wait_for
from tests.system.session.test_session import two_monitors
from tests.system.share.test_picture_wishes import choose_at
from tests.system.stage.program import Program
from tests.system.stage.stage import Stage

pytestmark = pytest.mark.system

COLOUR = 0x00C8FF  # neither in the desktop's picture nor in a program
OTHER = 0xFF00C8
PLACE = (1000, 400)
SIZE = (320, 200)
DISPLAY = (1600, 900)
INEXACT = 0.05  # of a picture: the pointer, and edges that are smoothed
LOOK_S = 1.5  # for what must not happen


class Painted:
    """A window of one colour on the technician's display, as another program has it."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._server = xcffib.connect(stage.technician.display)
        self._root = self._server.get_setup().roots[0]
        self.number = self.open(COLOUR, "Painted", *PLACE, *SIZE)

    def open(self, colour: int, title: str, x: int, y: int, width: int, height: int) -> int:
        number = self._server.generate_id()
        core = self._server.core
        core.CreateWindow(
            *(self._root.root_depth, number, self._root.root, x, y, width, height, 0),
            *(xproto.WindowClass.InputOutput, self._root.root_visual, xproto.CW.BackPixel, [colour]),
        )
        core.ChangeProperty(0, number, xproto.Atom.WM_NAME, xproto.Atom.STRING, 8, len(title), title.encode())
        core.MapWindow(number)
        self._done()
        core.ConfigureWindow(number, 3, [x, y])
        self._done()
        return number

    def move(self, x: int, y: int) -> None:
        self._server.core.ConfigureWindow(self.number, 3, [x, y])
        self._done()

    def resize(self, width: int, height: int) -> None:
        self._server.core.ConfigureWindow(self.number, 12, [width, height])
        self._done()

    def iconify(self) -> None:
        self._stage.technician.hand._xdotool("windowminimize", str(self.number))

    def restore(self) -> None:
        self._stage.technician.hand._xdotool("windowactivate", str(self.number))

    def paint(self, colour: int) -> None:
        self._server.core.ChangeWindowAttributes(self.number, xproto.CW.BackPixel, [colour])
        self._server.core.ClearArea(False, self.number, 0, 0, 0, 0)
        self._done()

    def destroy(self) -> None:
        self._server.core.DestroyWindow(self.number)
        self._done()

    def close(self) -> None:
        self._server.disconnect()

    def _done(self) -> None:
        self._server.core.GetInputFocus().reply()


@pytest.fixture
def painted(stage: Stage) -> Iterator[Painted]:
    painted = Painted(stage)
    yield painted
    painted.close()


def seen(stage: Stage, colour: int) -> int:
    """Count the customer's pixels of this colour."""
    words = np.ascontiguousarray(stage.customer.screen.picture()).view(np.uint32)
    return int((words & 0xFFFFFF == colour).sum())


def see(stage: Stage, width: int, height: int, colour: int = COLOUR) -> None:
    """Wait until the customer sees this colour as a picture of this size, fitted into the full screen."""
    scale = min(DISPLAY[0] / width, DISPLAY[1] / height)
    pixels = width * height * scale**2
    wait_for(f"{pixels:.0f} pixels", lambda: abs(seen(stage, colour) / pixels - 1) < INEXACT)


def never_sees(stage: Stage, colour: int) -> None:
    """Look for a while whether the customer gets to see this colour."""
    with pytest.raises(Exception, match="did not see it"):
        wait_for("a secret", lambda: seen(stage, colour) > 50, within_s=LOOK_S)


def change_to(console: Program, card: str) -> None:
    console.click("Change…")
    console.click(card, "check box")
    console.click("Share this instead")


def shared_window(stage: Stage) -> tuple[Program, Program]:
    console, viewer = stage.session("--share", viewer=("--full-screen",))
    stage.see_same_picture()
    change_to(console, "Painted, 320 × 200")
    see(stage, *SIZE)
    return console, viewer


def test_a_pause_hides_what_happens_until_it_is_over(stage: Stage, painted: Painted) -> None:
    console, _ = stage.session("--share", viewer=("--full-screen",))
    stage.see_same_picture()
    console.click("Pause")
    console.reads("Paused: Clara keeps the last picture")
    painted.paint(OTHER)
    never_sees(stage, OTHER)
    painted.paint(COLOUR)
    console.click("Resume")
    stage.see_same_picture()


def test_a_window_is_followed_wherever_it_goes_and_whatever_covers_it(stage: Stage, painted: Painted) -> None:
    console, viewer = shared_window(stage)
    assert viewer.windows("Theo’s screen"), "it is still the same share"
    painted.move(1450, 750)  # partly off the screen
    painted.open(OTHER, "Secret", 900, 300, 600, 500)
    painted.paint(COLOUR)
    never_sees(stage, OTHER)
    see(stage, *SIZE)
    painted.resize(400, 300)
    see(stage, 400, 300)
    console.reads("Your screen is being shared with Clara  ·  Painted")


def test_a_minimised_window_pauses_the_share_until_it_is_back_and_a_closed_one_for_good(
    stage: Stage, painted: Painted
) -> None:
    console, _ = shared_window(stage)
    painted.iconify()
    console.reads("The shared window is minimised.")
    painted.restore()
    console.miss(".*The shared window is minimised.*")
    see(stage, *SIZE)
    painted.destroy()
    console.reads("The shared window was closed.")
    change_to(console, "Monitor 1, 1600 × 900.*")
    stage.see_same_picture()


def test_a_region_is_drawn_on_the_screen_and_nothing_else_is_seen(stage: Stage, painted: Painted) -> None:
    console, _ = stage.session("--share", viewer=("--full-screen",))
    stage.see_same_picture()
    console.click("Change…")
    console.click("Region…")
    console.window("Draw a region")
    corners = (PLACE[0] + 100, PLACE[1] + 50, PLACE[0] + 250, PLACE[1] + 150)
    act_until(
        "the drawing to end",
        lambda: not console.windows("Draw a region"),
        act=lambda: drag(stage, *corners),
        again_s=15,
    )
    painted.restore()  # the console may lie over it
    see(stage, 151, 101)
    console.reads("151 × 101")


def test_esc_gives_a_region_up_and_the_share_goes_on(stage: Stage) -> None:
    console, _ = stage.session("--share", viewer=("--full-screen",))
    console.click("Change…")
    console.click("Region…")
    console.window("Draw a region")
    console.press_until(
        "Escape", "the choice again", lambda: console.find("Share this instead", "button"), title="Draw a region"
    )
    console.click("Cancel")
    stage.see_same_picture()


def drag(stage: Stage, left: int, top: int, right: int, bottom: int) -> None:
    hand = stage.technician.hand
    hand.point(left, top)
    hand._xdotool("mousedown", "1")
    hand.point(right, bottom)
    hand._xdotool("mouseup", "1")


def test_the_customer_switches_among_released_monitors(stage: Stage) -> None:
    with two_monitors(stage.technician.display):
        console, viewer = stage.session("--share", "--monitor", "1")
        viewer.window("Theo’s screen")
        console.click("Change…")
        console.click("The customer may switch to Monitor 2", "check box")
        console.click("Share this instead")
        viewer.front("Theo’s screen")
        choose_at(viewer, "Monitors", 1)
        console.reads("Your screen is being shared with Clara  ·  Monitor 2")


def test_the_light_tells_how_the_customer_looks_at_it(stage: Stage) -> None:
    console, viewer = stage.session("--share")
    viewer.front("Theo’s screen")
    console.reads("kbit/s")
    viewer.fill_screen("Theo’s screen")
    console.see(".*100 %.*full screen.*ms.*kbit/s")
