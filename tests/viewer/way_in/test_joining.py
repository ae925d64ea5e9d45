"""One attempt to join, against a real host and a technician who has the code's other side."""

import asyncio
import json
import socket
import threading
import time

import pytest

from console.connection.outside import Outside
from console.host.core.limits import ATTACK_A_MINUTE
from console.host.process.folder import DataFolder
from console.host.process.server import Host, Options
from console.session.admission import Admission
from protocol.link.link import Link
from protocol.link.local import dial_local
from protocol.link.tls import server_context
from protocol.notation import joincode
from protocol.notation.joincode import BadCode
from protocol.rates.puzzle import BITS_MOST, TOKEN_BYTES
from protocol.trust.join_proof import Grant
from protocol.vocabulary.joins import Admit, CodeMade, EndJoin, Join, Joining, JoinStep, Puzzle
from protocol.vocabulary.messages import (
    Attach,
    Hello,
    LoggedIn,
    OpenSession,
    Reason,
    Redirected,
    SessionOpened,
    TokenLogin,
    Welcome,
)
from tests.helpers.by_hand import PATIENCE_S, News
from tests.helpers.certificates import Authority
from tests.protocol.link.serving import serve
from viewer.way_in.joining import PUZZLES_LIMIT, JoinAttempt, JoinFailed


class Technician:
    """A console with nothing but a login, a seat and an admission."""

    def __init__(self, host, port, said):
        self.news = News()
        self.host, self.port = host, port
        self.token, self.place = bytes.fromhex(said["token"]), said["socket"]
        self.admission = None
        self.pins = True  # the host's certificate, in links
        self.link = None

    async def start(self):
        known_as = self.host.certificate.fingerprint
        self.link = await dial_local(self.place, known_as, receive=self.receive, ended=lambda end: None)
        self.link.send(Hello(program="test"))
        await self.news.until(lambda: self.admission is not None and self.admission.code is not None)
        return self

    def receive(self, message):
        match message:
            case Welcome():
                self.link.send(TokenLogin(token=self.token))
            case LoggedIn():
                self.link.send(OpenSession(request=1))
            case SessionOpened():
                self.attach(message)
            case CodeMade():
                fingerprint = self.host.certificate.fingerprint if self.pins else None
                self.admission.made(message, Outside(self.address, fingerprint))
            case Joining() | JoinStep() | EndJoin():
                self.admission.receive(message)
        self.news.tell()

    def attach(self, opened):
        self.admission = Admission(
            session=opened.session,
            send=self.link.send,
            certificate=lambda: self.host.certificate.fingerprint,
            grant=lambda: Grant(key=b"k" * 32, lead_name="Anna", customer_name="Max", channel=""),
            changed=self.news.tell,
            allowed=lambda: True,
            withdraw=lambda key: None,
        )
        self.link.send(Attach(session=opened.session, member=opened.member, token=opened.token, salt=b"s" * 16))
        self.admission.ask()

    @property
    def address(self):
        return f"127.0.0.1:{self.port}"

    def wrong_code(self):
        """Return a code that differs from the right one in its secret."""
        digits = self.admission.code.text.replace(" ", "")
        secret = f"{(int(digits[4:9]) + 1) % 100_000:05}"
        return joincode.code_text(digits[:4], secret)


@pytest.fixture
async def technician(tmp_path):
    host = Host(DataFolder(tmp_path), Options(address="127.0.0.1", port=0, local_console=True))
    _, port = await host.start()
    technician = await Technician(host, port, json.loads((tmp_path / "host.json").read_text())).start()
    yield technician
    technician.link.close()
    host.stop()


async def join(text, host):
    async with asyncio.timeout(PATIENCE_S):
        return await JoinAttempt(code=joincode.parse(text), host=host).run()


async def failure(text, host):
    with pytest.raises(JoinFailed) as failed:
        await join(text, host)
    return failed.value.code


async def test_a_code_leads_to_a_seat(technician):
    joined = await join(technician.admission.code.text, technician.address)
    assert joined.seat.member == 2
    assert joined.seat.key == b"k" * 32
    assert (joined.grant.lead_name, joined.grant.customer_name) == ("Anna", "Max")
    assert joined.fingerprint == technician.host.certificate.fingerprint
    assert joined.host == technician.address


async def test_a_used_code_is_unknown(technician):
    code = technician.admission.code.text
    await join(code, technician.address)
    assert await failure(code, technician.address) == "unknown_code"


async def test_the_third_wrong_code_burns_it_and_the_right_one_comes_too_late(technician):
    right, wrong = technician.admission.code.text, technician.wrong_code()
    for _ in range(3):
        assert await failure(wrong, technician.address) == "wrong_code"
    assert technician.admission.code.burned
    assert await failure(right, technician.address) == "code_burned"


