"""A Calling Card follows its host's certificate: its file is written anew where that may be, and remembered anyway.

Whose card is opened again, from a mail or a read-only share, and pins a certificate of before, has the same card.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from protocol.card.card import CallingCard, encode
from viewer.way_in.card_folder import CardProblem, read_card


class Memory(Protocol):
    """Remembers which certificate each has led to; see `Settings`."""

    def latest(self, fingerprint: bytes | None) -> bytes | None:
        """Return the certificate to which `fingerprint` has led so far."""

    def keep_successor(self, before: bytes, now: bytes) -> None:
        """Remember that `before` has led to `now`."""


class CardSuccession:
    """Brings cards up to date.

    Args:
        memory: remembers the successors.
        files: where the card of the customer lies.
    """

    def __init__(self, memory: Memory, files: Sequence[Path]) -> None:
        self._memory = memory
        self._files = files

    def current(self, card: CallingCard) -> CallingCard:
        """Return `card` with the certificate that its own one has led to so far."""
        return replace(card, fingerprint=self._memory.latest(card.fingerprint))

    def followed(self, before: bytes, now: bytes) -> None:
        """Take note that the certificate `before` has led to `now`."""
        self._memory.keep_successor(before, now)
        for file in self._files:
            with contextlib.suppress(CardProblem, OSError):
                self._write_anew(file)

    def _write_anew(self, file: Path) -> None:
        """Write the card in `file` as it is now: whole or not at all, where its user may write the file itself."""
        card = read_card(file)
        current = self.current(card)
        whole = file.resolve()  # the file that a symbolic link leads to, not the link
        if current == card or not os.access(whole, os.W_OK):
            return
        handle, draft = tempfile.mkstemp(prefix=".fernblick-card-", dir=whole.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(encode(current))
            shutil.copymode(whole, draft)
            os.replace(draft, whole)
        except OSError:
            os.unlink(draft)
            raise
