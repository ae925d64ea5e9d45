"""Word of an X server that its pointer begins to move, also where a program moves it.

The extension SYNC counts for how long the pointer has been idle; an alarm goes off as that time becomes short again.
Unlike events of motion it comes once a movement, and also when a program has warped the pointer, as window managers,
games and aids for the disabled do; while the pointer stands still it costs nothing.
"""

from __future__ import annotations

from typing import Any

import xcffib
import xcffib.sync

from protocol.mirror.capture.x11.extensions import first_event, has_extension

IDLE_MS = 40  # what is seen to move after it stood still for longer is told
COUNTERS = (b"DEVICEIDLETIME 2", b"IDLETIME")  # of the pointer (the server's first one is device 2), of all devices

_ALARM_NOTIFY = 1  # the second of the extension's events
_ABSOLUTE, _TOLD = 0, 1


class _SystemCounters(xcffib.Reply):
    """The server's counters; xcffib's own reading leaves out what fills a name up to four bytes."""

    xge = False

    def __init__(self, unpacker: Any) -> None:
        super().__init__(unpacker)  # type: ignore[no-untyped-call]
        (count,) = unpacker.unpack("=xx2x4xI20x")
        self.numbers: dict[bytes, int] = {}
        for _ in range(count):
            number, _resolution, length = unpacker.unpack("=I8sH")
            name, _filling = unpacker.unpack(f"={length}s{-(14 + length) % 4}s")
            self.numbers[name] = number


def motion_event(connection: Any) -> int | None:
    """Have the server tell that the pointer begins to move; return the number of that event, None: it can't."""
    if not has_extension(connection, xcffib.sync.key.name):
        return None
    sync = connection(xcffib.sync.key)
    sync.Initialize(3, 1).reply()
    cookie = sync.ListSystemCounters()
    cookie.reply_type = _SystemCounters
    numbers = cookie.reply().numbers
    counter = next((numbers[name] for name in COUNTERS if name in numbers), None)
    first = first_event(connection, xcffib.sync.key.name)
    if counter is None or first is None:
        return None
    what = xcffib.sync.CA
    mask = what.Counter | what.ValueType | what.Value | what.TestType | what.Delta | what.Events
    begins = xcffib.sync.TESTTYPE.NegativeTransition
    sync.CreateAlarm(connection.generate_id(), mask, [counter, _ABSOLUTE, (0, IDLE_MS), begins, (0, 0), _TOLD])
    return first + _ALARM_NOTIFY
