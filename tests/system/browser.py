"""Chromium without a window, as a customer uses it: what they see is read as a screen reader does, what they do is done
with mouse and keyboard. It is driven by its own DevTools protocol, over a pipe."""

from __future__ import annotations

import base64
import json
import select
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo_desktop import PATIENCE_S, wait_for
from demo_processes import Processes

OPTIONS = (
    "--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-default-apps", "--disable-sync", "--mute-audio",
    "--disable-dev-shm-usage", "--ignore-certificate-errors", "--remote-debugging-pipe", "--hide-scrollbars",
)  # fmt: skip
BY_PIPE = 'exec "$@" 3<&0 4>&1 </dev/null >/dev/null'
ROLES = {"button", "textbox", "link", "heading", "status", "log", "alert", "dialog", "listitem", "image"}


@dataclass(frozen=True)
class Seen:
    """Something that the page shows, as a screen reader has it."""

    role: str
    name: str
    node: int
    disabled: bool = False
    value: str = ""


class Browser:
    """A running Chromium with a profile of its own."""

    def __init__(self, processes: Processes, folder: Path, environment: dict[str, str]) -> None:
        command = ["sh", "-c", BY_PIPE, "sh", "chromium", *OPTIONS, f"--user-data-dir={folder}"]
        process = processes.start("chromium", command, environment=environment, controlled=True)
        assert process.stdin is not None
        assert process.stdout is not None
        self._in, self._out = process.stdin, process.stdout
        self._number = 0
        self._begun = b""
        self.events: list[dict[str, Any]] = []

    def tab(
        self, *, width: int = 1000, height: int = 760, language: str = "en", dark: bool = False, phone: bool = False
    ) -> Tab:
        """Open an empty tab, with storage of its own, on such a screen."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        target = self.call("Target.createTarget", url="about:blank", browserContextId=context)["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, session)
        tab.call("Page.enable")
        tab.call("Runtime.enable")
        tab.call("Log.enable")
        tab.call("Network.enable")
        tab.call("Accessibility.enable")
        agent = tab.evaluate("navigator.userAgent")
        tab.call("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=language)
        scheme = "dark" if dark else "light"
        tab.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        tab.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone
        )
        return tab

    def call(self, method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
        """Have it carry out one command and return the answer."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        if session is not None:
            command["sessionId"] = session
        self._in.write(json.dumps(command).encode() + b"\0")
        self._in.flush()
        deadline = time.monotonic() + PATIENCE_S
        while True:
            message = self._read(deadline)
            if message.get("id") == self._number:
                assert "error" not in message, f"{method}: {message['error']}"
                return dict(message["result"])
            self.events.append(message)

    def _read(self, deadline: float) -> dict[str, Any]:
        while b"\0" not in self._begun:
            ready, _, _ = select.select([self._out], [], [], max(0.0, deadline - time.monotonic()))
            assert ready, "the browser does not answer"
            more = self._out.read1(65536)  # type: ignore[attr-defined]
            assert more, "the browser has ended"
            self._begun += more
        whole, _, self._begun = self._begun.partition(b"\0")
        return dict(json.loads(whole))


class Tab:
    """One tab of the browser."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser = browser
        self.session = session

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Have the browser carry out one command in this tab."""
        return self._browser.call(method, self.session, **parameters)

    def open(self, url: str) -> None:
        """Go to another page."""
        self.call("Page.navigate", url=url)

    def evaluate(self, expression: str) -> Any:
        """Return what a JavaScript expression comes to, awaited."""
        answer = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    # -- what can be seen -----------------------------------------------------------------------------------

    def seen(self) -> list[Seen]:
        """Return everything that a screen reader finds."""
        found = []
        for node in self.call("Accessibility.getFullAXTree")["nodes"]:
            if node.get("ignored") or "backendDOMNodeId" not in node:
                continue
            properties = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
            found.append(
                Seen(
                    role=str(node["role"]["value"]),
                    name=str(node.get("name", {}).get("value", "")),
                    node=int(node["backendDOMNodeId"]),
                    disabled=bool(properties.get("disabled")),
                    value=str(node.get("value", {}).get("value", "")),
                )
            )
        return found

    def find(self, role: str, name: str) -> Seen | None:
        """Return the first thing with this role whose name begins so."""
        return next((each for each in self.seen() if each.role == role and each.name.startswith(name)), None)

    def see(self, role: str, name: str) -> Seen:
        """Wait for such a thing."""
        return wait_for(f"{role} named {name!r} in the page", lambda: self.find(role, name))

    def words(self) -> str:
        """Return all that can be read in the page."""
        return str(self.evaluate("document.body.innerText"))

    def reads(self, words: str) -> None:
        """Wait until these words can be read in the page."""
        wait_for(f"{words!r} in the page", lambda: words in self.words())

    # -- what can be done -----------------------------------------------------------------------------------

    def click(self, role: str, name: str) -> None:
        """Click into the middle of a thing, as soon as it can be used."""

        def usable() -> Seen | None:
            found = self.find(role, name)
            return found if found is not None and not found.disabled else None

        node = wait_for(f"{role} {name!r} to click in the page", usable).node
        self.call("DOM.scrollIntoViewIfNeeded", backendNodeId=node)
        corners = self.call("DOM.getBoxModel", backendNodeId=node)["model"]["border"]
        x, y = sum(corners[::2]) / 4, sum(corners[1::2]) / 4
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def enter(self, name: str, words: str) -> None:
        """Click into a field and type."""
        self.click("textbox", name)
        self.call("Input.insertText", text=words)

    def press(self, key: str, code: int) -> None:
        """Press a key."""
        text = {"Enter": "\r", "Space": " "}.get(key, "")
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                text=text if kind == "keyDown" else "",
            )  # fmt: skip

    def say(self, words: str) -> None:
        """Write a chat line and send it with Enter."""
        self.enter("Message", words)
        self.press("Enter", 13)

    def picture(self, file: Path) -> None:
        """Save what the page looks like."""
        file.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))

    def complaints(self) -> list[str]:
        """Return what the browser has had to complain about: errors, refused by policy, exceptions."""
        found = []
        for event in self._browser.events:
            if event.get("sessionId") != self.session:
                continue
            parameters = event.get("params", {})
            if event["method"] == "Log.entryAdded" and parameters["entry"]["level"] == "error":
                found.append(str(parameters["entry"]["text"]))
            elif event["method"] == "Runtime.exceptionThrown":
                found.append(str(parameters["exceptionDetails"]))
        return found

    def requests(self) -> list[str]:
        """Return every address that the page has asked for."""
        return [
            str(event["params"]["request"]["url"])
            for event in self._browser.events
            if event.get("sessionId") == self.session and event["method"] == "Network.requestWillBeSent"
        ]
