"""Point 5: whatever dies or breaks in between, both sides say so, keep the chat and go on where they were."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from demonstration.desktop import act_until
from tests.system.stage.network import Network
from tests.system.stage.program import Program
from tests.system.stage.stage import Stage, kill_host, standing_still

pytestmark = pytest.mark.system

MIRROR = "Theo’s screen"
Networks = Callable[[int], Network]


def test_a_killed_viewer_started_again_goes_on_with_its_chat(stage: Stage) -> None:
    console, viewer = stage.session()
    console.write("Before")
    viewer.see("Theo, .*, Before")
    viewer.kill()
    console.reads("The connection to Clara is lost.")
    console.see("Customer’s connection lost", "label")
    console.write("While away")
    console.see("Theo, .*, While away, Not delivered yet")

    viewer = stage.viewer()
    viewer.reads("Your session with Theo is still open.")
    viewer.click("Continue")
    viewer.see("Theo, .*, While away")
    console.see("Theo, .*, While away, Delivered")
    viewer.write("Back again")
    console.see("Clara, .*, Back again")
    nothing_lost_or_doubled(console, viewer, "Before", "While away", "Back again")


def test_a_killed_console_started_again_finds_its_session_and_the_customer(stage: Stage) -> None:
    console, viewer = stage.session()
    console.write("First")
    viewer.see("Theo, .*, First")
    console.click("Share screen")
    viewer.window(MIRROR)
    host = stage.technician.host
    console.kill()
    viewer.reads("Theo is not connected at the moment.")
    viewer.write("Are you there?")

    console = stage.console()
    open_session(console)
    console.see(r"Clara, .*, Are you there\?")
    assert stage.technician.host == host, "the host has lived on"
    viewer.see(r"Clara, .*, Are you there\?, Delivered")
    viewer.see("Connected", "label")
    console.write("I am back")
    viewer.see("Theo, .*, I am back")
    nothing_lost_or_doubled(console, viewer, "First", "Are you there?", "I am back")
    viewer.miss_window(MIRROR)
    console.click("Share screen")
    viewer.window(MIRROR)


def test_a_killed_host_comes_back_at_its_port_and_the_session_with_it(stage: Stage) -> None:
    console, viewer = stage.session()
    console.write("Before")
    viewer.see("Theo, .*, Before")
    port = kill_host(stage.technician)
    console.reads("Your own connection is lost.")
    viewer.reads("Your own connection is lost.")
    console.see("Active", "label")
    viewer.see("Connected", "label")
    host = stage.technician.host
    assert host is not None
    assert host["port"] == port
    viewer.write("After")
    console.see("Clara, .*, After")
    console.write("Good")
    viewer.see("Theo, .*, Good")
    nothing_lost_or_doubled(console, viewer, "Before", "After", "Good")


def test_a_share_goes_on_by_itself_for_a_viewer_that_was_killed(stage: Stage) -> None:
    console, viewer = stage.session("--share")
    viewer.window(MIRROR)
    viewer.kill()
    console.see("The connection is lost. Nothing is shown to Clara now; sharing goes on by itself.", "label")
    viewer = stage.viewer("--full-screen")
    viewer.click("Continue")
    viewer.window(MIRROR)
    stage.see_same_picture()


def test_a_share_that_its_host_died_under_goes_on_by_itself(stage: Stage) -> None:
    console, viewer = stage.session("--share")
    viewer.front(MIRROR)
    stage.customer.hand.press("F11")
    stage.see_same_picture()
    kill_host(stage.technician)
    for program in (console, viewer):
        program.reads("Your own connection is back.")
    stage.see_same_picture()
    console.see("Stop sharing", "button")
    assert "Screen sharing with Clara was stopped" not in console.all_words()


def test_a_share_goes_on_by_itself_after_the_network_was_cut(stage: Stage, network: Networks) -> None:
    console, viewer, between = begin_over_network(stage, network)
    stage.see_same_picture()
    between.cut()
    console.reads("The connection to Clara is lost.")
    viewer.reads("Your own connection is lost.")
    between.mend()
    console.reads("The connection to Clara is back.")
    viewer.reads("Your own connection is back.")
    stage.see_same_picture()
    console.see("Stop sharing", "button")


def test_a_line_whose_receipt_was_lost_is_not_there_twice(stage: Stage, network: Networks) -> None:
    console, viewer, between = begin_over_network(stage, network, share=False)
    between.lose_answers()
    viewer.write("Once only")
    console.see("Clara, .*, Once only")
    viewer.see("Clara, .*, Once only, Not delivered yet")
    between.cut()
    viewer.reads("Your own connection is lost.")
    viewer.write("And this")
    between.mend()
    viewer.see("Clara, .*, And this, Delivered")
    viewer.see("Clara, .*, Once only, Delivered")
    nothing_lost_or_doubled(console, viewer, "Once only", "And this")


def test_a_network_that_swallows_everything_is_noticed_and_survived(stage: Stage, network: Networks) -> None:
    console, viewer, between = begin_over_network(stage, network)
    stage.see_same_picture()
    between.stall()
    viewer.reads("Your own connection is lost.")
    console.reads("The connection to Clara is lost.")
    between.mend()
    console.reads("The connection to Clara is back.")
    stage.see_same_picture()


def test_a_picture_whose_other_side_says_nothing_is_said_to_be_old(stage: Stage) -> None:
    console, viewer = stage.session("--share")
    viewer.window(MIRROR)
    host = stage.technician.host
    assert host is not None
    for process in (host["pid"], console.process.pid):
        with standing_still(process):
            viewer.reads("This picture may be old")
        viewer.miss("This picture may be old.*")


def test_the_technician_can_stop_a_share_that_is_about_to_go_on(stage: Stage, network: Networks) -> None:
    console, viewer, between = begin_over_network(stage, network)

    def break_for_a_moment() -> None:
        """Have the share be about to go on; it is for three seconds only, which a slow computer may miss."""
        between.cut()
        console.see("The connection is lost.*", "label")
        between.mend()

    about = r".*Sharing with Clara goes on in [1-3] s\."
    act_until("the countdown", lambda: console.find(about), act=break_for_a_moment, again_s=15)
    console.click("Stop sharing")
    viewer.miss_window(MIRROR)
    console.see("Share screen", "button")


def begin_over_network(stage: Stage, network: Networks, *, share: bool = True) -> tuple[Program, Program, Network]:
    """Start a session, or a share in full screen, whose way to the customer leads over a network that can break."""
    console = stage.console_with_session(*(["--share"] if share else []))
    link, _ = stage.link()
    host = stage.technician.host
    assert host is not None
    between = network(host["port"])
    viewer = stage.viewer("--full-screen", "--join", re.sub(r"//.*?/", f"//{between.address}/", link))
    stage.joined(console, viewer)
    if share:
        viewer.window(MIRROR)
    return console, viewer, between


def open_session(console: Program) -> None:
    """Choose the one session in the list, unless the console shows it already."""
    item = console.see("Clara.*", "list item")
    console.person.hand.click(*item.box.centre)


def nothing_lost_or_doubled(console: Program, viewer: Program, *words: str) -> None:
    for program in (console, viewer):
        assert [program.count(each) for each in words] == [1] * len(words)
