"""A running program as the person in front of it sees it and uses it: whatever they do is seen to have worked."""

from __future__ import annotations

import contextlib
import itertools
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from demonstration.desktop import PATIENCE_S, act_until, wait_for
from demonstration.sight import Box
from environment.trouble import Trouble
from tests.system.stage.reading import Item, fits

if TYPE_CHECKING:
    from tests.system.stage.stage import Person

STEADY_LOOKS = 2  # at the same place, before it is clicked at: a window that has just changed may move things
CAREFUL_S = 1.0  # that what gives something away, or moves as a session begins, must have been in its place
CAREFUL = re.compile(
    "Accept|Admit|Allow (viewing|control)|Ask to share|Back to the start|Control|Enter another code|Go on( waiting)?|"
    "Hand over…?|Join|Leave session|Let the technicians read it now|Pass on|Quit|Remove|Resume|"
    "Share( (instead…|now|screen|this instead))?|Show (both|my screen)|Take over|View desktop|"
    ".*, Waiting time: .*|[0-9.]+:[0-9]+"
)
PLACES = ((200, 200), (216, 208))  # in the mirror; going from one to the other brings its bar back
BAR_AGAIN_S = 0.5
KEY_AGAIN_S = 15.0  # long enough that a slow computer has done what the key means
TYPE_AGAIN_S = 10.0
TAB_S = 5.0
TABS = 25

Seen = TypeVar("Seen")


