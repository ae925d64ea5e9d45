"""The window of a check: what is found stands there as it comes, can be stopped, and is copied with one click."""

import asyncio
from typing import ClassVar

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from protocol.link.checking.findings import EVERYWHERE, Finding, Route, Topic, Verdict
from protocol.link.dialing import Dialler
from protocol.link.link import Trust
from protocol.link.ways import trouble
from resources.program.network import check_dialog
from resources.program.network.check_dialog import ANYBODY, CheckDialog, Subject
from resources.program.network.check_report import finding_words, route_words
from resources.words.check_sentences import CHECK_SENTENCES

STRAIGHT = Route("straight", 443, "203.0.113.7")
FOUND = [
    Finding(EVERYWHERE, Topic.NAME, Verdict.GOOD, "name_known", {"addresses": "203.0.113.7", "ms": 3.2}),
    Finding(STRAIGHT, Topic.PORT, Verdict.BAD, "blocked:443"),
    Finding(EVERYWHERE, Topic.RESULT, Verdict.BAD, "blocked:443"),
]
PIN = Trust(bytes(32))


class CheckByHand:
    """Finds what a test says, and goes on until it says so."""

    made: ClassVar[list["CheckByHand"]] = []

    def __init__(self, host, port, *, trust, told, progress, **_more):
        self.asked = (host, port, trust)
        self.told, self.progress = told, progress
        self.over = asyncio.Event()
        self.ended = False
        self.made.append(self)

    async def run(self):
        self.progress(0, 0)
        try:
            await self.over.wait()
        finally:
            self.ended = True


@pytest.fixture
def made(monkeypatch):
    CheckByHand.made = []
    monkeypatch.setattr(check_dialog, "Check", CheckByHand)
    return CheckByHand.made


def opened(qtbot, address="help.example", trust=PIN):
    window = QWidget()
    qtbot.addWidget(window)
    dialog = CheckDialog(Subject(address, trust), program="test", ways=Dialler(), parent=window)
    dialog.held = window
    dialog.show()
    dialog.begin()
    return dialog


def words(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


async def found(dialog, made):
    await asyncio.sleep(0)
    for finding in FOUND:
        made[-1].told(finding)
    made[-1].over.set()
    for _ in range(4):  # turns: it ends, and that is told
        await asyncio.sleep(0)
    assert not dialog.stop_button.isVisible()


async def test_what_is_found_is_shown_and_copied(qtbot, qapp, made):
    dialog = opened(qtbot)
    assert made[0].asked == ("help.example", 443, PIN)
    assert not dialog.copy_button.isEnabled()
    await found(dialog, made)
    assert "Name: Found in 3.2 ms: 203.0.113.7" in words(dialog)
    assert any(line.startswith("Port: Nothing comes back from port 443") for line in words(dialog))
    assert dialog.words.text().startswith("Result: Nothing comes back from port 443")
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Check of the connection to help.example\n")
    for part in ("✗ Result:", "Straight to 203.0.113.7, port 443\n✗ Port:", "✓ Name:"):
        assert part in copied


async def test_it_can_be_stopped_and_begun_anew_elsewhere(qtbot, qapp, made):
    dialog = opened(qtbot)
    await asyncio.sleep(0)
    dialog.stop_button.click()
    await asyncio.sleep(0)
    assert made[0].ended
    assert dialog.words.text() == "Stopped."
    assert dialog.close_button.isVisible()
    dialog.field.setText("other.example:7330")
    dialog.start_button.click()
    assert made[1].asked == ("other.example", 7330, ANYBODY), "who must be there is known of the first address alone"
    await found(dialog, made)


async def test_closing_ends_it(qtbot, qapp, made):
    dialog = opened(qtbot)
    await asyncio.sleep(0)
    dialog.reject()
    await asyncio.sleep(0)
    assert made[0].ended


async def test_what_is_no_address_is_said(qtbot, qapp, made):
    dialog = opened(qtbot, "no address!")
    assert made == []
    assert dialog.words.isVisible()
    opened(qtbot, "")
    assert made == []


VALUES = dict.fromkeys(
    ("addresses", "places", "version", "issuer", "until", "fingerprint", "name", "status", "address", "proxy"), "x"
) | {"ms": 1.0, "mbit": 1.0}


@pytest.mark.parametrize("code", [*CHECK_SENTENCES, *trouble.DialKind.__args__])
def test_every_finding_has_a_sentence(code, qapp):
    assert finding_words(Finding(STRAIGHT, Topic.HOST, Verdict.NOTE, code, VALUES))


@pytest.mark.parametrize("kind", ["", "straight", "proxy", "web"])
def test_every_way_has_a_name(kind, qapp):
    assert route_words(Route(kind, 443, "a", "p:1" if kind != "straight" else ""))
