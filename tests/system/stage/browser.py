"""A page as the customer in front of it has it: read as a screen reader reads it, used with mouse and keyboard."""

from __future__ import annotations

import time
from dataclasses import dataclass

from demonstration.desktop import wait_for
from tests.helpers.chromium import Chromium, PageError

LOOKS_S = 0.2  # see LOOK_MS in resources/web/steady.js


@dataclass(frozen=True)
class Seen:
    """Something that the page shows, as a screen reader has it."""

    role: str
    name: str
    node: int
    disabled: bool = False
    value: str = ""


class Browser(Chromium):
    """A browser whose page is named by what it says."""

    def prefers(self, *, language: str = "en", dark: bool = False) -> None:
        """Ask pages for this language and these colours, from the next one on."""
        agent = self.run("navigator.userAgent")
        self.call("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=language)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])

    def seen(self) -> list[Seen]:
        """Return everything that a screen reader finds."""
        found = []
        for node in self.call("Accessibility.getFullAXTree")["nodes"]:
            if node.get("ignored") or "backendDOMNodeId" not in node:
                continue
            properties = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
            seen = Seen(
                role=str(node["role"]["value"]),
                name=str(node.get("name", {}).get("value", "")),
                node=int(node["backendDOMNodeId"]),
                disabled=bool(properties.get("disabled")),
                value=str(node.get("value", {}).get("value", "")),
            )
            found.append(seen)
        return found

    def find(self, role: str, name: str) -> Seen | None:
        """Return the first thing with this role whose name begins so."""
        return next((each for each in self.seen() if each.role == role and each.name.startswith(name)), None)

    def see(self, role: str, name: str) -> Seen:
        """Wait for such a thing."""
        return wait_for(f"{role} {name!r} in the page", lambda: self.find(role, name))

    def words(self) -> str:
        """Return all that can be read in the page; nothing while it is on its way to another one."""
        try:
            return str(self.run("document.body?.innerText ?? ''"))
        except PageError:
            return ""

    def reads(self, words: str) -> None:
        """Wait until these words can be read in the page."""
        wait_for(f"{words!r} in the page", lambda: words in self.words())

    def use(self, role: str, name: str) -> None:
        """Click into the middle of a thing, as soon as it can be used."""

        def usable() -> Seen | None:
            found = self.find(role, name)
            return found if found is not None and not found.disabled else None

        node = wait_for(f"{role} {name!r} to use in the page", usable).node
        self.call("DOM.scrollIntoViewIfNeeded", backendNodeId=node)
        time.sleep(LOOKS_S)  # the page has looked by then whether it stands still
        wait_for(f"{role} {name!r} to take clicks", lambda: self._takes_clicks(node))
        corners = self.call("DOM.getBoxModel", backendNodeId=node)["model"]["border"]
        x, y = sum(corners[::2]) / 4, sum(corners[1::2]) / 4
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def enter(self, name: str, words: str) -> None:
        """Click into a field and type."""
        self.use("textbox", name)
        self.type(words)
        wait_for(f"{words!r} in {name!r}", lambda: (seen := self.find("textbox", name)) and seen.value == words)

    def say(self, words: str) -> None:
        """Write a chat line and send it with Enter."""
        self.enter("Message", words)
        self.press("Enter", 13)

    def _takes_clicks(self, node: int) -> bool:
        """Return whether it has stood in its place for as long as what gives something away has to."""
        element = self.call("DOM.resolveNode", backendNodeId=node)["object"]["objectId"]
        looks = "function() { return this.classList?.contains('unsettled') ?? false; }"
        answer = self.call("Runtime.callFunctionOn", objectId=element, functionDeclaration=looks, returnByValue=True)
        return not answer["result"]["value"]
