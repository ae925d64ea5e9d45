"""The page as browsers get it: the company's, what is known of the place, and nothing in it that is more than words."""

import base64
import gzip
import hashlib
import html
import json
import random
import re

import aiohttp
import pytest

from console.host.core.limits import UNKNOWN_PLACES_A_MINUTE
from console.host.links.page_address import Contact
from console.host.links.page_files import FOR_EVER
from protocol.vocabulary.accounts import Presence, SetPresence
from protocol.vocabulary.web import TEXTS, PageSettings, PageWords, limits_of, with_plain_words
from tests.console.host.links.test_pages import Website, anyone
from tests.helpers.pictures import picture

HOSTILE = '"><script>alert(1)</script><b>&amp;'
MULLER = PageSettings(
    name="Müller & Söhne",
    colour="#ffcc00",
    logo=picture(width=300, height=100),
    english=PageWords(greeting="Hello", privacy="Nothing is kept."),
    german=PageWords(imprint_link="https://example.com/impressum"),
)


@pytest.fixture
async def staffed(staffed, command):
    command("groups", "channel", "support", "printers")
    return staffed


@pytest.fixture
async def site(staffed, until):
    reception = staffed.gateway.services.reception
    await until(lambda: reception._directory.accounts.channels() == ("printers",))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=anyone())) as http:
        yield Website(staffed, http)


@pytest.fixture
def shown(staffed, until, data_folder, tmp_path):
    """Set the page as another process would, and wait until the host shows it."""
    from console.host.store.records.accounts import Author
    from console.host.store.store import Store

    async def show(settings):
        store = Store(tmp_path / "host" / "host.sqlite")
        store.pages.change(settings, Author(who="root", time_ms=1))
        store.close()
        await until(lambda: staffed.gateway.services.reception.page.settings == settings)

    return show


async def told(site, path):
    """Return the page at `path`, and what it says of the company and of that place."""
    status, headers, body = await site.get(path)
    assert status == 200
    text = body.decode()
    content = re.search(r'<meta name="company" content="([^"]*)">', text)[1]
    return text, json.loads(html.unescape(content)), headers


async def now(site, place=""):
    status, headers, body = await site.get(f"/company/now{place}")
    assert (status, headers["Cache-Control"]) == (200, "no-cache")
    return json.loads(body)


async def test_a_page_that_nobody_has_set_is_as_it_was(site):
    text, said, _ = await told(site, "/")
    assert "Fernblick</span>" in text
    assert "<title>Support chat</title>" in text
    assert said["entrance"] == {"channels": []}
    assert said["words"]["en"] == said["words"]["de"]
    assert not any(said["words"]["en"].values())


async def test_the_page_is_the_companys(site, shown):
    await shown(MULLER)
    text, said, headers = await told(site, "/chat/printers")
    assert "<title>Müller &amp; Söhne – Support chat</title>" in text
    assert "Fernblick</span>" not in text
    assert said["name"] == "Müller & Söhne"
    assert (said["words"]["en"]["greeting"], said["words"]["de"]["greeting"]) == ("Hello", "Hello")
    assert (said["words"]["de"]["privacy"], said["words"]["en"]["imprint"]) == (True, False)
    assert said["words"]["en"]["imprint_link"] == "https://example.com/impressum"
    assert "--accent:#ffcc00;" in text
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in headers["Content-Security-Policy"]
    assert "Nothing is kept." not in text, "who does not read it does not load it"


CONTACT = re.compile(r'<body data-telephone="([^"]*)" data-mail="([^"]*)">')


async def test_whom_to_turn_to_is_what_the_administrators_say_and_else_what_the_hosts_file_says(
    cheap_passwords, command, start_host, monkeypatch, until
):
    monkeypatch.setattr("console.host.technicians.following.POLL_S", 0.05)
    host = await start_host(contact=Contact("0800 1", "host@example.com"))
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=anyone())) as http:
        site = Website(host, http)
        assert CONTACT.search((await told(site, "/"))[0]).groups() == ("0800 1", "host@example.com")
        command("page", "set", "--telephone", "+49 30 1234-56")
        await until(lambda: host.gateway.services.reception.page.settings.telephone)
        assert CONTACT.search((await told(site, "/"))[0]).groups() == ("+49 30 1234-56", "host@example.com")


