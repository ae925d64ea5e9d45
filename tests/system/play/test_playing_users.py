"""Both users of a session click and type at random: nothing crashes, and every state has a way out."""

from __future__ import annotations

import random
import time

import pytest

from tests.helpers.odd.choice import SEED, WISH
from tests.system.play.player import Player, play
from tests.system.stage.stage import Stage

pytestmark = [pytest.mark.system, pytest.mark.odd, pytest.mark.long]

MINUTES = 10.0 if WISH == "all" else 1.0
GAME_S = 60.0  # then both leave, and two others begin


@pytest.mark.timeout(900)
def test_whoever_plays_crashes_nothing_and_finds_out_again(stage: Stage) -> None:
    end = time.monotonic() + 60 * MINUTES
    chance = random.Random(SEED)
    games = acts = 0
    while not games or time.monotonic() < end:
        games += 1
        stage.link_file.unlink(missing_ok=True)
        for person in (stage.technician, stage.customer):
            person.settings(language="en", appearance="light", own_name=person.name)  # they may have chosen others
        players = [Player(program, chance) for program in stage.session()]
        over = min(end, time.monotonic() + GAME_S)
        play(players, chance, go_on=lambda over=over: time.monotonic() < over)
        for player in players:
            acts += len(player.done)
            player.leave()
    print(f"{games} games, {acts} acts")  # for the run that is noted
