"""Point 4 of a support desk: a customer with nothing but a browser sees the technician's screen."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from demo_desktop import wait_for
from tests.chromium import chromium
from tests.system.browser import Browser
from tests.system.conftest import SIZE
from tests.system.stage import Stage
from tests.system.team import Team

pytestmark = pytest.mark.system

READ_CANVAS = """(() => {
  const canvas = document.querySelector(".mirror-picture");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve([canvas.width, canvas.height, reader.result.split(",")[1]]);
    reader.readAsDataURL(new Blob([data]));
  });
})()"""


class Desk:
    """Theo's console, and the page in which Clara has joined his session by its link."""

    def __init__(self, team: Team, page: Browser) -> None:
        self.team, self.page = team, page
        stage = team.stage
        self.console = team.console(team.theo, "--new-session", "Clara", "--link-file", str(stage.link_file))
        route, secret = stage.link()[0].rpartition("/")[2].partition(".")[0].split("#")
        page.open(f"https://127.0.0.1:{team.web_port}/chat/{route}#{secret}")
        page.use("button", "Start chat")
        self.console.reads("Chat session established with Clara")

    def share(self) -> None:
        """Press the console's button until the page has a picture."""
        self.console.click("Share screen")
        wait_for("a picture in the page", self.shown)

    def shown(self) -> bool:
        """Return whether the page shows a screen."""
        return bool(self.page.run("document.querySelector('.mirror-picture')?.checkVisibility() ?? false"))

    def same_picture(self) -> bool:
        """Return whether the page has every pixel of the technician's screen."""
        if not self.shown():
            return False
        width, height, data = self.page.run(READ_CANVAS)
        seen = np.frombuffer(base64.b64decode(data), np.uint8).reshape(height, width, 4)
        source = self.team.theo.screen.picture()
        return source.shape[:2] == seen.shape[:2] and bool((source[..., :3] == seen[..., 2::-1]).all())

    def see_same_picture(self) -> None:
        wait_for("the technician's screen in the page", self.same_picture)


@pytest.fixture
def desk(stage: Stage, staffed: Path) -> Iterator[Desk]:
    team = Team(stage, stage.technician, staffed, ("--web", "127.0.0.1:0"))
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
    desk.page.use("button", "Stop showing")
    wait_for("no picture in the page", lambda: not desk.shown())
