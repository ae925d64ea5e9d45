"""A company's host that keeps what it knows in PostgreSQL, which is killed under a session."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.helpers.postgresql import PostgreSQL
from tests.system.stage.program import Program
from tests.system.stage.stage import Stage
from tests.system.stage.team import PASSWORD, Team

pytestmark = pytest.mark.system

REFUSED = "The host cannot use its database at the moment. What is open goes on; try again later."


@pytest.fixture
def desk(stage: Stage, third_display: str, postgresql: PostgreSQL, tmp_path: Path) -> Team:
    """A host whose technicians are in PostgreSQL alone."""
    url = postgresql.url(postgresql.new_database()).render_as_string(hide_password=False)
    (tmp_path / "nobody").mkdir(mode=0o700)
    (tmp_path / "password").write_text(PASSWORD + "\n", encoding="utf-8")
    tom = stage.technician.colleague("Tom", display=third_display)
    team = Team(stage, tom, tmp_path / "nobody", ("--database", url))
    team.host_command(
        "admin", "create", "Theo", "--new", "--password-file", str(tmp_path / "password"), "--database", url
    )
    return team


def test_a_killed_database_refuses_new_sessions_until_it_is_back_and_those_that_are_open_go_on(
    desk: Team, postgresql: PostgreSQL
) -> None:
    console = desk.console(desk.theo, "--new-session", "Clara", "--link-file", str(desk.stage.link_file))
    viewer = desk.stage.viewer("--join-file", str(desk.stage.link_file))
    desk.stage.joined(console, viewer)
    postgresql.kill()
    console.write("Nothing of this is in the database")
    viewer.see("Theo, .*, Nothing of this is in the database")
    viewer.write("Good")
    console.see("Clara, .*, Good")
    ask_for_session(console, "Cora")
    console.see(re.escape(REFUSED))
    console.click("OK")

    postgresql.start()
    ask_for_session(console, "Carl")
    console.see("Carl.*", "list item")
    viewer.write("Still here")
    viewer.see("Clara, .*, Still here, Delivered")


def ask_for_session(console: Program, customer: str) -> None:
    """Open a session for `customer`."""
    console.press_until("ctrl+n", "the question", lambda: console.find("Customer’s name", "text"))
    console.front("New session")
    console.enter("Customer’s name", customer)
    console.click("Start session")
