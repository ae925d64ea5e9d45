"""The company's page in Chromium: its name, logo, colour and words, and what is said before anything is typed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from demonstration.desktop import wait_for
from protocol.notation.colours import contrast
from tests.helpers.chromium import chromium
from tests.helpers.pictures import picture
from tests.system.stage.browser import Browser
from tests.system.stage.stage import Stage
from tests.system.stage.team import Team

pytestmark = pytest.mark.system

HOSTILE = "<img src=x> & \"Söhne\" 'GmbH' </title>"
COLOURS = """(() => {
  const of = (id, name) => getComputedStyle(document.getElementById(id))[name];
  const foot = getComputedStyle(document.querySelector("#foot-list button"));
  return JSON.stringify({button: of("code-button", "backgroundColor"), on: of("code-button", "color"),
    link: foot.color, ground: getComputedStyle(document.body).backgroundColor});
})()"""
LOGO_IS_THERE = "document.getElementById('logo').complete && document.getElementById('logo').naturalWidth === 300"


@pytest.fixture
def team(stage: Stage, staffed: Path, tmp_path: Path) -> Team:
    team = Team(stage, stage.technician, staffed)
    team.host_command("groups", "channel", "support", "printers")
    (tmp_path / "logo.png").write_bytes(picture(width=300, height=100))
    team.host_command(
        *("page", "set", "--name", HOSTILE, "--colour", "#ffcc00", "--logo", str(tmp_path / "logo.png")),
        *("--channels", "printers", "--greeting-en", "Welcome.\n<b>We</b> help.", "--greeting-de", "Willkommen."),
        *("--away-en", "We are here from 9 to 5.", "--privacy-en", "We keep nothing.\n<script>x</script>"),
        *("--privacy-link-de", "https://example.com/datenschutz"),
    )
    return team


@pytest.fixture
def page(team: Team) -> Iterator[Browser]:
    with chromium(Browser, insecure=True) as page:
        page.prefers()
        wait_for("the host to follow", lambda: _is_companys(page, team))
        yield page
        page.screenshot(team.stage.folder / "page.png")
        assert page.errors == []


def _is_companys(page: Browser, team: Team) -> bool:
    page.open(f"https://{team.address}/")
    return str(page.run("document.title")) == f"{HOSTILE} – Support chat"


def _says_telephone(page: Browser, team: Team) -> bool:
    page.open(f"https://{team.address}/")
    return bool(page.run("document.body.dataset.telephone"))


def hexadecimal(colour: str) -> str:
    return "#" + bytes(int(part) for part in colour.removeprefix("rgb(").removesuffix(")").split(",")).hex()


def test_the_page_is_the_companys_in_light_and_dark_on_a_phone_and_in_german(team: Team, page: Browser) -> None:
    for dark in (False, True):
        page.prefers(dark=dark)
        page.open(f"https://{team.address}/")
        page.reads(HOSTILE)
        page.reads("Welcome.\n<b>We</b> help.")
        wait_for("the logo", lambda: page.run(LOGO_IS_THERE))
        seen = {name: hexadecimal(colour) for name, colour in json.loads(str(page.run(COLOURS))).items()}
        assert seen["button"] == "#ffcc00"
        assert contrast(seen["button"], seen["on"]) >= 4.5
        assert contrast(seen["link"], seen["ground"]) >= 4.5
        page.screenshot(team.stage.folder / f"code-{'dark' if dark else 'light'}.png")
    page.use("button", "Privacy notice")
    page.reads("We keep nothing.\n<script>x</script>")
    page.use("button", "Close")
    page.resize(360, 640, phone=True)
    page.prefers(language="de-AT", dark=False)
    page.open(f"https://{team.address}/")
    page.reads("Willkommen.")
    assert page.see("link", "Datenschutz")
    assert page.run("document.querySelector('#foot a').href") == "https://example.com/datenschutz"
    assert page.run("document.querySelector('#foot a').rel") == "noopener noreferrer"
    assert page.run("document.documentElement.scrollWidth <= innerWidth")
    page.screenshot(team.stage.folder / "phone.png")


def test_that_nobody_is_there_is_said_before_anything_is_typed(team: Team, page: Browser) -> None:
    page.reads("Nobody is here at the moment")
    page.use("link", "Printers")
    page.reads("Nobody of our support is here at the moment. We are here from 9 to 5.")
    theo = team.console(team.theo)
    page.call("Page.reload")
    page.reads("Somebody will be with you as soon as they can.")
    assert "Nobody of our support" not in page.words()
    page.enter("Your name", "Clara")
    page.enter("How can we help?", "Hello")
    page.use("button", "Start chat")
    theo.click("Next customer")
    page.reads("Chat with Theo")
    page.reads(HOSTILE)


def test_what_leads_nowhere_is_said_at_once_and_nothing_is_over_that_never_began(team: Team, page: Browser) -> None:
    page.open(f"https://{team.address}/chat/nobody")
    page.reads("There is no support at this address. Please check the link.")
    page.open(f"https://{team.address}/chat/abcdefghijkl#AAAAAAAAAAAAAAAAAAAAAA")
    page.reads("This link has been used already, or it never existed. Please ask for a new one.")
    assert page.run("document.getElementById('start').hidden")
    page.use("link", "Type a code instead")
    page.see("button", "Join")
    page.open(f"https://{team.address}/chat/printers")
    page.enter("Your name", "Clara")
    page.enter("How can we help?", "Hello")
    page.use("button", "Start chat")
    page.use("button", "Leave the queue")
    page.reads("No chat had begun.")
    assert "over" not in page.words()


def test_the_form_stands_after_one_answer_and_says_where_the_rest_does_not_come(team: Team, page: Browser) -> None:
    """Whoever is far away waits a long time for each: here nothing but the page itself is answered, at first."""
    team.host_command("page", "set", "--telephone", "+49 30 1234-56", "--email", "help@example.com")
    wait_for("the host to follow", lambda: _says_telephone(page, team))
    page.call("Network.enable")
    page.call("Network.setBlockedURLs", urls=[f"https://{team.address}/web/*"])
    for language, code, queue in (("de-AT", "Beitreten", "Chat beginnen"), ("en", "Join", "Start chat")):
        page.prefers(language=language)
        page.open(f"https://{team.address}/chat/printers")
        assert page.see("button", queue)
        page.open(f"https://{team.address}/")
        assert page.see("button", code)
        assert page.run("document.activeElement.id") == "digits"
    page.reads("Our server cannot be reached at the moment. The page keeps trying.")
    assert page.run("document.querySelector('#way-contact a').href") == "tel:+4930123456"
    page.reads("Write to help@example.com")
    page.screenshot(team.stage.folder / "unreachable.png")
    page.enter("Code", "1")
    page.use("button", "Join")
    page.call("Network.setBlockedURLs", urls=[])
    page.reads("A code has ten digits.")
    assert "cannot be reached" not in page.words()
