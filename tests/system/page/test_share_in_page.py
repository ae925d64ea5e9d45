"""Point 4 of a support desk: a customer with nothing but a browser sees the technician's screen."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from demonstration.desktop import act_until, wait_for
from environment.trouble import Trouble
from tests.helpers.chromium import chromium
from tests.system.conftest import SIZE
from tests.system.stage.browser import Browser
from tests.system.stage.page_picture import same_picture
from tests.system.stage.stage import Stage, standing_still
from tests.system.stage.team import Team

pytestmark = pytest.mark.system


class Desk:
    """Theo's console, and the page in which Clara has joined his session by its link."""

    def __init__(self, team: Team, page: Browser) -> None:
        self.team, self.page = team, page
        stage = team.stage
        self.console = team.console(team.theo, "--new-session", "Clara", "--link-file", str(stage.link_file))
        route, secret = stage.link()[0].rpartition("/")[2].partition(".")[0].split("#")
        page.open(f"https://127.0.0.1:{team.port}/chat/{route}#{secret}")
        page.use("button", "Start chat")
        self.console.reads("Chat session established with Clara")

    def share(self) -> None:
        """Press the console's button until the page has a picture."""

        def press() -> None:
            if self.console.find("Share screen", "button") is not None:
                with contextlib.suppress(Trouble):  # it has begun meanwhile
                    self.console.click("Share screen", within_s=5)

        act_until("the share", lambda: self.console.find("Stop sharing", "button"), act=press)
        wait_for("a picture in the page", self.shown)

    def load_anew(self) -> None:
        """Have the browser load the page once more."""
        self.page.run("globalThis.isBefore = true")
        self.page.call("Page.reload")
        self.page.wait_for("!globalThis.isBefore && document.readyState === 'complete'")

    def shown(self) -> bool:
        """Return whether the page shows a screen."""
        return bool(self.page.run("document.querySelector('.mirror-picture')?.checkVisibility() ?? false"))

    def same_picture(self) -> bool:
        """Return whether the page's canvas has every pixel of the technician's screen."""
        return self.shown() and same_picture(self.page, self.team.theo.screen)

    def see_same_picture(self) -> None:
        wait_for("the technician's screen in the page", self.same_picture)


@pytest.fixture
def desk(stage: Stage, staffed: Path) -> Iterator[Desk]:
    team = Team(stage, stage.technician, staffed)
    with chromium(Browser, width=SIZE[0], height=SIZE[1], insecure=True) as page:
        yield Desk(team, page)
        page.screenshot(stage.folder / "page.png")
        assert page.errors == []


def test_the_page_shows_every_pixel_of_the_technicians_screen(desk: Desk) -> None:
    desk.share()
    desk.see_same_picture()
    desk.console.write("You should see my screen now.")
    desk.page.reads("You should see my screen now.")
    desk.see_same_picture()
    with standing_still(desk.console.process.pid):
        desk.page.reads("This picture may be old")
    wait_for("no word of it", lambda: "may be old" not in desk.page.run("document.body.innerText"))
    desk.load_anew()
    desk.see_same_picture()
    desk.console.click("Pause")
    desk.page.reads("The picture is paused")
    desk.page.use("button", "Close their screen")
    wait_for("no picture in the page", lambda: not desk.shown())
    desk.console.see("Share screen", "button")
    desk.share()
    desk.console.click("Stop sharing")
    wait_for("no picture in the page", lambda: not desk.shown())


@pytest.mark.long
def test_a_picture_that_stands_still_goes_after_some_seconds(desk: Desk) -> None:
    desk.share()
    desk.see_same_picture()
    desk.console.process.kill()
    desk.page.reads("this is the last picture")
    wait_for("no picture in the page", lambda: not desk.shown())
