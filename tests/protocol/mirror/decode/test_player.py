"""The decode thread."""

from __future__ import annotations

import queue

import numpy as np
import pytest

from protocol.mirror.decode.canvas import Canvas
from protocol.mirror.decode.player import UNPAINTED_LIMIT, WAITING_LIMIT, Broken, Finished, Player
from protocol.mirror.encode.encoder import Encoder, Pace
from protocol.vocabulary.content import UpdatePart

LONG_S = 60.0


def parts_of(encoder: Encoder, frame: np.ndarray) -> list[UpdatePart]:
    return [
        UpdatePart(stream=1, update=part.update, final=part.final, data=part.data)
        for part in encoder.update(frame, Pace(exactly=True)) or ()
    ]


def noise(width: int, height: int) -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (height, width, 4), np.uint8)


@pytest.fixture
def results():
    return queue.SimpleQueue()


@pytest.fixture
def make_player(results):
    made = []

    def make(width, height):
        made.append(Player(width, height, results.put))
        made[-1].start()
        return made[-1]

    yield make
    for player in made:
        player.stop()
        player.join()


def test_areas_come_band_by_band_and_the_last_ones_of_an_update_are_final(make_player, results):
    frame, canvas = noise(900, 600), Canvas(900, 600)
    parts = parts_of(Encoder(900, 600), frame)
    player = make_player(900, 600)
    for part in parts:
        player.put(part)
    for part in parts:
        finished = results.get(timeout=LONG_S)
        canvas.apply(finished.areas)
        player.painted(finished)
        assert (finished.update, finished.final) == (part.update, part.final)
    assert np.array_equal(canvas.pixels[..., :3], frame[..., :3])


def test_a_dishonest_part_is_said_once_and_nothing_comes_after_it(make_player, results):
    player = make_player(10, 10)
    bad = UpdatePart(stream=1, update=1, final=True, data=b"rubbish")
    player.put(bad)
    player.put(bad)
    assert results.get(timeout=LONG_S) == Broken()
    player.stop()
    player.join()
    assert results.empty()


def test_decoding_waits_for_what_was_not_painted(make_player, results):
    parts = parts_of(Encoder(4000, 4000), np.full((4000, 4000, 4), 90, np.uint8))
    assert len(parts) > 5
    player = make_player(4000, 4000)
    for part in parts:
        player.put(part)
    held: list[Finished] = []
    while sum(finished.size for finished in held) < UNPAINTED_LIMIT:
        held.append(results.get(timeout=LONG_S))
    assert len(held) < len(parts)
    with pytest.raises(queue.Empty):
        results.get(timeout=0.05)
    for finished in held:
        player.painted(finished)
    assert isinstance(results.get(timeout=LONG_S), Finished)


def test_a_sender_that_does_not_wait_for_acknowledgements_is_broken_off(make_player, results):
    parts = parts_of(Encoder(4000, 4000), np.full((4000, 4000, 4), 90, np.uint8))
    player = make_player(4000, 4000)
    for part in parts:
        player.put(part)
    flood = UpdatePart(stream=1, update=2, final=False, data=bytes(60 * 1024))
    for _ in range(WAITING_LIMIT // len(flood.data) + 2):
        player.put(flood)
    while isinstance(result := results.get(timeout=LONG_S), Finished):
        pass
    assert result == Broken()


def test_nothing_is_delivered_after_stop(make_player, results):
    for _ in range(200):
        player = make_player(40, 40)
        for part in parts_of(Encoder(40, 40), noise(40, 40)):
            player.put(part)
        player.stop()
        before = results.qsize()
        player.join()
        assert results.qsize() == before
