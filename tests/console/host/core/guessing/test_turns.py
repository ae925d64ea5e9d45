"""Nobody's queue of passwords delays others."""

from console.host.core.guessing.turns import Place, Turns
from console.host.core.limits import KNOWN_LOGINS_WAITING, LOGINS_OF_ONE_SOURCE, LOGINS_WAITING, Limits
from console.host.core.sources import source_of, wide_source_of
from console.host.core.terms import KNOWN_IN_A_ROW


def place(address):
    return Place(source_of(address), wide_source_of(address))


def known(name):
    return Place((name, "device"), (name, "device"), known=True)


def put(turns, address, item):
    if turns.room(place(address)):
        assert turns.put(place(address), item) is None


def order(turns):
    found = []
    while (item := turns.take()) is not None:
        found.append(item)
    return found


def test_one_source_has_four_waiting_and_the_network_around_it_four_times_as_many():
    turns = Turns(Limits())
    for number in range(64):
        put(turns, "198.51.100.7", number)
    assert len(turns) == LOGINS_OF_ONE_SOURCE.usual == 4
    for number in range(100):
        put(turns, f"198.51.100.{number + 10}", number)
    assert len(turns) == 16
    put(turns, "2001:db8::1", "other family")
    for host in range(9):
        put(turns, f"2001:db8::{host}", host)
    assert len(turns) == 16 + 4


def test_whoever_comes_after_sixteen_networks_of_four_each_is_next():
    turns = Turns(Limits())
    for number in range(64):
        put(turns, f"198.51.{number % 16}.7", number)
    assert turns.put(place("192.0.2.1"), "technician") in range(64)  # one of the crowd gives way
    assert turns.take() == "technician"


def test_networks_take_turns_and_their_sources_do():
    turns = Turns(Limits())
    for item, address in enumerate(("198.51.100.1", "198.51.100.1", "198.51.100.2", "192.0.2.1", "192.0.2.1")):
        put(turns, address, (address, item))
    assert [address.rpartition(".")[0] for address, _ in order(turns)[:4]] == [
        *("192.0.2", "198.51.100", "192.0.2", "198.51.100")
    ]


def test_who_has_just_had_a_turn_waits_for_those_who_had_none_for_longer():
    turns = Turns(Limits())
    put(turns, "198.51.100.1", "guess 1")
    assert turns.take() == "guess 1"
    put(turns, "192.0.2.1", "guess 2")
    assert turns.take() == "guess 2"
    put(turns, "192.0.2.1", "guess 3")
    put(turns, "198.51.100.1", "guess 4")
    assert order(turns) == ["guess 4", "guess 3"]


def test_known_places_come_first_and_others_are_not_kept_out():
    turns = Turns(Limits())
    put(turns, "198.51.100.1", "stranger")
    for number in range(20):
        assert turns.put(known(f"technician {number}"), number) is None
    found = order(turns)
    assert found.index("stranger") == KNOWN_IN_A_ROW
    assert len(found) == 21


def test_where_too_many_wait_the_one_whose_turn_is_last_gives_way():
    turns = Turns(Limits())
    put(turns, "198.51.100.1", "first")
    assert turns.take() == "first"
    put(turns, "198.51.100.1", "again")
    for number in range(LOGINS_WAITING.usual - 1):
        put(turns, f"10.{number}.0.1", number)
    assert len(turns) == LOGINS_WAITING.usual
    assert turns.put(place("192.0.2.1"), "newcomer") == "again"
    assert turns.take() == "newcomer"


def test_known_places_have_a_bound_of_their_own():
    turns = Turns(Limits())
    gone = [turns.put(known(f"technician {number}"), number) for number in range(KNOWN_LOGINS_WAITING.usual + 1)]
    assert [item for item in gone if item is not None] == [0]
    assert turns.put(place("192.0.2.1"), "stranger") is None


def test_who_has_gone_waits_no_more():
    turns, mine = Turns(Limits()), object()
    turns.put(place("192.0.2.1"), mine)
    turns.drop(mine)
    assert turns.take() is None
