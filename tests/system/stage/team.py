"""A company's host with several technicians, each at a display of their own; everything is ended with the stage."""

from __future__ import annotations

import hashlib
import itertools
import re
import shutil
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from demonstration.desktop import act_until, wait_for
from environment.trouble import Trouble
from tests.system.stage.program import CAREFUL_S, Program
from tests.system.stage.reading import fits
from tests.system.stage.stage import Person, Stage, plain_environment

MENU_S = 4.0  # that what a menu leads to may take before it is tried again
PASSWORD = "correct horse 1"  # of every technician here


class Team:
    """A stage with a host on a server and a colleague; Theo is the administrator.

    Args:
        stage: with Theo, who is an administrator of the host, and Clara.
        tom: the other technician of the host.
        staffed: the data folder of a host that knows both, see `staff`.
        options: more of what the host is started with.

    Attributes:
        theo, tom: technicians of the host.
        clara: the customer.
    """

    def __init__(self, stage: Stage, tom: Person, staffed: Path, options: Sequence[str] = ()) -> None:
        self.stage = stage
        self.theo, self.tom, self.clara = stage.technician, tom, stage.customer
        self._data = stage.folder / "server"
        shutil.copytree(staffed, self._data)
        self._started = 0
        self._options = options
        self.process, self.port = self.start_host(0)
        self.fingerprint = self.look()

    around: tuple[str, ...] = ()  # what goes before the host, where it runs on a computer of its own

    def listen(self, port: int) -> str:
        """Return where the host listens."""
        return f"127.0.0.1:{port}"

    @property
    def address(self) -> str:
        """Where the host is."""
        return f"127.0.0.1:{self.port}"

    def look(self) -> str:
        """Return the fingerprint that the host's technicians have compared; "": an authority vouches for it."""
        return _fingerprint(self.port)

    def host_command(self, *arguments: str) -> str:
        """Run one of the host's commands to its end; return what it wrote."""
        return _host_command(self._data, *arguments)

    def start_host(self, port: int) -> tuple[subprocess.Popen[bytes], int]:
        """Start the host; return its process and port once it listens."""
        self._started += 1
        name = f"server-{self._started}"
        command = [*self.around, sys.executable, "-P", "-m", "console.host", "serve", "--listen", self.listen(port)]
        command += ["--data", str(self._data), "--log-level", "info", *self._options]
        process = self.theo.run(name, command)
        log = self.stage.folder / f"{name}.log"
        found = wait_for(f"{name} to listen", lambda: _listens(log))
        return process, int(found[1])

    def settings(self, person: Person, **more: str) -> None:
        """Have the next console of `person` use the host, without a question about its certificate."""
        chosen = {
            "language": "en", "appearance": "light", "own_name": person.name, "company_host": self.address,
            "company_fingerprint": self.fingerprint, "login_name": person.name,
        }  # fmt: skip
        person.settings(**{**chosen, **more})

    def console(self, person: Person, *arguments: str) -> Program:
        """Start the console of `person` and log in."""
        self.settings(person)
        console = person.start("console.app", "--log-level", "info", *arguments)
        log_in(console, PASSWORD)
        tries = itertools.count()

        def press_again() -> None:
            if next(tries) and any(fits(item, "Log in", "button") and item.enabled for item in console.items()):
                person.hand.press("Return")  # with Shift still held from the last letter it says nothing

        act_until(
            f"{person.name} to be online", lambda: console.find(f"{person.name}, Online", "button"), act=press_again
        )
        return console

    def session(self) -> tuple[Program, Program, Program]:
        """Start both consoles and the viewer; return them once Clara has joined Theo's session."""
        tom = self.console(self.tom)
        theo = self.console(self.theo, "--new-session", "Clara", "--link-file", str(self.stage.link_file))
        viewer = self.stage.viewer("--join-file", str(self.stage.link_file))
        self.stage.joined(theo, viewer)
        return theo, tom, viewer

    def together(self) -> tuple[Program, Program, Program]:
        """As `session`, with Tom invited from the list and there."""
        theo, tom, viewer = self.session()
        ask_colleague(theo, "Invite colleague")
        accept(tom)
        tom.see("Clara, Collaborating", "list item")
        theo.reads("Technician Tom has joined the session.")
        return theo, tom, viewer


def choose_first(console: Program, opened: Callable[[], object], appears: Callable[[], object]) -> None:
    """Have `opened` open a menu, choose its first entry by keyboard, and wait for what `appears`.

    A menu at a button is nothing that the accessibility bus tells of, so this tries again where a key came too early.
    """

    def attempt() -> bool:
        opened()
        for key in ("Down", "Return"):
            console.person.hand.press(key)
        try:
            wait_for("what the menu leads to", appears, within_s=MENU_S)
        except Trouble:
            console.person.hand.press("Escape")
            return False
        return True

    wait_for("the menu", attempt, within_s=60)


def staff(folder: Path) -> None:
    """Make the data folder of a host on which Theo and Tom can log in."""
    password = folder / "password"
    password.write_text(PASSWORD + "\n", encoding="utf-8")
    _host_command(folder / "server", "admin", "create", "Theo", "--new", "--password-file", str(password))
    _host_command(folder / "server", "technicians", "add", "Tom", "--final", "--password-file", str(password))


def log_in(console: Program, password: str) -> None:
    """Type the password into the login that has opened by itself."""
    console.window("Log in on .*")
    console.front("Log in on .*")
    console.click("Password", "text")
    console.person.hand.press("ctrl+a")
    console.person.hand.type(password)
    console.person.hand.press("Return")


def accept(console: Program) -> None:
    """Accept an invitation, also where the computer it comes from is new here."""
    console.click("Accept")
    console.miss("Accept", "button")


def ask_colleague(console: Program, button: str) -> None:
    """Choose Tom in the dialog that `button` opens, and say that his computer, if it is new here, is his."""
    console.click(button)
    console.click("Tom .*", "list item")
    chosen_s = time.monotonic()
    wait_for("the choice to have stood", lambda: time.monotonic() - chosen_s >= CAREFUL_S)
    console.person.hand.press("Return")

    def asked() -> str | None:
        if console.windows("Tom is new here.*"):
            return "whether it is Tom's"
        return "Tom" if console.find("Tom .*", "list item") is None else None

    if wait_for("who is asked", asked) != "Tom":
        console.click("Hand over")


def _host_command(data: Path, *arguments: str) -> str:
    command = [sys.executable, "-P", "-m", "console.host", *arguments, "--data", str(data)]
    done = subprocess.run(
        command, env=plain_environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30,
        check=True,
    )  # fmt: skip
    return done.stdout


def _listens(log: Path) -> re.Match[str] | None:
    return re.search(r"listening on \S+ port (\d+)", log.read_text(encoding="utf-8", errors="replace"))


def _fingerprint(port: int) -> str:
    certificate = ssl.PEM_cert_to_DER_cert(ssl.get_server_certificate(("127.0.0.1", port)))
    return hashlib.sha256(certificate).hexdigest()
