"""However often something happens, what is logged of it stays short."""

from __future__ import annotations

import logging
import stat

import pytest

from protocol.system import short_logs
from protocol.system.short_logs import FILES_KEPT, KINDS, LINES_OF_A_KIND, WINDOW_S, FewOfAKind, RotatingFile


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.now_s = 0.0
        self.addFilter(FewOfAKind(lambda: self.now_s))

    def emit(self, record) -> None:
        self.said.append(record.getMessage())


@pytest.fixture
def lines():
    handler = Lines()
    log = logging.getLogger("fernblick.test")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield handler
    log.removeHandler(handler)


def test_of_one_kind_few_lines_are_written_and_the_rest_is_counted(lines):
    log = logging.getLogger("fernblick.test")
    for number in range(LINES_OF_A_KIND + 7):
        log.info("link from %s refused: %d %%", "somewhere", number)
        log.info("another kind: %d", number % 2) if number < 2 else None
    assert len(lines.said) == LINES_OF_A_KIND + 2
    lines.now_s = WINDOW_S
    log.info("link from %s refused: %d %%", "elsewhere", 1)
    assert lines.said[-1] == "link from elsewhere refused: 1 % (7 more like this were left out)"
    log.info("link from %s refused: %d %%", "elsewhere", 2)
    assert lines.said[-1] == "link from elsewhere refused: 2 %"


def test_the_kinds_that_are_counted_have_a_limit(lines):
    log = logging.getLogger("fernblick.test")
    for number in range(2 * KINDS):
        log.info(f"a kind of its own: {number}")
    assert len(lines.filters[0]._kinds) == KINDS


def test_a_file_begins_anew_when_it_is_full_and_is_its_users_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(short_logs, "FILE_BYTES", 1000)
    file = tmp_path / "a.log"
    file.write_text("of an earlier version\n")
    file.chmod(0o644)
    handler = RotatingFile(file)
    log = logging.getLogger("fernblick.rotating")
    log.addHandler(handler)
    for number in range(200):
        log.warning("line %d %s", number, "x" * 90)
    log.removeHandler(handler)
    handler.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) == FILES_KEPT + 1
    assert all(path.stat().st_size <= 1000 and stat.S_IMODE(path.stat().st_mode) == 0o600 for path in files)
    assert "line 199" in file.read_text()
