"""From where a customer can come to an address."""

from __future__ import annotations

import pytest

from console.connection.reach import Reach, reach


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("127.0.0.1", Reach.THIS_COMPUTER),
        ("::1", Reach.THIS_COMPUTER),
        ("::ffff:127.0.0.1", Reach.THIS_COMPUTER),
        ("0.0.0.0", Reach.THIS_COMPUTER),
        ("LocalHost.", Reach.THIS_COMPUTER),
        ("10.1.2.3", Reach.OWN_NETWORK),
        ("172.31.0.9", Reach.OWN_NETWORK),
        ("192.168.178.20", Reach.OWN_NETWORK),
        ("100.64.0.1", Reach.OWN_NETWORK),
        ("100.127.255.254", Reach.OWN_NETWORK),
        ("169.254.10.1", Reach.OWN_NETWORK),
        ("fd12:3456::1", Reach.OWN_NETWORK),
        ("fe80::1%eth0", Reach.OWN_NETWORK),
        ("desk-7", Reach.OWN_NETWORK),
        ("desk-7.local", Reach.OWN_NETWORK),
        ("100.128.0.1", Reach.ANYWHERE),
        ("8.8.8.8", Reach.ANYWHERE),
        ("2606:4700::1111", Reach.ANYWHERE),
        ("help.example.com", Reach.ANYWHERE),
    ],
)
def test_an_address_says_from_where_it_can_be_reached(host: str, found: Reach) -> None:
    assert reach(host) is found
