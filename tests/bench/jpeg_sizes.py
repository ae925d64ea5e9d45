"""Measure what JPEG qualities cost on recorded screens:  jpeg_sizes.py BENCH_FOLDER [TRACE ...]

For every fortieth step with a photograph in it, prints bytes relative to quality 50, bytes a pixel, PSNR in dB and
milliseconds for a million pixels; `jpeg.py` has its table from here. The last row is what the exact pixels cost,
predicted and as they are.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import zstandard

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from codec import load_steptrace

from protocol.mirror.encode.photo import photographic
from protocol.mirror.picture.jpeg import compress, expand
from protocol.mirror.picture.packed import pack
from protocol.mirror.picture.predict import predict
from protocol.mirror.picture.tiles import CELL, cell_rects, cut

QUALITIES = (10, 15, 25, 35, 50, 60, 70, 80)
EVERY = 40  # steps
PIXELS = 64_000  # of one JPEG, as the encoder makes them


def photographs(folder: Path, names: list[str]) -> list[np.ndarray]:
    """Return what is photographic on the recorded screens, in pieces as the encoder makes them."""
    steptrace, pieces = load_steptrace(folder), []
    for name in names:
        header, steps = steptrace.read(folder / "traces" / f"{name}.trace")
        frame = np.zeros((header["height"], header["width"], 4), np.uint8)
        everywhere = np.ones((-(-header["height"] // CELL), -(-header["width"] // CELL)), bool)
        for number, step in enumerate(steps):
            for (x, y, width, height), pixels in zip(step.rects, step.pixels, strict=True):
                frame[y : y + height, x : x + width, :3] = pixels
            if number % EVERY == 1:
                rects = cell_rects(photographic(frame, everywhere), frame)
                pieces += [piece.within(frame).copy() for rect in rects for piece in cut(rect, PIXELS)]
    return pieces


def measure(pieces: list[np.ndarray], quality: int) -> tuple[int, float, float]:
    """Return the bytes, the mean squared error and the seconds of all `pieces` at `quality`."""
    size, error, start = 0, 0.0, time.perf_counter()
    for pixels in pieces:
        data = compress(pixels, quality)
        size += len(data)
        again = expand(data, pixels.shape[1], pixels.shape[0])
        error += float(((again[..., :3].astype(np.int16) - pixels[..., :3]) ** 2).sum())
    pixels_in_all = sum(pixels.size // 4 for pixels in pieces)
    return size, error / (3 * pixels_in_all), time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("traces", nargs="*", default=["gallery", "slides", "video"])
    args = parser.parse_args()
    pieces = photographs(args.folder, args.traces)
    pixels = sum(piece.size // 4 for piece in pieces)
    fifty = measure(pieces, 50)[0]
    print(f"{pixels / 1e6:.1f} million pixels\n| quality | relative | bytes a pixel | dB | ms |\n|---|---|---|---|---|")
    for quality in QUALITIES:
        size, error, took_s = measure(pieces, quality)
        decibel = 10 * np.log10(255**2 / max(error, 1e-9))
        print(f"| {quality} | {size / fifty:.2f} | {size / pixels:.3f} | {decibel:.1f} | {took_s / pixels * 1e9:.1f} |")
    press = zstandard.ZstdCompressor(level=1).compress
    predicted, plain = (sum(len(press(make(piece))) for piece in pieces) for make in (predict, pack))
    print(f"exactly: {predicted / pixels:.2f} bytes a pixel predicted, {plain / pixels:.2f} as they are")


if __name__ == "__main__":
    main()
