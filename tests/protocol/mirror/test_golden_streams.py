"""Streams that were written down once are decoded to the same pixels for ever."""

import base64
import hashlib
import json

import pytest

from protocol.mirror.decode.canvas import Canvas
from protocol.mirror.decode.decoder import Decoder
from tests.protocol.mirror.golden_streams import FILE

STREAMS = json.loads(FILE.read_text())


@pytest.mark.parametrize("name", STREAMS)
def test_a_golden_stream_becomes_its_pixels(name):
    golden = STREAMS[name]
    canvas, decoder = Canvas(golden["width"], golden["height"]), Decoder(golden["width"], golden["height"])
    for _, final, data in golden["parts"]:
        canvas.apply(decoder.part(base64.b64decode(data), final))
    assert hashlib.sha256(canvas.pixels[..., [2, 1, 0, 3]].tobytes()).hexdigest() == golden["rgba_sha256"]
