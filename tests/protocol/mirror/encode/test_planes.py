"""What both sides keep of a picture."""

from __future__ import annotations

import numpy as np
import pytest

from protocol.mirror.encode.planes import Kept
from protocol.mirror.picture.stream import planes_of
from protocol.mirror.picture.tiles import CELL, Flags, Picture, cell_rects

ROWS, COLUMNS = 10, 12
WIDTH, HEIGHT = COLUMNS * CELL - 5, ROWS * CELL - 11  # the last cells are no whole ones


def picture(seed: int) -> Picture:
    return np.random.default_rng(seed).integers(0, 256, (HEIGHT, WIDTH, 4), np.uint8)


def everywhere() -> Flags:
    return np.ones((ROWS, COLUMNS), bool)


def keep(kept: Kept, of: Picture, cells: Flags, found: list[tuple[int, Flags]] | None = None) -> list[int]:
    planes = []
    for plane, there in kept.keep(of, cells, found or []):
        planes.append(plane)
        for rect in cell_rects(there, of):
            kept.store(plane, rect, of)
    kept.shown(cells, found or [])
    return planes


def test_what_was_kept_is_found_where_it_is_the_same():
    kept, before = Kept(WIDTH, HEIGHT, 2), picture(1)
    assert keep(kept, before, everywhere()) == [0]
    now = before.copy()
    now[HEIGHT - 1, WIDTH - 1] ^= 1
    now[40, 40] ^= 1
    ((plane, there),) = kept.find(now, everywhere())
    wanted = everywhere()
    wanted[1, 1] = wanted[-1, -1] = False
    assert plane == 0
    assert (there == wanted).all()


def test_nothing_is_found_before_something_was_kept():
    assert not Kept(WIDTH, HEIGHT, 2).find(np.zeros((HEIGHT, WIDTH, 4), np.uint8), everywhere())


def test_what_is_too_little_is_neither_kept_nor_found():
    kept, some = Kept(WIDTH, HEIGHT, 2), np.zeros((ROWS, COLUMNS), bool)
    some[:3, :3] = True
    assert not keep(kept, picture(1), some)
    keep(kept, picture(1), everywhere())
    assert not kept.find(picture(1), some)


def test_each_large_change_is_kept_on_the_next_plane():
    kept = Kept(WIDTH, HEIGHT, 2)
    assert [keep(kept, picture(seed), everywhere()) for seed in range(3)] == [[0], [1], [0]]
    assert [plane for plane, _ in kept.find(picture(2), everywhere())] == [0]
    assert not kept.find(picture(0), everywhere())


def test_what_came_back_from_a_plane_is_not_kept_again():
    kept = Kept(WIDTH, HEIGHT, 2)
    keep(kept, picture(1), everywhere())
    found = kept.find(picture(1), everywhere())
    assert keep(kept, picture(2), everywhere(), found) == [1]
    found = kept.find(picture(2), everywhere())
    assert keep(kept, picture(1), everywhere(), found) == []


@pytest.mark.parametrize("planes", [1, 2, 3])
def test_what_comes_back_is_not_written_over_by_what_is_kept_for_it(planes):
    kept = Kept(WIDTH, HEIGHT, planes)
    for seed in range(5):
        keep(kept, picture(seed), everywhere())
    found = kept.find(picture(4), everywhere())
    keep(kept, picture(9), everywhere(), found)
    assert kept.find(picture(4), everywhere())


def test_a_mirror_of_4k_has_no_planes_and_a_usual_one_three():
    assert [planes_of(*size) for size in ((1366, 768), (1920, 1080), (2560, 1440), (3840, 2160))] == [3, 3, 2, 1]
    assert planes_of(5120, 2160) == 0
    assert not keep(Kept(WIDTH, HEIGHT, 0), picture(1), everywhere())
