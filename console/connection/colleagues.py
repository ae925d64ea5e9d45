"""The other technicians of the host, and what this console knows of their devices. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from console.connection.known_devices import KnownDevice, KnownDevices, Standing
from protocol.notation.natural import natural_key
from protocol.trust.device import fingerprint
from protocol.trust.invitation import is_prekey_of
from protocol.vocabulary.accounts import Colleague, ColleagueGone, DeviceKeys, Prekey, Presence
from protocol.vocabulary.codec import BadMessage, Message

COLLEAGUES_LIMIT = 2_000  # as many technicians as a host has


@dataclass(frozen=True)
class ColleagueView:
    """Another technician, as the windows show them; what is trusted is what was shown."""

    technician: int
    name: str
    group: str
    presence: Presence
    keys: DeviceKeys | None  # of the console they use now; None: of none
    prekey: bytes | None  # of its login, as its device vouches for it
    standing: Standing

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the console they use now; empty: of none."""
        return "" if self.keys is None else fingerprint(self.keys)

    @property
    def reachable(self) -> bool:
        """Whether an invitation would arrive."""
        return self.prekey is not None and self.presence is not Presence.OFFLINE

    @property
    def trusted(self) -> bool:
        """Whether their keys are used without a question."""
        return self.keys is not None and self.standing in (Standing.SEEN, Standing.COMPARED)


class Colleagues(QObject):
    """Everybody else on the host that this console is logged in on.

    Signals:
        changed: read `all` again.

    Args:
        file: keeps the devices that were used, for each host.
    """

    changed = Signal()

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._colleagues: dict[int, Colleague] = {}
        self._prekeys: dict[int, bytes | None] = {}  # as the device vouches for it
        self._known = KnownDevices(file)

    def handlers(self) -> dict[type[Message], Callable[..., None]]:
        """Return what to do with each message that concerns colleagues."""
        return {Colleague: self._colleague, ColleagueGone: self._gone}

    def logged_in(self, host: str, *before: str) -> None:
        """Begin anew: the host that is known as `host`, and was as each of `before`, is about to say who is there."""
        self._known.use(host, *before)
        self._colleagues.clear()
        self._prekeys.clear()
        self.changed.emit()

    @property
    def all(self) -> list[ColleagueView]:
        """Everybody, by name."""
        views = [self._view(colleague) for colleague in self._colleagues.values()]
        return sorted(views, key=lambda view: (natural_key(view.name), view.technician))

    def find(self, technician: int) -> ColleagueView | None:
        """Return one of them."""
        colleague = self._colleagues.get(technician)
        return None if colleague is None else self._view(colleague)

    def trust(self, shown: ColleagueView, *, compared: bool) -> bool:
        """Use the keys of a colleague from now on, after a click; return whether they are still as `shown`.

        `compared`: the technician has compared the fingerprint with the colleague.
        """
        now = self.find(shown.technician)
        if now is None or now.keys is None or (now.keys, now.name) != (shown.keys, shown.name):
            return False
        if now.standing is Standing.CHANGED and not compared:
            return False
        self._known.remember(KnownDevice(now.technician, now.name, now.keys, compared))
        self.changed.emit()
        return True

    def _colleague(self, message: Colleague) -> None:
        if message.technician not in self._colleagues and len(self._colleagues) >= COLLEAGUES_LIMIT:
            raise BadMessage("more technicians than a host has")
        self._colleagues[message.technician] = message
        self._prekeys[message.technician] = _prekey(message)
        self.changed.emit()

    def _gone(self, message: ColleagueGone) -> None:
        self._colleagues.pop(message.technician, None)
        self._prekeys.pop(message.technician, None)
        self.changed.emit()

    def _view(self, colleague: Colleague) -> ColleagueView:
        keys, number, name = _keys(colleague), colleague.technician, colleague.name
        return ColleagueView(
            technician=number,
            name=name,
            group=colleague.group,
            presence=colleague.presence,
            keys=keys,
            prekey=self._prekeys[number],
            standing=Standing.NEW if keys is None else self._known.standing(number, name, keys),
        )


def _keys(colleague: Colleague) -> DeviceKeys | None:
    if colleague.exchange is None or colleague.signing is None:
        return None
    return DeviceKeys(exchange=colleague.exchange, signing=colleague.signing)


def _prekey(colleague: Colleague) -> bytes | None:
    """Return the prekey of a colleague's login where their device vouches for it."""
    keys = _keys(colleague)
    if keys is None or colleague.prekey is None or colleague.prekey_signature is None:
        return None
    prekey = Prekey(key=colleague.prekey, signature=colleague.prekey_signature)
    return prekey.key if is_prekey_of(keys, prekey) else None
