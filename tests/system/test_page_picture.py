"""The page's decoder in a real browser, under the host's policy: every kind of area, exactly, and nothing dishonest."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from protocol.content import Capabilities, Program
from protocol.mirror.encoder import Part
from tests.chromium import Chromium, chromium
from tests.protocol.mirror.dishonest import BAD, HEIGHT, NO_JPEG, WIDTH, area, jpeg_area, stream
from tests.protocol.mirror.golden_streams import FILE
from tests.protocol.mirror.recording import Recording, film, random_recording
from tests.system.web_files import served

pytestmark = pytest.mark.system

STREAMS = json.loads(FILE.read_text())
TRUNCATED = "ends within its scan"  # a browser may show what is there of such a JPEG
RECORDINGS = 24


@pytest.fixture(scope="module")
def tab() -> Iterator[Chromium]:
    with served() as address, chromium(Chromium) as tab:
        tab.open(address)
        yield tab


def play(tab: Chromium, width: int, height: int, parts: Iterable[Part], window_log: int = 25) -> dict[str, Any]:
    said = [[part.update, part.final, base64.b64encode(part.data).decode()] for part in parts]
    return _play(tab, {"width": width, "height": height, "window_log": window_log, "parts": said})


def _play(tab: Chromium, recorded: dict[str, Any]) -> dict[str, Any]:
    script = f'import("/test/mirror_page.js").then(({{ play }}) => play({json.dumps(recorded)}))'
    return dict(tab.run(script))


@pytest.mark.parametrize("name", STREAMS)
def test_a_golden_stream_becomes_its_pixels_in_the_page(tab: Chromium, name: str) -> None:
    played = _play(tab, STREAMS[name])
    assert played["broken"] is None
    assert played["rgba_sha256"] == STREAMS[name]["rgba_sha256"]
    assert played["shown"] == sorted({update for update, _, _ in STREAMS[name]["parts"]})


def test_whatever_a_screen_showed_ends_bit_exact_in_the_page_with_any_codec_agreed(tab: Chromium) -> None:
    for seed in range(RECORDINGS):
        kinds = tuple(kind for kind in range(4) if kind == 0 or (seed >> (kind - 1)) % 2 == 0)
        takes = Capabilities(program=Program.PAGE, picture=True, window_log=(25, 23, 18)[seed % 3], kinds=kinds)
        recording = random_recording(seed, takes)
        played = play(tab, recording.width, recording.height, recording.parts, takes.window_log)
        assert played["broken"] is None, seed
        assert played["rgba_sha256"] == hashlib.sha256(recording.rgba).hexdigest(), seed


def test_the_page_refuses_what_no_honest_sender_makes_and_shows_the_next_stream(tab: Chromium) -> None:
    bad = {
        **{name: [Part(1, final, data)] for name, (data, final) in BAD.items()},
        **{name: [Part(1, True, stream(jpeg_area(data)))] for name, data in NO_JPEG.items() if name != TRUNCATED},
        "a second frame": [Part(1, False, stream(area(0, 0, 1, 1)) + b"\1\0\0" + stream(area(0, 0, 1, 1)))],
        "an end of the stream": [Part(1, True, stream(area(0, 0, 1, 1)) + b"\1\0\0")],
        "an update of nothing": [Part(1, True, stream(b""))],
        "a block that says nothing": [Part(1, False, stream(area(0, 0, 1, 1))), Part(1, True, b"\6\0\0")],
    }
    taken = [name for name, parts in bad.items() if play(tab, WIDTH, HEIGHT, parts)["broken"] is None]
    assert taken == []
    recording = Recording(64, 64)
    recording.draw(0, 0, film(64, 64, 1))
    recording.send()
    assert play(tab, 64, 64, recording.parts)["rgba_sha256"] == hashlib.sha256(recording.rgba).hexdigest()


def test_a_stream_that_looks_further_back_than_the_page_has_said_it_can_is_refused(tab: Chromium) -> None:
    recording = Recording(64, 64)
    recording.draw(0, 0, film(64, 64, 1))
    recording.send()
    assert play(tab, 64, 64, recording.parts, window_log=24)["broken"] == "window too large"
