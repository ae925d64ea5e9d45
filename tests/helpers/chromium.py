"""Debian's Chromium without a window, driven through its DevTools protocol over a pair of pipes."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

PATIENCE_S = 60.0  # for an answer or a condition; reached only by a failing test
_LOOK_AGAIN_S = 0.05
_OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--mute-audio"),
    *("--disable-extensions", "--disable-background-networking", "--disable-component-update", "--hide-scrollbars"),
    "--remote-debugging-pipe",
)
_BY_PIPE = 'exec "$@" 3<&0 4>&1 </dev/null >&2'


class PageError(AssertionError):
    """A script of the page, or the browser, reported an error."""


class Chromium:
    """One browser with one page; not for several threads.

    Args:
        folder: keeps its profile.
        width: pixels of the page.
        height: pixels of the page.
        insecure: takes any certificate, for hosts that have made their own.
        believes: an authority (PEM) that it takes certificates of, besides those that it knows.

    Attributes:
        errors: what the page's scripts have reported as errors so far, uncaught ones and those of a broken policy.
    """

    def __init__(
        self,
        folder: Path,
        *,
        width: int = 1280,
        height: int = 800,
        insecure: bool = False,
        believes: Path | None = None,
    ) -> None:
        self.errors: list[str] = []
        self._number = 0
        self._answers: dict[int, dict[str, Any]] = {}
        self._buffer = b""
        self._session = ""
        self._size = (width, height)
        self._log = (folder / "chromium.log").open("wb")
        command = ["sh", "-c", _BY_PIPE, "sh", "chromium", *_OPTIONS, f"--user-data-dir={folder / 'profile'}"]
        command += ["--ignore-certificate-errors"] if insecure else []
        environment = dict(os.environ)
        if believes is not None:
            environment["HOME"] = str(folder)
            _believe(folder / ".pki" / "nssdb", believes)
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log, bufsize=0
        )

    def begin(self) -> None:
        """Take hold of the browser's first page."""
        target = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Runtime", "Page", "Log", "DOM", "Accessibility"):
            self.call(f"{domain}.enable")
        self.resize(*self._size)

    def resize(self, width: int, height: int, *, phone: bool = False) -> None:
        """Make the page `width` x `height` pixels, one device pixel each; as a phone's, where it is one."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": phone}
        self.call("Emulation.setDeviceMetricsOverride", **size)

    def open(self, url: str) -> None:
        """Go to `url`, and wait until it is loaded."""
        self.call("Page.navigate", url=url)
        self.wait_for("document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, script: str) -> Any:
        """Return what the expression `script` is in the page; a promise is awaited.

        Raises:
            PageError: it throws.
        """
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise PageError(_said(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def wait_for(self, condition: str) -> Any:
        """Wait until the expression `condition` is true in the page, and return it."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            with contextlib.suppress(PageError):  # the page may be on its way to another one
                if value := self.run(condition):
                    return value
            select.select([], [], [], _LOOK_AGAIN_S)
        raise PageError(f"never true: {condition}; errors: {self.errors}; text: {self.run('document.body.innerText')}")

    def click(self, selector: str) -> None:
        """Press the element with the mouse, in its middle, once it is there to be seen."""
        find = f"document.querySelector({json.dumps(selector)})"
        self.wait_for(f"{find}?.checkVisibility() && !{find}.disabled")
        self.run(f"{find}.scrollIntoView({{block: 'nearest'}})")
        box = f"(({{x, y, width, height}}) => [x + width / 2, y + height / 2])({find}.getBoundingClientRect())"
        x, y = self.run(box)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def type(self, text: str) -> None:
        """Type `text` where the focus is."""
        self.call("Input.insertText", text=text)

    def press(self, key: str, code: int) -> None:
        """Press a key by its name and its Windows key code, such as Enter and 13."""
        more = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **more)

    def screenshot(self, path: Path) -> None:
        """Write what the page looks like as PNG."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Call a method of the DevTools protocol and return its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._out, data) :]
        while self._number not in self._answers:
            self._read()
        answer = self._answers.pop(self._number)
        if "error" in answer:
            raise PageError(f"{method}: {answer['error']}")
        return answer["result"]

    def close(self) -> None:
        """End the browser."""
        with contextlib.suppress(PageError, OSError):
            self._session = ""
            self.call("Browser.close")
        try:
            self._process.wait(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._log):
            assert stream is not None
            stream.close()

    @property
    def _out(self) -> int:
        assert self._process.stdin is not None
        return self._process.stdin.fileno()

    @property
    def _in(self) -> int:
        assert self._process.stdout is not None
        return self._process.stdout.fileno()

    def _read(self) -> None:
        if not select.select([self._in], [], [], PATIENCE_S)[0]:
            raise PageError("the browser does not answer")
        data = os.read(self._in, 1 << 20)
        if not data:
            raise PageError("the browser is gone")
        *whole, self._buffer = (self._buffer + data).split(b"\0")
        for text in whole:
            self._take(json.loads(text))

    def _take(self, message: dict[str, Any]) -> None:
        if "id" in message:
            self._answers[message["id"]] = message
        elif message["method"] == "Runtime.exceptionThrown":
            self.errors.append(_said(message["params"]["exceptionDetails"]))
        elif message["method"] == "Log.entryAdded" and message["params"]["entry"]["level"] == "error":
            self.errors.append(message["params"]["entry"]["text"])


def _said(details: dict[str, Any]) -> str:
    return str(details.get("exception", {}).get("description") or details["text"])


def _believe(database: Path, authority: Path) -> None:
    """Write the database in which a Chromium on Linux looks for authorities of its user's."""
    if shutil.which("certutil") is None:
        pytest.skip("needs certutil")
    database.mkdir(parents=True)
    for options in (["-N", "--empty-password"], ["-A", "-t", "C,,", "-n", "test", "-i", str(authority)]):
        subprocess.run(["certutil", *options, "-d", f"sql:{database}"], check=True, capture_output=True)


Kind = TypeVar("Kind", bound=Chromium)


@contextlib.contextmanager
def chromium(kind: type[Kind], **options: Any) -> Iterator[Kind]:
    """Yield a browser of `kind`, which ends with the block."""
    if shutil.which("chromium") is None:
        pytest.skip("needs chromium")
    with tempfile.TemporaryDirectory(prefix="fernblick-browser-", ignore_cleanup_errors=True) as folder:
        browser = kind(Path(folder), **options)
        try:
            browser.begin()
            yield browser
        finally:
            browser.close()
