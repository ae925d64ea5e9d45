"""Whatever is done to the audit's table by hand, `audit verify` finds it and says where."""

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.host.__main__ import main
from console.host.core.audit import Entry, Event, TamperedError
from console.host.store.signing import key_hash, signer
from console.host.store.store import Store
from tests.console.host.store.tables.earlier_databases import make_earlier
from tests.helpers.certificates import Authority

ROWS = 9
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
VALUES = {
    "time_ms": st.integers(-(2**63), 2**63 - 1),
    "event": st.sampled_from([*map(str, Event), "nonsense"]),
    "session": st.binary(max_size=16),
    "member": st.integers(-(2**31), 2**31 - 1),
    "who": TEXTS,
    "detail": TEXTS,
    "hash": st.binary(max_size=32),
}
NUMBERS = st.integers(1, ROWS)
CHANGED = st.sampled_from(sorted(VALUES)).flatmap(lambda name: st.tuples(st.just(name), VALUES[name]))
NAMES = ("number", *VALUES)


@pytest.fixture
def untouched(database_url, open_by_hand):
    """A store with some rows in its audit, the rows by hand, and a connection whose owner may do everything."""
    store = Store(database_url)
    for number in range(ROWS):
        session = bytes([number % 3]) * 16
        store.audit.append(
            Entry(event=Event.LOGIN, time_ms=1_700_000_000_000 + number // 2, who=f"Äda {number}", session=session)
        )
    by_hand = open_by_hand(database_url)
    for statement in {
        "sqlite": ("DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"),
        "postgresql": ("DROP TRIGGER audit_append_only ON audit",),
    }[database_url.drivername]:
        by_hand.execute(statement)
    yield store, by_hand
    store.close()


@pytest.fixture
def sign(database_url):
    """How a parameter is written in this kind of database."""
    return "?" if database_url.drivername == "sqlite" else "%s"


EXAMPLES = settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@contextlib.contextmanager
def for_a_moment(by_hand):
    """Take back what is done to the table, after it was seen by another connection."""
    kept = by_hand.execute("SELECT * FROM audit ORDER BY number").fetchall()
    heads = by_hand.execute("SELECT audit_number, audit_hash FROM heads").fetchone()
    yield kept
    by_hand.execute("DELETE FROM audit")
    place = "?" if type(by_hand).__module__ == "sqlite3" else "%s"
    for row in kept:
        by_hand.execute(f"INSERT INTO audit VALUES ({', '.join([place] * len(row))})", row)
    by_hand.execute(f"UPDATE heads SET audit_number = {place}, audit_hash = {place}", heads)


def found(store):
    """Return what verify says, "" where it finds nothing."""
    try:
        assert store.audit.verify() == ROWS
    except TamperedError as error:
        return str(error)
    return ""


def test_any_changed_field_is_found_in_its_row(untouched, sign):
    store, by_hand = untouched

    @EXAMPLES
    @given(number=NUMBERS, change=CHANGED)
    def check(number, change):
        name, value = change
        with for_a_moment(by_hand) as rows:
            before = rows[number - 1][NAMES.index(name)]
            by_hand.execute(f"UPDATE audit SET {name} = {sign} WHERE number = {number}", (value,))
            assert found(store) == ("" if value == before else f"row {number} is not what was written")

    check()
    assert found(store) == ""


def test_any_removed_row_is_found(untouched):
    store, by_hand = untouched

    @EXAMPLES
    @given(numbers=st.sets(NUMBERS, min_size=1), renumbered=st.booleans())
    def check(numbers, renumbered):
        with for_a_moment(by_hand):
            first = min(numbers)
            by_hand.execute(f"DELETE FROM audit WHERE number IN ({', '.join(map(str, numbers))})")
            if renumbered:
                kept = [row[0] for row in by_hand.execute("SELECT number FROM audit ORDER BY number").fetchall()]
                for new, old in enumerate(kept, start=1):
                    by_hand.execute(f"UPDATE audit SET number = {new} WHERE number = {old}")
            rest = any(number not in numbers for number in range(first, ROWS + 1))
            if not rest:
                assert found(store) == f"rows after {first - 1} are missing"
            elif renumbered:
                assert found(store) == f"row {first} is not what was written"
            else:
                assert found(store) == f"row {first} is missing"

    check()


def test_any_swapped_rows_are_found(untouched):
    store, by_hand = untouched

    @EXAMPLES
    @given(pair=st.lists(NUMBERS, min_size=2, max_size=2, unique=True).map(sorted))
    def check(pair):
        with for_a_moment(by_hand):
            one, other = pair
            for old, new in ((one, 1000), (other, one), (1000, other)):
                by_hand.execute(f"UPDATE audit SET number = {new} WHERE number = {old}")
            assert found(store) == f"row {one} is not what was written"

    check()


def test_added_rows_and_another_head_are_found(untouched, sign):
    store, by_hand = untouched
    with for_a_moment(by_hand):
        by_hand.execute(
            f"INSERT INTO audit SELECT {ROWS + 1}, time_ms, event, session, member, who, detail, hash "
            f"FROM audit WHERE number = {ROWS}"
        )
        assert found(store) == f"row {ROWS + 1} is not what was written"
    for number, said in ((ROWS - 1, f"rows after {ROWS - 1} were added"), (ROWS + 1, f"rows after {ROWS} are missing")):
        with for_a_moment(by_hand):
            by_hand.execute(f"UPDATE heads SET audit_number = {number}")
            assert found(store) == said
    with for_a_moment(by_hand):
        by_hand.execute(f"UPDATE heads SET audit_hash = {sign}", (bytes(32),))
        assert found(store) == f"row {ROWS} is not the last one that was written"
    by_hand.execute("DELETE FROM heads")
    assert found(store) == "its head is not what was written"


def test_the_command_says_in_a_sentence_what_it_found(untouched, tmp_path, database_url, monkeypatch, capsys):
    _store, by_hand = untouched
    monkeypatch.setenv("FERNBLICK_DATABASE", database_url.render_as_string(hide_password=False))
    assert main(["audit", "verify", "--data", str(tmp_path / "data")]) == 0
    assert capsys.readouterr().out == f"The audit is what was written: {ROWS} rows.\n"
    by_hand.execute("UPDATE audit SET who = 'nobody' WHERE number = 4")
    assert main(["audit", "verify", "--data", str(tmp_path / "data")]) == 1
    assert capsys.readouterr().out == "The audit is not what was written: row 4 is not what was written.\n"


def test_a_long_audit_is_read_some_rows_at_a_time(untouched, monkeypatch):
    monkeypatch.setattr("console.host.store.records.audit.ROWS", 2)
    assert found(untouched[0]) == ""


def test_who_has_signed_the_change_of_old_rows_is_said(tmp_path, database_url, open_by_hand, capsys):
    make_earlier("8", database_url, open_by_hand)
    key = Authority(tmp_path).sign("desk.example")[1]
    store = Store(database_url)
    cut = store.audit.set_apart(1_795_000_100_000, signer(key))
    store.close()
    where = database_url.render_as_string(hide_password=False)
    assert main(["audit", "verify", "--data", str(tmp_path), "--database", where]) == 0
    assert f"rows 1 to 9 were set apart on 2026-11-18, signed by the key {key_hash(cut)}" in capsys.readouterr().out
    store = Store(database_url)
    assert store.audit.rows()[-1].entry.event is Event.AUDIT_CHECKED
    store.close()
    open_by_hand(database_url).execute("UPDATE cuts SET time_ms = time_ms + 1")
    assert main(["audit", "verify", "--data", str(tmp_path), "--database", where]) == 1
    assert "not signed by the key" in capsys.readouterr().out
