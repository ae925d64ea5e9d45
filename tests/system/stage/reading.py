"""Read the programs' windows as a screen reader does: through AT-SPI, on an accessibility bus of the tests' own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import open_dbus_connection

from demonstration.sight import Box

ROOT = "/org/a11y/atspi/accessible/root"
BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
ANSWER_WITHIN_S = 30.0
CHECKED, ENABLED, FOCUSED, SHOWING = 4, 8, 12, 25  # bits of AT-SPI's StateType

_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


@dataclass(frozen=True)
class Item:
    """Something in a window."""

    role: str  # "push button", "label", "text", "frame"...
    name: str
    description: str
    box: Box  # on the screen
    states: int  # bits
    text: str = ""  # what stands in an editable text

    @property
    def enabled(self) -> bool:
        """Return whether it can be used."""
        return bool(self.states >> ENABLED & 1)

    @property
    def focused(self) -> bool:
        """Return whether it has the keyboard."""
        return bool(self.states >> FOCUSED & 1)

    @property
    def checked(self) -> bool:
        """Return whether it is checked."""
        return bool(self.states >> CHECKED & 1)


class AccessibilityBus:
    """A D-Bus daemon on which the programs tell what is in their windows; ends with `close`.

    Attributes:
        place: the folder with its socket.
    """

    def __init__(self, folder: Path) -> None:
        configuration = folder / "bus.conf"
        self.place = Path(tempfile.mkdtemp(prefix="fernblick-"))  # a path in the test's folder may be too long
        socket = self.place / "bus"  # a file: programs in other network namespaces find it, too
        configuration.write_text(_CONFIGURATION.format(socket=socket), encoding="utf-8")
        reading, writing = os.pipe()
        with (folder / "bus.log").open("wb") as log:
            self._daemon = subprocess.Popen(
                ["dbus-daemon", f"--config-file={configuration}", "--nofork", f"--print-address={writing}"],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[writing],
            )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as answer:
            self.address = answer.readline().strip()
        self.environment = {"AT_SPI_BUS_ADDRESS": self.address, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
        self._connection: Any = open_dbus_connection(self.address)

    def close(self) -> None:
        """End it."""
        self._connection.close()
        self._daemon.terminate()
        self._daemon.wait()
        shutil.rmtree(self.place)

    def items(self, process: int) -> list[Item]:
        """Return what the windows of `process` show now; nothing before its first window or after its end."""
        return [item for name in self._names(process) for item in self._below(name, ROOT)]

    def _names(self, process: int) -> list[str]:
        names = [name for name in self._ask(BUS, "ListNames")[0] if name.startswith(":")]
        return [n for n in names if self._ask(BUS, "GetConnectionUnixProcessID", "s", n) == (process,)]

    def _below(self, name: str, path: str) -> Iterator[Item]:
        children = self._ask(DBusAddress(path, name, "org.a11y.atspi.Accessible"), "GetChildren")
        for child_name, child in children[0] if children else []:
            if item := self._item(child_name, child):
                yield item
                yield from self._below(child_name, child)

    def _item(self, name: str, path: str) -> Item | None:
        """Return what is at `path`; None where it is gone or is not to be seen."""
        thing = DBusAddress(path, name, "org.a11y.atspi.Accessible")
        state = self._ask(thing, "GetState")
        if not state or not state[0][0] >> SHOWING & 1:
            return None
        role = self._ask(thing, "GetRoleName") or ("",)
        place = self._ask(DBusAddress(path, name, "org.a11y.atspi.Component"), "GetExtents", "u", 0)
        text: Any = ("",)
        if role[0] in ("text", "password text"):
            text = self._ask(DBusAddress(path, name, "org.a11y.atspi.Text"), "GetText", "ii", 0, -1) or ("",)
        return Item(
            role=role[0],
            name=self._property(thing, "Name"),
            description=self._property(thing, "Description"),
            box=Box(*place[0]) if place else Box(0, 0, 0, 0),
            states=state[0][0],
            text=text[0],
        )

    def _property(self, thing: DBusAddress, name: str) -> str:
        answer = self._send(Properties(thing).get(name))
        return str(answer[0][1]) if answer else ""

    def _ask(self, thing: DBusAddress, method: str, signature: str | None = None, *arguments: Any) -> Any:
        return self._send(new_method_call(thing, method, signature, arguments))

    def _send(self, message: Any) -> Any:
        """Return the answer's body; nothing where what is asked has gone, as it may at any moment."""
        try:
            answer = self._connection.send_and_get_reply(message, timeout=ANSWER_WITHIN_S)
        except TimeoutError:
            return ()
        return answer.body if answer.header.message_type is MessageType.method_return else ()


def fits(item: Item, name: str, role: str | None) -> bool:
    """Return whether `item` is what is looked for; `name` is a pattern for its whole name, any button a "button"."""
    of_role = role is None or item.role == role or (role == "button" and role in item.role)
    return of_role and re.fullmatch(name, item.name, re.DOTALL) is not None
