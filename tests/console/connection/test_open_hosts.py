"""Which hosts for anybody a console knows, and how its choice goes between them, its own host and a company's."""

import json

import pytest

from console.connection.choice import HostChoice
from console.connection.hosting import Hosting
from console.connection.open_host import OpenRemote
from console.connection.open_hosts import KEPT, OpenHosts, OpenPlace
from console.connection.remote_host import HostSeen, RemoteHost
from protocol.entry.entry_proof import is_proven, terms_mark
from protocol.trust.device import Device
from protocol.vocabulary.guests import Entry
from protocol.vocabulary.messages import LoggedIn, Reason
from resources.program.preset import Preset
from resources.program.settings import Settings

DEVICE = Device(bytes(32), bytes(range(32)))
OPEN = HostSeen("help.example.org", bytes(range(32)), public=False)
TOKEN = bytes(range(40))


@pytest.fixture
def choice(tmp_path, passwords, qapp):
    settings = Settings(tmp_path / "settings.ini")

    def make(device=DEVICE):
        return HostChoice(settings=settings, folder=tmp_path, listen=None, passwords=passwords, device=device)

    return make


def test_what_is_known_of_hosts_is_kept_and_a_broken_file_is_none(tmp_path):
    file = tmp_path / "open-hosts.json"
    hosts = OpenHosts(file)
    assert hosts.latest is None
    hosts.use(OpenPlace(address="one.example"))
    hosts.use(OpenPlace(address="two.example", fingerprint="ab"))
    hosts.accept_terms("one.example", b"terms")
    assert OpenHosts(file).latest == OpenPlace(address="two.example", fingerprint="ab")
    assert OpenHosts(file).find("one.example").terms == b"terms".hex()
    assert file.stat().st_mode & 0o777 == 0o600
    for broken in ("", "[1]", '[{"address": 1}]', '[{"nothing": "x"}]', "{}"):
        file.write_text(broken)
        assert OpenHosts(file).latest is None


def test_so_many_are_kept_and_no_more(tmp_path):
    hosts = OpenHosts(tmp_path / "open-hosts.json")
    for number in range(KEPT + 5):
        hosts.use(OpenPlace(address=f"{number}.example"))
    assert len(json.loads((tmp_path / "open-hosts.json").read_text())) == KEPT
    assert hosts.find("0.example") is None


def test_a_host_for_anybody_is_used_with_the_devices_key_and_nothing_is_opened_here(choice):
    used = choice()
    assert used.needed
    used.use_open_host(OPEN)
    assert isinstance(used.hosting(), OpenRemote)
    assert used.is_open
    again = choice()
    assert isinstance(again.remote, OpenRemote)
    assert again.remote.trust.fingerprint == OPEN.fingerprint


def test_a_console_has_both_and_goes_from_one_to_the_other(choice):
    used = choice()
    used.use_open_host(OPEN)
    used.use_own_host()
    assert isinstance(used.hosting(), Hosting)
    assert used.other_open == OPEN.address
    used.use_latest_open_host()
    assert used.is_open
    assert used.other_open == ""


def test_with_an_account_there_it_is_no_host_for_anybody_any_more(choice):
    used = choice()
    used.use_open_host(OPEN)
    used.use_own_host()
    used.use_company_host(OPEN)
    assert isinstance(used.remote, RemoteHost)
    assert used.other_open == ""


async def test_the_login_is_signed_for_this_host_its_token_and_the_accepted_terms(choice):
    used = choice()
    used.use_open_host(OPEN)
    entry = Entry(token=TOKEN, bits=4, terms="Be kind.")
    assert used.remote.missing(entry) == Reason.TERMS_NEEDED
    used.remote.accept_terms()
    assert used.remote.missing(entry) == ""
    assert used.remote.missing(Entry(token=TOKEN, terms="Be kinder.")) == Reason.TERMS_NEEDED
    said = await used.remote.answer(entry, OPEN.fingerprint)
    mark = terms_mark("Be kind.")
    key = DEVICE.public.signing
    good = {"fingerprints": {OPEN.fingerprint}, "token": TOKEN, "terms": mark}
    assert is_proven(key, said.signature, **good)
    for wrong in ({"fingerprints": {bytes(32)}}, {"token": bytes(40)}, {"terms": None}):
        assert not is_proven(key, said.signature, **(good | wrong))


async def test_the_technicians_name_is_their_own_for_the_host_knows_none(choice, tmp_path):
    used = choice()
    used._settings.own_name = "Ada"
    used.use_open_host(OPEN)
    entry = await used.remote.entry()
    said = LoggedIn(name="key 1A2B 3C4D 5E6F 7081", group="guests", rights=())
    assert entry.named(said).name == "Ada"
    assert used.remote.missing(Entry(token=TOKEN, invited=True)) == Reason.INVITATION_NEEDED
    used.remote.use_invitation(" chess ")
    assert (await used.remote.answer(Entry(token=TOKEN, invited=True), b"")).invitation == "chess"
    used.remote.refused(Reason.INVITATION_NEEDED)
    assert used.remote.missing(Entry(token=TOKEN, invited=True)) == Reason.INVITATION_NEEDED


def test_a_company_that_keeps_its_technicians_from_the_own_host_means_hosts_for_anybody_too(tmp_path, passwords, qapp):
    settings = Settings(tmp_path / "settings.ini", preset=Preset(fixed={"own_host": "off"}))
    used = HostChoice(settings=settings, folder=tmp_path, listen=None, passwords=passwords, device=DEVICE)
    used.use_open_host(OPEN)
    assert used.remote is None
    assert not used.open_allowed
