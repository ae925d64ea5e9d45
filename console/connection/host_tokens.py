"""The tokens by which hosts know this console again: a file that only its user can read. No widgets.

A token opens nothing. Whoever shows it at a login does not wait for those who guess at that name from elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path

from protocol.system.private_files import private_folder, write_private

TOKEN_BYTES = 32
LIMIT = 50  # hosts and names

_log = logging.getLogger(__name__)


class HostTokens:
    """What hosts have given this console, by host and name; `file` holds neither of the two."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def read(self, host: str, name: str) -> bytes:
        """Return the token of `name` at `host`; empty: there is none."""
        try:
            return bytes.fromhex(self._all().get(_key(host, name), ""))
        except ValueError:
            return b""

    def keep(self, host: str, name: str, token: bytes) -> None:
        """Keep the token of `name` at `host` in place of an earlier one; the oldest of too many goes."""
        tokens = self._all()
        tokens.pop(_key(host, name), None)
        tokens[_key(host, name)] = token.hex()
        kept = dict(list(tokens.items())[-LIMIT:])
        try:
            private_folder(self._file.parent)
            write_private(self._file, json.dumps(kept).encode())
        except OSError as error:  # the host will not know this console the next time, and that is all
            _log.warning("the host's token cannot be kept: %s", type(error).__name__)

    def _all(self) -> dict[str, str]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        if not isinstance(found, dict) or not all(isinstance(token, str) for token in found.values()):
            return {}
        return {key: token for key, token in found.items() if len(token) == 2 * TOKEN_BYTES}


def _key(host: str, name: str) -> str:
    return hashlib.sha256(f"{host}\n{name.casefold()}".encode()).hexdigest()
