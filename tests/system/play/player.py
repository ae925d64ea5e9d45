"""Somebody who clicks and types at random, wherever a program lets them; the same again by the same seed."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable

from demonstration.desktop import wait_for
from environment.trouble import Trouble
from tests.system.stage.program import Program
from tests.system.stage.reading import Item

CLICKED = {
    "button", "check box", "combo box", "list item", "menu item", "page tab", "push button", "push button menu",
    "radio button", "table cell", "text", "toggle button", "tree item",
}  # fmt: skip
KEYS = (
    *("Tab", "shift+Tab", "Return", "Escape", "space", "Up", "Down", "Left", "Right", "Home", "End", "Prior", "Next"),
    *("Delete", "BackSpace", "F1", "F6", "F10", "F11", "Menu", "alt", "alt+f", "alt+h", "ctrl+a", "ctrl+c", "ctrl+v"),
    *("ctrl+x", "ctrl+z", "ctrl+f", "ctrl+n", "ctrl+Tab", "ctrl+comma", "ctrl+shift+s", "ctrl+shift+p", "ctrl+Return"),
)
TEXTS = ("a", "4711 234 567", "help.example.com", "Gruesse", "%s %d {name} <b>", "-1", " ", "0" * 300)
LOOK_S = 0.05  # between two things that are done; people are slower
ENDS_S = 120.0  # that a program may need to end, with the questions that it asks
ASK_AGAIN_S = 10.0
SIGNS = ("Traceback (most recent call last)", "QFatal", "Segmentation fault", "ASSERT")
AGREES = {  # to the question whether a window is to be closed
    *("Quit", "Leave session", "End session", "Leave"),
    *("Beenden", "Sitzung verlassen", "Sitzung beenden", "Verlassen"),  # they may have chosen German
}


class Player:
    """Plays with one program.

    Args:
        program: what is played with; its user's hand does it.
        chance: decides everything.
    """

    def __init__(self, program: Program, chance: random.Random) -> None:
        self.program = program
        self.done: list[str] = []
        self._chance = chance
        self._hand = program.person.hand

    @property
    def ended(self) -> bool:
        """Whether the program has ended, as it may where its user wants it."""
        return self.program.process.poll() is not None

    def play(self) -> None:
        """Do one thing."""
        act = self._chance.choices((self._click, self._press, self._type, self._point), weights=(10, 5, 2, 2))[0]
        said = act()
        if said:
            self.done.append(said)
        time.sleep(LOOK_S)

    def judge(self) -> None:
        """Fail where the program has crashed, or has said that something went wrong in it."""
        status = self.program.process.poll()
        assert status in (None, 0), self._story(f"ended with status {status}")
        said = self.program.said()
        assert not any(sign in said for sign in SIGNS), self._story(said)

    def leave(self) -> None:
        """End the program with what its windows offer; every state must have such a way out."""
        deadline = time.monotonic() + ENDS_S
        while not self.ended:
            assert time.monotonic() < deadline, self._story(f"does not end: {self.program.all_words()[-3000:]}")
            self._hand.press("Escape")  # a menu, a question that was open before
            for window in self.program.windows():
                self._hand.close(window)
            with contextlib.suppress(Trouble):
                wait_for("the end", self._agree, within_s=ASK_AGAIN_S)
        self.judge()

    def _agree(self) -> bool:
        """Say yes to what a closed window asks; return whether the program has ended."""
        for item in self._usable():
            if "button" in item.role and item.name in AGREES:
                self._hand.click(*item.box.centre)
        return self.ended

    def _usable(self) -> list[Item]:
        return [item for item in self.program.items() if item.enabled and item.role in CLICKED and item.box.width > 1]

    def _click(self) -> str:
        items = self._usable()
        if not items:
            return self._press()
        item = self._chance.choice(items)
        self._hand.click(*item.box.centre)
        return f"clicked {item.role} {item.name!r}"

    def _press(self) -> str:
        key = self._chance.choice(KEYS)
        self._hand.press(key)
        return f"pressed {key}"

    def _type(self) -> str:
        text = self._chance.choice(TEXTS)
        self._hand.type(text)
        return f"typed {text[:20]!r}"

    def _point(self) -> str:
        """Click somewhere, twice at times, be there something or not."""
        screen = self.program.person.screen
        place = self._chance.randrange(screen.width), self._chance.randrange(screen.height)
        for _ in range(self._chance.choice((1, 1, 2))):
            self._hand.click(*place)
        return f"clicked at {place}"

    def _story(self, end: str) -> str:
        return "\n".join([f"{self.program.person.name}, last:", *self.done[-40:], end[-4000:]])


def play(players: list[Player], chance: random.Random, *, go_on: Callable[[], bool]) -> None:
    """Let all play, whoever has a turn by chance, as long as `go_on` says and none has left."""
    while go_on() and not any(player.ended for player in players):
        player = chance.choice(players)
        player.play()
        player.judge()
