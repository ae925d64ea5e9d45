"""The page of one session: its head, the code, the chat, the share in two places."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
import segno
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from console.share.light import Reading
from console.share.share import ShareState
from console.share.thumbnails import Thumbnails
from console.windows.parts.session_words import clock
from console.windows.session.code import mail
from console.windows.session.code.mail import mail_address
from console.windows.session.code.qr_code import MODULE, QUIET, QrDialog
from console.windows.session.page import Replies, SessionPage
from console.windows.session.share_action import ShareButton
from console.windows.share.source_chooser import SourceChooser
from protocol.mirror.capture.common.source import Monitor
from protocol.mirror.picture.tiles import Rect
from protocol.notation.addresses import NO_NETWORK
from protocol.vocabulary.content import MirrorView, PauseReason, PictureWish, Quality
from protocol.vocabulary.desktop import Access
from protocol.vocabulary.messages import Reason, SessionState
from resources.look import steady
from resources.look.dialog import Dialog
from resources.words.sentences import SENTENCES

TWO_MONITORS = [
    Monitor(1, "DP-1", Rect(0, 0, 2560, 1440), True),
    Monitor(2, "HDMI-1", Rect(2560, 0, 1920, 1080), False),
]


@pytest.fixture
def page(qtbot, session) -> SessionPage:
    page = SessionPage(session, Replies(own=tuple, group=tuple))
    qtbot.addWidget(page)
    page.show()
    return page


def words(widget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def answer(page: SessionPage, text: str) -> None:
    dialog = next(d for d in page.findChildren(Dialog) if d.isVisible())
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def share_buttons(page: SessionPage) -> list[ShareButton]:
    return page.findChildren(ShareButton)


# -- the code


def test_who_is_waited_for_gets_the_code_read(page, session) -> None:
    assert "1234 567 890" in words(page.code_page)
    assert "Read to Erika Example: go to" in words(page.code_page)
    assert "support.example:7330" in words(page.code_page)
    assert "14:32" in words(page.code_page)
    assert not page.chat.isVisible()


def test_the_code_is_spoken_digit_by_digit(page) -> None:
    names = [label.accessibleName() for label in page.code_page.findChildren(QLabel)]
    assert "Code 1 2 3 4 5 6 7 8 9 0" in names


@pytest.mark.parametrize(
    ("vouched", "button", "copied"),
    [
        (True, "copy_code_button", "1234 567 890"),
        (True, "copy_link_button", "https://support.example/chat/1234#c2VjcmV0"),
        (True, "copy_other_button", "fernblick://support.example:7330/1234#c2VjcmV0"),
        (False, "copy_link_button", "fernblick://support.example:7330/1234#c2VjcmV0"),
        (False, "copy_other_button", "https://support.example/chat/1234#c2VjcmV0"),
    ],
)
def test_a_copy_says_that_it_was_made(page, session, vouched: bool, button: str, copied: str) -> None:
    session.becomes(code=replace(session.code, vouched=vouched))
    ways = page.code_page.ways
    control = getattr(ways, button)
    before = control.text()
    control.click()
    assert QGuiApplication.clipboard().text() == copied
    assert control.text() == "Copied"
    ways._said.timeout.emit()
    assert control.text() == before


def test_where_browsers_accept_the_page_it_comes_first(page, session) -> None:
    session.becomes(code=replace(session.code, vouched=True))
    said = words(page.code_page)
    assert "go to" in said
    assert "\nsupport.example\nand type\n1234 567 890" in said
    assert "in the Fernblick viewer" in said
    assert page.code_page.ways.qr_button.isVisible()


def test_without_the_viewers_way_comes_first(page, session) -> None:
    session.becomes(code=replace(session.code, vouched=False))
    assert "Read this code to Erika Example" in words(page.code_page)
    assert "The customer starts the Fernblick viewer" in words(page.code_page)
    assert "and type" not in words(page.code_page)
    assert not page.code_page.ways.qr_button.isVisible()
    assert page.code_page.ways.copy_other_button.text() == "Copy link for the browser"
    session.becomes(code=replace(session.code, vouched=False, page=""))
    assert not page.code_page.ways.copy_other_button.isVisible()


@pytest.mark.parametrize(
    ("host", "own", "said", "button"),
    [
        ("192.168.1.20", True, "forward this port in your router", "Settings…"),
        ("100.70.1.1", True, "carrier-grade NAT", "Settings…"),
        ("169.254.3.4", True, "has given it no address", "Settings…"),
        ("127.0.0.1", True, "Only this computer reaches 127.0.0.1:7330", "Settings…"),
        (NO_NETWORK, True, "in no network", "Settings…"),
        ("192.168.1.20", False, "ask your administrator", ""),
        ("127.0.0.1", False, "log in to your host by a name", ""),
        ("help.example.com", True, "", ""),
        ("8.8.8.8", True, "", ""),
    ],
)
def test_what_customers_surely_cannot_reach_is_said(page, session, host: str, own: bool, said: str, button) -> None:
    link = f"fernblick://{host}:7330/1234#c2VjcmV0"
    session.becomes(code=replace(session.code, vouched=False, page="", link=link, own_host=own))
    caution = page.code_page.caution
    assert caution.isVisible() is bool(said)
    if said:
        assert said in caution.words.text()
        assert caution.button.isVisible() is bool(button)
    assert page.code_page.ways.copy_link_button.isEnabled() is (host != NO_NETWORK)


def test_the_settings_are_one_click_from_an_address_that_does_not_do(page, session) -> None:
    asked: list[bool] = []
    page.settings_asked.connect(lambda: asked.append(True))
    link = "fernblick://10.0.0.1:7330/1234#c2VjcmV0"
    session.becomes(code=replace(session.code, vouched=False, page="", link=link, own_host=True))
    page.code_page.caution.button.click()
    assert asked == [True]


def test_the_qr_code_is_the_link_module_by_module_and_goes_with_it(page, session) -> None:
    session.becomes(code=replace(session.code, vouched=True))
    page.code_page.ways.qr_button.click()
    dialog = page.findChild(QrDialog)
    seen = dialog.view.grab().toImage()
    expected = segno.make(session.code.way, error="m", micro=False).matrix
    read = [
        [seen.pixelColor((QUIET + x) * MODULE + 2, (QUIET + y) * MODULE + 2).lightness() < 128 for x in range(len(row))]
        for y, row in enumerate(expected)
    ]
    assert read == [[bool(module) for module in row] for row in expected]
    assert seen.pixelColor(2, 2).lightness() == 255
    session.becomes(code=None)
    session.code_changed.emit()
    assert not dialog.isVisible()


@pytest.mark.parametrize(("vouched", "way"), [(True, "https://support.example/chat/"), (False, "fernblick://support")])
def test_a_mail_leads_with_the_shortest_way_and_holds_the_code(page, session, qtbot, monkeypatch, vouched, way) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    monkeypatch.setattr(mail, "_ASK", ("echo", ["mail.desktop"]))
    session.becomes(code=replace(session.code, vouched=vouched))
    page.code_page.ways.mail_button.click()
    qtbot.waitUntil(lambda: bool(opened))
    body = unquote(opened[0].toString(QUrl.ComponentFormattingOption.FullyEncoded))
    assert opened[0].scheme() == "mailto"
    assert session.code.text in body
    assert session.code.link in body
    assert body.index(way) == min(body.index(each) for each in ("https://", "fernblick://") if each in body)


@pytest.mark.parametrize("asked", [("true", []), ("false", []), ("no-such-program-here", [])])
def test_without_a_mail_program_the_text_is_copied_and_that_is_said(page, session, qtbot, monkeypatch, asked) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    monkeypatch.setattr(mail, "_ASK", asked)
    page.code_page.ways.mail_button.click()
    qtbot.waitUntil(page.code_page.ways.no_mail.isVisible)
    assert "There is no e-mail program" in words(page.code_page)
    assert session.code.text in QGuiApplication.clipboard().text()
    assert opened == []
    qtbot.wait(50)  # the asking is over, whichever way it ended
    assert page.code_page.ways._mail._asking is None


def test_a_mail_keeps_special_characters() -> None:
    url = mail_address("Ä & B", "x=1&y=2#3\nz")
    assert "subject=%C3%84%20%26%20B" in url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
    assert "x%3D1%26y%3D2%233%0Az" in url.toString(QUrl.ComponentFormattingOption.FullyEncoded)


def test_the_last_minute_is_urgent(page, session) -> None:
    session.code.left_s = 31
    page.code_page._clock.timeout.emit()
    assert page.code_page._progress.property("urgent") == "true"
    assert "0:31" in words(page.code_page)


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        (Reason.CODE_EXPIRED, "The code has expired"),
        (Reason.CODE_BURNED, SENTENCES["code_burned"]),
        (Reason.NONE, "There is no code at the moment"),
    ],
)
def test_a_code_that_is_over_says_why_and_offers_a_new_one(page, session, reason: Reason, said: str) -> None:
    session.becomes(code=None, code_ended=reason)
    assert said in words(page.code_page)
    page.code_page.new_code_button.click()
    assert session.done == [("new_code",)]


def test_a_code_that_runs_out_while_it_is_looked_at_is_over(page, session) -> None:
    session.code, session.code_ended = None, Reason.CODE_EXPIRED
    session.code_changed.emit()
    assert "The code has expired" in words(page.code_page)
    assert not page.code_page._clock.isActive()


@pytest.mark.parametrize(("button", "answered"), [("admit_button", True), ("refuse_button", False)])
def test_a_late_proof_is_the_technicians_decision(page, session, button: str, answered: bool) -> None:
    session.becomes(needs_admit=True, state=SessionState.CONNECTING)
    assert "a wrong code was entered before" in words(page.code_page)
    getattr(page.code_page, button).click()
    assert session.done == [("admit", answered)]


def test_under_attack_a_right_code_is_asked_about_in_words_of_its_own(page, session) -> None:
    session.admits_under_attack = True
    session.becomes(needs_admit=True, state=SessionState.CONNECTING)
    assert "many codes are being tried at this host" in words(page.code_page)
    assert "a wrong code was entered before" not in words(page.code_page)


def test_burned_digits_are_not_shown_any_more_and_the_link_is_said_to_be_good(page, session) -> None:
    session.code = replace(session.code, burned=True)
    session.code_changed.emit()
    assert session.code.text not in words(page.code_page)
    assert "The link that you have sent is good still" in words(page.code_page)
    assert page.code_page.new_code_button.isVisibleTo(page.code_page)


def test_nobody_is_admitted_by_a_click_that_was_meant_for_something_else(page, session, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(steady, "STILL_MS", 300)
    settled = page.code_page._admit.look
    admit = page.code_page.admit_button
    session.becomes(needs_admit=True, state=SessionState.CONNECTING)
    admit.click()  # a moment ago there was "E-mail" here
    assert session.done == []
    qtbot.waitUntil(settled)
    session.becomes(admits_colleague=True)
    admit.click()  # on its way to the customer's question
    assert session.done == []
    session.becomes(needs_admit=False)
    session.becomes(needs_admit=True)
    admit.click()
    assert session.done == []
    qtbot.waitUntil(settled)
    admit.click()
    assert session.done == [("admit", True)]


# -- the chat


def test_once_somebody_has_joined_the_chat_takes_the_place_of_the_code(page, session) -> None:
    session.joined()
    assert page.chat.isVisible()
    assert not page.code_page.isVisible()
    assert "Chat session established with Erika Example." in words(page.chat)


def test_what_is_written_is_said(page, session, qtbot) -> None:
    session.joined()
    qtbot.keyClicks(page.chat.input, "Good morning")
    qtbot.keyClick(page.chat.input, Qt.Key.Key_Return)
    assert session.done == [("say", "Good morning")]


def test_the_chat_stays_when_the_customer_has_left_and_a_new_code_stands_over_it(page, session) -> None:
    session.joined()
    session.line(2, "Bye")
    session.event("left")
    session.becomes(state=SessionState.WAITING, customer_present=False, code=None)
    assert page.chat.isVisible()
    assert page.code_page.isVisible()
    assert not page.chat.input.isEnabled()


def test_an_earlier_chat_is_there_when_the_page_is_opened(qtbot, session) -> None:
    session.joined()
    session.line(2, "Hello")
    page = SessionPage(session, Replies(own=tuple, group=tuple))
    qtbot.addWidget(page)
    assert "Erika Example" in words(page.chat)


def test_while_the_connection_is_lost_one_may_write_and_is_told_what_happens(page, session) -> None:
    session.joined()
    session.becomes(state=SessionState.RECONNECTING, customer_present=False)
    assert page.chat.input.isEnabled()
    assert "as soon as the connection is back" in page.chat.input.placeholderText()
    assert "tried again" in page.banner.words.text()


# -- the share


def test_the_share_stands_in_two_places_and_is_one_action(page, session) -> None:
    session.joined()
    toolbar, chat = (
        page.toolbar.share_button,
        next(b for b in share_buttons(page) if b is not page.toolbar.share_button),
    )
    assert {button.defaultAction() for button in (toolbar, chat)} == {page.share_action}
    chat.click()
    assert session.done == [("start_share", None)]
    session.goes_live()
    assert {button.text() for button in (toolbar, chat)} == {"Stop sharing"}
    assert {button.property("kind") for button in (toolbar, chat)} == {"danger"}
    toolbar.click()
    assert session.done[-1] == ("stop_share",)
    session.becomes(share=ShareState.OFF)
    assert {button.property("kind") for button in (toolbar, chat)} == {"primary"}


def test_the_shortcut_presses_it_too(page, session, qtbot) -> None:
    session.joined()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=30_000)
    qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert session.done == [("start_share", None)]


@pytest.mark.parametrize("code", ["not_active", "customer_missing", "right_missing", "wayland", "no_display"])
def test_a_share_that_cannot_be_says_why(page, session, code: str) -> None:
    session.becomes(share_blocked=code)
    for button in share_buttons(page):
        assert not button.isEnabled()
        assert button.toolTip() == SENTENCES[code]
        assert button.accessibleDescription() == SENTENCES[code]


def test_a_share_can_be_stopped_whatever_blocks_the_next_one(page, session) -> None:
    session.joined()
    session.goes_live()
    session.becomes(share_blocked="right_missing")
    assert page.share_action.isEnabled()


def test_the_menu_of_one_monitor_leads_to_windows_and_regions(page, session) -> None:
    assert page.toolbar.share_button.menu() is None
    session.joined()
    assert [action.text() for action in page.toolbar.share_button.menu().actions()] == ["Choose from pictures…"]


def test_more_monitors_are_chosen_from_a_menu(page, session) -> None:
    session.screens = TWO_MONITORS
    session.joined()
    menu = page.toolbar.share_button.menu()
    assert [action.text() for action in menu.actions()] == [
        "Monitor 1  ·  left  ·  2560 × 1440  ·  main monitor",
        "Monitor 2  ·  right  ·  1920 × 1080",
        "",
        "Choose from pictures…",
    ]
    menu.actions()[1].trigger()
    assert session.done == [("start_share", 2)]
    session.goes_live()
    assert page.toolbar.share_button.menu() is None


def test_the_menu_follows_a_monitor_that_is_plugged_in(page, session) -> None:
    session.screens = TWO_MONITORS
    session.joined()
    menu = page.toolbar.share_button.menu()
    session.screens = [*TWO_MONITORS, Monitor(3, "DP-3", Rect(4480, 0, 800, 600), False)]
    menu.aboutToShow.emit()
    assert len(menu.actions()) == 5


def test_a_running_share_says_to_whom_from_where_and_how_long(page, session) -> None:
    session.joined()
    session.goes_live()
    said = page.banner.words.text()
    assert re.fullmatch("Your screen is being shared with Erika Example  ·  DP-1  ·  0:4[2-9]", said)  # it goes on
    assert page.banner.accessibleName() == page.banner.words.text()


def test_an_interrupted_share_can_be_stopped_before_it_goes_on(page, session) -> None:
    session.joined()
    session.becomes(share=ShareState.INTERRUPTED)
    assert "goes on by itself" in page.banner.words.text()
    session.becomes(share=ShareState.RESUMING, resume_in_s=3)
    assert "goes on in 3 s" in page.banner.words.text()
    session.resume_in_s = 2
    page.banner._clock.timeout.emit()
    assert "goes on in 2 s" in page.banner.words.text()
    page.banner.button.click()
    assert session.done == [("stop_share",)]
    session.becomes(share=ShareState.OFF)
    assert not page.banner.isVisible()


# -- the pause


def test_only_a_running_share_can_be_paused(page, session) -> None:
    session.joined()
    assert not page.toolbar.pause_button.isVisible()
    session.goes_live()
    assert page.toolbar.pause_button.text() == "Pause"
    page.toolbar.pause_button.click()
    assert session.done == [("pause",)]


def test_a_paused_share_says_so_and_goes_on_from_two_places(page, session) -> None:
    session.joined()
    session.goes_live()
    session.sharing.paused = True
    session.changed.emit()
    assert page.banner.words.text() == "Paused: Erika Example keeps the last picture and gets nothing new."
    assert page.banner.button.text() == page.toolbar.pause_button.text() == "Resume"
    page.toolbar.pause_button.click()
    page.banner.button.click()
    assert session.done == [("resume",), ("resume",)]


def test_the_pause_has_keys_whatever_it_says(page, session, qtbot) -> None:
    session.joined()
    session.goes_live()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=30_000)
    keys = Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page, *keys)
    session.sharing.paused = True
    session.changed.emit()
    qtbot.keyClick(page, *keys)
    assert session.done == [("pause",), ("resume",)]


@pytest.mark.parametrize("code", ["monitor_gone", "window_gone", "window_hidden", "region_gone"])
def test_a_source_that_cannot_be_seen_says_why_nothing_is_sent(page, session, code: str) -> None:
    session.joined()
    session.goes_live()
    session.sharing.lost = code
    session.changed.emit()
    assert page.banner.words.text().startswith(SENTENCES[code])
    assert "gets nothing new" in page.banner.words.text()


# -- another source


def test_while_sharing_a_button_leads_to_what_else_can_be_shared(page, session, monkeypatch) -> None:
    asked: list[object] = []
    page.share_action.choice_asked.connect(lambda: asked.append("choice"))
    monkeypatch.setattr(Thumbnails, "start", lambda _self: None)
    session.joined()
    assert not page.toolbar.change_button.isVisible()
    session.goes_live()
    page.toolbar.change_button.click()
    assert asked == ["choice"]
    assert page.findChild(SourceChooser).isVisible()


# -- the light


def reading(**values) -> Reading:
    return Reading(**{"delay_ms": 24, "kbit_s": 310, "behind_s": 0.0, "view": None} | values)


@pytest.mark.parametrize(
    ("light", "said", "colour"),
    [
        (reading(), "delay 20 ms  ·  310 kbit/s", "success"),
        (reading(behind_s=2.6, kbit_s=9), "2 s behind  ·  10 kbit/s", "amber"),
        (reading(behind_s=7.0, kbit_s=0), "7 s behind  ·  0 kbit/s", "danger"),
        (reading(delay_ms=1400), "delay 1400 ms  ·  310 kbit/s", "amber"),
        (
            reading(view=MirrorView(scale_percent=67, visible=True, full_screen=True)),
            "size 67 %  ·  full screen  ·  delay 20 ms  ·  310 kbit/s",
            "success",
        ),
        (
            reading(view=MirrorView(scale_percent=67, visible=False, full_screen=False)),
            "minimised  ·  delay 20 ms  ·  310 kbit/s",
            "amber",
        ),
        (
            reading(wish=PictureWish(quality=Quality.LOW_DATA, grey=True)),
            "little data  ·  in grey  ·  delay 20 ms  ·  310 kbit/s",
            "success",
        ),
        (
            reading(wish=PictureWish(quality=Quality.BEST, grey=False)),
            "best picture  ·  delay 20 ms  ·  310 kbit/s",
            "success",
        ),
    ],
)
def test_the_light_says_what_the_customer_sees(page, session, light: Reading, said: str, colour: str) -> None:
    session.joined()
    session.sharing.light = light
    session.goes_live()
    assert page.banner.light.isVisible()
    assert page.banner.light.words.text() == page.banner.light.accessibleName() == said
    assert page.banner.light.dot.colour == colour == light.colour
    assert "Erika Example" in page.banner.light.toolTip()


def test_before_anything_is_known_there_is_no_light(page, session) -> None:
    session.joined()
    session.sharing.light = reading(delay_ms=None, kbit_s=0)
    session.goes_live()
    assert not page.banner.light.isVisible()
    session.sharing.light = None
    session.changed.emit()
    assert not page.banner.light.isVisible()


# -- the end


def test_a_session_ends_only_after_the_question(page, session) -> None:
    page.toolbar.end_button.click()
    answer(page, "Cancel")
    assert session.done == []
    page.toolbar.end_button.click()
    QApplication.sendPostedEvents(None, 52)
    answer(page, "End session")
    assert session.done == [("end",)]


def test_an_ended_session_keeps_its_chat_and_can_be_removed(page, session) -> None:
    removed: list[object] = []
    page.removed.connect(removed.append)
    session.joined()
    session.becomes(state=SessionState.CLOSED, closed_reason=Reason.ENDED_BY_LEAD)
    assert page.banner.words.text() == "You have ended the session."
    assert page.chat.isVisible()
    assert not page.chat.input.isEnabled()
    assert not page.toolbar.end_button.isVisible()
    page.toolbar.remove_button.click()
    assert removed == [session]


def test_every_control_has_a_name_and_a_place_in_the_tab_order(page, session) -> None:
    for state in (SessionState.WAITING, SessionState.ACTIVE):
        session.becomes(state=state)
        for button in [*page.findChildren(QPushButton), *share_buttons(page)]:
            assert button.text() or button.accessibleName() or not button.isVisible()
            assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert page.chat.input.accessibleName() == "Message"


@pytest.mark.parametrize(("seconds", "said"), [(0, "0:00"), (61.9, "1:01"), (3725, "1:02:05"), (-3, "0:00")])
def test_a_span_of_time_reads_like_a_clock(seconds: float, said: str) -> None:
    assert clock(seconds) == said


def test_the_banner_says_that_the_customer_has_been_asked(page, session) -> None:
    session.joined()
    session.remote.asked = Access.VIEW
    session.changed.emit()
    assert page.banner.words.text().startswith("Erika Example has been asked.")
    session.remote.asked = Access.NONE
    session.changed.emit()
    assert not page.banner.isVisible()


def test_where_the_desktop_asks_itself_what_is_shared_the_choosers_place_is_taken(page, session):
    session.joined()
    assert page.share_action.choices is not None
    session.capture.asks = True
    assert page.share_action.choices is None
    session.goes_live()
    page.toolbar.change_button.click()
    assert session.done[-1] == ("choose_again",)
    assert page.findChildren(SourceChooser) == []


def test_a_share_that_froze_by_itself_says_why_and_counts_down_to_going_on(page, session) -> None:
    session.joined()
    session.goes_live()
    session.sharing.paused, session.sharing.held = True, PauseReason.LOCKED
    session.changed.emit()
    assert page.banner.words.text().startswith("Your screen is locked. Erika Example keeps the last picture")
    assert page.banner.button.text() == page.toolbar.pause_button.text() == "Go on"
    session.sharing.goes_on_in_s = 5
    session.changed.emit()
    assert page.banner.words.text() == "Erika Example sees your screen again in 5 s."
    assert (page.banner.button.text(), page.toolbar.pause_button.text()) == ("Stay paused", "Go on")
    page.banner.button.click()
    page.toolbar.pause_button.click()
    assert session.done == [("pause",), ("resume",)]
