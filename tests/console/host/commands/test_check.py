"""`fernblick-host check` finds what would keep a host from its work, before it is started."""

import errno
import json
import socket
import time

import pytest

from console.host.__main__ import main
from console.host.core.audit import Entry, Event
from console.host.process.folder import DataFolder
from console.host.process.port_choice import free_port
from console.host.process.server import Host, Options
from console.host.store.store import Store
from tests.helpers.certificates import DAY, NOW, Authority


@pytest.fixture
def data(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = DataFolder(tmp_path / "host")
    Store(folder.database).close()
    return folder.path


@pytest.fixture
def check(data, capsys):
    """Run the command; return its status, and what it found by grade."""

    def run(*words, listen=None):
        place = listen or f"127.0.0.1:{free_port()}"
        status = main(["check", "--json", "--data", str(data), "--listen", place, *words])
        rows = json.loads(capsys.readouterr().out)
        found = {grade: [row["sentence"] for row in rows if row["grade"] == grade] for grade in ("doubtful", "wrong")}
        return status, found["doubtful"], found["wrong"], {row["topic"] for row in rows}

    return run


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


def named(certificate):
    certificate[1].chmod(0o600)
    return ["--certificate", str(certificate[0]), "--key", str(certificate[1])]


def test_all_is_well_where_nothing_is_wrong(check):
    status, doubtful, wrong, topics = check()
    assert (status, doubtful, wrong) == (0, [], [])
    assert topics == {"configuration", "folders", "disk", "database", "clock", "certificate", "addresses", "proxies"}


def test_lines_for_people_have_a_mark_each(data, capsys):
    main(["check", "--data", str(data), "--listen", "192.0.2.1:1"])
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines} == {"✓", "✗"}


def test_nothing_is_made_or_changed(check, tmp_path):
    before = sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*.sqlite"))
    check("--data", str(tmp_path / "none"))
    check()
    assert not (tmp_path / "none").exists()
    assert sorted((path, path.stat().st_mtime_ns) for path in tmp_path.rglob("*.sqlite")) == before


def test_ports_that_others_have_are_named_and_the_hosts_own_are_not(check):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        place = "{}:{}".format(*taken.getsockname())
        status, _, wrong, _ = check(listen=place)
    assert (status, wrong) == (1, [f"listen: another program uses {place}."])
    _, _, wrong, _ = check(listen="192.0.2.1:443")
    assert "listen: nothing can listen at 192.0.2.1:443" in wrong[0]
    _, _, wrong, _ = check("--metrics", "17330", listen="127.0.0.1:17330")
    assert "both at port 17330" in wrong[0]


def test_a_port_that_only_the_service_may_have_keeps_no_host_from_its_work(check, monkeypatch):
    """As the guide says it is checked as the host's user, who may not listen there; the unit gives the service that."""
    barred = PermissionError(errno.EACCES, "Permission denied")
    monkeypatch.setattr(
        "console.host.checking.addresses._problem", lambda _address, port: barred if port < 99 else None
    )
    status, doubtful, wrong, _ = check(listen="127.0.0.1:98")
    assert (status, wrong) == (0, [])
    assert any("listen: 127.0.0.1:98 is free, and this user may not listen below 1024" in words for words in doubtful)
    monkeypatch.setattr("console.host.checking.addresses._answers", lambda _address, _port: True)
    status, _, wrong, _ = check(listen="127.0.0.1:98")
    assert (status, wrong) == (1, ["listen: another program uses 127.0.0.1:98."])


async def test_it_can_be_run_beside_the_running_host(check, data):
    host = Host(DataFolder(data), Options(address="127.0.0.1", port=0))
    _, port = await host.start()
    status, _, wrong, _ = check(listen=f"127.0.0.1:{port}")
    assert (status, wrong) == (0, [])
    host.stop()


def test_a_certificate_is_held_against_names_key_chain_and_days(check, authority):
    web = ["--web-url"]
    status, doubtful, wrong, _ = check(*named(authority.sign("good")), *web, "https://localhost")
    assert (status, wrong) == (0, [])
    assert "does not lead to an authority that this computer knows" in doubtful[0]
    assert "unable to get local issuer certificate" in doubtful[0]
    status, _, wrong, _ = check(*named(authority.sign("good")), *web, "https://support.invalid")
    assert status == 1
    assert "It is none for support.invalid; it names localhost, 127.0.0.1." in wrong
    _, doubtful, _, _ = check(*named(authority.sign("short", end=NOW + 3 * DAY)))
    assert "ends in 2 days" in doubtful[0]
    _, _, wrong, _ = check(*named(authority.sign("old", start=NOW - 9 * DAY, end=NOW - DAY)))
    assert "has expired" in wrong[0]
    _, _, wrong, _ = check(*named((authority.sign("one")[0], authority.sign("two")[1])))
    assert "does not belong" in wrong[0]


