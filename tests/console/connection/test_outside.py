"""Where others reach the host, as the host's name, its certificate and the host itself say so."""

from __future__ import annotations

import subprocess
import sys

import pytest

from console.connection import own_address as module
from console.connection.outside import Outside, outside_of
from console.connection.own_address import own_address
from protocol.notation.addresses import NO_NETWORK, reach_of
from protocol.notation.joincode import BadCode
from protocol.vocabulary.web import WebPages

PIN = b"p" * 32


def seen(address, pin, pages):
    return outside_of(address, pin, own=False, pages=pages)


@pytest.mark.parametrize(
    ("address", "pin", "said", "expected"),
    [
        # nothing is said: there is the address alone
        ("10.0.0.5:7330", PIN, None, Outside("10.0.0.5:7330", PIN)),
        # this computer's own authorities vouch for the name that was dialled
        (
            "help.example.com:443",
            None,
            WebPages(url="", names=()),
            Outside("help.example.com:443", None, "https://help.example.com", vouched=True),
        ),
        # it was pinned, and the host says that browsers accept that name
        (
            "help.example.com:7443",
            PIN,
            WebPages(url="", names=("a.example.com", "help.example.com")),
            Outside("help.example.com:7443", PIN, "https://help.example.com:7443", vouched=True),
        ),
        # dialled by an address, its certificate is for one name: others are given that
        (
            "10.0.0.5:443",
            PIN,
            WebPages(url="", names=("help.example.com", "10.9.9.9", "*.example.org")),
            Outside("help.example.com:443", None, "https://help.example.com", vouched=True),
        ),
        # for several: which one leads here, nobody knows
        (
            "10.0.0.5:443",
            PIN,
            WebPages(url="", names=("help.example.com", "www.example.com")),
            Outside("10.0.0.5:443", PIN, "https://10.0.0.5", vouched=False),
        ),
        # nobody vouches for it
        ("10.0.0.5:7330", PIN, WebPages(url="", names=()), Outside("10.0.0.5:7330", PIN, "https://10.0.0.5:7330")),
        ("[fd00::5]:443", PIN, WebPages(url="", names=()), Outside("[fd00::5]:443", PIN, "https://[fd00::5]")),
        # the administrator has named another address for browsers
        (
            "10.0.0.5:7330",
            PIN,
            WebPages(url="https://chat.example", names=("chat.example",)),
            Outside("10.0.0.5:7330", PIN, "https://chat.example", vouched=True),
        ),
        (  # in a folder of a web proxy's
            "10.0.0.5:7330",
            PIN,
            WebPages(url="https://example.com:8443/help", names=("example.com",)),
            Outside("10.0.0.5:7330", PIN, "https://example.com:8443/help", vouched=True),
        ),
        (
            "help.example.com:7330",
            None,
            WebPages(url="https://10.0.0.9", names=()),
            Outside("help.example.com:7330", None, "https://10.0.0.9", vouched=False),
        ),
    ],
)
def test_others_are_given_an_address_that_their_browser_accepts(address, pin, said, expected):
    assert seen(address, pin, said) == expected


@pytest.mark.parametrize(
    "said",
    [WebPages(url="https://a..b", names=()), WebPages(url="https://:7", names=()), WebPages(url="", names=("..",))],
)
def test_a_host_that_names_no_address_is_found_out(said):
    with pytest.raises(BadCode):
        seen("10.0.0.5:443", PIN, said)


def test_no_way_out_is_no_loopback(monkeypatch):
    monkeypatch.setattr(module, "_ELSEWHERE", ())
    found = own_address()
    assert found == NO_NETWORK or reach_of(found) not in ("loopback", "nowhere")
    monkeypatch.setattr(module, "_without_a_way_out", lambda: iter(["127.0.0.1", "0.0.0.0"]))
    assert own_address() == NO_NETWORK
    monkeypatch.setattr(module, "_without_a_way_out", lambda: iter(["127.0.0.1", "192.168.7.2"]))
    assert own_address() == "192.168.7.2"


IN_NETWORKS = """
from console.connection.own_address import own_address
print(own_address())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="network namespaces")
@pytest.mark.parametrize(
    ("set_up", "found"),
    [
        ("true", NO_NETWORK),
        ("ip link set lo up", NO_NETWORK),
        ("ip link set lo up; {there} 192.168.77.2/24", "192.168.77.2"),  # a network without a router
        ("{there} 169.254.7.7/16", "169.254.7.7"),
        ("{there} 100.64.0.5/10; ip route add default via 100.64.0.1", "100.64.0.5"),
        ("{there} fd12::5/64 nodad; ip -6 route add default via fd12::1", "fd12::5"),
    ],
)
def test_in_a_network_this_computer_finds_its_address_and_never_loopback(set_up, found):
    there = "ip link add v0 type veth peer name v1; ip link set v1 up; ip link set v0 up; ip addr add dev v0"
    script = f'{set_up.format(there=there)} && exec "$@"'
    command = ["unshare", "-rn", "sh", "-ec", script, "sh", sys.executable, "-P", "-c", IN_NETWORKS]
    if subprocess.run(["unshare", "-rn", "ip", "link"], capture_output=True, check=False).returncode:
        pytest.skip("needs network namespaces")
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == found
