"""`fernblick-host card export` writes what a customer's viewer reads."""

import pytest

from console.host.__main__ import main
from console.host.process.certificate import own_certificate
from console.host.process.folder import EXIT_CERTIFICATE, EXIT_NOT_DONE, DataFolder
from protocol.card.card import CallingCard, decode
from tests.helpers.certificates import DAY, NOW, Authority
from tests.helpers.pictures import chunk, header, picture


@pytest.fixture
def host(data_folder):
    data = str(data_folder)

    def run(*words):
        return main([*words, "--data", data])

    run("groups", "add", "Support")
    run("groups", "channel", "Support", "first-line")
    return run


@pytest.fixture
def export(host, tmp_path):
    def export(*words, group="Support"):
        given = ("--address", "help.example.org:7331", "--title", "Muster  GmbH")
        return host("card", "export", group, str(tmp_path / "x.fernblick-card"), *given, *words)

    return export


def written(tmp_path):
    return decode((tmp_path / "x.fernblick-card").read_bytes())


def test_a_card_leads_to_the_groups_channel_at_this_host(tmp_path, export):
    icon = tmp_path / "icon.png"
    icon.write_bytes(picture(extra=chunk(b"tEXt", b"who made it")))
    assert export("--greeting", "We help you.", "--icon", str(icon)) == 0
    assert written(tmp_path) == CallingCard(
        host="help.example.org:7331",
        channel="first-line",
        fingerprint=own_certificate(DataFolder(tmp_path / "host")).fingerprint,
        title="Muster GmbH",
        greeting="We help you.",
        icon=picture(),
    )


def test_the_certificate_may_be_another_or_a_public_one(tmp_path, export):
    other = own_certificate(DataFolder(tmp_path / "other"))
    assert export("--certificate", str(other.path)) == 0
    assert written(tmp_path).fingerprint == other.fingerprint
    assert export("--public") == 0
    assert written(tmp_path).fingerprint is None
    assert export("--certificate", str(tmp_path / "missing")) == EXIT_CERTIFICATE


def test_a_card_that_dies_with_a_certificate_says_so(tmp_path, export, capsys):
    leaf, key = Authority(tmp_path).sign("leaf", end=NOW + 2 * DAY)
    assert export("--certificate", str(leaf)) == 0
    said = capsys.readouterr().err
    assert "this host shows another certificate" in said
    assert f"{leaf} ends on {NOW + 2 * DAY:%Y-%m-%d}, and the card with it" in said
    named = tmp_path / "host" / "host.toml"
    named.write_text(f'certificate = "{leaf}"\nkey = "{key}"\n')
    assert export("--certificate", str(leaf)) == 0  # the host vouches for what comes after it
    assert "ends on" not in capsys.readouterr().err
    named.write_text(named.read_text() + 'cluster-address = "a:1"\n')
    assert export("--certificate", str(leaf)) == 0
    assert "do not vouch for what comes after it" in capsys.readouterr().err
    assert export("--certificate", str(own_certificate(DataFolder(tmp_path / "host")).path)) == 0


def test_what_cannot_be_is_said_and_nothing_is_written(tmp_path, host, export, capsys):
    host("groups", "add", "Field")
    assert export(group="Field") == EXIT_NOT_DONE
    assert export("--address", "https://x") == EXIT_NOT_DONE
    assert export("--title", "\t") == EXIT_NOT_DONE
    assert export("--icon", str(tmp_path / "missing")) == EXIT_NOT_DONE
    wrong = tmp_path / "icon.png"
    for content in (b"GIF89a", picture(head=header(depth=16))):
        wrong.write_bytes(content)
        assert export("--icon", str(wrong)) == EXIT_NOT_DONE
    assert not (tmp_path / "x.fernblick-card").exists()
    assert capsys.readouterr().err.count("fernblick-host: ") == 2 * 6 + 1  # each one says the database, too
