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

from protocol.mirror.decode.decoder import Area, BadUpdate, Decoder, Keep
from protocol.mirror.encode.encoder import Encoder
from protocol.mirror.picture.stream import (
    AREA_HEADER,
    AREA_PIXELS,
    KEEP,
    KEPT,
    PIXELS,
    PLAIN_LIMIT,
    PREDICTED,
)
from protocol.mirror.picture.tiles import Rect
from protocol.vocabulary.content import PART_LIMIT
from tests.protocol.mirror.dishonest import (
    BAD,
    HEIGHT,
    NO_JPEG,
    WIDTH,
    area,
    copy,
    jpeg_area,
    photograph,
    planar,
    stream,
)


def test_an_honest_part_becomes_its_areas():
    plain = AREA_HEADER.pack(PIXELS, 1, 2, 2, 1) + b"\x01\x02\x03\x04\x05\x06" + area(0, 0, 1, 1)
    areas = Decoder(WIDTH, HEIGHT).part(stream(plain), final=True)
    assert [a.rect for a in areas] == [Rect(1, 2, 2, 1), Rect(0, 0, 1, 1)]
    assert areas[0].pixels.tolist() == [[[1, 2, 3, 255], [4, 5, 6, 255]]]


def test_an_area_may_come_byte_by_byte():
    decoder, data = Decoder(WIDTH, HEIGHT), stream(area(0, 0, 5, 5))
    found = [decoder.part(data[k : k + 1], final=k == len(data) - 1) for k in range(len(data))]
    assert [[a.rect for a in areas] for areas in found if areas] == [[Rect(0, 0, 5, 5)]]


@pytest.mark.parametrize("sampling", ["420", "444"])
def test_a_photograph_becomes_its_pixels(sampling):
    data = photograph(sampling=sampling)
    (found,) = Decoder(WIDTH, HEIGHT).part(stream(jpeg_area(data)), final=True)
    assert found.rect == Rect(0, 0, 16, 8)
    assert found.pixels.tolist() == simplejpeg.decode_jpeg(data, "BGRA").tolist()


def test_a_copy_says_where_its_pixels_are():
    (found,) = Decoder(WIDTH, HEIGHT).part(stream(copy(1, 2, 30, 40, 34, 8)), final=True)
    assert found == Area(Rect(1, 2, 30, 40), None, Rect(34, 8, 30, 40))


def test_what_is_to_be_kept_and_comes_back_says_on_which_plane():
    plain = planar(KEEP, 2, Rect(1, 2, 30, 40)) + planar(KEPT, 0, Rect(3, 4, 5, 6))
    assert Decoder(WIDTH, HEIGHT).part(stream(plain), final=True) == [
        Keep(Rect(1, 2, 30, 40), 2),
        Area(Rect(3, 4, 5, 6), None, plane=0),
    ]


def test_a_mirror_that_is_too_large_for_planes_has_none():
    with pytest.raises(BadUpdate):
        Decoder(4000, 4000).part(stream(planar(KEEP, 0, Rect(0, 0, 1, 1))), final=True)


def test_predicted_pixels_are_restored_from_the_middle_of_a_part():
    plain = area(0, 0, 1, 1) + AREA_HEADER.pack(PREDICTED, 0, 1, 2, 1) + b"\x05\x01\x02\x00\x03\x00"
    _, found = Decoder(WIDTH, HEIGHT).part(stream(plain), final=True)
    assert found.pixels.tolist() == [[[7, 5, 8, 255], [8, 6, 9, 255]]]


@pytest.mark.parametrize("data", NO_JPEG.values(), ids=NO_JPEG)
def test_what_is_no_honest_photograph_is_refused(data):
    with pytest.raises(BadUpdate):
        Decoder(WIDTH, HEIGHT).part(stream(jpeg_area(data)), final=False)


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
    for found in areas:
        rect = found.rect
        if isinstance(found, Area) and found.source is None and found.plane is None:
            assert found.pixels.shape == (rect.height, rect.width, 4)
        assert rect.x + rect.width <= WIDTH
        assert rect.y + rect.height <= HEIGHT


BOMB = """
import resource, sys, time
import zstandard
from protocol.mirror.decode.decoder import BadUpdate, Decoder
from protocol.mirror.picture.stream import WINDOW_LOG
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
