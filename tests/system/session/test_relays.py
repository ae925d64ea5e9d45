"""Viewers whose way to a company's host is relayed, hidden or long: from the link to the exact picture."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.helpers.certificates import Authority
from tests.helpers.networks.namespaces import OUTSIDE, TwoNetworks, possible, two_networks
from tests.system.session.far_team import ASIDE, PORT, FarTeam, caddy, haproxy, late, nginx, opener, web_options
from tests.system.stage.program import Program
from tests.system.stage.stage import Stage

MITMPROXY = "mitmproxy==11.0.2"
DELAY_S = 0.15  # each way
LONG = pytest.mark.long  # what differs little from its neighbour

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(not possible(), reason="no network namespaces here"),
    pytest.mark.skipif(
        any(shutil.which(name) is None for name in ("nginx", "caddy", "haproxy", "nft")), reason="needs web proxies"
    ),
]
Serve = Callable[[Path, tuple[Path, Path]], list[str]]


@pytest.fixture
def made(tmp_path: Path) -> Iterator[TwoNetworks]:
    folder = tmp_path / "networks"
    folder.mkdir()
    with two_networks(folder) as made:
        made.names(host=[OUTSIDE[0]])
        yield made


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    folder = tmp_path / "authority"
    folder.mkdir()
    return Authority(folder)


def comes_to_the_picture(team: FarTeam, *viewer: str, proxy: str | None = None) -> tuple[Program, Program]:
    """Have the customer join by the link, and see the exact picture."""
    stage = team.stage
    console = team.console(team.theo, "--new-session", "Clara", "--share", "--link-file", str(stage.link_file))
    link, _ = stage.link()
    assert "." not in link.partition("#")[2], "no fingerprint: an authority vouches for the host"
    file = stage.folder / "code.txt"
    program = stage.customer.start(
        "viewer.app", "--log-level", "info", "--join-file", str(file), "--full-screen", *viewer,
        changed={"HTTPS_PROXY": proxy},
    )  # fmt: skip
    program.window("Join a session")
    began = time.monotonic()
    (stage.folder / "new.txt").write_text(link + "\n")
    (stage.folder / "new.txt").rename(file)
    stage.see_same_picture()
    print(f"from the link to the picture: {time.monotonic() - began:.1f} s")
    return console, program


def both_read_of_the_relay(console: Program, viewer: Program, name: str) -> None:
    viewer.reads(f"Your connection is relayed through {name}")
    console.reads(f"The other side’s connection is relayed through {name}")


@pytest.mark.parametrize("serve", [nginx, pytest.param(caddy, marks=LONG), pytest.param(haproxy, marks=LONG)])
def test_only_443_leads_out_to_a_host_in_a_folder_behind_a_web_proxy(
    serve: Serve, stage: Stage, staffed: Path, made: TwoNetworks, authority: Authority, tmp_path: Path
) -> None:
    team = FarTeam(stage, staffed, made, authority, options=web_options())
    made.serve(*serve(tmp_path / "networks", authority.sign("proxy", names=("host.test",))), port=443)
    made.firewall("tcp dport != 443")
    stage.customer.computer = tuple(made.within())
    both_read_of_the_relay(*comes_to_the_picture(team), "Authority")


@pytest.mark.parametrize("both", [pytest.param(False, marks=LONG), True], ids=["the customer's", "both"])
def test_something_opens_all_encryption_on_the_way(
    both: bool, stage: Stage, staffed: Path, made: TwoNetworks, authority: Authority, tmp_path: Path
) -> None:
    """The company's own authority has issued what it shows, and its computers believe that."""
    team = FarTeam(stage, staffed, made, authority, technicians=made.inside if both else None)
    made.serve(*opener(tmp_path / "networks", authority.sign("opener", names=("host.test",))), port=ASIDE)
    made.divert(PORT, ASIDE)
    stage.customer.computer = tuple(made.within())
    console, viewer = comes_to_the_picture(team)
    both_read_of_the_relay(console, viewer, "Authority")
    assert ("Your connection is relayed" in console.all_words()) == both


@pytest.mark.long
def test_mitmproxy_opens_all_encryption_on_the_way(
    stage: Stage, staffed: Path, made: TwoNetworks, authority: Authority, tmp_path: Path
) -> None:
    program = mitmproxy(tmp_path)
    team = FarTeam(stage, staffed, made, authority)
    folder = tmp_path / "mitmproxy"
    folder.mkdir()
    trusted = f"ssl_verify_upstream_trusted_ca={authority.path}"
    command = made.named(made.outside, program, "--set", f"confdir={folder}", "--set", trusted, "-p", "8080", "-q")
    made.serve(*command[4:], port=8080)
    own = folder / "mitmproxy-ca-cert.pem"
    both = tmp_path / "both.pem"
    both.write_bytes(own.read_bytes() + authority.path.read_bytes())
    stage.customer.environment["SSL_CERT_FILE"] = str(both)
    made.firewall("ip protocol tcp tcp dport != 8080")
    stage.customer.computer = tuple(made.within())
    programs = comes_to_the_picture(team, proxy=f"http://{OUTSIDE[0]}:8080")
    both_read_of_the_relay(*programs, "mitmproxy")


def mitmproxy(folder: Path) -> str:
    """Return mitmdump: the computer's, or of an environment of its own, for it pins what we have others of."""
    if found := shutil.which("mitmdump"):
        return found
    place = folder / "mitmproxy-environment"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
    fetched = subprocess.run([place / "bin" / "pip", "install", "-q", MITMPROXY], capture_output=True, check=False)
    if fetched.returncode:
        pytest.skip("mitmproxy cannot be fetched here")
    return str(place / "bin" / "mitmdump")


def test_both_are_behind_routers_that_hide_them(
    stage: Stage, staffed: Path, made: TwoNetworks, authority: Authority
) -> None:
    office, home = made.home(1), made.home(2)
    team = FarTeam(stage, staffed, made, authority, technicians=office)
    stage.customer.computer = tuple(made.named(home))
    _, viewer = comes_to_the_picture(team)
    log = (stage.folder / "server-1.log").read_text()
    assert "192.168." not in log, "the host sees the routers"
    assert "relayed" not in viewer.all_words()


@pytest.mark.long
def test_the_way_is_long(stage: Stage, staffed: Path, made: TwoNetworks, authority: Authority) -> None:
    team = FarTeam(stage, staffed, made, authority)
    made.serve(*late(DELAY_S), port=ASIDE)
    made.divert(PORT, ASIDE)
    stage.customer.computer = tuple(made.within())
    comes_to_the_picture(team)
