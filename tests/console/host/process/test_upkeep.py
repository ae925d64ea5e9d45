"""A renewed certificate is taken by itself, and its end is said in time."""

import datetime
import hashlib
import json
import ssl

import pytest

from console.host.__main__ import main
from console.host.process import named_certificate
from console.host.process.certificate import own_certificate
from console.host.process.folder import EXIT_CERTIFICATE, DataFolder
from console.host.process.server import Host, Options
from console.host.process.upkeep import Upkeep, spelled, warning
from protocol.card.card import decode
from protocol.vocabulary.accounts import CertificateEnds, Changed, WatchDirectory
from tests.helpers.certificates import DAY, NOW, Authority


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


@pytest.fixture
async def served(tmp_path, authority):
    """Return a host that shows a certificate, its files, and a clock that the test sets."""
    pair = authority.sign("shown", end=NOW + 60 * DAY)
    host = Host(DataFolder(tmp_path / "host"), Options(address="127.0.0.1", port=0, certificate=pair[0], key=pair[1]))
    await host.start()
    clock = [NOW]
    yield host, pair, clock, Upkeep(host, now=lambda: clock[0])
    host.stop()


def replace(pair, new):
    for old, fresh in zip(pair, new, strict=True):
        fresh.replace(old)


async def test_a_renewed_certificate_is_taken_without_a_signal(served, authority, caplog):
    host, pair, _, upkeep = served
    caplog.set_level("INFO")
    before = host.certificate.fingerprint
    upkeep.look()
    assert (host.certificate.fingerprint, caplog.text) == (before, "")
    replace(pair, authority.sign("renewed"))
    upkeep.look()
    assert host.certificate.fingerprint != before
    assert spelled(host.certificate.fingerprint) in caplog.text


async def test_a_key_that_comes_later_is_waited_for(served, authority, caplog):
    host, pair, _, upkeep = served
    before = host.certificate.fingerprint
    certificate, key = authority.sign("renewed")
    certificate.replace(pair[0])
    upkeep.look()
    upkeep.look()
    assert host.certificate.fingerprint == before
    assert caplog.text.count("does not belong") == 1  # once, not each minute
    key.replace(pair[1])
    upkeep.look()
    assert host.certificate.fingerprint != before


async def test_a_certificate_that_is_not_valid_yet_is_tried_again_without_being_touched(
    served, authority, caplog, monkeypatch
):
    host, pair, _, upkeep = served
    before = host.certificate.fingerprint
    replace(pair, authority.sign("renewed", start=NOW + DAY))
    for _ in range(3):
        upkeep.look()
    assert host.certificate.fingerprint == before
    assert caplog.text.count("see that the clock is right") == 1

    judge = named_certificate.named_certificate
    tomorrow = lambda path, key, now: judge(path, key, now + 2 * DAY)  # noqa: E731 - the clock is put right
    monkeypatch.setattr(named_certificate, "named_certificate", tomorrow)
    upkeep.look()
    assert host.certificate.fingerprint != before


async def test_a_card_for_an_address_that_the_certificate_is_not_for_is_refused(
    served, tmp_path, authority, capsys, monkeypatch
):
    host, pair, _, _ = served
    where = ["--data", str(tmp_path / "host")]
    assert main(["groups", "channel", "support", "desk", *where]) == 0
    one_of_several = f'certificate = "{pair[0]}"\nkey = "{pair[1]}"\ncluster-address = "localhost:7330"\n'
    (tmp_path / "host" / "host.toml").write_text(one_of_several)
    card = tmp_path / "x.fernblick-card"

    def exports(address, *words):
        card.unlink(missing_ok=True)
        capsys.readouterr()
        given = ["card", "export", "support", str(card), "--address", address, "--title", "ACME", *where, *words]
        return main(given), card.exists(), capsys.readouterr().err

    assert exports("desk.example")[:2] == (0, True), "the certificate itself is pinned, whatever it is for"
    assert exports("desk.example", "--certificate", str(pair[0]))[:2] == (0, True)
    pair[0].write_bytes(pair[0].read_bytes() + authority.path.read_bytes())
    for words in ((), ("--public",), ("--certificate", str(authority.path))):
        status, made, said = exports("desk.example:7331", *words)
        assert (status, made) == (EXIT_CERTIFICATE, False)
        assert "none for desk.example; it names localhost, 127.0.0.1" in said
        assert exports("127.0.0.1:7331", *words)[:2] == (0, True)
    (tmp_path / "stranger").mkdir()
    stranger = Authority(tmp_path / "stranger")
    pair[0].write_text(pair[0].read_text().replace(authority.path.read_text(), stranger.path.read_text()))
    assert exports("localhost")[0] == 0
    assert decode(card.read_bytes()).fingerprint == host.certificate.fingerprint, "no authority that has issued nothing"
    status, made, said = exports("localhost", "--certificate", str(stranger.path))
    assert (status, made) == (EXIT_CERTIFICATE, False)
    assert "has not issued" in said


