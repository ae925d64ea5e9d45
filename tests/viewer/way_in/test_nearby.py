"""Hosts in the LAN are asked for a code: real links to hosts that say what they like, and a real host with its lead."""

import asyncio

import pytest

from protocol.link.link import Link
from protocol.link.tls import server_context
from protocol.notation.joincode import code_text
from protocol.rates.puzzle import TOKEN_BYTES
from protocol.seat.wrong_codes import CODES_WAIT, NEARBY, WrongCodes
from protocol.trust.join_proof import LeadExchange
from protocol.vocabulary.joins import EndJoin, Join, Joining, JoinStep, Puzzle
from protocol.vocabulary.messages import Hello, Reason, Redirected, Refused, Role, Welcome
from tests.helpers.by_hand import PATIENCE_S, News
from tests.helpers.certificates import Authority
from tests.protocol.link.serving import serve
from viewer.way_in import nearby
from viewer.way_in.looking import Announcer
from viewer.way_in.way_in import WayIn

CODE = code_text("1234", "56789")


class AnnouncedHost:
    """A host that says `answer` to whoever asks for a code, and then guesses at it."""

    def __init__(self, fingerprint, answer):
        self.fingerprint, self.answer = fingerprint, answer
        self.routes, self.proofs, self.left = [], 0, 0
        self.announcer = None

    def link(self):
        visit = Link(receive=lambda message: self.receive(visit, message), ended=lambda end: self.leave())
        visit.exchange = LeadExchange(
            secrets={"code": "00000"}, session=b"s" * 16, join=1, role=Role.CUSTOMER, fingerprint=self.fingerprint
        )
        return visit

    def choice(self, lan):
        """Return what the customer chooses to join here."""
        (found,) = [choice for choice in lan.way.choices if choice.place in self.announcer.places]
        return found

    def leave(self):
        self.left += 1

    def receive(self, visit, message):
        match message:
            case Hello():
                visit.send(Welcome())
            case Join():
                self.routes.append(message.route)
                for each in self.answer:
                    visit.send(each)
            case JoinStep() if visit.exchange.kind is None:
                visit.send(JoinStep(session=b"s" * 16, join=1, data=visit.exchange.respond(message.data)))
            case JoinStep():
                self.proofs += 1
                visit.send(EndJoin(session=b"s" * 16, join=1, reason=Reason.NOT_ADMITTED))


KNOWS = [Joining(session=b"s" * 16, join=1)]
KNOWS_NOT = [Refused(about=Join.TAG, reason=Reason.UNKNOWN_CODE)]


class Network:
    """The hosts of one LAN, and a viewer's way in there."""

    def __init__(self, folder):
        self.authority = Authority(folder)
        self.news, self.log = News(), []
        self.hosts, self.announced = [], None
        self.wrong_codes = WrongCodes()
        self.way = WayIn(
            changed=lambda: self.note(self.way.phase),
            seated=lambda *seat: self.note("seated"),
            failed=self.note,
            followed=lambda before, now: None,
            wrong_codes=self.wrong_codes,
            look=lambda wanted: self.announced or [host.announcer for host in self.hosts],
        )
        self.servers = []

    def note(self, what):
        self.log.append(what)
        self.news.tell()

    async def add(self, *answer):
        certificate, key = self.authority.sign(f"host-{len(self.hosts)}")
        host = AnnouncedHost(_fingerprint(certificate), answer)
        server = await serve(["127.0.0.1"], 0, server_context(certificate, key), host.link)
        self.servers.append(server)
        place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
        host.announcer = Announcer(host.fingerprint, (place,))
        self.hosts.append(host)
        return host

    async def join(self, until, code=CODE):
        self.log.clear()
        self.way.join(code, "", ask=False, fingerprint=None)
        await self.seen(until)

    async def seen(self, what):
        async with asyncio.timeout(PATIENCE_S):
            await self.news.until(lambda: what in self.log)

    async def end(self):
        self.way.cancel()
        await self.way.settled()
        for server in self.servers:
            server.close()


def _fingerprint(certificate):
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256

    return x509.load_pem_x509_certificate(certificate.read_bytes()).fingerprint(SHA256())


@pytest.fixture
async def lan(tmp_path, monkeypatch):
    for limit in ("ASK_S", "OTHERS_S"):
        monkeypatch.setattr(nearby, limit, PATIENCE_S)
    lan = Network(tmp_path)
    yield lan
    await lan.end()


async def test_the_one_host_that_knows_the_code_gets_a_proof_and_no_other_one(lan):
    strangers = [await lan.add(*KNOWS_NOT) for _ in range(2)]
    knows = await lan.add(*KNOWS)
    await lan.join("not_admitted")
    assert lan.log == ["looking", "joining", "idle", "not_admitted"]
    assert [host.proofs for host in (*strangers, knows)] == [0, 0, 1]
    assert {tuple(host.routes) for host in lan.hosts} == {("1234",)}, "the route is what all of them learn"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ([], "nobody_near"),
        ([KNOWS_NOT], "unknown_near"),
        ([KNOWS_NOT, KNOWS_NOT], "unknown_near"),
        ([[Refused(about=Join.TAG, reason=Reason.LIMIT)]], "limit"),
        ([[Refused(about=Join.TAG, reason=Reason.LIMIT)], KNOWS_NOT], "unknown_near"),
    ],
)
async def test_where_nobody_knows_the_code_it_is_said_what_to_do_and_no_try_is_counted(lan, answers, said):
    for answer in answers:
        await lan.add(*answer)
    for _ in range(5):
        await lan.join(said)
    assert lan.way.phase == "idle"


