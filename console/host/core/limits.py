"""Every limit of a host: its name, what it usually is, and what it bounds; and those of one host, with what met them.

The name is its key in the configuration's table `limits`, and its label in the metrics and in the log. What is fixed,
because the other end counts on it or because nobody is kept from anything by it, is in `terms`. `Rate` is the sliding
window that those a minute are measured with. Pure.
"""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

from console.host.core.terms import KEYS
from protocol.rates.bucket import Limit

MINUTE_S = 60.0
SAY_EVERY_S = 60.0  # of one limit; what comes between is counted


@dataclass(frozen=True)
class Bound:
    """One limit: its `name`, what it `usual`ly is, and which it may be set to at all."""

    name: str
    usual: int
    words: str
    least: int = 1
    most: int = 100_000


BOUNDS: dict[str, Bound] = {}
"""All of them, by their names."""


def _bound(name: str, usual: int, words: str, *, least: int = 1, most: int = 100_000) -> Bound:
    return BOUNDS.setdefault(name, Bound(name, usual, words, least, most))


# -- connections ------------------------------------------------------------------------------------------------
FILES = _bound("files", 8192, "files that the host opens at a time, as far as the system lets it", least=64)
HANDSHAKING = _bound("handshaking", 1024, "connections at a time of which nothing is known yet")
HANDSHAKE_S = _bound("handshake-s", 3, "seconds that a connection may take for its part of the handshake", most=60)
HANDSHAKES_A_SECOND = _bound("handshakes-a-second", 400, "handshakes with those from where no member has come")
HANDSHAKES_OF_ONE_SOURCE_A_SECOND = _bound("handshakes-of-one-source-a-second", 50, "handshakes with one source")
PAGES = _bound("pages", 512, "connections of browsers at a time")
REQUEST_HEAD_S = _bound("request-head-s", 10, "seconds that a browser may take for what it asks first", most=600)
REQUESTS = _bound("requests", 100, "requests over one connection")
REQUESTS_OF_ONE_SOURCE_A_SECOND = _bound("requests-of-one-source-a-second", 100, "requests of one source")
PAGE_BYTES_A_SECOND = _bound(
    "page-bytes-a-second",
    16 << 10,
    "bytes that a browser sends before it is a member's; 8 times that at once",
    least=1024,
    most=1 << 24,
)
SLOW_READER_S = _bound("slow-reader-s", 10, "seconds that a browser takes less than 48 KiB of an answer", most=600)
STRANGERS = _bound("strangers", 1024, "links at a time of people who have not said who they are")
RETURNING = _bound("returning", 1024, "links at a time of people who have, and who are being looked up")
STRANGERS_MESSAGES_A_SECOND = _bound(
    "strangers-messages-a-second", 10, "messages over one link of a stranger; 10 times that at once"
)
PROBES_A_MINUTE = _bound("probes-a-minute", 4800, "probes of programs that check the connection, in all")
PROBES_OF_ONE_SOURCE_A_MINUTE = _bound("probes-of-one-source-a-minute", 240, "of them from one source")
SILENCE_S = _bound("silence-s", 10, "seconds from connecting to a login, a seat or a join", most=600)
DOWNLOADS = _bound("downloads", 16, "downloads of the viewer at a time")
DOWNLOADS_OF_ONE_SOURCE = _bound("downloads-of-one-source", 4, "of them to one source")
OUTBOX_BYTES = _bound("outbox-bytes", 4 << 20, "bytes that wait for one link to take them", least=1 << 20, most=1 << 28)
# -- what strangers make the database do --------------------------------------------------------------------------
QUESTIONS = _bound("questions", 1024, "questions of strangers that the database has not answered yet")
QUESTIONS_OF_ONE_SOURCE = _bound("questions-of-one-source", 256, "of them from one source")
QUESTIONS_A_MINUTE = _bound("questions-a-minute", 600, "questions of strangers for what there is not, in all")
QUESTIONS_OF_ONE_SOURCE_A_MINUTE = _bound("questions-of-one-source-a-minute", 30, "of them from one source")
UNKNOWN_PLACES_A_MINUTE = _bound(
    "unknown-places-a-minute", 10, "addresses of the web page that lead nowhere, asked for by one source"
)
REFUSALS_OF_ONE_SOURCE_A_MINUTE = _bound(
    "refusals-of-one-source-a-minute", 10, "rows of the audit of one kind for what is refused to one source"
)
REFUSALS_A_MINUTE = _bound("refusals-a-minute", 240, "rows of one kind for what is refused to all")
WAIT_ROWS_OF_ONE_SOURCE_A_MINUTE = _bound(
    "wait-rows-of-one-source-a-minute", 60, "rows of the audit of one kind for waits of one source"
)
WAIT_ROWS_A_MINUTE = _bound("wait-rows-a-minute", 600, "rows of one kind for waits in all")
NOTES = _bound(
    "notes", 10_000, "changes that wait for a database that takes none; then refusals are only counted", least=1000
)
# -- joins and the queue ------------------------------------------------------------------------------------------
FAILED_JOINS_A_MINUTE = _bound("failed-joins-a-minute", 10, "joins of one source that prove nothing")
ATTACK_A_MINUTE = _bound(
    "attack-a-minute", 20, "joins with live codes that prove nothing, in all; then codes cost work"
)
CANDIDATES = _bound("candidates", 3, "joins at a time of one session and seat", most=100)
JOIN_S = _bound("join-s", 10, "seconds for the joiner's part of a join", least=5, most=60)
STEP_S = _bound("step-s", 2, "seconds of them while others want the place", most=60)
FAILED_WAITS_A_MINUTE = _bound("failed-waits-a-minute", 10, "customers of one source who wait for less than a minute")
WAITERS = _bound("waiters", 1000, "customers who wait for a technician at a time")
WAITERS_OF_ONE_SOURCE = _bound("waiters-of-one-source", 256, "of them from one source")
WAIT_WORDS_A_MINUTE = _bound("wait-words-a-minute", 10, "changes of what a customer who waits lets the desk read")
# -- logins -------------------------------------------------------------------------------------------------------
FAILED_LOGINS_A_MINUTE = _bound("failed-logins-a-minute", 10, "wrong passwords of one source, whatever the names")
FREE_LOGINS = _bound("free-logins", 4, "wrong passwords at one name, from where it is known, before it has to wait")
LOGIN_DELAY_S = _bound("login-delay-s", 60, "seconds at most between two tries at one name", most=3600)
LOGIN_QUESTIONS_A_MINUTE = _bound("login-questions-a-minute", 600, "logins of one source, known or not")
LOGINS_OF_ONE_SOURCE = _bound("logins-of-one-source", 4, "passwords of one source that wait to be compared")
LOGINS_WAITING = _bound("logins-waiting", 64, "of them in all, from where nobody is known")
KNOWN_LOGINS_WAITING = _bound("known-logins-waiting", 1024, "of them in all, from where somebody is known")
# -- members ------------------------------------------------------------------------------------------------------
SESSIONS = _bound("sessions", 2000, "sessions at a time")
ATTACHES_A_MINUTE = _bound("attaches-a-minute", 240, "times that a member takes one seat", least=10)
CONSOLES_OF_ONE_TECHNICIAN = _bound(
    "consoles-of-one-technician",
    100,
    "consoles that one technician is logged in at; then the oldest has to go",
    least=2,
)
ACCOUNT_REQUESTS_A_MINUTE = _bound(
    "account-requests-a-minute", 300, "what one technician says of presence, keys and accounts", least=60
)
REPORTS_WAITING = _bound("reports-waiting", 4, "questions of one console about sessions and the audit at a time")
INVITATIONS = _bound("invitations", 4, "invitations of one session at a time", most=20)
INVITATIONS_A_MINUTE = _bound("invitations-a-minute", 20, "invitations of one session")
MEMBERS_MESSAGES_A_SECOND = _bound(
    "members-messages-a-second", 50, "messages of a member to the host itself; 40 times that at once", least=10
)
MEMBERS_QUESTIONS_A_MINUTE = _bound(
    "members-questions-a-minute", 120, "questions of one member or technician for seats that are gone", least=20
)
ACTS_A_SECOND = _bound(
    "acts-a-second", 1, "things that a member begins of which others are told; 40 times that at once"
)
TALK_BOXES_A_SECOND = _bound(
    "talk-boxes-a-second", 100, "messages of chat of a member; 20 times that at once", least=50
)
TALK_BYTES_A_SECOND = _bound(
    "talk-bytes-a-second", 256 << 10, "bytes of them; 16 times that at once", least=64 << 10, most=64 << 20
)
PICTURE_BOXES_A_SECOND = _bound(
    "picture-boxes-a-second", 4000, "messages of a picture of a member; twice that at once", least=1000
)
OTHER_BOXES_A_SECOND = _bound(
    "other-boxes-a-second", 2500, "messages of other kinds of a member; 1.6 times that at once", least=500
)
# -- technicians without an account ----------------------------------------------------------------------------------
GUEST_KEYS = _bound("guest-keys", 100_000, "keys that come in without an account", most=10_000_000)
NEW_GUESTS_A_MINUTE = _bound("new-guests-a-minute", 60, "new keys in all")
NEW_GUESTS_OF_ONE_SOURCE_A_MINUTE = _bound("new-guests-of-one-source-a-minute", 5, "new keys of one source")
GUEST_LOGINS_OF_ONE_SOURCE_A_MINUTE = _bound(
    "guest-logins-of-one-source-a-minute", 120, "keys of one source that ask to come in"
)
GUEST_PUZZLE_BITS = _bound("guest-puzzle-bits", 18, "bits of the work that a new key costs", most=21)
GUEST_SESSIONS = _bound("guest-sessions", 500, "sessions at a time of technicians without an account")
GUEST_SESSIONS_OF_ONE_SOURCE = _bound("guest-sessions-of-one-source", 6, "of them from one source")
GUEST_SESSIONS_OF_ONE_KEY = _bound("guest-sessions-of-one-key", 3, "of them led by one key", most=100)
GUEST_MINUTES_OF_ONE_SOURCE_A_DAY = _bound("guest-minutes-of-one-source-a-day", 600, "minutes of their sessions")
GUEST_MINUTES_A_DAY = _bound("guest-minutes-a-day", 200_000, "minutes of them in all", most=10_000_000)
GUEST_MEGABYTES_OF_ONE_SOURCE_A_DAY = _bound(
    "guest-megabytes-of-one-source-a-day", 3000, "megabytes that their sessions pass on", most=10_000_000
)
GUEST_MEGABYTES_A_DAY = _bound("guest-megabytes-a-day", 300_000, "megabytes of them in all", most=100_000_000)
GUEST_KILOBYTES_A_SECOND = _bound(
    "guest-kilobytes-a-second", 12_500, "kilobytes of pictures of all of them, who share it", least=64, most=10_000_000
)
GUEST_SLOW_KILOBYTES_A_SECOND = _bound(
    "guest-slow-kilobytes-a-second", 40, "of one picture, once its technician has used up what there is", least=8
)
GUEST_GRACE_S = _bound("guest-grace-s", 300, "seconds that pictures are slow before they end", least=1, most=86_400)
GUEST_WAITING_BYTES = _bound(
    "guest-waiting-bytes", 128 << 20, "bytes of their pictures that wait for their turn", least=1 << 22, most=1 << 32
)

