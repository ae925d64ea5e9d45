"""One person's desktop on a virtual display: its picture, the person's hand on it, and the program they use."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from demonstration.hand import Hand
from demonstration.marks import Picture
from demonstration.processes import Processes
from demonstration.screen import Screen
from demonstration.sight import Box, Colour, blocks
from environment.trouble import Trouble

LOOK_EVERY_S = 0.01
PATIENCE_S = 60.0  # how long something may take on a slow computer; only what has failed takes so long
ACT_AGAIN_S = 5.0
NOT_SEEN = 1  # exit status
BUTTON_WIDTH, BUTTON_HEIGHT = 90, 28  # pixels; what is at least so large and filled with one colour is a button

Seen = TypeVar("Seen")


def wait_for(what: str, look: Callable[[], Seen | None], *, within_s: float = PATIENCE_S) -> Seen:
    """Look until there is something to see and return it; raises `Trouble` when there is nothing in time."""
    return act_until(what, look, act=lambda: None, again_s=within_s, within_s=within_s)


def act_until(
    what: str,
    look: Callable[[], Seen | None],
    *,
    act: Callable[[], object],
    again_s: float = ACT_AGAIN_S,
    within_s: float = PATIENCE_S,
) -> Seen:
    """Act, and again every `again_s`, until there is something to see, and return it.

    For what does no harm when it is done twice: keys and clicks go astray when a window opens at the same moment.
    Looks at least once after each act, however long a look takes.

    Raises:
        Trouble: there was nothing to see in time.
    """
    deadline = time.monotonic() + within_s
    while True:
        act()
        act_again = min(time.monotonic() + again_s, deadline)
        while True:
            if seen := look():
                return seen
            if time.monotonic() >= act_again:
                break
            time.sleep(LOOK_EVERY_S)
        if time.monotonic() >= deadline:
            raise Trouble(f"The demonstration waited {within_s:.0f} s for {what} and did not see it.", status=NOT_SEEN)


class Desktop:
    """A display of `width` by `height` pixels with a window manager, and a data folder of its own."""

    def __init__(
        self, name: str, *, processes: Processes, folder: Path, environment: Mapping[str, str], size: tuple[int, int]
    ) -> None:
        self.name = name
        self.folder = folder / name
        self.folder.mkdir(mode=0o700)
        self._processes = processes
        shared = {**environment, "FERNBLICK_DATA": str(self.folder)}
        self.display = processes.start_display(f"{name}-display", width=size[0], height=size[1], environment=shared)
        self.environment = {**shared, "DISPLAY": self.display}
        self.hand = Hand(self.environment)
        self.screen = Screen(self.display)

    def settings(self, **values: str) -> None:
        """Write the settings that the person's program starts with; a picture is compared, so nothing lies over it."""
        lines = [f"{key}={value}" for key, value in values.items()]
        (self.folder / "settings.ini").write_text("\n".join(["[General]", *lines, ""]), encoding="utf-8")

    def start(
        self, program: str, command: list[str], *, controlled: bool = False
    ) -> tuple[subprocess.Popen[bytes], int, float]:
        """Start a program; returns its process, its first window and how many seconds that took to be there."""
        begun = time.monotonic()
        process = self._processes.start(program, command, environment=self.environment, controlled=controlled)

        def look() -> list[int]:
            if process.poll() is not None:
                sentence = f"The {program} ended by itself with status {process.returncode}."
                raise Trouble(sentence, status=NOT_SEEN)
            return self.hand.windows(process.pid)

        window = wait_for(f"the {program}'s window", look)[0]
        return process, window, round(time.monotonic() - begun, 3)

    def picture(self, box: Box | None = None) -> Picture:
        """Return what is on the screen now, or on the part `box` of it."""
        whole = self.screen.picture()
        if box is None:
            return whole
        return whole[max(box.y, 0) : box.y + box.height, max(box.x, 0) : box.x + box.width]

    def buttons(self, colour: Colour) -> list[Box]:
        """Return the buttons of this colour that can be seen on the screen."""
        return blocks(self.picture(), colour, least_width=BUTTON_WIDTH, least_height=BUTTON_HEIGHT)

    def click(self, box: Box) -> None:
        """Click into the middle of `box`, and move the pointer off it again."""
        self.hand.click(*box.centre)
        self.hand.point(self.screen.width - 1, self.screen.height - 1)
