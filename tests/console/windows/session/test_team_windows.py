"""Several technicians in one session, as its page shows them."""

from __future__ import annotations

import time

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from console.connection.colleagues import ColleagueView
from console.connection.known_devices import Standing
from console.session.invitations import OpenInvitation
from console.session.teamwork import Act
from console.share.share import ShareState
from console.share.turns import Wish
from console.windows.parts.session_words import state_words, waited_s
from console.windows.session.end_question import EndQuestion
from console.windows.session.invite_dialog import InviteDialog
from console.windows.session.page import Replies, SessionPage
from console.windows.session.private_chat import ALL, TECHNICIANS
from protocol.trust.invitation import Terms
from protocol.vocabulary.accounts import Presence
from protocol.vocabulary.messages import Reason, Role, SessionState
from protocol.vocabulary.teamwork import InvitationKind
from resources.look import steady
from resources.look.dialog import Dialog
from resources.words.sentences import SENTENCES
from tests.console.colleagues_by_hand import view
from tests.console.conftest import CUSTOMER, OWN, TIME_MS, TOM, FakeCode, FakeColleagues, member

ADA = view(8, "Ada")


@pytest.fixture
def page(qtbot, session) -> SessionPage:
    page = SessionPage(session, Replies(own=lambda: ("Hello, I am Sam.",), group=lambda: ("One moment & more.",)))
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    session.joined()
    session.team.members = [*session.team.members, member(CUSTOMER, "Erika Example", Role.CUSTOMER)]
    session.changed.emit()
    return page


TERMS = Terms(session=b"s" * 16, kind=InvitationKind.COLLABORATE, sender=ADA.keys, receiver=ADA.keys, prekey=b"p" * 32)


def dialogs(widget, kind: type[Dialog] = Dialog) -> list[Dialog]:
    return [dialog for dialog in widget.findChildren(kind) if dialog.isVisible()]


