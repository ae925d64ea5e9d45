"""Run the race and say which goals hold:  race_goals.py RACE_PY OUT --ours CONTENDER [--against NAME ...] [...]

RACE_PY is the race's own script, with `traces/` beside it. Each cell (a trace on a link) is run `--runs` times for
every contender, the medians are compared with the goals below, and one row a goal is printed. `--only-read` runs
nothing and judges what OUT already holds. Ends with status 1 if a goal is missed; a goal whose figures are not there
is said to be open. Goals with a factor compare with the best of the other contenders in the same runs. Whether a
picture is exact is asked a second, two or four after the last step, by the link, as the goal says.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LAN, FAST, SLOW, LOSSY = "LAN", "20,20,0", "5,40,0", "20,20,1"
DRAWN, MOVED, NEW = ("typing", "terminal"), ("gallery", "drag"), ("switch", "slides")
TRACES = (*DRAWN, "scroll", *MOVED, *NEW, "video")
READABLE_DB = 32.0
SETTLED_S = {LAN: 1.0, FAST: 2.0, LOSSY: 2.0, SLOW: 4.0}  # after which a picture is to be exact
PEERS = ("tigervnc", "tigervnc-lossless", "x11vnc", "freerdp")


_RACE = "import sys, race; race.SETTLE_S = float(sys.argv.pop(1)); race.main()"


class Goal(NamedTuple):
    """A figure of one cell that must be at most `limit`, or at least where `at_least`."""

    trace: str
    link: str
    figure: str
    limit: float
    against: str = ""  # "best": `limit` is a factor of the best other contender's; or that contender's name
    at_least: bool = False


def goals() -> Iterator[Goal]:
    """Yield every goal that a race can show."""
    yield from (Goal(trace, *rest) for traces, *rest in _AT_MOST for trace in traces)
    yield from (Goal(trace, *rest, at_least=True) for traces, *rest in _AT_LEAST for trace in traces)
    for trace in TRACES:
        yield from (Goal(trace, link, "exact", 1.0, at_least=True) for link in (LAN, FAST, SLOW, LOSSY))
        yield Goal(trace, LAN, "cpu_s", 1.0, "tigervnc")
        yield from (Goal(trace, LAN, figure, 250.0) for figure in ("serve_peak_mb", "view_peak_mb"))


_AT_MOST = [
    (DRAWN, LAN, "p50_ms", 0.6, "best"),
    (DRAWN, FAST, "p95_ms", 55.0, ""),
    (DRAWN, SLOW, "p95_ms", 100.0, ""),
    (DRAWN, LOSSY, "p95_ms", 150.0, ""),
    (("scroll",), LAN, "p50_ms", 0.6, "best"),
    (("scroll",), FAST, "p95_ms", 75.0, ""),
    (("scroll",), SLOW, "p95_ms", 130.0, ""),
    (("scroll",), LOSSY, "p95_ms", 200.0, ""),
    (MOVED, LAN, "p50_ms", 0.7, "best"),
    (MOVED, LAN, "p95_ms", 0.7, "best"),
    (MOVED, FAST, "p95_ms", 0.3, "best"),
    (MOVED, SLOW, "p95_ms", 0.3, "best"),
    ((*MOVED, *NEW, "video"), LOSSY, "p95_ms", 0.5, "best"),
    (NEW, LAN, "p50_ms", 0.9, "best"),
    (NEW, FAST, "p95_ms", 150.0, ""),
    (NEW, SLOW, "p95_ms", 450.0, ""),
    (("video",), LAN, "p95_ms", 0.7, "best"),
    (("video",), FAST, "p95_ms", 150.0, ""),
    (("video",), SLOW, "p95_ms", 400.0, ""),
]
_AT_LEAST = [
    (("scroll",), LAN, "seen_share", 1.0),
    (NEW, FAST, "psnr_play", READABLE_DB),
    (NEW, SLOW, "psnr_play", READABLE_DB),
    (("video",), LAN, "seen_share", 24 / 25),
    (("video",), FAST, "seen_share", 20 / 25),
    (("video",), SLOW, "seen_share", 8 / 25),
]
_BYTES_FACTOR = 1 / 8  # of tigervnc-lossless, geometric mean over all traces but the film, on LAN

Results = dict[tuple[str, str, str], list[dict[str, object]]]  # contender, trace, link -> one result a run


def read(folder: Path) -> Results:
    """Read what the race has left in `folder`, whose runs are folders of their own."""
    results: Results = defaultdict(list)
    for file in sorted(folder.rglob("result.json")):
        result = json.loads(file.read_text())
        results[Path(result["contender"]).name, result["trace"], result["link"]].append(result)
    return results


def figure(results: Results, contender: str, goal: Goal) -> float | None:
    """Return the median of a contender's figure over its runs; None where there is none; infinity for what never came.

    `exact` is the worst of the runs: a wrong pixel that stays is a fault however seldom.
    """
    runs = results.get((contender, goal.trace, goal.link), [])
    values = [_value(run, goal.figure) for run in runs]
    if not values:
        return None
    return min(values) if goal.figure == "exact" else statistics.median(values)


def _value(run: dict[str, object], name: str) -> float:
    if name == "cpu_s":
        return float(run["serve_cpu_s"]) + float(run["view_cpu_s"])
    if name == "seen_share":
        return float(run["seen"]) / float(run["steps"])
    if name in ("p50_ms", "p95_ms") and run["missing"]:
        return math.inf
    value = run[name]
    return math.inf if value is None else float(value)


def judge(results: Results, ours: str, goal: Goal) -> tuple[str, float | None, float | None]:
    """Return "holds", "missed" or "open", our figure, and the limit that it is held to."""
    got = figure(results, ours, goal)
    limit: float | None = goal.limit
    if goal.against:
        names = {name for name, _, _ in results if name != ours} if goal.against == "best" else {goal.against}
        others = [value for name in names if (value := figure(results, name, goal)) is not None]
        limit = goal.limit * min(others) if others else None
    if got is None or limit is None:
        return "open", got, limit
    return ("holds" if (got >= limit if goal.at_least else got <= limit) else "missed"), got, limit


def bytes_factor(results: Results, ours: str) -> float | None:
    """Return the geometric mean of our bytes over tigervnc-lossless's, without the film; None if one is missing."""
    factors = []
    for trace in TRACES[:-1]:
        both = [figure(results, name, Goal(trace, LAN, "mbytes", 0.0)) for name in (ours, "tigervnc-lossless")]
        if both[0] is None or not both[1]:
            return None
        factors.append(both[0] / both[1])
    return statistics.geometric_mean(factors)


