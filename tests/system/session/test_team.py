"""Many technicians: a company's host, its administrator, and several technicians in one session."""

from __future__ import annotations

import os
import signal

import pytest

from demonstration.desktop import wait_for
from tests.system.stage.stage import Program
from tests.system.stage.team import PASSWORD, Team, accept, ask_colleague, choose_first, log_in

pytestmark = pytest.mark.system

CHANGE_WITHIN_S = 20.0  # of a right; it takes less than one, but this machine may be busy


def test_a_technician_logs_in_on_a_companys_host_and_stays_there(team: Team) -> None:
    """Point 1 and 6: address, certificate, wrong password, right password, and a host that comes back."""
    team.theo.settings(language="en", appearance="light", own_name="Theo")
    console = team.stage.console()
    console.see("On this computer only", "label", within_s=20)
    console.front("Technician Console")
    team.theo.hand.press("alt+o")
    console.click("Use a host in your company…", "menu item")
    console.front("Use a host in your company")
    team.theo.hand.type(team.address)
    team.theo.hand.press("Return")
    console.see(team.fingerprint, "label")
    console.click("It is the same: use this host")
    console.click("Name", "text")
    team.theo.hand.type("Theo")
    log_in(console, "something else")
    console.reads("The host did not accept the login.")
    log_in(console, PASSWORD)
    console.see("Theo, Online", "button", within_s=20)

    os.kill(team.process.pid, signal.SIGKILL)
    team.process.wait()
    console.see("Host not connected", "label")
    team.start_host(team.port)
    console.see("Theo, Online", "button", within_s=30)


def test_an_administrator_takes_a_right_away_from_a_running_share(team: Team) -> None:
    """Point 2: the Administration Center, and a change that reaches a running share."""
    console = team.console(team.theo, "--new-session", "Clara", "--link-file", str(team.stage.link_file))
    viewer = team.stage.viewer("--join-file", str(team.stage.link_file))
    team.stage.joined(console, viewer)
    console.click("Share screen")
    viewer.window("Theo’s screen")
    console.front("Technician Console")
    team.theo.hand.press("ctrl+shift+a")
    console.front("Administration Center")
    console.click("Allow screen sharing with customers: Off")
    console.click("Save changes")
    console.reads("Screen sharing has ended: the technician group no longer allows it.", within_s=CHANGE_WITHIN_S)
    viewer.reads("Screen sharing with Theo was stopped.", within_s=CHANGE_WITHIN_S)  # why is no customer's business
    wait_for("the mirror to close", lambda: not viewer.windows("Theo’s screen"), within_s=CHANGE_WITHIN_S)

    console.click("Add group")
    console.click("Name", "text")
    team.theo.hand.type("First level")
    team.theo.hand.press("Return")
    console.see("First level")


def test_a_colleague_is_invited_and_shares_with_the_customer(team: Team) -> None:
    """Point 3: an invitation, a private line, a share of the colleague's, asked for and passed on, a new lead."""
    theo, tom, viewer = team.together()
    viewer.see("Connected, with Tom", "label")
    theo.click("Technicians only")
    theo.write("Will you show it to her?")
    tom.click(r"Technicians only \(1\)")
    tom.see(r"Theo, .*, Will you show it to her\?")

    theo.click("Share screen")
    viewer.window("Theo’s screen")
    tom.click("Ask to share")
    theo.click("Pass on")
    tom.click("Share now")  # nobody's screen is shown but by a click of their own
    viewer.window("Tom’s screen")
    wait_for("the other mirror to close", lambda: not viewer.windows("Theo’s screen"), within_s=10)
    viewer.see("Tom is sharing their screen", "label")
    words = viewer.all_words()
    assert "show it to her" not in words, "what is private stays so"
    assert "invited" not in words

    choose_first(theo, lambda: theo.click("What to do with Tom"), lambda: theo.windows("Hand the session over.*"))
    theo.click("Hand over")
    viewer.window("Session with Tom")
    tom.see("Clara, Sharing your screen", "list item")
    theo.see("Clara, Collaborating", "list item")


def test_a_session_is_put_on_hold_and_transferred(team: Team) -> None:
    """Point 4: hold and resume, a transfer that is declined and one that is accepted, and what the list says."""
    theo, tom, viewer = team.session()
    theo.click("Hold")
    viewer.reads("The session is on hold. Please wait")
    theo.see("Clara, On hold", "list item")
    theo.click("Resume")
    theo.see("Clara, Active", "list item")

    ask_colleague(theo, "Transfer")
    viewer.reads("You are being passed on to another technician.")
    tom.click("Decline")
    theo.see("Clara, Active", "list item")
    ask_colleague(theo, "Transfer")
    accept(tom)
    viewer.window("Session with Tom")
    theo.see("Clara, Transferred", "list item")
    tom.see("Clara, Active", "list item")
    tom.click("Session list")
    for words in ("Clara", "Active", "Tom", "Code or link"):
        tom.see(words)


def test_chat_shows_who_writes_and_is_kept(team: Team) -> None:
    """Point 5: the typing sign, a predefined reply of one's own, a link that asks, and the chat as a file."""
    theo = team.theo
    theo.settings(language="en", appearance="light", own_name="Theo", own_replies="One moment please")
    console, viewer = team.stage.session()
    viewer.front("Session with Theo")
    viewer.click("Message", "text")
    team.clara.hand.type("see https://example.org/x")
    console.see("Clara is writing…", "label")
    team.clara.hand.press("Return")
    console.see("Clara, .*, see https://example.org/x")
    console.front("Technician Console")
    console.click("Message", "text")
    choose_first(console, lambda: theo.hand.type("/"), lambda: written(console) == "One moment please")
    theo.hand.press("Return")
    viewer.see("Theo, .*, One moment please")
    console.see("Theo, .*, One moment please, Delivered")

    file = team.stage.folder / "chat.html"

    def open_behind_the_notes() -> None:
        console.click("More")
        theo.hand.press("Down")

    choose_first(console, open_behind_the_notes, lambda: console.windows("Save chat.*"))
    console.front("Save chat")
    theo.hand.press("ctrl+a")
    theo.hand.type(str(file))
    theo.hand.press("Return")
    wait_for("the chat as a file", file.exists, within_s=10)
    assert "One moment please" in file.read_text(encoding="utf-8")


def test_a_technician_disabled_in_a_session_is_out_and_the_session_goes_on(team: Team) -> None:
    """Point 6: whoever is disabled reads why; the others go on."""
    theo, tom, viewer = team.together()
    team.host_command("technicians", "disable", "Tom")
    tom.reads("This technician was disabled by an administrator.")
    theo.reads("Tom left the session.")
    theo.see("Clara, Active", "list item")
    said(theo, viewer)


def written(console: Program) -> str:
    """Return what stands in the input line; empties it where it is only a slash."""
    text = console.see("Message", "text").text
    if text.startswith("//"):  # a try that came too early
        console.person.hand.press("ctrl+a")
        console.person.hand.press("BackSpace")
    return text


def said(console: Program, viewer: Program) -> None:
    """Have the technician and the customer write to each other."""
    console.write("Still here")
    viewer.see("Theo, .*, Still here")
    viewer.write("So am I")
    console.see("Clara, .*, So am I")
