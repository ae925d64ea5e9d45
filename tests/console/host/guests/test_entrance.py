"""Who comes into a host for anybody: the key of a console's device is the account."""

import pytest

from console.host.core.guests.guest import FIRST_GUEST, RIGHTS
from console.host.guests.opening import Opening
from protocol.link.link import LinkEnd
from protocol.rates.puzzle import is_solved
from protocol.trust.device import Device
from protocol.vocabulary.accounts import Account
from protocol.vocabulary.guests import AskEntry, DeviceLogin, Entry, OpenHost
from protocol.vocabulary.messages import LoggedIn, Reason, Refused

TERMS = "Be kind.\nHelp only people whom you know."


async def refused(client):
    found = await client.get(Refused)
    await client.ended()
    return found.reason


async def test_a_key_that_nobody_knows_comes_in_after_some_work_and_later_without(guests, device, answer):
    client, entry = await guests.asked(device)
    assert entry.bits == 4
    client.send(answer(entry, device, guests.host.fingerprint))
    said = await client.get(LoggedIn)
    assert set(said.rights) == RIGHTS
    account = await client.get(Account)
    assert account.technician >= FIRST_GUEST
    assert not account.administrator
    client, entry = await guests.asked(device)
    assert entry.bits == 0
    client.send(answer(entry, device, guests.host.fingerprint))
    assert (await client.get(Account)).technician == account.technician


async def test_the_host_is_told_no_name_and_tells_the_key_instead(guests, device):
    client = await guests.come(device)
    directory = guests.host.gateway.services.directory
    assert directory.technician(client.number).name == f"key {client.mark}"


async def test_a_host_says_that_it_is_for_anybody_and_where_abuse_is_reported(start_open, start_host):
    host = await start_open(Opening(contact="abuse@example.com"))
    client = await host.client()
    await client.settled_stranger()
    assert client.link.open_host == OpenHost(contact="abuse@example.com")
    closed = await start_host("closed")
    client = await closed.client()
    await client.settled_stranger()
    assert client.link.open_host is None


async def test_a_host_that_is_not_open_lets_nobody_in_by_their_key(host, device):
    client = await host.client()
    client.send(AskEntry(signing=device.public.signing))
    assert await refused(client) is Reason.NOT_ALLOWED


async def test_an_answer_without_the_work_opens_nothing(start_open, guests_of, device, answer):
    guests = guests_of(await start_open(limits={"guest-puzzle-bits": 12}))
    client, entry = await guests.asked(device)
    right = answer(entry, device, guests.host.fingerprint)
    wrong = next(n.to_bytes(8) for n in range(99) if not is_solved(entry.token, n.to_bytes(8), entry.bits))
    client.send(DeviceLogin(signature=right.signature, answer=wrong))
    assert await refused(client) is Reason.WRONG_LOGIN
    assert guests.host.limits.met["guest-puzzle-bits"] == 1


async def test_another_key_than_was_asked_for_opens_nothing(guests, device, answer):
    client, entry = await guests.asked(device)
    client.send(answer(entry, Device(bytes(32), bytes(32)), guests.host.fingerprint))
    assert await refused(client) is Reason.WRONG_LOGIN


async def test_what_was_signed_for_another_host_or_another_login_opens_nothing(guests, device, answer):
    """A host that passes a token on, to come in as its own technician elsewhere, gains nothing."""
    client, entry = await guests.asked(device)
    client.send(answer(entry, device, bytes(32)))
    assert await refused(client) is Reason.WRONG_LOGIN
    client, entry = await guests.asked(device)
    client.send(answer(entry, device, guests.host.fingerprint, token=bytes(40)))
    assert await refused(client) is Reason.WRONG_LOGIN


async def test_terms_have_to_be_accepted_as_they_are_now_and_the_signature_says_so(
    start_open, guests_of, device, answer
):
    guests = guests_of(await start_open(Opening(terms=TERMS)))
    client, entry = await guests.asked(device)
    assert entry.terms == TERMS
    client.send(answer(entry, device, guests.host.fingerprint, accept=False))
    assert await refused(client) is Reason.TERMS_NEEDED
    client, entry = await guests.asked(device)
    unsigned = answer(entry, device, guests.host.fingerprint, accept=False)
    said = answer(entry, device, guests.host.fingerprint)
    client.send(DeviceLogin(signature=unsigned.signature, answer=said.answer, terms=said.terms))
    assert await refused(client) is Reason.WRONG_LOGIN
    await guests.come(device)


async def test_a_new_key_needs_an_invitation_where_the_file_has_some_and_a_known_one_none(
    start_open, guests_of, device, answer, tmp_path
):
    file = tmp_path / "invitations"
    file.write_text("for the chess club\n\nfor the neighbours\n")
    guests = guests_of(await start_open(Opening(invitations=file)))
    for said in ("", "for nobody", "for"):
        client, entry = await guests.asked(device)
        assert entry.invited
        client.send(answer(entry, device, guests.host.fingerprint, invitation=said))
        assert await refused(client) is Reason.INVITATION_NEEDED
    await guests.come(device, invitation=" for the neighbours")
    file.unlink()
    client, entry = await guests.asked(device)
    assert not entry.invited
    client, entry = await guests.asked(Device(bytes(32), bytes(range(32))))
    client.send(answer(entry, Device(bytes(32), bytes(range(32))), guests.host.fingerprint))
    assert await refused(client) is Reason.INVITATION_NEEDED


@pytest.mark.parametrize(
    ("limit", "of"),
    [
        ("new-guests-of-one-source-a-minute", 2),
        ("new-guests-a-minute", 2),
        ("guest-logins-of-one-source-a-minute", 2),
        ("guest-keys", 2),
    ],
)
async def test_keys_are_bounded_by_source_and_in_all(start_open, guests_of, limit, of, answer, request):
    guests = guests_of(await start_open(limits={limit: of}))
    known = [await guests.come() for _ in range(of)]
    client = await guests.host.client()
    fresh = request.getfixturevalue("device")
    client.send(AskEntry(signing=fresh.public.signing))
    if limit != "guest-logins-of-one-source-a-minute":
        client.send(answer(await client.get(Entry), fresh, guests.host.fingerprint))
    assert await refused(client) is Reason.LIMIT
    assert guests.host.limits.met[limit] == 1
    assert len({each.number for each in known}) == of


async def test_a_login_is_said_once_and_by_strangers_alone(guests, device, answer):
    client, entry = await guests.asked(device)
    said = answer(entry, device, guests.host.fingerprint)
    client.send(said)
    client.send(said)
    assert (await client.get(Refused)).reason is Reason.NOT_ALLOWED
    client.send(AskEntry(signing=device.public.signing))
    assert (await client.get(Refused)).reason is Reason.NOT_ALLOWED


async def test_who_is_told_what_to_do_and_says_nothing_more_leaves_nothing_behind(guests, device, until):
    client, _entry = await guests.asked(device)
    client.close()
    assert await client.ended() is LinkEnd.CLOSED
    entrance = guests.host.gateway.services.guests.entrance
    await until(lambda: not entrance._asked)
