"""Calling Cards in files: those that are opened, and the one that this computer keeps."""

from __future__ import annotations

from pathlib import Path

from protocol.card.card import FILE_LIMIT, SUFFIX, BadCard, CallingCard, decode, encode
from protocol.system.private_files import private_folder, write_private

KEPT = f"calling-card{SUFFIX}"  # also where the setup programs put one


class CardProblem(Exception):
    """A card cannot be had; `code` names the sentence for the customer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_card(file: Path) -> CallingCard:
    """Return the card in `file`.

    Raises:
        CardProblem: there is none, or it cannot be read.
    """
    try:
        with file.open("rb") as opened:
            return decode(opened.read(FILE_LIMIT + 1))
    except OSError as error:
        raise CardProblem("card_unreadable") from error
    except BadCard as error:
        raise CardProblem("card_broken") from error


class CardFolder:
    """Where the one card is kept.

    Attributes:
        file: the card's.
    """

    def __init__(self, path: Path) -> None:
        self.file = path / KEPT

    def load(self) -> CallingCard | None:
        """Return the card that is kept; None: there is none.

        Raises:
            CardProblem: it cannot be read any more.
        """
        return read_card(self.file) if self.file.exists() else None

    def keep(self, card: CallingCard) -> None:
        """Keep `card` in place of another; the file is old or new, never half.

        Raises:
            CardProblem: it could not be written.
        """
        try:
            private_folder(self.file.parent)
            write_private(self.file, encode(card))
        except OSError as error:
            raise CardProblem("data_folder") from error
