"""Measure how soon a customer far away can type their code:  page_far_away.py SHARED_BENCH [DELAY_MS RATE_KB]

SHARED_BENCH is the folder with `link.py`. A host with a company's page and a browser are in namespaces of their own,
DELAY_MS there and back and RATE_KB kilobytes a second apart (400 and 50). Prints, for a first visit and for the second,
the milliseconds from the address to the form, and to all that a chat needs. Must be root.
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
PROGRAM = (sys.executable, "-P", "-m", "console.host")
COMPANY = (
    *("--name", "Example Support Ltd", "--colour", "#1a73e8", "--telephone", "+49 30 1234567"),
    *("--greeting-en", "Welcome to our support. We help with printers, tills and everything that is plugged in."),
    *("--greeting-de", "Willkommen bei unserem Support. Wir helfen bei Druckern, Kassen und allem mit einem Stecker."),
    *(
        "--away-en",
        "We are here from Monday to Friday, 9 to 5.",
        "--away-de",
        "Wir sind Montag bis Freitag von 9 bis 17 Uhr da.",
    ),
    *("--privacy-link-en", "https://example.com/privacy", "--imprint-link-de", "https://example.com/impressum"),
)
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
    command = ["ip", "netns", "exec", HOST, *PROGRAM, "serve", "--data", str(folder), "--listen", f"{ADDRESS}:{PORT}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        try:
            yield
        finally:
            process.terminate()


def set_page(folder: Path) -> None:
    """Make the host's page a company's, before the host serves it."""
    with serving(folder):  # makes the database
        subprocess.run(
            [*PROGRAM, "page", "set", "--data", str(folder), *COMPANY], check=True, stdout=subprocess.DEVNULL
        )


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
    with link, tempfile.TemporaryDirectory() as folder:
        set_page(Path(folder))
        with serving(Path(folder)):
            subprocess.run(["ip", "netns", "exec", CUSTOMER, sys.executable, __file__], check=True)


if __name__ == "__main__":
    main()
