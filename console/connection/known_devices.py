"""Which colleagues' devices this console has used before: a file that only its user can read. No widgets.

The host says who its technicians are, and cannot be believed about their keys. So each key is remembered with the
number and the name that it was used under, and whatever does not fit all three together has changed.
"""

from __future__ import annotations

import contextlib
import enum
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.connection.look_alikes import as_seen
from protocol.system.private_files import private_folder, write_private
from protocol.vocabulary.accounts import DeviceKeys

_log = logging.getLogger(__name__)

FORMAT = 2


class Standing(enum.StrEnum):
    """What this console knows of the device that a colleague uses now."""

    NEW = "new"  # never used: neither this number nor this name nor these keys
    SEEN = "seen"  # used before, after a click
    COMPARED = "compared"  # its fingerprint was compared with the colleague
    CHANGED = "changed"  # the number, the name or a key is known, but not together


@dataclass(frozen=True)
class KnownDevice:
    """A colleague's device that was used."""

    technician: int  # the host's number
    name: str
    keys: DeviceKeys
    compared: bool

    def overlaps(self, other: KnownDevice) -> bool:
        """Return whether the two have the number, the name or a key in common."""
        return (
            self.technician == other.technician
            or as_seen(self.name) == as_seen(other.name)
            or self.keys.exchange == other.keys.exchange
            or self.keys.signing == other.keys.signing
        )

    def is_the_same(self, other: KnownDevice) -> bool:
        """Return whether number, name and keys are all the same."""
        return (self.technician, as_seen(self.name), self.keys) == (
            other.technician,
            as_seen(other.name),
            other.keys,
        )


class KnownDevices:
    """The devices of all hosts that this console uses.

    Args:
        file: keeps them.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._hosts = _load(file)
        self._host = ""

    def use(self, host: str, *before: str) -> None:
        """Look at the devices of the host that is known as `host` from now on, and was as each of `before`."""
        self._host = host
        moved = [device for name in before for device in self._hosts.pop(name, [])]
        for device in moved:
            if not self._overlapping(device):  # what is known by the new name is newer
                self._hosts[host] = [*self._hosts.get(host, []), device]
        if moved:
            self._save()

    def standing(self, technician: int, name: str, keys: DeviceKeys) -> Standing:
        """Return what is known of a device that the host shows."""
        shown = KnownDevice(technician, name, keys, False)
        known = self._overlapping(shown)
        if not known:
            return Standing.NEW
        if not all(device.is_the_same(shown) for device in known):
            return Standing.CHANGED
        return Standing.COMPARED if known[0].compared else Standing.SEEN

    def remember(self, device: KnownDevice) -> None:
        """Remember a device in place of all that it overlaps."""
        replaced = self._overlapping(device)
        compared = device.compared or any(known.compared and known.is_the_same(device) for known in replaced)
        device = KnownDevice(device.technician, device.name, device.keys, compared)
        kept = [known for known in self._hosts.get(self._host, []) if known not in replaced]
        self._hosts[self._host] = [*kept, device]
        self._save()

    def _save(self) -> None:
        try:
            _save(self._file, self._hosts)
        except OSError as error:
            _log.error("the keys of colleagues could not be saved: %s", error)

    def _overlapping(self, device: KnownDevice) -> list[KnownDevice]:
        return [known for known in self._hosts.get(self._host, []) if known.overlaps(device)]


Hosts = dict[str, list[KnownDevice]]


def _save(file: Path, hosts: Hosts) -> None:
    plain = {
        "format": FORMAT,
        "hosts": {host: [_to_plain(device) for device in known] for host, known in hosts.items()},
    }
    private_folder(file.parent)
    write_private(file, json.dumps(plain).encode("ascii"))


def _to_plain(device: KnownDevice) -> dict[str, Any]:
    keys = {"exchange": device.keys.exchange.hex(), "signing": device.keys.signing.hex()}
    return {"technician": device.technician, "name": device.name, "compared": device.compared, **keys}


def _from_plain(plain: dict[str, Any]) -> KnownDevice:
    keys = DeviceKeys(exchange=bytes.fromhex(plain["exchange"]), signing=bytes.fromhex(plain["signing"]))
    if type(plain["technician"]) is not int or type(plain["name"]) is not str or type(plain["compared"]) is not bool:
        raise ValueError("not a device")
    return KnownDevice(plain["technician"], plain["name"], keys, plain["compared"])


def _load(file: Path) -> Hosts:
    """Read what was saved; a file that cannot be read is put aside, and every device is new again."""
    try:
        plain = json.loads(file.read_text(encoding="ascii"))
        if type(plain) is not dict or plain["format"] != FORMAT:
            raise ValueError("another format")
        return {str(host): [_from_plain(device) for device in known] for host, known in plain["hosts"].items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        _log.warning("the keys of colleagues could not be read: %s", type(error).__name__)
        with contextlib.suppress(OSError):
            file.replace(file.with_suffix(".broken"))
        return {}
