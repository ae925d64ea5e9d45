"""Photographs and what is drawn."""

from __future__ import annotations

import numpy as np

from protocol.mirror.encode.photo import photographic

ALL = np.ones((8, 10), bool)  # cells of a picture of 320 x 250


def screen() -> np.ndarray:
    """Return a white page with lines of text on it."""
    noise = np.random.default_rng(1)
    frame = np.full((250, 320, 4), 255, np.uint8)
    for top in range(4, 240, 16):
        letters = noise.random((10, 320)) < 0.25
        frame[top : top + 10][np.repeat(letters[:, ::2], 2, axis=1)] = 0
    return frame


def photograph(height: int, width: int) -> np.ndarray:
    y, x = np.mgrid[:height, :width, :1][:2]
    return (100 + x // 4 + y // 3 + np.random.default_rng(2).integers(-3, 4, (height, width, 4))).astype(np.uint8)


def test_text_is_no_photograph_nor_is_an_empty_screen():
    assert not photographic(screen(), ALL).any()
    assert not photographic(np.zeros((250, 320, 4), np.uint8), ALL).any()


def test_a_photograph_on_a_page_is_found_and_nothing_else():
    frame = screen()
    frame[64:224, 96:256] = photograph(160, 160)
    expected = np.zeros_like(ALL)
    expected[2:7, 3:8] = True
    assert np.array_equal(photographic(frame, ALL), expected)


def test_only_what_has_changed_is_said_to_be_one_and_a_smooth_part_is_told_by_what_is_beside_it():
    frame = screen()
    frame[...] = photograph(250, 320)
    frame[160:192, 96:160] = frame[160:192, 96:97] // 2 * 2
    cells = np.zeros_like(ALL)
    cells[5, 3:5] = True
    assert np.array_equal(photographic(frame, cells), cells)


def test_the_cut_off_cells_at_the_edges_count_for_what_they_show():
    assert photographic(photograph(250, 310), ALL).all()


def test_nothing_changed_is_nothing_found():
    assert not photographic(photograph(250, 320), ALL & False).any()
