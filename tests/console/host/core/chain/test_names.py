"""Names in the audit: written as marks, shown as they are known now, checked against what they were made of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.host.core.audit import Entry, Event, Row
from console.host.core.chain.names import EDGE, KnownName, NameCheck, former_name, mark, named, plain, shown, to_write

SALT = bytes(range(16))
ADA = mark(2, "Ada", SALT)
KNOWN = {ADA: KnownName(2, "Ada", SALT)}


def mark_of(technician, name):
    return mark(technician, name, SALT)


def row(who, detail=""):
    return Row(1, Entry(event=Event.LOGIN, time_ms=1, who=who, detail=detail), b"")


def test_a_name_is_plain_for_the_log_a_mark_in_the_row_and_a_name_again_for_who_reads():
    text = f"{named(2, 'Ada')}: {named(2, 'Ada')} in 1st"
    assert plain(text) == "Ada: Ada in 1st"
    written = to_write(text, mark_of)
    assert written == f"{ADA}: {ADA} in 1st"
    assert "Ada" not in written
    assert shown(written, KNOWN) == "Ada: Ada in 1st"
    assert shown(written, {}) == "?: ? in 1st"


@given(st.text(alphabet=st.sampled_from([EDGE, "\x0e", "\x1d", "2", "A", " ", *ADA])))
def test_nothing_that_others_say_looks_like_a_name(text):
    """An address or a detail that somebody else has chosen."""
    if named(2, "A") not in text:
        written = to_write(text, lambda technician, name: f"<{technician} {name}>")
        assert EDGE not in written
    assert not set(shown(text, KNOWN)) & set(map(chr, range(0x0E, 0x20)))


def test_a_cut_mark_is_shown_as_nothing():
    assert shown(ADA[:20], KNOWN) == ""


@pytest.mark.parametrize(
    ("known", "removed", "holds"),
    [
        (KnownName(2, "Ada", SALT), (), True),
        (KnownName(2, "Bob", SALT), (), False),
        (KnownName(3, "Ada", SALT), (), False),
        (KnownName(2, "Ada", bytes(16)), (), False),
        (KnownName(2, former_name(2), None), (2,), True),
        (KnownName(2, former_name(2), None), (3,), False),
        (KnownName(2, "Bob", None), (2,), False),
    ],
)
def test_a_mark_leads_to_whom_it_was_made_of_or_to_somebody_who_was_removed(known, removed, holds):
    assert NameCheck({ADA: known}, removed).holds(row(ADA)) is holds
    assert NameCheck({ADA: known}, removed).holds(row("", f"x {ADA}")) is holds
    assert not NameCheck({}, removed).holds(row(ADA))
    assert NameCheck({}, ()).holds(row("192.0.2.1"))
