"""An administrator's first day, on a Debian that is on: what the documents say is typed as it stands there."""

import base64
import re
import shlex
import subprocess
import time
from pathlib import Path

import pytest

import booted_root
import manual
from booted_root import COMPUTER, BootedRoot
from built_stage import Built
from clean_root import CleanRoot
from demonstration.desktop import wait_for

ROOT = Path(__file__).parents[3]
SCRIPTS = ROOT / "tests" / "console" / "host" / "store" / "tables"
SERVICE, DATA = "fernblick-host.service", "/var/lib/fernblick-host"
AS_HOST = "sudo -u fernblick-host fernblick-host"
PASSWORD = "correct horse battery"
WITHIN_S = 120.0
EXIT_SECOND_HOST = 4
LAID = "/srv"  # where an administrator has put the package
LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAEUlEQVR4nGOQKn7xH4QZYAwAUhoJ0XZC8SEAAAAASUVORK5CYII="
)
DPKG_S = 30.0  # for which a package of ours may keep dpkg, at most, with a host that serves
PLACEHOLDERS = {"NAME": "Ada", "GROUP": "support", "CHANNEL": "helpdesk", "HOST": "support.example.org"}

pytestmark = pytest.mark.skipif(not booted_root.works(), reason="no systemd-nspawn here")


def commands(document: str, start: str, end: str) -> list[str]:
    """Return each command of the host in a part of a document, in the order in which it stands there."""
    text = (ROOT / document).read_text(encoding="utf-8")
    part = text[text.index(start) : text.index(end)]
    found = re.findall(r"`(fernblick-host [^`]+)`|^    (fernblick-host [^#\n]+)", part, re.MULTILINE)
    said = [" ".join(command.split()) for each in found for command in "".join(each).split(";")]
    return list(dict.fromkeys(said))


README = commands("README.md", "**You run it for others", "## How it works")
GUIDE = commands("packaging/README.md", "## A host on a server", "From SQLite to PostgreSQL")


@pytest.fixture
def computer(clean_root: CleanRoot, built: Built):
    """A Debian with the host's package beside it, and all that it may need fetched already; off."""
    clean_root.install(*COMPUTER)
    package = built.file("fernblick-host_*.deb")
    there = clean_root.path / LAID.removeprefix("/")
    there.mkdir(exist_ok=True)
    (there / package.name).write_bytes(package.read_bytes())
    fetched = ("apt-get", "install", "-qq", "--yes", "--no-install-recommends", "--download-only")
    clean_root.run(*fetched, "postgresql", f"{LAID}/{package.name}", DEBIAN_FRONTEND="noninteractive")
    return clean_root, package.name


def install(on: BootedRoot, package: str) -> float:
    """Install a package as the README says; return for how long dpkg was kept."""
    (said,) = re.findall(r"`apt (install \./fernblick-host_VERSION_amd64\.deb)`", (ROOT / "README.md").read_text())
    words = said.replace("fernblick-host_VERSION_amd64.deb", package)
    began = time.monotonic()
    quietly = "DEBIAN_FRONTEND=noninteractive apt-get --yes -qq --allow-downgrades --no-install-recommends"
    on.run(f"cd {LAID}; {quietly} {words}")
    return time.monotonic() - began


def is_active(on: BootedRoot) -> bool:
    return on.run(f"systemctl show --property=ActiveState --value {SERVICE}").strip() == "active"


def pid(on: BootedRoot) -> int:
    return int(on.run(f"systemctl show --property=MainPID --value {SERVICE}"))


def say(on: BootedRoot, command: str, *, status: int = 0) -> str:
    """Say a command of the documents as the host's user, with names in place of its placeholders."""
    words = [PLACEHOLDERS.get(word, word) for word in shlex.split(command)[1:]]
    words = [f"/tmp/{abs(hash(command))}.file" if word == "FILE" else word for word in words]
    return on.run(f"cd {LAID}; {AS_HOST} {shlex.join(words)}", status=status)


