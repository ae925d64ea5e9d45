"""The folder in which this console keeps its own keys and those of colleagues it has seen."""

from __future__ import annotations

import logging
from pathlib import Path

from console.connection.colleagues import Colleagues
from console.connection.newer_version import NewerVersion
from protocol.trust.device import Device, load_device
from protocol.trust.introduction import new_secret
from resources.program.release_keys import release_keys
from resources.program.version import version

_log = logging.getLogger(__name__)


class DeviceFolder:
    """What of `folder` belongs to this device, readable for its user only.

    Keys that can't be read are put aside and drawn anew; colleagues are then told that they have changed. In a folder
    that can't be used they are drawn for this run only: the console has to start, to say what is wrong.

    Attributes:
        device: this console's own keys.
        colleagues: the other technicians, with the keys that were seen.
        newer: whether there is a newer version of this program.
        audit_heads: the file of what is remembered of hosts' audits.
    """

    def __init__(self, folder: Path) -> None:
        file = folder / "device.key"
        self.device = _load(file)
        self.audit_heads = folder / "audit-heads.json"
        self.newer = NewerVersion(folder / "release-note", keys=release_keys(), installed=version)
        self.colleagues = Colleagues(folder / "colleagues.keys")


def _load(file: Path) -> Device:
    try:
        return _load_or_put_aside(file)
    except OSError as error:
        _log.error("the keys of this device can be neither read nor written: %s", type(error).__name__)
        return Device(new_secret(), new_secret())


def _load_or_put_aside(file: Path) -> Device:
    try:
        return load_device(file)
    except ValueError:
        _log.warning("the keys of this device could not be read and were put aside")
        file.replace(file.with_suffix(".broken"))
        return load_device(file)
