"""Customers without a code: two wait, two technicians pick up, a session goes back into the queue and on."""

from __future__ import annotations

from pathlib import Path

import pytest

from protocol.card.card import SUFFIX
from tests.system.stage.program import Program
from tests.system.stage.stage import Person
from tests.system.stage.team import Team, accept, choose_first

pytestmark = pytest.mark.system

UP_TO_THE_HOST = "This session came through the queue, so it is protected up to the support host"


def waits(person: Person, card: Path, place: str) -> Program:
    """Have a customer open the Calling Card and connect; return the viewer once it says the place."""
    viewer = person.start("viewer.app", "--log-level", "info", "--calling-card", str(card))
    viewer.window("Muster GmbH")
    viewer.enter("Your name", person.name)
    person.hand.press("Return")
    viewer.reads(place)
    return viewer


def test_the_longest_waiting_is_picked_up_and_transferred_through_the_queue(team: Team) -> None:
    """Point 2: places, one click, a session that is transferred to the queue, and who comes next."""
    team.host_command("groups", "channel", "support", "printers")
    card = team.stage.folder / f"muster{SUFFIX}"
    team.host_command("card", "export", "support", str(card), "--address", team.address, "--title", "Muster GmbH")
    theo, tom = team.console(team.theo), team.console(team.tom)
    theo.reads("Nobody is waiting.")
    clara = waits(team.clara, card, "You are next")
    max_ = team.clara.colleague("Max", display=team.clara.display)
    second = waits(max_, card, "You are number 2 in the queue")
    for console in (theo, tom):
        console.see("Clara, Waiting time: .*", "list item")
        console.see("Max, Waiting time: .*", "list item")

    theo.click("Next customer")
    for program in (theo, clara):
        program.reads(UP_TO_THE_HOST)
    second.reads("You are next")
    tom.miss("Clara, Waiting time: .*", "list item")
    theo.write("Good day")
    clara.see("Theo, .*, Good day")

    choose_transfer(theo)
    theo.reads("The session waits in the queue printers, place 1.")
    clara.reads("You are being passed on to another technician.")
    tom.see("Clara, from Theo, Waiting time: .*", "list item")
    tom.click("Next customer")
    theo.click("Hand over")  # the first time: Tom's computer is new to Theo's console, and Theo's to Tom's
    accept(tom)
    clara.window("Session with Tom")
    tom.see("Clara, Active", "list item")
    theo.see("Clara, Transferred", "list item")

    tom.click("Max, Waiting time: .*", "list item")
    second.window("Session with Tom")
    tom.reads("Nobody is waiting.")
    max_.screen.close()


def test_whose_technician_is_disabled_is_asked_and_is_in_front_again(team: Team) -> None:
    """Nobody reads why their technician is gone; the first to come stays the first."""
    team.host_command("groups", "channel", "support", "printers", "--desk-reads", "on")
    card = team.stage.folder / f"muster{SUFFIX}"
    team.host_command("card", "export", "support", str(card), "--address", team.address, "--title", "Muster GmbH")
    theo, tom = team.console(team.theo), team.console(team.tom)
    clara = waits(team.clara, card, "You are next")
    clara.enter(r"What is it about\?", "The printer smokes")
    clara.reads("it is not sealed")
    clara.click("Let the technicians read it now")
    tom.see("Clara, The printer smokes, Waiting time: .*", "list item")
    tom.click("Next customer")
    clara.window("Session with Tom")
    tom.see("Clara, .*, The printer smokes")
    max_ = team.clara.colleague("Max", display=team.clara.display)
    second = waits(max_, card, "You are next")

    team.host_command("technicians", "disable", "Tom")

    clara.reads("Your technician is not available any more")
    assert "disabled" not in clara.all_words()
    clara.click("Go on waiting")
    clara.reads("You are next")
    second.reads("You are number 2 in the queue")
    theo.click("Next customer")
    clara.window("Session with Theo")
    max_.screen.close()


def choose_transfer(console: Program) -> None:
    """Choose the queue in the menu of the transfer, its second entry."""

    def opened() -> None:
        console.click("Transfer")
        console.person.hand.press("Down")

    choose_first(console, opened, lambda: console.find(".*The session waits in the queue.*"))
