"""What administrators ask about the page, over loopback: who may, what is answered, who is told."""

import pytest

from console.host.core.accounts.company_page import NOBODYS
from protocol.vocabulary.accounts import Changed, WatchDirectory
from protocol.vocabulary.messages import Reason, Refused
from protocol.vocabulary.web import AskPage, EarlierPage, PageEntry, PageSettings, SetPage

pytestmark = pytest.mark.usefixtures("cheap_passwords")

MULLER, MEIER = PageSettings(name="Müller"), PageSettings(name="Meier", colour="#00aa00")


async def ask(client, message):
    client.send(message)
    return (await client.get(Changed, lambda changed: changed.request == message.request)).reason


@pytest.fixture
async def ada(log_in):
    client = await log_in("Ada")
    client.send(WatchDirectory(request=0, watch=True))
    assert (await client.get(PageEntry)).settings == NOBODYS
    await client.get(Changed)
    return client


@pytest.mark.parametrize("message", [SetPage(request=9, settings=MULLER), AskPage(request=9, version=0)])
async def test_only_administrators_are_obeyed(staffed, log_in, message):
    bob = await log_in("Bob")
    assert await ask(bob, message) is Reason.NOT_ALLOWED
    assert [m for m in await bob.settled() if isinstance(m, PageEntry | EarlierPage)] == []
    stranger = await staffed.client()
    stranger.send(message)
    assert await stranger.get(Refused) == Refused(about=message.TAG, reason=Reason.NOT_ALLOWED)
    await stranger.ended()
    assert staffed.gateway.services.reception.page.settings == NOBODYS


async def test_a_change_is_told_to_all_who_watch_and_audited(staffed, ada, audit):
    ada.send(SetPage(request=1, settings=MULLER))
    entry = await ada.get(PageEntry)
    assert await ada.get(Changed) == Changed(request=1, reason=Reason.NONE)
    assert (entry.version, entry.settings, [each.version for each in entry.earlier]) == (1, MULLER, [0])
    assert staffed.gateway.services.reception.page.settings == MULLER
    (row,) = [entry for entry in audit() if entry.event == "page_changed"]
    assert (row.who != "", row.detail) == (True, "version 1: name")


async def test_what_it_was_before_is_told_to_who_asks(ada):
    for number, settings in enumerate((MULLER, MEIER)):
        assert await ask(ada, SetPage(request=number, settings=settings)) is Reason.NONE
    ada.send(AskPage(request=7, version=1))
    assert await ada.get(EarlierPage) == EarlierPage(request=7, settings=MULLER)
    assert (await ada.get(Changed)).reason is Reason.NONE
    assert await ask(ada, AskPage(request=8, version=99)) is Reason.UNKNOWN_NAME
    ada.send(AskPage(request=9, version=0))
    assert (await ada.get(EarlierPage)).settings == NOBODYS


async def test_what_cannot_be_shown_is_answered_with_a_reason(ada):
    assert await ask(ada, SetPage(request=1, settings=PageSettings(logo=b"GIF89a"))) is Reason.BAD_PICTURE
    assert await ask(ada, SetPage(request=2, settings=PageSettings(channels=("x",)))) is Reason.UNKNOWN_CHANNEL


async def test_a_running_host_follows_a_command(ada, command):
    command("page", "set", "--name", "Müller")
    assert (await ada.get(PageEntry)).settings == MULLER
