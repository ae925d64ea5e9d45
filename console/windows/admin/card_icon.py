"""The administrator's picture as a Calling Card's icon: small, plain, and without what else the file held."""

from __future__ import annotations

from pathlib import Path

from console.windows.parts.picture_file import BadPicture, picture_in, small_enough
from protocol.card.card import ICON_LIMIT, ICON_SIDE

_SIDES = (ICON_SIDE, 192, 128, 96, 64)  # tried until the file is small enough


class BadIcon(ValueError):
    """The file holds no PNG that can be used."""


def icon_from(file: Path) -> bytes:
    """Return the picture in the PNG `file` as a card's icon, made smaller where it must be.

    Raises:
        BadIcon: there is none.
    """
    try:
        return small_enough(picture_in(file), _SIDES, ICON_LIMIT)
    except BadPicture as error:
        raise BadIcon(str(error)) from error
