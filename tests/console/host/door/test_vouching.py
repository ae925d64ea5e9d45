"""Who vouches for a certificate, found out by a handshake in memory; and what browsers are told of it."""

import pytest

from console.host.door.vouching import AGAIN_S, Vouching, is_vouched_for, names_for_browsers
from console.host.process.certificate import own_certificate
from console.host.process.folder import DataFolder
from protocol.link.tls import server_context
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from protocol.vocabulary.web import WebPages
from tests.helpers.certificates import DAY, NOW, Authority


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


def test_an_authority_that_this_computer_knows_vouches_and_no_other(authority, tmp_path, monkeypatch):
    context = server_context(*authority.sign("host"))
    assert not is_vouched_for(context)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    assert is_vouched_for(context)
    own = own_certificate(DataFolder(tmp_path / "data"))
    assert not is_vouched_for(server_context(own.path, own.key))
    assert not is_vouched_for(server_context(*authority.sign("old", start=NOW - 9 * DAY, end=NOW - DAY)))


def test_the_answer_is_looked_for_again_after_a_while(authority, monkeypatch):
    now = [0.0]
    vouching = Vouching(server_context(*authority.sign("host")), lambda: now[0])
    assert not vouching.holds()
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.path))
    now[0] = AGAIN_S - 1
    assert not vouching.holds()
    now[0] = AGAIN_S
    assert vouching.holds()


@pytest.mark.parametrize(
    ("url", "names", "vouched", "told"),
    [
        ("", ("help.example.com", "*.example.org"), True, ("help.example.com", "*.example.org")),
        ("", ("help.example.com",), False, ()),
        ("", (), True, ()),
        ("https://help.example.com", ("help.example.com", "b.example.com"), True, ("help.example.com",)),
        ("https://help.example.com:7443", ("help.example.com",), False, ()),  # its own, and browsers refuse it
        ("https://chat.example.com", ("help.example.com",), False, ("chat.example.com",)),  # somebody stands before it
        ("https://example.com/help/desk", ("example.com",), True, ("example.com",)),  # in a folder of a web proxy's
        ("https://10.0.0.5", (), False, ()),
        ("https://10.0.0.5", ("10.0.0.5",), True, ("10.0.0.5",)),
        ("", ("what is this", "help.example.com"), True, ("help.example.com",)),
        ("", tuple(f"n{each}.example.com" for each in range(99)), True, tuple(f"n{n}.example.com" for n in range(20))),
    ],
)
def test_consoles_are_told_the_names_that_browsers_accept(url, names, vouched, told):
    assert names_for_browsers(url, names, vouched=vouched) == told
    assert HOST_VOCABULARY.encode(WebPages(url=url, names=told))
