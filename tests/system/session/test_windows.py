"""Point 7: windows are there soon, speak the user's language, and every control can be named and reached."""

from __future__ import annotations

import time

import pytest

from demonstration.desktop import wait_for
from tests.system.stage.stage import Person, Stage

pytestmark = pytest.mark.system

TRIES = 8  # the machine may be busy with something else; what counts is the best
# Where even an empty window takes long at times, the machine is slow: then a program may take so many times as long.
TIMES_EMPTY = 6
EMPTY_WINDOW = """
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([])
window = QWidget(windowTitle="Empty")
window.show()
application.exec()
"""
CONTROLS = {"push button", "button menu", "toggle button", "check box", "combo box", "text", "list", "menu item"}


@pytest.mark.parametrize(
    ("module", "options", "limit_s"),
    [("console.app", ("--listen", "127.0.0.1:0"), 2.0), ("viewer.app", (), 1.5)],
    ids=["console", "viewer"],
)
def test_the_window_is_there_soon(stage: Stage, module: str, options: tuple[str, ...], limit_s: float) -> None:
    seconds_to_window(stage.technician, "-m", module, *options)  # once before, so that it is warm
    times, empty = [], []
    allowed_s = limit_s
    while not times or (min(times) >= allowed_s and len(times) < TRIES):
        if times:
            empty.append(seconds_to_window(stage.technician, "-c", EMPTY_WINDOW))
            allowed_s = max(limit_s, TIMES_EMPTY * max(empty))
        times.append(seconds_to_window(stage.technician, "-m", module, *options))
    assert min(times) < allowed_s, (times, empty)


def test_the_programs_speak_german(stage: Stage) -> None:
    for person in (stage.technician, stage.customer):
        person.settings(language="de", appearance="light", own_name=person.name)
    console = stage.console()
    console.see("Nur auf diesem Computer", "label")
    assert console.windows("Technikerkonsole")
    assert console.find("Neue Sitzung", "button") is not None
    viewer = stage.customer.start("viewer.app")
    viewer.see("Beitreten|Teilnehmen|Verbinden", "button")
    assert "Technician" not in console.all_words() + viewer.all_words()


def test_the_systems_language_counts_where_none_is_chosen(stage: Stage) -> None:
    stage.technician.settings(language="system")
    german = {"LANG": "de_DE.UTF-8", "LANGUAGE": "de"}
    console = stage.technician.start("console.app", "--listen", "127.0.0.1:0", changed=german)
    console.see("Nur auf diesem Computer", "label")


def test_every_control_has_a_name_and_tab_reaches_the_share_button(stage: Stage) -> None:
    console, viewer = stage.session()
    controls = [item for program in (console, viewer) for item in program.items() if item.role in CONTROLS]
    assert len(controls) > 8, "there are controls to look at"
    assert [item for item in controls if not item.name] == []

    console.front("Technician Console")
    console.tab_to("Share screen")
    stage.technician.hand.press("space")
    viewer.window("Theo’s screen")


@pytest.mark.parametrize(("look", "darkest", "brightest"), [("light", 200, 255), ("dark", 0, 80)])
def test_light_and_dark_are_followed(stage: Stage, look: str, darkest: int, brightest: int) -> None:
    stage.technician.settings(language="en", appearance=look)
    console = stage.console()
    console.see("On this computer only", "label")

    def is_as_chosen() -> bool:
        box = console.see("Technician Console.*", "frame").box
        picture = stage.technician.screen.picture()[box.y : box.y + box.height, box.x : box.x + box.width, :3]
        return bool(darkest < picture.mean() < brightest)

    wait_for(f"a {look} window", is_as_chosen)


def seconds_to_window(person: Person, *arguments: str) -> float:
    """Start a program as it is started every day, without a screen reader; return when its window was there."""
    everyday = {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": None, "AT_SPI_BUS_ADDRESS": None}
    begun = time.monotonic()
    program = person.start_python("-P", *arguments, changed=everyday)
    wait_for("the window", program.windows)
    took = time.monotonic() - begun
    program.process.terminate()
    program.process.wait()
    return took