def table(results: Results, ours: str) -> tuple[list[str], int]:
    """Return the rows to print, and how many goals are missed."""
    rows = ["| trace | link | figure | ours | goal | |", "|---|---|---|---|---|---|"]
    missed = 0
    for goal in goals():
        verdict, got, limit = judge(results, ours, goal)
        if verdict == "open" and got is None:
            continue  # this cell was not run
        missed += verdict == "missed"
        sign = ">=" if goal.at_least else "<="
        says = "no peer's figure" if limit is None else f"{sign} {limit:.4g}"
        rows.append(f"| {goal.trace} | {goal.link} | {goal.figure} | {got:.4g} | {says} | {verdict} |")
    factor = bytes_factor(results, ours)
    if factor is not None:
        holds = factor <= _BYTES_FACTOR
        missed += not holds
        rows.append(f"| all but video | LAN | bytes | {factor:.4g} | <= 0.125 | {'holds' if holds else 'missed'} |")
    return rows, missed


def race(args: argparse.Namespace) -> None:
    """Run every cell, a run in a folder of its own."""
    for run in range(args.runs):
        for link in args.link:
            for name in args.trace:
                trace = args.race.parent / "traces" / f"{name}.trace"
                what = ["--contender", args.ours, *args.against, "--trace", trace, "--link", link]
                subprocess.run(
                    [
                        sys.executable,
                        "-c",
                        _RACE,
                        str(SETTLED_S.get(link, 3.0)),
                        args.out / f"run{run}",
                        *map(str, what),
                    ],
                    check=True,
                    cwd=args.race.parent,
                )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("race", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--ours", default=str(Path(__file__).resolve().parent / "contender"))
    parser.add_argument("--against", nargs="*", default=list(PEERS))
    parser.add_argument("--trace", nargs="+", default=list(TRACES), choices=TRACES)
    parser.add_argument("--link", nargs="+", default=[LAN, FAST, SLOW, LOSSY])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only-read", action="store_true", help="run nothing, judge what OUT holds")
    args = parser.parse_args()
    args.race, args.out = args.race.resolve(), args.out.resolve()
    if not args.only_read:
        race(args)
    rows, missed = table(read(args.out), Path(args.ours).name)
    print("\n".join(rows) + f"\n{missed} goals missed")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
