"""The dialog in which a Wayland desktop asks what a program may see, and what comes of the answers.

Nothing but an answer leads to a picture, and every choice that nobody looks at any more is given back to the desktop,
which then takes its own sign away. All methods run on the GUI's thread but for `number`, `title` and `cast`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, SignalInstance

from protocol.mirror.capture.cast import Cast, Frame

GOES_ON, USER_SAID_NO = 0, 1  # the portal's answers; any other one is a failure
LOOK_INTERVAL_MS = 1000  # at what is no longer looked at
DROPPED = 16  # dialogs that were taken back and whose late answers are known
UNUSED_LOOKS = 3  # after which it is given back; a source that is opened anew is not looked at for a moment


class Stream(Protocol):
    """The system's side of one choice, which opens the dialog.

    Signals:
        arrived: (Frame) the latest.
        failed: nothing comes (any more).
    """

    @property
    def arrived(self) -> SignalInstance: ...  # noqa: D102
    @property
    def failed(self) -> SignalInstance: ...  # noqa: D102

    def start(self) -> None:
        """Ask."""

    def stop(self) -> None:
        """End it for good, without another signal."""


class Answers(Protocol):
    """What the desktop says, whichever stream it is about.

    Signals:
        answered: (name of the choice, GOES_ON, USER_SAID_NO or another code) a step was answered; the dialog is the
            last one.
        closed: (name of the choice) the desktop has ended it.
    """

    @property
    def answered(self) -> SignalInstance: ...  # noqa: D102
    @property
    def closed(self) -> SignalInstance: ...  # noqa: D102

    def close(self, name: str) -> None:
        """Give the choice back to the desktop."""


@dataclass
class _Choice:
    """One dialog, and what came of it."""

    asker: object
    stream: Stream
    chosen: Callable[[], None]
    refused: Callable[[str], None]
    name: str = ""  # as the desktop calls it; empty: nothing was answered yet
    cast: Cast | None = None  # None: being asked for
    unused_looks: int = 0


class DesktopPortal(QObject):
    """The dialog, one at a time, and every choice that is looked at; see `protocol.mirror.capture.cast.Portal`.

    Args:
        answers: what the desktop says.
        make_stream: makes the system's side of one choice.
    """

    def __init__(self, *, answers: Answers, make_stream: Callable[[], Stream], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._answers = answers
        self._make_stream = make_stream
        self._asking: _Choice | None = None
        self._casts: Mapping[int, Cast] = MappingProxyType({})  # never changed, only replaced: any thread reads it
        self._choices: list[_Choice] = []  # of these casts
        self._dropped: deque[str] = deque(maxlen=DROPPED)  # names of what was taken back before it was answered
        self._number = 0
        self._title = self.tr("Screen")
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_INTERVAL_MS)
        self._clock.timeout.connect(self.look)
        answers.answered.connect(self._answered)
        answers.closed.connect(self._closed)

    @property
    def number(self) -> int:
        """The number of the latest choice; 0: none yet."""
        return self._number

    @property
    def title(self) -> str:
        """What a choice is called; the desktop does not tell more of it."""
        return self._title

    def cast(self, number: int) -> Cast | None:
        """Return what comes of the choice `number`; None: no longer anything."""
        return self._casts.get(number)

    def choose(self, chosen: Callable[[], None], refused: Callable[[str], None], *, asker: object) -> None:
        """Open the dialog for `asker`; one of another asker is taken back, for no answer is for anybody else."""
        if self._asking is not None and self._asking.asker is asker:
            self._asking.chosen, self._asking.refused = chosen, refused
            return
        self._give_up()
        asking = self._asking = _Choice(asker, self._make_stream(), chosen, refused)
        asking.stream.arrived.connect(lambda frame: self._arrived(asking, frame))
        asking.stream.failed.connect(lambda: self._failed(asking))
        QTimer.singleShot(0, self, lambda: self._start(asking))  # whoever asks is told later, even of a failure

    def drop(self, asker: object) -> None:
        """Take the dialog back that `asker` has opened, if it is open: no answer to it counts any more."""
        if self._asking is not None and self._asking.asker is asker:
            self._give_up()

    def look(self) -> None:
        """Give back what nobody has looked at for a while."""
        for choice in list(self._choices):
            assert choice.cast is not None
            choice.unused_looks = 0 if choice.cast.used else choice.unused_looks + 1
            if choice.unused_looks >= UNUSED_LOOKS:
                self._end(choice)

    def close(self) -> None:
        """Give everything back; nobody looks any more."""
        self._give_up()
        for choice in list(self._choices):
            self._end(choice)

    def _start(self, choice: _Choice) -> None:
        if choice is self._asking:
            choice.stream.start()

    # -- what the system says ---------------------------------------------------------------------------------

    def _answered(self, name: str, answer: int) -> None:
        asking = self._asking
        if asking is None or name in self._dropped:
            return
        if answer == GOES_ON:
            asking.name = name
        else:
            self._give_up()
            asking.refused("cast_refused" if answer == USER_SAID_NO else "cast_failed")

    def _arrived(self, choice: _Choice, frame: Frame) -> None:
        if choice.cast is not None:
            choice.cast.put(frame)
        elif choice is not self._asking:
            return
        elif choice.name:
            self._begin(choice, frame)
        else:
            self._failed(choice)  # a desktop that was not asked; the session is answered long before a frame can come

    def _failed(self, choice: _Choice) -> None:
        if choice is self._asking:
            self._give_up()
            choice.refused("cast_failed")
        else:
            self._end(choice)

    def _closed(self, name: str) -> None:
        for choice in [each for each in self._choices if each.name == name]:
            self._end(choice)

    # -- what follows -----------------------------------------------------------------------------------------

    def _begin(self, choice: _Choice, frame: Frame) -> None:
        self._asking = None
        self._number += 1
        choice.cast = Cast(self._number, self._title, frame)
        self._casts = MappingProxyType({**self._casts, self._number: choice.cast})
        self._choices.append(choice)
        self._clock.start()
        choice.chosen()

    def _give_up(self) -> None:
        """Ask no longer."""
        asking, self._asking = self._asking, None
        if asking is not None:
            self._dropped.append(asking.name)
            self._stop(asking)

    def _end(self, choice: _Choice) -> None:
        if choice not in self._choices or choice.cast is None:
            return
        self._choices.remove(choice)
        self._casts = MappingProxyType({n: cast for n, cast in self._casts.items() if cast is not choice.cast})
        choice.cast.end()
        self._stop(choice)
        if not self._choices:
            self._clock.stop()

    def _stop(self, choice: _Choice) -> None:
        choice.stream.stop()
        if choice.name:
            self._answers.close(choice.name)
