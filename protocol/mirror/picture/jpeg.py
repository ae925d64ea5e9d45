"""Photographs and film as JPEG: at the quality that a number of bytes pays for, and back, trusting nothing. Pure."""

from __future__ import annotations

import numpy as np
import simplejpeg

from protocol.mirror.picture.tiles import Picture

# Bytes of a picture over its bytes at quality 50; measured by tests/bench/jpeg_sizes.py.
_RELATIVE_SIZE = {15: 0.57, 25: 0.72, 35: 0.85, 50: 1.0, 60: 1.11, 70: 1.28, 80: 1.57}
_BYTES_A_PIXEL = 0.1  # at quality 50, as long as nothing is known
_LEARN = 0.3  # of what is known is replaced by each picture

_SOI, _SOF0, _DHT, _SOS, _DQT, _DRI, _COM = 0xD8, 0xC0, 0xC4, 0xDA, 0xDB, 0xDD, 0xFE
_HARMLESS = {_DHT, _DQT, _DRI, _COM, *range(0xE0, 0xF0)}
_SAMPLINGS = {bytes((0x11, 0x11, 0x11)), bytes((0x22, 0x11, 0x11))}  # 4:4:4, 4:2:0


class BadJpeg(Exception):
    """Not a baseline JPEG of the size that was announced."""


class Quality:
    """Chooses a quality by what the pictures before have cost."""

    def __init__(self) -> None:
        self._bytes_a_pixel = _BYTES_A_PIXEL  # at quality 50

    def choose(self, pixels: int, budget: float) -> int:
        """Return the best quality at which `pixels` take about `budget` bytes; the lowest where none does."""
        fitting = [q for q, size in _RELATIVE_SIZE.items() if size * self._bytes_a_pixel * pixels <= budget]
        return max(fitting, default=min(_RELATIVE_SIZE))

    def learn(self, quality: int, pixels: int, size: int) -> None:
        """Note that `pixels` took `size` bytes."""
        weight = _LEARN * min(1.0, pixels / 100_000)
        self._bytes_a_pixel += weight * (size / pixels / _RELATIVE_SIZE[quality] - self._bytes_a_pixel)


def compress(pixels: Picture, quality: int) -> bytes:
    """Return BGRX `pixels` as a JPEG; its colours at half the resolution, since the exact ones follow."""
    data: bytes = simplejpeg.encode_jpeg(np.ascontiguousarray(pixels), quality, "BGRX", "420", fastdct=False)
    return data


def expand(data: bytes, width: int, height: int) -> Picture:
    """Return the BGRX pixels (X = 255) of a JPEG of `width` x `height`.

    Raises:
        BadJpeg: it is not one; found out before memory is spent on it.
    """
    _check_header(data, width, height)
    try:
        pixels: Picture = simplejpeg.decode_jpeg(data, "BGRA")
    except ValueError as error:
        raise BadJpeg("damaged") from error
    if pixels.shape != (height, width, 4):
        raise BadJpeg("another size")
    return pixels


def _check_header(data: bytes, width: int, height: int) -> None:
    """Walk the segments up to the scan: one baseline frame of this size, and one scan with all its colours."""
    if data[:2] != bytes((0xFF, _SOI)):
        raise BadJpeg("no JPEG")
    at, framed = 2, False
    while at + 4 <= len(data):
        mark, kind, size = data[at], data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        body = data[at + 4 : at + 2 + size]
        if mark != 0xFF or size < 2 or len(body) != size - 2:
            raise BadJpeg("broken segment")
        if kind == _SOS:
            if not framed or body[:1] != b"\x03":
                raise BadJpeg("not one scan")
            return
        if kind == _SOF0 and not framed:
            _check_frame(body, width, height)
            framed = True
        elif kind not in _HARMLESS:
            raise BadJpeg("not baseline")
        at += 2 + size
    raise BadJpeg("ends too soon")


def _check_frame(body: bytes, width: int, height: int) -> None:
    """Hold a frame's header to 8 bits, the announced size, and three colours at 4:4:4 or 4:2:0."""
    size = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    if len(body) != 15 or body[:6] != b"\x08" + size + b"\x03" or body[7::3] not in _SAMPLINGS:
        raise BadJpeg("another frame")
