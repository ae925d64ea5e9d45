"""What encoder and decoder agree on: how a stream of updates is made, and its limits.

All updates of a receiver are one zstd stream, flushed at the end of each update and within large ones, so that what was
on the screen once costs next to nothing when it comes again, moves or scrolls. The plain stream is a sequence of areas:
x, y, width, height (16 bits each, little-endian), then the pixels row by row, three bytes each (blue, green, red).
"""

from __future__ import annotations

import struct

WINDOW_LOG = 26  # the stream refers back to at most 64 MiB; both sides hold that much
PLAIN_LIMIT = 2 << 20  # bytes of the plain stream that one part may stand for
AREA_PIXELS = 160_000  # of one area, at most
AREA_HEADER = struct.Struct("<HHHH")
