"""Viewers in networks that make it hard to get out, with real programs: from a code to the exact picture."""

from __future__ import annotations

import shutil
import sys
import time

import pytest

from tests.helpers.networks.namespaces import OUTSIDE, microsocks, possible, squid, tinyproxy, two_networks

PORT = 7330
DEAD = ("10.99.0.66", "fd99::66")
SILENT = "10.99.0.3"
SWALLOWS = f"import socket, time; listener = socket.create_server(('{SILENT}', {PORT})); time.sleep(1000)"
LOGIN = ("clara", "secret")
ONLY_PROXIES = "tcp dport != { 3128, 8888, 1080 }"

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(not possible(), reason="no network namespaces here"),
    pytest.mark.skipif(
        any(shutil.which(name) is None for name in ("squid", "tinyproxy", "microsocks", "nft")), reason="needs proxies"
    ),
]


@pytest.fixture
def made(tmp_path):
    folder = tmp_path / "networks"
    folder.mkdir()
    with two_networks(folder) as made:
        made.names(host=[OUTSIDE[0]])
        yield made


def comes_to_the_picture(stage, made, *, host="host.test", listen=OUTSIDE[0], proxy=None, login=None):
    """Have the customer join by a code, and see the exact picture."""
    stage.technician.computer = tuple(made.beyond())
    stage.customer.computer = tuple(made.within())
    place = f"[{listen}]" if ":" in listen else listen
    stage.technician.start(
        "console.app", "--listen", f"{place}:{PORT}", "--new-session", "Clara", "--share",
        "--link-file", str(stage.link_file),
    )  # fmt: skip
    _, code = stage.link()
    file = stage.folder / "code.txt"
    viewer = stage.customer.start(
        "viewer.app", "--log-level", "info", "--join-file", str(file), "--host", f"{host}:{PORT}", "--full-screen",
        changed={"HTTPS_PROXY": proxy},
    )  # fmt: skip
    viewer.window("Join a session")
    began = time.monotonic()
    (stage.folder / "new.txt").write_text(code + "\n")
    (stage.folder / "new.txt").rename(file)
    if login is not None:
        viewer.window("Log in at the proxy")
        viewer.enter("Name", login[0])
        viewer.click("Password", "text")
        stage.customer.hand.type(login[1])
        viewer.front("Log in at the proxy")
        began = time.monotonic()
        viewer.click("Log in")
    stage.see_same_picture()
    print(f"from the code to the picture: {time.monotonic() - began:.1f} s")
    return viewer


def test_ipv6_alone(stage, made):
    made.names(host=[OUTSIDE[1]])
    made.without(4)
    comes_to_the_picture(stage, made, listen=OUTSIDE[1])


@pytest.mark.parametrize(("dead", "alive"), [(DEAD[1], OUTSIDE[0]), (DEAD[0], OUTSIDE[1])], ids=["ipv6", "ipv4"])
def test_one_family_is_dead_beside_the_other(stage, made, dead, alive):
    made.swallow(*DEAD)
    made.names(host=[dead, alive])
    comes_to_the_picture(stage, made, listen=alive)


def test_an_address_that_takes_tcp_and_swallows_tls_beside_the_hosts_own(stage, made):
    made.add(SILENT)
    made.serve(sys.executable, "-c", SWALLOWS, port=PORT, address=SILENT)
    made.names(host=[SILENT, OUTSIDE[0]])
    comes_to_the_picture(stage, made)


@pytest.mark.parametrize("kind", ["tinyproxy", "microsocks"])
def test_a_proxy_without_a_login(stage, made, kind):
    made.firewall(ONLY_PROXIES)
    port, command = (8888, tinyproxy(made.open)) if kind == "tinyproxy" else (1080, microsocks())
    made.serve(*command, port=port)
    scheme = "http" if kind == "tinyproxy" else "socks5"
    comes_to_the_picture(stage, made, host=OUTSIDE[0], proxy=f"{scheme}://{OUTSIDE[0]}:{port}")


def test_a_proxy_that_asks_for_a_login(stage, made):
    made.firewall(ONLY_PROXIES)
    made.serve(*squid(made.open, login=LOGIN), port=3128)
    comes_to_the_picture(stage, made, host=OUTSIDE[0], proxy=f"http://{OUTSIDE[0]}:3128", login=LOGIN)


def test_a_firewall_is_named_with_its_port(stage, made):
    made.firewall(ONLY_PROXIES)
    stage.customer.computer = tuple(made.within())
    viewer = stage.customer.start("viewer.app", "--join", "0000 000 000", "--host", f"host.test:{PORT}")
    viewer.reads(f"Nothing comes back from port {PORT}")
