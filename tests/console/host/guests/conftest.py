"""Consoles that come into a host for anybody with nothing but their device's key."""

import secrets

import pytest

from console.host.guests.opening import Opening
from protocol.entry.entry_proof import bound, key_hash, key_mark, terms_mark
from protocol.rates.puzzle import solve
from protocol.trust.device import Device
from protocol.vocabulary.accounts import Account
from protocol.vocabulary.guests import AskEntry, DeviceLogin, Entry
from protocol.vocabulary.messages import LoggedIn

CHEAP = {"guest-puzzle-bits": 4, "new-guests-of-one-source-a-minute": 100_000, "new-guests-a-minute": 100_000}


def new_device():
    return Device(secrets.token_bytes(32), secrets.token_bytes(32))


def answer_to(entry, device, fingerprint, *, invitation="", accept=True, token=None):
    """Return what an honest console says to an `Entry`."""
    terms = terms_mark(entry.terms) if accept else None
    solved = solve(entry.token, entry.bits, lambda: True) if entry.bits else b""
    signed = bound(fingerprint=fingerprint, token=token or entry.token, terms=terms)
    return DeviceLogin(signature=device.sign(signed), answer=solved, invitation=invitation, terms=terms)


class Guests:
    """Makes consoles without an account at one host."""

    def __init__(self, host):
        self.host = host

    async def asked(self, device, **options):
        """Return a client that has said it wants in, and what it was told."""
        client = await self.host.client(**options)
        client.send(AskEntry(signing=device.public.signing))
        return client, await client.get(Entry)

    async def come(self, device=None, *, invitation="", **options):
        """Return a client that has come in, with its `device`, `number` and `mark`."""
        device = device or new_device()
        client, entry = await self.asked(device, **options)
        client.send(answer_to(entry, device, self.host.fingerprint, invitation=invitation))
        await client.get(LoggedIn)
        client.number = (await client.get(Account)).technician
        client.device, client.mark = device, key_mark(key_hash(device.public.signing))
        return client


@pytest.fixture
def start_open(start_host):
    """Start a host for anybody, with cheap puzzles."""

    async def start(opening=None, limits=None, **options):
        return await start_host(opening=opening or Opening(), limits=CHEAP | (limits or {}), **options)

    return start


@pytest.fixture
async def open_host(start_open):
    return await start_open()


@pytest.fixture
def guests(open_host):
    return Guests(open_host)


@pytest.fixture
def guests_of():
    return Guests


@pytest.fixture
def device():
    return new_device()


@pytest.fixture
def answer():
    return answer_to
