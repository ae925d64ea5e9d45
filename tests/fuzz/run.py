"""Tries decoders with atheris, which looks for input that reaches code nobody has reached yet.

    python tests/fuzz/run.py --seconds 600            # all of them, one after the other
    python tests/fuzz/run.py --seconds 60 png card    # some

Needs atheris (`pip install atheris`), which is no dependency of the project: it has wheels for Linux alone. Each
decoder runs in a process of its own; what ends one is written to `found/`, and `test_decoders.py` tries it from then.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOUND = Path(__file__).parent / "found"
ONE = "--one"


def main() -> int:
    """Run what the command line names, and say how many runs each had."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="for each decoder")
    parser.add_argument("targets", nargs="*")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    from tests.fuzz.decoders import TARGETS

    failed = 0
    for name in options.targets or TARGETS:
        failed += _run(name, options.seconds, TARGETS[name].seeds)
    return min(failed, 1)


def _run(name: str, seconds: int, seeds: list[bytes]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, seed in enumerate(seeds):
            (corpus / f"{number}").write_bytes(seed)
        prefix = f"-artifact_prefix={folder}/{name}-"
        options = [f"-max_total_time={seconds}", "-max_len=4096", "-rss_limit_mb=2048", "-timeout=20", prefix]
        done = subprocess.run(
            [sys.executable, __file__, ONE, name, *options, str(corpus)], capture_output=True, text=True, cwd=ROOT
        )
        runs = re.findall(r"^#(\d+)\s|Done (\d+) runs", done.stderr, re.MULTILINE)
        count = max((int(a or b) for a, b in runs), default=0)
        for file in Path(folder).glob(f"{name}-*"):
            FOUND.mkdir(exist_ok=True)
            (FOUND / file.name[:40]).write_bytes(file.read_bytes())
    print(
        f"{name:15} {count:12,} runs in {seconds} s, {'nothing found' if not done.returncode else 'FOUND'}", flush=True
    )
    if done.returncode:
        print("\n".join(done.stderr.splitlines()[-30:]))
    return done.returncode != 0


def _one(name: str, options: list[str]) -> None:
    """Try one decoder in this process, for ever or until something ends it."""
    import atheris

    sys.path.insert(0, str(ROOT))
    with atheris.instrument_imports(include=["protocol", "console.host"]):
        from tests.fuzz.decoders import TARGETS
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1:2] == [ONE]:
        _one(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(main())