def test_what_an_administrator_puts_into_the_chain_file_is_judged(check, authority, tmp_path):
    (tmp_path / "stranger").mkdir()
    stranger = Authority(tmp_path / "stranger")

    def checked(*parts):
        leaf, key = authority.sign("shown")
        leaf.write_text(
            "".join(part.read_text() for part in (*parts[: parts.index(None)], leaf, *parts[parts.index(None) + 1 :]))
        )
        return check(*named((leaf, key)))

    status, doubtful, wrong, _ = checked(None, authority.path)
    assert (status, doubtful, wrong) == (0, [], []), "a company's own authority, as it should be"
    _, doubtful, _, _ = checked(None)
    assert "put that authority's certificate at its end" in doubtful[0]
    _, doubtful, _, _ = checked(None, stranger.path)
    assert "put that authority's certificate at its end" in doubtful[0], "one that has not issued it is none"
    _, _, wrong, _ = checked(authority.path, None)
    assert "must stand first" in wrong[0]
    _, doubtful, _, _ = check(*named(authority.sign("short", end=NOW + 1.5 * DAY)))
    assert "ends in 1 day," in doubtful[0]


def test_a_chain_to_a_known_authority_is_good(check, authority, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    assert check(*named(authority.sign("good")))[:3] == (0, [], [])


def test_what_others_may_read_is_said(check, data, authority):
    data.chmod(0o755)
    certificate, key = authority.sign("good")
    words = named((certificate, key))
    key.chmod(0o644)
    _, doubtful, wrong, _ = check(*words)
    assert any(f"chmod 700 {data}" in sentence for sentence in doubtful)
    assert wrong == [f"key: everybody on this computer may read {key}: chmod o= {key}"]


def test_downloads_and_misfits_are_looked_at(check, tmp_path):
    _, _, wrong, _ = check("--downloads", str(tmp_path / "none"))
    assert f"downloads: there is no folder {tmp_path / 'none'} that can be read." in wrong
    (tmp_path / "empty").mkdir()
    _, doubtful, _, _ = check("--downloads", str(tmp_path / "empty"))
    assert any("is empty" in sentence for sentence in doubtful)
    status, _, wrong, _ = check("--metrics", "0.0.0.0:9")
    assert (status, "can be read by others" in wrong[0]) == (1, True)


def test_a_clock_behind_the_audit_is_wrong(check, data):
    store = Store(data / "host.sqlite")
    store.audit.append(Entry(event=Event.LOGIN, time_ms=int(time.time() * 1000) + 7_200_000, who="Ada"))
    store.close()
    status, _, wrong, _ = check()
    assert status == 1
    assert "behind the last row of the audit" in wrong[0]


def test_a_database_of_another_encoding_is_wrong(check, postgresql):
    with postgresql.connect() as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    url = postgresql.url("latin").render_as_string(hide_password=False)
    _, _, wrong, _ = check("--database", url)
    assert wrong == ["It writes in LATIN1, which has no room for every name; make it with UTF8."]
    _, _, wrong, _ = check("--database", "postgresql://ada:secret@127.0.0.1:1/x")
    assert "cannot be used" in wrong[0]
    assert "secret" not in wrong[0]


def test_a_wrong_file_is_the_one_thing_that_is_said(check, data):
    (data / "host.toml").write_text("web_url = 'x'\n")
    status, _, wrong, _ = check()
    assert (status, len(wrong)) == (1, 1)
    assert "line 1: there is no setting web_url" in wrong[0]


def test_proxies_must_be_reachable(check):
    _, doubtful, wrong, _ = check("--proxy", "127.0.0.1")
    assert "127.0.0.1 is this computer" in doubtful[0]
    assert wrong == []


def test_what_is_said_of_web_proxies_is_looked_at(check, tmp_path):
    _, doubtful, wrong, _ = check("--web-proxy", "127.0.0.1")
    assert (len(doubtful), wrong) == (1, [])
    assert "web-url is missing" in doubtful[0]
    behind = ["--web-proxy", "127.0.0.1", "--web-url", "https://localhost/support"]
    assert check(*behind)[2] == []
    assert any("is a `proxy` and a `web-proxy`" in each for each in check(*behind, "--proxy", "127.0.0.1")[1])
    assert "name those that come there by `web-proxy`" in check("--web-listen", "127.0.0.1:7331")[2][0]
    place = tmp_path / "web.sock"
    assert check(*behind, "--web-listen", str(place))[2] == []
    place.write_text("")
    assert "is there, and is no socket" in check(*behind, "--web-listen", str(place))[2][0]
    assert "there is no folder" in check(*behind, "--web-listen", str(tmp_path / "none" / "web.sock"))[2][0]
    at = f"127.0.0.1:{free_port()}"
    assert "are both at port" in check(*behind, "--web-listen", at, listen=at)[2][0]
