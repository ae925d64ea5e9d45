"""Updates, and that a mirror made of them is the source, pixel by pixel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.content import PART_LIMIT
from protocol.mirror.canvas import Canvas
from protocol.mirror.decoder import Decoder
from protocol.mirror.encoder import Encoder, Part, pack_pixels
from protocol.mirror.tiles import Rect


class Screen:
    """A picture that is drawn on, what a receiver makes of it, and a source of noise."""

    def __init__(self, width: int, height: int, seed: int = 1) -> None:
        self.noise = np.random.default_rng(seed)
        self.frame = np.zeros((height, width, 4), np.uint8)
        self.encoder, self.decoder, self.canvas = Encoder(width, height), Decoder(width, height), Canvas(width, height)

    def draw(self, rect: Rect, kind: str) -> None:
        pixels = rect.within(self.frame)
        if kind == "noise":
            pixels[..., :3] = self.noise.integers(0, 256, (*pixels.shape[:2], 3), np.uint8)
        elif kind == "colour":
            pixels[..., :3] = self.noise.integers(0, 256, 3, np.uint8)
        elif kind == "scroll":
            pixels[:-1] = pixels[1:].copy()
        self.encoder.damage([rect])

    def send(self) -> list[Part]:
        """Send all parts of the next update, if there is one."""
        parts = list(self.encoder.update(self.frame) or ())
        for part in parts:
            self.canvas.apply(self.decoder.part(part.data, part.final))
        return parts

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


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 9), st.integers(0, 9), st.integers(0, 2**32 - 1))
def test_packing_keeps_every_pixel_whatever_the_shape_and_the_place_in_the_picture(width, height, left, top, seed):
    picture = np.random.default_rng(seed).integers(0, 256, (height + top, width + left, 4), np.uint8)
    pixels = picture[top:, left:]
    assert bytes(pack_pixels(pixels)) == np.ascontiguousarray(pixels[..., :3]).tobytes()


def test_packing_a_whole_screen_keeps_every_pixel():
    pixels = np.random.default_rng(3).integers(0, 256, (1080, 1920, 4), np.uint8)
    assert bytes(pack_pixels(pixels)) == pixels[..., :3].tobytes()


def test_the_first_update_is_the_whole_picture_even_if_it_is_black():
    screen = Screen(70, 40)
    areas = [
        area for part in screen.encoder.update(screen.frame) for area in screen.decoder.part(part.data, part.final)
    ]
    assert [area.rect for area in areas] == [Rect(0, 0, 70, 40)]


def test_updates_are_numbered_from_one_and_only_their_last_part_is_final():
    screen = Screen(700, 700)
    for number in (1, 2):
        screen.draw(whole(screen), "noise")
        parts = screen.send()
        assert {part.update for part in parts} == {number}
        assert [part.final for part in parts] == [False] * (len(parts) - 1) + [True]


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
    parts = screen.send()
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
