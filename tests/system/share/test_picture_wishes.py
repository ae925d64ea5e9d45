"""What the customer makes of the picture: a pause that can be read, a lens, shades of grey, more or fewer data."""

from __future__ import annotations

import numpy as np
import pytest

from demonstration.desktop import act_until, wait_for
from tests.system.session.test_session import two_monitors
from tests.system.stage.program import Program
from tests.system.stage.stage import Stage

pytestmark = pytest.mark.system

MIRROR = "Theo’s screen"
CHOICES = ("Best picture", "Balanced", "Low data", "Shades of grey")  # in the menu's order


def in_full_screen(stage: Stage, viewer: Program) -> None:
    viewer.fill_screen(MIRROR)
    stage.see_same_picture()


def choose(viewer: Program, words: str) -> None:
    choose_at(viewer, "Picture options.*", CHOICES.index(words))


def choose_at(viewer: Program, button: str, place: int) -> None:
    """Open the button's menu and take what is at `place` of it, by keys; 0 is the first."""
    without = viewer.windows("")
    act_until(
        "the menu", lambda: len(viewer.windows("")) > len(without), act=lambda: viewer.click_in_bar(button), again_s=15
    )
    viewer.person.hand.press(*["Down"] * (1 + place), "Return")
    wait_for("the menu to go", lambda: len(viewer.windows("")) <= len(without))


def colourful(picture: np.ndarray) -> int:
    """Count the pixels that are not grey."""
    return int((picture[..., :3].max(axis=2) != picture[..., :3].min(axis=2)).sum())


def test_shades_of_grey_and_back_are_a_choice_of_the_customer(stage: Stage) -> None:
    _, viewer = stage.session("--share")
    viewer.window(MIRROR)
    in_full_screen(stage, viewer)
    in_colours = colourful(stage.customer.screen.picture())
    assert in_colours > 1000
    stage.customer.hand.point(200, 200)
    choose(viewer, "Shades of grey")
    wait_for("a grey picture", lambda: colourful(stage.customer.screen.picture()) < in_colours / 20)
    choose(viewer, "Shades of grey")
    stage.see_same_picture()


@pytest.mark.parametrize("quality", ["Best picture", "Low data"])
def test_a_still_picture_is_exact_whatever_the_customer_chooses(stage: Stage, quality: str) -> None:
    _, viewer = stage.session("--share")
    viewer.window(MIRROR)
    in_full_screen(stage, viewer)
    stage.customer.hand.point(200, 200)
    choose(viewer, quality)
    stage.see_same_picture()


def test_a_pause_is_said_over_the_picture_and_in_the_session_and_goes(stage: Stage) -> None:
    console, viewer = stage.session("--share")
    viewer.window(MIRROR)
    console.click("Pause")
    viewer.see("Paused Theo has frozen the picture")
    viewer.reads("Theo has paused their screen")
    console.click("Resume")
    viewer.miss("Paused Theo has frozen the picture")
    viewer.reads("Theo is sharing their screen")
    in_full_screen(stage, viewer)


def test_the_customer_switches_among_the_monitors_that_the_technician_has_released(stage: Stage) -> None:
    with two_monitors(stage.technician.display):
        console, viewer = stage.session("--share", "--monitor", "1")
        viewer.fill_screen(MIRROR)
        viewer.see_in_bar("Picture options.*")
        assert viewer.find("Monitors", "button") is None, "one monitor is no choice"
        console.front(stage.technician.main_title)
        console.click("Change…")
        console.click("The customer may switch to Monitor 2", "check box")
        console.click("Share this instead")
        viewer.front(MIRROR)
        stage.customer.hand.point(200, 200)
        choose_at(viewer, "Monitors", 1)
        stage.see_same_picture(right_half=True)
