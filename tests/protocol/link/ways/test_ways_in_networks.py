"""Every way out of a network, with a real host, real proxies and a balancer in namespaces of their own."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from protocol.link.dialing import DIAL_S
from tests.helpers.certificates import DAY, NOW, Authority
from tests.helpers.networks.namespaces import OUTSIDE, microsocks, possible, squid, tinyproxy, two_networks

ROOT = Path(__file__).resolve().parents[4]
TRIAL = Path(__file__).with_name("dial_trial.py")
PATIENCE_S = 120
PORT = 7330
SOON_S = 5.0
IN_VAIN_S = 3.0  # that a dial is given which comes to nothing: more than any of these proxies takes to say no
DEAD = ("10.99.0.66", "fd99::66")
SWALLOWS = "import socket,time; s=socket.create_server(('{}', {})); time.sleep(1000)"
SHOWS = """
import asyncio, ssl
async def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain({0!r}, {1!r})
    context.set_alpn_protocols(["fernblick/1"])
    await (await asyncio.start_server(lambda _reader, _writer: None, "10.99.0.2", {2}, ssl=context)).serve_forever()
asyncio.run(main())
"""
LOGIN = ("clara", "secret")

pytestmark = [
    pytest.mark.skipif(not possible(), reason="no network namespaces here"),
    pytest.mark.skipif(
        any(shutil.which(name) is None for name in ("squid", "tinyproxy", "microsocks", "nft", "haproxy")),
        reason="needs proxies",
    ),
]


class Networks:
    """A host outside at PORT and 443, and whoever dials it from inside."""

    def __init__(self, made, folder):
        self.made = made
        self.folder = folder
        self.pin = ""

    def serve(self, port=PORT, *options):
        data = self.folder / f"data-{port}"
        program = [sys.executable, "-P", "-m", "console.host", "serve", "--data", str(data)]
        self.made.serve(*program, "--listen", f"*:{port}", *options, port=port)
        until = time.monotonic() + PATIENCE_S
        while not (data / "host.json").exists():  # it is written once the host listens
            assert time.monotonic() < until
            time.sleep(0.05)
        self.pin = json.loads((data / "host.json").read_text())["fingerprint"]

    def dial(self, host="host.test", port=PORT, *options, pin=None, environment=None, patience=IN_VAIN_S):
        """Dial once; what cannot succeed is given less time than people have."""
        said = (*options, f"patience={patience}")
        done = subprocess.run(
            self.made.within(sys.executable, str(TRIAL), host, str(port), pin or self.pin, *said),
            env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
            cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def comes(self, *arguments, **more):
        """See that it comes to the host's answer, and soon."""
        result = self.dial(*arguments, patience=DIAL_S, **more)
        assert result.get("heard") == "Welcome", result
        assert result["seconds"] < SOON_S
        return result


@pytest.fixture
def networks(tmp_path):
    with two_networks(tmp_path) as made:
        yield Networks(made, tmp_path)


def test_addresses_of_both_families_alive_and_dead(networks):
    networks.serve()
    four, six = OUTSIDE
    networks.made.swallow(*DEAD)
    for addresses, reached in (
        ([six], six),
        ([four], four),
        ([DEAD[1], four], four),
        ([six, DEAD[0]], six),
        ([DEAD[0], four], four),
        ([DEAD[1], six], six),
    ):
        networks.made.names(host=addresses)
        assert networks.comes()["peer"] == reached, addresses
    networks.made.names(host=[DEAD[0]])
    assert networks.dial()["error"] == f"blocked:{PORT}"
    assert networks.dial("nobody.test")["error"] in ("name", "unresolved")
    networks.made.names(host=[six])
    networks.made.without(4)
    assert networks.comes()["peer"] == six
    networks.made.unplug()
    assert networks.dial()["error"] == "network"
    assert networks.dial("nobody.test")["error"] == "network"


