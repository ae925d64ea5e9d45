"""The pointer where a system does not tell how it looks: a plain arrow."""

from __future__ import annotations

import struct

from protocol.mirror.capture.common.source import Shape

_ROWS = """
#
##
#.#
#..#
#...#
#....#
#.....#
#......#
#.......#
#........#
#.........#
#......#####
#...#..#
#..##..#
#.#  #..#
##   #..#
#     #..#
      #..#
       ##
""".strip("\n").split("\n")

_COLOURS = {"#": 0xFF000000, ".": 0xFFFFFFFF, " ": 0}


def _arrow() -> Shape:
    width = max(map(len, _ROWS))
    words = [_COLOURS[sign] for row in _ROWS for sign in row.ljust(width)]
    return Shape(width, len(_ROWS), 0, 0, struct.pack(f"<{len(words)}I", *words))


ARROW = _arrow()
