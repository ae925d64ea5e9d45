"""In one LAN the ten digits are enough: real programs, each person in a network namespace of their own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from zeroconf import DNSAddress, DNSIncoming, DNSPointer, DNSRecord, DNSService, DNSText

from demonstration.desktop import act_until, wait_for
from protocol.notation.announcement import SERVICE, text_of
from protocol.notation.joincode import code_text
from tests.system.stage.lan import Lan
from tests.system.stage.program import Program
from tests.system.stage.stage import Stage

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="makes network namespaces"),
]


@pytest.fixture
def lan() -> Iterator[Lan]:
    with Lan() as lan:
        yield lan


def everywhere(stage: Stage, *options: str) -> Program:
    """Start a console whose host listens in all its networks, with a session for Clara."""
    return stage.console_with_session("--listen", "*:7330", *options)


def type_code(stage: Stage, code: str) -> Program:
    """Have the customer start a fresh viewer, type the digits, and nothing else."""
    viewer = stage.viewer()
    viewer.front("Join a session")
    stage.customer.hand.type(code)
    viewer.click("Join")
    return viewer


@pytest.mark.parametrize("addresses", [("10.77.0.1/24", "10.77.0.2/24"), ("", "")], ids=["IPv4", "IPv6 alone"])
def test_ten_digits_lead_from_a_fresh_viewer_to_the_picture(lan: Lan, stage: Stage, addresses: tuple[str, str]) -> None:
    for person, address in zip((stage.technician, stage.customer), addresses, strict=True):
        person.computer = lan.computer(*filter(None, [address]))
    console = everywhere(stage, "--share")
    _link, code = stage.link()
    viewer = type_code(stage, code)
    stage.joined(console, viewer)
    viewer.window("Theo’s screen")
    viewer.fill_screen("Theo’s screen")
    stage.see_same_picture()


def test_where_nobody_is_announced_the_viewer_says_what_to_do(lan: Lan, stage: Stage) -> None:
    stage.customer.computer = lan.computer("10.77.0.2/24")
    viewer = type_code(stage, code_text("1234", "56789"))
    viewer.reads("No technician’s computer was found in this network. Ask the technician for the address")
    assert viewer.find("Address", "text") is not None


def run_on(computer: tuple[str, ...], stage: Stage, name: str, module: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start one of the tests' own programs on a computer."""
    return stage.customer.run(name, [*computer, sys.executable, "-m", module, *arguments])


LOOK = "from viewer.way_in.looking import look_round; print(len(look_round()))"


def seen_from(computer: tuple[str, ...]) -> int:
    """Return how many hosts a viewer on this computer finds."""
    command = [*computer, sys.executable, "-P", "-c", LOOK]
    return int(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)


@pytest.fixture
def false_ones(lan: Lan, stage: Stage) -> list[Path]:
    """Three computers that announce themselves and know every code; what they hear."""
    folders = [stage.folder / f"false-{number}" for number in range(3)]
    for number, folder in enumerate(folders):
        computer = lan.computer(f"10.77.0.{20 + number}/24")
        run_on(computer, stage, folder.name, "tests.system.lan.false_announcer", str(folder))
    return [folder / "heard" for folder in folders]


def lines(files: list[Path], word: str) -> int:
    """Return how many lines of all of them begin so."""
    return sum(line.startswith(word) for file in files if file.exists() for line in file.read_text().splitlines())


def test_false_announcers_get_three_tries_together_and_the_code_stays_good(
    lan: Lan, stage: Stage, false_ones: list[Path]
) -> None:
    """Each of them says that it knows the code, and gives other reasons than the true one for its failure."""
    stage.technician.computer, stage.customer.computer = lan.computer("10.77.0.1/24"), lan.computer("10.77.0.2/24")
    stage.technician.settings(language="en", appearance="light", own_name="Theo", announce_in_lan="off")
    console = everywhere(stage)
    _link, code = stage.link()
    wait_for("all to be announced", lambda: seen_from(stage.customer.computer) == len(false_ones))
    viewer = type_code(stage, code)
    act_until(
        "three tries to be over",
        lambda: viewer.find("Three codes in a row did not lead into a session.*"),
        act=lambda: try_on(viewer),
        again_s=5,
    )
    assert lines(false_ones, "proof") == 3
    viewer.kill()
    viewer = stage.viewer("--join", code)
    viewer.reads("Three codes in a row did not lead into a session")
    assert lines(false_ones, "proof") == 3
    assert lines(false_ones, f"join {code[:4]}") >= 3, "the route they know, of course"
    viewer.kill()
    viewer = stage.viewer("--join", code, "--host", "10.77.0.1:7330")
    stage.joined(console, viewer)  # without a click: at the lead nobody was wrong


def try_on(viewer: Program) -> None:
    """Have the customer press Join, or choose the first of several computers."""
    button = viewer.find(r"Join|[0-9.]+:[0-9]+", "button")
    if button is not None and button.enabled:
        viewer.person.hand.click(*button.box.centre)


