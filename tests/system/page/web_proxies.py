"""The web proxies that our packages have configurations for, each as Debian has it, before one host."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from pathlib import Path

from demonstration.desktop import wait_for
from tests.helpers.certificates import Authority
from tests.system.stage.stage import Person
from tests.system.stage.two_hosts import LOOPBACK, free_port

CONFIGURATIONS = Path(__file__).parents[3] / "packaging" / "host"
PLACE = "    location ~ ^/(support/|link$) {"  # where nginx.conf says what leads to the host
USUAL_WEB = f"{LOOPBACK}:7331"  # where each of them looks for the host


class WebProxy:
    """A web proxy that ends TLS, with a certificate for localhost, and shows a host in its folder "/support".

    Args:
        folder: keeps what it writes.
        changed: what becomes of its configuration's text before it is started.

    Attributes:
        url: where browsers find the pages.
        port: where it listens.
        options: what the host has to be started with.
        authority: who has issued its certificate.
    """

    def __init__(self, kind: str, folder: Path, *, changed: Callable[[str], str] = str) -> None:
        self._kind = kind
        self._folder = folder
        self._changed = changed
        folder.mkdir()
        self.authority = Authority(folder)
        self._certificate, self._key = self.authority.sign("proxy")
        self.port, self._web = free_port(), f"{LOOPBACK}:{free_port()}"
        self.url = f"https://localhost:{self.port}/support"
        self.options = ("--web-listen", self._web, "--web-proxy", LOOPBACK, "--web-url", self.url)

    def start(self, person: Person) -> None:
        """Start it as one of the processes of `person`, and wait until it listens."""
        person.run(self._kind, {"nginx": self._nginx, "caddy": self._caddy, "haproxy": self._haproxy}[self._kind]())
        wait_for(f"{self._kind} to listen", lambda: self._listens() or None)

    def _nginx(self) -> list[str]:
        site = self._read("nginx.conf").replace("listen 443", f"listen {LOOPBACK}:{self.port}")
        site = site.replace("/etc/nginx/support.example.org.pem", str(self._certificate))
        site = site.replace("/etc/nginx/support.example.org.key", str(self._key))
        paths = "".join(
            f"{name}_temp_path {self._folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        whole = (
            f"daemon off; pid {self._folder}/pid; error_log {self._folder}/error.log;\n"
            f"events {{}}\nhttp {{ access_log off; {paths}\n{site} }}\n"
        )
        return ["/usr/sbin/nginx", "-p", str(self._folder), "-c", str(self._write(whole))]

    def _caddy(self) -> list[str]:
        site = self._read("Caddyfile").replace("support.example.org {", f"localhost:{self.port} {{")
        site = site.replace(
            "#tls /etc/caddy/support.example.org.pem /etc/caddy/support.example.org.key",
            f"tls {self._certificate} {self._key}",
        )
        path = self._write("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + site)
        home = f"XDG_DATA_HOME={self._folder}"
        return ["env", home, f"HOME={self._folder}", "caddy", "run", "--adapter", "caddyfile", "--config", str(path)]

    def _haproxy(self) -> list[str]:
        both = self._folder / "both.pem"
        both.write_bytes(self._certificate.read_bytes() + self._key.read_bytes())
        listen = f"{LOOPBACK}:{self.port}"
        given = {"FERNBLICK_LISTEN": listen, "FERNBLICK_CERTIFICATE": both, "FERNBLICK_WEB": self._web}
        path = self._write(self._changed((CONFIGURATIONS / "haproxy-web.cfg").read_text(encoding="utf-8")))
        return ["env", *(f"{name}={value}" for name, value in given.items()), "haproxy", "-db", "-f", str(path)]

    def _read(self, name: str) -> str:
        text = (CONFIGURATIONS / name).read_text(encoding="utf-8")
        head, _, site = self._changed(text).partition("\n\n")  # what is to be in host.toml, and the rest
        return f"{head}\n\n{site.replace(USUAL_WEB, self._web)}"

    def _write(self, text: str) -> Path:
        path = self._folder / "configuration"
        path.write_text(text, encoding="utf-8")
        return path

    def _listens(self) -> bool:
        context = ssl.create_default_context(cafile=str(self.authority.path))
        try:
            with (
                socket.create_connection((LOOPBACK, self.port), timeout=1) as raw,
                context.wrap_socket(raw, server_hostname="localhost"),
            ):
                return True
        except OSError:
            return False
