"""Every decoder of bytes that a stranger, a peer or a file chooses, each as one function, with what it may raise.

Anything else that comes out of one is a fault of ours. Seeds are honest input, from which both ways of trying begin:
`test_decoders.py` with hypothesis, in a few seconds, and `run.py` with atheris, for as long as one likes.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from unittest.mock import Mock

import numpy as np
import zstandard
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from console.host.core.forwarded import FORWARDED, X_FORWARDED_FOR, client_of
from console.host.door import proxied
from protocol.card import card
from protocol.link import pins
from protocol.link.websocket import NoWebSocketError, WebSocketClient
from protocol.link.wire import FrameReader, frame
from protocol.mirror.decode.canvas import Canvas
from protocol.mirror.decode.decoder import BadUpdate, Decoder
from protocol.mirror.encode.encoder import Encoder
from protocol.mirror.picture import jpeg
from protocol.notation import announcement, joincode, png
from protocol.notation.names import is_clean
from protocol.trust import release
from protocol.trust.introduction import OFFER_VOCABULARY
from protocol.trust.invitation import INVITATION_VOCABULARY
from protocol.trust.join_proof import GRANT_VOCABULARY
from protocol.vocabulary.codec import BadMessage
from protocol.vocabulary.content_vocabulary import CONTENT_VOCABULARY
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from tests.protocol.golden_messages import CASES

SIDE = 64  # of the small screen that updates are for
VOCABULARIES = (HOST_VOCABULARY, CONTENT_VOCABULARY, OFFER_VOCABULARY, INVITATION_VOCABULARY, GRANT_VOCABULARY)


@dataclass(frozen=True)
class Target:
    """One decoder."""

    decode: Callable[[bytes], object]
    refuses: tuple[type[Exception], ...] = ()
    seeds: Sequence[bytes] = field(default=(b"",))

    def __call__(self, data: bytes) -> None:
        """Decode `data`; what it may raise is as good as an answer."""
        with contextlib.suppress(*self.refuses):
            self.decode(data)


def _messages(data: bytes) -> None:
    for vocabulary in VOCABULARIES:
        with contextlib.suppress(BadMessage):
            vocabulary.decode(data)


def _frames(data: bytes) -> None:
    """Read frames from a stream that comes in pieces, of lengths that the first byte says."""
    reader, step = FrameReader(limit=4096), 1 + (data[0] if data else 0)
    for start in range(0, len(data), step):
        for body in reader.feed(data[start : start + step]):
            bytes(body)
        assert reader.waiting <= 4096 + 4


def _stream(data: bytes) -> None:
    """Take the bytes as they come, as parts of the compressed stream."""
    decoder, canvas = Decoder(SIDE, SIDE), Canvas(SIDE, SIDE)
    for start in range(0, len(data), 4096):
        canvas.apply(decoder.part(data[start : start + 4096], final=False))


def _areas(data: bytes) -> None:
    """Take the bytes as what an update says, within a stream that is well compressed."""
    packer = zstandard.ZstdCompressor(level=1).compressobj()
    decoder, canvas = Decoder(SIDE, SIDE), Canvas(SIDE, SIDE)
    half = len(data) // 2
    for part, final in ((data[:half], False), (data[half:], True)):
        packed = packer.compress(part) + packer.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
        canvas.apply(decoder.part(packed, final))


def _jpeg(data: bytes) -> None:
    jpeg.expand(data, SIDE, SIDE)


def _png(data: bytes) -> None:
    png.check(data, side=256)
    png.bare(data)


def _proxy(data: bytes) -> None:
    head, rest = data[: proxied.HEAD_BYTES], data[proxied.HEAD_BYTES :]
    wanted = proxied.rest_bytes(head)
    assert wanted <= proxied.REST_LIMIT
    proxied.source_of(head, rest[:wanted])


def _forwarded(data: bytes) -> None:
    lines = data.decode("latin-1").split("\n")
    for header in (FORWARDED, X_FORWARDED_FOR):
        assert isinstance(client_of(lines, header, {"127.0.0.1"}), str)


def _code(data: bytes) -> None:
    text = data.decode(errors="surrogateescape")
    for parse in (joincode.parse, joincode.parse_file_name):
        with contextlib.suppress(joincode.BadCode):
            parse(text)


def _address(data: bytes) -> None:
    joincode.split_address(data.decode(errors="surrogateescape"))


def _chain(data: bytes) -> None:
    """Take the bytes as certificates, each behind two bytes of length: what somebody presents as their chain."""
    chain, rest = [], data
    while rest and len(chain) < 4:
        length = int.from_bytes(rest[:2], "big")
        chain.append(rest[2 : 2 + length])
        rest = rest[2 + length :]
    for der in chain:
        pins.followed(pins._sha256(der), chain, "desk.example")
        assert is_clean(pins.issuer_of(der))
        assert is_clean(pins.subject_of(der), 80)
        pins.end_of(der)
    if chain:
        pins.identity(chain)
        pins.authorities(chain, "desk.example")


def _release(data: bytes) -> None:
    """Take the bytes as a note, and as what somebody who is believed has signed."""
    with contextlib.suppress(release.BadRelease):
        release.read(data, [bytes(32)], 0)
    release._read(data)


def _web_socket(data: bytes) -> None:
    asyncio.run(_read_web_socket(data))


async def _read_web_socket(data: bytes) -> None:
    """Take the bytes as what a host answers to the request for a WebSocket, and sends from then on."""
    client = WebSocketClient(Mock(), ("desk.example", 443))
    client.connection_made(Mock())
    for start in range(0, len(data), 1024):
        client.data_received(data[start : start + 1024])
    with contextlib.suppress(NoWebSocketError, asyncio.InvalidStateError):
        client.standing.exception()


def _a_stream() -> bytes:
    """Return what an honest encoder sends of a picture."""
    picture = np.zeros((SIDE, SIDE, 4), np.uint8)
    picture[::3, ::5] = 200
    return b"".join(part.data for part in Encoder(SIDE, SIDE).update(picture) or ())


def _plain(stream: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(stream)


def _a_png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = chunk(b"IHDR", (2).to_bytes(4, "big") * 2 + bytes([8, 6, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(2 * 9))) + chunk(b"IEND", b"")


def _a_chain() -> bytes:
    """Return a host's certificate, its own one from before that has signed it, and an authority's."""
    keys = [ec.derive_private_key(2 + number, ec.SECP256R1()) for number in range(2)]
    own, desk = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in ("own", "desk.example"))
    ends = datetime.datetime(2020, 1, 1), datetime.datetime(2090, 1, 1)
    found = b""
    for subject, key, is_authority in ((desk, keys[0], False), (own, keys[1], False), (own, keys[1], True)):
        builder = x509.CertificateBuilder(own, subject, key.public_key(), 7, *ends)
        builder = builder.add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        names = x509.SubjectAlternativeName([x509.DNSName("desk.example")])
        der = builder.add_extension(names, critical=False).sign(keys[1], hashes.SHA256()).public_bytes(Encoding.DER)
        found += len(der).to_bytes(2, "big") + der
    return found


def _a_card() -> bytes:
    return card.encode(card.CallingCard(host="desk.example:443", channel="first", fingerprint=bytes(32), title="Desk"))


MESSAGES = [vocabulary.encode(message) for vocabulary, _file, message in (getattr(c, "values", c) for c in CASES)]
HEADER = proxied.SIGNATURE + bytes([proxied.PROXY, 0x11]) + (12).to_bytes(2, "big") + bytes([192, 0, 2, 7] * 3)
LINK = joincode.link_text("desk.example:443", "abcdefgh", joincode.new_link_secret(), bytes(32)).encode()
RELEASE = b'{"number": 7, "since_ms": 1000, "until_ms": 2000, "version": "1.10.0"}'
ANSWER = (
    b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Accept: x\r\nSec-WebSocket-Protocol: fernblick.1\r\n\r\n\x82\x03abc"
)

TARGETS = {
    "messages": Target(_messages, (), MESSAGES),
    "frames": Target(_frames, (BadMessage,), [b"".join(frame(body) for body in MESSAGES[:4])]),
    "update_stream": Target(_stream, (BadUpdate,), [_a_stream()]),
    "update_areas": Target(_areas, (BadUpdate,), [_plain(_a_stream())]),
    "jpeg": Target(_jpeg, (jpeg.BadJpeg,), [jpeg.compress(np.zeros((SIDE, SIDE, 4), np.uint8), 50)]),
    "png": Target(_png, (png.BadPng,), [_a_png()]),
    "card": Target(card.decode, (card.BadCard,), [_a_card()]),
    "proxy_header": Target(_proxy, (proxied.BadHeaderError,), [HEADER]),
    "forwarded": Target(_forwarded, (), [b'for="[2001:db8::1]:47";proto=https, for=192.0.2.1', b"192.0.2.1, 10.0.0.1"]),
    "code_or_link": Target(_code, (), [LINK, b"1234 5678 90", b"fernblick-1234567890-desk.example.exe"]),
    "address": Target(_address, (ValueError,), [b"[2001:db8::1]:443", b"desk.example:7330"]),
    "announcement": Target(announcement.read_text, (), [announcement.text_of(bytes(32))]),
    "certificates": Target(_chain, (), [_a_chain()]),
    "release_note": Target(_release, (release.BadRelease,), [RELEASE]),
    "web_socket": Target(_web_socket, (), [ANSWER]),
}
