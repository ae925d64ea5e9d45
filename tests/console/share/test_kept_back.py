"""What is never shown, as the settings say it and the capture is told."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from console.share.kept_back import KeptBack
from resources.program.preset import Preset
from resources.program.settings import Settings


@pytest.fixture
def told():
    return SimpleNamespace(keep_back=lambda rules, _word=None: told_rules.append(rules))


told_rules: list = []


@pytest.fixture
def settings(qapp, tmp_path) -> Settings:
    told_rules.clear()
    return Settings(tmp_path / "settings.ini")


def test_the_console_is_kept_back_unless_the_technician_wants_it_seen(settings, told) -> None:
    kept_back = KeptBack(settings=settings, left_out=told, own=0x400001)
    assert told_rules[-1].own == 0x400001
    assert "fernblick-viewer" in told_rules[-1].programs, "one that shows the same screen is a tunnel"
    settings.console_in_picture = True
    assert told_rules[-1].own == 0
    assert "fernblick-viewer" not in told_rules[-1].programs
    settings.console_in_picture = False
    assert told_rules[-1].own == 0x400001
    kept_back.deleteLater()


def test_on_other_screens_than_its_own_the_console_has_no_windows(settings, told) -> None:
    KeptBack(settings=settings, left_out=told, own=0).deleteLater()
    assert told_rules[-1].own == 0


def test_programs_titles_and_windows_are_told_at_once_with_the_companys(qapp, tmp_path, told) -> None:
    told_rules.clear()
    preset = Preset(fixed={"never_show_programs": "Vault\nSafe", "never_show_titles": "Payroll"})
    settings = Settings(tmp_path / "own.ini", preset)
    kept_back = KeptBack(settings=settings, left_out=told, own=0)
    assert {"keepass*", "bitwarden", "vault", "safe"} <= set(told_rules[-1].programs)
    settings.never_show_programs = ("Signal",)
    settings.never_show_titles = ("My Bank", "/^Order \\d+/", "/(/")
    assert told_rules[-1].programs == ("signal", "vault", "safe")
    found = [[bool(title.search(text)) for title in told_rules[-1].titles] for text in ("at my bank", "order 7", "x")]
    assert found == [[True, False, False], [False, True, False], [False] * 3]
    kept_back.never_show(7)
    assert told_rules[-1].windows == {7}
    kept_back.show_again(7)
    assert told_rules[-1].windows == frozenset()
    assert told_rules[-1].notifications
    settings.veil_notifications = False
    assert not told_rules[-1].notifications
