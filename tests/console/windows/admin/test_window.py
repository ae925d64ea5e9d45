"""The Administration Center, with a host by hand."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from console.admin.audit_heads import AuditHeads
from console.admin.reports import Reports
from console.windows.admin import tree
from console.windows.admin.card_dialog import CardDialog
from console.windows.admin.questions import (
    AddTechnicianDialog,
    DetailsDialog,
    MoveDialog,
    NameDialog,
    PasswordDialog,
    RemoveGroupDialog,
    RemoveTechnicianDialog,
)
from console.windows.admin.save_bar import SaveBar
from console.windows.admin.tree import Entry
from console.windows.admin.window import AdministrationCenter
from console.windows.parts.request_dialog import RequestDialog
from protocol.vocabulary.accounts import (
    AddGroup,
    AddTechnician,
    CertificateEnds,
    ChangeGroup,
    ChangeTechnician,
    Presence,
    RemoveGroup,
    RemoveTechnician,
    Scope,
    SetGroupReplies,
    SetGroupRights,
    Setting,
    UnlockTechnician,
    WatchDirectory,
)
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.queue import GroupChannel, SetGroupChannel
from resources.look.dialog import Dialog
from resources.words.sentences import SENTENCES
from tests.helpers.administration import technician
from tests.helpers.reports_by_hand import ReportsByHand


@pytest.fixture
def by_hand() -> ReportsByHand:
    return ReportsByHand(Reports())


@pytest.fixture
def heads(by_hand, tmp_path) -> AuditHeads:
    return AuditHeads(by_hand.reports, tmp_path / "heads.json")


@pytest.fixture
def center(qtbot, directory, host, settings, heads) -> AdministrationCenter:
    window = AdministrationCenter(
        directory=directory,
        reports=Reports(),
        heads=heads,
        settings=settings,
        host=lambda: ("help.example.org:7331", bytes(32)),
    )
    qtbot.addWidget(window, before_close_func=lambda w: w.group_page.discard())
    window.show()
    qtbot.waitUntil(lambda: window.tree.topLevelItemCount() == 2)
    return window


def test_a_calling_card_is_exported_for_a_group_with_a_channel(qtbot, center, host) -> None:
    choose(center, "group", 2)
    card = next(action for action in center._menu().actions() if action.text() == "Export Calling Card…")
    assert not card.isEnabled()
    center._directory.receive(GroupChannel(group=2, channel="first-line", effective="first-line"))
    card = next(action for action in center._menu().actions() if action.text() == "Export Calling Card…")
    card.trigger()
    (dialog,) = dialogs(center, CardDialog)
    dialog.reject()
    button = center.group_page.card_button
    qtbot.waitUntil(button.isEnabled)
    center.group_page.channel.chosen.emit("another")
    assert not button.isEnabled(), "it is not saved yet"
    center.group_page.discard()
    button.click()
    (dialog,) = dialogs(center, CardDialog)
    dialog.name.setText("Muster GmbH")
    assert (dialog.card.host, dialog.card.channel) == ("help.example.org:7331", "first-line")
    assert dialog.card.fingerprint == bytes(32)


def choose(center: AdministrationCenter, kind: str, number: int) -> None:
    assert center.tree.choose(Entry(kind, number))


def dialogs(center: AdministrationCenter, kind: type[Dialog] = Dialog) -> list[Dialog]:
    return [dialog for dialog in center.findChildren(kind) if dialog.isVisible()]


def press(dialog: Dialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def test_it_shows_groups_subgroups_and_technicians(center) -> None:
    names = [center.tree.topLevelItem(row).text(0) for row in range(2)]
    assert names == ["Field service", "Support"]
    support = center.tree.topLevelItem(1)
    assert [support.child(row).text(0) for row in range(support.childCount())] == ["Ada", "First level"]


def test_a_rewritten_audit_is_said_until_the_administrator_knows_why(qtbot, center, heads, by_hand) -> None:
    by_hand.reports.link_up(by_hand.send)
    heads.watch("name desk:443")
    by_hand.answer()
    by_hand.head = b"x" * 32
    heads._ask()
    by_hand.answer()
    qtbot.waitUntil(center.banner.isVisible)
    assert "row 40 is another one" in center.banner.words.text()
    center.banner.button.click()
    qtbot.waitUntil(lambda: not center.banner.isVisible())


def test_an_empty_host_says_what_to_do_first(qtbot, directory, host, settings, heads) -> None:
    host.groups.clear()
    host.technicians.clear()
    host.replies.clear()
    window = AdministrationCenter(
        directory=directory,
        reports=Reports(),
        heads=heads,
        settings=settings,
        host=lambda: ("help.example.org:7331", bytes(32)),
    )
    qtbot.addWidget(window)
    window.show()
    assert window.empty_page.title.text() == "There is no group yet"
    window.empty_page.button.click()
    (question,) = dialogs(window, NameDialog)
    question.name.setText("  Support ")
    question.yes_button.click()
    assert isinstance(host.last, AddGroup)
    assert (host.last.parent, host.last.name) == (0, "Support")


def test_searching_leaves_what_is_called_so_and_its_groups(center) -> None:
    center.search.setText("gra")
    item = center.tree.topLevelItem(0)
    assert (item.text(0), item.child(0).text(0), item.child(0).child(0).text(0)) == ("Support", "First level", "Grace")
    center.search.setText("nobody")
    assert center.tree.topLevelItemCount() == 0
    assert center.nothing_found.isVisible()
    center.search.clear()
    assert center.tree.topLevelItemCount() == 2


def test_rights_are_saved_all_at_once(center, host) -> None:
    choose(center, "group", 2)
    page = center.group_page
    page.rows["share_screen"].segments.buttons[Setting.ON].click()
    page.rows["share_screen"].lock.click()
    page.sessions.setValue(3)
    assert not isinstance(host.last, SetGroupRights), "nothing before it is saved"
    page.bar.save_button.click()
    said = {right.name: (right.setting, right.locked) for right in host.last.rights}
    assert said == {
        "chat": (Setting.INHERIT, False),
        "share_screen": (Setting.ON, True),
        "end": (Setting.INHERIT, False),
    }
    assert (host.last.sessions, host.last.scope) == (3, Scope.GROUP)
    assert not page.unsaved


def test_a_refused_change_stays_on_the_screen(center, host) -> None:
    choose(center, "group", 2)
    page = center.group_page
    page.rows["chat"].segments.buttons[Setting.OFF].click()
    host.refuse = Reason.SETTING_LOCKED
    page.bar.save_button.click()
    assert SENTENCES["setting_locked"] in [label.text() for label in dialogs(center)[0].findChildren(QLabel)]
    assert page.unsaved
    assert page.rows["chat"].segments.value == Setting.OFF
    host.refuse = Reason.NONE
    page.bar.save_button.click()
    assert not page.unsaved


def test_the_host_lost_while_saving_loses_nothing(center, host, directory, qtbot) -> None:
    choose(center, "group", 2)
    page = center.group_page
    page.rows["chat"].segments.buttons[Setting.OFF].click()
    host.hold = True
    page.bar.save_button.click()
    directory.link_down()
    assert page.unsaved
    assert not page.bar.save_button.isEnabled()
    host.hold = False
    directory.link_up(host.send)
    qtbot.waitUntil(page.bar.save_button.isEnabled)
    page.bar.save_button.click()
    assert not page.unsaved


def test_applying_to_others_asks_first(center, host) -> None:
    choose(center, "group", 1)
    before = len(host.asked)
    center.group_page.bar.subgroups_button.click()
    press(dialogs(center)[0], "Cancel")
    assert len(host.asked) == before
    center.group_page.bar.all_button.click()
    press(dialogs(center)[-1], "Apply")
    assert host.last.scope is Scope.ALL


def test_leaving_unsaved_changes_asks(center, host, qtbot) -> None:
    choose(center, "group", 2)
    page = center.group_page
    page.rows["chat"].segments.buttons[Setting.ON].click()
    choose(center, "technician", 7)
    (question,) = dialogs(center)
    assert page.unsaved
    press(question, "Cancel")
    qtbot.waitUntil(lambda: center.tree.current == Entry("group", 2))
    choose(center, "technician", 7)
    qtbot.waitUntil(lambda: center.tree.current == Entry("group", 2))  # while the question stands
    press(dialogs(center)[-1], "Save changes")
    assert isinstance(host.last, SetGroupRights)
    assert center.tree.current == Entry("technician", 7)
    assert center.technician_page.isVisible()


def test_unsaved_changes_can_be_discarded(center, host, qtbot) -> None:
    choose(center, "group", 2)
    center.group_page.rows["chat"].segments.buttons[Setting.ON].click()
    center.close()
    assert center.isVisible()
    press(dialogs(center)[0], "Discard")
    assert not center.isVisible()
    assert not any(isinstance(message, SetGroupRights) for message in host.asked)


def test_an_unsaved_web_page_asks_before_the_window_closes(center, host, directory, qtbot) -> None:
    center.sections.show_part("page")
    center.web_page.look.name.textEdited.emit("Müller")
    center.sections.show_part("people")
    assert center.web_page.unsaved
    center.close()
    assert center.isVisible()
    press(dialogs(center)[0], "Save changes")
    qtbot.waitUntil(lambda: not center.isVisible())
    assert isinstance(host.last, WatchDirectory)
    assert host.page.settings.name == "Müller"


def test_an_unsaved_web_page_can_be_discarded(center, host) -> None:
    center.web_page.look.name.textEdited.emit("Müller")
    center.close()
    press(dialogs(center)[0], "Discard")
    assert not center.isVisible()
    assert host.page.settings.name == ""


def test_the_saved_web_page_is_opened_in_the_browser(center, monkeypatch) -> None:
    assert not center.web_page.open_button.isEnabled()
    opened = []
    monkeypatch.setattr("console.windows.webpage.web_page.QDesktopServices.openUrl", opened.append)
    center._pages_at = lambda: "https://help.example.org"
    center._follow()
    center.web_page.open_button.click()
    assert [url.toString() for url in opened] == ["https://help.example.org"]


def test_predefined_replies_are_saved(center, host, directory) -> None:
    choose(center, "group", 1)
    page = center.group_page
    assert page.replies.replies == ("Good morning!",)
    page.replies.add()
    page.replies.list.item(1).setText("One moment, please.")
    page.bar.save_button.click()
    assert isinstance(host.last, SetGroupReplies)
    assert directory.replies[1] == ("Good morning!", "One moment, please.")
    assert not page.unsaved


def test_a_channel_is_written_as_channels_are_and_saved(center, host, directory, qtbot) -> None:
    directory.receive(GroupChannel(group=1, channel="printers", effective="printers"))
    choose(center, "group", 2)
    page = center.group_page
    assert page.channel.placeholderText() == "Inherit: printers"
    qtbot.keyClicks(page.channel, "First Level_1!")
    assert page.channel.text() == "first-level-1"
    page.bar.save_button.click()
    assert isinstance(host.last, SetGroupChannel)
    assert directory.channels[2].channel == "first-level-1"
    assert not page.unsaved
    page.channel.selectAll()
    qtbot.keyClick(page.channel, Qt.Key.Key_Backspace)
    assert page.unsaved
    page.bar.discard_button.click()
    assert page.channel.text() == "first-level-1"


def test_a_name_that_is_taken_keeps_the_dialog_and_what_was_typed(center, host) -> None:
    choose(center, "group", 1)
    center.group_button.click()
    (question,) = dialogs(center, NameDialog)
    question.name.setText("First level")
    host.refuse = Reason.NAME_TAKEN
    question.yes_button.click()
    assert question.isVisible()
    assert question.problem.text() == SENTENCES["name_taken"]
    assert question.name.text() == "First level"
    host.refuse = Reason.NONE
    question.name.setText("Second level")
    question.yes_button.click()
    assert not question.isVisible()
    assert (host.last.name, host.last.parent) == ("Second level", 1)


def test_a_technician_gets_a_password_nobody_can_guess(center, host) -> None:
    choose(center, "group", 2)
    center.technician_button.click()
    (question,) = dialogs(center, AddTechnicianDialog)
    assert not question.yes_button.isEnabled()
    question.name.setText("Tom")
    assert len(question.password.text()) >= 16
    question.password.setText("short")
    assert not question.yes_button.isEnabled()
    question.password.setText("long enough it is")
    question.yes_button.click()
    assert isinstance(host.last, AddTechnician)
    assert (host.last.name, host.last.group, host.last.password) == ("Tom", 2, "long enough it is")


def test_of_a_technician_is_said_who_they_are_and_when_they_were_here(center, host) -> None:
    choose(center, "technician", 8)
    page = center.technician_page
    assert page.last_login.text() == "Has never logged in"
    assert not page.details.isVisible()
    page.details_button.click()
    (question,) = dialogs(center, DetailsDialog)
    question.full_name.setText("  Grace   Hopper ")
    question.email.setText("grace")
    assert not question.yes_button.isEnabled()
    assert "no e-mail address" in question.problem.text()
    question.email.setText("grace@example.com")
    question.yes_button.click()
    assert (host.last.full_name, host.last.email, host.last.comment) == ("Grace Hopper", "grace@example.com", "")
    page.show_technician(replace(host.technicians[8], last_login_ms=1_795_000_000_000))
    assert page.details.text() == "Grace Hopper\ngrace@example.com"
    assert page.last_login.text().startswith("Last login: ")
    assert "26" in page.last_login.text()


def test_a_technician_is_disabled_after_a_question_and_enabled_without_one(center, host) -> None:
    choose(center, "technician", 8)
    center.technician_page.disable_button.click()
    press(dialogs(center)[0], "Disable")
    assert host.technicians[8].disabled
    center.technician_page.show_technician(host.technicians[8])
    center.technician_page.disable_button.click()
    assert not host.technicians[8].disabled


def test_a_technician_is_removed_only_after_the_question_which_says_what_stays(center, host) -> None:
    choose(center, "technician", 8)
    center.technician_page.remove_button.click()
    (question,) = dialogs(center, RemoveTechnicianDialog)
    words = " ".join(label.text() for label in question.findChildren(QLabel))
    assert "former technician 8" in words
    assert question.cancel_button.hasFocus() or question.focusWidget() is question.cancel_button
    press(question, "Cancel")
    assert 8 in host.technicians
    center.technician_page.remove_button.click()
    (question,) = dialogs(center, RemoveTechnicianDialog)
    host.refuse = Reason.LAST_ADMINISTRATOR
    question.yes_button.click()
    assert question.isVisible()
    assert question.problem.text() == SENTENCES["last_administrator"]
    host.refuse = Reason.NONE
    question.yes_button.click()
    assert isinstance(host.last, RemoveTechnician)
    assert 8 not in host.technicians
    assert dialogs(center, RemoveTechnicianDialog) == []


def test_the_question_offers_to_disable_instead_unless_that_is_done(center, host) -> None:
    choose(center, "technician", 8)
    center.technician_page.remove_button.click()
    dialogs(center, RemoveTechnicianDialog)[0].disable_button.click()
    assert host.technicians[8].disabled
    center.actions_.remove(Entry("technician", 8))
    (question,) = dialogs(center, RemoveTechnicianDialog)
    assert question.disable_button is None


def test_who_was_removed_by_another_administrator_is_not_disabled_by_an_old_question(center, host, directory) -> None:
    choose(center, "technician", 8)
    center.technician_page.remove_button.click()
    (question,) = dialogs(center, RemoveTechnicianDialog)
    host.carry_out(RemoveTechnician(request=1, technician=8))
    asked = len(host.asked)
    question.disable_button.click()
    assert len(host.asked) == asked


def test_a_technician_is_unlocked_after_a_question(center, host) -> None:
    choose(center, "technician", 8)
    center.technician_page.unlock_button.click()
    press(dialogs(center)[0], "Unlock")
    assert host.last == UnlockTechnician(request=host.last.request, technician=8)
    assert center.technician_page.done.isVisible()
    choose(center, "technician", 7)
    assert not center.technician_page.done.isVisible()
    center.technician_page.unlock_button.click()
    host.refuse = Reason.STORAGE
    press(dialogs(center)[0], "Unlock")
    assert not center.technician_page.done.isVisible()


def many(host, directory, count: int) -> None:
    for number in range(100, 100 + count):
        host.put(technician(number, f"Technician {number}", 1 + number % 3))


def test_what_another_administrator_changes_moves_nothing_that_one_looks_at(qtbot, center, host, directory) -> None:
    many(host, directory, 100)
    bar = center.tree.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    choose(center, "technician", 8)
    bar.setValue(bar.maximum() // 2)
    place = bar.value()
    host.put(replace(host.technicians[150], presence=Presence.AWAY))
    host.put(technician(400, "Zoe", 3))  # below all that is seen
    qtbot.waitUntil(lambda: center.tree._item_of(Entry("technician", 400)) is not None)
    assert (bar.value(), center.tree.current) == (place, Entry("technician", 8))


def test_only_the_row_that_says_something_else_is_written_anew(qtbot, center, host, directory, monkeypatch) -> None:
    many(host, directory, 100)
    qtbot.waitUntil(lambda: center.tree._item_of(Entry("technician", 150)) is not None)
    filled = []
    fill = tree._Row.fill
    monkeypatch.setattr(tree._Row, "fill", lambda row, item: (filled.append(row.entry.number), fill(row, item)))
    host.put(replace(host.technicians[150], presence=Presence.AWAY, administrator=True))
    qtbot.waitUntil(lambda: bool(filled))
    assert filled == [150]
    assert "Administrator" in center.tree._item_of(Entry("technician", 150)).text(0)


def test_with_2000_technicians_one_change_takes_no_time(qtbot, center, host, directory) -> None:
    directory.complete = False  # no refresh for each
    many(host, directory, 2000)
    directory.complete = True
    center._follow()
    began = time.process_time()
    host.put(replace(host.technicians[900], presence=Presence.AWAY))
    center._follow()
    assert time.process_time() - began < 1.5  # 0.2; what sorted all technicians for each group took seconds


def test_all_buttons_of_the_bar_are_wholly_seen_however_narrow_it_is(qtbot) -> None:
    bar = SaveBar()
    qtbot.addWidget(bar)
    wide = bar.sizeHint().width()
    assert bar.minimumSizeHint().width() < wide
    bar.show()
    for width in (wide, bar.minimumSizeHint().width(), wide + 200):
        bar.setFixedWidth(width)
        qtbot.waitUntil(lambda width=width: bar.width() == width)
        QApplication.processEvents()
        for button in bar.controls:
            assert bar.rect().contains(button.geometry())
            assert button.width() >= button.sizeHint().width()


def test_the_last_administrator_stays_one(center, host) -> None:
    choose(center, "technician", 7)
    host.refuse = Reason.LAST_ADMINISTRATOR
    center.technician_page.administrator.click()
    assert not center.technician_page.administrator.isChecked()
    assert len(dialogs(center)) == 1


def test_a_password_is_reset(center, host) -> None:
    choose(center, "technician", 8)
    center.technician_page.reset_button.click()
    (question,) = dialogs(center, PasswordDialog)
    question.yes_button.click()
    assert host.last.technician == 8
    assert len(host.last.password) >= 10


def test_a_full_group_is_removed_into_another_one(center, host) -> None:
    choose(center, "group", 2)
    center.actions_.remove(Entry("group", 2))
    (question,) = dialogs(center, RemoveGroupDialog)
    assert question.heir.currentData() == 1, "the group above is proposed"
    question.yes_button.click()
    assert isinstance(host.last, RemoveGroup)
    assert (host.last.group, host.last.heir) == (2, 1)


def test_moving_by_menu(center, host) -> None:
    center.actions_.move(Entry("technician", 8))
    (question,) = dialogs(center, MoveDialog)
    question.groups.setCurrentIndex(question.groups.findData(3))
    question.yes_button.click()
    assert host.technicians[8].group == 3


def drop(center: AdministrationCenter, entry: Entry, row) -> None:
    """Drop what `entry` stands for onto `row`, as the window system does at the end of a drag."""
    choose(center, entry.kind, entry.number)
    place = center.tree.visualItemRect(row).center() if row is not None else QPoint(40, 500)

    class Dropped(QDropEvent):
        def source(self) -> object:
            return center.tree

    event = Dropped(
        QPointF(place),
        Qt.DropAction.MoveAction,
        center.tree.mimeData([center.tree.currentItem()]),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    center.tree.dropEvent(event)


def test_moving_by_drag_asks_and_waits_for_the_host(center, host) -> None:
    field_service = center.tree.topLevelItem(0)
    drop(center, Entry("technician", 8), field_service)
    press(dialogs(center)[0], "Move")
    assert isinstance(host.last, ChangeTechnician)
    assert host.technicians[8].group == 3


def test_a_group_cannot_be_dragged_below_itself(center, host) -> None:
    support = center.tree.topLevelItem(1)
    drop(center, Entry("group", 1), support.child(1))
    assert dialogs(center) == []
    drop(center, Entry("group", 2), None)
    press(dialogs(center)[0], "Move")
    assert isinstance(host.last, ChangeGroup)
    assert (host.last.group, host.last.parent) == (2, 0)


def test_what_somebody_else_removes_is_no_longer_shown(center, host, directory, qtbot) -> None:
    choose(center, "group", 3)
    host.carry_out(RemoveGroup(request=1, group=3, heir=0))
    qtbot.waitUntil(lambda: center.tree.topLevelItemCount() == 1)
    assert center.tree.current == Entry("group", 1)
    assert center.group_page.draft.saved.group == 1


def test_every_dialog_says_what_is_asked(center) -> None:
    center.actions_.add_technician(1)
    for dialog in dialogs(center, RequestDialog):
        assert all(field.accessibleName() for field in dialog.findChildren(QLineEdit))


def test_tab_goes_from_the_tree_through_the_rights_to_the_save_button(center) -> None:
    choose(center, "group", 2)
    center.group_page.rows["chat"].lock.click()  # so that there is something to save
    center.tree.setFocus()
    names = []
    for _ in range(24):
        center.focusNextChild()
        names.append(center.focusWidget().accessibleName() or center.focusWidget().text())
    assert names.index("Chat: Inherit") < names.index("End sessions: Inherit") < names.index("Sessions at a time")
    assert names.index("Sessions at a time") < names.index("Add reply") < names.index("Save changes")


def test_the_end_of_the_hosts_certificate_is_said_until_it_is_renewed(center, directory) -> None:
    assert not center.banner.isVisible()
    for ends_ms, words in ((4_000_000_000_000, "certificate ends on"), (1_000_000_000_000, "has ended on")):
        directory.receive(CertificateEnds(ends_ms=ends_ms))
        center._follow()
        assert center.banner.isVisible()
        assert words in center.banner.words.text()
    directory.receive(CertificateEnds(ends_ms=0))
    center._follow()
    assert not center.banner.isVisible()


def test_it_says_what_another_administrator_has_changed_meanwhile(qtbot, center, host) -> None:
    choose(center, "group", 1)
    page = center.group_page
    page._choose("chat", setting=Setting.ON)
    page._choose_sessions(7)
    assert page.meanwhile.isHidden()
    entry = host.groups[1]
    rights = tuple(replace(right, setting=Setting.OFF) if right.name == "chat" else right for right in entry.rights)
    center._directory.receive(replace(entry, sessions=3, rights=rights))
    center._directory.receive(GroupChannel(group=1, channel="helpdesk", effective="helpdesk"))
    qtbot.waitUntil(page.meanwhile.isVisible)
    assert page.meanwhile.words.text() == (
        "Meanwhile another administrator has changed: Chat, Sessions at a time, Channel. You have changed this, too: "
        "Chat, Sessions at a time. “Save changes” puts yours in place of theirs."
    )
    page.meanwhile.button.click()
    assert page.meanwhile.isHidden()
    assert (page.draft.rights["chat"].setting, page.draft.sessions, page.draft.channel) == (Setting.OFF, 3, "helpdesk")
    assert not page.unsaved


def test_what_others_have_changed_is_forgotten_with_the_own_changes(qtbot, center, host) -> None:
    choose(center, "group", 1)
    page = center.group_page
    page._choose("end", setting=Setting.ON)
    center._directory.receive(replace(host.groups[1], sessions=3))
    qtbot.waitUntil(page.meanwhile.isVisible)
    assert not page.meanwhile.button.isVisible(), "there is nothing to choose between"
    page.discard()
    assert page.meanwhile.isHidden()


def test_technicians_stand_in_the_order_in_which_people_count(qtbot, center) -> None:
    for number in (10, 2, 1):
        center._directory.receive(technician(number + 20, f"tech{number}", 3))
    field = center.tree.topLevelItem
    qtbot.waitUntil(lambda: field(0).childCount() == 3)
    assert [field(0).child(row).text(0) for row in range(3)] == ["tech1", "tech2", "tech10"]


@pytest.mark.parametrize(("group", "said"), [(0, True), (1, False)])
def test_a_new_group_at_the_top_says_that_it_begins_with_all_rights(center, group, said) -> None:
    center.actions_.add_group(group)
    (question,) = dialogs(center, NameDialog)
    words = [label.text() for label in question.findChildren(QLabel)]
    assert ("It begins with every right, for there is no group above it to inherit from." in words) is said
    question.reject()
