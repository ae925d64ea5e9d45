"""How long a key may be held at an X server before the server itself would begin to repeat it.

The repeats that count are the technician's, which come as presses. The server's own would run on while a link stalls
and the release is under way: one tap of Backspace would delete a line. So a key that it repeats is let go in time,
until the technician's next word; modifiers, and what the server does not repeat, are held as long as they are held.
"""

from __future__ import annotations

from typing import Any

import xcffib.xkb

from viewer.control.x11_extensions import extension

USUAL_DELAY_S = 0.4  # of a server that does not say it; shorter than anybody's
PART = 0.6  # of the server's delay that a key is held at most

_CORE_KEYBOARD = 0x100
_ON = 1


class ServerRepeat:
    """What the server would repeat, as it is set at the moment.

    Args:
        connection: to the X server, and for this alone: a client that asks for the extension is no longer told of
            changes of the keyboard as others are.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._xkb = _keyboard_extension(connection)

    def close(self) -> None:
        """End the connection."""
        self._connection.disconnect()

    def hold_s(self, keycode: int) -> float | None:
        """Return how long a key may be held; None: the server does not repeat it."""
        asked = self._connection.core.GetKeyboardControl()
        controls = None if self._xkb is None else self._xkb.GetControls(_CORE_KEYBOARD)
        control = asked.reply()
        repeats = control.global_auto_repeat == _ON and control.auto_repeats[keycode // 8] >> keycode % 8 & 1
        delay_s = USUAL_DELAY_S if controls is None else controls.reply().repeatDelay / 1000
        return delay_s * PART if repeats else None


def _keyboard_extension(connection: Any) -> Any:
    """Return the extension that says how soon keys repeat; None where the server has none."""
    found = extension(connection, xcffib.xkb.key)
    return found if found is not None and found.UseExtension(1, 0).reply().supported else None
