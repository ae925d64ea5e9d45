"""Under what the technicians of a host are remembered: whatever certificates it shows, as long as nothing is pinned."""

from dataclasses import replace

import pytest

from console.connection.colleagues import Colleagues
from console.connection.connection import Connection
from console.connection.hosting import HostEntry
from console.connection.known_devices import Standing
from protocol.link.link import Trust
from tests.console.colleagues_by_hand import ConsoleByHand
from tests.helpers.by_hand import LinkByHand

MAY, JULY = b"5" * 32, b"7" * 32  # SHA-256 of the certificates of those months
ENTRY = HostEntry(address="Support.Example.", port=7330, everywhere=False, fingerprint=None, token=b"", pid=0)


def known_as(entry, certificate=MAY):
    connection = Connection(hosting=None, listener=None, public_address=str)
    connection._entry, connection.link = entry, LinkByHand()
    connection.link.peer_fingerprint = certificate
    return connection.known_as()


def test_a_host_of_a_public_ca_is_its_name_as_dialled_and_its_port():
    assert known_as(ENTRY) == known_as(ENTRY, JULY) == known_as(replace(ENTRY, address="support.example"))
    assert known_as(ENTRY) != known_as(replace(ENTRY, port=7331))
    assert known_as(ENTRY) != known_as(replace(ENTRY, address="support.example.evil.example"))


def test_a_host_with_a_pinned_certificate_is_that_certificate():
    pinned = replace(ENTRY, fingerprint=MAY)
    assert known_as(pinned) == known_as(replace(pinned, address="192.0.2.1"))
    assert len({known_as(pinned), known_as(replace(pinned, fingerprint=JULY)), known_as(ENTRY)}) == 3


def test_a_host_that_has_led_to_another_certificate_is_known_as_that_and_was_as_the_one_before(qapp, tmp_path):
    connection = Connection(hosting=None, listener=None, public_address=str)
    connection._entry, link = replace(ENTRY, fingerprint=MAY), LinkByHand()
    link.trust = Trust(fingerprint=JULY)
    connection._up(link)
    colleagues, maria = Colleagues(tmp_path / "keys"), ConsoleByHand(7, "Maria")
    tell = lambda console: colleagues.handlers()[type(console.shown())](console.shown())  # noqa: E731
    colleagues.logged_in(known_as(replace(ENTRY, fingerprint=MAY))[0])
    tell(maria)
    assert colleagues.trust(colleagues.find(7), compared=True)
    colleagues.logged_in(*connection.known_as())
    tell(maria)
    assert colleagues.find(7).standing is Standing.COMPARED
    later = Colleagues(tmp_path / "keys")
    later.logged_in(*known_as(replace(ENTRY, fingerprint=JULY)))
    later.handlers()[type(maria.shown())](maria.shown())
    assert later.find(7).standing is Standing.COMPARED, "it is kept under the new one"


@pytest.mark.parametrize("certificate", [MAY, JULY])
def test_a_renewed_certificate_makes_nobody_new(qapp, tmp_path, certificate):
    colleagues = Colleagues(tmp_path / "keys")
    maria, evil = ConsoleByHand(7, "Maria"), ConsoleByHand(7, "Maria")
    tell = lambda console: colleagues.handlers()[type(console.shown())](console.shown())  # noqa: E731
    colleagues.logged_in(*known_as(ENTRY))
    tell(maria)
    assert colleagues.trust(colleagues.find(7), compared=True)
    colleagues.logged_in(*known_as(ENTRY, certificate))
    tell(evil)
    assert (colleagues.find(7).standing, colleagues.find(7).trusted) == (Standing.CHANGED, False)
    tell(maria)
    assert colleagues.find(7).standing is Standing.COMPARED
