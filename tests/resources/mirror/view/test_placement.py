from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize

from resources.mirror.view.placement import SCALES, fit_scale, lost_pixels, next_scale, place


def test_a_picture_as_large_as_the_view_fits_at_exactly_100_percent():
    assert fit_scale(QSize(1920, 1080), QSize(1920, 1080), enlarge=False) == 1.0
    assert fit_scale(QSize(1920, 1080), QSize(1920, 1080), enlarge=True) == 1.0


def test_a_small_picture_is_enlarged_only_where_it_may_be():
    assert fit_scale(QSize(800, 600), QSize(1600, 1200), enlarge=False) == 1.0
    assert fit_scale(QSize(800, 600), QSize(1600, 1200), enlarge=True) == 2.0


def test_a_large_picture_shrinks_to_its_tighter_side():
    assert fit_scale(QSize(2000, 1000), QSize(1000, 1000), enlarge=False) == 0.5


def test_a_picture_that_only_rounding_makes_too_large_stays_crisp():
    assert fit_scale(QSize(1280, 960), QSize(1279, 960), enlarge=False, slack=2) == 1.0
    assert fit_scale(QSize(1280, 960), QSize(2558, 1920), enlarge=True, slack=2) == 2.0
    assert fit_scale(QSize(1280, 960), QSize(1277, 960), enlarge=True, slack=2) == 1277 / 1280
    assert fit_scale(QSize(1280, 960), QSize(1279, 960), enlarge=False) == 1279 / 1280


@pytest.mark.parametrize(("ratio", "pixels"), [(1.0, 0), (2.0, 0), (1.33, 2), (1.5, 2)])
def test_sizes_are_rounded_only_where_pixels_are_not_whole(ratio: float, pixels: int):
    assert lost_pixels(ratio) == pixels


def test_a_picture_lies_in_the_middle_of_a_larger_view():
    assert place(QSize(100, 50), QSize(200, 200), 1.0, QPoint(0, 0)).target == QRect(50, 75, 100, 50)


def test_a_picture_larger_than_the_view_is_moved_by_the_pan():
    assert place(QSize(100, 50), QSize(60, 60), 2.0, QPoint(30, 10)).target == QRect(-30, -10, 200, 100)


@pytest.mark.parametrize("scale", [0.3, 0.67, 1.0, 1.25, 2.0])
def test_what_depends_on_a_rect_covers_its_place_in_the_view(scale: float):
    placed = place(QSize(1000, 700), QSize(500, 400), scale, QPoint(17, 4))
    shown = placed.to_view(QRect(333, 77, 10, 20))
    assert shown.left() <= placed.target.left() + 333 * scale
    assert shown.left() + shown.width() >= placed.target.left() + 343 * scale


def test_at_whole_factors_a_rect_covers_exactly_its_pixels():
    placed = place(QSize(100, 100), QSize(300, 300), 3.0, QPoint(0, 0))
    assert placed.to_view(QRect(1, 2, 3, 4)) == QRect(3, 6, 9, 12)
    assert placed.to_source(QRect(4, 7, 1, 1)) == QRect(1, 2, 1, 1)


def test_zooming_walks_the_steps_and_stops_at_their_ends():
    assert next_scale(1.0, up=True) == 1.25
    assert next_scale(0.6, up=True) == 0.67
    assert next_scale(0.6, up=False) == 0.5
    assert next_scale(SCALES[-1], up=True) == SCALES[-1]
    assert next_scale(SCALES[0], up=False) == SCALES[0]


@pytest.mark.parametrize("scale", [0.5, 0.67, 1.0, 1.5, 3.0])
def test_the_middle_of_each_pixel_is_found_again(scale: float):
    placement = place(QSize(40, 30), QSize(200, 100), scale, QPoint(7, 3))
    for x, y in ((0, 0), (17, 9), (39, 29)):
        corner = QPointF(placement.target.topLeft())
        assert placement.pixel(corner + QPointF((x + 0.5) * scale, (y + 0.5) * scale)) == QPoint(x, y)


def test_a_place_beside_the_picture_is_a_pixel_outside_it():
    placement = place(QSize(40, 30), QSize(200, 100), 1.0, QPoint(0, 0))
    assert placement.pixel(QPointF(0, 0)) == QPoint(-80, -35)
