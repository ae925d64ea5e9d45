"""Looks for hosts that are announced in this computer's networks: a question to all, and who answers it (mDNS).

The question is a one-shot query (RFC 6762, 5.1) from a port of its own, so nothing is kept from it, no other program
holds the port, and no firewall has to let in what was not asked for. Whoever answers is taken to be where the answer
came from: an announcement says no address, and could lead nowhere else if it did.
"""

from __future__ import annotations

import contextlib
import logging
import secrets
import select
import socket
import struct
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from protocol.link.interfaces import Interface, address_of, own_interfaces
from protocol.notation.announcement import SERVICE, read_text

LOOK_S = 1.8  # what is slow, or was lost once, is heard all the same
QUESTIONS_AT_S = (0.0, 0.3, 1.0)
STEP_S = 0.1  # between two looks at whether it is still wanted
PACKETS_LIMIT = 512  # that are looked at
FROM_ONE_LIMIT = 16  # of these from one address
ANNOUNCERS_LIMIT = 8  # that are asked for a code
PLACES_LIMIT = 4  # of one announcer that are tried
PACKET_LIMIT = 9000  # bytes, RFC 6762, 17
PORT = 5353
QUERY, POINTERS, INTERNET = 0, 12, 1  # as the DNS counts
GROUP_4, GROUP_6 = "224.0.0.251", "ff02::fb"

_Group = tuple[str, int] | tuple[str, int, int, int]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Announcer:
    """A host that is announced: the SHA-256 of its certificate, and where it answered, "HOST:PORT", the best first."""

    fingerprint: bytes
    places: tuple[str, ...]


@dataclass
class Sightings:
    """What was heard. Nothing of it is believed but that somebody is there."""

    _found: dict[bytes, dict[str, int]] = field(default_factory=dict)  # by fingerprint: the port at each address
    _ranks: dict[str, int] = field(default_factory=dict)  # by address: how many hosts it has announced
    _best: dict[bytes, int] = field(default_factory=dict)  # by fingerprint: its rank where that is best
    _packets: dict[str, int] = field(default_factory=dict)

    def takes(self, source: str) -> bool:
        """Count a packet from `source`; return whether it is looked at."""
        if sum(self._packets.values()) >= PACKETS_LIMIT or self._packets.get(source, 0) >= FROM_ONE_LIMIT:
            return False
        self._packets[source] = self._packets.get(source, 0) + 1
        return True

    def heard(self, source: str, announced: Iterable[tuple[int, bytes]]) -> None:
        """Take note of hosts (port and fingerprint) that `source` has announced."""
        for port, fingerprint in announced:
            places = self._found.setdefault(fingerprint, {})
            if source not in places:
                places[source] = port
                self._ranks[source] = rank = self._ranks.get(source, 0) + 1
                self._best[fingerprint] = min(rank, self._best.get(fingerprint, rank))

    def announcers(self) -> list[Announcer]:
        """Return whom to ask: of each address one, in the order they came, before any address has a second one.

        So neither many announcements of one computer nor its copies of another's put that one off.
        """
        ranked = sorted(self._found, key=lambda fingerprint: self._best[fingerprint])[:ANNOUNCERS_LIMIT]
        return [Announcer(fingerprint, _places(self._found[fingerprint])) for fingerprint in ranked]


def _places(ports: dict[str, int]) -> tuple[str, ...]:
    """Return the places as addresses, those of IPv4 first: they are what people read out."""
    ordered = sorted(ports.items(), key=lambda place: ":" in place[0])[:PLACES_LIMIT]
    return tuple(f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in ordered)


