"""The layouts that are set at the technician's X server, as they are at the moment of a shortcut."""

from __future__ import annotations

from typing import Any

import xcffib
import xcffib.xproto

from console.remote.latin_keys import KeyGroups, Pair

_GROUP_BIT = 13  # from which on a state says which layout is on


class X11Groups:
    """Says what keys mean in shortcuts; follows whoever changes the layouts.

    Raises:
        xcffib.ConnectionException: there is no such X server.
    """

    def __init__(self, display: str | None = None) -> None:
        connect: Any = xcffib.Connection
        self._connection = connect(display=display)
        self._groups = self._read()

    def shortcut_pair(self, keycode: int, state: int, keysym: int) -> Pair | None:
        """Return what a key means in a shortcut in an X state; None: `keysym`, which it types."""
        changed = False
        while (event := self._connection.poll_for_event()) is not None:
            changed = changed or isinstance(event, xcffib.xproto.MappingNotifyEvent)
        if changed:
            self._groups = self._read()
        return self._groups.shortcut_pair(keycode, state >> _GROUP_BIT & 3, keysym)

    def close(self) -> None:
        """End the connection."""
        self._connection.disconnect()

    def _read(self) -> KeyGroups:
        setup = self._connection.get_setup()
        first, count = setup.min_keycode, setup.max_keycode - setup.min_keycode + 1
        reply = self._connection.core.GetKeyboardMapping(first, count).reply()
        width, keysyms = reply.keysyms_per_keycode, list(reply.keysyms)
        return KeyGroups({first + n: keysyms[n * width : (n + 1) * width] for n in range(count)})


def open_groups() -> X11Groups | None:
    """Open the layouts of this X server; None where there is none."""
    try:
        return X11Groups()
    except xcffib.XcffibException:
        return None
