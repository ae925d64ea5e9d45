"""Updates, and that a mirror made of them is the source, pixel by pixel."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.mirror.decode.canvas import Canvas
from protocol.mirror.decode.decoder import Decoder
from protocol.mirror.encode.encoder import Encoder, Pace, Part
from protocol.mirror.picture.packed import pack
from protocol.mirror.picture.stream import (
    AREA_HEADER,
    COPY,
    COPY_HEADER,
    JPEG,
    JPEG_HEADER,
    KEEP,
    KEPT,
    PIXELS,
    PLANE_HEADER,
    PREDICTED,
)
from protocol.mirror.picture.tiles import Picture, Rect
from protocol.vocabulary.content import PART_LIMIT, WHOLE_VIEWER, Capabilities, Program

AT_ONCE = Pace(exactly=True)
SIZES = {COPY: COPY_HEADER.size, KEEP: PLANE_HEADER.size, KEPT: PLANE_HEADER.size}


class Screen:
    """A picture that is drawn on, what a receiver makes of it, and a source of noise."""

    def __init__(self, width: int, height: int, seed: int = 1, takes: Capabilities = WHOLE_VIEWER) -> None:
        self.plain = zstandard.ZstdDecompressor(max_window_size=1 << min(25, takes.window_log)).decompressobj()
        self.plain_bytes = b""
        self.noise = np.random.default_rng(seed)
        self.frame = np.zeros((height, width, 4), np.uint8)
        self.encoder = Encoder(width, height, takes)
        self.decoder, self.canvas = Decoder(width, height), Canvas(width, height)

    def draw(self, rect: Rect, kind: str) -> None:
        pixels = rect.within(self.frame)
        if kind == "noise":
            pixels[..., :3] = self.noise.integers(0, 256, (*pixels.shape[:2], 3), np.uint8)
        elif kind == "colour":
            pixels[..., :3] = self.noise.integers(0, 256, 3, np.uint8)
        elif kind == "scroll":
            pixels[:-1] = pixels[1:].copy()
        elif kind == "drag":
            pixels[:] = np.roll(pixels, self.noise.integers(-60, 60, 2), axis=(0, 1))
        self.encoder.damage([rect])

    def show(self, picture: Picture, rect: Rect) -> None:
        rect.within(self.frame)[:] = rect.within(picture)
        self.encoder.damage([rect])

    def send(self, pace: Pace = AT_ONCE) -> list[Part]:
        """Send all parts of what has changed."""
        return self._deliver(self.encoder.update(self.frame, pace))

    def sharpen(self, pace: Pace) -> list[Part]:
        """Send a little of what was not exact."""
        return self._deliver(self.encoder.sharpen(pace))

    def _deliver(self, made: Iterator[Part] | None) -> list[Part]:
        parts = list(made or ())
        for part in parts:
            self.canvas.apply(self.decoder.part(part.data, part.final))
            self.plain_bytes += self.plain.decompress(part.data)
        return parts

    def kinds(self) -> set[int]:
        """Return the kinds of areas that were sent so far."""
        found, at = set(), 0
        while at < len(self.plain_bytes):
            kind, _, _, width, height = AREA_HEADER.unpack_from(self.plain_bytes, at)
            found.add(kind)
            at += AREA_HEADER.size
            if kind == JPEG:
                at += JPEG_HEADER.size + JPEG_HEADER.unpack_from(self.plain_bytes, at)[0]
            else:
                at += SIZES.get(kind, 3 * width * height)
        return found

    def assert_exact(self) -> None:
        assert np.array_equal(self.canvas.pixels[..., :3], self.frame[..., :3])


def whole(screen: Screen) -> Rect:
    return Rect(0, 0, screen.frame.shape[1], screen.frame.shape[0])


@given(
    st.integers(1, 90),
    st.integers(1, 90),
    st.lists(
        st.tuples(st.floats(0, 0.99), st.floats(0, 0.99), st.floats(0, 1), st.floats(0, 1), st.booleans()).flatmap(
            lambda place: st.tuples(st.just(place), st.sampled_from(["noise", "colour", "scroll", "nothing"]))
        ),
        max_size=12,
    ),
)
@settings(max_examples=100, deadline=None)
def test_a_mirror_is_exact_whenever_the_receiver_has_had_room(width, height, steps):
    screen = Screen(width, height)
    for (left, top, right, bottom, room), kind in steps:
        x, y = int(left * width), int(top * height)
        screen.draw(Rect(x, y, 1 + int(right * (width - x - 1)), 1 + int(bottom * (height - y - 1))), kind)
        if room:
            screen.send()
            screen.assert_exact()
    screen.send()
    screen.assert_exact()


class Film:
    """A stretch of something photographic, of which screens show a part."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.pixels = np.random.default_rng(seed).integers(0, 256, (height + 200, width + 200, 4), np.uint8)

    def show(self, screen: Screen, rect: Rect, across: int, down: int) -> None:
        rect.within(screen.frame)[..., :3] = self.pixels[down:, across:][: rect.height, : rect.width, :3]
        screen.encoder.damage([rect])


