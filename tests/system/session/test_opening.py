"""Point 3: a session is opened and joined by hand, and nothing is sent for a mistyped code."""

from __future__ import annotations

import re

import pytest

from demonstration.desktop import wait_for
from tests.system.stage.program import Program
from tests.system.stage.stage import Stage

pytestmark = pytest.mark.system

CODE = r"(\d{4}) (\d{3}) (\d{3})"


def shown_code(console: Program) -> str:
    """Return the code as the technician reads it out."""
    digits = console.see(r"Code (\d ){9}\d").name.removeprefix("Code ").replace(" ", "")
    return f"{digits[:4]} {digits[4:7]} {digits[7:]}"


def test_the_console_opens_with_a_host_of_its_own_and_asks_nothing(stage: Stage) -> None:
    console = stage.console()
    console.see("On this computer only", "label")
    assert stage.technician.host is not None
    assert [item.name for item in console.items() if item.role in ("dialog", "alert")] == []
    assert len(console.windows()) == 1


def test_at_the_first_start_it_is_asked_which_host_and_nothing_is_opened_before(stage: Stage) -> None:
    console = stage.technician.start("console.app", "--log-level", "info")
    console.see("Where are the people you help.", "dialog")
    console.click("Cancel")
    console.reads("Until then nothing is opened on this computer.")
    console.see("Host not connected", "label")
    assert not (stage.technician.folder / "host").exists(), "no host has ever been started"
    assert not console.see("New session", "button").enabled


def test_a_session_is_opened_by_hand_and_joined_by_typing_its_code(stage: Stage) -> None:
    console = stage.console()
    viewer = stage.viewer()
    console.see("On this computer only", "label")
    console.click("New session")
    console.front("New session")
    console.enter("Customer’s name", "Clara")
    console.click("Start session")
    code = shown_code(console)

    first = console.see(r"Valid for \d+:\d\d, for one customer").name
    wait_for("the countdown to go on", lambda: console.find(re.escape(first)) is None)

    console.click("Copy code")
    console.see("Copied")
    assert copied(stage, console) == code

    typed_wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    viewer.front("Join a session")
    viewer.enter("Code or link from the technician", typed_wrong)
    field = wait_for(
        "the mistyped digit to be noticed",
        lambda: (item := viewer.find("Code or link.*", "text")) and "mistyped" in item.description and item,
    )
    assert field.text == typed_wrong
    viewer.see("At least one digit is mistyped.*", "label")
    join = viewer.see("Join", "button")
    assert not join.enabled
    stage.customer.hand.press("Return")
    assert "join" not in stage.technician.host_log()

    stage.customer.hand.press("BackSpace")
    stage.customer.hand.type(code[-1])
    wait_for("the right code", lambda: (item := viewer.find("Code or link.*", "text")) and item.text == code)
    host = stage.technician.host
    assert host is not None
    viewer.click("Address", "button")
    viewer.enter("Address", f"127.0.0.1:{host['port']}")
    viewer.click("Join")
    stage.joined(console, viewer)
    console.miss(r"Code .*")


def copied(stage: Stage, console: Program) -> str:
    """Return what is in the technician's clipboard, by pasting it where a name is asked for."""
    console.press_until("ctrl+n", "the question", lambda: console.find("Customer’s name", "text"))
    console.front("New session")
    stage.technician.hand.press("ctrl+v")
    pasted = wait_for("the pasted text", lambda: (item := console.find("Customer’s name", "text")) and item.text)
    console.press_until("Escape", "its end", lambda: not console.windows("New session"), title="New session")
    return str(pasted)
