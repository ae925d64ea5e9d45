"""Which button of an X server's faked mouse to press, so that programs see the one that is meant.

A left-handed customer has the buttons exchanged, and one with natural scrolling has the wheel turned round. The server
does so with faked presses, too: by the map of the device that they come from, and then by that of all mice together.
"""

from __future__ import annotations

from typing import Any

import xcffib.xinput

from viewer.control.x11_extensions import extension

_ALL_DEVICES = 0
_NAME = b"XTEST pointer"
_TO_A_POINTER = xcffib.xinput.DeviceType.SlavePointer


class ButtonMap:
    """What becomes of the buttons of the faked mouse.

    Args:
        connection: to the X server.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._input = extension(connection, xcffib.xinput.key)
        self._device = None if self._input is None else self._faked()

    def button_for(self, wanted: int) -> int:
        """Return the button to press for programs to see `wanted`; itself where no button is mapped to it."""
        shared = _numbered(self._connection.core.GetPointerMapping().reply())
        own = {button: button for button in shared}
        if self._device is not None:
            own = _numbered(self._input.GetDeviceButtonMapping(self._device).reply())
        return next((button for button, made in own.items() if shared.get(made) == wanted), wanted)

    def _faked(self) -> int | None:
        """Return the device that XTEST's presses come from; None where the server knows of no devices."""
        if self._input.XIQueryVersion(2, 0).reply().major_version < 2:
            return None
        for device in self._input.XIQueryDevice(_ALL_DEVICES).reply().infos:
            if device.type == _TO_A_POINTER and device.name.raw.endswith(_NAME):
                return int(device.deviceid)
        return None


def _numbered(reply: Any) -> dict[int, int]:
    """Return what each button is mapped to."""
    return dict(enumerate(reply.map, 1))
