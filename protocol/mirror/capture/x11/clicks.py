"""Where somebody clicks on an X screen, in whichever program; seen, not taken."""

from __future__ import annotations

import struct
from typing import Any

import xcffib
import xcffib.xinput

from protocol.mirror.capture.common.source import CaptureUnavailable
from protocol.mirror.capture.x11.screens import screen_of
from protocol.mirror.capture.x11.source import connect, environment_errors

_xcb: Any = xcffib  # the functions of C beneath it
_ALL_MASTER_DEVICES = 1
_GENERIC_EVENT, _RAW_BUTTON_PRESS = 35, 15
_LAST_BUTTON = 3  # left, middle, right; above are the wheel's
_EVENT = struct.Struct("=8xHHII")  # kind, device, time, button
_PLACES_LIMIT = 16  # that one look returns


class ClickWatch:
    """Watches all clicks over a connection of its own. Belongs to the thread that made it.

    Raises:
        CaptureUnavailable: the server does not tell of clicks.
    """

    def __init__(self, display: str | None) -> None:
        self._connection = connect(display)
        try:
            with environment_errors():
                extension = self._connection(xcffib.xinput.key)
                if extension.XIQueryVersion(2, 2).reply().major_version < 2:
                    raise CaptureUnavailable("failed")
                self._root = screen_of(self._connection).root
                make_mask: Any = xcffib.xinput.EventMask.synthetic
                mask = make_mask(_ALL_MASTER_DEVICES, 1, [1 << _RAW_BUTTON_PRESS])
                extension.XISelectEvents(self._root, 1, [mask], is_checked=True).check()
        except CaptureUnavailable:
            self._connection.disconnect()
            raise

    def fileno(self) -> int:
        """Return what is readable when somebody may have clicked."""
        return int(self._connection.get_file_descriptor())

    def take(self) -> list[tuple[int, int]]:
        """Return where was clicked since the last call, in pixels of the whole desktop.

        Raises:
            CaptureUnavailable: the server is gone.
        """
        clicks = 0
        while (event := _xcb.lib.xcb_poll_for_event(self._connection._conn)) != _xcb.ffi.NULL:
            if event.response_type & 0x7F == _GENERIC_EVENT:
                kind, _, _, button = _EVENT.unpack(bytes(_xcb.ffi.buffer(event, _EVENT.size)))
                clicks += kind == _RAW_BUTTON_PRESS and button <= _LAST_BUTTON
            _xcb.c_free(event)
        with environment_errors():
            self._connection.invalid()
            if not clicks:
                return []
            pointer = self._connection.core.QueryPointer(self._root).reply()
        return [(pointer.root_x, pointer.root_y)] * min(clicks, _PLACES_LIMIT)

    def close(self) -> None:
        """End the connection."""
        self._connection.disconnect()
