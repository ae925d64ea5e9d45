"""The client is the last address that no trusted proxy has; what stands before it is anybody's invention."""

import pytest

from console.host.core.forwarded import FORWARDED, LONGEST, X_FORWARDED_FOR, client_of

PROXIES = {"192.0.2.1", "192.0.2.2", "2001:db8::1"}
CUSTOM = {
    "one": (["203.0.113.7"], "203.0.113.7"),
    "spaces": (["  203.0.113.7\t"], "203.0.113.7"),
    "spoofed": (["198.51.100.1, 203.0.113.7"], "203.0.113.7"),
    "spoofed as a proxy": (["192.0.2.1, 203.0.113.7"], "203.0.113.7"),
    "spoofed over several lines": (["198.51.100.1", "203.0.113.7"], "203.0.113.7"),
    "through two proxies": (["198.51.100.1, 203.0.113.7, 192.0.2.2"], "203.0.113.7"),
    "a proxy itself": (["192.0.2.2"], ""),
    "nothing": ([], ""),
    "empty": ([""], ""),
    "IPv4 with a port": (["203.0.113.7:4711"], "203.0.113.7"),
    "IPv6": (["2001:DB8:0::7"], "2001:db8::7"),
    "IPv6 with a port": (["[2001:db8::7]:4711"], "2001:db8::7"),
    "IPv4 over IPv6": (["::ffff:203.0.113.7"], "203.0.113.7"),
    "a proxy over IPv6": (["203.0.113.7, ::ffff:192.0.2.1"], "203.0.113.7"),
    "a name": (["203.0.113.7, unknown"], ""),
    "nothing at the end": (["203.0.113.7,"], ""),
    "too long": (["203.0.113.7," * LONGEST + "203.0.113.8"], "203.0.113.8"),
}
STANDARD = {
    "one": (["for=203.0.113.7;proto=https;by=192.0.2.1"], "203.0.113.7"),
    "any case": (["proto=https; For = 203.0.113.7"], "203.0.113.7"),
    "quoted": (['for="[2001:db8::7]:4711"'], "2001:db8::7"),
    "with a port": (['for="203.0.113.7:80"'], "203.0.113.7"),
    "spoofed": (["for=198.51.100.1, for=203.0.113.7"], "203.0.113.7"),
    "through two proxies": (["for=203.0.113.7, for=192.0.2.2"], "203.0.113.7"),
    "hidden": (["for=203.0.113.7, for=_hidden"], ""),
    "by alone": (["by=203.0.113.7"], ""),
    "within another word": (["before=203.0.113.7"], ""),
    "a comma in quotes": (['for=203.0.113.7, for="192.0.2.1, 198.51.100.1"'], ""),
}


@pytest.mark.parametrize(("lines", "client"), CUSTOM.values(), ids=CUSTOM)
def test_by_custom(lines, client):
    assert client_of(lines, X_FORWARDED_FOR, PROXIES) == client


@pytest.mark.parametrize(("lines", "client"), STANDARD.values(), ids=STANDARD)
def test_by_the_standard(lines, client):
    assert client_of(lines, FORWARDED, PROXIES) == client
