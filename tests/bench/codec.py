"""Measure the picture's codec on recorded screens:  codec.py BENCH_FOLDER [TRACE ...]

BENCH_FOLDER holds `steptrace.py` and `traces/`. Prints one row a trace: what the steps after the first picture cost in
bytes, and what finding, encoding and decoding a step costs in time, on one thread. Ends with status 1 if a mirror is
not the source, pixel by pixel, after any step. A trace with a film needs the package `av` and is left out without it.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from pathlib import Path
from types import ModuleType

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from protocol.mirror.decode.canvas import Canvas
from protocol.mirror.decode.decoder import Decoder
from protocol.mirror.encode.encoder import Encoder, Pace
from protocol.mirror.picture.tiles import Grid, Rect

COLUMNS = (
    "| trace | steps | raw MB | first kB | rest kB | parts | encode ms p50 / p95 / max | decode ms p50 / p95 / max |"
)


def load_steptrace(folder: Path) -> ModuleType:
    """Import the recorded screens' own reader."""
    spec = importlib.util.spec_from_file_location("steptrace", folder / "steptrace.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["steptrace"] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


class Bench:
    """One trace on its way through encoder, decoder and canvas."""

    def __init__(self, width: int, height: int) -> None:
        self.frame = np.zeros((height, width, 4), np.uint8)
        self.encoder, self.decoder = Encoder(width, height), Decoder(width, height)
        self.canvas = Canvas(width, height)
        self.encode_ms: list[float] = []
        self.decode_ms: list[float] = []
        self.sizes: list[int] = []
        self.parts = 0
        self.now_s = 0.0

    def step(self, rects: list[tuple[int, int, int, int]], pixels: list[np.ndarray], dt_s: float) -> None:
        self.now_s += dt_s
        grid = Grid(self.frame.shape[1], self.frame.shape[0])
        for (x, y, width, height), new in zip(rects, pixels, strict=True):
            self.frame[y : y + height, x : x + width, :3] = new
            grid.add([Rect(x, y, width, height)])
        start = time.perf_counter()
        self.encoder.damage(grid.take())
        parts = list(self.encoder.update(self.frame, Pace(exactly=True, now_s=self.now_s)) or ())
        middle = time.perf_counter()
        for part in parts:
            self.canvas.apply(self.decoder.part(part.data, part.final))
        self.decode_ms.append(1000 * (time.perf_counter() - middle))
        self.encode_ms.append(1000 * (middle - start))
        self.sizes.append(sum(len(part.data) for part in parts))
        self.parts += len(parts)
        assert np.array_equal(self.canvas.pixels[..., :3], self.frame[..., :3]), "the mirror is not the source"


def spread(values: list[float]) -> str:
    """Say the median, the 95th percentile and the maximum."""
    return f"{np.median(values):.2f} / {np.percentile(values, 95):.2f} / {max(values):.2f}"


def run(steptrace: ModuleType, path: Path) -> str:
    """Put one trace through the codec and return its row."""
    header, steps = steptrace.read(path)
    bench = Bench(header["width"], header["height"])
    marks = steptrace.mark_rects(header["width"], header["height"])
    raw = 0
    for number, step in enumerate(steps):
        strips = [np.zeros((height, width, 3), np.uint8) for _, _, width, height in marks]
        for strip in strips:
            steptrace.draw_mark(strip, number)
        bench.step([*step.rects, *marks], [*step.pixels, *strips], step.dt)
        raw += sum(pixels.nbytes for pixels in step.pixels)
    first, rest = bench.sizes[0], sum(bench.sizes[1:])
    return (
        f"| {path.stem} | {len(bench.sizes) - 1} | {raw / 1e6:.0f} | {first / 1e3:.1f} | {rest / 1e3:.1f} "
        f"| {bench.parts} | {spread(bench.encode_ms[1:])} | {spread(bench.decode_ms[1:])} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("traces", nargs="*", help="names of traces; all of them without")
    args = parser.parse_args()
    steptrace = load_steptrace(args.folder)
    print(COLUMNS + "\n" + "|---" * COLUMNS.count(" | ") + "|---|", flush=True)
    for path in sorted((args.folder / "traces").glob("*.trace")):
        if not args.traces or path.stem in args.traces:
            try:
                print(run(steptrace, path), flush=True)
            except ModuleNotFoundError as error:
                print(f"| {path.stem} | left out: needs the package {error.name} |", flush=True)


if __name__ == "__main__":
    main()
