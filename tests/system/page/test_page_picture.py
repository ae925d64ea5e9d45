"""The page's decoder in a real browser, under the host's policy: every kind of area, exactly, and nothing dishonest."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from protocol.mirror.encode.encoder import Part
from protocol.vocabulary.content import Capabilities, Program
from tests.helpers.chromium import Chromium, chromium
from tests.protocol.mirror.dishonest import BAD, HEIGHT, NO_JPEG, WIDTH, area, jpeg_area, stream
from tests.protocol.mirror.golden_streams import FILE
from tests.protocol.mirror.recording import Recording, film, random_recording
from tests.system.stage.web_files import served

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
    assert play(tab, 64, 64, recording.parts, window_log=23)["broken"] == "window too large"


class MirrorInPage:
    """A mirror in the page, with nobody behind it; one 64 x 48 pixels large has begun."""

    def __init__(self, tab: Chromium) -> None:
        self.tab = tab
        tab.run('import("/test/mirror_page.js").then((found) => { globalThis.at = found.openMirror(); })')
        takes = Capabilities(program=Program.PAGE, picture=True, window_log=20)  # as small as a phone's, or smaller
        self.recording = Recording(64, 48, takes)
        self.recording.draw(0, 0, film(64, 48, 1))
        self.recording.send()
        self.receive({"t": "share_source", "stream": 1, "width": 64, "height": 48, "title": "HDMI-1"})

    def receive(self, content: dict[str, Any]) -> None:
        self.tab.run(f"at.receive({json.dumps(content)})")

    def send(self, parts: Iterable[Part]) -> None:
        for part in parts:
            data = base64.b64encode(part.data).decode()
            self.receive({"t": "update_part", "stream": 1, "update": part.update, "final": part.final, "data": data})

    def told(self, tag: str) -> list[dict[str, Any]]:
        return [each for each in self.tab.run("at.seen.told") if each["t"] == tag]

    def style(self, selector: str, *names: str) -> list[str]:
        return [self.tab.run(f"at.find({json.dumps(selector)}).style.{name}") for name in names]


@pytest.fixture
def mirror(tab: Chromium) -> Iterator[MirrorInPage]:
    mirror = MirrorInPage(tab)
    yield mirror
    tab.run("at.mirror.stop()")
    assert tab.run("document.querySelectorAll('.mirror').length") == 0


def test_what_the_page_has_painted_and_what_is_seen_of_it_goes_back(mirror: MirrorInPage) -> None:
    mirror.send(mirror.recording.parts)
    mirror.tab.wait_for("at.seen.told.some(({ t }) => t === 'update_shown')")
    assert mirror.told("update_shown") == [{"t": "update_shown", "stream": 1, "update": 1}]
    assert mirror.told("mirror_view")[0] == {
        "t": "mirror_view", "scale_percent": 100, "visible": True, "full_screen": False
    }  # fmt: skip
    mirror.tab.run("at.find('.mirror-view').focus()")
    mirror.tab.press("+", 187)
    mirror.tab.wait_for("at.seen.told.at(-1).scale_percent === 125")
    assert mirror.tab.run("at.find('.mirror-scale').textContent") == "125 %"
    mirror.tab.press("9", 57)
    mirror.tab.wait_for("at.seen.told.at(-1).scale_percent === 100")


def test_parts_of_an_earlier_stream_are_dropped_and_its_picture_stays_until_the_next_is_there(
    mirror: MirrorInPage,
) -> None:
    mirror.send(mirror.recording.parts)
    mirror.tab.wait_for("at.seen.told.some(({ t }) => t === 'update_shown')")
    mirror.receive({"t": "share_source", "stream": 2, "width": 64, "height": 48, "title": "HDMI-1"})
    mirror.send(mirror.recording.parts)
    pixel = "[...at.find('.mirror-picture').getContext('2d').getImageData(5, 6, 1, 1).data]"
    assert mirror.tab.run(pixel) == [*mirror.recording.frame[6, 5, 2::-1].tolist(), 255]
    mirror.receive({"t": "share_source", "stream": 3, "width": 64, "height": 48, "title": "DP-1"})
    assert mirror.tab.run(pixel) == [0, 0, 0, 255]
    assert len(mirror.told("update_shown")) == 1


def test_the_pointer_is_drawn_where_it_is(mirror: MirrorInPage) -> None:
    shape = '{ t: "pointer_shape", width: 2, height: 1, hot_x: 1, hot_y: 0, pixels: at.bytes("AAAA/wAAQIA=") }'
    mirror.tab.run(f"at.receive({shape})")
    assert mirror.tab.run("at.find('.mirror-pointer').checkVisibility()") is False
    mirror.receive({"t": "pointer_at", "x": 30, "y": 20, "visible": True})
    assert mirror.style(".mirror-pointer", "left", "top", "width", "height") == ["29px", "20px", "2px", "1px"]
    pixels = "[...at.find('.mirror-pointer').getContext('2d').getImageData(0, 0, 2, 1).data]"
    black, half_red = mirror.tab.run(pixels)[:4], mirror.tab.run(pixels)[4:]
    assert black == [0, 0, 0, 255]
    assert half_red[0] == pytest.approx(127, abs=2)
    assert half_red[3] == 128
    mirror.receive({"t": "pointer_at", "x": 30, "y": 20, "visible": False})
    assert mirror.tab.run("at.find('.mirror-pointer').checkVisibility()") is False


def test_the_customer_chooses_a_monitor_reads_that_it_is_paused_and_ends_it(mirror: MirrorInPage) -> None:
    sources = [{"number": 1, "title": "HDMI-1"}, {"number": 2, "title": ""}]
    mirror.receive({"t": "shared_sources", "sources": sources, "shown": 1})
    options = "[...at.find('.mirror-monitors').options].map(({ text, selected }) => [text, selected])"
    assert mirror.tab.run(options) == [["HDMI-1", True], ["Monitor 2", False]]
    mirror.tab.run("at.find('.mirror-monitors').focus()")
    mirror.tab.press("ArrowDown", 40)
    assert mirror.told("source_wish") == [{"t": "source_wish", "number": 2}]
    mirror.receive({"t": "share_paused", "paused": True})
    assert mirror.tab.run("at.find('.mirror-notice').textContent") == "The picture is paused"
    mirror.receive({"t": "share_paused", "paused": True, "why": "locked"})
    assert mirror.tab.run("at.find('.mirror-notice').textContent") == "Paused: the technician’s screen is locked"
    mirror.tab.click(".mirror-end")
    assert mirror.tab.run("at.seen.ended") == 1


def test_marks_are_drawn_over_the_picture_and_go_by_themselves_or_with_the_technician(mirror: MirrorInPage) -> None:
    drawn = (
        "at.find('.mirror-marks').getContext('2d').getImageData(0, 0, 64, 48).data.some((value) => value > 0)"
        " && at.find('.mirror-marks').width === 64"
    )
    mark = {"t": "mark", "picture": "share", "stream": 1, "number": 1, "kept": True}
    mirror.receive({**mark, "kind": "arrow", "points": [{"x": 5, "y": 5}, {"x": 40, "y": 30}]})
    mirror.tab.wait_for(drawn)
    mirror.receive({"t": "marks_cleared", "picture": "share"})
    mirror.tab.wait_for(f"!({drawn})")
    mirror.receive({**mark, "kind": "laser", "points": [{"x": 9, "y": 9}]})
    mirror.tab.wait_for(drawn)
    mirror.receive({**mark, "kind": "laser", "points": []})
    mirror.tab.wait_for(f"!({drawn})")
    mirror.receive({**mark, "stream": 7, "kind": "pen", "points": [{"x": 9, "y": 9}, {"x": 20, "y": 9}]})
    assert mirror.tab.run(f"!({drawn})")


def test_a_dishonest_sharer_is_told_of_at_once(mirror: MirrorInPage) -> None:
    mirror.send([Part(1, True, b"hello, this is no zstd")])
    mirror.tab.wait_for("at.seen.broken")
    for bad in (
        '{ t: "share_source", stream: 2, width: 16384, height: 16384, title: "" }',
        '{ t: "pointer_shape", width: 2, height: 2, hot_x: 0, hot_y: 0, pixels: at.bytes("AAAA") }',
    ):
        assert (
            mirror.tab.run(f"(() => {{ try {{ at.receive({bad}) }} catch (e) {{ return e.name }} }})()") == "BadUpdate"
        )


def test_what_a_sharer_sends_without_waiting_for_the_page_is_bounded(mirror: MirrorInPage) -> None:
    part = '{ t: "update_part", stream: 1, update: 1, final: false, data: new Uint8Array(61440) }'
    send = "(() => {{ for (let n = 0; n < {0}; n++) at.mirror.receive({1}); return at.seen.broken }})()"
    assert mirror.tab.run(send.format(260, part)) is None
    assert mirror.tab.run(send.format(40, part)) == "too much waits"
