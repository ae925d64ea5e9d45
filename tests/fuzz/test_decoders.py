"""No bytes make a decoder do anything but decode or refuse them. In a few seconds; `run.py` takes its time."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.decoders import TARGETS

FOUND = Path(__file__).parent / "found"
EDITS = st.lists(
    st.tuples(st.sampled_from(["set", "insert", "cut", "copy"]), st.integers(0, 4000), st.binary(max_size=4)),
    max_size=6,
)


def edited(seed, edits):
    data = bytearray(seed)
    for kind, place, new in edits:
        at = place % (len(data) + 1)
        if kind == "set":
            data[at : at + len(new)] = new
        elif kind == "insert":
            data[at:at] = new
        elif kind == "cut":
            del data[at : at + 1 + len(new) * 8]
        else:
            data[at:at] = data[: len(new) * 16]
    return bytes(data)


@pytest.mark.parametrize("name", TARGETS)
def test_honest_input_is_decoded(name):
    for seed in TARGETS[name].seeds:
        TARGETS[name].decode(seed)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_damaged_input_is_decoded_or_refused(name, data):
    target = TARGETS[name]
    seed = data.draw(st.sampled_from(target.seeds))
    target(edited(seed, data.draw(EDITS)))


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=40, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(name, data):
    TARGETS[name](data)


def test_what_was_found_once_is_refused():
    """Files in `found` are what `run.py` has found, called after their decoder."""
    for file in FOUND.glob("*-*"):
        TARGETS[file.name.partition("-")[0]](file.read_bytes())