async def test_its_files_are_kept_for_ever_at_an_address_that_changes_with_them(site, shown):
    await shown(MULLER)
    text, said, _ = await told(site, "/")
    logo = re.search(r'data-src="([^"]*)" alt="" width="(\d+)" height="(\d+)"', text)
    assert (logo[2], logo[3]) == ("96", "32")
    status, headers, body = await site.get(logo[1])
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "image/png", FOR_EVER)
    assert body == MULLER.logo
    status, headers, body = await site.get(f"/company/{said['folder']}/notices.json")
    assert (status, headers["Cache-Control"]) == (200, FOR_EVER)
    assert json.loads(body)["de"]["privacy"] == "Nothing is kept."
    await shown(PageSettings(name="Müller", logo=picture()))
    _, after, _ = await told(site, "/")
    assert after["folder"] != said["folder"]
    status, headers, body = await site.get(logo[1])
    assert (headers["Cache-Control"], body) == ("no-cache", picture()), "of today, and not to be kept as that of before"
    await shown(PageSettings(name="Müller"))
    assert (await site.get(logo[1]))[0] == 404


async def test_words_are_only_words_whatever_they_are(site, shown):
    words = PageWords(greeting=HOSTILE, away=HOSTILE, privacy=HOSTILE, imprint_link="https://example.com/'\"<script>")
    await shown(PageSettings(name=HOSTILE, colour="#ffffff", english=words))
    text, said, _ = await told(site, "/chat/printers")
    assert said["name"] == HOSTILE
    assert said["words"]["en"]["greeting"] == HOSTILE
    assert "<script>alert" not in text
    assert "<b>" not in text


async def test_a_page_is_not_sent_again_until_something_is_another(site, shown, staffed, log_in, until):
    _, _, headers = await told(site, "/chat/printers")
    again = {"If-None-Match": headers["ETag"]}
    assert (await site.get("/chat/printers", **again))[0] == 304
    await log_in("Bob")
    assert (await site.get("/chat/printers", **again))[0] == 200, "somebody is there now"
    _, _, headers = await told(site, "/chat/printers")
    await shown(MULLER)
    assert (await site.get("/chat/printers", **{"If-None-Match": headers["ETag"]}))[0] == 200


async def test_whether_somebody_is_there_is_said_before_anything_is_typed(site, log_in, until):
    assert await now(site, "/printers") == {"known": True, "here": False}
    bob = await log_in("Bob")
    assert (await told(site, "/chat/printers"))[1]["entrance"] == {"known": True, "here": True}
    for presence, here in ((Presence.AWAY, False), (Presence.BUSY, True)):
        bob.send(SetPresence(presence=presence))
        await bob.settled()
        assert (await now(site, "/printers"))["here"] is here
    bob.close()
    while (await now(site, "/printers"))["here"]:
        pass


async def test_the_channels_that_the_page_shows_are_those_that_there_are(site, shown, command, staffed, until):
    await shown(PageSettings(channels=("printers",)))
    assert await now(site) == {"channels": [["printers", False]]}
    command("groups", "channel", "support", "tills")
    await until(lambda: staffed.gateway.services.directory.accounts.channels() == ("tills",))
    assert await now(site) == {"channels": []}


async def test_an_unknown_channel_is_said_at_once_and_not_to_who_looks_for_names(site):
    assert (await told(site, "/chat/nobody"))[1]["entrance"]["known"] is False
    for _ in range(UNKNOWN_PLACES_A_MINUTE.usual - 1):
        assert (await now(site, "/nobody"))["known"] is False
    assert await now(site, "/nobody") == {}
    assert await now(site, "/printers") == {}, "or what is answered would be what there is"
    assert (await told(site, "/chat/printers"))[1]["entrance"] == {}


async def test_a_link_that_is_used_up_is_said_at_once_and_of_digits_nothing_is_said(site, staffed, new_case):
    case = await new_case(staffed).open()
    await case.make_code()
    link = staffed.gateway.services.codes.of_session(case.session).link_route
    assert (await now(site, f"/{link}")) == {"known": False, "code": ""}
    assert (await now(site, "/abcdefghijkl")) == {"known": False, "code": "unknown_code"}
    assert (await now(site, f"/{staffed.gateway.services.codes.of_session(case.session).route}")) == {
        "known": False,
        "code": "",
    }
    assert (await now(site, "/0000")) == {"known": False, "code": ""}


@pytest.mark.parametrize("path", ["/company/", "/company/x", "/company/x/y", "/company/now/No", "/company/now/a/b"])
async def test_nothing_else_is_there(site, path):
    assert (await site.get(path))[0] == 404


async def test_the_longest_words_delay_the_form_by_little(site, shown):
    letters = random.Random(1)
    words = {name: "".join(letters.choices("abcdefghijklmnop ", k=limits_of(name)[0])) for name in TEXTS}
    long = with_plain_words(PageWords(**words))
    await shown(PageSettings(name="x" * 60, colour="#ffcc00", logo=picture(), english=long, german=long))
    _, _, body = await site.get("/chat/printers", **{"Accept-Encoding": "gzip"})
    assert len(gzip.compress(body)) < 12_000, "what a server sends before the first word comes back"
