"""Behind nginx, Caddy and HAProxy, in a folder of their site: a code, the chat, the exact picture, a program's link."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from demonstration.desktop import act_until, wait_for
from environment.trouble import Trouble
from protocol.link.link import Link
from protocol.link.websocket import WebSocketClient
from protocol.vocabulary.codec import Message
from protocol.vocabulary.messages import Hello, Welcome
from tests.helpers.chromium import chromium
from tests.system.conftest import SIZE
from tests.system.page.web_proxies import PLACE, WebProxy
from tests.system.stage.browser import Browser
from tests.system.stage.page_picture import same_picture
from tests.system.stage.stage import Stage
from tests.system.stage.team import Team

pytestmark = pytest.mark.system

CLIENT = "127.0.0.5"  # where the program comes from
SAID_WITHIN_S = 10.0
KINDS = ("nginx", "caddy", "haproxy")
CONTACT = ("--contact-telephone", "+49 30 1234-56", "--contact-email", "help@support.example")


@pytest.fixture
def page(stage: Stage) -> Iterator[Browser]:
    with chromium(Browser, width=SIZE[0], height=SIZE[1], insecure=True) as page:
        yield page
        page.screenshot(stage.folder / "page.png")


async def greeted(proxy: WebProxy) -> None:
    """Reach the host with a program's link through the proxy, whatever the program says of itself."""
    context = ssl.create_default_context(cafile=str(proxy.authority.path))
    got: asyncio.Queue[Message] = asyncio.Queue()
    link = Link(receive=got.put_nowait, ended=lambda end: None)
    client = WebSocketClient(link, ("localhost", proxy.port), "/support")
    await asyncio.get_running_loop().create_connection(
        lambda: client, "127.0.0.1", proxy.port, ssl=context, server_hostname="localhost", local_addr=(CLIENT, 0)
    )
    async with asyncio.timeout(60):
        await client.standing
        link.send(Hello(program="viewer"))
        assert isinstance(await got.get(), Welcome)
    link.close()
    await link.wait_gone()


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_leads_to_chat_and_picture_behind_a_web_proxy(
    kind: str, stage: Stage, staffed: Path, page: Browser
) -> None:
    proxy = WebProxy(kind, stage.folder / kind)
    said = ("--log-level", "debug")  # of strangers, too: one of them is this test's program
    team = Team(stage, stage.technician, staffed, (*proxy.options, *said))
    proxy.start(team.theo)
    console = team.console(team.theo, "--new-session", "Clara", "--link-file", str(stage.link_file))
    link, code = stage.link()

    page.open(f"{proxy.url}/")
    page.run("document.getElementById('digits').focus()")
    page.type(code)
    page.use("button", "Join")
    console.reads("Chat session established with Clara")
    console.write("Good morning")
    page.reads("Good morning")
    page.say("It is on fire")
    console.see("Customer, .*, It is on fire|Clara, .*, It is on fire|.*It is on fire")

    def press() -> None:
        if console.find("Share screen", "button") is not None:
            with contextlib.suppress(Trouble):  # it has begun meanwhile
                console.click("Share screen", within_s=5)

    act_until("the share", lambda: console.find("Stop sharing", "button"), act=press)
    wait_for("the technician's screen in the page", lambda: _is_exact(page, team))
    assert page.errors == []
    assert link

    asyncio.run(greeted(proxy))
    log = stage.folder / "server-1.log"
    wait_for("the program's own address in the log", lambda: f"link from {CLIENT} ended" in log.read_text() or None)


def _is_exact(page: Browser, team: Team) -> bool:
    shown = page.run("document.querySelector('.mirror-picture')?.checkVisibility() ?? false")
    return bool(shown) and same_picture(page, team.theo.screen)


BREAKS = {
    "no_upgrade": lambda text: text.replace("proxy_set_header Upgrade", "#").replace(
        "proxy_set_header Connection $fernblick_connection", "#"
    ),
    "origin": lambda text: text.replace("Host $http_host", "Host other.example"),
    "blocked": lambda text: text.replace(
        PLACE, "    location = /support/link { if ($http_upgrade) { return 403; } "
        "proxy_pass http://127.0.0.1:7331; }\n" + PLACE
    ),
}  # fmt: skip


@pytest.mark.parametrize(("why", "language"), [*zip(BREAKS, ("en", "de", "en"), strict=True)])
def test_a_page_whose_websocket_is_blocked_says_so_and_whom_to_turn_to(
    why: str, language: str, stage: Stage, staffed: Path, page: Browser
) -> None:
    proxy = WebProxy("nginx", stage.folder / "nginx", changed=BREAKS[why])
    options = [*proxy.options, *CONTACT]
    if why == "origin":
        options[options.index("--web-url") + 1] = "https://elsewhere.example/support"
    team = Team(stage, stage.technician, staffed, options)
    proxy.start(team.theo)
    page.prefers(language=language, dark=language == "de")
    page.open(f"{proxy.url}/")
    page.run("document.getElementById('digits').focus()")
    page.type("0000 000 000")
    page.use("button", {"en": "Join", "de": "Beitreten"}[language])
    sentence = {"en": "lets this page through but not its chat", "de": "lässt diese Seite durch, aber nicht ihren Chat"}
    wait_for("the page to say so", lambda: sentence[language] in page.words(), within_s=SAID_WITHIN_S)
    page.reads("+49 30 1234-56")
    page.reads("help@support.example")
    log = stage.folder / "server-1.log"
    wait_for("the reason in the log", lambda: f"({why}):" in log.read_text() or None)
