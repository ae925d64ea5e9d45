"""The seat that outlives the viewer: at most one, and never at the price of the session."""

from dataclasses import replace

import pytest

from protocol.seat.conversation import Conversation
from protocol.seat.seat_records import SavedSeat
from protocol.vocabulary.messages import Role
from tests.helpers.by_hand import CUSTOMER, seat_key
from viewer.session.kept_seat import KeptSeat

FIRST, SECOND = b"1" * 16, b"2" * 16
KEY = seat_key(CUSTOMER, Role.CUSTOMER)
CONVERSATION = Conversation(CUSTOMER, "Max")


class FolderByHand:
    """Keeps seats in memory, the oldest first; `full` writes and removes nothing."""

    def __init__(self, *seats):
        self.seats = {saved.seat.session: saved for saved in seats}
        self.full = False

    def load_all(self):
        return list(self.seats.values())

    def save(self, saved):
        if self.full:
            raise OSError(28, "No space left on device")
        self.seats[saved.seat.session] = saved

    def remove(self, session):
        if self.full:
            raise OSError(5, "Input/output error")
        self.seats.pop(session, None)


def saved(session, title="Anna"):
    return SavedSeat(
        seat=replace(KEY, session=session),
        host="support.example:7331",
        fingerprint=b"f" * 32,
        title=title,
        own_name="Max",
        conversation=CONVERSATION,
        opened_ms=1,
    )


def test_of_an_earlier_run_the_latest_seat_is_kept():
    assert KeptSeat(FolderByHand()).saved is None
    assert KeptSeat(FolderByHand(saved(FIRST), saved(SECOND))).saved == saved(SECOND)


def test_another_session_takes_the_place_of_the_one_before():
    folder = FolderByHand(saved(FIRST))
    kept = KeptSeat(folder)
    kept.take(saved(SECOND))
    assert (kept.saved, folder.seats) == (saved(SECOND), {SECOND: saved(SECOND)})


def test_the_same_session_again_is_not_removed_meanwhile():
    folder = FolderByHand(saved(FIRST))
    folder.remove = None  # would be called
    KeptSeat(folder).take(saved(FIRST, "Ben"))
    assert folder.seats == {FIRST: saved(FIRST, "Ben")}


def test_what_becomes_of_the_seat_is_written():
    folder = FolderByHand()
    kept = KeptSeat(folder)
    kept.take(saved(FIRST))
    kept.write(saved(FIRST, "Ben"))
    assert (kept.saved, folder.seats[FIRST]) == (saved(FIRST, "Ben"), saved(FIRST, "Ben"))


@pytest.mark.parametrize("forget", [True, False])
def test_of_a_seat_that_was_let_go_of_nothing_is_written_any_more(forget):
    folder = FolderByHand(saved(FIRST))
    kept = KeptSeat(folder)
    kept.let_go(forget=forget)
    kept.write(saved(FIRST, "Ben"))
    assert kept.saved is None
    assert folder.seats == ({} if forget else {FIRST: saved(FIRST)})


def test_letting_go_of_nothing_removes_nothing():
    folder = FolderByHand(saved(FIRST))
    kept = KeptSeat(folder)
    kept.let_go(forget=False)
    kept.let_go(forget=True)
    assert FIRST in folder.seats


def test_a_folder_that_takes_nothing_costs_the_seat_only(caplog):
    folder = FolderByHand(saved(FIRST))
    kept = KeptSeat(folder)
    folder.full = True
    kept.take(saved(SECOND))
    assert kept.saved == saved(SECOND)
    kept.let_go(forget=True)
    assert kept.saved is None
    assert [record.levelname for record in caplog.records] == ["ERROR"] * 3
