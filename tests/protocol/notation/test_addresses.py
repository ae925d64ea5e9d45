"""What an address says by itself."""

from __future__ import annotations

import pytest

from protocol.notation.addresses import NO_NETWORK, is_named, reach_of


@pytest.mark.parametrize(
    ("host", "reach"),
    [
        ("127.0.0.1", "loopback"),
        ("127.8.8.8", "loopback"),
        ("::1", "loopback"),
        ("::ffff:127.0.0.1", "loopback"),
        ("localhost", "loopback"),
        ("printer.localhost", "loopback"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("172.32.0.1", "public"),
        ("192.168.1.20", "private"),
        ("::ffff:192.168.1.20", "private"),
        ("fd12:3456::1", "private"),
        ("[fd12:3456::1]", "private"),
        ("192.0.2.7", "private"),
        ("100.63.255.255", "public"),
        ("100.64.0.1", "shared"),
        ("100.127.255.255", "shared"),
        ("100.128.0.1", "public"),
        ("169.254.7.7", "link_local"),
        ("fe80::1%eth0", "link_local"),
        ("desk.local", "link_local"),
        ("desk", "private"),
        ("DESK.LAN.", "private"),
        ("router.home.arpa", "private"),
        ("support_pc", "private"),
        ("0.0.0.0", "nowhere"),
        ("::", "nowhere"),
        ("224.0.0.251", "nowhere"),
        (NO_NETWORK, "nowhere"),
        ("8.8.8.8", "public"),
        ("2606:4700::1111", "public"),
        ("help.example.com", "name"),
        ("xn--mnchen-3ya.example", "name"),
        ("local.example.com", "name"),
    ],
)
def test_an_address_says_from_where_it_is_reached(host: str, reach: str) -> None:
    assert reach_of(host) == reach


@pytest.mark.parametrize("host", ["", ".", "a..b", "1.2.3", "999.1.1.1", "fe80::zz", "*" * 300])
def test_what_is_no_address_is_no_error(host: str) -> None:
    assert reach_of(host) in ("private", "name")


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("help.example.com", True),
        ("HELP.Example.com.", True),
        ("chat.example.org", True),
        ("a.chat.example.org", False),
        ("example.org", False),
        ("10.0.0.5", True),
        ("10.0.0.6", False),
        ("[2001:db8::1]", True),
        ("", False),
    ],
)
def test_a_certificate_names_hosts_with_one_free_part_at_most(name: str, named: bool) -> None:
    assert is_named(name, ("Help.example.com", "*.example.org", "10.0.0.5", "2001:db8::1")) is named
