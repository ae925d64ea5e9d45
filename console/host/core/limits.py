"""Named limits of the host, and the sliding window that rates are measured with."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Hashable

from protocol.rates.bucket import Limit

SEAT_KEPT_S = 120.0  # how long a seat waits for its member
HEIR_KEPT_S = 30.0  # how long a technician who accepted a session has to take its seat
INVITATIONS = 4  # of one session that are open at a time
INVITATIONS_A_MINUTE = 20  # of one session
DESKTOP_KEPT_S = 30.0  # how long consent to see or operate the customer's desktop outlives a lost link
JOIN_S = 10.0  # from connecting to a login, a seat or a join; and for the joiner's part of a join
ADMIT_S = 60.0  # for the lead's part of a join, which may need a click
JOINER_STEPS = 4  # steps of one joiner
FAILURES_A_MINUTE = 10  # of one source: joins that prove nothing, waits for nobody; what goes well is never counted
ATTACK_A_MINUTE = 20  # joins with live codes that proved nothing, in all; beyond them codes cost work and a click
PUZZLE_VALID_S = 120.0  # from when work is asked for until it must be done
PUZZLES_KEPT = 65_536  # solved puzzles that are remembered until they are valid no more
CANDIDATES = 3  # of one session and role at a time
STEP_S = 2.0  # for a program's own steps, in which nobody has to click, while others want the place
QUESTIONS = 1024  # of strangers that the database has not answered yet; one of a link
QUESTIONS_OF_ONE_SOURCE = 256
QUESTIONS_A_MINUTE = 600  # of strangers for what there is not, in all
QUESTIONS_A_MINUTE_OF_ONE_SOURCE = 30
ATTACHES_A_MINUTE = 240  # of one seat
HANDSHAKES = 1024  # connections at a time of which nothing is known yet
BUSY_HANDSHAKES = 64  # of them from which on no more are accepted than the processor can take
HANDSHAKE_S = 3.0  # from accepting a connection to the end of its handshake
PAGES = 512  # connections of browsers at a time
REQUEST_HEAD_S = 10.0  # that a browser may take for what it asks
KEEPALIVE_S = 15.0  # from an answer to the next request over the same connection
SLOW_READER_S = 10.0  # that nothing of an answer is taken, or less than 48 KiB
REQUESTS = 100  # over one connection
DOWNLOADS = 16  # of the viewer's files at a time
DOWNLOADS_OF_ONE_SOURCE = 4
STRANGERS = 1024  # links at a time that have neither logged in nor a seat
RETURNING = 1024  # links at a time that have said who they are, and are being looked up
FILES = 8192  # that a host wants to open at a time; with fewer all of these are less in proportion
RESERVED_FILES = 256  # of them for the database, logs, downloads and what else is no connection; a quarter at most
WAITERS = 1000  # customers who wait for a technician at a time
WAITERS_OF_ONE_SOURCE = 256
SHORT_WAIT_S = 60.0  # a customer who goes sooner, and whom nobody has picked up, did not wait well
WAIT_WORDS_A_MINUTE = 10  # of one customer, for the desk to read
WAIT_KEPT_S = 60.0  # how long the place of a customer outlives a lost link
CALL_IN_S = 30.0  # for the console of whoever picked up to begin
HAND_OVER_S = 75.0  # for the lead to let in who has picked their session up; a click may be needed
CALLED_S = 60.0  # for a customer who was picked up to take the seat
QUEUE_TRANSFER_S = 1800.0  # that a session waits in a queue; then it goes on with its lead
SESSIONS = 2000  # at a time
REFUSALS_A_MINUTE = 60  # rows of the audit for what strangers and wrong messages cause
GROUPS = 300  # technician groups
TECHNICIANS = 2000
LOGIN_DELAY_S = 60.0  # the longest between two wrong tries at one name; 1 s after the first, doubled each time
LOGIN_DELAYS_KEPT_S = 900.0  # how long they are remembered after the last try
FREE_LOGINS = 4  # wrong tries at one name, from a place that has logged in under it, before it has to wait
FAILED_LOGINS_A_MINUTE = 10  # from one source, whatever the names, those that wait to be compared included
LOGIN_QUESTIONS_A_MINUTE = 600  # to the database, of one source, about names that have not logged in from there
LOGINS_OF_ONE_SOURCE = 4  # passwords that wait to be compared, one after the other: that is slow on purpose
LOGINS_WAITING = 64  # in all, from places that have not logged in under that name before
KNOWN_LOGINS_WAITING = 1024  # from those that have
KNOWN_IN_A_ROW = 4  # of them are compared before one of the others
KNOWN_PLACES = 40  # sources and devices that are remembered of each technician
LOGIN_S = 60.0  # that a console waits for it
ACCOUNT_REQUESTS_A_MINUTE = 300  # of one technician: presence, keys, administration
REPORTS_WAITING = 4  # questions of one link about sessions and the audit that are not answered yet
KEYS = 4096  # that one rate remembers
TALK_BOXES = Limit(2_000, 100)  # of one seat over `talk` and `chat`: at once, and each second after it
TALK_BYTES = Limit(4 << 20, 256 << 10)  # of them
PICTURE_BOXES = Limit(8_000, 4_000)  # of one seat over each channel that carries a picture
ACTS = Limit(40, 1)  # of one seat that begin something of which the others are told; what ends something has no limit
OTHER_BOXES = Limit(4_000, 2_500)  # of one seat over each other channel

MINUTE_S = 60.0


class Rate:
    """At most `count` events a minute for each key; remembers those of the last minute, at most `KEYS`, the latest."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._times: OrderedDict[Hashable, deque[float]] = OrderedDict()

    def full(self, key: Hashable, now: float) -> bool:
        """Return whether `key` has had its share of the last minute."""
        times = self._times.get(key)
        if times is None:
            return False
        while times and times[0] <= now - MINUTE_S:
            times.popleft()
        return len(times) >= self._count

    def note(self, key: Hashable, now: float) -> None:
        """Count an event."""
        self._times.setdefault(key, deque(maxlen=self._count)).append(now)
        self._times.move_to_end(key)
        while len(self._times) > KEYS or self._oldest() <= now - MINUTE_S:
            self._times.popitem(last=False)

    def _oldest(self) -> float:
        """Return when the key that was counted longest ago was counted last."""
        times = next(iter(self._times.values()))
        return times[-1] if times else float("-inf")

    def take(self, key: Hashable, now: float) -> bool:
        """Count an event and return True, or return False where `key` has had its share."""
        if self.full(key, now):
            return False
        self.note(key, now)
        return True

    def give_back(self, key: Hashable) -> None:
        """Forget the latest event of `key`: it was none after all."""
        times = self._times.get(key)
        if times:
            times.pop()
        if times is not None and not times:
            del self._times[key]
