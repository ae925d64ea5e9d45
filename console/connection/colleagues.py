"""The other technicians of the host, and whose device keys this console has seen before. No widgets."""

from __future__ import annotations

import contextlib
import json
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from protocol.trust.device import fingerprint
from protocol.vocabulary.accounts import Colleague, ColleagueGone, DeviceKeys, Presence
from protocol.vocabulary.codec import Message

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ColleagueView:
    """Another technician, as the windows show them."""

    technician: int
    name: str
    group: str
    presence: Presence
    fingerprint: str  # of the console they use now; empty: of none
    key_changed: bool  # it is not the console that was seen before

    @property
    def reachable(self) -> bool:
        """Whether an invitation would arrive."""
        return bool(self.fingerprint) and self.presence is not Presence.OFFLINE


class Colleagues(QObject):
    """Everybody else on the host that this console is logged in on.

    Signals:
        changed: read `all` again.

    Args:
        file: keeps the keys that were seen, for each host.
    """

    changed = Signal()

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._file = file
        self._host = b""
        self._colleagues: dict[int, Colleague] = {}
        self._seen = _load(file)  # host's certificate -> technician -> keys

    def handlers(self) -> dict[type[Message], Callable[..., None]]:
        """Return what to do with each message that concerns colleagues."""
        return {Colleague: self._colleague, ColleagueGone: self._gone}

    def logged_in(self, host: bytes) -> None:
        """Begin anew: the host with this certificate is about to say who is there."""
        self._host = host
        self._colleagues.clear()
        self.changed.emit()

    @property
    def all(self) -> list[ColleagueView]:
        """Everybody, by name."""
        views = [self._view(colleague) for colleague in self._colleagues.values()]
        return sorted(views, key=lambda view: (view.name.casefold(), view.technician))

    def find(self, technician: int) -> ColleagueView | None:
        """Return one of them."""
        colleague = self._colleagues.get(technician)
        return None if colleague is None else self._view(colleague)

    def keys(self, technician: int) -> DeviceKeys | None:
        """Return the keys that are to be used for a colleague: those that were seen before, None where they changed."""
        colleague = self._colleagues.get(technician)
        keys = None if colleague is None else _keys(colleague)
        return keys if keys is not None and self._seen_keys(technician) == keys else None

    def trust(self, technician: int) -> None:
        """Remember the keys that a colleague has now in place of those before: the technician has compared them."""
        colleague = self._colleagues.get(technician)
        if colleague is not None and (keys := _keys(colleague)) is not None:
            self._remember(technician, keys)
            self.changed.emit()

    def _colleague(self, message: Colleague) -> None:
        self._colleagues[message.technician] = message
        keys = _keys(message)
        if keys is not None and self._seen_keys(message.technician) is None:
            self._remember(message.technician, keys)
        self.changed.emit()

    def _gone(self, message: ColleagueGone) -> None:
        self._colleagues.pop(message.technician, None)
        self.changed.emit()

    def _view(self, colleague: Colleague) -> ColleagueView:
        keys = _keys(colleague)
        return ColleagueView(
            technician=colleague.technician,
            name=colleague.name,
            group=colleague.group,
            presence=colleague.presence,
            fingerprint="" if keys is None else fingerprint(keys),
            key_changed=keys is not None and self._seen_keys(colleague.technician) != keys,
        )

    def _seen_keys(self, technician: int) -> DeviceKeys | None:
        return self._seen.get(self._host, {}).get(technician)

    def _remember(self, technician: int, keys: DeviceKeys) -> None:
        self._seen.setdefault(self._host, {})[technician] = keys
        try:
            _save(self._file, self._seen)
        except OSError as error:
            _log.error("the keys of colleagues could not be saved: %s", error)


def _keys(colleague: Colleague) -> DeviceKeys | None:
    if colleague.exchange is None or colleague.signing is None:
        return None
    return DeviceKeys(exchange=colleague.exchange, signing=colleague.signing)


Seen = dict[bytes, dict[int, DeviceKeys]]


def _save(file: Path, seen: Seen) -> None:
    plain = [
        [host.hex(), technician, keys.exchange.hex(), keys.signing.hex()]
        for host, known in seen.items()
        for technician, keys in known.items()
    ]
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_suffix(".new")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        json.dump(plain, out)
    draft.replace(file)


def _load(file: Path) -> Seen:
    """Read what was saved; a file that cannot be read is put aside, and every key is new again."""
    seen: Seen = {}
    try:
        for host, technician, exchange, signing in json.loads(file.read_text(encoding="ascii")):
            keys = DeviceKeys(exchange=bytes.fromhex(exchange), signing=bytes.fromhex(signing))
            seen.setdefault(bytes.fromhex(host), {})[int(technician)] = keys
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError) as error:
        _log.warning("the keys of colleagues could not be read: %s", type(error).__name__)
        with contextlib.suppress(OSError):
            file.replace(file.with_suffix(".broken"))
        return {}
    return seen