def page(window_log: int, kinds: tuple[int, ...]) -> Capabilities:
    return Capabilities(program=Program.PAGE, picture=True, window_log=window_log, kinds=kinds)


PLACE = st.tuples(*[st.floats(0, 0.99)] * 4)
STEP = st.one_of(
    st.tuples(st.just("draw"), PLACE, st.sampled_from(["noise", "colour", "scroll", "drag"])),
    st.tuples(st.just("film"), PLACE, st.tuples(st.integers(0, 199), st.integers(0, 199))),
    st.tuples(st.just("again"), PLACE, st.integers(0, 12)),
    st.tuples(st.just("send"), st.sampled_from([1e5, 1e6, 1e9]), st.sampled_from([0.01, 0.3])),
    st.tuples(st.just("sharpen"), st.sampled_from([1e5, 1e6, 1e9]), st.sampled_from([0.01, 0.3])),
)


def place_in(screen: Screen, place: tuple[float, float, float, float]) -> Rect:
    height, width = screen.frame.shape[:2]
    x, y = int(place[0] * width), int(place[1] * height)
    return Rect(x, y, 1 + int(place[2] * (width - x - 1)), 1 + int(place[3] * (height - y - 1)))


def sharpen_all(screen: Screen, now_s: float) -> None:
    for _ in range(1000):
        if screen.encoder.sharpen_due_s == math.inf:
            return
        now_s = max(now_s, screen.encoder.sharpen_due_s)
        assert screen.sharpen(Pace(1e6, now_s))
    raise AssertionError("it never becomes sharp")


@given(
    st.sampled_from([(333, 217), (256, 256), (90, 300)]),
    st.integers(0, 99),
    st.lists(st.lists(STEP, max_size=12), min_size=1, max_size=3),
    st.one_of(
        st.just(WHOLE_VIEWER),
        st.builds(page, st.integers(10, 31), st.lists(st.integers(0, 9), unique=True).map(tuple)),
    ),
)
@settings(max_examples=60, deadline=None)
def test_whatever_was_drawn_lossy_skipped_moved_or_resized_ends_bit_exact_with_any_codec_agreed(
    size, seed, sizes, takes
):
    for turn, steps in enumerate(sizes):  # another size is another stream
        screen = Screen(size[turn % 2], size[1 - turn % 2], seed, takes)
        film = Film(screen.frame.shape[1], screen.frame.shape[0], seed)
        now_s, before = 0.0, [screen.frame.copy()]
        for kind, first, second in steps:
            if kind == "draw":
                screen.draw(place_in(screen, first), second)
            elif kind == "film":
                film.show(screen, place_in(screen, first), *second)
            elif kind == "again":
                screen.show(before[second % len(before)], place_in(screen, first))
            else:
                before.append(screen.frame.copy())
                now_s += second
                (screen.send if kind == "send" else screen.sharpen)(Pace(first, now_s, (20, 20)))
        screen.send(Pace(1e5, now_s))
        sharpen_all(screen, now_s)
        screen.assert_exact()
        assert screen.kinds() <= {PIXELS, *takes.kinds}


@pytest.mark.parametrize("size", [(640, 480), (333, 271)])
def test_screens_that_come_back_cost_next_to_nothing_in_any_order(size):
    screen = Screen(*size)
    pictures = []
    for _ in range(3):
        screen.draw(whole(screen), "noise")
        pictures.append(screen.frame.copy())
    sizes = []
    for now_s, number in enumerate([0, 1, 2, 1, 0, 2, 0, 1, 2, 2, 1]):
        screen.show(pictures[number], whole(screen))
        sizes.append(sum(len(part.data) for part in screen.send(Pace(exactly=True, now_s=now_s))))
        screen.assert_exact()
    assert min(sizes[:3]) > 100_000
    assert max(sizes[3:]) < 200


def test_a_menu_that_closes_uncovers_what_was_there_and_the_next_one_as_well():
    screen = Screen(960, 640)
    screen.draw(whole(screen), "noise")
    desktop, menu = screen.frame.copy(), Rect(65, 33, 400, 300)
    screen.send(Pace(exactly=True, now_s=1.0))
    for opened_s in (2.0, 4.0):
        screen.draw(menu, "colour")
        screen.send(Pace(exactly=True, now_s=opened_s))
        screen.show(desktop, menu)
        assert sum(len(part.data) for part in screen.send(Pace(exactly=True, now_s=opened_s + 1))) < 60_000
        screen.assert_exact()


