"""What the system says of proxies: the environment, and a Linux desktop's portal at a real bus."""

import os
import subprocess
import sys

import pytest

from protocol.link.ways.proxies import Login, Proxy
from resources.program.network.proxies import from_environment, from_url, system_proxies, url_of

PATIENCE_S = 60
PORTAL = """
import sys
from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_call, new_method_return
from jeepney.io.blocking import open_dbus_connection
bus = open_dbus_connection()
dbus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
bus.send_and_get_reply(new_method_call(dbus, "RequestName", "su", ("org.freedesktop.portal.Desktop", 4)))
print("ready", flush=True)
while True:
    asked = bus.receive()
    if asked.header.message_type is MessageType.method_call and asked.header.fields[HeaderFields.member] == "Lookup":
        print(asked.body[0], flush=True)
        bus.send(new_method_return(asked, "as", (sys.argv[1:],)))
"""
ASK = "from resources.program.network.proxies import system_proxies; print(system_proxies(*{!r}))"
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def plain(monkeypatch):
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, None),
        ({"HTTPS_PROXY": "http://proxy.example:3128"}, [Proxy("http", "proxy.example", 3128)]),
        ({"https_proxy": "proxy.example:3128"}, [Proxy("http", "proxy.example", 3128)]),
        ({"ALL_PROXY": "socks5h://[2001:db8::1]"}, [Proxy("socks5", "2001:db8::1", 1080)]),
        ({"http_proxy": "http://proxy.example:3128"}, None),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": ".example,localhost"}, []),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "other.test"}, [Proxy("http", "p", 1)]),
        ({"HTTPS_PROXY": "quic://p:1"}, []),
    ],
)
def test_what_the_environment_says(monkeypatch, said, found):
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    assert from_environment("host.example") == found


@pytest.mark.parametrize(
    "url", ["", "http://", "http://p:port", "http://p:99999", "http://[::1", "direct://", "socks4://p"]
)
def test_what_is_no_proxy_is_none(url):
    assert from_url(url) is None


def test_a_login_in_the_address_is_used_and_not_shown():
    found = from_url("http://clara:a%40b@proxy.example:8080")
    assert found == Proxy("http", "proxy.example", 8080)
    assert found.login == Login("clara", "a@b")
    assert "a@b" not in repr(found)


def test_an_address_is_asked_for_as_a_browser_would():
    assert url_of("host.example", 7330) == "https://host.example:7330/"
    assert url_of("2001:db8::1", 443) == "https://[2001:db8::1]:443/"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a Linux desktop's")
def test_without_a_bus_there_are_none(monkeypatch):
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/does/not/exist")
    assert system_proxies("host.example", 443) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a Linux desktop's")
def test_a_desktop_is_asked_by_its_portal(tmp_path):
    environment = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/bus"}
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address=unix:path={tmp_path}/bus"],
        stdout=subprocess.PIPE,
    )
    portal = None
    try:
        assert bus.stdout.readline()
        nobody = ask(environment)
        said = ["http://proxy.example:3128", "socks://127.0.0.1:1080", "direct://"]
        portal = subprocess.Popen(
            [sys.executable, "-c", PORTAL, *said], env=environment, stdout=subprocess.PIPE, text=True
        )
        assert portal.stdout.readline() == "ready\n"
        found = ask(environment)
        assert portal.stdout.readline() == "https://host.example:7330/\n"
    finally:
        for process in (portal, bus):
            if process is not None:
                process.terminate()
                process.wait(PATIENCE_S)
                process.stdout.close()
    assert nobody == "[]"
    assert found == str([Proxy("http", "proxy.example", 3128), Proxy("socks5", "127.0.0.1", 1080)])


def ask(environment):
    done = subprocess.run(
        [sys.executable, "-c", ASK.format(("host.example", 7330))],
        env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=True,
    )  # fmt: skip
    return done.stdout.strip()
