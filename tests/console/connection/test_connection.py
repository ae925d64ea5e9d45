"""What a connection makes of a host's answer to the login, with a host by hand."""

import asyncio

import pytest

from console.connection.announcing import LanHost
from console.connection.connection import LATER_S, Connection
from console.connection.host_tokens import HostTokens
from console.connection.hosting import HostEntry, HostProblem
from console.connection.remote_host import Credentials, RemoteHost
from protocol.vocabulary.accounts import KnownDevice, LoginLater, PasswordLogin
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.messages import LoggedIn, Reason, Refused

ADA = Credentials("Ada", "correct horse")
ADDRESS = "support.example:7331"


class Line:
    """A line that somebody else answers."""

    def __init__(self):
        self.stopped = False

    def stop(self):
        self.stopped = True


class Link:
    trust = None  # in nobody who has followed
    relay = ""
    peer_fingerprint = None

    @property
    def host_fingerprint(self):
        return self.peer_fingerprint

    def __init__(self):
        self.sent = []

    def send(self, message):
        self.sent.append(message)


class Listener:
    def __init__(self):
        self.states, self.connection = [], None

    def logged_in(self, message):
        pass

    def link_lost(self):
        pass

    def state_changed(self):
        self.states.append(self.connection.state)


class Case:
    def __init__(self, host):
        self.listener = Listener()
        self.connection = Connection(hosting=host, listener=self.listener, public_address=lambda: "")
        self.listener.connection = self.connection

    async def dial(self):
        """Have a link to the host, on which the login was said."""
        self.connection._entry = await self.connection._hosting.entry()
        self.line = self.connection._line = Line()
        self.link = Link()
        self.connection._up(self.link)
        return self

    def answer(self, message):
        self.connection.handlers()[type(message)](message)

    def refuse(self, reason):
        assert self.connection.refused(Refused(about="password_login", reason=reason))


@pytest.fixture
def host(passwords, tmp_path):
    tokens = HostTokens(tmp_path / "tokens.json")
    host = RemoteHost(
        address=ADDRESS,
        fingerprint=b"f" * 32,
        name="",
        passwords=passwords,
        keep_name=lambda _name: None,
        tokens=tokens,
    )
    host.use(ADA)
    return host


@pytest.fixture
async def case(host):
    case = await Case(host).dial()
    yield case
    await case.connection.close()


async def test_a_login_that_comes_too_early_is_tried_again_by_itself(case, host, monkeypatch):
    found = []
    monkeypatch.setattr(case.connection, "find_host", lambda: found.append(True))
    case.answer(LoginLater(seconds=1))
    case.refuse(Reason.LOCKED)
    assert (case.connection.state, case.connection.later_s) == ("down:locked", 1)
    assert case.line.stopped
    assert case.connection._again.when() - asyncio.get_running_loop().time() <= 1
    assert (await host.entry()).credentials == ADA  # nobody has to type it again
    case.connection._again._run()
    assert found == [True]


async def test_a_host_that_does_not_say_when_is_asked_again_after_a_minute(case):
    case.refuse(Reason.LOCKED)
    assert case.connection.later_s == LATER_S
    case.connection.log_out()
    assert case.connection._again is None


async def test_who_logs_in_anew_meanwhile_does_not_wait_for_that(case, monkeypatch):
    case.answer(LoginLater(seconds=60))
    case.refuse(Reason.LOCKED)
    case.connection.retry()
    assert case.connection._again is None


async def test_a_token_is_kept_and_shown_the_next_time(case):
    assert case.link.sent == [PasswordLogin(name="Ada", password="correct horse")]
    case.answer(LoggedIn(name="Ada", group="support", rights=()))
    case.answer(KnownDevice(token=b"t" * 32))
    await case.dial()
    assert case.link.sent == [KnownDevice(token=b"t" * 32), PasswordLogin(name="Ada", password="correct horse")]


async def test_a_token_before_the_login_and_a_wait_after_it_are_no_hosts(case):
    with pytest.raises(BadMessage):
        case.answer(KnownDevice(token=b"t" * 32))
    case.answer(LoggedIn(name="Ada", group="support", rights=()))
    with pytest.raises(BadMessage):
        case.answer(LoginLater(seconds=1))


@pytest.mark.parametrize("reason", [Reason.CHANGE_NEEDED, Reason.KNOWN_PASSWORD, Reason.WEAK_PASSWORD])
async def test_a_password_that_has_to_be_changed_waits_for_the_technician(case, host, reason):
    case.refuse(reason)
    assert case.connection.state == f"down:{reason}"
    assert case.line.stopped
    assert host.given == ADA


@pytest.mark.parametrize(
    ("address", "everywhere", "announced"),
    [
        ("127.0.0.1", True, ""),
        ("::1", True, ""),
        ("192.168.1.20", False, "192.168.1.20"),
        ("127.0.0.1", False, None),
        ("::1", False, None),
        ("127.3.2.1", False, None),
        ("desk.example", False, None),
    ],
)
async def test_the_own_host_is_one_for_the_lan_where_others_reach_it(address, everywhere, announced):
    entry = HostEntry(
        address=address, port=7330, everywhere=everywhere, fingerprint=b"f" * 32, token=b"t" * 32, pid=1, socket="x"
    )

    class Own:
        async def entry(self):
            return entry

    case = await Case(Own()).dial()
    case.link.peer_fingerprint = b"f" * 32
    assert case.connection.lan_host() is None, "nobody is logged in yet"
    case.answer(LoggedIn(name="Ada", group="support", rights=()))
    expected = None if announced is None else LanHost(announced, 7330, b"f" * 32)
    assert case.connection.lan_host() == expected
    case.connection._lose_link()
    assert case.connection.lan_host() is None


async def test_a_host_on_a_server_is_never_one_for_the_lan(case):
    case.link.peer_fingerprint = b"f" * 32
    case.connection.logged_in = True
    assert case.connection.lan_host() is None


async def test_a_password_is_sent_over_what_relays_only_after_the_technician_has_said_so(host):
    Link.relay = "ACME Proxy"
    try:
        case = await Case(host).dial()
        assert (case.link.sent, case.line.stopped) == ([], True)
        assert case.connection.state == "down:login_relayed:ACME Proxy"
        with pytest.raises(HostProblem, match="login_needed"):
            await host.entry()  # not the remembered one either
        host.use(ADA)
        again = await case.dial()
        assert [message.TAG for message in again.link.sent] == ["password_login"]
        Link.relay = "Somebody Else"
        other = await case.dial()
        assert other.link.sent == []
    finally:
        Link.relay = ""
    await case.connection.close()
