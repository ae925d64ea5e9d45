"""Parts that no honest sender of a picture makes, for everything that decodes some."""

from __future__ import annotations

import numpy as np
import simplejpeg
import zstandard

from protocol.mirror.picture.stream import (
    AREA_HEADER,
    COPY,
    COPY_HEADER,
    JPEG,
    JPEG_HEADER,
    JPEG_LIMIT,
    KEEP,
    KEPT,
    PIXELS,
    PLANE_HEADER,
    WINDOW_LOG,
    planes_of,
)
from protocol.mirror.picture.tiles import Rect
from protocol.vocabulary.content import PART_LIMIT

WIDTH, HEIGHT = 64, 48


def stream(plain: bytes, window_log: int = WINDOW_LOG) -> bytes:
    parameters = zstandard.ZstdCompressionParameters.from_level(1, window_log=window_log)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    return compressor.compress(plain) + compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


def area(x: int, y: int, width: int, height: int, size: int | None = None) -> bytes:
    return AREA_HEADER.pack(PIXELS, x, y, width, height) + bytes(3 * width * height if size is None else size)


def photograph(width: int = 16, height: int = 8, sampling: str = "420", colours: int = 3) -> bytes:
    pixels = np.random.default_rng(1).integers(0, 256, (height, width, colours), np.uint8)
    space = "BGR" if colours == 3 else "GRAY"
    return simplejpeg.encode_jpeg(pixels, 50, space, sampling if colours == 3 else "Gray")


def jpeg_area(data: bytes, width: int = 16, height: int = 8, size: int | None = None) -> bytes:
    return AREA_HEADER.pack(JPEG, 0, 0, width, height) + JPEG_HEADER.pack(len(data) if size is None else size) + data


def copy(x: int, y: int, width: int, height: int, from_x: int, from_y: int) -> bytes:
    return AREA_HEADER.pack(COPY, x, y, width, height) + COPY_HEADER.pack(from_x, from_y)


def planar(kind: int, plane: int, rect: Rect) -> bytes:
    return AREA_HEADER.pack(kind, *rect) + PLANE_HEADER.pack(plane)


SCREEN = Rect(0, 0, WIDTH, HEIGHT)
PLANES = planes_of(WIDTH, HEIGHT)
GOOD = photograph()
FRAME = GOOD.index(b"\xff\xc0")
SCAN = GOOD.index(b"\xff\xda")
NO_JPEG = {
    "another format": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "nothing": b"",
    "no more than its beginning": GOOD[:2],
    "ends before its scan": GOOD[:SCAN],
    "ends within its scan": GOOD[: SCAN + 30],
    "a segment that ends too late": GOOD[: FRAME + 2] + b"\xff\xff" + GOOD[FRAME + 4 :],
    "a segment without length": GOOD[:2] + b"\xff\xfe\x00\x01" + GOOD[2:],
    "wider than its area": photograph(17, 8),
    "higher than its area": photograph(16, 9),
    "of the largest size": GOOD[: FRAME + 5] + b"\xff\xff\xff\xff" + GOOD[FRAME + 9 :],
    "progressive": GOOD[: FRAME + 1] + b"\xc2" + GOOD[FRAME + 2 :],
    "arithmetic": GOOD[: FRAME + 1] + b"\xc9" + GOOD[FRAME + 2 :],
    "of twelve bits": GOOD[: FRAME + 4] + b"\x0c" + GOOD[FRAME + 5 :],
    "two frames": GOOD[:SCAN] + GOOD[FRAME : FRAME + 19] + GOOD[SCAN:],
    "no frame": GOOD[:FRAME] + GOOD[FRAME + 19 :],
    "grey": photograph(colours=1),
    "of another sampling": photograph(sampling="422"),
    "a scan for each colour": GOOD[: SCAN + 4] + b"\x01" + GOOD[SCAN + 5 :],
}


BAD = {
    "area of no known kind": (stream(AREA_HEADER.pack(9, 0, 0, 1, 1) + bytes(3)), False),
    "copy from right of the screen": (stream(copy(0, 0, 2, 2, WIDTH - 1, 0)), False),
    "copy from below the screen": (stream(copy(0, 0, 2, 2, 0, HEIGHT - 1)), False),
    "copies of more than the screen holds": (stream(copy(0, 0, WIDTH, HEIGHT, 0, 0) * 2), False),
    "JPEG of more bytes than one may have": (stream(jpeg_area(b"", size=JPEG_LIMIT + 1)), False),
    "ends within a JPEG": (stream(jpeg_area(GOOD[:50], size=len(GOOD))), True),
    "ends within the place of a copy": (stream(copy(0, 0, 2, 2, 0, 0)[:-1]), True),
    "no such plane to keep on": (stream(planar(KEEP, PLANES, Rect(0, 0, 2, 2))), False),
    "no such plane to bring back": (stream(planar(KEPT, PLANES, Rect(0, 0, 2, 2))), False),
    "kept from below the screen": (stream(planar(KEEP, 0, Rect(0, 1, 2, HEIGHT))), False),
    "more kept than the screen holds": (stream(planar(KEEP, 0, SCREEN) + planar(KEEP, 1, SCREEN)), False),
    "more brought back than the screen holds": (stream(planar(KEPT, 0, SCREEN) * 2), False),
    "ends within the number of a plane": (stream(planar(KEEP, 0, SCREEN)[:-1]), True),
    "no stream": (b"hello, this is not zstd", False),
    "empty area": (stream(area(0, 0, 0, 5)), False),
    "area without height": (stream(area(0, 0, 5, 0)), False),
    "right of the screen": (stream(area(1, 0, WIDTH, 1)), False),
    "left corner outside": (stream(area(65535, 0, 1, 1)), False),
    "below the screen": (stream(area(0, 1, 1, HEIGHT)), False),
    "far larger than the screen": (stream(area(0, 0, 65535, 65535, size=10)), False),
    "ends within a header": (stream(area(0, 0, 1, 1)[:6]), True),
    "ends within pixels": (stream(area(0, 0, 2, 2, size=11)), True),
    "more bytes than pixels": (stream(area(0, 0, 2, 2, size=13)), True),
    "more areas than the screen holds": (stream(area(0, 0, WIDTH, HEIGHT) + area(0, 0, 1, 1)), True),
    "window too long": (stream(area(0, 0, 1, 1), window_log=WINDOW_LOG + 1), True),
    "part too long": (bytes(PART_LIMIT + 1), False),
    "frame that declares a terabyte": (b"\x28\xb5\x2f\xfd\xe0" + (1 << 40).to_bytes(8, "little"), False),
    "frame with a dictionary": (b"\x28\xb5\x2f\xfd\x21\x07\x05\x01\x00\x00", False),
}