def put_the_companys(on: BootedRoot) -> None:
    """Have the channels and files that the guide's example of a page names."""
    for name in ("sales", "printers"):
        on.run(f"{AS_HOST} groups add {name}; {AS_HOST} groups channel {name} {name}")
    folder = on.path / LAID.removeprefix("/")
    (folder / "logo.png").write_bytes(LOGO)
    (folder / "imprint.txt").write_text("Example Ltd, 1 Example Street\n", encoding="utf-8")


def set_up(on: BootedRoot, **settings: str) -> None:
    """Write settings into host.toml as somebody with an editor does: in place of the examples in it."""
    file = on.path / "etc/fernblick/host.toml"
    lines = [line for line in file.read_text().splitlines() if line.split(" =")[0] not in settings]
    file.write_text("\n".join([*lines, *(f"{name} = {value}" for name, value in settings.items()), ""]))


def errors(on: BootedRoot) -> str:
    said = on.run(f"journalctl --unit={SERVICE} --priority=warning --output=cat --no-pager")
    return said.removeprefix("-- No entries --\n")


def test_the_first_day_goes_as_the_documents_say(computer) -> None:
    root, package = computer
    root.__exit__()
    with BootedRoot(root) as on:
        assert install(on, package) < DPKG_S * 4  # unpacking 20 MB on a busy machine, too
        wait_for("the service", lambda: is_active(on), within_s=WITHIN_S)
        first = pid(on)
        status = on.run(f"cat /proc/{first}/status")
        assert re.search(r"^Seccomp:\s+2$", status, re.MULTILINE)
        assert re.search(r"^NoNewPrivs:\s+1$", status, re.MULTILINE)
        assert re.search(r"^CapEff:\s+0{16}$", status, re.MULTILINE)  # no right at all: the port is systemd's
        listens_at_443(on)
        assert f"{DATA}/port, chosen at the first start" in on.run(f"{AS_HOST} config show")
        asked = [("Password: ", PASSWORD), ("The same again: ", PASSWORD)]
        on.typed(f"{AS_HOST} admin create Ada --new", asked)
        set_up(on, metrics="9730")
        assert "✗" not in on.run(f"{AS_HOST} check")
        on.run(f"systemctl restart {SERVICE}")
        assert pid(on) != first
        listens_at_443(on)
        assert on.run("curl --silent --fail localhost:9730/health").strip() != ""
        assert "<html" in on.run("curl --silent --insecure https://localhost/chat/helpdesk")
        put_the_companys(on)
        documented = [*README, *(command for command in GUIDE if command not in README)]
        order = sorted(documented, key=lambda command: "channel" not in command)
        apart = ("serve", "admin create", "restore", "database upgrade", "certificate replace", "health")
        for command in order:
            if not any(f"fernblick-host {words}" in command for words in apart):
                say(on, command)
        assert "Ada: group=support, administrator" in say(on, "fernblick-host technicians list")
        assert "helpdesk" in say(on, "fernblick-host groups list")
        assert is_active(on)
        assert pid(on) != first
        on.run("man --warnings fernblick-host > /dev/null")
        say_all_of_the_manual(on)
        assert "technicians" in on.run(COMPLETED)
        assert errors(on) == ""
        moved_to_postgresql(on)
        left_and_back(on)
        another_port(on)


SOCKET = "fernblick-host.socket"


def listens_at_443(on: BootedRoot) -> None:
    """See that systemd has opened the port, that the host has taken it over, and has noted that it is its own."""
    assert on.run(f"systemctl show --property=ActiveState --value {SOCKET}").strip() == "active"
    wait_for("the host's note", lambda: on.status(f"test -s {DATA}/port") == 0, within_s=WITHIN_S)
    assert on.run(f"cat {DATA}/port").strip() == "443"
    inode = re.search(r"^ *\d+: \S+:01BB \S+ 0A (?:\S+ +){5}(\d+) ", on.run("cat /proc/net/tcp6"), re.MULTILINE)
    assert inode, "nothing listens on port 443"
    assert f"socket:[{inode[1]}]" in on.run(f"ls -l /proc/{pid(on)}/fd")


