"""What is never shown, as the settings say it and the capture is told."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from console.share.kept_back import KeptBack
from resources.program.settings import Settings


@pytest.fixture
def told():
    return SimpleNamespace(rules=[], keep_back=lambda rules: told_rules.append(rules))


told_rules: list = []


@pytest.fixture
def settings(qapp, tmp_path) -> Settings:
    told_rules.clear()
    return Settings(tmp_path / "settings.ini")


def test_the_console_is_kept_back_unless_the_technician_wants_it_seen(settings, told) -> None:
    kept_back = KeptBack(settings=settings, left_out=told, own=0x400001)
    assert told_rules[-1].own == 0x400001
    settings.console_in_picture = True
    assert told_rules[-1].own == 0
    settings.console_in_picture = False
    assert told_rules[-1].own == 0x400001
    kept_back.deleteLater()


def test_on_other_screens_than_its_own_the_console_has_no_windows(settings, told) -> None:
    KeptBack(settings=settings, left_out=told, own=0).deleteLater()
    assert told_rules[-1].own == 0
