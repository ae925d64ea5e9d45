"""What is heard when a viewer looks for hosts in its network: every byte of it is somebody's who may mean ill."""

import socket

import pytest
from zeroconf import DNSOutgoing, DNSPointer, DNSQuestion, DNSService, DNSText

from protocol.notation.announcement import SERVICE, text_of
from viewer.way_in import looking
from viewer.way_in.looking import (
    ANNOUNCERS_LIMIT,
    FROM_ONE_LIMIT,
    PACKETS_LIMIT,
    PLACES_LIMIT,
    Announcer,
    Sightings,
    announced_in,
    look_round,
)

ANSWER, IN, PTR, SRV, TXT = 0x8400, 1, 12, 33, 16
ASKED = 4711


def print_of(number):
    return number.to_bytes(32, "big")


def packet(*hosts, number=ASKED, flags=ANSWER, service=SERVICE, text=None, names=None):
    """Return an answer that announces `hosts`: port and fingerprint."""
    out = DNSOutgoing(flags, multicast=False, id_=number)
    out.add_question(DNSQuestion(SERVICE, PTR, IN))
    for index, (port, fingerprint) in enumerate(hosts):
        name = f"{(names or {}).get(index, index)}.{service}"
        out.add_answer_at_time(DNSPointer(service, PTR, IN, 120, name), 0)
        out.add_answer_at_time(DNSService(name, SRV, IN, 120, 0, 0, port, "h.local."), 0)
        out.add_answer_at_time(DNSText(name, TXT, IN, 120, text_of(fingerprint) if text is None else text), 0)
    return out.packets()[0]


def test_an_answer_says_port_and_certificate():
    assert announced_in(packet((7330, print_of(1)), (7331, print_of(2))), {ASKED}) == [
        (7330, print_of(1)),
        (7331, print_of(2)),
    ]


@pytest.mark.parametrize(
    "heard",
    [
        b"",
        b"\xff" * 40,
        packet((7330, print_of(1)))[:-1],
        packet((7330, print_of(1)))[:30],
        packet((7330, print_of(1)), number=ASKED + 1),
        packet((7330, print_of(1)), flags=0),
        packet((7330, print_of(1)), service="_other._tcp.local."),
        packet((7330, print_of(1)), service="_fernblick._tcp.example."),
        packet((0, print_of(1))),
        packet((7330, print_of(1)), text=b""),
        packet((7330, print_of(1)), text=b"\x07sha256="),
        packet((7330, print_of(1)), text=text_of(print_of(1)) + b"\x04name"),
        packet(),
    ],
)
def test_anything_else_announces_nothing(heard):
    assert announced_in(heard, {ASKED}) == []


def test_names_are_looked_at_by_nobody():
    odd = {0: "\u202egnp.exe", 1: "a" * 60, 2: "<b>x</b>\x1b[2J"}
    hosts = [(7330 + number, print_of(number)) for number in range(3)]
    assert announced_in(packet(*hosts, names=odd), {ASKED}) == hosts
    sightings = Sightings()
    sightings.heard("10.0.0.1", announced_in(packet(*hosts, names=odd), {ASKED}))
    assert [found.places for found in sightings.announcers()] == [(f"10.0.0.1:{port}",) for port, _ in hosts]


def test_one_host_at_several_addresses_is_one_and_ipv4_comes_first():
    sightings = Sightings()
    for source in ("fe80::1%2", "10.0.0.1", "2001:db8::1"):
        sightings.heard(source, [(7330, print_of(1))])
    places = ("10.0.0.1:7330", "[fe80::1%2]:7330", "[2001:db8::1]:7330")
    assert sightings.announcers() == [Announcer(print_of(1), places)]


def test_many_announcements_of_one_computer_put_no_other_off():
    sightings = Sightings()
    sightings.heard("10.0.0.66", [(port, print_of(port)) for port in range(1, 500)])
    for number in range(1, ANNOUNCERS_LIMIT):
        sightings.heard(f"10.0.0.{number}", [(7330, print_of(1000 + number))])
    asked = [found.fingerprint for found in sightings.announcers()]
    assert len(asked) == ANNOUNCERS_LIMIT
    assert asked == [print_of(1), *(print_of(1000 + number) for number in range(1, ANNOUNCERS_LIMIT))]


def test_who_copies_anothers_announcement_does_not_take_its_place():
    sightings = Sightings()
    false = [(port, print_of(port)) for port in range(1, 20)]
    sightings.heard("10.0.0.66", [*false, (7331, print_of(1000)), (7332, print_of(1000))])
    sightings.heard("10.0.0.1", [(7330, print_of(1000))])
    found = {one.fingerprint: one.places for one in sightings.announcers()}
    assert found[print_of(1000)] == ("10.0.0.66:7331", "10.0.0.1:7330")


def test_places_and_packets_are_bounded():
    sightings = Sightings()
    for number in range(20):
        sightings.heard(f"10.0.0.{number}", [(7330, print_of(1))])
    assert len(sightings.announcers()[0].places) == PLACES_LIMIT
    assert [sightings.takes("10.0.0.66") for _ in range(FROM_ONE_LIMIT + 1)] == [*[True] * FROM_ONE_LIMIT, False]
    taken = sum(sightings.takes(f"10.{number // 250}.1.{number % 250}") for number in range(2 * PACKETS_LIMIT))
    assert taken == PACKETS_LIMIT - FROM_ONE_LIMIT


class OwnNetwork:
    """Stands for the interface; a socket on loopback is its network."""

    index = 1

    def reaches(self, address):
        return str(address) == "127.0.0.1"


@pytest.fixture
def question():
    """A question that has been asked, and a function that answers it from another address or port."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
        own.bind(("127.0.0.1", 0))
        asked = looking.Question(OwnNetwork(), own, ("127.0.0.1", 9))
        asked._numbers.add(ASKED)
        yield asked


@pytest.mark.parametrize(("source", "near"), [("127.0.0.1", True), ("127.0.0.2", False)])
def test_only_who_answers_from_the_own_network_and_mdns_port_is_heard(question, source, near, monkeypatch):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind((source, 0))
        monkeypatch.setattr(looking, "PORT", other.getsockname()[1])
        other.sendto(packet((7330, print_of(1))), question.socket.getsockname())
        sightings = Sightings()
        question.listen(sightings)
        assert bool(sightings.announcers()) is near
        monkeypatch.setattr(looking, "PORT", 5353)
        other.sendto(packet((7330, print_of(2))), question.socket.getsockname())
        question.listen(sightings)
        assert len(sightings.announcers()) == int(near)


def test_each_question_has_a_number_of_its_own(question):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as group:
        group.bind(("127.0.0.1", 0))
        question._group = group.getsockname()
        heard = set()
        for _ in range(20):
            question.ask()
            heard.add(group.recv(9000)[:2])
    assert len(heard) > 15


def test_without_a_network_nothing_is_found_at_once(monkeypatch):
    monkeypatch.setattr(looking, "own_interfaces", list)
    assert look_round(seconds=3600) == []


def test_who_does_not_want_to_wait_does_not(monkeypatch):
    assert look_round(lambda: False, seconds=3600) == []
