"""Who gives way in a full queue."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from console.host.queue.giving_way import gives_way


@dataclass(eq=False)
class One:
    source: str
    network: str
    began: float


PLACED = st.lists(
    st.builds(
        lambda network, source, began: One(f"{network}.{source}", network, began),
        st.sampled_from("abc"),
        st.sampled_from("12"),
        st.floats(0, 9),
    ),
    max_size=12,
)


def test_the_last_of_the_fullest_source_of_the_fullest_network_gives_way() -> None:
    placed = [One("a.1", "a", 1.0), One("a.1", "a", 3.0), One("a.2", "a", 9.0), One("b.1", "b", 5.0)]
    assert gives_way(placed, "c") is placed[1]
    assert gives_way([], "c") is None


@given(PLACED, st.sampled_from("abcd"))
def test_nobody_gives_way_to_a_network_that_would_have_as_much(placed: list[One], network: str) -> None:
    places = Counter(one.network for one in placed)
    other = gives_way(placed, network)
    if other is None:
        assert max(places.values(), default=0) <= places[network] + 1
    else:
        assert places[other.network] == max(places.values()) > places[network] + 1
        assert other.network != network
