"""Who is banned, and what is used up: by key, by source, by the network around it, in all."""

import pytest

from console.host.core.guests.guest import FIRST_GUEST, guest, is_banned
from console.host.core.guests.quota import DAY_S, Quota
from console.host.core.limits import Limits
from console.host.core.rights import RIGHTS
from console.host.core.terms import KEYS
from protocol.entry.entry_proof import key_hash, key_mark
from protocol.notation.bans import ban_of
from protocol.vocabulary.guests import Spent

KEPT = key_hash(bytes(32))
MARK = key_mark(KEPT)
MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    ("ban", "address", "banned"),
    [
        (MARK, "203.0.113.7", True),
        (MARK, "", True),
        ("203.0.113.7/32", "203.0.113.7", True),
        ("203.0.113.0/24", "203.0.113.9", True),
        ("203.0.113.0/24", "203.0.114.9", False),
        ("203.0.113.0/24", "::ffff:203.0.113.9", True),
        ("2001:db8::/32", "2001:db8:5::1", True),
        ("2001:db8::/32", "2001:db9::1", False),
        ("0000 0000 0000 0000", "203.0.113.7", False),
        ("203.0.113.0/24", "a socket", False),
    ],
)
def test_a_ban_is_of_a_key_or_of_whoever_comes_from_a_network(ban, address, banned):
    assert is_banned({ban}, KEPT, address) is banned


@pytest.mark.parametrize(
    ("said", "ban"),
    [
        (MARK.lower(), MARK),
        (MARK.replace(" ", ""), MARK),
        ("203.0.113.7", "203.0.113.7/32"),
        ("203.0.113.7/24", "203.0.113.0/24"),
        ("2001:DB8::1/32", "2001:db8::/32"),
        ("Mallory", None),
        ("", None),
        (MARK + "00", None),
    ],
)
def test_a_ban_has_one_spelling_and_is_nobodys_name(said, ban):
    assert ban_of(said) == ban


def test_who_has_no_account_may_do_what_needs_no_colleagues_of_the_hosts():
    who = guest(FIRST_GUEST, KEPT, sessions=3)
    assert set(RIGHTS) - who.rights == {"transfer", "session_notes"}
    assert who.name == f"key {MARK}"
    assert (who.channel, who.replies, who.administrator, who.sessions_limit) == ("", (), False, 3)


def quota(**limits):
    return Quota(Limits({name.replace("_", "-"): value for name, value in limits.items()}))


def test_a_source_has_its_share_and_the_network_around_it_four():
    used = quota(guest_megabytes_of_one_source_a_day=1)
    for number in range(4):
        address = f"203.0.113.{number}"
        assert used.spent(address, 0)[0] is Spent.NOTHING
        used.add(address, 0, seconds=0, count=MEGABYTE)
        assert used.spent(address, 0)[0] is Spent.BYTES
    assert used.spent("203.0.113.99", 0)[0] is Spent.BYTES
    assert used.spent("203.0.114.1", 0)[0] is Spent.NOTHING
    assert used.sources(0) == 4


def test_what_all_use_is_bounded_too():
    used = quota(guest_minutes_a_day=1)
    used.add("203.0.113.1", 0, seconds=60, count=0)
    assert used.spent("198.51.100.1", 0)[0] is Spent.ALL_TIME
    assert used.spent("198.51.100.1", DAY_S)[0] is Spent.NOTHING


def test_whoever_comes_from_very_many_networks_makes_nobody_forget_who_has_used_most():
    used = quota(guest_megabytes_of_one_source_a_day=1)
    used.add("203.0.113.1", 0, seconds=1, count=MEGABYTE)
    for number in range(2 * KEYS):
        used.add(f"10.{number >> 8 & 255}.{number & 255}.1", 0, seconds=1, count=1)
    assert used.spent("203.0.113.1", 0)[0] is Spent.BYTES
    assert len(used._of) <= KEYS + 1
