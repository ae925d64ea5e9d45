"""A join where something on the way ends TLS: HAProxy with a certificate of an authority that the company has made."""

# ruff: noqa: F811

import asyncio
import hashlib
import socket
import ssl
import subprocess
import time

import pytest

from protocol.link.host_line import HostLine
from protocol.link.link import Trust
from protocol.notation import joincode
from tests.helpers.by_hand import PATIENCE_S
from tests.helpers.certificates import Authority
from tests.viewer.way_in.test_joining import failure, join, technician  # noqa: F401 - a fixture

RELAY = """
defaults
    mode tcp
    timeout connect 5s
    timeout client 60s
    timeout server 60s
listen relay
    bind 127.0.0.1:{port} ssl crt {certificate} alpn fernblick/1
    server host 127.0.0.1:{host} ssl verify none alpn fernblick/1
"""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


@pytest.fixture
async def public(technician):
    """Have the technician make a link as for a host that a public CA vouches for."""
    technician.pins = False
    before = technician.admission.code
    technician.admission.ask()
    await technician.news.until(lambda: technician.admission.code not in (None, before))
    return technician


@pytest.fixture
def relay(technician, authority, tmp_path):
    """Something that opens all TLS on its way to the host; return where."""
    certificate, key = authority.sign("relay")
    both, port = tmp_path / "relay-both.pem", free_port()
    both.write_bytes(certificate.read_bytes() + key.read_bytes())
    configuration = tmp_path / "relay.cfg"
    configuration.write_text(RELAY.format(port=port, certificate=both, host=technician.port))
    process = subprocess.Popen(["/usr/sbin/haproxy", "-db", "-f", str(configuration)])
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.05)
    yield f"localhost:{port}"
    process.terminate()
    process.wait()


@pytest.fixture
def trusted(authority, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))


def link_of(technician, relay, *, pinned=False):
    """Return the link as a console writes it for a host that a public CA vouches for, or not."""
    code = joincode.parse(technician.admission.code.link)
    own = technician.host.certificate.fingerprint
    return joincode.link_text(relay, code.route, code.secret, own if pinned else None)


async def test_a_lead_whose_links_pin_a_certificate_takes_no_relayed_join(technician, relay, trusted):
    assert await failure(link_of(technician, relay), relay) == "wrong_code"
    assert technician.admission._tries.wrong == 0


async def test_a_link_leads_to_a_seat_that_is_pinned_to_nothing_and_both_read_what_relays(
    public, technician, relay, trusted
):
    told = []
    technician.admission._relayed = told.append
    joined = await join(link_of(technician, relay), relay)
    assert (joined.seat.key, joined.fingerprint, joined.through) == (b"k" * 32, None, "Authority")
    assert told == ["Authority"]


async def test_without_a_certificate_that_is_trusted_nothing_is_proven(public, technician, relay):
    told = []
    technician.admission._relayed = told.append
    assert await failure(link_of(technician, relay), relay) == "certificate"
    assert told == []
    assert technician.admission._tries.wrong == 0


async def test_where_a_certificate_is_pinned_nothing_is_relayed(technician, relay, trusted):
    assert await failure(link_of(technician, relay, pinned=True), relay) == "certificate"


async def test_a_typed_code_is_not_relayed_and_not_tried(public, technician, relay, trusted):
    assert await failure(technician.admission.code.text, relay) == "relayed"
    assert technician.admission._tries.wrong == 0
    assert technician.admission.code is not None


async def test_past_the_relay_it_is_an_ordinary_join(technician, relay, trusted):
    told = []
    technician.admission._relayed = told.append
    joined = await join(technician.admission.code.text, technician.address)
    assert joined.fingerprint == technician.host.certificate.fingerprint
    assert (joined.through, told) == ("", [])


@pytest.mark.parametrize("pinned", [False, True])
async def test_a_seats_line_is_relayed_only_where_nothing_is_pinned(technician, relay, trusted, authority, pinned):
    """Also where what is pinned is the very authority that has made the relay's certificate."""
    ups, downs, told = [], [], asyncio.Event()
    pin = Trust(fingerprint=None)
    if pinned:
        der = ssl.PEM_cert_to_DER_cert(authority.path.read_text())
        pin = Trust(fingerprint=hashlib.sha256(der).digest(), authority=der)
    host, port = relay.split(":")
    line = HostLine(
        address=(host, int(port)),
        trust=pin,
        program="test",
        up=lambda link: (ups.append(link), told.set()),
        receive=lambda message: None,
        down=lambda code: (downs.append(code), told.set()),
    )
    line.start()
    async with asyncio.timeout(PATIENCE_S):
        await told.wait()
    if pinned:
        assert (ups, downs) == ([], ["certificate"])
    else:
        (link,) = ups
        assert link.relay == "Authority"
        assert link.host_fingerprint == technician.host.certificate.fingerprint != link.peer_fingerprint
    line.stop()
    await asyncio.sleep(0.1)
