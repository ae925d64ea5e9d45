"""A D-Bus of a test's own, with python-dbusmock as the services that a desktop has."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

SYSTEM_PYTHON = "/usr/bin/python3"  # python-dbusmock is Debian's: it needs what has no wheels
MOCK = "org.freedesktop.DBus.Mock"


class MockedBus:
    """A bus, and the services on it.

    Attributes:
        address: of the bus.
    """

    def __init__(self, folder: Path) -> None:
        self._programs: list[subprocess.Popen[str]] = []
        command = ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address=unix:path={folder}/bus"]
        daemon = self._start(command, {})
        assert daemon.stdout is not None
        self.address = daemon.stdout.readline().strip()
        self._connection = open_dbus_connection(self.address)

    def serve(self, name: str, path: str, interface: str, methods: dict[str, str] | None = None) -> Service:
        """Start a service that has, besides what `say` emits, methods by their Python code, without arguments."""
        self._mock(name, path, interface)
        service = Service(self, name, path, interface)
        for method, code in (methods or {}).items():
            service.mock("AddMethod", "sssss", interface, method, "", "b", code)
        return service

    def serve_login(self) -> Service:
        """Start systemd's login manager, without a session yet."""
        self._mock("--system", "--template", "logind")
        return Service(self, "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager")

    def call(self, name: str, path: str, interface: str, method: str, signature: str, *arguments: Any) -> Any:
        """Call a method and return its first answer."""
        message = new_method_call(DBusAddress(path, name, interface), method, signature or None, arguments)
        reply = self._connection.send_and_get_reply(message, timeout=20)
        assert reply.header.message_type is MessageType.method_return, reply.body
        return reply.body[0] if reply.body else None

    def names(self) -> list[str]:
        """Return who is on the bus."""
        bus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
        return list(self.call(*bus, "ListNames", ""))

    def close(self) -> None:
        """End all."""
        self._connection.close()
        for program in reversed(self._programs):
            program.kill()
            program.wait()
            if program.stdout is not None:
                program.stdout.close()

    def _mock(self, *arguments: str) -> None:
        variables = {"DBUS_SESSION_BUS_ADDRESS": self.address, "DBUS_SYSTEM_BUS_ADDRESS": self.address}
        program = self._start([SYSTEM_PYTHON, "-m", "dbusmock", *arguments], variables)
        name = arguments[0] if arguments[0] != "--system" else "org.freedesktop.login1"
        bus = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
        while not self.call(*bus, "NameHasOwner", "s", name):
            assert program.poll() is None, "python-dbusmock is missing: apt-get install python3-dbusmock"

    def _start(self, command: list[str], variables: dict[str, str]) -> subprocess.Popen[str]:
        program = subprocess.Popen(
            command,
            env={**os.environ, **variables},
            stdout=subprocess.DEVNULL if variables else subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._programs.append(program)
        return program

    def end_last(self) -> None:
        """Kill the service that was started last."""
        program = self._programs.pop()
        program.kill()
        program.wait()
        if program.stdout is not None:
            program.stdout.close()


class Service:
    """One service, which says what a test has it say."""

    def __init__(self, bus: MockedBus, name: str, path: str, interface: str) -> None:
        self._bus, self._name, self._path, self._interface = bus, name, path, interface

    def at(self, path: str, interface: str) -> Service:
        """Return another object of it."""
        return Service(self._bus, self._name, path, interface)

    def say(self, signal: str, signature: str = "", *arguments: Any) -> None:
        """Emit a signal."""
        variants = [(kind, argument) for kind, argument in zip(signature, arguments, strict=True)]
        self.mock("EmitSignal", "sssav", self._interface, signal, signature, variants)

    def mock(self, method: str, signature: str, *arguments: Any) -> Any:
        """Call a method of the mock."""
        return self._bus.call(self._name, self._path, MOCK, method, signature, *arguments)


@contextlib.contextmanager
def mocked_bus(folder: Path) -> Iterator[MockedBus]:
    """Have such a bus for a while."""
    bus = MockedBus(folder)
    try:
        yield bus
    finally:
        bus.close()
