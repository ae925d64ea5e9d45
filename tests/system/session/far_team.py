"""A company's host on a computer far away, with a certificate for its name, and what stands in front of it there."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from tests.helpers.certificates import Authority
from tests.helpers.networks.namespaces import OUTSIDE, TwoNetworks
from tests.system.stage.stage import Person, Stage
from tests.system.stage.team import Team

NAME, PORT, WEB = "host.test", 7330, "127.0.0.1:7331"
ASIDE = 7332  # where what is diverted from PORT comes to
CONFIGURATIONS = Path(__file__).parents[3] / "packaging" / "host"
_SITE = "support.example.org"
_LATE = """
import asyncio
async def pour(reader, writer):
    late = asyncio.Queue()
    async def drain():
        while (what := await late.get())[1]:
            await asyncio.sleep(max(0.0, what[0] - asyncio.get_running_loop().time()))
            writer.write(what[1])
        writer.close()
    draining = asyncio.ensure_future(drain())
    try:
        while data := await reader.read(65536):
            late.put_nowait((asyncio.get_running_loop().time() + {delay}, data))
    except OSError:
        pass
    late.put_nowait((0.0, b""))
    await draining
async def take(reader, writer):
    far, to = await asyncio.open_connection("{host}", {port})
    await asyncio.gather(pour(reader, to), pour(far, writer), return_exceptions=True)
async def main():
    await (await asyncio.start_server(take, "{host}", {listen})).serve_forever()
asyncio.run(main())
"""


class FarTeam(Team):
    """A team whose host runs outside of the viewer's network, under the name host.test.

    Args:
        made: the networks.
        authority: who has issued the host's certificate; the programs believe it.
        technicians: the namespace that Theo's console runs in; None: the host's own.
    """

    def __init__(
        self,
        stage: Stage,
        staffed: Path,
        made: TwoNetworks,
        authority: Authority,
        *,
        options: Sequence[str] = (),
        technicians: str | None = None,
    ) -> None:
        certificate, key = authority.sign("host", names=(NAME,))
        self.around = tuple(made.beyond())
        stage.technician.computer = tuple(made.named(technicians or made.outside))
        for person in (stage.technician, stage.customer):
            person.environment["SSL_CERT_FILE"] = str(authority.path)
        own = ("--certificate", str(certificate), "--key", str(key))
        super().__init__(stage, stage.technician, staffed, (*own, *options))

    def listen(self, port: int) -> str:
        return f"0.0.0.0:{port or PORT}"

    def look(self) -> str:
        return ""

    @property
    def address(self) -> str:
        return f"{NAME}:{PORT}"

    def settings(self, person: Person, **more: str) -> None:
        super().settings(person, **{"company_fingerprint": "", **more})


def web_options() -> tuple[str, ...]:
    """Return what a host is started with behind a web proxy of its computer, in a folder of the site."""
    return ("--web-listen", WEB, "--web-proxy", "127.0.0.1", "--web-url", f"https://{NAME}/support")


def nginx(folder: Path, chain: tuple[Path, Path]) -> list[str]:
    """Return what runs nginx at 443, as our package has it configured."""
    site = (CONFIGURATIONS / "nginx.conf").read_text(encoding="utf-8")
    site = site.replace(f"/etc/nginx/{_SITE}.pem", str(chain[0])).replace(f"/etc/nginx/{_SITE}.key", str(chain[1]))
    paths = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off; user root; pid {folder}/pid; error_log {folder}/error.log;\nevents {{}}\n"
        f"http {{ access_log off; {paths}\n{site} }}\n"
    )
    return ["/usr/sbin/nginx", "-p", str(folder), "-c", str(file)]


def caddy(folder: Path, chain: tuple[Path, Path]) -> list[str]:
    """Return what runs Caddy at 443, as our package has it configured."""
    site = (CONFIGURATIONS / "Caddyfile").read_text(encoding="utf-8").replace(f"{_SITE} {{", f"{NAME} {{")
    site = site.replace(f"#tls /etc/caddy/{_SITE}.pem /etc/caddy/{_SITE}.key", f"tls {chain[0]} {chain[1]}")
    file = folder / "Caddyfile"
    file.write_text("{\n\tadmin off\n\tauto_https disable_redirects\n}\n" + site)
    home = (f"XDG_DATA_HOME={folder}", f"HOME={folder}")
    return ["env", *home, "caddy", "run", "--adapter", "caddyfile", "--config", str(file)]


def haproxy(folder: Path, chain: tuple[Path, Path]) -> list[str]:
    """Return what runs HAProxy at 443, as our package has it configured."""
    both = folder / "both.pem"
    both.write_bytes(chain[0].read_bytes() + chain[1].read_bytes())
    given = (f"FERNBLICK_LISTEN={OUTSIDE[0]}:443", f"FERNBLICK_CERTIFICATE={both}", f"FERNBLICK_WEB={WEB}")
    return ["env", *given, "haproxy", "-db", "-f", str(CONFIGURATIONS / "haproxy-web.cfg")]


def opener(folder: Path, chain: tuple[Path, Path]) -> list[str]:
    """Return what opens all TLS to the host and seals it again, as a company's box does: HAProxy, at `ASIDE`."""
    both = folder / "both.pem"
    both.write_bytes(chain[0].read_bytes() + chain[1].read_bytes())
    file = folder / "opener.cfg"
    file.write_text(
        "defaults\n mode tcp\n timeout connect 5s\n timeout client 60s\n timeout server 60s\n"
        f"listen opener\n bind {OUTSIDE[0]}:{ASIDE} ssl crt {both} alpn fernblick/1\n"
        f" server host {OUTSIDE[0]}:{PORT} ssl verify none alpn fernblick/1\n"
    )
    return ["haproxy", "-db", "-f", str(file)]


def late(delay_s: float) -> list[str]:
    """Return what passes everything on to the host, each way so much later; it listens at `ASIDE`."""
    return [sys.executable, "-c", _LATE.format(delay=delay_s, host=OUTSIDE[0], port=PORT, listen=ASIDE)]