async def test_a_console_counts_by_itself_whatever_the_host_lets_through(technician):
    right, wrong = technician.admission.code.text, technician.wrong_code()
    for _ in range(3):
        await failure(wrong, technician.address)
    session = technician.admission._session
    technician.link.sent = []
    technician.admission._send = technician.link.sent.append
    technician.admission.receive(Joining(session=session, join=99))
    step = JoinStep(session=session, join=99, data=b"c" + b"x" * 33)
    technician.admission.receive(step)
    assert [type(message) for message in technician.link.sent] == [EndJoin]
    assert right != wrong


async def test_after_a_wrong_code_the_right_one_waits_for_the_technician(technician):
    right = technician.admission.code.text
    await failure(technician.wrong_code(), technician.address)
    attempt = asyncio.create_task(join(right, technician.address))
    await technician.news.until(lambda: technician.admission.needs_click)
    assert not attempt.done()
    technician.admission.decide(True)
    assert (await attempt).seat.member == 2


async def test_a_technician_who_says_no(technician):
    right = technician.admission.code.text
    await failure(technician.wrong_code(), technician.address)
    attempt = asyncio.create_task(failure(right, technician.address))
    await technician.news.until(lambda: technician.admission.needs_click)
    technician.admission.decide(False)
    assert await attempt == "not_admitted"


async def test_giving_up_takes_the_question_away(technician):
    right = technician.admission.code.text
    await failure(technician.wrong_code(), technician.address)
    attempt = asyncio.create_task(join(right, technician.address))
    await technician.news.until(lambda: technician.admission.needs_click)
    attempt.cancel()
    await technician.news.until(lambda: not technician.admission.needs_click)
    assert technician.admission.code is not None


async def test_a_route_that_nobody_has(technician):
    digits = technician.admission.code.text.replace(" ", "")
    other = joincode.code_text(f"{(int(digits[:4]) + 1) % 10_000:04}", digits[4:9])
    assert await failure(other, technician.address) == "unknown_code"


async def test_a_technician_who_is_away(technician):
    code = technician.admission.code.text
    technician.link.close()
    while True:
        reason = await failure(code, technician.address)
        if reason != "lost":
            break
    assert reason == "lead_away"


async def test_a_link_to_another_certificate_is_not_followed(technician):
    link = joincode.parse(technician.admission.code.link)
    other = joincode.link_text(technician.address, link.route, link.secret, b"x" * 32)
    assert await failure(other, technician.address) == "certificate"
    assert technician.admission._tries.wrong == 0


async def test_a_seat_without_a_grant_is_no_seat(technician):
    code = technician.admission.code.text
    technician.admission._step = lambda step: technician.link.send(
        Admit(session=step.session, join=step.join)
    )  # a host, or a lead, that admits whoever comes
    assert await failure(code, technician.address) == "wrong_code"


async def test_where_nothing_listens():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    assert await failure(joincode.code_text("1234", "56789"), f"127.0.0.1:{port}") == "refused"


async def test_a_host_that_hangs_up_before_it_says_anything(technician):
    async def hang_up(_reader, writer):
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    code = await failure(joincode.code_text("1234", "56789"), f"127.0.0.1:{port}")
    assert code in ("other_service", "lost")
    server.close()
    await server.wait_closed()


async def test_an_address_that_is_none():
    with pytest.raises(BadCode):
        joincode.split_address("no address!")
    assert await failure(joincode.code_text("1234", "56789"), "no address!") == "name"


@pytest.fixture
async def send_on():
    """Start hosts that send every client on; each is to have an address, a certificate and its key."""
    servers = []

    async def start(address, certificate, key):
        def make():
            link = Link(receive=lambda message: answer(link, message), ended=lambda end: None)
            return link

        def answer(link, message):
            match message:
                case Hello():
                    link.send(Welcome())
                case Join():
                    link.send(Redirected(address=address))
                    link.close()

        server = await serve(["127.0.0.1"], 0, server_context(certificate, key), make)
        servers.append(server)
        return f"127.0.0.1:{server.sockets[0].getsockname()[1]}"

    yield start
    for server in servers:
        server.close()


async def test_a_code_leads_to_a_seat_at_another_host_and_what_is_kept_is_the_first_ones_address(technician, send_on):
    own = technician.host.certificate
    first = await send_on(technician.address, own.path, own.key)
    joined = await join(technician.admission.code.text, first)
    assert (joined.seat.member, joined.host) == (2, first)
    assert joined.fingerprint == own.fingerprint


async def test_nobody_is_sent_to_a_host_with_another_certificate(technician, send_on, tmp_path):
    first = await send_on(technician.address, *Authority(tmp_path).sign("other"))
    assert await failure(technician.admission.code.text, first) == "certificate"
    assert not technician.admission.needs_click
    assert technician.admission.code is not None  # and no try was spent


async def test_a_joiner_goes_on_three_times_at_most(technician, send_on, unused_tcp_port):
    own = technician.host.certificate
    second = await send_on(f"127.0.0.1:{unused_tcp_port}", own.path, own.key)
    assert await failure(technician.admission.code.text, second) == "refused"
    addresses = [technician.address]
    for _ in range(4):
        addresses.append(await send_on(addresses[-1], own.path, own.key))
    assert await failure(technician.admission.code.text, addresses[-1]) == "unreachable"


