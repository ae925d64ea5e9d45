"""What the window asks about the host, with a desk by hand."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from console.connection.choice import HostChoice
from console.connection.remote_host import Credentials, HostSeen
from console.windows import host_questions
from console.windows.admin.window import AdministrationCenter
from console.windows.host_dialogs import (
    ChangePasswordDialog,
    FirstPasswordDialog,
    HostDialog,
    LoginDialog,
    in_blocks,
)
from console.windows.main_window import MainWindow
from console.windows.settings_dialog import SettingsDialog
from console.windows.which_host import WhichHostDialog
from protocol.vocabulary.accounts import Account, Changed, Presence, SetPresence
from protocol.vocabulary.messages import LoggedIn, Reason
from resources.look.dialog import Dialog
from resources.program.preset import BadPreset, Preset
from resources.program.settings import Settings
from resources.words.sentences import SENTENCES
from tests.helpers.odd.addresses import ADDRESSES, NO_ADDRESSES

SEEN = HostSeen("support.example:7331", bytes(range(32)), public=False)


@pytest.fixture
def window(qtbot, desk, settings, choice) -> MainWindow:
    choice.use_company_host(SEEN)
    desk.host_state = "starting"
    window = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(window, before_close_func=lambda w: setattr(w, "_leaving", True))
    window.show()
    return window


def dialogs(window: MainWindow, kind: type[Dialog]) -> list[Dialog]:
    return [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]


def press(dialog: Dialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def entries(window: MainWindow) -> list[str]:
    return [action.text() for action in window.host_menu.actions() if not action.isSeparator()]


def test_the_authority_that_issued_a_certificate_can_be_trusted_in_its_place(window) -> None:
    dialog = HostDialog("support.example", window)
    seen = HostSeen("support.example", bytes(32), public=False, authority=b"a" * 32, authority_name="CN=A & B")
    trusted = []
    dialog.trusted.connect(trusted.append)
    dialog.show()
    dialog._show(seen)
    assert dialog.authority.isVisible()
    assert dialog.fingerprint.text() == in_blocks(bytes(32))
    dialog.authority.click()
    assert dialog.fingerprint.text() == in_blocks(b"a" * 32)
    assert "CN=A & B" in dialog.certificate.text()
    dialog._forget_seen()
    assert not dialog.authority.isVisible()
    dialog._show(SEEN)
    assert not dialog.authority.isVisible()
    assert dialog.fingerprint.text() == in_blocks(SEEN.fingerprint)
    dialog._show(seen)
    assert not dialog.authority.isChecked()
    dialog.authority.click()
    press(dialog, "It is the same: use this host")
    assert [each.trusted for each in trusted] == [b"a" * 32]


def test_the_own_host_asks_nothing(qtbot, desk, settings, choice) -> None:
    window = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(window)
    window.show()
    desk.host("down:refused")
    assert dialogs(window, LoginDialog) == []
    assert entries(window) == ["Administration Center…", "Check the connection…", "Use a host in your company…"]
    assert not window.sidebar.presence.isVisible()


def test_the_login_is_asked_for_by_itself_and_once(window, desk) -> None:
    desk.host("down:login_needed")
    desk.host("down:login_needed")
    (login,) = dialogs(window, LoginDialog)
    press(login, "Cancel")
    assert dialogs(window, LoginDialog) == []
    assert "Log in" in window.host_banner.words.text()
    window.host_banner.button.click()
    assert len(dialogs(window, LoginDialog)) == 1


@pytest.mark.parametrize("code", ["wrong_login", "disabled", "login_relayed:ACME: Proxy"])
def test_a_refused_login_says_why_and_keeps_what_was_typed(window, desk, code: str) -> None:
    desk.host("down:login_needed")
    (login,) = dialogs(window, LoginDialog)
    assert not login.yes_button.isEnabled()
    login.name.setText(" Ada ")
    login.password.setText("wrong horse")
    login.yes_button.click()
    assert desk.done == [("retry",)]
    assert not login.yes_button.isEnabled(), "one try at a time"
    desk.host("starting")
    desk.host(f"down:{code}")
    assert login.isVisible()
    kind, _, about = code.partition(":")
    assert login.problem.text() == SENTENCES[kind].format(about=about), "what relays is named"
    assert (login.name.text(), login.password.text()) == (" Ada ", "wrong horse")
    login.yes_button.click()
    desk.host("starting")
    desk.host("up")
    assert not login.isVisible()


def test_a_host_that_is_not_there_is_said_in_the_login(window, desk) -> None:
    desk.host("down:login_needed")
    (login,) = dialogs(window, LoginDialog)
    login.name.setText("Ada")
    login.password.setText("correct horse")
    login.yes_button.click()
    desk.host("down:refused")
    assert login.problem.text() == SENTENCES["refused"]


def test_a_disabled_technician_reads_it(window, desk) -> None:
    desk.host("up")
    desk.host("down:disabled")
    (login,) = dialogs(window, LoginDialog)
    assert login.problem.text() == SENTENCES["disabled"]
    assert window.host_banner.words.text() == SENTENCES["disabled"]


def test_another_certificate_is_said_out_loud(window, desk) -> None:
    desk.host("down:certificate")
    assert "another certificate" in window.host_banner.words.text()
    assert dialogs(window, LoginDialog) == []


def test_the_certificate_is_compared_before_it_is_trusted(window, qtbot, monkeypatch) -> None:
    trusted = []
    dialog = HostDialog("", window)
    dialog.trusted.connect(trusted.append)
    dialog.show()
    dialog._show(SEEN)
    assert dialog.fingerprint.text() == in_blocks(SEEN.fingerprint)
    assert trusted == []
    dialog.address.setText("elsewhere.example")
    assert not dialog.fingerprint.isVisible(), "what was seen belongs to another address"
    dialog._show(SEEN)
    dialog.yes_button.click()
    assert trusted == [SEEN]
    assert not dialog.isVisible()


async def test_an_address_that_is_none_is_said(window) -> None:
    dialog = HostDialog("no address at all", window)
    dialog.show()
    dialog.yes_button.click()
    await asyncio.wait_for(dialog._task, 5)
    assert dialog.problem.text() == SENTENCES["name"]


def test_a_fingerprint_is_shown_in_blocks() -> None:
    lines = in_blocks(bytes(range(32))).splitlines()
    assert lines[0].split() == ["0001", "0203", "0405", "0607", "0809", "0A0B", "0C0D", "0E0F"]
    assert len(lines) == 2


def test_the_password_is_changed(window, desk, choice) -> None:
    sent = []
    desk.account.link_up(sent.append, LoggedIn(name="Ada", group="Support", rights=()))
    desk.host("up")
    window.questions.ask_for_password()
    (question,) = dialogs(window, ChangePasswordDialog)
    question.old.setText("correct horse")
    question.new.setText("battery staple")
    question.again.setText("battery stable")
    assert not question.yes_button.isEnabled()
    assert question.problem.text()
    question.again.setText("battery staple")
    question.yes_button.click()
    desk.account.receive(Changed(request=sent[0].request, reason=Reason.WRONG_LOGIN))
    assert question.problem.text() == SENTENCES["wrong_login"]
    question.yes_button.click()
    desk.account.receive(Changed(request=sent[1].request, reason=Reason.NONE))
    assert not question.isVisible()


def test_logging_out_asks_while_sessions_live(window, desk) -> None:
    desk.host("up")
    session = desk.add()
    assert "Log out" in entries(window)
    window.questions.log_out()
    assert desk.done == []
    press(dialogs(window, Dialog)[0], "End all sessions")
    assert session.done == [("end",)]
    assert desk.done == [("log_out",)]
    desk.host("down:login_needed")
    assert dialogs(window, LoginDialog) == [], "who logs out does not want to log in"


def test_presence_is_shown_and_changed(window, desk) -> None:
    sent = []
    desk.account.link_up(sent.append, LoggedIn(name="Ada", group="Support", rights=()))
    desk.host("up")
    button = window.sidebar.presence
    assert button.isVisible()
    assert button.accessibleName() == "Ada, Online"
    button.menu().actions()[2].trigger()
    assert sent == [SetPresence(presence=Presence.BUSY)]
    assert button.accessibleName() == "Ada, Busy"


def test_only_administrators_get_the_administration_center(window, desk, qtbot) -> None:
    desk.host("up")
    assert not window.host_menu.actions()[0].isEnabled()
    desk.account.receive(Account(technician=7, administrator=True, sessions_limit=5))
    assert window.host_menu.actions()[0].isEnabled()
    window.host_menu.actions()[0].trigger()
    center = window.administration
    assert isinstance(center, AdministrationCenter)
    window.show_administration()
    assert window.administration is center, "there is one only"
    desk.account.receive(Account(technician=7, administrator=False, sessions_limit=5))
    assert window.administration is None


def test_the_welcome_leads_to_a_companys_host(qtbot, desk, settings, choice) -> None:
    window = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(window)
    window.show()
    window.welcome.company_button.click()
    assert len(dialogs(window, HostDialog)) == 1


# -- what the company has set -----------------------------------------------------------------------------------


def made_with(preset: Preset, tmp_path, passwords, desk, qtbot) -> tuple[MainWindow, HostChoice]:
    settings = Settings(tmp_path / "settings.ini", preset)
    choice = HostChoice(settings=settings, folder=tmp_path / "new", listen=None, passwords=passwords)
    window = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(window, before_close_func=lambda w: setattr(w, "_leaving", True))
    window.show()
    return window, choice


HOST = {"company_host": "desk.example", "company_fingerprint": "", "company_authority": ""}


def test_at_the_first_start_it_is_asked_which_host(tmp_path, passwords, desk, qtbot) -> None:
    window, choice = made_with(Preset(), tmp_path, passwords, desk, qtbot)
    desk.host("down:choice_needed")
    desk.host("down:choice_needed")
    (question,) = dialogs(window, WhichHostDialog)
    assert "Until then nothing is opened" in window.host_banner.words.text()
    press(question, "Cancel")
    window.host_banner.button.click()
    (question,) = dialogs(window, WhichHostDialog)
    press(question, "In my own network")
    assert not choice.needed


def test_a_copy_that_is_prepared_offers_its_host(tmp_path, passwords, desk, qtbot) -> None:
    window, choice = made_with(Preset(asked=HOST), tmp_path, passwords, desk, qtbot)
    desk.host("down:choice_needed")
    (question,) = dialogs(window, WhichHostDialog)
    assert choice.remote is None
    press(question, "Use desk.example")
    assert choice.remote is not None
    assert choice.remote.address == "desk.example"


def test_where_the_own_host_must_not_be_used_it_is_not_offered(tmp_path, passwords, desk, qtbot) -> None:
    window, _choice = made_with(Preset(fixed={"own_host": "off"}), tmp_path, passwords, desk, qtbot)
    desk.host("down:choice_needed")
    (question,) = dialogs(window, WhichHostDialog)
    words = [button.text() for button in question.findChildren(QPushButton)]
    assert words == ["Use a host in your company…", "Cancel"]


@pytest.mark.parametrize(
    ("preset", "ways"),
    [
        (Preset(fixed=HOST), ["desk.example: set by your administrator"]),
        (
            Preset(proposed=HOST, fixed={"own_host": "off"}),
            ["desk.example: preset by your company", "Use another host in your company…"],
        ),
    ],
)
def test_the_menu_says_whose_choice_the_host_is(tmp_path, passwords, desk, qtbot, preset, ways) -> None:
    window, _choice = made_with(preset, tmp_path, passwords, desk, qtbot)
    desk.host("up")
    assert entries(window)[-len(ways) :] == ways
    assert "Use this computer’s own host again" not in entries(window)


def test_a_preset_that_cannot_be_used_is_said_in_one_sentence(tmp_path, passwords, desk, qtbot) -> None:
    bad = BadPreset("preset_no_toml", file="/etc/fernblick/console.toml", where="3")
    window, _choice = made_with(Preset(problem=bad), tmp_path, passwords, desk, qtbot)
    desk.host("down:preset_bad")
    said = window.host_banner.words.text()
    assert "/etc/fernblick/console.toml is no TOML in line 3" in said
    assert dialogs(window, WhichHostDialog) == []


def test_what_the_policy_has_set_is_shown_and_cannot_be_changed(tmp_path, qtbot) -> None:
    preset = Preset(
        fixed={"language": "de", "share_signs": "off", "announce_in_lan": "off"}, proposed={"appearance": "dark"}
    )
    dialog = SettingsDialog(Settings(tmp_path / "settings.ini", preset))
    qtbot.addWidget(dialog)
    assert not dialog.language.isEnabled()
    assert dialog.language.currentData() == "de"
    assert "Set by your administrator." in dialog.language.accessibleDescription()
    assert not dialog.share_signs.isEnabled()
    assert not dialog.announced.isEnabled()
    assert not dialog.announced.isChecked()
    assert dialog.appearance.isEnabled()
    assert "Preset by your company." in dialog.appearance.accessibleDescription()
    dialog.save_button.click()
    assert Settings(tmp_path / "settings.ini").language == "system"


def test_the_login_says_what_to_do_about_a_forgotten_password(window, desk) -> None:
    desk.host("down:login_needed")
    (login,) = dialogs(window, LoginDialog)
    words = " ".join(label.text() for label in login.findChildren(QLabel))
    assert "administrator" in words
    assert "keyring" not in words


# -- a login that comes too early, and a password of somebody else -------------------------------------------------


def test_a_login_that_comes_too_early_says_when_it_is_tried_again_and_waits(window, desk) -> None:
    desk.host("down:login_needed")
    (login,) = dialogs(window, LoginDialog)
    login.name.setText("Ada")
    login.password.setText("correct horse")
    login.yes_button.click()
    desk.login_in_s = 16
    desk.host("down:locked")
    assert "again in 16 s" in login.problem.text()
    assert not login.yes_button.isEnabled(), "it is tried by itself"
    assert "again in 16 s" in window.host_banner.words.text()
    desk.host("starting")
    desk.host("up")
    assert dialogs(window, LoginDialog) == []


def test_a_password_of_somebody_else_is_changed_before_anything_else(window, desk, choice) -> None:
    desk.host("down:login_needed")
    (login,) = dialogs(window, LoginDialog)
    login.name.setText("Ada")
    login.password.setText("given to me")
    login.yes_button.click()
    refuse(choice, desk, "change_needed")
    assert dialogs(window, LoginDialog) == []
    (first,) = dialogs(window, FirstPasswordDialog)
    assert not first.yes_button.isEnabled()
    assert not first.problem.isVisible()
    first.new.setText("basketball")
    first.again.setText("basketbal")
    assert not first.yes_button.isEnabled()
    first.again.setText("basketball")
    first.yes_button.click()
    assert said_by(choice) == ("given to me", "basketball")
    desk.host("starting")
    refuse(choice, desk, "known_password")
    assert first.problem.text() == SENTENCES["known_password"]
    for field in (first.new, first.again):
        field.setText("a word of my own")
    first.yes_button.click()
    assert said_by(choice) == ("given to me", "a word of my own")
    desk.host("up")
    assert dialogs(window, FirstPasswordDialog) == []


async def test_a_given_password_that_was_reset_meanwhile_is_asked_for_anew(window, desk, choice) -> None:
    desk.host("down:login_needed")
    choice.remote.use(Credentials("Ada", "given to me"))
    refuse(choice, desk, "change_needed")
    (first,) = dialogs(window, FirstPasswordDialog)
    for field in (first.new, first.again):
        field.setText("a word of my own")
    first.yes_button.click()
    refuse(choice, desk, "wrong_login")
    assert dialogs(window, FirstPasswordDialog) == []
    (login,) = dialogs(window, LoginDialog)
    assert login.problem.text() == SENTENCES["wrong_login"]


def refuse(choice: HostChoice, desk, reason: str) -> None:
    """Have the host refuse the login, as the connection takes it."""
    choice.remote.refused(choice.remote._credentials, Reason(reason))
    desk.host(f"down:{reason}")


def said_by(choice: HostChoice) -> tuple[str, str]:
    credentials = choice.remote._credentials
    return credentials.password, credentials.new


@pytest.mark.parametrize("typed", NO_ADDRESSES)
def test_what_is_no_address_is_not_saved_and_said(tmp_path, qtbot, typed) -> None:
    dialog = SettingsDialog(settings := Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.address.setText(typed)
    dialog.save_button.click()
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    assert settings.public_address == ""
    dialog.address.setText("desk")
    assert not dialog.problem.isVisible()
    dialog.save_button.click()
    assert (dialog.isVisible(), settings.public_address) == (False, "desk")


@pytest.mark.parametrize(("typed", "plain"), ADDRESSES.items())
def test_an_address_is_kept_as_links_carry_it(tmp_path, qtbot, typed, plain) -> None:
    dialog = SettingsDialog(Settings(tmp_path / "settings.ini"))
    qtbot.addWidget(dialog)
    dialog.address.setText(typed)
    dialog.save_button.click()
    assert Settings(tmp_path / "settings.ini").public_address == plain


def test_an_address_that_cannot_be_read_any_more_counts_for_none(tmp_path) -> None:
    (tmp_path / "settings.ini").write_text("[General]\npublic_address=desk:\n")
    assert Settings(tmp_path / "settings.ini").public_address == ""


@pytest.mark.parametrize("by", ["menu", "banner"])
def test_the_menu_and_the_banner_lead_to_a_check_of_the_companys_host(window, desk, monkeypatch, by) -> None:
    asked = []
    monkeypatch.setattr(host_questions, "open_check", lambda subject, **more: asked.append((subject, more["program"])))
    if by == "menu":
        next(action for action in window.host_menu.actions() if action.text() == "Check the connection…").trigger()
    else:
        desk.host("down:unreachable")
        window.host_banner.check_button.click()
    ((subject, program),) = asked
    assert (subject.address, subject.trust.fingerprint, subject.own) == (SEEN.address, SEEN.trusted, False)
    assert program == "console"


@pytest.mark.parametrize(
    ("code", "offered"),
    [
        *(("unreachable", True), ("blocked:443", True), ("certificate", True), ("proxy_forbids", True)),
        *(("login_needed", False), ("disabled", False), ("locked", False)),
    ],
)
def test_the_banner_offers_a_check_where_that_may_explain_what_is_wrong(window, desk, code: str, offered: bool) -> None:
    desk.host(f"down:{code}")
    assert window.host_banner.isVisible()
    assert window.host_banner.check_button.isVisible() is offered


def test_the_banner_of_the_own_host_offers_no_check_of_a_connection(qtbot, desk, settings, choice) -> None:
    window = MainWindow(desk=desk, settings=settings, choice=choice)
    qtbot.addWidget(window)
    window.show()
    desk.host("down:host_failed")
    assert window.host_banner.isVisible()
    assert not window.host_banner.check_button.isVisible()
