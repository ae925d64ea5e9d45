"""Who is about to come into a session: the keys that were made for them, and how long these are believed. No widgets.

Whoever was let in with a code has a key of introduction, whoever has accepted an invitation has shown the key of their
seat. Either counts for the seat that the host gives them then, and no longer than the host keeps that for somebody who
does not come.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from protocol.seat.attendance import Attendance

COMES_S = 300.0  # in which whoever was let in takes the seat: the host keeps it for two minutes


class Newcomers:
    """Those whom this technician has let in, and who have not come yet.

    Args:
        attendance: the lead's seat.
        clock: seconds, never going back.
    """

    def __init__(self, attendance: Attendance, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._attendance = attendance
        self._clock = clock
        self._until = dict.fromkeys(self._expected(), clock() + COMES_S)  # of an earlier run of this program

    def grant(self, *, customer: bool) -> bytes:
        """Return a new key of introduction for whoever was let in with a code."""
        key = self._attendance.member.introductions.grant(customer=customer)
        self._expect(key)
        return key

    def await_key(self, key: bytes, device: bytes) -> None:
        """Believe the colleague whose device has signed the key of their seat."""
        self._attendance.member.introductions.await_key(key, device)
        self._expect(key)

    def withdraw(self, key: bytes) -> None:
        """Believe nobody who comes with this key, which was made for a join or an invitation that is over.

        Who was invited has tickets already, and may have come: so all others are told, too.
        """
        book = self._attendance.member.introductions.book
        self._until.pop(key, None)
        if key in (*(awaited for awaited, _ in book.awaited), *(known.key for known in book.known)):
            self._attendance.revoke(key)
        else:
            self._attendance.member.introductions.withdraw(key)
            self._attendance.save()

    def expire(self) -> None:
        """Await nobody any longer who was let in long ago: a click of then lets nobody in now."""
        now_s, expected = self._clock(), self._expected()
        for key in [key for key, until in self._until.items() if until < now_s and key in expected]:
            self.withdraw(key)
        self._until = {key: until for key, until in self._until.items() if key in expected and until >= now_s}

    def _expect(self, key: bytes) -> None:
        self._until[key] = self._clock() + COMES_S
        self._attendance.save()

    def _expected(self) -> set[bytes]:
        book = self._attendance.member.introductions.book
        return {key for key, _ in (*book.granted, *book.awaited)}