async def test_a_proof_is_counted_before_the_host_has_it_and_nothing_else_is(technician):
    """Also where the host, which could try a guess with it, then says something else than "wrong code"."""
    counted, wrong = [], joincode.parse(technician.wrong_code())

    async def attempt(code, host):
        with pytest.raises(JoinFailed) as failed:
            async with asyncio.timeout(PATIENCE_S):
                await JoinAttempt(code=code, host=host, proves=lambda: counted.append(code)).run()
        return failed.value.code

    seen, technician_receives = [], technician.admission.receive

    def receive(message):
        seen.append((type(message), len(message.data) if isinstance(message, JoinStep) else 0, len(counted)))
        technician_receives(message)

    technician.admission.receive = receive
    assert await attempt(wrong, technician.address) == "wrong_code"
    assert [(kind, count) for kind, size, count in seen if size == 32] == [(JoinStep, 1)]
    digits = technician.admission.code.text.replace(" ", "")
    unknown = joincode.parse(joincode.code_text(f"{(int(digits[:4]) + 1) % 10_000:04}", digits[4:9]))
    assert await attempt(unknown, technician.address) == "unknown_code"
    assert len(counted) == 1
    technician.admission.receive = lambda message: technician.link.send(
        EndJoin(session=message.session, join=message.join, reason=Reason.LEAD_AWAY)
    )
    assert await attempt(joincode.parse(technician.admission.code.text), technician.address) == "lead_away"
    assert len(counted) == 1, "it has had no proof"


# -- while many codes are tried -------------------------------------------------------------------------------------


def alarm(technician):
    gate = technician.host.gateway.services._desk._joins._gate
    for _ in range(ATTACK_A_MINUTE.usual):
        gate._alarm.note(asyncio.get_running_loop().time())


async def test_a_code_leads_to_a_seat_also_while_many_are_tried_once_the_technician_admits(technician):
    alarm(technician)
    works = []
    code = joincode.parse(technician.admission.code.text)
    attempt = JoinAttempt(code=code, host=technician.address, works=works.append)
    running = asyncio.create_task(attempt.run())
    await technician.news.until(lambda: technician.admission.needs_click)
    assert technician.admission.under_attack
    technician.admission.decide(True)
    assert (await running).seat.member == 2
    assert works == [True, False]


async def test_a_link_leads_to_a_seat_without_work_and_without_a_click(technician):
    alarm(technician)
    assert (await join(technician.admission.code.link, technician.address)).seat.member == 2


class PuzzlingHost:
    """Asks for work whenever somebody joins, and never lets them in."""

    def __init__(self, bits):
        self.bits, self.asked, self.links = bits, 0, []

    def make_link(self):
        link = Link(receive=lambda message: self.hear(link, message), ended=lambda end: None)
        self.links.append(link)
        return link

    def hear(self, link, message):
        match message:
            case Hello():
                link.send(Welcome())
            case Join():
                self.asked += 1
                link.send(Puzzle(token=bytes(TOKEN_BYTES), bits=self.bits))


@pytest.fixture
async def puzzling(tmp_path):
    certificate, key = Authority(tmp_path).sign("puzzling")
    servers = []

    async def start(bits=1):
        host = PuzzlingHost(bits)
        server = await serve(["127.0.0.1"], 0, server_context(certificate, key), host.make_link)
        servers.append(server)
        return host, f"127.0.0.1:{server.sockets[0].getsockname()[1]}"

    yield start
    for server in servers:
        server.close()


async def test_a_host_gets_work_out_of_a_joiner_only_so_often(puzzling):
    host, address = await puzzling()
    assert await failure(joincode.code_text("1234", "56789"), address) == "bad_message"
    assert host.asked == PUZZLES_LIMIT + 1


async def test_a_host_gets_none_out_of_who_comes_by_a_link(puzzling):
    host, address = await puzzling()
    link = joincode.link_text(address, "abcdefgh2345", joincode.new_link_secret(), None)
    assert await failure(link, address) == "bad_message"
    assert host.asked == 1


async def test_work_that_is_too_hard_is_not_begun(monkeypatch, puzzling):
    monkeypatch.setattr("viewer.way_in.joining.solve", None)
    host, address = await puzzling(bits=BITS_MOST + 1)
    assert await failure(joincode.code_text("1234", "56789"), address) == "bad_message"
    assert host.asked == 1


async def test_who_gives_up_works_no_longer(technician, monkeypatch):
    ended = threading.Event()

    def endless(token, bits, wanted):
        while wanted():
            time.sleep(0.001)
        ended.set()

    monkeypatch.setattr("viewer.way_in.joining.solve", endless)
    alarm(technician)
    began = asyncio.Event()
    code = joincode.parse(technician.admission.code.text)
    attempt = JoinAttempt(code=code, host=technician.address, works=lambda works: began.set())
    running = asyncio.create_task(attempt.run())
    async with asyncio.timeout(PATIENCE_S):
        await began.wait()
        running.cancel()
        assert await asyncio.to_thread(ended.wait, PATIENCE_S)
