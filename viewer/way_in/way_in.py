"""The customer's way to a seat: by a code or a link, through a queue, with a question before it or without.

No widgets.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from protocol.link.link import Link
from protocol.notation import joincode
from protocol.notation.joincode import BadCode, JoinCode
from protocol.seat.attendance import now_ms
from protocol.seat.conversation import Conversation
from protocol.seat.seat_records import SavedSeat
from protocol.seat.wrong_codes import CODES_WAIT, COUNTED, WrongCodes
from viewer.way_in.joining import JoinAttempt, Joined, JoinFailed
from viewer.way_in.queue_wait import Queue, QueueWait


class WayIn:
    """Leads to one seat at a time.

    Args:
        changed: the attributes have changed.
        seated: the way has led to a seat; the queue that it led through and what was typed there, or empty texts.
        failed: it has not, and a code says why.
        followed: a host has proven to be the successor of who was trusted: the pin of before, and that of now.
        wrong_codes: what was tried before.

    Attributes:
        phase: "idle", "joining", "waiting" (in the queue) or "offered" (let in, and the customer is asked whether to
            join).
        queue: the place in the queue, while the phase is "waiting".
        offered: the seat, while the phase is "offered".
        works: this computer works for its turn to join; see `JoinAttempt`.
    """

    def __init__(
        self,
        *,
        changed: Callable[[], None],
        seated: Callable[[SavedSeat, str, str], None],
        failed: Callable[[str], None],
        followed: Callable[[bytes, bytes], None],
        wrong_codes: WrongCodes,
    ) -> None:
        self.phase = "idle"
        self.queue: QueueWait | None = None
        self.offered: SavedSeat | None = None
        self.works = False
        self._changed = changed
        self._seated = seated
        self._failed = failed
        self._followed = followed
        self._wrong_codes = wrong_codes
        self._code_host = ""  # at which a code was asked for last
        self._attempt: asyncio.Task[None] | None = None

    @property
    def code_wait_s(self) -> int:
        """For how many seconds no further code is tried at the host of the last one."""
        return self._wrong_codes.wait_s(self._code_host)

    @property
    def link(self) -> Link | None:
        """The link over which the customer waits in a queue, while it is up."""
        return None if self.queue is None else self.queue.link

    def join(self, text: str, host: str, *, ask: bool, fingerprint: bytes | None) -> None:
        """Join with a code or a link; see `Session.join`."""
        try:
            code = joincode.parse(text)
        except BadCode as error:
            self._failed(error.why)
            return
        if code.host is None:
            code = replace(code, fingerprint=fingerprint)
        address = code.host or host
        if not address:
            self._failed("no_host")
            return
        self._code_host = address if code.kind == "code" else ""
        if self.code_wait_s:
            self._failed(CODES_WAIT)
            return
        self._become("joining")
        proves = partial(self._wrong_codes.tried, address) if self._code_host else None
        attempt = JoinAttempt(code=code, host=address, proves=proves, works=self._work, followed=self._followed)
        self._attempt = asyncio.get_running_loop().create_task(self._join(attempt, ask=ask))

    def wait(self, queue: Queue) -> None:
        """Wait in a queue until a technician is there; then it leads to the seat by itself."""
        try:
            self.queue = QueueWait(
                queue,
                changed=self._changed,
                called=self._called,
                failed=self._wait_failed,
                followed=self._followed,
            )
        except BadCode:
            self._failed("name")
            return
        self.queue.start()
        self._become("waiting")

    def accept(self) -> None:
        """Take the seat that is offered."""
        if self.offered is not None:
            self._arrive(self.offered)

    def cancel(self) -> None:
        """Give up joining or waiting, or decline what is offered."""
        self._stop_attempt()
        if self.queue is not None:
            self.queue.give_up()
        if self.phase != "idle":
            self._become("idle")

    async def settled(self) -> None:
        """Return once nothing is under way any more, after `cancel`."""
        if self._attempt is not None:
            await asyncio.gather(self._attempt, return_exceptions=True)

    async def _join(self, attempt: JoinAttempt, *, ask: bool) -> None:
        try:
            joined = await attempt.run()
        except JoinFailed as failure:
            if self._code_host and failure.code in COUNTED:
                self._wrong_codes.tried(self._code_host)
            self._become("idle")
            self._failed(CODES_WAIT if self.code_wait_s else failure.code)
            return
        if self._code_host:
            self._wrong_codes.right(self._code_host)
        saved = _seat_of(joined, joined.grant.channel)
        if ask:
            self.offered = saved
            self._become("offered")
        else:
            self._arrive(saved)

    def _work(self, works: bool) -> None:
        self.works = works
        self._changed()

    def _called(self, code: JoinCode) -> None:
        """Come in: a technician has picked this customer up."""
        self._stop_attempt()
        assert code.host is not None
        attempt = JoinAttempt(code=code, host=code.host)
        self._attempt = asyncio.get_running_loop().create_task(self._come_in(attempt))

    async def _come_in(self, attempt: JoinAttempt) -> None:
        assert self.queue is not None
        try:
            joined = await attempt.run()
        except JoinFailed as failure:
            self.queue.come_again(failure.code)
            return
        self.queue.stop()
        self._arrive(_seat_of(joined), self.queue.channel, self.queue.words)

    def _wait_failed(self, code: str) -> None:
        self._stop_attempt()
        self._become("idle")
        self._failed(code)

    def _arrive(self, saved: SavedSeat, channel: str = "", words: str = "") -> None:
        self._set_phase("idle")
        self._seated(saved, channel, words)

    def _become(self, phase: str) -> None:
        self._set_phase(phase)
        self._changed()

    def _set_phase(self, phase: str) -> None:
        """Go on to `phase`, and let go of what belongs to the one before."""
        self.phase = phase
        if phase != "waiting":
            self.queue = None
        if phase != "offered":
            self.offered = None

    def _stop_attempt(self) -> None:
        if self._attempt is not None:
            self._attempt.cancel()


def _seat_of(joined: Joined, channel: str = "") -> SavedSeat:
    """Return the seat of who has joined; `channel` is the queue that the session had gone through before."""
    own_name = joined.grant.customer_name
    conversation = Conversation(own=joined.seat.member, own_name=own_name)
    if channel:
        conversation.event("through_queue", channel, now_ms())
    return SavedSeat(
        seat=joined.seat,
        host=joined.host,
        fingerprint=joined.fingerprint,
        title=joined.grant.lead_name,
        own_name=own_name,
        conversation=conversation,
        opened_ms=now_ms(),
    )
