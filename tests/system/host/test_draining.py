"""A company's host that is told to stop in the middle of a session."""

from __future__ import annotations

import re
import signal

import pytest

from tests.system.host.test_database import ask_for_session
from tests.system.stage.team import Team

pytestmark = pytest.mark.system

TOLD = "The host will be stopped, in 5 min at the latest. Until then everything goes on."
REFUSED = "The host is shutting down. Try again when it has been started again."
ENDS_S = 60


def test_everybody_is_told_what_goes_on_goes_on_and_the_host_ends_with_the_session(team: Team) -> None:
    console = team.console(team.theo, "--new-session", "Clara", "--link-file", str(team.stage.link_file))
    viewer = team.stage.viewer("--join-file", str(team.stage.link_file))
    team.stage.joined(console, viewer)
    team.process.send_signal(signal.SIGTERM)
    for program in (console, viewer):
        program.see(f".*{re.escape(TOLD)}.*")
    console.write("Then quickly")
    viewer.see("Theo, .*, Then quickly")
    ask_for_session(console, "Cora")
    console.see(re.escape(REFUSED))
    assert team.process.poll() is None
    viewer.kill()
    assert team.process.wait(ENDS_S) == 0