async def test_who_cannot_be_reached_or_has_another_certificate_than_was_announced_is_nobody(lan, unused_tcp_port):
    host = await lan.add(*KNOWS)
    (place,) = host.announcer.places
    lan.announced = [
        Announcer(b"x" * 32, (place,)),
        Announcer(b"y" * 32, (f"127.0.0.1:{unused_tcp_port}",)),
    ]
    await lan.join("nobody_near")
    assert host.routes == []


async def test_a_host_is_asked_at_its_next_place_where_the_first_is_somebody_elses(lan, unused_tcp_port):
    host, other = await lan.add(*KNOWS), await lan.add(*KNOWS)
    (place,), (false,) = host.announcer.places, other.announcer.places
    lan.announced = [Announcer(host.fingerprint, (f"127.0.0.1:{unused_tcp_port}", false, place))]
    await lan.join("not_admitted")
    assert (host.proofs, other.proofs, other.routes) == (1, 0, [])


async def test_where_two_know_the_code_the_customer_chooses_and_nothing_is_proven_before(lan):
    first, second = await lan.add(*KNOWS), await lan.add(*KNOWS)
    await lan.join("choosing")
    places = [choice.place for choice in lan.way.choices]
    assert places == sorted([*first.announcer.places, *second.announcer.places])
    await lan.news.until(lambda: True)
    assert (first.proofs, second.proofs) == (0, 0)
    lan.way.choose(second.choice(lan))
    await lan.seen("not_admitted")
    assert (first.proofs, second.proofs) == (0, 1)
    assert lan.way.choices == ()


async def test_three_proofs_are_all_that_all_announcers_together_get(lan):
    hosts = [await lan.add(*KNOWS) for _ in range(4)]
    for number in range(3):
        await lan.join("choosing")
        lan.way.choose(hosts[number].choice(lan))
        await lan.seen("not_admitted" if number < 2 else CODES_WAIT)
    await lan.join(CODES_WAIT)
    assert [host.proofs for host in hosts] == [1, 1, 1, 0]
    assert lan.log == [CODES_WAIT], "nothing was looked for, nobody was asked"
    assert 0 < lan.way.code_wait_s <= 60


async def test_what_was_tried_in_the_lan_counts_where_the_address_is_typed_and_the_other_way_round(lan):
    host = await lan.add(*KNOWS)
    (place,) = host.announcer.places
    for number in range(3):
        await lan.join("not_admitted" if number < 2 else CODES_WAIT)
    lan.way.join(CODE, place, ask=False, fingerprint=None)
    assert lan.log[-1] == CODES_WAIT

    lan.wrong_codes.right(NEARBY)  # as after another network's right code
    lan.log.clear()
    await lan.join(CODES_WAIT)
    assert host.proofs == 3


async def test_a_proof_counts_although_the_customer_cancels_while_choosing_counts_nothing(lan):
    await lan.add(*KNOWS)
    await lan.add(*KNOWS)
    for _ in range(5):
        await lan.join("choosing")
        lan.way.cancel()
        await lan.way.settled()
    assert (lan.way.phase, lan.way.choices, lan.way.code_wait_s) == ("idle", (), 0)


@pytest.mark.parametrize(
    "answer",
    [
        [Redirected(address="127.0.0.1:9")],
        [JoinStep(session=b"s" * 16, join=1, data=b"x" * 33)],
        [*KNOWS, JoinStep(session=b"s" * 16, join=1, data=b"x" * 33)],
        [*KNOWS, *KNOWS],
        [*KNOWS, Redirected(address="127.0.0.1:9")],
    ],
    ids=["redirect", "step", "step too early", "twice", "redirect later"],
)
async def test_who_says_what_no_honest_host_says_is_left_and_has_no_proof(lan, answer):
    false, honest = await lan.add(*answer), await lan.add(*KNOWS)
    lan.log.clear()
    lan.way.join(CODE, "", ask=False, fingerprint=None)
    async with asyncio.timeout(PATIENCE_S):
        await lan.news.until(lambda: "choosing" in lan.log or "not_admitted" in lan.log)
    assert false.proofs == 0
    assert honest.routes == ["1234"]


async def test_nobody_makes_this_computer_work_before_it_is_chosen(lan, monkeypatch):
    worked = []
    monkeypatch.setattr("viewer.way_in.joining.solve", lambda *puzzle: worked.append(puzzle) or b"1" * 8)
    puzzle = Puzzle(token=b"t" * TOKEN_BYTES, bits=16)
    await lan.add(puzzle)
    await lan.add(puzzle)
    await lan.join("choosing")
    await lan.way.settled()
    assert worked == []


async def test_a_host_that_says_nothing_holds_nobody_up_for_long(lan, monkeypatch):
    monkeypatch.setattr(nearby, "ASK_S", 0.5)
    silent = await lan.add()
    await lan.join("nobody_near")
    knows = await lan.add(*KNOWS)
    for limit, seconds in (("ASK_S", PATIENCE_S), ("OTHERS_S", 0.1)):
        monkeypatch.setattr(nearby, limit, seconds)
    await lan.join("not_admitted")
    assert (silent.proofs, knows.proofs) == (0, 1)
