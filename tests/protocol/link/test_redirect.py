"""A redirect changes the address, at most three times, and never who is trusted."""

import pytest

from protocol.link.link import Trust
from protocol.link.redirect import REDIRECTS_LIMIT, Way
from protocol.vocabulary.messages import Redirected

HOME = ("home.example", 7330)
SEEN, OTHER = b"s" * 32, b"o" * 32


def test_a_way_begins_at_home() -> None:
    way = Way(HOME, Trust(SEEN))
    assert (way.address, way.trust, way.name) == (HOME, Trust(SEEN), "home.example")


@pytest.mark.parametrize("trust", [Trust(SEEN), Trust(None)], ids=["pinned", "public CA"])
def test_who_is_trusted_stays_the_same(trust: Trust) -> None:
    way = Way(HOME, trust)
    assert way.follow(Redirected(address="evil.example:1"), SEEN)
    assert (way.address, way.trust, way.name) == (("evil.example", 1), trust, "home.example")


def test_who_trusted_anybody_trusts_only_the_certificate_seen_first_from_then_on() -> None:
    way = Way(HOME, Trust(None, deferred=True))
    assert way.follow(Redirected(address="other"), SEEN)
    assert way.trust == Trust(SEEN)
    assert way.follow(Redirected(address="another"), OTHER)
    assert way.trust == Trust(SEEN)


def test_three_are_followed_and_home_makes_it_three_again() -> None:
    way = Way(HOME, Trust(None, deferred=True))
    for number in range(REDIRECTS_LIMIT):
        assert way.follow(Redirected(address=f"host-{number}"), SEEN)
    assert not way.follow(Redirected(address="one-more"), SEEN)
    assert way.address == ("host-2", 443)
    way.go_home()
    assert (way.address, way.trust) == (HOME, Trust(None, deferred=True))
    assert way.follow(Redirected(address="host-0"), SEEN)


@pytest.mark.parametrize("address", ["", "a b", "host:0", "host:70000", "http://host/", "host/1", "[::1"])
def test_nonsense_is_not_followed(address: str) -> None:
    way = Way(HOME, Trust(SEEN))
    assert not way.follow(Redirected(address=address), SEEN)
    assert way.address == HOME


def test_a_host_that_showed_no_certificate_leads_nowhere() -> None:
    assert not Way(HOME, Trust(None, deferred=True)).follow(Redirected(address="other"), None)
