"""The customer's way to a seat: by a code or a link, through a queue, with a question before it or without.

No widgets.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace

from protocol.link.dialing import Dialler
from protocol.link.link import Link
from protocol.notation import joincode
from protocol.notation.joincode import BadCode, JoinCode
from protocol.notation.natural import natural_key
from protocol.seat.attendance import now_ms
from protocol.seat.conversation import Conversation
from protocol.seat.seat_records import SavedSeat
from protocol.seat.wrong_codes import CODES_WAIT, COUNTED, NEARBY, WrongCodes
from viewer.way_in.joining import Gate, JoinAttempt, Joined, JoinFailed
from viewer.way_in.looking import Announcer, look_round
from viewer.way_in.nearby import NOBODY_NEAR, Asked, NearbyHost, ask_all
from viewer.way_in.queue_wait import Queue, QueueWait

Look = Callable[[Callable[[], bool]], list[Announcer]]
"""Looks as long as it is wanted; see `look_round`."""


class WayIn:
    """Leads to one seat at a time.

    Args:
        changed: the attributes have changed.
        seated: the way has led to a seat; the queue that it led through and what was typed there, or empty texts.
        failed: it has not, and a code says why.
        followed: a host has proven to be the successor of who was trusted: the pin of before, and that of now.
        wrong_codes: what was tried before.
        look: returns which hosts are announced in the LAN; called in a thread.
        dialler: knows the ways to the host.

    Attributes:
        phase: "idle", "looking" (for a host in the LAN), "choosing" (between two that know the code), "joining",
            "waiting" (in the queue) or "offered" (let in, and the customer is asked whether to join).
        choices: the hosts, while the phase is "choosing".
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
        look: Look = look_round,
        dialler: Dialler | None = None,
    ) -> None:
        self.phase = "idle"
        self.choices: tuple[NearbyHost, ...] = ()
        self.queue: QueueWait | None = None
        self.offered: SavedSeat | None = None
        self.works = False
        self._changed = changed
        self._seated = seated
        self._failed = failed
        self._followed = followed
        self._wrong_codes = wrong_codes
        self._look = look
        self._dialler = dialler or Dialler()
        self._asks = False  # whether the customer is asked after a choice
        self._code_hosts: tuple[str, ...] = ()  # at which a code was asked for last
        self._attempt: asyncio.Task[None] | None = None

    @property
    def code_wait_s(self) -> int:
        """For how many seconds no further code is tried where the last one was."""
        return max(map(self._wrong_codes.wait_s, self._code_hosts), default=0)

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
        self._code_hosts = (address or NEARBY,) if code.kind == "code" else ()
        if self.code_wait_s:
            self._failed(CODES_WAIT)
        elif address:
            self._become("joining")
            self._dialler.by_hand()
            self._begin(self._join(self._make_attempt(code, address), ask=ask))
        else:
            self._become("looking")
            self._begin(self._join_nearby(code, ask=ask))

    def choose(self, host: NearbyHost) -> None:
        """Join at one of the `choices`."""
        if host not in self.choices:
            return
        self._code_hosts = (NEARBY, host.place)
        if self.code_wait_s:
            self._become("idle")
            self._failed(CODES_WAIT)
            return
        self._become("joining")
        gate = Gate()
        gate.open()
        self._begin(self._join(self._make_attempt(host.code, host.place, gate), ask=self._asks))

    def wait(self, queue: Queue) -> None:
        """Wait in a queue until a technician is there; then it leads to the seat by itself."""
        try:
            self.queue = QueueWait(
                queue,
                changed=self._changed,
                called=self._called,
                failed=self._wait_failed,
                followed=self._followed,
                dialler=self._dialler,
            )
        except BadCode:
            self._failed("name")
            return
        self._dialler.by_hand()
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

    def _begin(self, way: Coroutine[None, None, None]) -> None:
        self._attempt = asyncio.get_running_loop().create_task(way)

    def _make_attempt(self, code: JoinCode, host: str, gate: Gate | None = None) -> JoinAttempt:
        proves = self._proves if code.kind == "code" else None
        dialler = self._dialler if gate is None else Dialler()  # no proxy leads to a host in this very LAN
        return JoinAttempt(
            code=code,
            host=host,
            gate=gate,
            proves=proves,
            works=self._work,
            followed=self._followed,
            dialler=dialler,
        )

    def _proves(self) -> None:
        """Count a code before it is proven: at the host, and at all together that announce themselves."""
        for host in self._code_hosts:
            self._wrong_codes.tried(host)

    async def _join_nearby(self, code: JoinCode, *, ask: bool) -> None:
        """Join at the one host in the LAN that knows the code; let the customer choose where there are more."""
        try:
            known = await ask_all(await self._look_round(), code, self._make_attempt)
        except JoinFailed as failure:
            self._become("idle")
            self._failed(failure.code)
            return
        if len(known) == 1:
            await self._join_at(known[0], ask=ask)
            return
        for one in known:
            await one.give_up()
        self._asks = ask
        self._set_phase("choosing")
        hosts = [one.host for one in known if one.host is not None]
        self.choices = tuple(sorted(hosts, key=lambda host: natural_key(host.place)))  # whoever was quick
        self._changed()

    async def _join_at(self, asked: Asked, *, ask: bool) -> None:
        assert asked.host is not None
        self._code_hosts = (NEARBY, asked.host.place)
        if self.code_wait_s:
            await asked.give_up()
            self._become("idle")
            self._failed(CODES_WAIT)
            return
        self._become("joining")
        await self._join(asked, ask=ask)

    async def _look_round(self) -> list[Announcer]:
        """Return which hosts are announced; raises JoinFailed where there are none."""
        wanted = True
        try:
            found = await asyncio.to_thread(self._look, lambda: wanted)
        finally:
            wanted = False
        if not found:
            raise JoinFailed(NOBODY_NEAR)
        return found

    async def _join(self, attempt: JoinAttempt | Asked, *, ask: bool) -> None:
        try:
            joined = await attempt.run()
        except JoinFailed as failure:
            if failure.code in COUNTED:
                self._proves()
            self._become("idle")
            self._failed(CODES_WAIT if self.code_wait_s else failure.code)
            return
        for host in self._code_hosts:
            self._wrong_codes.right(host)
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
        self._begin(self._come_in(JoinAttempt(code=code, host=code.host, dialler=self._dialler)))

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
        if phase != "choosing":
            self.choices = ()

    def _stop_attempt(self) -> None:
        if self._attempt is not None:
            self._attempt.cancel()


def _seat_of(joined: Joined, channel: str = "") -> SavedSeat:
    """Return the seat of who has joined; `channel` is the queue that the session had gone through before."""
    own_name = joined.grant.customer_name
    conversation = Conversation(own=joined.seat.member, own_name=own_name)
    if channel:
        conversation.event("through_queue", channel, now_ms())
    if joined.through:
        conversation.event("relayed", joined.through, now_ms())
    if joined.grant.relayed:
        conversation.event("relayed_other", joined.grant.relayed, now_ms())
    return SavedSeat(
        seat=joined.seat,
        host=joined.host,
        fingerprint=joined.fingerprint,
        title=joined.grant.lead_name,
        own_name=own_name,
        conversation=conversation,
        opened_ms=now_ms(),
    )