AT_ONCE = {
    MEMBERS_MESSAGES_A_SECOND: 40,
    ACTS_A_SECOND: 40,
    TALK_BOXES_A_SECOND: 20,
    TALK_BYTES_A_SECOND: 16,
    PICTURE_BOXES_A_SECOND: 2,
    OTHER_BOXES_A_SECOND: 1.6,
    HANDSHAKES_A_SECOND: 5,
    STRANGERS_MESSAGES_A_SECOND: 10,
    PAGE_BYTES_A_SECOND: 2,
    HANDSHAKES_OF_ONE_SOURCE_A_SECOND: 40,
    REQUESTS_OF_ONE_SOURCE_A_SECOND: 20,
}
"""How many seconds' worth there may be at once: after a restart a whole office comes back at the same moment."""


class Limits:
    """The limits of one host.

    Args:
        set_to: what those are set to, by their names, that are not as usual.
        clock: seconds.
        say: is told the name of a limit that is met, and how often it was since the last time.

    Attributes:
        met: how often each was met, by its name.
    """

    def __init__(
        self,
        set_to: Mapping[str, float] | None = None,
        *,
        clock: Callable[[], float] = lambda: 0.0,
        say: Callable[[str, int], None] = lambda _name, _times: None,
    ) -> None:
        self.met = Counter[str](dict.fromkeys(BOUNDS, 0))
        self._set_to = set_to or {}
        self._clock = clock
        self._say = say
        self._said: dict[str, tuple[float, int]] = {}

    def of(self, bound: Bound) -> int:
        """Return what a limit is."""
        return int(self.seconds(bound))

    def seconds(self, bound: Bound) -> float:
        """Return how long a limit is."""
        return self._set_to.get(bound.name, bound.usual)

    def bucket(self, bound: Bound, times: int = 1) -> Limit:
        """Return what a limit is that has so much at once, and so much each second after it; `times` as much."""
        a_second = self.seconds(bound) * times
        return Limit(AT_ONCE[bound] * a_second, a_second)

    def meet(self, bound: Bound) -> None:
        """Take note that somebody has met a limit."""
        name = bound.name
        self.met[name] += 1
        at, before = self._said.get(name, (float("-inf"), 0))
        if self._clock() - at >= SAY_EVERY_S:
            self._said[name] = (self._clock(), self.met[name])
            self._say(name, self.met[name] - before)

    def held(self, bound: Bound, *, within: bool) -> bool:
        """Take note of a limit unless it is kept `within`; return whether it is."""
        if not within:
            self.meet(bound)
        return within


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
