"""What encoder and decoder agree on: how a stream of updates is made, and its limits.

All updates of a receiver are one zstd stream, flushed at the end of each update, so that what was on the screen once
costs next to nothing when it comes again. The plain stream is a sequence of areas. Each begins with its kind and x, y,
width, height (8 and 4 x 16 bits, little-endian); what follows depends on the kind:

* `PIXELS`: the pixels row by row, three bytes each (blue, green, red);
* `PREDICTED`: as many bytes, made by `predict`, for photographs;
* `JPEG`: the length in bytes (32 bits), then a baseline JPEG of exactly that size in pixels, 4:2:0 or 4:4:4;
* `COPY`: x and y (2 x 16 bits) of where in the mirror, as the areas before have left it, the same pixels already are;
* `KEEP`: the number of a plane (8 bits) onto which the mirror's pixels, as they are before this area, are copied;
* `KEPT`: the number of a plane (8 bits) whose pixels are copied into the mirror.

A plane is a picture as large as the mirror, which is not seen; see `kept`. Areas of one update are disjoint, those of
`KEEP` among each other. Of a JPEG the exact pixels follow in a later update.
"""

from __future__ import annotations

import struct

WINDOW_LOG = 25  # the stream refers back to at most 32 MiB
PLAIN_LIMIT = 2 << 20  # bytes of the plain stream that one part may stand for
AREA_PIXELS = 160_000  # of one area, at most
JPEG_LIMIT = 512 * 1024  # bytes of one area's JPEG
AREA_HEADER = struct.Struct("<BHHHH")
JPEG_HEADER = struct.Struct("<I")
COPY_HEADER = struct.Struct("<HH")
PLANE_HEADER = struct.Struct("<B")
PIXELS, PREDICTED, JPEG, COPY, KEEP, KEPT = range(6)
_PLANES_LIMIT = 3
_PLANES_BYTES = 32 << 20  # of all planes of a mirror


def planes_of(width: int, height: int) -> int:
    """Return how many planes a mirror of `width` x `height` pixels has."""
    return min(_PLANES_LIMIT, _PLANES_BYTES // (4 * width * height))