def test_what_takes_tcp_and_swallows_tls_does_not_win(networks):
    networks.serve()
    other = "10.99.0.3"
    networks.made.add(other)
    networks.made.serve(sys.executable, "-c", SWALLOWS.format(other, 7331), port=7331, address=other)
    networks.made.serve(sys.executable, *_forward(OUTSIDE[0], 7331, PORT), port=7331)
    networks.made.names(host=[other, OUTSIDE[0]])
    assert networks.comes("host.test", 7331)["peer"] == OUTSIDE[0]
    networks.made.names(host=[other])
    assert networks.dial("host.test", 7331)["error"] == "timeout"


def _forward(address, port, target):
    code = (
        "import asyncio\n"
        "async def pipe(r, w):\n"
        "    while d := await r.read(65536): w.write(d); await w.drain()\n"
        "    w.close()\n"
        "async def take(r, w):\n"
        f"    r2, w2 = await asyncio.open_connection('{OUTSIDE[0]}', {target})\n"
        "    await asyncio.gather(pipe(r, w2), pipe(r2, w), return_exceptions=True)\n"
        "async def main():\n"
        f"    await (await asyncio.start_server(take, '{address}', {port})).serve_forever()\n"
        "asyncio.run(main())\n"
    )
    return ["-c", code]


ONLY_PROXIES = "ip protocol tcp tcp dport != { 3128, 8888, 1080 }"


@pytest.mark.parametrize(
    ("proxy", "port"), [(squid, 3128), (tinyproxy, 8888), (lambda _folder, **more: microsocks(**more), 1080)],
    ids=["squid", "tinyproxy", "microsocks"],
)  # fmt: skip
@pytest.mark.parametrize("login", [None, LOGIN], ids=["open", "password"])
def test_only_a_proxy_leads_out(networks, tmp_path, proxy, port, login):
    networks.serve()
    networks.made.serve(*proxy(networks.made.open, login=login), port=port)
    networks.made.firewall(ONLY_PROXIES)
    place = f"{OUTSIDE[0]}:{port}"
    said = f"proxy={'socks5' if port == 1080 else 'http'}:{place}"
    kept = f"file={tmp_path / 'ways.json'}"
    if login is not None:
        result = networks.dial(OUTSIDE[0], PORT, said)
        assert (result["error"], result["asked"]) == (f"proxy_login:{place}", 1)
        wrong = networks.dial(OUTSIDE[0], PORT, said, f"login={login[0]}:wrong")
        assert (wrong["error"], wrong["asked"]) == (f"proxy_login:{place}", 3)
    knows = [f"login={LOGIN[0]}:{LOGIN[1]}"] if login else []
    result = networks.dial(OUTSIDE[0], PORT, said, kept, *knows, patience=DIAL_S)
    assert result.get("heard") == "Welcome", result
    assert result["asked"] == bool(login)
    assert result["way"] == [PORT, place, False]
    if login is None:
        assert result["seconds"] < SOON_S
        assert networks.comes(OUTSIDE[0], PORT, said, kept)["seconds"] < 1.0, "it is tried first the next time"
        gone = networks.dial(OUTSIDE[0], PORT, kept)
        assert (gone["error"], gone["way"]) == (f"blocked:{PORT}", None), "nobody names the proxy any more"


def test_a_proxy_that_lets_nobody_there_or_wants_another_login_or_is_gone(networks, tmp_path):
    networks.serve()
    networks.made.firewall(ONLY_PROXIES)
    said = f"proxy=http:{OUTSIDE[0]}:3128"
    assert networks.dial(OUTSIDE[0], PORT, said)["error"] == f"blocked:{PORT}"
    networks.made.serve(*squid(networks.made.open, forbids=True), port=3128)
    assert networks.dial(OUTSIDE[0], PORT, said)["error"] == f"proxy_forbids:{OUTSIDE[0]}:3128"


