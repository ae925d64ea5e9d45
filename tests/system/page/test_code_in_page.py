"""A customer types the code that the technician has read out, at the host's own address, and sees the screen."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from demonstration.desktop import act_until, wait_for
from environment.trouble import Trouble
from protocol.notation import joincode
from tests.helpers.chromium import chromium
from tests.system.conftest import SIZE
from tests.system.stage.browser import Browser
from tests.system.stage.page_picture import same_picture
from tests.system.stage.stage import Stage
from tests.system.stage.team import Team

pytestmark = pytest.mark.system


@pytest.fixture
def team(stage: Stage, staffed: Path) -> Team:
    return Team(stage, stage.technician, staffed)


@pytest.fixture
def page(stage: Stage, team: Team) -> Iterator[Browser]:
    with chromium(Browser, width=SIZE[0], height=SIZE[1], insecure=True) as page:
        page.open(f"https://127.0.0.1:{team.port}/")
        yield page
        page.screenshot(stage.folder / "page.png")
        assert page.errors == []


def typed(page: Browser, code: str) -> None:
    page.run("document.getElementById('digits').value = ''; document.getElementById('digits').focus()")
    page.type(code)
    page.use("button", "Join")


def test_the_code_alone_leads_to_the_picture(team: Team, page: Browser) -> None:
    stage = team.stage
    console = team.console(team.theo, "--new-session", "Clara", "--link-file", str(stage.link_file))
    _, code = stage.link()

    page.use("button", "Help")
    page.reads("Type the ten digits that the support has told you")
    page.use("button", "Close")
    for wrong, sentence in (("1234", "has ten digits"), ("12345 abcde", "digits only"), ("0000 000 001", "a typo")):
        typed(page, wrong)
        page.reads(sentence)
    typed(page, code)

    console.reads("Chat session established with Clara")
    page.reads("sealed end to end")
    console.write("Good morning")
    page.reads("Good morning")

    def press() -> None:
        if console.find("Share screen", "button") is not None:
            with contextlib.suppress(Trouble):  # it has begun meanwhile
                console.click("Share screen", within_s=5)

    act_until("the share", lambda: console.find("Stop sharing", "button"), act=press)
    wait_for("every pixel", lambda: same_picture(page, team.theo.screen))


def test_a_wrong_code_leads_back_to_the_form_and_the_right_one_on(team: Team, page: Browser) -> None:
    stage = team.stage
    console = team.console(team.theo, "--new-session", "Clara", "--link-file", str(stage.link_file))
    code = joincode.parse(stage.link()[1])
    wrong = joincode.code_text(code.route, f"{(int(code.secret) + 1) % 100_000:05}")

    typed(page, wrong)
    page.reads("This code is not right")
    typed(page, stage.link()[1])

    console.click("Admit") if console.find("Admit", "button") else None
    wait_for("the chat", lambda: page.run("document.body.dataset.section") == "chat")


def test_after_three_wrong_codes_the_page_waits_over_a_reload_too(team: Team, page: Browser) -> None:
    """Whoever sits in between learns with each code that is proved whether one guess was right."""
    team.console(team.theo, "--new-session", "Clara", "--link-file", str(team.stage.link_file))
    unknown = joincode.code_text("0000", "00000")
    for _ in range(3):
        typed(page, unknown)
        page.reads("Nobody waits with this code")

    page.run("globalThis.isBefore = true")
    page.call("Page.reload")
    page.wait_for("!globalThis.isBefore && document.body.dataset.section === 'code'")
    typed(page, team.stage.link()[1])

    page.reads("Three codes in a row led nowhere")
