"""Calling Cards in real files follow their host, where these may be written and where not."""

import dataclasses
import itertools
import os
import subprocess
import sys
from pathlib import Path

import pytest

from console.host.__main__ import main
from console.host.process.folder import DataFolder
from console.host.process.server import Host, Options
from protocol.card.card import CallingCard, encode
from protocol.link.link import Trust
from resources.program.settings import SUCCESSORS_LIMIT, Settings
from tests.helpers.by_hand import PATIENCE_S, News
from viewer.way_in.card_folder import CardFolder, read_card
from viewer.way_in.card_succession import CardSuccession
from viewer.way_in.queue_wait import Queue, QueueWait

BEFORE, NOW, LATER = b"b" * 32, b"n" * 32, b"l" * 32
CARD = CallingCard(host="help.example.org", channel="first-line", fingerprint=BEFORE, title="Muster GmbH")
NOBODY = 65534
READ_ONLY = """
import os, sys
from pathlib import Path
from resources.program.settings import Settings
from viewer.way_in.card_succession import CardSuccession
os.setgroups([])
os.setgid(int(sys.argv[3]))
os.setuid(int(sys.argv[3]))
CardSuccession(Settings(Path(sys.argv[2])), [Path(sys.argv[1])]).followed(b"b" * 32, b"n" * 32)
"""


@pytest.fixture
def settings(qapp, tmp_path):
    return Settings(tmp_path / "settings.ini")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "cards" / "muster.fernblick-card"
    path.parent.mkdir()
    path.write_bytes(encode(CARD))
    return path


def now(card=CARD, pin=NOW):
    return dataclasses.replace(card, fingerprint=pin)


def test_a_card_is_written_anew_whole_and_with_the_same_permissions(settings, file, tmp_path):
    file.chmod(0o640)
    link = tmp_path / "desktop.fernblick-card"
    link.symlink_to(file)
    CardSuccession(settings, [link, tmp_path / "gone"]).followed(BEFORE, NOW)
    assert read_card(file) == now()
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_card_that_missed_a_change_is_written_at_the_next(settings, file):
    CardSuccession(settings, []).followed(BEFORE, NOW)
    CardSuccession(settings, [file]).followed(NOW, LATER)
    assert read_card(file) == now(pin=LATER)


def test_another_card_that_lies_there_by_now_stays_as_it_is(settings, file):
    for content in (encode(now(pin=LATER)), encode(now(pin=None)), b"no card"):
        file.write_bytes(content)
        CardSuccession(settings, [file]).followed(BEFORE, NOW)
        assert file.read_bytes() == content


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs somebody who may not write there")
def test_in_a_folder_that_cannot_be_written_the_successor_is_remembered(qapp, file, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    os.chown(own, NOBODY, NOBODY)
    settings_file = own / "settings.ini"
    shut = [(each, mode) for each in (tmp_path, *tmp_path.parents) if not (mode := each.stat().st_mode) & 0o001]
    for each, mode in shut:
        each.chmod(mode | 0o001)
    file.chmod(0o666)  # but its folder is another one's
    try:
        words = [sys.executable, "-c", READ_ONLY, str(file), str(settings_file), str(NOBODY)]
        subprocess.run(words, check=True, timeout=PATIENCE_S)
    finally:
        for each, mode in shut:
            each.chmod(mode)
    assert read_card(file) == CARD
    assert CardSuccession(Settings(settings_file), []).current(CARD) == now()
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_file_that_may_not_be_written_is_not_replaced_either(settings, file, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, _way: Path(path) != file)
    CardSuccession(settings, [file]).followed(BEFORE, NOW)
    assert read_card(file) == CARD
    assert settings.latest(BEFORE) == NOW


def test_successors_are_few_lead_on_and_never_in_circles(settings, tmp_path):
    pins = [bytes([number]) * 32 for number in range(SUCCESSORS_LIMIT + 3)]
    for before, after in itertools.pairwise(pins):
        settings.keep_successor(before, after)
    again = Settings(tmp_path / "settings.ini")
    assert again.latest(pins[2]) == again.latest(pins[-1]) == pins[-1]
    assert again.latest(pins[0]) == pins[0]
    assert again.latest(None) is None
    again.keep_successor(pins[-1], pins[5])
    assert again.latest(pins[5]) == pins[5]
    again.use_company_host("desk.example", pins[7])
    assert again.latest(pins[7]) == pins[7], "the technician has compared it anew"


async def test_a_card_that_slept_through_three_replacements_follows_and_is_cured(settings, tmp_path):
    data = tmp_path / "host"
    host = Host(DataFolder(data), Options(address="127.0.0.1", port=0))
    await host.start()
    before = host.certificate.fingerprint
    host.stop()
    for _ in range(3):
        assert main(["certificate", "replace", "--data", str(data)]) == 0
    folder = CardFolder(tmp_path / "viewer")
    folder.keep(now(pin=before))
    succession = CardSuccession(settings, [folder.file])
    host = Host(DataFolder(data), Options(address="127.0.0.1", port=0))
    _, port = await host.start()
    news, failures = News(), []

    def failed(code):
        failures.append(code)
        news.tell()

    queue = Queue(host=f"127.0.0.1:{port}", channel="first-line", name="Max", trust=Trust(fingerprint=before))
    wait = QueueWait(queue, changed=news.tell, called=lambda _code: None, failed=failed, followed=succession.followed)
    wait.start()
    await news.until(lambda: failures)
    host.stop()
    assert failures == ["unknown_channel"], "which the host says to whom it has proven itself"
    assert folder.load().fingerprint == host.certificate.fingerprint
