"""The script options, on a desk by hand."""

import argparse
import json
import stat

import pytest

from console.automation import Automation
from console.script_options import add_arguments
from console.share.share import ShareCount, ShareState
from protocol.system.private_files import write_private


@pytest.fixture
def options(tmp_path):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    link, report = tmp_path / "link", tmp_path / "report"
    arguments = ["--new-session", "Max", "--share", "--monitor", "2"]
    return parser.parse_args([*arguments, "--link-file", str(link), "--report-file", str(report)])


@pytest.fixture
def automation(desk, options):
    return Automation(desk=desk, options=options)


def test_a_session_is_opened_once_when_the_host_is_up(desk, automation):
    desk.host("down:lost")
    assert desk.done == []
    desk.host("up")
    desk.host("down:lost")
    desk.host("up")
    assert desk.done == [("open_session", "Max")]


def test_each_of_several_starts_has_the_session_that_it_has_opened(desk, automation, tmp_path):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    desk.host("down:lost")
    automation.obey(parser.parse_args(["--new-session", "Moritz", "--link-file", str(tmp_path / "moritz")]))
    desk.host("up")
    assert desk.done == [("open_session", "Max"), ("open_session", "Moritz")]
    for name in ("Max", "Moritz"):
        desk.add(name)
    first, second = desk.sessions
    second.code_changed.emit()
    assert (tmp_path / "moritz").exists()
    assert not (tmp_path / "link").exists()
    first.code_changed.emit()
    assert (tmp_path / "link").exists()


def test_without_options_nothing_is_done(desk):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    automation = Automation(desk=desk, options=parser.parse_args([]))
    desk.host("up")
    session = desk.add("Max")
    session.joined()
    assert desk.done == session.done == []
    automation.deleteLater()


def test_link_and_code_are_written_for_this_user_alone(desk, automation, options):
    desk.host("up")
    session = desk.add("Max")
    session.code_changed.emit()
    assert options.link_file.read_text().splitlines() == [session.code.link, session.code.text]
    assert stat.S_IMODE(options.link_file.stat().st_mode) == 0o600
    session.code = None
    session.code_changed.emit()
    assert options.link_file.exists()


def test_a_file_that_others_could_read_does_not_stay_readable(tmp_path):
    part = tmp_path / "link.part"
    part.write_text("left over")
    part.chmod(0o644)
    write_private(tmp_path / "link", b"secret")
    assert stat.S_IMODE((tmp_path / "link").stat().st_mode) == 0o600


def test_the_screen_is_shared_as_soon_as_that_is_possible_and_once(desk, automation):
    desk.host("up")
    session = desk.add("Max")
    session.becomes(share_blocked="customer_missing")
    assert session.done == []
    session.joined()
    session.becomes()
    assert session.done == [("start_share", 2)]


def test_the_report_is_written_when_the_share_is_over(desk, automation, options):
    desk.host("up")
    session = desk.add("Max")
    session.joined()
    session.goes_live()
    assert not options.report_file.exists()
    session.last_count = ShareCount(updates=3, bytes=500, shown=2)
    session.becomes(share=ShareState.OFF)
    assert json.loads(options.report_file.read_text()) == {"updates": 3, "bytes": 500, "shown": 2}
    options.report_file.unlink()
    session.becomes()
    assert not options.report_file.exists()


def test_other_sessions_are_left_alone(desk, automation, options):
    earlier = desk.add("from an earlier run")
    desk.host("up")
    session = desk.add("Max")
    later = desk.add("by hand")
    for other in (earlier, later):
        other.joined()
        other.code_changed.emit()
        assert other.done == []
    assert not options.link_file.exists()
    session.joined()
    assert session.done == [("start_share", 2)]
