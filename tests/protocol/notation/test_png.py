"""A picture from elsewhere is plain and whole, or refused before anything draws it."""

import random
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.notation import png
from tests.helpers.pictures import chunk, header, picture, rows

SIDE = 256
BOMB = chunk(b"IDAT", zlib.compress(bytes(50_000_000), 9))


def test_a_plain_picture_is_taken() -> None:
    png.check(picture(), side=SIDE)
    png.check(picture(width=SIDE, height=SIDE), side=SIDE)
    rgb = chunk(b"IDAT", zlib.compress(rows(pixel=3)))
    png.check(picture(head=header(colours=2), data=rgb), side=SIDE)


def test_its_data_may_come_in_parts() -> None:
    packed = zlib.compress(rows())
    png.check(picture(data=chunk(b"IDAT", packed[:3]) + chunk(b"IDAT") + chunk(b"IDAT", packed[3:])), side=SIDE)


@pytest.mark.parametrize(
    ("what", "bad"),
    [
        ("empty", b""),
        ("another format", b"GIF89a" + bytes(40)),
        ("only a signature", png.SIGNATURE),
        ("no data", picture(data=b"")),
        ("no end", picture(end=b"")),
        ("something behind the end", picture() + b"x"),
        ("two ends", picture(end=chunk(b"IEND") * 2)),
        ("data before the header", picture(head=b"", extra=chunk(b"IDAT"))),
        ("two headers", picture(extra=header())),
        ("too wide", picture(width=SIDE + 1)),
        ("too high", picture(height=SIDE + 1)),
        ("enormous", picture(head=header(2**31 - 1, 2**31 - 1))),
        ("no width", picture(head=header(width=0))),
        ("16 bits", picture(head=header(depth=16))),
        ("a palette", picture(head=header(colours=3))),
        ("grey", picture(head=header(colours=0))),
        ("interlaced", picture(head=header(interlaced=1))),
        ("a text that unpacks", picture(extra=chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(1_000_000))))),
        ("a colour profile", picture(extra=chunk(b"iCCP", b"a\0\0" + zlib.compress(b"x")))),
        ("an unknown chunk", picture(extra=chunk(b"abcD"))),
        ("data that unpack to too little", picture(height=3, data=chunk(b"IDAT", zlib.compress(rows())))),
        ("data that unpack to too much", picture(data=BOMB)),
        ("data behind the data", picture(data=chunk(b"IDAT", zlib.compress(rows()) + b"more"))),
        ("data that do not unpack", picture(data=chunk(b"IDAT", b"nonsense"))),
        ("an unknown filter", picture(data=chunk(b"IDAT", zlib.compress(rows(filter_=5))))),
        ("a wrong sum", picture()[:-1] + b"\0"),
        ("a chunk longer than the file", picture(extra=struct.pack(">I", 2**31 - 1) + b"tEXt")),
    ],
)
def test_anything_else_is_refused(what: str, bad: bytes) -> None:
    with pytest.raises(png.BadPng):
        png.check(bad, side=SIDE)


def test_what_a_picture_does_not_need_is_left_out() -> None:
    adorned = picture(extra=chunk(b"tEXt", b"who made it") + chunk(b"pHYs", bytes(9)))
    assert png.bare(adorned) == picture()
    with pytest.raises(png.BadPng):
        png.bare(b"no picture at all")


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32), changes=st.integers(1, 8), sums=st.booleans())
def test_a_picture_with_changed_bytes_is_taken_or_refused_and_nothing_else(seed: int, changes: int, sums: bool) -> None:
    chance = random.Random(seed)
    bad = bytearray(picture(width=9, height=5))
    for _ in range(changes):
        bad[chance.randrange(len(bad))] = chance.randrange(256)
    if sums:  # right ones, so that what is behind them is read
        bad = bytearray(png.SIGNATURE) + b"".join(
            chunk(bytes(bad[at + 4 : at + 8]), bytes(bad[at + 8 : at + 8 + length])) for at, length in _places()
        )
    try:
        png.check(bytes(bad), side=SIDE)
    except png.BadPng:
        return


def _places() -> list[tuple[int, int]]:
    data = picture(width=9, height=5)
    at, found = 8, []
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        found.append((at, length))
        at += 12 + length
    return found
