"""A customer checks the connection on the page: each step by the host's own answer, and copied with one click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from demonstration.desktop import wait_for
from tests.helpers.chromium import chromium
from tests.system.conftest import SIZE
from tests.system.page.web_proxies import PLACE, WebProxy
from tests.system.stage.browser import Browser
from tests.system.stage.stage import Stage
from tests.system.stage.team import Team

pytestmark = pytest.mark.system


@pytest.fixture
def page(stage: Stage) -> Iterator[Browser]:
    with chromium(Browser, width=SIZE[0], height=SIZE[1], insecure=True) as page:
        yield page
        page.screenshot(stage.folder / "page.png")


def found(page: Browser) -> list[str]:
    lines: list[str] = page.run("[...document.querySelectorAll('#check-list li')].map((line) => line.textContent)")
    return lines


def test_the_page_says_what_the_host_answers_in_german_too(stage: Stage, staffed: Path, page: Browser) -> None:
    team = Team(stage, stage.technician, staffed)
    page.prefers(language="de", dark=True)
    page.open(f"https://127.0.0.1:{team.port}/")
    page.run("navigator.clipboard.writeText = async (text) => { globalThis.copied = text; }")
    page.use("button", "Verbindung prüfen")
    wait_for("the host's own view", lambda: any("sieht Sie unter 127.0.0.1" in line for line in found(page)))
    lines = found(page)
    for part in ("✓ Server: antwortet nach", "✓ WebSocket: steht", "✓ Host: antwortet", "Verzögerung:", "Durchsatz:"):
        assert any(part in line for line in lines), lines
    assert not any(line.startswith("✗") for line in lines)
    page.screenshot(stage.folder / "check.png")
    page.use("button", "Ergebnis kopieren")
    wait_for("the copy", lambda: page.run("globalThis.copied ?? ''"))
    copied = page.run("globalThis.copied")
    assert all(line in copied for line in lines)
    assert f"https://127.0.0.1:{team.port}/" in copied
    assert page.errors == []


def test_a_network_that_blocks_websockets_is_seen(stage: Stage, staffed: Path, page: Browser) -> None:
    blocked = "    location = /support/link { return 403; }\n" + PLACE
    proxy = WebProxy("nginx", stage.folder / "nginx", changed=lambda text: text.replace(PLACE, blocked))
    team = Team(stage, stage.technician, staffed, proxy.options)
    proxy.start(team.theo)
    page.open(f"{proxy.url}/")
    page.use("button", "Check the connection")
    wait_for("the reason", lambda: any("✗ WebSocket: something between" in line for line in found(page)))
    assert any("✓ Server: answers" in line for line in found(page))