class Question:
    """The question in one of this computer's networks: a socket, and the numbers that answers must have."""

    def __init__(self, interface: Interface, opened: socket.socket, group: _Group) -> None:
        self.socket = opened
        self._interface = interface
        self._group = group
        self._numbers: set[int] = set()

    def ask(self) -> None:
        """Ask, under another number each time: responders take the same bytes for a repetition."""
        from zeroconf import DNSOutgoing, DNSQuestion  # slow to load, and seldom needed

        number = secrets.randbelow(2**16 - 1) + 1
        question = DNSOutgoing(QUERY, multicast=False, id_=number)
        question.add_question(DNSQuestion(SERVICE, POINTERS, INTERNET))
        self._numbers.add(number)
        with contextlib.suppress(OSError):  # a network that is going away
            self.socket.sendto(question.packets()[0], self._group)

    def listen(self, sightings: Sightings) -> None:
        """Take one answer."""
        try:
            packet, source = self.socket.recvfrom(PACKET_LIMIT)
            near = source[1] == PORT and self._interface.reaches(address_of(source[0]))
        except (OSError, ValueError):  # what an earlier question led to
            return
        if near and sightings.takes(source[0]):
            sightings.heard(self._named(source[0]), announced_in(packet, self._numbers))

    def _named(self, source: str) -> str:
        """Return the address as this computer dials it: a link-local one by the interface it was heard at."""
        address = address_of(source)
        return f"{address}%{self._interface.index}" if address.version == 6 and address.is_link_local else str(address)


def announced_in(packet: bytes, numbers: set[int]) -> list[tuple[int, bytes]]:
    """Return port and fingerprint of the hosts that an answer to a question with one of `numbers` announces."""
    from zeroconf import DNSIncoming, DNSService, DNSText

    answer = DNSIncoming(packet)
    if not answer.valid or not answer.is_response() or answer.id not in numbers:
        return []
    records = [record for record in answer.answers() if record.name.lower().endswith(f".{SERVICE}")]
    texts = {record.name: read_text(record.text) for record in records if isinstance(record, DNSText)}
    ports = {record.name: record.port for record in records if isinstance(record, DNSService)}
    named = ((port, texts.get(name)) for name, port in ports.items())
    return [(port, fingerprint) for port, fingerprint in named if port and fingerprint is not None]


def look_round(wanted: Callable[[], bool] = lambda: True, *, seconds: float = LOOK_S) -> list[Announcer]:
    """Return which hosts are announced, after `seconds`, or at once where there is no network; in a worker thread."""
    sightings = Sightings()
    with contextlib.ExitStack() as stack:
        questions = _questions(stack)
        if questions:
            _hear(questions, sightings, wanted, seconds)
    found = sightings.announcers()
    _log.info("hosts that are announced: %d", len(found))
    return found


def _questions(stack: contextlib.ExitStack) -> list[Question]:
    """Return a question for each address of IPv4 and each interface with IPv6; `stack` closes them."""
    found = []
    for interface in own_interfaces():
        for group, level, option, value in _ways(interface):
            with contextlib.suppress(OSError):  # the interface has gone, or knows no groups
                opened = socket.socket(_family(group), socket.SOCK_DGRAM)
                stack.callback(opened.close)
                if level == socket.IPPROTO_IP:
                    opened.bind((socket.inet_ntoa(value), 0))
                opened.setsockopt(level, option, value)
                found.append(Question(interface, opened, group))
    return found


def _family(group: _Group) -> socket.AddressFamily:
    return socket.AF_INET if len(group) == 2 else socket.AF_INET6


def _ways(interface: Interface) -> Iterator[tuple[_Group, int, int, bytes]]:
    """Yield each way out to the other computers: the group, and the option that chooses this interface for it."""
    for own in interface.addresses:
        if own.version == 4:
            yield (GROUP_4, PORT), socket.IPPROTO_IP, socket.IP_MULTICAST_IF, own.ip.packed
    if any(own.version == 6 for own in interface.addresses):
        by_number = struct.pack("@I", interface.index)
        yield (GROUP_6, PORT, 0, interface.index), socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, by_number


def _hear(questions: list[Question], sightings: Sightings, wanted: Callable[[], bool], seconds: float) -> None:
    """Ask now and then, and take what comes."""
    began = time.monotonic()
    due = list(QUESTIONS_AT_S)
    while (now := time.monotonic() - began) < seconds and wanted():
        if due and now >= due[0]:
            due.pop(0)
            for question in questions:
                question.ask()
        ready, _, _ = select.select([question.socket for question in questions], [], [], STEP_S)
        for question in questions:
            if question.socket in ready:
                question.listen(sightings)
