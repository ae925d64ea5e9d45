"""Small PNG files, right and wrong, made by hand."""

import struct
import zlib

from protocol.notation import png


def chunk(kind, data=b""):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def header(width=2, height=2, depth=8, colours=6, interlaced=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlaced))


def rows(width=2, height=2, pixel=4, filter_=0):
    return bytes([filter_, *(width * pixel * [128])]) * height


def picture(*, width=2, height=2, head=None, data=None, extra=b"", end=None):
    """Return a picture of `width` x `height` grey pixels, RGBA, or what is left of it."""
    body = chunk(b"IDAT", zlib.compress(rows(width, height))) if data is None else data
    first = header(width, height) if head is None else head
    return png.SIGNATURE + first + extra + body + (chunk(b"IEND") if end is None else end)
