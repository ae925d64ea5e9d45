"""A check of the connection in networks that let little out: each way by the host's own answer over it."""

# ruff: noqa: F811

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.helpers.certificates import Authority
from tests.helpers.networks.namespaces import OUTSIDE, squid
from tests.protocol.link.ways.test_ways_in_networks import (  # noqa: F401 - a fixture
    LOGIN,
    ONLY_PROXIES,
    PATIENCE_S,
    PORT,
    ROOT,
    balancer,
    networks,
    pytestmark,
)

TRIAL = Path(__file__).with_name("check_trial.py")
PROXY = f"proxy=http:{OUTSIDE[0]}:3128"


def check(networks, host, port, *options, environment=None):
    """Return the codes that each way comes to, and everything."""
    done = subprocess.run(
        networks.made.within(sys.executable, str(TRIAL), host, str(port), *options),
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    kinds = {kind for kind, *_ in found}
    return {kind: [code for each, _, code, *_ in found if each == kind] for kind in kinds}, found


def test_only_a_proxy_leads_out(networks):
    networks.serve()
    networks.made.serve(*squid(networks.made.open), port=3128)
    networks.made.firewall(ONLY_PROXIES)
    ways, found = check(networks, OUTSIDE[0], PORT, "-", PROXY)
    assert ways["straight"] == [f"blocked:{PORT}"]
    assert ways["proxy"][:4] == ["port_open", "tls_stands", "certificate_unproven", "host_answers"]
    assert ways[""][-1] == "result_proxy"
    assert found[-1][-1] == {"proxy": f"{OUTSIDE[0]}:3128"}
    (seen,) = {each[-1]["address"] for each in found if each[2] == "host_sees"}
    assert seen == OUTSIDE[0], "it is the proxy that the host sees"


def test_the_proxy_wants_a_login(networks):
    networks.serve()
    networks.made.serve(*squid(networks.made.open, login=LOGIN), port=3128)
    networks.made.firewall(ONLY_PROXIES)
    ways, _ = check(networks, OUTSIDE[0], PORT, "-", PROXY)
    assert ways["proxy"] == [f"proxy_login:{OUTSIDE[0]}:3128"]
    assert ways[""][-1] == f"proxy_login:{OUTSIDE[0]}:3128"


def test_what_ends_tls_is_named_and_led_through(networks, tmp_path):
    networks.serve()
    authority = Authority(tmp_path)
    networks.made.serve(*balancer(tmp_path, authority.sign("balancer", names=("host.test",))), port=443)
    networks.made.names(host=[OUTSIDE[0]])
    networks.made.firewall("tcp dport != 443")
    knows = {"SSL_CERT_FILE": str(authority.path)}
    ways, found = check(networks, "host.test", PORT, "ca", environment=knows)
    assert ways["straight"] == [f"blocked:{PORT}"]
    of_443 = [code for kind, port, code, *_ in found if (kind, port) == ("web", 443)]
    assert of_443[:6] == [
        "port_open", "tls_stands", "certificate_known", "websocket_open", "host_answers", "certificate_relay",
    ]  # fmt: skip
    assert "rate" in " ".join(of_443)
    assert next(each[-1] for each in found if each[2] == "certificate_relay") == {"name": "Authority"}
    assert ways[""][-1] == "result_web"
    ways, _ = check(networks, "host.test", PORT, "-", environment=knows)
    assert ways[""][-1] == "relayed", "a code is not enough there"
    ways, _ = check(networks, "host.test", PORT, "-")
    assert ways[""][-1] == "relayed"