def press(dialog: Dialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def rows(page: SessionPage) -> list[str]:
    inside = page.members._rows
    widgets = [inside.itemAt(row).widget() for row in range(inside.count())]
    return [widget.accessibleName() for widget in widgets if widget is not None]


# -- who is there


def test_the_members_are_shown_as_soon_as_there_are_several_technicians(page, session) -> None:
    assert not page.members.isVisible()
    session.collaborator_comes(sharing=True)
    assert page.members.isVisible()
    assert rows(page) == [
        "Sam Support (you), leads the session",
        "Erika Example, customer",
        "Tom, collaborating technician, shares",
    ]
    page.toolbar.people_button.click()
    assert not page.members.isVisible()


def test_the_lead_hands_over_and_removes_after_a_question(page, session) -> None:
    session.collaborator_comes()
    menu = page.members._menu(session.team.members[2])
    hand_over, remove = menu.actions()
    hand_over.trigger()
    press(dialogs(page)[0], "Hand over")
    remove.trigger()
    press(dialogs(page)[-1], "Remove")
    assert session.done == [("hand_over", TOM), ("remove", TOM)]


def test_the_customer_can_be_removed_but_leads_nothing(page, session) -> None:
    menu = page.members._menu(session.team.members[1])
    assert [action.text() for action in menu.actions()] == ["Remove from the session…"]


def test_a_collaborating_technician_can_do_nothing_about_others(page, session) -> None:
    session.collaborator_comes()
    session.becomes(role=Role.COLLABORATOR, forbidden={Act.INVITE: "not_lead", Act.HOLD: "not_lead"})
    assert page.members._menu(session.team.members[2]) is None
    assert not page.members.invite_button.isVisible()
    assert not page.toolbar.invite_button.isEnabled()
    assert page.toolbar.end_button.text() == "Leave session"


def test_an_open_invitation_can_be_taken_back(page, session) -> None:
    session.invitations.open = [
        OpenInvitation(8, "Ada", InvitationKind.COLLABORATE, 5, time.monotonic() + 41, TERMS, b"")
    ]
    session.changed.emit()
    assert page.members.isVisible()
    back = next(b for b in page.members.findChildren(QPushButton) if "back" in b.accessibleName())
    back.click()
    assert session.done == [("take_back", 8)]


# -- inviting


def invite(
    page, session, kind=InvitationKind.COLLABORATE, *views: ColleagueView
) -> tuple[InviteDialog, FakeColleagues]:
    colleagues = FakeColleagues()
    colleagues.all = list(views)
    dialog = InviteDialog(session, colleagues, kind, page)
    dialog.show()
    return dialog, colleagues


def test_a_colleague_is_invited_from_the_list(page, session) -> None:
    dialog, _ = invite(page, session, InvitationKind.COLLABORATE, ADA)
    assert not dialog.yes_button.isEnabled()
    dialog.list.setCurrentRow(0)
    assert ADA.fingerprint in dialog.detail.text()
    assert "not compared" in dialog.detail.text()
    dialog.yes_button.click()
    assert session.done == [("invite", 8)]


def test_who_is_away_or_there_already_cannot_be_chosen(page, session) -> None:
    session.collaborator_comes()
    away = view(9, "Grace", presence=Presence.OFFLINE, device=None)
    inside = view(TOM, "Tom")
    dialog, colleagues = invite(page, session, InvitationKind.COLLABORATE, away, inside)
    assert [bool(dialog.list.item(row).flags() & dialog.list.item(row).flags().ItemIsEnabled) for row in (0, 1)] == [
        False,
        False,
    ]
    assert "in this session" in dialog.list.item(0).text(), "who can be reached stands first"
    assert "Offline" in dialog.list.item(1).text()
    colleagues.all = []
    colleagues.changed.emit()
    assert dialog.nobody.isVisible()


def test_a_changed_computer_is_said_out_loud_before_anything_is_sent(page, session) -> None:
    changed = view(8, "Ada", standing=Standing.CHANGED)
    dialog, colleagues = invite(page, session, InvitationKind.COLLABORATE, changed)
    dialog.list.setCurrentRow(0)
    dialog.yes_button.click()
    assert session.done == []
    press(dialogs(dialog)[0], "It is right: go on")
    assert colleagues.trusted == [(8, True)]
    assert session.done == [("invite", 8)]


def test_a_computer_that_is_new_here_needs_one_click_more(page, session) -> None:
    new = view(8, "Ada", standing=Standing.NEW)
    dialog, colleagues = invite(page, session, InvitationKind.COLLABORATE, new)
    dialog.list.setCurrentRow(0)
    assert "new here" in dialog.detail.text()
    dialog.yes_button.click()
    assert session.done == []
    press(dialogs(dialog)[0], "Hand over")
    assert colleagues.trusted == [(8, False)]
    assert session.done == [("invite", 8)]


def test_nothing_is_sent_where_the_host_says_something_else_by_the_time_of_the_click(page, session) -> None:
    dialog, colleagues = invite(page, session, InvitationKind.COLLABORATE, view(8, "Ada", standing=Standing.NEW))
    dialog.list.setCurrentRow(0)
    dialog.yes_button.click()
    colleagues.still_so = False
    press(dialogs(dialog)[0], "Hand over")
    assert session.done == []


def test_a_computer_is_compared_once(page, session) -> None:
    dialog, colleagues = invite(
        page, session, InvitationKind.COLLABORATE, ADA, view(9, "Cleo", standing=Standing.COMPARED)
    )
    dialog.list.setCurrentRow(1)
    assert not dialog.compare_button.isVisible()
    assert "compared" in dialog.detail.text()
    dialog.list.setCurrentRow(0)
    dialog.compare_button.click()
    press(dialogs(dialog)[0], "It is right: go on")
    assert colleagues.trusted == [(8, True)]


def test_whoever_picks_a_session_up_with_a_computer_that_is_new_here_is_let_in_by_a_click(page, session) -> None:
    session.queue.picked_by = new = view(8, "Ada", standing=Standing.NEW)
    session.changed.emit()
    assert page.hand_over.isVisible()
    assert new.fingerprint in page.hand_over.words.text()
    assert "is new here: hand over? The host says that this is Ada" in page.hand_over.words.text()
    page.hand_over.hand_over_button.click()
    assert dialogs(page) == [], "one question a colleague"
    page.hand_over.back_button.click()
    assert session.done == [("hand_over_to", 8, False), ("take_out_of_queue",)]
    session.queue.picked_by = None
    session.changed.emit()
    assert not page.hand_over.isVisible()


def test_whoever_picks_a_session_up_and_has_changed_is_compared_first(page, session) -> None:
    session.queue.picked_by = view(8, "Ada", standing=Standing.CHANGED)
    session.changed.emit()
    page.hand_over.hand_over_button.click()
    assert session.done == []
    press(dialogs(page)[0], "It is right: go on")
    assert session.done == [("hand_over_to", 8, True)]


def test_a_transfer_asks_for_a_colleague_only(page, session) -> None:
    asked = []
    page.invite.connect(lambda *what: asked.append(what))
    page.toolbar.transfer_button.click()
    assert asked == [(session, InvitationKind.TRANSFER)]
    dialog, _ = invite(page, session, InvitationKind.TRANSFER, ADA)
    dialog.list.setCurrentRow(0)
    dialog.yes_button.click()
    assert session.done == [("transfer", 8)]


def test_a_code_for_a_colleague_is_made_when_somebody_looks(page, session) -> None:
    dialog, _ = invite(page, session, InvitationKind.COLLABORATE, ADA)
    assert session.done == []
    dialog.ways.buttons["code"].click()
    assert session.done == [("new_colleague_code",)]
    assert not dialog.yes_button.isVisible()
    session.colleague_code = FakeCode(text="9876 543 210")
    session.colleague_code_changed.emit()
    assert dialog.code.digits.text() == "9876 543 210"
    session.colleague_code, session.colleague_code_ended = None, Reason.CODE_BURNED
    session.colleague_code_changed.emit()
    assert dialog.code.words.text() == SENTENCES["code_burned"]


# -- hold, transfer, the lead


def test_hold_and_resume(page, session) -> None:
    page.toolbar.hold_button.click()
    session.becomes(state=SessionState.ON_HOLD, on_hold=True)
    assert "on hold" in page.team_banner.words.text()
    page.team_banner.button.click()
    assert session.done == [("set_hold", True), ("set_hold", False)]
    assert page.toolbar.hold_button.accessibleName() == "Resume"


def test_without_the_right_the_tooltip_says_so(page, session) -> None:
    session.becomes(forbidden={Act.HOLD: "not_allowed"})
    assert not page.toolbar.hold_button.isEnabled()
    assert SENTENCES["not_allowed"] in page.toolbar.hold_button.toolTip()


def test_a_transfer_that_waits_can_be_taken_back(page, session) -> None:
    session.invitations.open = [OpenInvitation(8, "Ada", InvitationKind.TRANSFER, 5, time.monotonic() + 41, TERMS, b"")]
    session.becomes(state=SessionState.TRANSFERRING)
    assert "Ada" in page.team_banner.words.text()
    page.team_banner.button.click()
    assert session.done == [("take_back", 8)]


def test_a_session_without_a_lead_can_be_taken_over(page, session) -> None:
    session.team.may_take_over = True
    session.becomes(state=SessionState.TRANSFERRING, lead_name="", role=Role.COLLABORATOR)
    page.team_banner.button.click()
    assert session.done == [("take_over",)]
    session.team.may_take_over = False
    session.changed.emit()
    assert page.team_banner.isVisible()
    assert not page.team_banner.button.isVisible()


def test_a_lead_with_a_colleague_may_only_leave(page, session) -> None:
    session.collaborator_comes()
    page.toolbar.end_button.click()
    press(dialogs(page, EndQuestion)[0], "Only leave")
    page.toolbar.end_button.click()
    press(dialogs(page, EndQuestion)[-1], "End for all")
    assert session.done == [("leave",), ("end",)]


def test_a_collaborating_technician_leaves(page, session) -> None:
    session.collaborator_comes()
    session.becomes(role=Role.COLLABORATOR)
    page.toolbar.end_button.click()
    press(dialogs(page, EndQuestion)[0], "Leave session")
    assert session.done == [("leave",)]


# -- sharing in turns


def test_while_somebody_else_shares_one_can_ask(page, session) -> None:
    session.collaborator_comes(sharing=True)
    session.becomes(role=Role.COLLABORATOR, sharer_name="Tom", share_blocked="other_shares")
    assert page.share_action.text() == "Ask to share"
    assert "Tom is sharing" in page.team_banner.words.text()
    page.toolbar.share_button.click()
    session.becomes(share_wanted=True)
    assert page.share_action.text() == "Asked to share"
    page.team_banner.button.click()
    assert session.done == [("wish_share",), ("withdraw_share_wish",)]


def test_the_lead_passes_the_share_on_or_not(page, session) -> None:
    session.becomes(share_wishes=(Wish(TOM, "Tom"),))
    (banner,) = page.wishes.banners
    assert "Tom would like to share" in banner.words.text()
    banner.not_now_button.click()
    banner.pass_on_button.click()
    assert session.done == [("answer_share_wish", TOM, False), ("answer_share_wish", TOM, True)]
    session.becomes(share_wishes=())
    assert page.wishes.banners == []


# -- the chats


def test_the_private_chat_is_a_tab_of_its_own(page, session, qtbot) -> None:
    assert not page.chats._head.isVisible()
    session.collaborator_comes()
    assert page.chats._head.isVisible()
    session.private_line(TOM, "Shall I take this one?")
    assert page.chats.tabs.buttons[TECHNICIANS].text() == "Technicians only (1)"
    page.chats.tabs.buttons[TECHNICIANS].click()
    assert page.chats.tabs.buttons[TECHNICIANS].text() == "Technicians only"
    assert "does not see" in page.chats._note.accessibleName()
    qtbot.keyClicks(page.chats.private.input, "Yes, please.")
    page.chats.private.send_button.click()
    assert session.done == [("say_private", "Yes, please.")]
    session.line(CUSTOMER, "Are you there?")
    assert page.chats.tabs.buttons[ALL].text() == "Everybody (1)"


def test_nothing_private_is_said_where_nobody_would_read_it(page, session) -> None:
    session.private_line(TOM, "Bye")
    assert not page.chats.private.input.isEnabled()


def test_who_writes_is_shown_and_told(page, session, qtbot) -> None:
    session.becomes(typing=("Erika",))
    assert page.chat.typing.words.accessibleName() == "Erika is writing…"
    qtbot.keyClicks(page.chat.input, "Hi")
    assert session.written == "Hi"


def test_without_the_right_to_chat_the_input_says_so(page, session) -> None:
    session.becomes(forbidden={Act.CHAT: "not_allowed"})
    assert not page.chat.input.isEnabled()
    assert page.chat.input.placeholderText() == SENTENCES["not_allowed"]


def test_a_predefined_reply_stands_in_the_input_and_is_not_sent(page, session, qtbot) -> None:
    menu = page.replies_button.fill()
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == [
        "Hello, I am Sam.",
        "One moment && more.",
    ]
    qtbot.keyClicks(page.chat.input, "/")
    assert page.replies_button.menu_.isVisible()
    next(action for action in page.replies_button.menu_.actions() if "moment" in action.text()).trigger()
    page.replies_button.menu_.close()
    assert page.chat.input.toPlainText() == "One moment & more."
    assert session.done == []


# -- words


@pytest.mark.parametrize(
    ("reason", "role", "words"),
    [
        (Reason.ENDED_BY_LEAD, Role.LEAD, "Ended by you"),
        (Reason.ENDED_BY_LEAD, Role.COLLABORATOR, "Ended by Ada"),
        (Reason.REMOVED, Role.COLLABORATOR, "You were removed"),
        (Reason.TRANSFERRED, Role.LEAD, "Transferred"),
        (Reason.LEFT, Role.COLLABORATOR, "You left"),
        (Reason.DISABLED, Role.LEAD, "Your account was disabled"),
        (Reason.STORAGE, Role.LEAD, "Ended"),
    ],
)
def test_an_ended_session_says_by_whom(session, reason, role, words) -> None:
    session.becomes(state=SessionState.CLOSED, closed_reason=reason, role=role, lead_name="Ada")
    assert state_words(session)[0] == words


def test_a_session_one_collaborates_in_is_said_as_such(session) -> None:
    session.becomes(state=SessionState.ACTIVE, role=Role.COLLABORATOR)
    assert state_words(session)[0] == "Collaborating"
    session.becomes(state=SessionState.TRANSFERRING, lead_name="")
    assert state_words(session)[0] == "Nobody leads it"


def test_waiting_ends_when_the_customer_comes(session) -> None:
    assert waited_s(session, TIME_MS + 90_000) == 90
    session.joined()
    session.line(OWN, "Hello")
    assert waited_s(session, TIME_MS + 90_000) == 0


# -- a screen is shown by its owner's own click


def test_what_the_lead_has_passed_on_is_a_question(page, session) -> None:
    session.collaborator_comes()
    session.becomes(role=Role.COLLABORATOR, lead_name="Tom", share_offered=True, share_blocked=None)
    assert page.turn.isVisibleTo(page)
    assert "Tom has passed sharing on to you" in page.turn.words.text()
    page.turn.not_now_button.click()
    page.turn.share_button.click()
    assert session.done == [("withdraw_share_wish",), ("start_share", None)]
    session.becomes(share_offered=False)
    assert not page.turn.isVisibleTo(page)


def test_a_lead_takes_a_colleagues_place_only_after_a_question(page, session) -> None:
    session.collaborator_comes(sharing=True)
    session.becomes(sharer_name="Tom", sharer=TOM, share_blocked="other_shares")
    assert page.share_action.text() == "Share instead…"
    page.toolbar.share_button.click()
    assert session.done == []
    (question,) = dialogs(page, Dialog)
    assert question.windowTitle() == "Tom is sharing. End it and show your screen?"
    session.becomes(sharer=5, sharer_name="Kim")  # by the time of the click it is somebody else
    press(question, "Show my screen")
    assert session.done == [("take_share", TOM)]


def test_a_second_click_that_was_meant_to_stop_begins_nothing(page, session, monkeypatch) -> None:
    monkeypatch.setattr(steady, "STILL_MS", 60_000)
    session.joined()
    session.goes_live()
    page.share_action.trigger()
    session.becomes(share=ShareState.OFF)
    page.share_action.trigger()
    assert session.done == [("stop_share",)]
    session.becomes(share_wanted=True, role=Role.COLLABORATOR, sharer_name="Tom", share_blocked="other_shares")
    session.becomes(share_wanted=False, sharer_name="", share_blocked=None)  # as the click to take it back lands
    page.share_action.trigger()
    assert session.done == [("stop_share",)]
    monkeypatch.setattr(steady, "STILL_MS", 0)
    page.share_action.settling._timer.timeout.emit()
    page.share_action.trigger()
    assert session.done[1:] == [("start_share", None)]


def test_who_was_asked_twice_in_vain_is_left_in_peace_and_one_reads_for_how_long(page, session) -> None:
    session.joined()
    session.remote.reason, session.remote.rests_s = "desktop_rests", 43
    session.changed.emit()
    for action in page.desktop_actions:
        assert not action.isEnabled()
        assert action.toolTip() == "Erika Example was asked twice and did not say yes. You can ask again in 43 s."


# -- codes that are open


def test_a_code_for_a_colleague_is_seen_until_it_ends_and_can_be_ended(page, session) -> None:
    session.joined()
    assert not page.members.isVisibleTo(page)
    session.becomes(colleague_code=FakeCode())
    assert page.members.isVisibleTo(page)
    assert rows(page)[-1] == "Code for a colleague"
    end = next(b for b in page.members.findChildren(QPushButton) if b.toolTip().startswith("End the code"))
    end.click()
    assert session.done == [("end_colleague_code",)]


def test_a_code_for_the_customers_viewer_is_seen_and_can_be_ended(page, session) -> None:
    session.collaborator_comes()
    session.becomes(code=FakeCode(), customer_seated=True)
    end = next(b for b in page.members.findChildren(QPushButton) if b.toolTip().startswith("End the code"))
    end.click()
    assert session.done == [("end_code",)]


def test_closing_says_cancel_only_where_nothing_stays_open(page, session, qtbot) -> None:
    dialog = InviteDialog(session, FakeColleagues(), InvitationKind.COLLABORATE, page)
    assert dialog.close_button.text() == "Cancel"
    dialog._show_way("code")
    assert dialog.close_button.text() == "Close"
    dialog._show_way("list")
    session.becomes(colleague_code=FakeCode())
    session.colleague_code_changed.emit()
    assert dialog.close_button.text() == "Close"
    assert dialog.code.end_button.isVisibleTo(dialog.code)
    dialog.code.end_button.click()
    assert session.done[-1] == ("end_colleague_code",)
    dialog.reject()


# -- the two words


def test_the_members_words_stand_below_their_names_with_what_they_are_for(page, session) -> None:
    session.team.members = [
        session.team.members[0],
        member(CUSTOMER, "Erika Example", Role.CUSTOMER, words=(0, 2047)),
        member(TOM, "Tom", Role.COLLABORATOR),
        member(9, "Ada", Role.COLLABORATOR, present=False),
    ]
    session.changed.emit()
    inside = page.members._rows
    shown = [inside.itemAt(row).widget().findChildren(QLabel) for row in range(inside.count() - 1)]
    texts = [[label.text() for label in labels] for labels in shown]
    assert [len(labels) for labels in texts] == [2, 3, 3, 2], "none with oneself, nor with who was never there"
    assert (texts[1][2], texts[2][2]) == ("abacus zoologist", "No words yet")
    assert "In German: Abakus Zoologe" in shown[1][2].toolTip()
    assert page.members.purpose.isVisible()
    assert page.members.purpose.text().startswith("Ask: which words do you see?")


def test_the_customers_words_stand_beside_their_name(page, session) -> None:
    assert page.two_words.text() == "No words yet"
    session.team.members = [
        session.team.members[0],
        member(CUSTOMER, "Erika Example", Role.CUSTOMER, words=(0, 2047)),
    ]
    session.changed.emit()
    assert page.two_words.isVisible()
    assert page.two_words.text() == "Your words: abacus zoologist"
    assert "Ask: which words do you see?" in page.two_words.toolTip()
    session.team.members = session.team.members[:1]
    session.changed.emit()
    assert not page.two_words.isVisible()


def test_who_is_chosen_moves_no_button(page, session):
    dialog, _ = invite(page, session, InvitationKind.COLLABORATE, view(8, "Ada"), view(9, "Bea"))
    before = dialog.yes_button.mapToGlobal(dialog.yes_button.rect().topLeft())
    dialog.list.setCurrentRow(0)
    QApplication.processEvents()
    assert dialog.detail.text()
    assert dialog.yes_button.mapToGlobal(dialog.yes_button.rect().topLeft()) == before


@pytest.mark.parametrize(
    ("reason", "role", "words", "hint"),
    [
        (Reason.LEFT, Role.COLLABORATOR, "You have left the session. It goes on with the others.", "no longer in"),
        (Reason.REMOVED, Role.COLLABORATOR, "Sam Support has removed you from the session. To come", "no longer in"),
        (Reason.TRANSFERRED, Role.COLLABORATOR, "Sam Support has taken the session over. You are out", "no longer in"),
        (Reason.TIMED_OUT, Role.COLLABORATOR, "You were away for too long, so your place in this", "has ended"),
        (Reason.TIMED_OUT, Role.LEAD, SENTENCES["timed_out"], "has ended"),
        (Reason.ENDED_BY_LEAD, Role.LEAD, "You have ended the session.", "has ended"),
        (Reason.ENDED_BY_LEAD, Role.COLLABORATOR, "Sam Support has ended the session.", "has ended"),
        (Reason.DISABLED, Role.COLLABORATOR, SENTENCES["disabled"], "no longer in"),
    ],
)
def test_an_ending_says_what_has_ended_for_whom_and_the_way_back(page, session, reason, role, words, hint):
    session.role = role
    session.joined()
    session.becomes(closed_reason=reason, state=SessionState.CLOSED)
    assert page.banner.words.text().startswith(words)
    assert hint in page.chat.input.accessibleDescription()


def test_the_lead_reads_what_a_lost_colleague_still_shows_and_ends_it(page, session):
    session.joined()
    session.becomes(sharer_name="Kim", sharer=3, sharer_present=False)
    banner = page.team_banner
    assert banner.words.text() == "The connection to Kim is lost. Erika Example sees the last picture for some seconds."
    banner.button.click()
    assert session.done == [("end_other_share",)]
    session.becomes(role=Role.COLLABORATOR)
    assert not banner.button.isVisible()
    session.becomes(sharer_present=True)
    assert banner.words.text() == "Kim is sharing their screen with Erika Example."


def test_where_there_is_no_reply_the_menu_leads_to_where_they_are_written(qtbot, page):
    page.replies_button._own = page.replies_button._group = tuple
    (action,) = page.replies_button.fill().actions()
    with qtbot.waitSignal(page.settings_asked):
        action.trigger()
