"""The page's files without a host, served under the host's own policy, with a script of the tests beside them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from console.host.links.page_files import TYPES
from console.host.links.pages import HEADERS

HERE = Path(__file__).parent
WEB = HERE.parents[2] / "resources" / "web"
BENCH = HERE.parents[1] / "bench"


class _Files(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        folder, _, name = self.path.lstrip("/").partition("/")
        file = {"web": WEB, "bench": BENCH}.get(folder, HERE) / name
        empty = self.path == "/"
        body = b"<!doctype html><title>test</title>" if empty else file.read_bytes() if file.is_file() else None
        self.send_response(404 if body is None else 200)
        for key, value in HEADERS.items():
            self.send_header(key, value)
        self.send_header("Content-Type", "text/html" if empty else TYPES.get(file.suffix, "text/plain"))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served() -> Iterator[str]:
    """Yield the address of an empty page that may load /web/ and /test/."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Files)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