def another_port(on: BootedRoot) -> None:
    """Have the host listen on another port, as the guide says, and go back."""
    (masking,) = re.findall(r"`(systemctl mask fernblick-host\.socket)`", (ROOT / "packaging/README.md").read_text())
    on.run(f"systemctl stop {SERVICE}")
    on.run(masking)
    set_up(on, listen='"*:7330"')
    on.run(f"systemctl start {SERVICE}")
    assert "<html" in on.run("curl --silent --insecure https://localhost:7330/")
    assert on.status("curl --silent --insecure https://localhost/") != 0
    set_up(on, listen='"*:443"')  # which this user may not
    on.run(f"systemctl stop {SERVICE}; systemctl start {SERVICE} || true")
    assert not is_active(on)
    assert "may not listen on port 443" in on.run(f"journalctl --unit={SERVICE} --output=cat --no-pager")
    on.run(f"systemctl unmask {SOCKET}; systemctl stop {SERVICE}; systemctl reset-failed")
    on.run(f"systemctl start {SERVICE}")
    listens_at_443(on)


def say_all_of_the_manual(on: BootedRoot) -> None:
    """Say every command of the installed manual page while the host runs."""
    assert manual.commands(on.run(f"zcat {manual.PAGE}")) == manual.ARGUMENTS.keys() | manual.STOPPED | manual.ELSEWHERE
    on.run(f"echo '{PASSWORD}' > {manual.FIRST}")
    for command, words in manual.ARGUMENTS.items():
        on.run(f"{AS_HOST} {command} {words}")
    assert "Robert" not in say(on, "fernblick-host technicians list")


COMPLETED = """bash -c '. /usr/share/bash-completion/completions/fernblick-host
COMP_WORDS=(fernblick-host te) COMP_CWORD=1; _fernblick_host; echo "${COMPREPLY[@]}"'"""


def moved_to_postgresql(on: BootedRoot) -> None:
    """Follow the guide from SQLite to a PostgreSQL of Debian's, by its socket."""
    on.run("DEBIAN_FRONTEND=noninteractive apt-get --yes -qq --no-install-recommends install postgresql")
    wait_for("PostgreSQL", lambda: on.status("sudo -u postgres psql -c 'SELECT 1'") == 0, within_s=WITHIN_S)
    on.run("cd /; sudo -u postgres createuser fernblick-host")
    on.run("cd /; sudo -u postgres createdb --owner=fernblick-host --encoding=UTF8 --template=template0 fernblick")
    on.run(f"systemctl stop {SERVICE}")
    text = (ROOT / "packaging" / "README.md").read_text(encoding="utf-8")
    source, target = re.findall(r"`(sqlite:////var/lib[^`]+)`\s+to\s+`(postgresql:///[^`]+)`", text)[0]
    on.run(f"{AS_HOST} database copy {source} '{target}'")
    set_up(on, database=f'"{target}"')
    on.run(f"{AS_HOST} technicians list", status=13)
    say(on, "fernblick-host database adopt")
    on.run(f"systemctl start {SERVICE}")
    assert is_active(on)
    assert "Ada" in say(on, "fernblick-host technicians list")
    assert "are what was written" in say(on, "fernblick-host backup FILE")
    assert errors(on) == ""


