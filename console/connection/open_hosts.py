"""The hosts for anybody that this console has used: where they are, whom to trust there, which terms were accepted."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from protocol.system.private_files import private_folder, write_private

KEPT = 20

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class OpenPlace:
    """One of them.

    Attributes:
        address: HOST[:PORT], as it was typed.
        fingerprint: SHA-256 of the certificate that it must show, in hexadecimal digits; "": one that a CA vouches for.
        terms: the mark of the terms that were accepted last, likewise; "": there were none.
        invitation: what let this console in at first; "": nothing was needed.
    """

    address: str
    fingerprint: str = ""
    terms: str = ""
    invitation: str = ""


class OpenHosts:
    """Keeps them in `file`, the one that was used last first; readable for this user only."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._places = _read(file)

    @property
    def latest(self) -> OpenPlace | None:
        """The one that was used last; None: there is none."""
        return self._places[0] if self._places else None

    def find(self, address: str) -> OpenPlace | None:
        """Return the one at `address`; None: no host for anybody is known there."""
        return next((place for place in self._places if place.address == address), None)

    def use(self, place: OpenPlace) -> None:
        """Keep one as the one that was used last."""
        others = [each for each in self._places if each.address != place.address]
        self._places = [place, *others][:KEPT]
        self._write()

    def forget(self, address: str) -> None:
        """Keep nothing of a host: one logs in there with an account from now on."""
        if self.find(address) is not None:
            self._places = [each for each in self._places if each.address != address]
            self._write()

    def accept_terms(self, address: str, mark: bytes) -> None:
        """Note which terms of a host were accepted."""
        self._change(address, terms=mark.hex())

    def invited(self, address: str, invitation: str) -> None:
        """Note by which invitation a host is to let this console in."""
        self._change(address, invitation=invitation)

    def _change(self, address: str, **fields: str) -> None:
        self._places = [replace(each, **fields) if each.address == address else each for each in self._places]
        self._write()

    def _write(self) -> None:
        try:
            private_folder(self._file.parent)
            write_private(self._file, json.dumps([asdict(place) for place in self._places]).encode())
        except OSError as error:
            _log.error("which hosts were used cannot be written: %s", type(error).__name__)


def _read(file: Path) -> list[OpenPlace]:
    """Return what the file says; nothing where it cannot be read, or holds something else."""
    try:
        found = json.loads(file.read_bytes())
        places = [OpenPlace(**each) for each in found]
        whole = all(isinstance(value, str) for place in places for value in asdict(place).values())
    except (OSError, ValueError, TypeError):
        return []
    return places if whole else []
