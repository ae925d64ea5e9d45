import numpy as np

from protocol.mirror.encode.grey import GreyPicture
from protocol.mirror.picture.tiles import Rect


def screen(width: int = 70, height: int = 90) -> np.ndarray:
    return np.random.default_rng(5).integers(0, 256, (height, width, 4), np.uint8)


def grey_of(frame: np.ndarray) -> np.ndarray:
    height, width = frame.shape[:2]
    picture = GreyPicture(width, height)
    picture.follow(frame, [Rect(0, 0, width, height)])
    return picture.pixels


def test_a_pixel_is_as_bright_as_it_looks():
    frame = screen()
    grey = grey_of(frame)
    blue, green, red = (frame[..., index].astype(float) for index in range(3))
    assert np.abs(grey[..., 0] - (0.114 * blue + 0.587 * green + 0.299 * red)).max() <= 1
    assert (grey[..., 0] == grey[..., 1]).all()
    assert (grey[..., 0] == grey[..., 2]).all()
    assert (grey[..., 3] == 0).all()


def test_what_is_grey_already_stays_as_it_is():
    frame = np.arange(256, dtype=np.uint8).repeat(4).reshape(16, 16, 4)
    grey = grey_of(frame)
    assert (grey[..., :3] == frame[..., :3]).all()


def test_only_what_has_changed_is_converted():
    picture = GreyPicture(70, 90)
    frame = screen()
    picture.follow(frame, [Rect(0, 0, 70, 90)])
    grey = picture.pixels
    all_of_it = grey.copy()
    frame[:] = 0
    picture.follow(frame, [Rect(10, 20, 30, 40)])
    assert (grey[20:60, 10:40] == 0).all()
    grey[20:60, 10:40] = all_of_it[20:60, 10:40]
    assert (grey == all_of_it).all()
