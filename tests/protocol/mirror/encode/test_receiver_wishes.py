import numpy as np
import pytest

from protocol.mirror.decode.canvas import Canvas
from protocol.mirror.decode.decoder import Decoder
from protocol.mirror.encode.encoder import Encoder, Pace
from protocol.mirror.encode.grey import GreyPicture
from protocol.mirror.encode.receiver_wishes import LOW_RATE, Taste
from protocol.mirror.picture.tiles import Rect
from protocol.vocabulary.content import USUAL_WISH, PictureWish, Quality

WIDTH, HEIGHT = 640, 480
WHOLE = Rect(0, 0, WIDTH, HEIGHT)


def wish(quality: Quality = Quality.BALANCED, *, grey: bool = False) -> PictureWish:
    return PictureWish(quality=quality, grey=grey)


def film(number: int) -> np.ndarray:
    """Return one picture of something soft with grain, which moves."""
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float32)
    soft = np.stack([np.sin((x + 9 * number) / 50), np.cos((y + 5 * number) / 40), np.sin((x + y) / 60)], axis=2)
    grain = np.random.default_rng(number).normal(0, 4, (HEIGHT, WIDTH, 3))
    frame = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    frame[..., :3] = np.clip(128 + 90 * soft + grain, 0, 255)
    return frame


class Receiver:
    """What one receiver of a screen sees."""

    def __init__(self, taste: Taste, pace: Pace) -> None:
        self.taste, self.pace = taste, pace
        self.encoder, self.decoder = Encoder(WIDTH, HEIGHT), Decoder(WIDTH, HEIGHT)
        self.canvas = Canvas(WIDTH, HEIGHT)

    def send(self, frame: np.ndarray) -> int:
        """Send `frame`, and return what that takes, in bytes."""
        self.taste.follow(frame, [WHOLE])
        self.encoder.damage([WHOLE])
        return self._apply(self.encoder.update(self.taste.picture(frame), self.taste.pace(self.pace)))

    def sharpen(self) -> None:
        later = self.pace._replace(now_s=self.pace.now_s + 10)
        while (parts := self.encoder.sharpen(self.taste.pace(later))) is not None:
            self._apply(parts)

    def _apply(self, parts) -> int:
        size = 0
        for part in parts:
            self.canvas.apply(self.decoder.part(part.data, part.final))
            size += len(part.data)
        return size

    def shows(self, frame: np.ndarray) -> bool:
        return bool((self.canvas.pixels[..., :3] == frame[..., :3]).all())


def grey_of(frame: np.ndarray) -> np.ndarray:
    picture = GreyPicture(WIDTH, HEIGHT)
    picture.follow(frame, [WHOLE])
    return picture.pixels


def test_the_usual_wish_changes_nothing():
    taste, frame, pace = Taste(), film(0), Pace(rate=1e6)
    assert taste.wish == USUAL_WISH
    assert taste.picture(frame) is frame
    assert taste.pace(pace) == pace


def test_best_is_exact_at_once_on_any_link():
    receiver = Receiver(Taste(wish(Quality.BEST)), Pace(rate=1e5))
    for number in range(3):
        receiver.send(film(number))
        assert receiver.shows(film(number))


@pytest.mark.parametrize("rate", [float("inf"), 2.5e6])
def test_film_takes_less_with_low_data_than_with_balanced_and_less_with_that_than_with_best(rate: float):
    frames = [film(number) for number in range(4)]
    size = {}
    for quality in Quality:
        receiver = Receiver(Taste(wish(quality)), Pace(rate=rate))
        receiver.send(frames[0])
        size[quality] = sum(receiver.send(frame) for frame in frames[1:])
    assert size[Quality.LOW_DATA] < 0.25 * size[Quality.BEST]
    assert size[Quality.BALANCED] <= size[Quality.BEST]
    assert size[Quality.LOW_DATA] < 0.6 * size[Quality.BALANCED]


@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize("quality", list(Quality))
def test_what_stands_still_becomes_exact_with_every_wish(quality: Quality, grey: bool):
    frame = film(1)
    receiver = Receiver(Taste(wish(quality, grey=grey), frame), Pace(rate=1e6))
    receiver.send(frame)
    receiver.sharpen()
    assert receiver.shows(grey_of(frame) if grey else frame)


def test_low_data_does_not_take_a_slower_link_for_a_faster_one():
    taste = Taste(wish(Quality.LOW_DATA))
    assert taste.pace(Pace(rate=1e9)).rate == LOW_RATE
    assert taste.pace(Pace(rate=1e4)).rate == 1e4


def test_grey_begins_with_all_that_is_captured_so_far():
    frame = film(2)
    taste = Taste(wish(grey=True), frame)
    assert (taste.picture(frame) == grey_of(frame)).all()


def test_grey_takes_less():
    colour, grey = (Receiver(Taste(wish(Quality.BEST, grey=grey), film(0)), Pace()) for grey in (False, True))
    assert grey.send(film(0)) < 0.6 * colour.send(film(0))
