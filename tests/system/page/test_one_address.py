"""The technician reads out an address and ten digits, and nothing else is needed: the host has a good certificate."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from demonstration.desktop import act_until, wait_for
from environment.trouble import Trouble
from protocol.notation import joincode
from resources.words.sentences import SENTENCES
from tests.helpers.certificates import Authority
from tests.helpers.chromium import chromium
from tests.system.conftest import SIZE
from tests.system.stage.browser import Browser
from tests.system.stage.page_picture import same_picture
from tests.system.stage.program import Program
from tests.system.stage.stage import Person, Stage
from tests.system.stage.team import Team

pytestmark = pytest.mark.system


class VouchedTeam(Team):
    """A team whose host's certificate an authority vouches for that its computers know.

    Args:
        authority: that one.
        pinned: the technicians have compared its certificate, and reach it by its number.
    """

    def __init__(self, stage: Stage, staffed: Path, authority: Authority, *, pinned: bool = False) -> None:
        certificate, key = authority.sign("host")
        files = stage.folder / "downloads"
        files.mkdir()
        (files / "fernblick-viewer-1.0-x86_64.AppImage").write_bytes(b"not started here")
        self._pinned = pinned
        for person in (stage.technician, stage.customer):
            person.environment["SSL_CERT_FILE"] = str(authority.path)
        options = ("--certificate", str(certificate), "--key", str(key), "--downloads", str(files))
        super().__init__(stage, stage.technician, staffed, options)

    @property
    def address(self) -> str:
        return f"{'127.0.0.1' if self._pinned else 'localhost'}:{self.port}"

    def settings(self, person: Person, **more: str) -> None:
        super().settings(person, **({} if self._pinned else {"company_fingerprint": ""}), **more)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Authority:
    """An authority that every program of the test believes."""
    folder = tmp_path / "authority"
    folder.mkdir()
    authority = Authority(folder)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    return authority


@pytest.fixture
def team(stage: Stage, staffed: Path, authority: Authority) -> VouchedTeam:
    return VouchedTeam(stage, staffed, authority)


@pytest.fixture
def page(authority: Authority, stage: Stage) -> Iterator[Browser]:
    with chromium(Browser, width=SIZE[0], height=SIZE[1], believes=authority.path) as page:
        page.prefers()
        yield page
        page.screenshot(stage.folder / "page.png")
        assert page.errors == []


def read_out(console: Program) -> tuple[str, str]:
    """Return the address and the code as the technician reads them out."""
    console.see("Read to Clara: go to", "label")
    address = console.see(r"localhost:\d+", "label").name
    digits = console.see(r"Code (\d ){9}\d").name.removeprefix("Code ").replace(" ", "")
    return address, digits


def share(console: Program) -> None:
    def press() -> None:
        if console.find("Share screen", "button") is not None:
            with contextlib.suppress(Trouble):  # it has begun meanwhile
                console.click("Share screen", within_s=5)

    act_until("the share", lambda: console.find("Stop sharing", "button"), act=press)


def test_what_is_read_out_leads_to_the_picture_and_on_into_the_viewer(team: VouchedTeam, page: Browser) -> None:
    console = team.console(team.theo, "--new-session", "Clara")
    address, digits = read_out(console)
    assert address == team.address
    team.theo.screen.save(team.stage.folder / "code-page.png")

    page.open(f"https://{address}")  # no warning: the browser believes the authority
    page.type(digits)  # the field has the keyboard
    page.press("Enter", 13)
    console.reads("Chat session established with Clara")
    share(console)
    wait_for("every pixel", lambda: same_picture(page, team.theo.screen))
    assert page.run("getComputedStyle(document.getElementById('lines')).listStyleType") == "none"
    tall = "document.getElementById('transcript').offsetHeight > document.getElementById('picture').offsetHeight / 3"
    assert page.run(tall), "the chat has little room beside the picture"

    page.use("button", "Continue in the viewer")
    page.reads("nothing has to be typed")
    page.reads(f"and the address {address}")
    page.screenshot(team.stage.folder / "viewer-dialog.png")
    name = str(page.run("document.querySelector('#viewer-files a').download"))
    assert re.fullmatch(rf"fernblick-viewer_localhost_{team.port}_\d{{10}}\.AppImage", name)
    viewer = team.clara.start("viewer.app", "--started-as", name, "--log-level", "info")
    viewer.reads("Theo invites you to a support session.")
    viewer.click("Join")
    page.reads("The chat goes on in the viewer")


def test_technicians_who_have_pinned_the_host_give_out_its_page_all_the_same(
    stage: Stage, staffed: Path, authority: Authority
) -> None:
    """What browsers accept the host says itself; the console has looked for nothing but the pin."""
    team = VouchedTeam(stage, staffed, authority, pinned=True)
    console = team.console(team.theo, "--new-session", "Clara", "--link-file", str(stage.link_file))
    console.see("Read to Clara: go to", "label")
    assert stage.link()[0].startswith(f"fernblick://127.0.0.1:{team.port}/")


def test_without_such_a_certificate_the_viewers_way_leads_and_the_address_is_judged(stage: Stage) -> None:
    console = stage.console_with_session()
    console.see("Read this code to Clara", "label")
    console.see("On this computer only", "label")
    console.reads("Only this computer reaches 127.0.0.1:")
    assert console.find("QR code", "button") is None
    stage.technician.screen.save(stage.folder / "code-page.png")
    console.click("Settings…")
    console.window("Settings")
    console.front("Settings")
    console.enter("Address of this computer", "help.example.com")
    console.click("Save")
    console.see("Ready", "label")
    console.miss("Only this computer reaches .*")
    wait_for("the link to lead there", lambda: stage.link()[0].startswith("fernblick://help.example.com/"))


def test_a_code_that_was_read_out_survives_a_crash_with_its_wrong_tries(stage: Stage) -> None:
    console = stage.console_with_session()
    code = joincode.parse(stage.link()[1])
    wrong = joincode.code_text(code.route, f"{(int(code.secret) + 1) % 100_000:05}")
    host = stage.technician.host
    assert host is not None
    viewer = stage.viewer("--join", wrong, "--host", f"127.0.0.1:{host['port']}")
    viewer.reads(SENTENCES["wrong_code"])
    console.kill()

    console = stage.console()
    item = console.see("Clara.*", "list item")
    console.person.hand.click(*item.box.centre)
    console.see("Code " + " ".join(stage.link()[1].replace(" ", "")))
    viewer.front("Join a session")
    viewer.enter("Code or link from the technician", stage.link()[1])
    viewer.click("Address", "button")
    viewer.enter("Address", f"127.0.0.1:{host['port']}")
    viewer.click("Join")
    console.reads("a wrong code was entered before")  # by whom the console before this one was told
    act_until("Clara", lambda: not console.find("Admit", "button"), act=lambda: console.click("Admit"))
    stage.joined(console, viewer)
