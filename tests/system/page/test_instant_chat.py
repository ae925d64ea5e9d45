"""Point 4 of a support desk: a chat in the browser, through the queue, that goes on in the viewer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from demonstration.desktop import wait_for
from tests.helpers.chromium import chromium
from tests.system.stage.browser import Browser
from tests.system.stage.stage import Stage
from tests.system.stage.team import Team

pytestmark = pytest.mark.system

CONTROLS = {"button", "textbox", "link", "dialog", "log"}
WITHOUT_WORKERS = "delete globalThis.Worker"  # such a browser can show no picture
DELIVERED = "document.querySelectorAll('[aria-label=Delivered]').length"
PHONE = (360, 640)


@pytest.fixture
def team(stage: Stage, staffed: Path) -> Team:
    team = Team(stage, stage.technician, staffed)
    team.host_command("groups", "channel", "support", "printers")
    return team


@pytest.fixture
def page(team: Team) -> Iterator[Browser]:
    with chromium(Browser, insecure=True) as page:
        page.call("Page.addScriptToEvaluateOnNewDocument", source=WITHOUT_WORKERS)
        page.prefers()
        page.open(f"https://127.0.0.1:{team.port}/chat/printers")
        yield page
        page.screenshot(team.stage.folder / "page.png")
        assert page.errors == []


def check_controls(page: Browser) -> None:
    """See that everything that can be used says what it is, and that nothing is wider than the page."""
    nameless = [each for each in page.seen() if each.role in CONTROLS and not each.name]
    assert nameless == []
    assert page.run("document.documentElement.scrollWidth <= innerWidth")


def focus_is_on(page: Browser, name: str) -> bool:
    return str(page.run("document.activeElement.id")) == name


def test_a_customer_chats_in_the_browser_and_goes_on_in_the_viewer(team: Team, page: Browser) -> None:
    theo = team.console(team.theo)
    page.see("button", "Start chat")
    check_controls(page)
    page.use("button", "Start chat")
    page.reads("Please enter your name.")
    assert focus_is_on(page, "name")
    page.enter("Your name", "Clara")
    page.enter("How can we help?", "The printer is on fire")
    page.reads("Our server could read it.")
    page.use("button", "Start chat")
    page.reads("You are next.")
    check_controls(page)

    theo.see("Clara, Waiting time: .*", "list item")
    theo.click("Next customer")
    theo.reads("The printer is on fire")
    page.reads("Chat with Theo")
    page.reads("Our server could read it.")
    assert focus_is_on(page, "text")
    page.reads("Your words with Theo: ")
    words = re.search(r"Your words with Theo: (\w+ \w+) \(in German: (\w+ \w+)\)", page.words())
    assert words is not None
    theo.see(f"Your words: {words[1]}\nIn German: {words[2]}\n(?s:.*)")
    page.reads("which two words they see")
    theo.write("Which one?")
    page.reads("Which one?")
    page.say("The large one")
    theo.see("Clara, .*, The large one")
    wait_for("both lines to be delivered", lambda: page.run(DELIVERED) == 2)
    check_controls(page)

    page.call("Page.reload")  # as on a phone that needed the memory
    page.reads("You are connected again.")
    page.reads(words[0])
    theo.write("I see")
    page.reads("I see")
    assert page.words().count("The printer is on fire") == 1

    share = theo.see("Share screen", "button")
    assert not share.enabled
    assert share.description.endswith("The customer has not started the viewer.")
    page.use("button", "Continue in the viewer")
    page.see("link", "Open the installed viewer")
    check_controls(page)
    viewer = team.stage.viewer(str(page.run("document.getElementById('viewer-open').href")))
    viewer.click("Join")
    page.reads("The chat goes on in the viewer")
    for line in ("The printer is on fire", "Which one?", "The large one", "I see"):
        viewer.reads(f", {line}")
    theo.miss(f"Your words: {words[1]}(?s:.*)")  # the viewer is another seat, with words of its own
    of_viewer = re.search(r"Your words: (\w+ \w+)", theo.see("Your words: (?s:.*)").name)
    assert of_viewer is not None
    viewer.see(of_viewer[0])
    viewer.write("Here I am")
    theo.see("Clara, .*, Here I am")
    theo.click("Share screen")
    viewer.fill_screen("Theo’s screen")
    team.stage.see_same_picture()


def test_the_page_is_for_phones_and_for_germans_and_leaves_the_queue(team: Team, page: Browser) -> None:
    page.resize(*PHONE, phone=True)
    page.prefers(language="de-AT", dark=True)
    page.open(f"https://127.0.0.1:{team.port}/chat/printers")
    page.enter("Ihr Name", "Clara")
    page.enter("Wie können wir helfen?", "Hallo")
    check_controls(page)
    page.use("button", "English")
    page.use("button", "Start chat")
    page.reads("You are next.")
    page.use("button", "Deutsch")
    page.reads("Sie sind als Nächstes dran.")
    check_controls(page)
    page.use("button", "Warteschlange verlassen")
    page.reads("Es hatte noch kein Chat begonnen.")
    assert "Der Chat ist beendet" not in page.words()
    assert page.run("document.documentElement.lang") == "de"
    assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(24, 24, 28)"
    assert page.run("sessionStorage.getItem('fernblick')") is None
    page.open(f"https://127.0.0.1:{team.port}/chat/nobody")
    page.reads("Unter dieser Adresse gibt es keinen Support.")
    page.open(f"https://127.0.0.1:{team.port}/chat/0412")
    page.reads("Dieser Link ist nicht vollständig.")


def test_names_of_all_languages_wait_in_the_queue_and_what_nobody_sees_is_said(team: Team, page: Browser) -> None:
    for name in (
        "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627",
        "Sam \U0001f469\u200d\U0001f4bb",
        "Anna\u00adlena\u200e",
        "Jean\u00a0Dupont",
    ):
        page.open(f"https://127.0.0.1:{team.port}/chat/printers")
        page.enter("Your name", name)
        page.enter("How can we help?", "Hello")
        page.use("button", "Start chat")
        page.reads("You are next.")
        page.use("button", "Leave the queue")
        page.reads("No chat had begun.")
    page.open(f"https://127.0.0.1:{team.port}/chat/printers")
    page.enter("Your name", "\u202e\u200b")
    page.enter("How can we help?", "Hello")
    page.use("button", "Start chat")
    page.reads("Nothing of this name can be seen. Please enter another one.")
    assert focus_is_on(page, "name")


def test_a_host_that_is_killed_costs_a_sealed_chat_no_line(team: Team, page: Browser) -> None:
    theo = team.console(team.theo, "--new-session", "Clara", "--link-file", str(team.stage.link_file))
    route, secret = team.stage.link()[0].rpartition("/")[2].partition(".")[0].split("#")
    page.resize(*PHONE, phone=True)
    page.prefers(language="de", dark=True)
    page.open(f"https://127.0.0.1:{team.port}/chat/{route}#{secret}")
    page.use("button", "Chat beginnen")
    page.reads("Nur Sie und der Support können ihn lesen.")
    assert secret not in page.run("location.href")
    theo.reads("Chat session established with Clara")
    theo.write("Good day")
    page.reads("Good day")

    team.process.kill()
    team.process.wait()
    page.reads("Die Verbindung ist unterbrochen.")
    theo.reads("Your own connection is lost")
    page.enter("Nachricht", "From the page")
    page.press("Enter", 13)
    page.see("image", "Noch nicht zugestellt")
    theo.write("From the console")
    assert "From the console" not in page.words()
    team.start_host(team.port)
    theo.see("Clara, .*, From the page")
    page.reads("From the console")
    page.see("image", "Zugestellt")
    assert [page.words().count(line) for line in ("Good day", "From the page", "From the console")] == [1, 1, 1]
    assert theo.count("From the page") == 1
    page.errors.clear()  # it could not reach the host for a while, and said so


def test_whose_technician_is_disabled_waits_on_in_front_and_lets_the_desk_read(team: Team, page: Browser) -> None:
    """What a customer reads when their technician is gone: no cause, a question, and the place they had."""
    password = team.stage.folder / "password"
    password.write_text("another horse 1\n", encoding="utf-8")
    team.host_command("admin", "create", "Root", "--password-file", str(password))
    team.host_command("groups", "channel", "support", "printers", "--desk-reads", "on")
    theo = team.console(team.theo)
    page.see("button", "Start chat")
    page.enter("Your name", "Clara")
    page.enter("How can we help?", "The printer is on fire")
    page.use("button", "Start chat")
    page.reads("It is not sealed: our server can read it, too.")
    check_controls(page)
    page.use("button", "Let the support read it now")
    theo.see("Clara, The printer is on fire, Waiting time: .*", "list item")
    theo.click("Next customer")
    page.reads("Chat with Theo")
    theo.reads("The printer is on fire")

    team.host_command("technicians", "disable", "Theo")

    page.reads("Your contact is not available any more")
    page.reads("Do you want to go on waiting for somebody else?")
    assert "disabled" not in page.words()
    check_controls(page)
    page.use("button", "Go on waiting")
    page.reads("You are next.")