def test_how_long_a_certificate_is_good_is_said_in_words(tmp_path, authority, capsys):
    for number, (end, said) in enumerate(((1.5, "in 1 day"), (0.5, "today"), (-2.5, "2 days ago"), (9.5, "in 9 days"))):
        pair = authority.sign(f"c{number}", start=NOW - 30 * DAY, end=NOW + end * DAY)
        words = ["certificate", "show", "--data", str(tmp_path / "host"), "--config", str(tmp_path / "host.toml")]
        (tmp_path / "host.toml").write_text(f'certificate = "{pair[0]}"\nkey = "{pair[1]}"\n')
        assert main(words) == 0
        assert f"UTC, {said}\n" in capsys.readouterr().out


async def test_the_end_is_said_at_fourteen_days_at_three_and_when_it_has_come(served, authority, caplog):
    host, pair, clock, upkeep = served
    said = []
    for days_left in (15, 13.9, 13.8, 12.8, 2.9, -0.1):
        clock[0] = host.certificate.ends - days_left * DAY
        caplog.clear()
        upkeep.look()
        said.append([(record.levelname, "has ended" in record.getMessage()) for record in caplog.records])
    warned, error, over = [("WARNING", False)], [("ERROR", False)], [("ERROR", True)]
    assert said == [[], warned, [], warned, error, over]
    replace(pair, authority.sign("renewed", end=clock[0] + 90 * DAY))
    caplog.clear()
    upkeep.look()
    assert caplog.text == ""


@pytest.mark.parametrize(("days", "step"), [(15, None), (14, 14), (3.5, 14), (3, 3), (0, 0), (-9, 0)])
def test_the_steps_before_the_end(days, step):
    assert warning(NOW + datetime.timedelta(days=days), NOW) == step


async def test_the_certificate_is_shown_by_a_command(served, tmp_path, authority, capsys):
    host, pair, _, _ = served
    words = ["certificate", "show", "--data", str(tmp_path / "host")]
    (tmp_path / "host" / "host.toml").write_text(f'certificate = "{pair[0]}"\n')
    assert main(words) == 0
    said = capsys.readouterr()
    assert spelled(host.certificate.fingerprint) in said.out
    assert "localhost, 127.0.0.1" in said.out
    assert said.err == ""
    replace(pair, authority.sign("renewed"))
    assert main([*words, "--json"]) == 0
    said = capsys.readouterr()
    der = ssl.PEM_cert_to_DER_cert(pair[0].read_text())
    assert json.loads(said.out)[0]["fingerprint"] == hashlib.sha256(der).hexdigest()
    assert "still shows another one" in said.err


def test_a_hosts_own_is_shown_and_where_there_is_none_that_is_said(tmp_path, capsys):
    folder = DataFolder(tmp_path / "host")
    words = ["certificate", "show", "--data", str(folder.path)]
    assert main(words) != 0
    own = own_certificate(folder)
    assert main(words) == 0
    assert spelled(own.fingerprint) in capsys.readouterr().out


async def test_a_card_pins_what_lasts_and_says_what_does_not(served, tmp_path, authority, capsys, monkeypatch):
    host, pair, _, _ = served
    where = ["--data", str(tmp_path / "host")]
    assert main(["groups", "channel", "support", "desk", *where]) == 0
    card = tmp_path / "x.fernblick-card"
    words = ["card", "export", "support", str(card), "--address", "localhost", "--title", "ACME", *where]

    def exported():
        capsys.readouterr()
        assert main(words) == 0
        return decode(card.read_bytes()).fingerprint, capsys.readouterr().err

    own = own_certificate(DataFolder(tmp_path / "host")).fingerprint
    assert exported()[0] == own  # as the running host says; it vouches for whatever is shown
    (tmp_path / "host" / "host.toml").write_text(f'certificate = "{pair[0]}"\nkey = "{pair[1]}"\n')
    assert exported()[0] == own
    with (tmp_path / "host" / "host.toml").open("a") as file:  # several hosts show nothing but this
        file.write('cluster-address = "localhost:1"\n')
    pinned, said = exported()
    assert pinned == host.certificate.fingerprint
    assert "until the certificate" in said
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    assert exported()[0] is None
    pair[0].write_bytes(pair[0].read_bytes() + authority.path.read_bytes())
    pinned, said = exported()
    assert pinned == hashlib.sha256(ssl.PEM_cert_to_DER_cert(authority.path.read_text())).digest()
    assert "pins the authority" in said


async def test_administrators_are_told_of_the_end_and_of_what_came_in_its_place(start_host, authority):
    pair = authority.sign("shown", end=NOW + 60 * DAY)
    host = await start_host(certificate=pair[0], key=pair[1])
    clock = [NOW + 50 * DAY]
    upkeep = Upkeep(host._host, now=lambda: clock[0])
    watching = await host.technician()
    watching.send(WatchDirectory(request=1, watch=True))
    await watching.get(Changed)
    upkeep.look()
    ends_ms = (await watching.get(CertificateEnds)).ends_ms
    assert ends_ms == int(host._host.certificate.ends.timestamp() * 1000)
    upkeep.look()
    later = await host.technician()
    later.send(WatchDirectory(request=1, watch=True))
    assert (await later.get(CertificateEnds)).ends_ms == ends_ms
    clock[0] = NOW
    upkeep.look()
    assert (await watching.get(CertificateEnds)).ends_ms == 0
    nobody = await host.technician()
    clock[0] = NOW + 50 * DAY
    upkeep.look()
    assert not [message for message in await nobody.settled() if isinstance(message, CertificateEnds)]