def left_and_back(on: BootedRoot) -> None:
    """Lose the computer's data, and have it back from the backup, as the guide says."""
    on.run(f"systemctl stop {SERVICE}")
    on.run(f"mv {DATA} /opt/lost; install -d -o fernblick-host -g fernblick-host -m 0700 {DATA}")
    on.run("cd /; sudo -u postgres dropdb fernblick")
    on.run("cd /; sudo -u postgres createdb --owner=fernblick-host --encoding=UTF8 --template=template0 fernblick")
    say(on, "fernblick-host restore FILE".replace("FILE", f"/tmp/{abs(hash('fernblick-host backup FILE'))}.file"))
    say(on, "fernblick-host audit verify")
    on.run(f"systemctl start {SERVICE}")
    assert is_active(on)
    assert "Ada" in say(on, "fernblick-host technicians list")
    say(on, "fernblick-host certificate replace", status=EXIT_SECOND_HOST)
    on.run(f"systemctl stop {SERVICE}")
    assert on.run(f"cmp {DATA}/certificate.pem /opt/lost/certificate.pem") == ""
    say(on, "fernblick-host certificate replace")
    on.run(f"systemctl start {SERVICE}")
    assert is_active(on)


def test_a_host_that_serves_is_upgraded_removed_and_purged(computer, tmp_path: Path) -> None:
    root, package = computer
    before = root.files()
    older = with_version(root.path / LAID.removeprefix("/") / package, tmp_path, "0.0.1")
    root.__exit__()
    with BootedRoot(root) as on:
        on.put(older, f"{LAID}/{older.name}")
        install(on, older.name)
        wait_for("the service", lambda: is_active(on), within_s=WITHIN_S)
        first = pid(on)
        on.run(f"systemctl stop {SERVICE}")
        earlier = tmp_path / "host.sqlite"
        make_earlier(earlier)
        on.put(earlier, f"{DATA}/host.sqlite")
        on.run(f"chown fernblick-host:fernblick-host {DATA}/host.sqlite; rm -f {DATA}/host.sqlite-*")
        assert "earlier version" in say(on, "fernblick-host technicians list", status=14)
        assert "earlier version" in say(on, "fernblick-host check")
        assert "18 of the audit" in say(on, "fernblick-host backup FILE")
        on.run(f"systemctl start {SERVICE}")
        wait_for("the service", lambda: is_active(on), within_s=WITHIN_S)
        assert "Bob" in say(on, "fernblick-host technicians list")
        second = pid(on)
        took_s = install(on, package)
        wait_for("the upgraded service", lambda: is_active(on) and pid(on) not in (0, first, second), within_s=WITHIN_S)
        assert took_s < DPKG_S
        assert "Bob" in say(on, "fernblick-host technicians list")
        on.run("apt-get --yes -qq remove fernblick-host")
        assert on.status(f"systemctl is-active {SERVICE}") != 0
        assert (on.path / DATA.removeprefix("/") / "host.sqlite").exists()
        assert (on.path / "etc/fernblick/host.toml").exists()
        install(on, package)
        wait_for("the service", lambda: is_active(on), within_s=WITHIN_S)
        on.run("apt-get --yes -qq purge fernblick-host")
        assert on.status("getent passwd fernblick-host") != 0
        assert "fernblick" not in on.run("systemctl list-unit-files --all; systemctl --failed")
    left = {
        name
        for name in root.files() - before
        if "fernblick" in name.lower() and not name.startswith(f"{LAID}/".removeprefix("/"))
    }
    assert {name for name in left if not name.startswith(("tmp/", "var/tmp/"))} == set()


def with_version(package: Path, folder: Path, version: str) -> Path:
    """Return the same package under another version."""
    tree, made = folder / "tree", folder / f"fernblick-host_{version}_amd64.deb"
    subprocess.run(["dpkg-deb", "--raw-extract", package, tree], check=True)
    control = tree / "DEBIAN" / "control"
    control.write_text(re.sub(r"^Version: .*$", f"Version: {version}", control.read_text(), flags=re.MULTILINE))
    subprocess.run(["dpkg-deb", "--root-owner-group", "--build", tree, made], check=True, capture_output=True)
    return made


def make_earlier(place: Path) -> None:
    """Make the database that version 5 has left."""
    import contextlib
    import sqlite3

    with contextlib.closing(sqlite3.connect(place)) as raw:
        raw.executescript((SCRIPTS / "version_5.sqlite.sql").read_text(encoding="utf-8"))
