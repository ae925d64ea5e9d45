"""The mark over a view: unseen, found in what is captured, at other scales, too, and never in anything else."""

from __future__ import annotations

import numpy as np
import pytest

from protocol.mirror.picture.watermark import ALPHA, CELL, FOUND_AT, SCALES, SIDE, Mark, MarkFinder, pattern, tile

KEY, SECOND = 7, 1234
LIGHTS = pattern(KEY, SECOND)


def page(width: int = 640, height: int = 480, seed: int = 1) -> np.ndarray:
    """A screen as they are: plain parts, words, and a photograph."""
    dice = np.random.default_rng(seed)
    picture = np.full((height, width, 4), 250, np.uint8)
    picture[: height // 8] = (60, 50, 45, 0)
    for line in range(height // 6, height, 16):
        ink = dice.random((9, width - 60)) < 0.25
        picture[line : line + 9, 30 : width - 30][ink[: height - line]] = 30
    photo = dice.normal(128, 12, (height // 3, width // 3, 4)).clip(0, 255)
    picture[-photo.shape[0] :, -photo.shape[1] :] = photo
    return picture


def marked(picture: np.ndarray, lights=LIGHTS) -> np.ndarray:
    """Draw the mark over a picture, as a painter does with premultiplied pixels."""
    height, width = picture.shape[:2]
    over = np.tile(tile(lights), (-(-height // SIDE), -(-width // SIDE), 1))[:height, :width].astype(np.uint16)
    return (over + (picture.astype(np.uint16) * (255 - ALPHA) + 127) // 255).astype(np.uint8)


def scaled(picture: np.ndarray, scale: float) -> np.ndarray:
    """Scale a picture, each pixel the nearest one."""
    height, width = picture.shape[:2]
    ys = (np.arange(round(height * scale)) / scale).astype(int)
    xs = (np.arange(round(width * scale)) / scale).astype(int)
    return np.ascontiguousarray(picture[ys[:, None], xs[None, :]])


def test_the_mark_changes_a_picture_by_a_hair_only():
    picture = page()
    assert np.abs(marked(picture).astype(int) - picture).max() <= ALPHA
    assert set(tile(LIGHTS).ravel().tolist()) == {0, ALPHA}
    assert (tile(LIGHTS)[..., 3] == ALPHA).all()


def test_the_mark_is_found_wherever_it_is():
    picture = page(900, 700)
    assert MarkFinder(LIGHTS).strength(picture) < FOUND_AT
    picture[133 : 133 + 300, 217 : 217 + 400] = marked(page(400, 300, seed=2))
    assert MarkFinder(LIGHTS).strength(picture) > 2 * FOUND_AT


@pytest.mark.parametrize("seed", range(5))
def test_a_picture_without_it_never_looks_like_it(seed):
    finder = MarkFinder(*(pattern(KEY, SECOND + second) for second in range(4)))
    for scale in (0.5, 1, 1.7):
        assert finder.strength(page(seed=seed), scale) < FOUND_AT - 2


@pytest.mark.parametrize("picture", [np.zeros((300, 300, 4), np.uint8), np.zeros((5, 5, 4), np.uint8)])
def test_a_plain_or_a_tiny_picture_has_no_mark(picture):
    assert MarkFinder(LIGHTS).strength(picture) == 0


def test_another_second_or_another_program_has_another_mark():
    picture = marked(page())
    assert MarkFinder(pattern(KEY, SECOND + 1)).strength(picture) < FOUND_AT
    assert MarkFinder(pattern(KEY + 1, SECOND)).strength(picture) < FOUND_AT
    assert MarkFinder(pattern(KEY, SECOND + 1), LIGHTS).strength(picture) > FOUND_AT


@pytest.mark.parametrize("scale", [0.5, 0.63, 0.75, 0.9, 1.1, 1.25, 1.5, 1.9, 2.0])
def test_between_half_and_twice_its_size_the_mark_is_found_at_one_of_the_scales(scale):
    picture = scaled(marked(page(800, 600)), scale)
    near = min(SCALES, key=lambda known: abs(known / scale - 1))
    assert abs(near / scale - 1) < 0.02
    assert MarkFinder(LIGHTS).strength(picture, near) > FOUND_AT


def test_cells_are_as_large_as_half_a_size_needs():
    cells = LIGHTS.reshape(SIDE // CELL, CELL, SIDE // CELL, CELL)
    assert (cells == cells[:, :1, :, :1]).all()


def test_a_program_has_one_pattern_a_second():
    now_s = [5.2]
    mark = Mark(KEY, lambda: now_s[0])
    assert not mark.shown
    first = mark.pattern(mark.second)
    now_s[0] = 5.9
    assert np.array_equal(mark.pattern(mark.second), first)
    now_s[0] = 6.0
    assert not np.array_equal(mark.pattern(mark.second), first)
    assert not np.array_equal(Mark().pattern(5), Mark().pattern(5))
