"""How an X server writes pixels, and what becomes of them: blue, green, red with eight bits each, whatever it has."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import xcffib
import xcffib.xproto

from protocol.mirror.capture.common.source import CaptureUnavailable
from protocol.mirror.picture.tiles import Picture

_BITS = (8, 16, 24, 32)  # of a pixel, as far as they can be read
_USUAL_MASKS = (0xFF, 0xFF00, 0xFF0000)  # blue, green, red
_BY_COLOUR_MAP = (  # kinds of visuals whose pixels are numbers of colours in a map
    xcffib.xproto.VisualClass.StaticGray,
    xcffib.xproto.VisualClass.GrayScale,
    xcffib.xproto.VisualClass.StaticColor,
    xcffib.xproto.VisualClass.PseudoColor,
)

Bytes = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.uint32]


class PixelFormat(NamedTuple):
    """How pixels of one visual come from the server.

    Attributes:
        bits: of a pixel, with what only fills.
        pad: bits to whose multiple a row is filled up.
        masks: where blue, green and red are in a pixel.
        low_first: whether the lowest byte of a pixel comes first.
        colour_map: the map that pixels are numbers of; 0: they are colours themselves.
        colours: of that map.
    """

    bits: int
    pad: int
    masks: tuple[int, int, int]
    low_first: bool
    colour_map: int
    colours: int

    @property
    def is_usual(self) -> bool:
        """Whether the server's bytes are those of a picture."""
        return self.bits == 32 and self.masks == _USUAL_MASKS and self.low_first and not self.colour_map

    def stride(self, width: int) -> int:
        """Return the bytes of a row of `width` pixels."""
        return (width * self.bits + self.pad - 1) // self.pad * self.pad // 8

    def read(self, data: Bytes, width: int, height: int, palette: Picture | None) -> Picture:
        """Return pixels that come row by row as (height, width, 4) BGRX; `palette` is the colours of a map."""
        rows = data[: self.stride(width) * height].reshape(height, -1)
        numbers = self._numbers(rows, width)
        if palette is not None:
            return palette.reshape(-1, 4)[np.minimum(numbers, len(palette.reshape(-1, 4)) - 1)]
        picture = np.zeros((height, width, 4), np.uint8)
        for channel, mask in enumerate(self.masks):
            picture[..., channel] = _in_eight_bits(numbers, mask)
        return picture

    def _numbers(self, rows: Bytes, width: int) -> Numbers:
        """Return each pixel as a number."""
        parts = rows[:, : width * self.bits // 8].reshape(len(rows), width, self.bits // 8).astype(np.uint32)
        order = range(self.bits // 8) if self.low_first else reversed(range(self.bits // 8))
        numbers = np.zeros(parts.shape[:2], np.uint32)
        for place, part in enumerate(order):
            numbers |= parts[..., part] << np.uint32(8 * place)
        return numbers


def format_of(connection: Any, visual_id: int, depth: int) -> PixelFormat:
    """Return how pixels of a visual and a depth come.

    Raises:
        CaptureUnavailable: "no_capture": in a way that can't be read.
    """
    setup = connection.get_setup()
    screen = setup.roots[connection.pref_screen]
    visual = next((v for d in screen.allowed_depths for v in d.visuals if v.visual_id == visual_id), None)
    form = next((f for f in setup.pixmap_formats if f.depth == depth), None)
    if visual is None or form is None or form.bits_per_pixel not in _BITS:
        raise CaptureUnavailable("no_capture")
    low_first = setup.image_byte_order == xcffib.xproto.ImageOrder.LSBFirst
    by_map = visual._class in _BY_COLOUR_MAP
    if by_map and visual.colormap_entries > 1 << 12:
        raise CaptureUnavailable("no_capture")
    return PixelFormat(
        bits=form.bits_per_pixel,
        pad=form.scanline_pad,
        masks=(visual.blue_mask, visual.green_mask, visual.red_mask),
        low_first=low_first,
        colour_map=_colour_map(connection, screen) if by_map else 0,
        colours=visual.colormap_entries if by_map else 0,
    )


def palette_of(connection: Any, form: PixelFormat) -> Picture | None:
    """Return the colours that pixels are numbers of, as they are now; None: pixels are colours themselves."""
    if not form.colour_map:
        return None
    found = connection.core.QueryColors(form.colour_map, form.colours, list(range(form.colours))).reply().colors
    palette = np.zeros((1, form.colours, 4), np.uint8)
    palette[0, :, :3] = [(colour.blue >> 8, colour.green >> 8, colour.red >> 8) for colour in found]
    return palette


def _colour_map(connection: Any, screen: Any) -> int:
    """Return the map that the screen shows; a program may have put its own in."""
    installed = list(connection.core.ListInstalledColormaps(screen.root).reply().cmaps)
    return int(screen.default_colormap if screen.default_colormap in installed or not installed else installed[0])


def _in_eight_bits(numbers: Numbers, mask: int) -> Bytes:
    """Return one colour of each pixel, from black, 0, to the brightest, 255."""
    if not mask:
        return np.zeros(numbers.shape, np.uint8)
    shift = (mask & -mask).bit_length() - 1
    most = mask >> shift
    scaled: Bytes = ((np.arange(most + 1, dtype=np.uint32) * 255 + most // 2) // most).astype(np.uint8)
    eight: Bytes = scaled[(numbers & np.uint32(mask)) >> np.uint32(shift)]
    return eight