def test_where_two_know_the_code_the_customer_chooses_by_the_address(
    lan: Lan, stage: Stage, false_ones: list[Path]
) -> None:
    stage.technician.computer, stage.customer.computer = lan.computer("10.77.0.1/24"), lan.computer("10.77.0.2/24")
    console = everywhere(stage)
    _link, code = stage.link()
    console.reads("10.77.0.1:7330")
    wait_for("all to be announced", lambda: seen_from(stage.customer.computer) == len(false_ones) + 1)
    viewer = type_code(stage, code)
    viewer.see("Which computer is it[?]")
    assert lines(false_ones, "proof") == 0
    viewer.click("10.77.0.1:7330")
    stage.joined(console, viewer)
    assert lines(false_ones, "proof") == 0


def test_what_is_announced_is_a_host_and_it_ends_with_the_code(lan: Lan, stage: Stage) -> None:
    """Beside another program at mDNS's port; with a goodbye, so that nobody remembers it."""
    stage.technician.computer, stage.customer.computer = lan.computer("10.77.0.1/24"), lan.computer("10.77.0.2/24")
    beside, heard = stage.folder / "beside", stage.folder / "heard"
    run_on(stage.technician.computer, stage, "beside", "tests.system.lan.neighbour", str(beside))
    run_on(stage.customer.computer, stage, "neighbour", "tests.system.lan.neighbour", str(heard))
    wait_for("both to listen", lambda: beside.exists() and heard.exists())
    console = everywhere(stage)
    _link, code = stage.link()
    pointers = wait_for("the announcement", lambda: [each for each in records(heard) if isinstance(each, DNSPointer)])
    assert {(each.name, each.ttl) for each in pointers} == {(SERVICE, 120)}
    assert seen_from(stage.customer.computer) == 1

    viewer = type_code(stage, code)
    stage.joined(console, viewer)
    wait_for("the goodbye", lambda: any(isinstance(each, DNSPointer) and each.ttl == 0 for each in records(heard)))
    assert seen_from(stage.customer.computer) == 0

    host = stage.technician.host
    assert host is not None
    said = records(heard)
    assert {each.text for each in said if isinstance(each, DNSText)} == {text_of(bytes.fromhex(host["fingerprint"]))}
    assert {each.port for each in said if isinstance(each, DNSService)} == {7330}
    assert not any(isinstance(each, DNSAddress) for each in said)
    everything = heard.read_text(encoding="ascii")
    for secret in ("Theo", "Clara", socket.gethostname(), code[:4], code.replace(" ", ""), code[5:8] + code[9:]):
        assert secret.encode().hex() not in everything
    assert records(beside), "who was there before hears as before"


def records(file: Path) -> list[DNSRecord]:
    """Return all records in the answers that were heard."""
    packets = [DNSIncoming(bytes.fromhex(line)) for line in file.read_text(encoding="ascii").splitlines()]
    return [record for packet in packets if packet.is_response() for record in packet.answers()]


HOLD = """
import signal, socket
with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as held:
    held.bind(("", 5353))
    signal.pause()
"""


def test_a_killed_console_is_found_no_more_and_a_port_that_is_taken_is_waited_for(lan: Lan, stage: Stage) -> None:
    stage.technician.computer, stage.customer.computer = lan.computer("10.77.0.1/24"), lan.computer("10.77.0.2/24")
    held = stage.technician.run("holder", [*stage.technician.computer, sys.executable, "-c", HOLD])
    console = everywhere(stage)
    stage.link()
    wait_for("the console to say so", lambda: "cannot be announced" in console.log.read_text(encoding="utf-8"))
    assert seen_from(stage.customer.computer) == 0
    held.kill()
    wait_for("the announcement", lambda: seen_from(stage.customer.computer) == 1)

    console.kill()
    assert seen_from(stage.customer.computer) == 0
    console = stage.console("--listen", "*:7330")  # takes the session up again, with its code
    wait_for("the announcement", lambda: seen_from(stage.customer.computer) == 1)
    lan.unplug(stage.technician.computer)
    assert seen_from(stage.customer.computer) == 0


def test_who_does_not_want_it_is_not_announced(lan: Lan, stage: Stage) -> None:
    stage.technician.computer, stage.customer.computer = lan.computer("10.77.0.1/24"), lan.computer("10.77.0.2/24")
    heard = stage.folder / "heard"
    run_on(stage.customer.computer, stage, "neighbour", "tests.system.lan.neighbour", str(heard))
    wait_for("it to listen", heard.exists)
    stage.technician.settings(language="en", appearance="light", own_name="Theo", announce_in_lan="off")
    everywhere(stage)
    stage.link()
    assert seen_from(stage.customer.computer) == 0
    assert records(heard) == []