class Program:
    """A running console or viewer, as the person in front of it sees it."""

    def __init__(self, *, process: subprocess.Popen[bytes], person: Person, log: Path) -> None:
        self.process = process
        self.person = person
        self.log = log

    # -- what can be seen -----------------------------------------------------------------------------------

    def items(self) -> list[Item]:
        """Return everything in the program's windows."""
        return self.person.bus.items(self.process.pid)

    def find(self, name: str, role: str | None = None) -> Item | None:
        """Return the first thing whose whole name has the pattern `name`."""
        return next((item for item in self.items() if fits(item, name, role)), None)

    def see(self, name: str, role: str | None = None, *, within_s: float = PATIENCE_S) -> Item:
        """Wait for something of this name."""
        return wait_for(f"{role or 'something'} named {name!r}", lambda: self.find(name, role), within_s=within_s)

    def miss(self, name: str, role: str | None = None, *, within_s: float = PATIENCE_S) -> None:
        """Wait until nothing has this name any more."""
        wait_for(f"{name!r} to go", lambda: self.find(name, role) is None, within_s=within_s)

    def reads(self, words: str, *, within_s: float = PATIENCE_S) -> Item:
        """Wait until these words stand somewhere, whatever stands around them."""
        return self.see(f".*{re.escape(words)}.*", within_s=within_s)

    def all_words(self) -> str:
        """Return everything that can be read."""
        return "\n".join(f"{item.name} {item.description}" for item in self.items())

    def count(self, words: str) -> int:
        """Return how many chat lines have these words."""
        return sum(item.name.split(", ")[2:3] == [words] for item in self.items())

    def windows(self, title: str = ".") -> list[int]:
        """Return the visible windows whose title has this pattern."""
        return self.person.hand.windows(self.process.pid, title)

    def window(self, title: str, *, within_s: float = PATIENCE_S) -> int:
        """Wait for a window of this title."""
        return wait_for(f"a window titled {title!r}", lambda: self.windows(title), within_s=within_s)[0]

    def miss_window(self, title: str) -> None:
        """Wait until no window of this title is left."""
        wait_for(f"the window {title!r} to close", lambda: not self.windows(title))

    # -- what can be done -----------------------------------------------------------------------------------

    def front(self, title: str) -> int:
        """Bring the window of this title to the front."""
        window = self.window(title)
        self.person.hand.activate(window)
        return window

    def minimize(self) -> None:
        """Minimize its main window."""
        command = ["xdotool", "windowminimize", "--sync", str(self.window(self.person.main_title))]
        subprocess.run(command, env=self.person.environment, check=True, timeout=PATIENCE_S)

    def click(self, name: str, role: str = "button", *, within_s: float = PATIENCE_S) -> Item:
        """Click into the middle of what has this name, as soon as it can be used and keeps its place."""
        places: list[Box] = []
        still_s = CAREFUL_S if CAREFUL.fullmatch(name) else 0.0
        since_s = time.monotonic()

        def look() -> Item | None:
            nonlocal since_s
            item = next((item for item in self.items() if fits(item, name, role) and item.enabled), None)
            places.append(Box(0, 0, 0, 0) if item is None else item.box)
            if len(set(places[-STEADY_LOOKS:])) != 1 or len(places) < STEADY_LOOKS:
                since_s = time.monotonic()
                return None
            return item if time.monotonic() - since_s >= still_s else None

        item = wait_for(f"a {role} {name!r} to click", look, within_s=within_s)
        self.person.hand.click(*item.box.centre)
        return item

    def see_in_bar(self, name: str) -> Item:
        """Move the pointer over the mirror until the bar shows this button."""
        turns = itertools.cycle(PLACES)
        return act_until(
            f"the button {name!r} in the bar",
            lambda: self.find(name, "button"),
            act=lambda: self.person.hand.point(*next(turns)),
            again_s=BAR_AGAIN_S,
        )

    def click_in_bar(self, name: str) -> None:
        """Click a button of the bar over the mirror's full screen, which hides while the pointer rests."""
        item = self.see_in_bar(name)
        self.person.hand.click(*item.box.centre)  # on its way there the pointer brings back a bar that has just hidden

    def close(self, title: str) -> None:
        """Close the windows of this title as their title bars do, and wait until they have gone."""

        def ask() -> None:
            for window in self.windows(title):
                self.person.hand.close(window)

        act_until(f"the window {title!r} to close", lambda: not self.windows(title), act=ask)

    def fill_screen(self, title: str) -> None:
        """Put the window of this title into full screen with its key, where it is not yet."""
        screen = Box(0, 0, self.person.screen.width, self.person.screen.height)

        def full() -> bool:
            return self.person.hand.box(self.window(title)) == screen

        def press() -> None:
            if not full():
                self.front(title)
                self.person.hand.press("F11")

        act_until(f"{title!r} in full screen", full, act=press, again_s=KEY_AGAIN_S)

    def press_until(self, key: str, what: str, look: Callable[[], Seen | None], *, title: str = "") -> Seen:
        """Press a key in the window of this title, the main window without one, until what it does is seen."""

        def press() -> None:
            for window in self.windows(title or self.person.main_title)[:1]:
                self.person.hand.activate(window)
            self.person.hand.press(key)

        return act_until(what, look, act=press, again_s=KEY_AGAIN_S)

    def focused(self) -> set[tuple[str, Box]]:
        """Return the names and places of what has the keyboard: a control, and what is chosen within a list."""
        return {(item.name, item.box) for item in self.items() if item.focused}

    def tab_to(self, name: str) -> None:
        """Press Tab until what has this name has the keyboard, waiting each time until it has gone on."""
        for _ in range(TABS):
            before = self.focused()
            if any(focused == name for focused, _ in before):
                return
            self.person.hand.press("Tab")
            with contextlib.suppress(Trouble):  # it may go on to something that cannot be told from this
                wait_for("the keyboard to go on", lambda b=before: self.focused() not in (b, set()), within_s=TAB_S)
        raise AssertionError(f"Tab does not reach {name!r}")

    def agree(self, title: str, answer: str) -> None:
        """Answer the question of this title with the keyboard."""
        self.front(title)
        if CAREFUL.fullmatch(answer):
            time.sleep(CAREFUL_S)
        self.tab_to(answer)
        gone = f"{title!r} to go"
        act_until(gone, lambda: not self.windows(title), act=lambda: self.person.hand.press("space"))

    def write(self, words: str) -> None:
        """Write a chat line and send it with Enter."""
        self.front(self.person.main_title)
        self.enter("Message", words)
        self.press_until(
            "Return", "the line to be sent", lambda: (item := self.find("Message", "text")) and not item.text
        )

    def enter(self, name: str, words: str) -> None:
        """Click into the field of this name and have it hold these words and no others."""

        def type_anew() -> None:
            self.click(name, "text")
            self.person.hand.press("ctrl+a")
            self.person.hand.type(words)

        act_until(
            f"{words!r} in {name!r}",
            lambda: (item := self.find(name, "text")) and item.text == words,
            act=type_anew,
            again_s=TYPE_AGAIN_S,
        )

    def kill(self) -> None:
        """End it without a chance to clean up."""
        self.process.kill()
        self.process.wait()

    def said(self) -> str:
        """Return what it wrote to its output and its log."""
        return self.log.read_text(encoding="utf-8", errors="replace")
