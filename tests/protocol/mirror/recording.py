"""Streams as the encoder makes them, written down: what was sent, and what a mirror has to be in the end."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

import numpy as np

from protocol.mirror.encode.encoder import Encoder, Pace, Part
from protocol.mirror.picture.tiles import Picture, Rect
from protocol.vocabulary.content import WHOLE_VIEWER, Capabilities

SLOW = 6e5  # bytes a second, at which photographs go as JPEG first


@dataclass
class Recording:
    """A screen that is drawn on, and the stream of a receiver who takes `takes`."""

    width: int
    height: int
    takes: Capabilities = WHOLE_VIEWER
    parts: list[Part] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.frame: Picture = np.zeros((self.height, self.width, 4), np.uint8)
        self._encoder = Encoder(self.width, self.height, self.takes)
        self._now_s = 0.0

    def draw(self, x: int, y: int, pixels: Picture) -> None:
        """Put BGR `pixels` on the screen."""
        rect = Rect(x, y, pixels.shape[1], pixels.shape[0])
        rect.within(self.frame)[..., :3] = pixels
        self._encoder.damage([rect])

    def send(self, *, slow: bool = False) -> None:
        """Send what has changed."""
        self._now_s += 0.3
        self.parts += self._encoder.update(self.frame, Pace(SLOW, self._now_s) if slow else Pace()) or ()

    def sharpen(self) -> None:
        """Send exactly all that was not."""
        while self._encoder.sharpen_due_s < math.inf:
            self._now_s = max(self._now_s, self._encoder.sharpen_due_s)
            self.parts += self._encoder.sharpen(Pace(1e9, self._now_s)) or ()

    @property
    def rgba(self) -> bytes:
        """What a mirror's pixels have to be in the end."""
        pixels = self.frame[..., [2, 1, 0, 3]].copy()
        pixels[..., 3] = 255
        return pixels.tobytes()


def film(width: int, height: int, step: int) -> Picture:
    """Return something photographic, which moves with `step`."""
    y, x = np.mgrid[:height, :width]
    grain = np.random.default_rng(step).integers(0, 3, (height, width, 3))
    waves = [128 + 90 * np.sin((x + 9 * step) / across + y / (across + 7)) for across in (23, 31, 41)]
    return (np.stack(waves, axis=-1) + grain).astype(np.uint8)


def text(width: int, height: int, seed: int) -> Picture:
    """Return something drawn, with few colours and sharp edges."""
    ink = np.random.default_rng(seed).integers(0, 2, (height, width // 2, 1), np.uint8)
    return np.repeat(np.repeat(255 - 200 * ink, 2, axis=1), 3, axis=2)


def random_recording(seed: int, takes: Capabilities = WHOLE_VIEWER) -> Recording:
    """Return what a screen of any size shows for a while, of all kinds, exact in the end."""
    draw = random.Random(seed)
    recording = Recording(draw.randint(40, 400), draw.randint(40, 300), takes)
    for step in range(draw.randint(3, 9)):
        width, height = draw.randint(1, recording.width // 2) * 2, draw.randint(1, recording.height)
        x, y = draw.randint(0, recording.width - width), draw.randint(0, recording.height - height)
        kind = draw.choice(["film", "text", "scroll", "colour"])
        if kind == "scroll":
            recording.draw(0, 0, np.roll(recording.frame, -draw.randint(1, 40), axis=draw.randint(0, 1))[..., :3])
        elif kind == "colour":
            recording.draw(x, y, np.full((height, width, 3), draw.randint(0, 255), np.uint8))
        else:
            recording.draw(x, y, (film if kind == "film" else text)(width, height, seed + step))
        if draw.random() < 0.8:
            recording.send(slow=draw.random() < 0.6)
    recording.send(slow=True)
    recording.sharpen()
    return recording