def test_a_film_is_not_kept():
    screen = Screen(640, 480)
    for frame in range(5):
        screen.draw(whole(screen), "noise")
        screen.send(Pace(exactly=True, now_s=frame / 25))
    assert KEEP not in screen.kinds()


@pytest.mark.parametrize("left_out", [PREDICTED, JPEG, COPY, KEEP, KEPT])
def test_a_receiver_is_sent_no_kind_of_area_that_it_does_not_take(left_out):
    def sent(takes: Capabilities) -> set[int]:
        screen = Screen(640, 480, 1, takes)
        film = Film(640, 480, 1)
        film.show(screen, whole(screen), 0, 0)
        screen.send(Pace(6e5, 0.0))
        film.show(screen, whole(screen), 0, 40)
        screen.send(Pace(6e5, 1.0))
        sharpen_all(screen, 1.0)
        before = screen.frame.copy()
        screen.draw(whole(screen), "noise")
        screen.send(Pace(6e5, 9.0))
        screen.show(before, whole(screen))
        screen.send(Pace(6e5, 9.1))
        sharpen_all(screen, 10.0)
        screen.assert_exact()
        return screen.kinds()

    everything = (PIXELS, PREDICTED, JPEG, COPY, KEEP, KEPT)
    assert left_out in sent(page(25, everything))
    assert left_out not in sent(page(25, tuple(kind for kind in everything if kind != left_out)))


def test_the_stream_looks_no_further_back_than_the_receiver_can():
    screen = Screen(640, 480, 1, page(18, (PIXELS,)))  # whose decompressor refuses a larger window
    for turn in range(3):
        Film(640, 480, turn).show(screen, whole(screen), 0, 0)
        screen.send()
    screen.assert_exact()


def test_a_photograph_comes_as_jpeg_at_once_and_exactly_once_it_has_stood_still():
    screen = Screen(640, 480)
    Film(640, 480, 1).show(screen, whole(screen), 0, 0)
    slow = Pace(6e5, 0.0)
    blurred = sum(len(part.data) for part in screen.send(slow))
    assert blurred < 0.5 * screen.frame[..., :3].nbytes
    with pytest.raises(AssertionError):
        screen.assert_exact()
    assert screen.encoder.sharpen_due_s == pytest.approx(0.2)
    assert screen.sharpen(slow) == []
    sharpen_all(screen, 0.0)
    screen.assert_exact()


def test_what_is_made_exact_is_near_the_pointer_first_and_only_a_little_at_once():
    screen = Screen(1280, 960)
    Film(1280, 960, 1).show(screen, whole(screen), 0, 0)
    screen.send(Pace(6e5, 0.0))
    parts = list(screen.encoder.sharpen(Pace(6e5, 1.0, (1000, 500))))
    areas = [area for part in parts for area in screen.decoder.part(part.data, part.final)]
    assert sum(area.rect.pixels for area in areas) < 20_000
    assert all(abs(area.rect.y - 500) < 64 for area in areas)


def test_drawn_things_are_exact_at_once_however_slow_the_link_is():
    screen = Screen(640, 480)
    for number in range(60):
        screen.draw(Rect(10 * number, 7 * number, 9, 60), "colour")
    screen.send(Pace(1e4, 0.0))
    screen.assert_exact()


def test_a_photograph_that_comes_again_is_exact_at_once():
    screen, film = Screen(640, 480), Film(640, 480, 1)
    film.show(screen, whole(screen), 0, 0)
    screen.send(Pace(6e5, 0.0))
    sharpen_all(screen, 0.0)
    screen.draw(whole(screen), "colour")
    screen.send(Pace(6e5, 5.0))
    film.show(screen, whole(screen), 0, 0)
    assert sum(len(part.data) for part in screen.send(Pace(6e5, 9.0))) < 150_000
    screen.assert_exact()


@pytest.mark.parametrize("rows", [-70, -1, 3, 64])
def test_a_photograph_that_scrolls_is_moved_with_what_it_lacks(rows):
    screen, film = Screen(640, 480), Film(640, 480, 1)
    film.show(screen, whole(screen), 0, 100)
    screen.send(Pace(6e5, 0.0))
    film.show(screen, whole(screen), 0, 100 + rows)
    assert sum(len(part.data) for part in screen.send(Pace(6e5, 0.1))) < 40_000 + 1000 * abs(rows)
    sharpen_all(screen, 0.1)
    screen.assert_exact()


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 9), st.integers(0, 9), st.integers(0, 2**32 - 1))
def test_packing_keeps_every_pixel_whatever_the_shape_and_the_place_in_the_picture(width, height, left, top, seed):
    picture = np.random.default_rng(seed).integers(0, 256, (height + top, width + left, 4), np.uint8)
    pixels = picture[top:, left:]
    assert bytes(pack(pixels)) == np.ascontiguousarray(pixels[..., :3]).tobytes()


