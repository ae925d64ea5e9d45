"""A customer's place in the queue of a channel: kept over links that come and go, until a technician is there.

No widgets. The host proves itself by its certificate before anything is said: it hands out the secret that lets the
customer in, so what any certificate would bring is not good enough here.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from protocol.link.dialing import Dialler
from protocol.link.host_line import HostLine
from protocol.link.link import Link, Trust
from protocol.link.redirect import REDIRECTED
from protocol.notation.joincode import JoinCode, link_secret, split_address
from protocol.notation.names import cleaned
from protocol.vocabulary.codec import BadMessage, Message
from protocol.vocabulary.messages import OTHER_VERSION, Reason, Refused
from protocol.vocabulary.queue import WORDS_LIMIT, EndWait, PickedUp, Wait, WaitEnded, Waiting, WaitWords

COMINGS_LIMIT = 3  # joins that may fail before the customer is told

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Queue:
    """Where a customer waits.

    Attributes:
        host: "HOST[:PORT]".
        name: the customer's, for the technicians.
        trust: which host that must be; never a deferred one.
        token: gets a place back that this customer has had before.
    """

    host: str
    channel: str
    name: str
    trust: Trust
    token: bytes | None = field(default=None, repr=False)


class QueueWait:
    """One wait.

    Args:
        queue: where.
        changed: the attributes have changed.
        called: a technician is there; the code joins their session. Again where `come_again` is asked for.
        failed: it is over, with a code for a sentence.
        followed: the host has proven to be the successor of who was trusted: the pin of before, and that of now.
        dialler: knows the ways to the host.

    Attributes:
        place: in the queue, 0: not known yet.
        connected: the host can be reached.
        called: a technician has picked this customer up.
        desk_reads: the technicians may read what it is about while this customer waits, if the customer lets them.
        words: what it is about, as the customer has typed it; said sealed to the technician who comes.
        shown: the words that the desk may read, "": none.

    Raises:
        BadCode: by the constructor; `host` is no address.
    """

    def __init__(
        self,
        queue: Queue,
        *,
        changed: Callable[[], None],
        called: Callable[[JoinCode], None],
        failed: Callable[[str], None],
        followed: Callable[[bytes, bytes], None],
        dialler: Dialler | None = None,
    ) -> None:
        assert not queue.trust.deferred, "the host that hands the secret out must have proven itself"
        self.place = 0
        self.connected = False
        self.called = False
        self._called_here = False  # on the present link, since the host has last said the place
        self.desk_reads = False
        self.words = ""
        self.shown = ""
        self._shown_here = False  # over the present link
        self._queue = queue
        self._changed = changed
        self._call = called
        self._failed = failed
        self._followed = followed
        self._token = queue.token
        self._began = time.monotonic()
        self._comings = 0
        self._line = HostLine(
            address=split_address(queue.host),
            trust=queue.trust,
            program="viewer",
            up=self._up,
            receive=self._receive,
            down=self._down,
            dial=(dialler or Dialler()).dial,
        )

    @property
    def link(self) -> Link | None:
        """The link to the host, while it is up."""
        return self._line.link

    @property
    def channel(self) -> str:
        """In whose queue the customer waits."""
        return self._queue.channel

    @property
    def waited_s(self) -> float:
        """How long the customer has waited."""
        return time.monotonic() - self._began

    def start(self) -> None:
        """Begin to connect."""
        self._line.start()

    def stop(self) -> None:
        """Wait no more: the session has begun, or nothing comes of it."""
        self._line.stop()

    def show_words(self) -> None:
        """Let the desk read the words: the host reads them, too."""
        if self.desk_reads and not self.called:
            self.shown, self._shown_here = cleaned(self.words, WORDS_LIMIT), False
            self._say()
            self._changed()

    def _say(self) -> None:
        """Say what the desk may read, once over each link."""
        if self.shown and not self._shown_here and self._line.link is not None:
            self._shown_here = True
            self._line.link.send(WaitWords(text=self.shown))

    def give_up(self) -> None:
        """Leave the queue."""
        if self._line.link is not None:
            self._line.link.send(EndWait())
        self.stop()

    def come_again(self, code: str) -> None:
        """Note that joining has failed, which `code` says; wait on, or try once more, or give up."""
        if not self.called:
            return  # the technician is gone, and this customer in the queue again
        self._comings += 1
        if self._comings >= COMINGS_LIMIT:
            self.give_up()
            self._failed(code)
        elif self._line.link is not None:
            self._line.link.close()  # the host calls whoever comes back

    def _up(self, link: Link) -> None:
        self._called_here = False
        self._shown_here = False
        self._follow(link.trust)
        link.send(Wait(channel=self._queue.channel, name=cleaned(self._queue.name), token=self._token))

    def _follow(self, trust: Trust | None) -> None:
        """Trust the successor from now on, as the line does."""
        before = self._queue.trust.fingerprint
        if trust is None or trust == self._queue.trust or before is None or trust.fingerprint is None:
            return
        self._queue = replace(self._queue, trust=trust)
        self._followed(before, trust.fingerprint)

    def _receive(self, message: Message) -> None:
        if isinstance(message, Waiting):
            self._token, self.place = message.token, message.place
            self._began = time.monotonic() - message.waited_s
            self.connected, self.called, self._called_here = True, False, False
            self._reading_is(message.desk_reads)
            self._changed()
        elif isinstance(message, PickedUp):
            self._picked_up(message)
        elif isinstance(message, WaitEnded):
            self._over(message.reason)
        elif not isinstance(message, Refused):
            raise BadMessage(f"{message.TAG} for somebody who waits")
        elif message.about == Wait.TAG:
            self._refused(message.reason)

    def _reading_is(self, desk_reads: bool) -> None:
        """Follow whether the desk may read the words."""
        self.desk_reads = desk_reads
        if desk_reads:
            self._say()
        else:
            self.shown = ""  # the desk must not read it any more; later it is the customer's doing again

    def _picked_up(self, message: PickedUp) -> None:
        if self._called_here:
            raise BadMessage("called twice")
        self.connected = self.called = self._called_here = True
        self._changed()
        self._call(self._code(message))

    def _code(self, called: PickedUp) -> JoinCode:
        return JoinCode(
            called.route, link_secret(called.secret), "link", self._queue.host, self._queue.trust.fingerprint
        )

    def _refused(self, reason: Reason) -> None:
        """Try again where the host cannot now, but has given this customer a place before."""
        if self.place and reason in (Reason.SHUTDOWN, Reason.STORAGE) and self._line.link is not None:
            self._line.link.close()
        else:
            self._over(reason)

    def _down(self, code: str) -> None:
        self.connected = False
        if code == REDIRECTED:
            return
        _log.info("the queue cannot be reached: %s", code)
        if not self.place or code in OTHER_VERSION:
            self._over(code)
        else:
            self._changed()

    def _over(self, code: str) -> None:
        self.stop()
        self._failed(code)
