"""The administrator's picture as a Calling Card's icon: small, plain, and without what else the file held."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader

from protocol.notation import png
from protocol.vocabulary.card import ICON_LIMIT, ICON_SIDE

LARGEST_SIDE = 8192  # pixels of a picture that is read at all
_SIDES = (ICON_SIDE, 192, 128, 96, 64)  # tried until the file is small enough


class BadIcon(ValueError):
    """The file holds no PNG that can be used."""


def icon_from(file: Path) -> bytes:
    """Return the picture in the PNG `file` as a card's icon, made smaller where it must be.

    Raises:
        BadIcon: there is none.
    """
    reader = QImageReader(str(file), QByteArray(b"png"))
    reader.setAutoDetectImageFormat(False)
    size = reader.size()
    if not size.isValid() or max(size.width(), size.height()) > LARGEST_SIDE:
        raise BadIcon("no picture")
    picture = reader.read()
    if picture.isNull():
        raise BadIcon("no picture")
    if picture.colorSpace().isValid():
        picture.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return _small_enough(picture)


def _small_enough(picture: QImage) -> bytes:
    for side in _SIDES:
        icon = png.bare(_written(picture, min(side, max(picture.width(), picture.height()))))
        if len(icon) <= ICON_LIMIT:
            return icon
    raise BadIcon("too large")  # cannot be: 64 x 64 pixels have 16 kB


def _written(picture: QImage, side: int) -> bytes:
    size = picture.size().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    whole, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    scaled = picture.convertToFormat(QImage.Format.Format_RGBA8888).scaled(size, whole, smooth)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    scaled.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
