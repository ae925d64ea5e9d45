"""What a connection begins with: TLS for what is spoken here, TLS for something else, or HTTP without TLS."""

import ssl

import pytest

from console.host.door.client_hello import RECORD_HEAD, offered, record_bytes
from console.host.door.plain_http import answer, is_http


def hello(*protocols):
    """Return the first record of a client that offers these."""
    context = ssl.create_default_context()
    if protocols:
        context.set_alpn_protocols(protocols)
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = context.wrap_bio(there, back, server_hostname="support.example")
    with pytest.raises(ssl.SSLWantReadError):
        client.do_handshake()
    return back.read()


@pytest.mark.parametrize("protocols", [(), ("fernblick/1",), ("h2", "http/1.1"), ("smtp",)])
def test_what_a_client_offers_is_read(protocols):
    record = hello(*protocols)
    assert record_bytes(record[:RECORD_HEAD]) == len(record)
    assert offered(record) == tuple(name.encode() for name in protocols)


def test_what_is_no_whole_hello_offers_nothing():
    record = hello("h2", "http/1.1")
    for end in range(len(record)):
        assert offered(record[:end]) == ()
    for at in range(RECORD_HEAD, len(record)):
        offered(record[:at] + b"\xff" + record[at + 1 :])  # whatever that is, it is no error


@pytest.mark.parametrize(
    "first", [b"", b"\x16\x03", b"GET / HTTP/1.1\r\n", b"\x17\x03\x03\x00\x10", b"\x16\x03\x03\xff\xff"]
)
def test_what_is_no_handshake_is_none(first):
    assert record_bytes(first) == 0


def test_a_browser_without_tls_is_sent_to_it():
    head = b"GET /chat/sales?x=1 HTTP/1.1\r\nUser-Agent: x\r\nHost: support.example:443\r\n\r\n"
    assert is_http(head)
    said = answer(head).decode().split("\r\n")
    assert said[0] == "HTTP/1.1 308 Permanent Redirect"
    assert "Location: https://support.example:443/chat/sales?x=1" in said
    assert "Connection: close" in said


@pytest.mark.parametrize(
    "head",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: evil\x00.example\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: support.example\r\n\r\n",
        b"GET /\r\nSet-Cookie:x HTTP/1.1\r\nHost: support.example\r\n\r\n",
    ],
)
def test_what_is_no_plain_request_gets_a_sentence(head):
    said = answer(head)
    assert said.startswith(b"HTTP/1.1 400 ")
    assert b"Location" not in said
    assert said.endswith(b"put https:// in front of it.\n")