@pytest.mark.parametrize("scheme", ["negotiate", "ntlm"])
def test_a_proxy_that_wants_a_login_that_we_do_not_have(networks, tmp_path, scheme):
    networks.made.firewall(ONLY_PROXIES)
    networks.made.serve(*squid(networks.made.open, login=LOGIN, scheme=scheme), port=3128)
    result = networks.dial(OUTSIDE[0], PORT, f"proxy=http:{OUTSIDE[0]}:3128", "login=clara:secret", pin="-")
    assert (result["error"], result["asked"]) == (f"proxy_scheme:{OUTSIDE[0]}:3128", 0)


def balancer(folder, chain):
    """Return what runs HAProxy at 443, which ends TLS and knows nothing of us."""
    certificate, key = chain
    (folder / "all.pem").write_bytes(certificate.read_bytes() + key.read_bytes())
    (folder / "haproxy.cfg").write_text(
        "defaults\n mode http\n timeout connect 5s\n timeout client 60s\n timeout server 60s\n"
        f"frontend web\n bind *:443 ssl crt {folder / 'all.pem'}\n default_backend host\n"
        f"backend host\n server one {OUTSIDE[0]}:{PORT} ssl verify none alpn http/1.1\n"
    )
    return ["haproxy", "-db", "-f", str(folder / "haproxy.cfg")]


def test_a_balancer_that_ends_tls(networks, tmp_path):
    networks.serve()
    authority = Authority(tmp_path)
    networks.made.serve(*balancer(tmp_path, authority.sign("balancer", names=("host.test",))), port=443)
    networks.made.names(host=[OUTSIDE[0]])
    knows = {"SSL_CERT_FILE": str(authority.path)}
    for pin in ("ca", "-"):  # whoever trusts any certificate until a join trusts no balancer's without an authority
        result = networks.comes("host.test", 443, pin=pin, environment=knows)
        assert result["way"] == [443, None, True]
        assert result["seconds"] < 1.0 + 2.0, "at once, not after the patience with TLS"
        assert networks.dial("host.test", 443, pin=pin)["error"] == "certificate"
    assert networks.dial("host.test", 443, environment=knows)["error"] == "certificate", "never where pinned"


def test_only_443_leads_out_and_the_host_is_at_another_port_behind_a_balancer(networks, tmp_path):
    networks.serve()
    authority = Authority(tmp_path)
    networks.made.serve(*balancer(tmp_path, authority.sign("balancer", names=("host.test",))), port=443)
    networks.made.names(host=[OUTSIDE[0]])
    networks.made.firewall("tcp dport != 443")
    knows = {"SSL_CERT_FILE": str(authority.path)}
    kept = f"file={tmp_path / 'ways.json'}"
    assert networks.comes("host.test", PORT, kept, pin="-", environment=knows)["way"] == [443, None, True]
    assert networks.comes("host.test", PORT, kept, pin="-", environment=knows)["seconds"] < 1.0
    assert networks.dial("host.test", PORT, kept, pin="-")["error"] == f"blocked:{PORT}"


def test_only_443_leads_out_and_the_host_is_there(networks):
    networks.serve(443)
    networks.made.firewall("tcp dport != 443")
    networks.made.names(host=[OUTSIDE[0]])
    assert networks.comes("host.test", 443)["way"] is None


def test_a_certificate_that_has_ended_or_is_early(networks, tmp_path):
    authority = Authority(tmp_path)
    networks.made.names(host=[OUTSIDE[0]])
    knows = {"SSL_CERT_FILE": str(authority.path)}
    for port, start, end, code in (
        (7331, NOW - 9 * DAY, NOW - DAY, "certificate_ended"),
        (7332, NOW + DAY, NOW + 9 * DAY, "certificate_early"),
    ):
        certificate, key = authority.sign(code, names=("host.test",), start=start, end=end)
        networks.made.serve(sys.executable, "-c", SHOWS.format(str(certificate), str(key), port), port=port)
        assert networks.dial("host.test", port, pin="ca", environment=knows)["error"] == code
