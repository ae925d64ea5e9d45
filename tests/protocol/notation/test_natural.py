"""Names in the order in which people count."""

from hypothesis import given
from hypothesis import strategies as st

from protocol.notation.natural import natural_key, natural_text

SHUFFLED = ["tech10", "10", "technician", "tech2a", "9", "Tech2", "tech", "tech1"]
ORDERED = ["9", "10", "tech", "tech1", "Tech2", "tech2a", "tech10", "technician"]


def test_numbers_count_and_capital_letters_do_not():
    assert sorted(SHUFFLED, key=natural_key) == ORDERED
    assert sorted(SHUFFLED, key=natural_text) == ORDERED


@given(st.lists(st.text(alphabet="ab09 ²", max_size=12)))
def test_any_names_have_an_order(names):
    assert sorted(sorted(names, key=natural_key)) == sorted(names)
