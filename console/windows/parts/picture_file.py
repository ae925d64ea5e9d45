"""Somebody's picture in a file as one of ours: read by nothing but Qt's decoder of PNG, and made small and plain."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader

from protocol.notation import png

LARGEST_SIDE = 8192  # pixels of a picture that is read at all


class BadPicture(ValueError):
    """The file holds no PNG that can be used."""


def picture_in(file: Path) -> QImage:
    """Return the picture in the PNG `file`, in the colours that screens take without a profile.

    Raises:
        BadPicture: there is none.
    """
    reader = QImageReader(str(file), QByteArray(b"png"))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST_SIDE:
        raise BadPicture("no picture")
    picture = reader.read()
    if picture.isNull():
        raise BadPicture("no picture")
    if picture.colorSpace().isValid():
        picture.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return picture


def small_enough(picture: QImage, sides: Sequence[int], limit: int) -> bytes:
    """Return the picture as a plain PNG of at most `limit` bytes, with the first of `sides` with which it is one.

    Raises:
        BadPicture: with the last one it is not, either.
    """
    for side in sides:
        plain = png.bare(_written(picture, min(side, max(picture.width(), picture.height()))))
        if len(plain) <= limit:
            return plain
    raise BadPicture("too large")  # cannot be: 80 x 80 pixels have 26 kB


def _written(picture: QImage, side: int) -> bytes:
    size = picture.size().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    whole, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    scaled = picture.convertToFormat(QImage.Format.Format_RGBA8888).scaled(size, whole, smooth)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    scaled.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
