"""Where strangers come from, and how much of one network."""

from __future__ import annotations

import pytest

from console.host.core.sources import WIDE_SHARE, SourceCount, SourceRate, source_of, wide_source_of


@pytest.mark.parametrize(
    ("address", "near", "wide"),
    [
        ("203.0.113.7", "203.0.113.7/32", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.7/32", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/64", "fe80::/48"),
        ("", "", ""),
    ],
)
def test_an_address_belongs_to_a_source_and_a_wider_network(address: str, near: str, wide: str) -> None:
    assert (source_of(address), wide_source_of(address)) == (near, wide)


def test_addresses_of_one_home_share_what_one_source_may() -> None:
    rate = SourceRate(3)

    taken = [rate.take(f"2001:db8:0:1::{n:x}", 0.0) for n in range(5)]

    assert taken == [True, True, True, False, False]
    assert rate.take("2001:db8:0:2::1", 0.0), "another home of the same network is not touched"


def test_a_wider_network_has_four_times_the_share() -> None:
    rate = SourceRate(3)

    taken = [rate.take(f"203.0.113.{n}", 0.0) for n in range(40)]

    assert sum(taken) == 3 * WIDE_SHARE
    assert rate.take("203.0.114.1", 0.0)


def test_what_was_none_after_all_is_given_back() -> None:
    rate = SourceRate(1)
    assert rate.take("203.0.113.7", 0.0)
    assert not rate.take("203.0.113.7", 1.0)

    rate.give_back("203.0.113.7")

    assert rate.take("203.0.113.7", 2.0)


def test_places_are_counted_by_source_and_by_the_network_around_it() -> None:
    count = SourceCount(2)
    for n in range(2 * WIDE_SHARE):
        address = f"203.0.113.{n // 2}"
        assert count.has_room(address)
        count.add(address)
        assert count.of(address) == n % 2 + 1
    assert not count.has_room("203.0.113.99"), "the network has had its share"
    assert count.has_room("203.0.114.1")
    count.remove("203.0.113.0")
    assert count.has_room("203.0.113.99")


def test_an_address_that_is_none_is_counted_once() -> None:
    count = SourceCount(1)
    count.add("")
    assert not count.has_room("")
    count.remove("")
    assert count.has_room("")
