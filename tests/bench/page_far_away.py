"""Measure how soon a customer far away can type their code:  page_far_away.py SHARED_BENCH [DELAY_MS RATE_KB]

SHARED_BENCH is the folder with `link.py`. A host and a browser are in namespaces of their own, DELAY_MS there and back
and RATE_KB kilobytes a second apart (400 and 50). Prints, for a first visit and for the second, the milliseconds from
the address to the form, and to all that a chat needs. Must be root.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.helpers.chromium import Chromium, chromium

HOST, CUSTOMER = "fernblick-far-host", "fernblick-far-customer"
ADDRESS, PORT = "10.88.0.1", 7443
LOOK = """
  globalThis.seen = {};
  const look = () => {
    const form = document.getElementById("code");
    if (form && !form.hidden) seen.form ??= performance.now();
    if (document.body?.dataset.section) seen.all ??= performance.now();
    requestAnimationFrame(look);
  };
  look();
"""


@contextmanager
def far_apart(link: Path, delay_ms: int, rate_kb: int) -> Iterator[None]:
    """Make two namespaces with such a link between them."""
    command = [sys.executable, link / "link.py", HOST, CUSTOMER, str(rate_kb * 8 / 1000), str(delay_ms / 2), "0"]
    for name in (HOST, CUSTOMER):
        subprocess.run(["ip", "netns", "add", name], check=True)
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            assert process.stdout.readline().strip() == b"ready"
            yield
            process.communicate()
    finally:
        for name in (HOST, CUSTOMER):
            subprocess.run(["ip", "netns", "del", name], check=True)


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """Run a host there until the end."""
    program = [sys.executable, "-P", "-m", "console.host", "serve", "--data", str(folder)]
    command = ["ip", "netns", "exec", HOST, *program, "--listen", f"{ADDRESS}:{PORT}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield
        finally:
            process.terminate()


def visit(page: Chromium) -> tuple[float, float]:
    """Open the host's address and return when the form is there, and when everything is."""
    page.open(f"https://{ADDRESS}:{PORT}/")
    page.wait_for("seen.all")
    seen = page.run("[seen.form, seen.all]")
    return seen[0], seen[1]


def browse() -> None:
    """Measure, in the customer's namespace."""
    with chromium(Chromium, insecure=True) as page:
        page.call("Page.addScriptToEvaluateOnNewDocument", source=LOOK)
        for number in ("first", "second"):
            print(number, "visit: form {:.0f} ms, all {:.0f} ms".format(*visit(page)), flush=True)


def main() -> None:
    """Measure both visits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, nargs="?")
    parser.add_argument("delay_ms", type=int, nargs="?", default=400)
    parser.add_argument("rate_kb", type=int, nargs="?", default=50)
    options = parser.parse_args()
    if options.shared is None:
        browse()
        return
    link = far_apart(options.shared, options.delay_ms, options.rate_kb)
    with link, tempfile.TemporaryDirectory() as folder, serving(Path(folder)):
        subprocess.run(["ip", "netns", "exec", CUSTOMER, sys.executable, __file__], check=True)


if __name__ == "__main__":
    main()