def test_packing_a_whole_screen_keeps_every_pixel():
    pixels = np.random.default_rng(3).integers(0, 256, (1080, 1920, 4), np.uint8)
    assert bytes(pack(pixels)) == pixels[..., :3].tobytes()


def test_the_first_update_is_the_whole_picture_even_if_it_is_black():
    screen = Screen(70, 40)
    areas = [
        area for part in screen.encoder.update(screen.frame) for area in screen.decoder.part(part.data, part.final)
    ]
    assert [area.rect for area in areas] == [Rect(0, 0, 70, 40)]


def test_updates_are_numbered_from_one_and_only_the_last_part_of_each_is_final():
    screen = Screen(700, 700)
    parts = []
    for _ in range(2):
        screen.draw(whole(screen), "noise")
        parts += screen.send()
    numbers = [part.update for part in parts]
    assert sorted(set(numbers)) == list(range(1, numbers[-1] + 1))
    assert [part.final for part in parts] == [a != b for a, b in pairwise([*numbers, 0])]


def test_there_is_no_update_where_nothing_differs():
    screen = Screen(100, 100)
    screen.send()
    screen.encoder.damage([Rect(0, 0, 100, 100)])
    assert screen.encoder.damaged
    assert screen.encoder.update(screen.frame) is None
    assert not screen.encoder.damaged


def test_noise_of_the_largest_side_goes_in_parts_that_may_be_sent():
    screen = Screen(16_384, 40)
    screen.draw(whole(screen), "noise")
    parts = screen.send(Pace(exactly=True))
    assert len(parts) > 20
    assert max(len(part.data) for part in parts) <= PART_LIMIT
    screen.assert_exact()


def test_a_large_even_screen_keeps_every_part_within_what_a_decoder_takes():
    screen = Screen(7680, 4320)
    screen.draw(whole(screen), "colour")
    assert len(screen.send()) < 100
    screen.assert_exact()


def test_a_part_can_be_painted_before_the_next_one_is_compressed():
    screen = Screen(1000, 1000)
    screen.draw(whole(screen), "noise")
    parts = screen.encoder.update(screen.frame)
    painted = [screen.canvas.apply(screen.decoder.part(p.data, p.final)) for p in (next(parts) for _ in range(10))]
    assert any(painted)


def test_what_comes_again_costs_almost_nothing():
    screen = Screen(640, 480)
    screen.draw(whole(screen), "noise")
    first = sum(len(part.data) for part in screen.send())
    picture = screen.frame.copy()
    screen.draw(whole(screen), "colour")
    screen.send()
    screen.frame[:] = picture
    screen.encoder.damage([whole(screen)])
    assert sum(len(part.data) for part in screen.send()) < first / 100
    screen.assert_exact()


@pytest.mark.parametrize("seed", range(20))
def test_what_is_dragged_about_ends_exact_and_costs_little_more_than_what_it_uncovers(seed):
    random = np.random.default_rng(seed)
    screen = Screen(800, 640, seed)
    screen.draw(whole(screen), "noise")
    below, window = screen.frame.copy(), random.integers(0, 256, (320, 400, 4), np.uint8)
    for turn in range(6):
        x, y = (100 + 7 * turn, 100 - 9 * turn) if seed % 2 else random.integers(0, 300, 2).tolist()
        screen.frame[:] = below
        screen.frame[y : y + 320, x : x + 400] = window
        screen.encoder.damage([whole(screen)])
        size = sum(len(part.data) for part in screen.send())
        screen.assert_exact()
        if turn and seed % 2:
            assert size < 3 * (320 * 80 + 400 * 80)  # the window's own cells are not sent again: they alone are 384,000


@pytest.mark.parametrize("rows", [1, 7, 100])
def test_what_scrolls_costs_little_more_than_what_is_new_in_it(rows):
    screen = Screen(640, 480)
    screen.draw(whole(screen), "noise")
    screen.send()
    screen.frame[:-rows] = screen.frame[rows:].copy()
    screen.draw(Rect(0, 480 - rows, 640, rows), "noise")
    screen.encoder.damage([whole(screen)])
    assert sum(len(part.data) for part in screen.send()) < 1.1 * 3 * 640 * rows + 6_000
    screen.assert_exact()
