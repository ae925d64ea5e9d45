"""Parts from a peer that may be anyone."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import simplejpeg
import zstandard
from hypothesis import example, given, settings
from hypothesis import strategies as st

from protocol.content import PART_LIMIT
from protocol.mirror.decoder import BadUpdate, Decoder
from protocol.mirror.encoder import Encoder
from protocol.mirror.stream import (
    AREA_HEADER,
    AREA_PIXELS,
    COPY,
    COPY_HEADER,
    JPEG,
    JPEG_HEADER,
    JPEG_LIMIT,
    PIXELS,
    PLAIN_LIMIT,
    PREDICTED,
    WINDOW_LOG,
)
from protocol.mirror.tiles import Rect

WIDTH, HEIGHT = 64, 48


def stream(plain: bytes, window_log: int = WINDOW_LOG) -> bytes:
    parameters = zstandard.ZstdCompressionParameters.from_level(1, window_log=window_log)
    compressor = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    return compressor.compress(plain) + compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)


def area(x: int, y: int, width: int, height: int, size: int | None = None) -> bytes:
    return AREA_HEADER.pack(PIXELS, x, y, width, height) + bytes(3 * width * height if size is None else size)


def test_an_honest_part_becomes_its_areas():
    plain = AREA_HEADER.pack(PIXELS, 1, 2, 2, 1) + b"\x01\x02\x03\x04\x05\x06" + area(0, 0, 1, 1)
    areas = Decoder(WIDTH, HEIGHT).part(stream(plain), final=True)
    assert [a.rect for a in areas] == [Rect(1, 2, 2, 1), Rect(0, 0, 1, 1)]
    assert areas[0].pixels.tolist() == [[[1, 2, 3, 255], [4, 5, 6, 255]]]


def test_an_area_may_come_byte_by_byte():
    decoder, data = Decoder(WIDTH, HEIGHT), stream(area(0, 0, 5, 5))
    found = [decoder.part(data[k : k + 1], final=k == len(data) - 1) for k in range(len(data))]
    assert [[a.rect for a in areas] for areas in found if areas] == [[Rect(0, 0, 5, 5)]]


def photograph(width: int = 16, height: int = 8, sampling: str = "420", colours: int = 3) -> bytes:
    pixels = np.random.default_rng(1).integers(0, 256, (height, width, colours), np.uint8)
    space = "BGR" if colours == 3 else "GRAY"
    return simplejpeg.encode_jpeg(pixels, 50, space, sampling if colours == 3 else "Gray")


def jpeg_area(data: bytes, width: int = 16, height: int = 8, size: int | None = None) -> bytes:
    return AREA_HEADER.pack(JPEG, 0, 0, width, height) + JPEG_HEADER.pack(len(data) if size is None else size) + data


def copy(x: int, y: int, width: int, height: int, from_x: int, from_y: int) -> bytes:
    return AREA_HEADER.pack(COPY, x, y, width, height) + COPY_HEADER.pack(from_x, from_y)


@pytest.mark.parametrize("sampling", ["420", "444"])
def test_a_photograph_becomes_its_pixels(sampling):
    data = photograph(sampling=sampling)
    (found,) = Decoder(WIDTH, HEIGHT).part(stream(jpeg_area(data)), final=True)
    assert found.rect == Rect(0, 0, 16, 8)
    assert found.pixels.tolist() == simplejpeg.decode_jpeg(data, "BGRA").tolist()


def test_a_copy_says_where_its_pixels_are():
    (found,) = Decoder(WIDTH, HEIGHT).part(stream(copy(1, 2, 30, 40, 34, 8)), final=True)
    assert found == (Rect(1, 2, 30, 40), None, Rect(34, 8, 30, 40))


def test_predicted_pixels_are_restored_from_the_middle_of_a_part():
    plain = area(0, 0, 1, 1) + AREA_HEADER.pack(PREDICTED, 0, 1, 2, 1) + b"\x05\x01\x02\x00\x03\x00"
    _, found = Decoder(WIDTH, HEIGHT).part(stream(plain), final=True)
    assert found.pixels.tolist() == [[[7, 5, 8, 255], [8, 6, 9, 255]]]


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


@pytest.mark.parametrize("data", NO_JPEG.values(), ids=NO_JPEG)
def test_what_is_no_honest_photograph_is_refused(data):
    with pytest.raises(BadUpdate):
        Decoder(WIDTH, HEIGHT).part(stream(jpeg_area(data)), final=False)


BAD = {
    "area of no known kind": (stream(AREA_HEADER.pack(9, 0, 0, 1, 1) + bytes(3)), False),
    "copy from right of the screen": (stream(copy(0, 0, 2, 2, WIDTH - 1, 0)), False),
    "copy from below the screen": (stream(copy(0, 0, 2, 2, 0, HEIGHT - 1)), False),
    "copies of more than the screen holds": (stream(copy(0, 0, WIDTH, HEIGHT, 0, 0) * 2), False),
    "JPEG of more bytes than one may have": (stream(jpeg_area(b"", size=JPEG_LIMIT + 1)), False),
    "ends within a JPEG": (stream(jpeg_area(GOOD[:50], size=len(GOOD))), True),
    "ends within the place of a copy": (stream(copy(0, 0, 2, 2, 0, 0)[:-1]), True),
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


@pytest.mark.parametrize(("data", "final"), BAD.values(), ids=BAD)
def test_what_no_honest_encoder_sends_is_refused(data, final):
    with pytest.raises(BadUpdate):
        Decoder(WIDTH, HEIGHT).part(data, final=final)


def test_an_area_larger_than_a_band_is_refused_even_if_the_screen_holds_it():
    with pytest.raises(BadUpdate):
        Decoder(4000, 4000).part(stream(area(0, 0, 4000, AREA_PIXELS // 4000 + 1, size=0)), final=False)


def test_an_update_may_hold_the_whole_screen_again_after_the_one_before_has_ended():
    compressor = zstandard.ZstdCompressor().compressobj()
    decoder = Decoder(WIDTH, HEIGHT)
    for _ in range(3):
        data = compressor.compress(area(0, 0, WIDTH, HEIGHT)) + compressor.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        assert len(decoder.part(data, final=True)) == 1


def test_a_part_that_stands_for_more_than_a_part_may_is_refused():
    data = stream(area(0, 0, 300, 500) * (PLAIN_LIMIT // 450_000 + 1))
    assert len(data) < PART_LIMIT
    with pytest.raises(BadUpdate):
        Decoder(16_000, 2_000).part(data, final=False)


@given(st.binary(max_size=400), st.booleans())
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_decoded_or_refused(data, final):
    _feed(Decoder(WIDTH, HEIGHT), data, final)


@given(st.binary(max_size=400), st.booleans())
@settings(max_examples=300, deadline=None)
@example(AREA_HEADER.pack(PIXELS, 0, 0, 1, 1), True)
def test_any_bytes_within_a_stream_are_decoded_or_refused(plain, final):
    _feed(Decoder(WIDTH, HEIGHT), stream(plain), final)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_damage_to_an_honest_update_is_decoded_within_bounds_or_refused(data):
    frame = np.random.default_rng(5).integers(0, 9, (HEIGHT, WIDTH, 4), np.uint8)
    encoded = bytearray(b"".join(part.data for part in Encoder(WIDTH, HEIGHT).update(frame)))
    for _ in range(data.draw(st.integers(1, 3))):
        encoded[data.draw(st.integers(0, len(encoded) - 1))] = data.draw(st.integers(0, 255))
    _feed(Decoder(WIDTH, HEIGHT), bytes(encoded), True)


def _feed(decoder: Decoder, data: bytes, final: bool) -> None:
    try:
        areas = decoder.part(data, final)
    except BadUpdate:
        return
    for rect, pixels, source in areas:
        assert source is not None or pixels.shape == (rect.height, rect.width, 4)
        assert rect.x + rect.width <= WIDTH
        assert rect.y + rect.height <= HEIGHT


BOMB = """
import resource, sys, time
import zstandard
from protocol.mirror.decoder import BadUpdate, Decoder
from protocol.mirror.stream import WINDOW_LOG
parameters = zstandard.ZstdCompressionParameters.from_level(19, window_log=WINDOW_LOG)
bomb = zstandard.ZstdCompressor(compression_params=parameters).compress(bytes(400_000_000))[:60 * 1024]
decoder = Decoder(5600, 6000)
before, start = resource.getrusage(resource.RUSAGE_SELF), time.process_time()
try:
    decoder.part(bomb, final=False)
except BadUpdate:
    after = resource.getrusage(resource.RUSAGE_SELF)
    print(after.ru_maxrss - before.ru_maxrss, time.process_time() - start)
"""


def test_a_bomb_costs_its_receiver_little_memory_and_little_time():
    script = BOMB.replace("bytes(400_000_000)", "(b'\\0\\0\\0\\0\\xe0\\x15\\x1c\\0' + bytes(470_400)) * 800")
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    kib, seconds = ran.stdout.split()
    assert int(kib) < 64 * 1024
    assert float(seconds) < 0.5
