"""Our sign, an SVG, as the pictures that systems want: PNG of any size, Windows' .ico and macOS' .icns."""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ICNS_KINDS = {128: b"ic07", 256: b"ic08", 512: b"ic09", 1024: b"ic10"}
ICO_SIDES = (16, 20, 24, 32, 48, 64, 128, 256)
_HEADER = struct.Struct("<HHH")  # reserved, 1 for an icon, pictures
_ENTRY = struct.Struct("<BBBBHHII")  # width, height (0: 256), colours, reserved, planes, bits, size, offset


def png(svg: Path, side: int) -> bytes:
    """Return the picture in `svg` as a PNG of `side` x `side` pixels."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, the binding text
    return bytes(buffer.data().data())


def write_icon(svg: Path, ico: Path) -> None:
    """Write the picture in `svg` as an icon file that holds PNGs of all of ICO_SIDES."""
    pictures = [png(svg, side) for side in ICO_SIDES]
    offset = _HEADER.size + _ENTRY.size * len(pictures)
    entries = b""
    for side, picture in zip(ICO_SIDES, pictures, strict=True):
        entries += _ENTRY.pack(side % 256, side % 256, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    ico.write_bytes(_HEADER.pack(0, 1, len(pictures)) + entries + b"".join(pictures))


def write_icns(svg: Path, icns: Path) -> None:
    """Write the picture in `svg` as macOS' kind of icon file."""
    parts = b""
    for side, kind in ICNS_KINDS.items():
        picture = png(svg, side)
        parts += kind + struct.pack(">I", len(picture) + 8) + picture
    icns.write_bytes(b"icns" + struct.pack(">I", len(parts) + 8) + parts)
