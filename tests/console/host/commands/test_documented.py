"""The commands in the README and in the guide for servers do what they say, without a flag, on the host's database."""

import re
import subprocess
from pathlib import Path

import pytest

from console.host.__main__ import main
from console.host.process.database_choice import database_url
from console.host.process.database_note import place
from console.host.process.folder import DataFolder
from console.host.process.server import Host, Options
from console.host.store.store import Store
from console.host.store.tables.database import file_url
from tests.helpers.certificates import Authority

ROOT = Path(__file__).parents[4]
PLACEHOLDERS = {"NAME": "Ada", "GROUP": "support", "CHANNEL": "desk", "HOST": "support.example.org"}
LONG = {"serve", "restore"}  # runs until it is stopped; needs an empty place, see below


def commands(document, start, end):
    """Return each command of the host in a part of a document, with its words."""
    text = (ROOT / document).read_text(encoding="utf-8")
    part = text[text.index(start) : text.index(end)]
    spans = re.findall(r"`(fernblick-host [^`]+)`", part)
    blocks = re.findall(r"^    (fernblick-host [^#\n]+)", part, re.MULTILINE)
    return [" ".join(each.split()) for each in (*blocks, *spans)]


README = commands("README.md", "For several technicians", "## How it works")
GUIDE = commands("packaging/README.md", "## A host on a server", "## The same source")


@pytest.fixture
async def served(tmp_path, postgresql_url, monkeypatch):
    """A host on PostgreSQL by its configuration file, as the guide says, and its administrator's environment."""
    (tmp_path / "password").write_text(f"{postgresql_url.password}\n")
    (tmp_path / "password").chmod(0o600)
    plain = (
        f"postgresql://{postgresql_url.username}@{postgresql_url.host}:{postgresql_url.port}/{postgresql_url.database}"
    )
    (tmp_path / "host.toml").write_text(
        f'data = "data"\ndatabase = "{plain}"\ndatabase-password-file = "password"\nlisten = "127.0.0.1:0"\n'
    )
    monkeypatch.setenv("FERNBLICK_CONFIG", str(tmp_path / "host.toml"))
    monkeypatch.delenv("FERNBLICK_DATA", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("getpass.getpass", lambda _prompt: "correct horse")
    host = Host(DataFolder(tmp_path / "data"), Options(address="127.0.0.1", port=0, database=postgresql_url))
    await host.start()
    yield host
    host.stop()


def said(command, name="x"):
    words = command.removeprefix("fernblick-host ").split()
    return [PLACEHOLDERS.get(word, f"{name}.file" if word == "FILE" else word) for word in words]


@pytest.mark.usefixtures("cheap_passwords")
async def test_every_command_works_on_the_database_of_the_running_host(served, tmp_path, postgresql_url, capsys):
    before = sorted(path.name for path in (tmp_path / "data").iterdir())
    order = sorted(set(README), key=lambda command: ("channel" not in command, "export" in command))
    once = [command for command in order if said(command)[0] not in LONG]
    for number, command in enumerate(each for each in once if each != "fernblick-host admin create NAME"):
        assert main(said(command, name=str(number))) == 0, (command, capsys.readouterr())
    store = Store(postgresql_url)
    accounts = store.accounts.snapshot()
    assert accounts.technician_named("Ada").administrator
    assert accounts.group_named("support").channel == "desk"
    store.close()
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == before
    assert not (tmp_path / "home").exists()
    (card,) = [path for path in tmp_path.glob("*.file") if path.read_bytes().startswith(b"fernblick-card")]
    assert served.certificate.fingerprint in card.read_bytes()


def test_the_documents_name_no_command_that_there_is_not():
    assert len(README) > 8
    assert {"config show", "check", "database adopt", "audit verify"} <= {
        command.removeprefix("fernblick-host ") for command in GUIDE
    }
    for command in {*README, *GUIDE}:
        words = [word for word in said(command) if re.fullmatch("[a-z]+", word)]
        with pytest.raises(SystemExit) as ended:
            main([*words[: 1 if words[0] in {"serve", "check", "backup", "restore"} else 2], "--help"])
        assert ended.value.code == 0


@pytest.mark.usefixtures("cheap_passwords")
def test_moving_to_postgresql_and_back_from_a_backup_goes_as_the_guide_says(tmp_path, postgresql_url, monkeypatch):
    monkeypatch.setenv("FERNBLICK_CONFIG", str(tmp_path / "host.toml"))
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "host.toml"
    file.write_text('data = "data"\n')
    (tmp_path / "password").write_text("correct horse\n")
    assert main(["admin", "create", "Ada", "--new", "--password-file", "password"]) == 0
    target = postgresql_url.render_as_string(hide_password=False)
    assert main(["database", "copy", "sqlite:///data/host.sqlite", target]) == 0
    file.write_text(f'data = "data"\ndatabase = "{target}"\n')
    assert main(["technicians", "list"]) != 0
    assert main(["database", "adopt"]) == 0
    assert main(["audit", "verify"]) == 0
    assert main(["backup", "all.backup"]) == 0
    (tmp_path / "data").rename(tmp_path / "lost")
    file.write_text('data = "data"\n')
    assert main(["restore", "all.backup"]) == 0
    assert main(["audit", "verify"]) == 0
    assert place(file_url(tmp_path / "data/host.sqlite")) != place(database_url(target))


async def test_certbots_hook_brings_a_renewed_certificate_that_the_host_takes(tmp_path):
    text = (ROOT / "packaging/README.md").read_text(encoding="utf-8")
    hook = "\n".join(line.strip() for line in re.search(r"( {8}#!/bin/sh\n(?: {8}.*\n)+)", text)[1].splitlines())
    etc = tmp_path / "etc"
    etc.mkdir()
    script = tmp_path / "hook"
    script.write_text(hook.replace("/etc/fernblick/", f"{etc}/").replace(" -g fernblick-host", ""))
    authority = Authority(tmp_path)

    def renew(name):
        certificate, key = authority.sign(name)
        lineage = tmp_path / f"live-{name}"
        lineage.mkdir()
        certificate.rename(lineage / "fullchain.pem")
        key.rename(lineage / "privkey.pem")
        subprocess.run(["sh", script], check=True, env={"RENEWED_LINEAGE": str(lineage), "PATH": "/usr/bin:/bin"})

    from console.host.process.upkeep import Upkeep

    renew("first")
    options = Options(address="127.0.0.1", port=0, certificate=etc / "chain.pem", key=etc / "key.pem")
    host = Host(DataFolder(tmp_path / "data"), options)
    await host.start()
    upkeep, before = Upkeep(host), host.certificate.fingerprint
    renew("second")
    upkeep.look()
    assert host.certificate.fingerprint != before
    host.stop()
