"""The viewer's side of the control process: begun by the customer's click, gone soon after it is taken back.

`ControlProcess` is used on the GUI thread, which it never makes wait: a thread writes to the pipe, another one sees to
the end. What the process has pressed it releases itself; where it had to be killed, a fresh one does so and ends.
"""

from __future__ import annotations

import logging
import queue
import subprocess
import threading
import time
from collections.abc import Callable, Sequence

from protocol.link.wire import frame
from protocol.mirror.picture.tiles import Rect
from protocol.vocabulary.codec import Message
from resources.program.programs import child_command
from viewer.control.intake import Intake
from viewer.control.orders import ORDERS, WAITING_LIMIT, Shows

END_S = 0.1  # that the process has to release everything and end by itself
CLEAN_S = 10.0  # that a fresh process has to release what a killed one has left
AGAIN_S = 1.0  # between two starts, where the process ends by itself

_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows opens a console for it otherwise
_log = logging.getLogger(__name__)


def command() -> list[str]:
    """Return the command line of the control process."""
    return child_command("viewer.control")


class ControlProcess:
    """Operates this computer; see `viewer.desktop.injector.Injector`.

    Args:
        unavailable: why it can't be, as a code for a sentence; empty where it can.
        command: the command line of the process.
        clock: seconds that never go back.
    """

    def __init__(
        self, *, unavailable: str, command: Sequence[str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.unavailable = unavailable
        self._command = list(command)
        self._clock = clock
        self._shows: Shows | None = None
        self._intake = Intake()
        self._run: Run | None = None
        self._started_s = 0.0

    @property
    def running(self) -> Run | None:
        """The process, while control is allowed."""
        return self._run

    def start(self) -> None:
        """Start the process; called for the customer's click only."""
        if not self.unavailable and self._run is None:
            self._begin()

    def shows(self, stream: int, rect: Rect) -> None:
        """Note which part of the whole desktop, in pixels, `stream` shows."""
        self._shows = Shows(stream=stream, x=rect.x, y=rect.y, width=rect.width, height=rect.height)
        if self._run is not None:
            self._run.put(self._shows)

    def receive(self, content: Message) -> None:
        """Pass a message of `protocol.vocabulary.input` on, as far as its rate allows."""
        if self._run is None:
            return
        now_s = self._clock()
        if self._run.broken:
            if now_s - self._started_s < AGAIN_S:
                return
            _log.error("the control process ended by itself; it is started again")
            self._run.end()
            self._begin()
        if self._intake.take(content, now_s):
            self._run.put(content)

    def stop(self) -> None:
        """Take the process everything away, at once; it is gone `END_S` later at most."""
        if self._run is not None:
            run, self._run = self._run, None
            run.end()

    def _begin(self) -> None:
        self._intake, self._started_s = Intake(), self._clock()
        self._run = Run(self._command)
        if self._shows is not None:
            self._run.put(self._shows)


class Run:
    """One control process, from its start to its end.

    Attributes:
        broken: whether it takes nothing any more: it has ended by itself, or does not read.
    """

    def __init__(self, command: list[str]) -> None:
        self.broken = False
        self._command = command
        self._waiting: queue.Queue[bytes | None] = queue.Queue(WAITING_LIMIT)
        self._over = threading.Event()
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, bufsize=0, creationflags=_NO_WINDOW
        )
        self._writer = threading.Thread(target=self._write, name="control", daemon=True)
        self._writer.start()
        self._ender = threading.Thread(target=self._see_off, name="control-end")

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def put(self, message: Message) -> None:
        """Have the process do something, after what waits already."""
        if self.broken:
            return
        try:
            self._waiting.put_nowait(frame(ORDERS.encode(message)))
        except queue.Full:
            self.broken = True

    def end(self) -> None:
        """Let it do nothing more, and see that it ends."""
        self._over.set()
        while not self._waiting.empty():
            self._waiting.get_nowait()
        self._waiting.put_nowait(None)
        self._ender.start()

    def join(self) -> None:
        """Wait, after `end`, until the process has ended and released everything."""
        self._ender.join()

    def _write(self) -> None:
        """Write what waits; runs in the thread "control"."""
        pipe = self._process.stdin
        assert pipe is not None
        try:
            while (data := self._waiting.get()) is not None and not self._over.is_set():
                view = memoryview(data)
                while view:
                    view = view[pipe.write(view) :]
        except OSError:
            self.broken = True  # it has ended
        finally:
            pipe.close()

    def _see_off(self) -> None:
        """Wait for the end, or bring it about; runs in the thread "control-end"."""
        try:
            clean = self._process.wait(END_S) == 0
        except subprocess.TimeoutExpired:
            clean = False
            self._process.kill()
            self._process.wait()
        self._writer.join()
        if not clean:
            _log.warning("the control process had to be cleaned up after")
            self._clean_up()

    def _clean_up(self) -> None:
        """Run a fresh process to its end: it releases what is left pressed when it starts."""
        try:
            subprocess.run(  # noqa: S603 - our own program
                self._command, stdin=subprocess.DEVNULL, timeout=CLEAN_S, check=False, creationflags=_NO_WINDOW
            )
        except subprocess.TimeoutExpired:
            _log.error("what the control process left pressed could not be released")
