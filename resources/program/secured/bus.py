"""A connection to a D-Bus, as the watchers use it: signals in, questions that nobody waits for."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

Heard = Callable[[str, str, list[Any]], None]
"""Takes a signal: who has sent it, from which object, and its arguments."""

_names = itertools.count(1)


class Bus(QObject):
    """One connection of its own; it ends with `close`.

    Args:
        kind: which bus.
        address: where it is, as the environment says; the library reads that only once. "": where it usually is.
    """

    def __init__(self, kind: QDBusConnection.BusType, address: str) -> None:
        super().__init__()
        self._name = f"fernblick-secured-{next(_names)}"
        self._bus = (
            QDBusConnection.connectToBus(address, self._name)
            if address
            else QDBusConnection.connectToBus(kind, self._name)
        )
        self._heard: dict[tuple[str, str], Heard] = {}
        self._asked: list[QDBusPendingCallWatcher] = []

    @property
    def is_there(self) -> bool:
        """Whether there is such a bus."""
        return self._bus.isConnected()

    def hear(self, interface: str, name: str, take: Heard, *, service: str = "", path: str = "") -> None:
        """Call `take` for each such signal; "" is any service, any path."""
        self._heard[interface, name] = take
        signature: Any = SLOT("_signal(QDBusMessage)")  # a text, whatever the stub says
        self._bus.connect(service, path, interface, name, self, signature)

    def ask(
        self,
        service: str,
        path: str,
        method: str,
        arguments: list[Any],
        answered: Callable[[list[Any] | None], None],
    ) -> None:
        """Call `answered` with what a method returns, None for an error; starts no service for it.

        Args:
            service: whose method it is.
            path: of the object.
            arguments: of the method.
            answered: takes the answer.
            method: with its interface: `org.example.Thing.Method`.
        """
        interface, _, name = method.rpartition(".")
        call = QDBusMessage.createMethodCall(service, path, interface, name)
        call.setArguments(arguments)
        call.setAutoStartService(False)
        if not self.is_there:  # Qt would tell nothing more of it
            answered(None)
            return
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(call), self)
        self._asked.append(watcher)
        watcher.finished.connect(lambda: self._answer(watcher, answered))

    def close(self) -> None:
        """Leave the bus."""
        self._heard.clear()
        self._asked.clear()
        QDBusConnection.disconnectFromBus(self._name)
        self.deleteLater()

    def _answer(self, watcher: QDBusPendingCallWatcher, answered: Callable[[list[Any] | None], None]) -> None:
        if watcher not in self._asked:
            return  # closed meanwhile
        self._asked.remove(watcher)
        reply = watcher.reply()
        failed = reply.type() is QDBusMessage.MessageType.ErrorMessage
        answered(None if failed else reply.arguments())
        watcher.deleteLater()

    @Slot(QDBusMessage)
    def _signal(self, message: QDBusMessage) -> None:
        take = self._heard.get((message.interface(), message.member()))
        if take is not None:
            take(message.service(), message.path(), message.arguments())
