"""The technician sees the customer's desktop: asked for, allowed by a click, exact, and ended in every way there is."""

from __future__ import annotations

import pytest

from demonstration import screen
from demonstration.desktop import act_until, wait_for
from tests.system.stage.program import Program
from tests.system.stage.stage import POINTER_BOX, Stage, run

pytestmark = pytest.mark.system

DESKTOP = "Clara’s desktop"
QUESTION = "Theo asks to see your desktop"
BAR = "Theo sees your desktop"
TAKE_BACK = "Take everything back at once"


def test_after_the_click_the_technician_sees_exactly_the_customers_screen_until_the_red_x(stage: Stage) -> None:
    console, viewer = stage.session()
    console.click("View desktop")
    viewer.window(QUESTION)
    stage.customer.hand.press("Return")  # answers nothing
    assert not console.windows(DESKTOP)
    viewer.click("Allow viewing")
    viewer.miss_window(QUESTION)
    viewer.reads("since")
    console.fill_screen(DESKTOP)
    wait_for("the customer's screen at the technician's", lambda: same_picture(stage))
    assert stage.customer.screen.picture()[..., :3].std() > 10, "there is something to see"

    viewer.click(TAKE_BACK)
    ended(console, viewer, "Clara took back the permission to see the desktop.", "You took back what you had allowed")


def test_no_the_key_closing_and_a_lost_right_each_end_it_in_words_on_both_sides(stage: Stage) -> None:
    console, viewer = stage.session()
    console.click("View desktop")
    viewer.window(QUESTION)
    viewer.press_until("Escape", "the question to go", lambda: not viewer.windows(QUESTION), title=QUESTION)
    ended(console, viewer, "Clara did not allow you to see the desktop.", "You said no to Theo’s question")

    allow(console, viewer)
    act_until("the key to end it", lambda: not viewer.windows(BAR), act=lambda: stage.customer.hand.press("ctrl+alt+x"))
    ended(console, viewer, "Clara took back the permission to see the desktop.", "You took back what you had allowed")

    allow(console, viewer)
    console.close(DESKTOP)
    ended(console, viewer, "You closed Clara’s desktop.", "Theo no longer sees your desktop.")

    allow(console, viewer)
    set_right(stage, "off")
    words = "Access to the desktop has ended: the technician group no longer allows it."
    ended(console, viewer, words, "Theo no longer sees your desktop.")
    button = console.see("View desktop", "button")
    assert not button.enabled
    assert "does not allow viewing" in button.description


def allow(console: Program, viewer: Program) -> None:
    console.click("View desktop")
    viewer.click("Allow viewing")
    console.window(DESKTOP)
    viewer.window(BAR)


def ended(console: Program, viewer: Program, at_console: str, at_viewer: str) -> None:
    """Wait until nothing of it is left but words; the session must be active."""
    console.miss_window(DESKTOP)
    viewer.miss_window(BAR)
    console.reads(at_console)
    viewer.reads(at_viewer)
    console.see("Active", "label")


def same_picture(stage: Stage) -> bool:
    """Return whether the technician's full screen shows the customer's screen, but for the pointer's place."""
    x, y = stage.customer.hand.pointer()
    shown, seen = stage.customer.screen.picture(), stage.technician.screen.picture()
    return screen.same(shown, seen, leave_out=(x, y, POINTER_BOX))


def set_right(stage: Stage, value: str) -> None:
    data = str(stage.technician.folder / "host")
    command = ("console.host", "groups", "set", "support", f"view_customer={value}", "--data", data)
    done = run(*command, environment=stage.technician.environment)
    assert done.returncode == 0, done.stderr
