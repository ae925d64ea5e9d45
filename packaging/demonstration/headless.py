"""The main job on two virtual displays, done by clicking and typing, and judged by what can be seen on them.

Its steps are a user's: a session is opened, the customer types the code, both chat, the technician shares and stops,
shares again, and the customer closes the window.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from demonstration import evidence, marks, screen
from demonstration.desktop import Desktop, act_until, wait_for
from demonstration.marks import Place
from demonstration.processes import Processes, program_command
from demonstration.sight import Box, Colour, amount, colour

SCREEN = (1920, 1080)  # pixels of both displays, so that full screen is 1:1
CUSTOMER, TECHNICIAN = "Clara", "Theo"
PROGRAM_BACKGROUND = colour("#17252f")
PICTURE_SEEN = 20_000  # pixels of that colour: the program is in the mirror, at whatever scale
POINTER_BOX = 48  # pixels; the customer's picture shows the technician's pointer, a screenshot does not
FOOT = 64  # pixels from a window's lower edge that its message line is in
FRAME_SEEN = 400  # pixels of the frame around a message line that has the keyboard
CLICK_AGAIN_S = 10.0
MEASURED_S = 6.0
MEASURED_AGAIN = 5  # times, where a busy computer has shown nothing in that time
GREETING, ANSWER, LAST_WORDS = "Good morning, may I show you something?", "Yes please!", "I closed the window."


class MainJob:
    """The demonstration's state and steps; `report` grows with each step that held."""

    def __init__(
        self,
        *,
        processes: Processes,
        folder: Path,
        environment: dict[str, str],
        out: Path | None,
        say: Callable[[str], None],
    ) -> None:
        self.report: dict[str, Any] = {}
        self._say = say
        self._out = out
        self._files = folder
        self._technician, self._customer = (
            Desktop(name, processes=processes, folder=folder, environment=environment, size=SCREEN)
            for name in ("technician", "customer")
        )
        colours = tomllib.loads((_root() / "resources/styles/tokens.toml").read_text(encoding="utf-8"))["light"]
        self._ready: Colour = colour(colours["accent"])  # a button's that can be pressed
        self._running: Colour = colour(colours["danger"])  # the Share button's while it would stop

    def run(self) -> None:
        """Do everything, in order; raises `Trouble` at the first thing that is not seen."""
        self._open_session()
        self._join()
        self._chat()
        self._share()
        self._measure_delay()
        self._compare()
        self._stop_as_technician()
        self._stop_as_customer()

    def keep_screens(self, folder: Path) -> None:
        """Write what both displays show now into `folder`."""
        for desk in (self._technician, self._customer):
            desk.screen.save(folder / f"{desk.name}-screen.png")

    # -- the steps ------------------------------------------------------------------------------------------

    def _open_session(self) -> None:
        self._say("the technician opens a session")
        desk = self._technician
        desk.settings(language="en", appearance="light", own_name=TECHNICIAN, share_signs="off")
        program = program_command("--controlled")
        self._program, window, _ = desk.start("program", program, controlled=True)
        desk.hand.place(window, 20, 40)
        self._link, self._sent = self._files / "link.txt", self._files / "sent.json"
        options = ["--new-session", CUSTOMER, "--link-file", str(self._link), "--report-file", str(self._sent)]
        options += ["--listen", "127.0.0.1:0", "--capture-display", desk.display, "--log-level", "info"]
        command = [sys.executable, "-P", "-m", "console.app", *options]
        self._console, self._console_window, self.report["console_window_s"] = desk.start("console", command)
        wait_for("the session's code", self._link.exists)
        desk.hand.place(self._console_window, 670, 30, 920, 820)

    def _join(self) -> None:
        self._say("the customer types the code")
        desk = self._customer
        code = self._link.read_text(encoding="utf-8").splitlines()[1]
        host = wait_for("the host's entry", lambda: evidence.host_address(self._technician.folder))
        desk.settings(language="en", appearance="light", own_name=CUSTOMER, last_host=host)
        command = [sys.executable, "-P", "-m", "viewer.app", "--log-level", "info"]
        self._viewer, self._viewer_window, self.report["viewer_window_s"] = desk.start("viewer", command)

        def type_code() -> None:
            desk.hand.activate(self._viewer_window)
            desk.hand.press("ctrl+a")
            desk.hand.type(code)

        act_until("a button to join with", lambda: desk.buttons(self._ready), act=type_code)
        self.report["join_s"] = self._click(desk, self._ready, "the Share button to come alive", self._share_button)

    def _chat(self) -> None:
        self._say("they chat")
        for desk, window, words, other in (
            (self._technician, self._console_window, GREETING, self._customer.folder / "viewer"),
            (self._customer, self._viewer_window, ANSWER, self._technician.folder / "console"),
        ):
            self._write(desk, window, words)
            self._hear(other, words)
        self.report["chat_both_ways"] = True

    def _share(self) -> None:
        self._say("the technician presses Share screen")
        self.report["first_picture_s"] = self._start_share()
        self._mirror = wait_for("the customer's new window", self._mirror_window)
        self._take_pictures()

    def _measure_delay(self) -> None:
        self._say(f"the customer looks at it in full screen for {MEASURED_S:.0f} seconds")
        customer = self._customer
        place = act_until("the counter in full screen", self._same_place_on_both, act=self._fill_screen)
        meter = screen.DelayMeter(
            source=self._technician.display, mirror=customer.display, place=place, watch_s=MEASURED_S
        )
        delays = next(filter(None, (meter.run() for _ in range(MEASURED_AGAIN))), [])
        self.report["p50_ms"] = screen.percentile_ms(delays, 50)
        self.report["p95_ms"] = screen.percentile_ms(delays, 95)
        self.report["changes_seen"] = len(delays)

    def _compare(self) -> None:
        self._say("the program pauses, and both pictures are compared")
        self._tell_program("pause")
        x, y = self._technician.hand.pointer()
        left_out = (x, y, POINTER_BOX)
        self.report["exact"] = False
        self.report["left_out_of_exact"] = (
            f"{POINTER_BOX}x{POINTER_BOX} px around the technician's pointer, and the console, which is not shown"
        )
        console = self._technician.hand.box(self._console_window)

        def look() -> bool:
            return screen.same(self._technician.picture(), self._customer.picture(), leave_out=left_out, box=console)

        wait_for("the customer's picture to equal the technician's screen", look)
        self.report["exact"] = True
        self.report["console_kept_out"] = not amount(self._customer.picture(console), self._running)
        self._tell_program("go on")
        self._customer.hand.press("Escape")

    def _stop_as_technician(self) -> None:
        self._say("the technician presses Stop sharing")
        self._click(self._technician, self._running, "the customer's window to go", self._mirror_gone)
        sent = wait_for("the console's report", lambda: evidence.sent(self._sent))
        self.report |= {"updates": sent["updates"], "bytes": sent["bytes"]}
        wait_for("the Share button again", self._share_button)
        self.report["stopped_by_technician"] = self._told("share_stopped")

    def _stop_as_customer(self) -> None:
        self._say("the technician shares again, and the customer closes the window")
        self.report["first_picture_again_s"] = self._start_share()
        customer = self._customer
        wait_for("the customer's new window", self._mirror_window)
        act_until("the customer's window to go", self._mirror_gone, act=self._close_mirror)
        wait_for("the Share button again", self._share_button)
        self.report["stopped_by_customer"] = self._told("share_closed_by_customer")
        self._write(customer, self._viewer_window, LAST_WORDS)
        self._hear(self._technician.folder / "console", LAST_WORDS)
        self.report["session_still_active"] = bool(self._share_button())

    # -- what the steps are made of -------------------------------------------------------------------------

    def _start_share(self) -> float:
        what = "the technician's program on the customer's screen"
        return self._click(self._technician, self._ready, what, self._picture_seen)

    def _picture_seen(self) -> bool:
        return amount(self._customer.picture(), PROGRAM_BACKGROUND) >= PICTURE_SEEN

    def _share_button(self) -> Box | None:
        found = self._technician.buttons(self._ready)
        return found[0] if found else None

    def _click(self, desk: Desktop, wanted: Colour, what: str, look: Callable[[], object]) -> float:
        """Click the first button of this colour until `what` it does is seen; returns how many seconds that took."""
        buttons = wait_for("a button to click", lambda: desk.buttons(wanted))
        took = screen.stopwatch()

        def click() -> None:
            for button in buttons[:1] or desk.buttons(wanted)[:1]:
                desk.click(button)
            buttons.clear()  # another time it may be elsewhere, or have become another one

        act_until(what, look, act=click, again_s=CLICK_AGAIN_S)
        return took()

    def _mirror_window(self) -> int | None:
        windows = self._customer.hand.windows(self._viewer.pid)
        return next((window for window in windows if window != self._viewer_window), None)

    def _fill_screen(self) -> None:
        """Put the mirror into full screen, where it is not yet."""
        hand = self._customer.hand
        if hand.box(self._mirror) != Box(0, 0, *SCREEN):
            hand.activate(self._mirror)
            hand.press("F11")
        hand.point(SCREEN[0] - 1, SCREEN[1] // 2)

    def _close_mirror(self) -> None:
        if window := self._mirror_window():
            self._customer.hand.close(window)

    def _mirror_gone(self) -> bool:
        return not self._mirror_window() and not self._picture_seen()

    def _same_place_on_both(self) -> Place | None:
        place = marks.find(self._technician.picture())
        return place if place is not None and place == marks.find(self._customer.picture()) else None

    def _write(self, desk: Desktop, window: int, words: str) -> None:
        """Click into the message line, at the foot of the window, type, and send with Enter."""
        desk.hand.activate(window)

        def click() -> bool:
            box = desk.hand.box(window)
            foot = Box(box.x, box.y + box.height - FOOT, box.width, FOOT)
            desk.click(Box(box.x, foot.y, box.width * 4 // 3, FOOT))
            return amount(desk.picture(foot), self._ready) >= FRAME_SEEN

        wait_for("the message line to take the keyboard", click)
        desk.hand.type(words)
        desk.hand.press("Return")

    def _hear(self, folder: Path, words: str) -> None:
        wait_for(f"the words {words!r} to arrive", lambda: words in evidence.said(folder))

    def _told(self, event: str) -> bool:
        """Return whether the technician's transcript tells of it, as it does in the end."""
        folder = self._technician.folder / "console"
        return wait_for("a word about it in the chat log", lambda: event in evidence.events(folder))

    def _tell_program(self, order: str) -> None:
        pipe_in, pipe_out = self._program.stdin, self._program.stdout
        assert pipe_in is not None
        assert pipe_out is not None
        pipe_in.write(f"{order}\n".encode())
        pipe_in.flush()
        pipe_out.readline()

    def _take_pictures(self) -> None:
        if self._out is None:
            return
        for desk, window, name in (
            (self._technician, self._console_window, "console.png"),
            (self._customer, self._mirror, "viewer.png"),
        ):
            box = desk.hand.box(window)
            desk.screen.save(self._out / name, left=box.x, top=box.y, width=box.width, height=box.height)


def _root() -> Path:
    return Path(__file__).resolve().parents[2]
