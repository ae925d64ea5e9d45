"""Measure the page's decoder on recorded screens, in Chromium, beside ours:  page_codec.py BENCH_FOLDER [TRACE ...]

BENCH_FOLDER is that of codec.py. Prints one row a trace: milliseconds a step after the first picture, at the median,
the 95th percentile and most. The page's time to decode has the way to its worker and back in it, once a part. Ends with
status 1 if a mirror is not the source, pixel by pixel, after any step.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import time
from pathlib import Path
from types import ModuleType

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from codec import Bench, load_steptrace, spread

from protocol.mirror.encode.encoder import Pace
from protocol.mirror.picture.tiles import Rect
from tests.helpers.chromium import Chromium, chromium
from tests.system.stage.web_files import served

COLUMNS = "| trace | steps | viewer decodes | page decodes | page paints |"
STEPS = 60  # of a trace, at most


def run(steptrace: ModuleType, path: Path, page: Chromium) -> str:
    """Put one trace through the codec and both decoders, and return its row."""
    header, steps = steptrace.read(path)
    bench = Bench(header["width"], header["height"])
    page.run(f"bench.begin({header['width']}, {header['height']})")
    times: list[tuple[float, float, float]] = []
    for _, recorded in zip(range(STEPS), steps, strict=False):
        for (x, y, width, height), new in zip(recorded.rects, recorded.pixels, strict=True):
            bench.frame[y : y + height, x : x + width, :3] = new
            bench.encoder.damage([Rect(x, y, width, height)])
        parts = list(bench.encoder.update(bench.frame, Pace(exactly=True)) or ())
        start = time.perf_counter()
        for part in parts:
            bench.canvas.apply(bench.decoder.part(part.data, part.final))
        ours = 1000 * (time.perf_counter() - start)
        said = [[part.update, part.final, base64.b64encode(part.data).decode()] for part in parts]
        decode, paint, found = page.run(f"bench.step({json.dumps(said)})")
        rgba = np.ascontiguousarray(bench.canvas.pixels[..., [2, 1, 0, 3]])
        assert found == hashlib.sha256(rgba).hexdigest(), "the page's mirror is not the source"
        times.append((ours, decode, paint))
    columns = " | ".join(spread([each[column] for each in times[1:]]) for column in range(3))
    return f"| {path.stem} | {len(times) - 1} | {columns} |"


def main() -> None:
    """Measure all traces that are wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("traces", nargs="*", help="names of traces; all of them without")
    args = parser.parse_args()
    steptrace = load_steptrace(args.folder)
    with served() as address, chromium(Chromium) as page:
        page.open(address)
        page.run('import("/bench/page_codec.js").then((found) => { globalThis.bench = found; })')
        print(COLUMNS + "\n" + "|---" * COLUMNS.count(" | ") + "|---|", flush=True)
        for path in sorted((args.folder / "traces").glob("*.trace")):
            if not args.traces or path.stem in args.traces:
                try:
                    print(run(steptrace, path, page), flush=True)
                except ModuleNotFoundError as error:
                    print(f"| {path.stem} | left out: needs the package {error.name} |", flush=True)


if __name__ == "__main__":
    main()
