"""The administrator's picture as the logo of the web page: PNG or JPEG, made small, without what else the file held."""

from __future__ import annotations

from pathlib import Path

import simplejpeg
from PySide6.QtGui import QImage

from console.windows.parts.picture_file import BadPicture, picture_in, small_enough
from protocol.notation import png
from protocol.vocabulary.web import LOGO_LIMIT, LOGO_SIDE

FILE_LIMIT = 30 * 1024 * 1024  # bytes that are read at all
PIXELS_LIMIT = 50_000_000  # of a picture that is decoded
_SIDES = (LOGO_SIDE, 360, 240, 180, 120, 80)  # tried until the file is small enough
_JPEG = b"\xff\xd8\xff"


class BadLogo(ValueError):
    """The file holds no picture that can be used; the text is the name of a sentence."""


def logo_from(file: Path) -> bytes:
    """Return the picture in `file` as a logo.

    Raises:
        BadLogo: "unreadable", "too_large", or "no_picture": it is neither PNG nor JPEG, or damaged.
    """
    try:
        if file.stat().st_size > FILE_LIMIT:
            raise BadLogo("too_large")
        data = file.read_bytes()
    except OSError as error:
        raise BadLogo("unreadable") from error
    try:
        return small_enough(_decoded(data, file), _SIDES, LOGO_LIMIT)
    except BadPicture as error:
        raise BadLogo("no_picture") from error


def _decoded(data: bytes, file: Path) -> QImage:
    """Return the picture; of JPEG not by Qt, whose plugin not every bundle has."""
    if data.startswith(png.SIGNATURE):
        return picture_in(file)
    if not data.startswith(_JPEG):
        raise BadLogo("no_picture")
    try:
        height, width, _space, _sampling = simplejpeg.decode_jpeg_header(data)
        if width * height > PIXELS_LIMIT:
            raise BadLogo("too_large")
        least = {"min_height": LOGO_SIDE, "min_width": LOGO_SIDE}
        pixels = simplejpeg.decode_jpeg(data, colorspace="RGBA", **least)
    except ValueError as error:
        if isinstance(error, BadLogo):
            raise
        raise BadLogo("no_picture") from error
    rows, columns = pixels.shape[:2]
    return QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()
