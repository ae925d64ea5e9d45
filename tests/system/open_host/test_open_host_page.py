"""The page of a host for anybody in Chromium: whose host it is, what nobody honest asks for, and a session reported."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from console.host.guests.opening import Opening
from console.host.process.folder import DataFolder
from console.host.process.server import Host, Options
from tests.helpers.chromium import chromium
from tests.system.stage.browser import Browser

pytestmark = pytest.mark.system

GUARD = "document.getElementById('guard')?.hidden === false && document.getElementById('guard').innerText"
RED_X = "(() => { const x = document.querySelector('#guard img'); return x.complete && x.naturalWidth === 28; })()"


@pytest.fixture
async def port(tmp_path, request) -> AsyncIterator[int]:
    opening = getattr(request, "param", Opening(contact="abuse@example.org"))
    host = Host(DataFolder(tmp_path / "host"), Options(address="127.0.0.1", port=0, opening=opening))
    _, port = await host.start()
    yield port
    host.stop()


async def looked_at(port: int, look) -> None:
    """Look at the page in a thread, while the host runs in this one's loop."""
    import asyncio

    def run() -> None:
        with chromium(Browser, insecure=True) as page:
            page.open(f"https://127.0.0.1:{port}/")
            look(page)
            assert page.errors == []

    await asyncio.to_thread(run)


async def test_whose_host_it_is_and_what_nobody_honest_asks_for_stands_beside_the_form(port) -> None:
    def look(page: Browser) -> None:
        page.prefers(language="en")
        page.reads(f"This page is on 127.0.0.1:{port}")
        said = str(page.run(GUARD))
        assert "Microsoft" in said
        assert "bank" in said
        page.wait_for(RED_X)
        page.reads("Report abuse: abuse@example.org")
        page.use("button", "Deutsch")
        page.reads("Missbrauch melden: abuse@example.org")
        assert "Niemand von einer Bank" in str(page.run(GUARD))

    await looked_at(port, look)


@pytest.mark.parametrize("port", [None], indirect=True)
async def test_any_other_host_says_nothing_of_it(port) -> None:
    def look(page: Browser) -> None:
        page.wait_for("document.body.dataset.section === 'code'")
        assert page.run("document.getElementById('guard')") is None

    await looked_at(port, look)
