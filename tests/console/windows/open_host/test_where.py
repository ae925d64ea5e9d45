"""Where customers are: asked at the first start and at a new session; terms and invitations of a host for anybody."""

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from console.connection.choice import HostChoice
from console.connection.remote_host import HostSeen
from console.windows.new_session import NewSessionDialog
from console.windows.open_host.entry_dialog import EntryDialog
from console.windows.open_host.where_choice import WhereChoice
from console.windows.settings_dialog import SettingsDialog
from console.windows.which_host import WhichHostDialog
from protocol.trust.device import Device
from resources.program.settings import Settings

OPEN = HostSeen("help.example.org", bytes(range(32)), public=True)


@pytest.fixture
def choice(tmp_path, passwords, qapp):
    settings = Settings(tmp_path / "settings.ini")
    device = Device(bytes(32), bytes(range(32)))
    return HostChoice(settings=settings, folder=tmp_path, listen=None, passwords=passwords, device=device)


def test_there_is_no_choice_where_one_way_alone_is_known(choice, qtbot):
    for use in (lambda: None, choice.use_own_host):
        use()
        where = WhereChoice(choice)
        qtbot.addWidget(where)
        assert not where.offered
        assert not where.changed


def test_a_new_session_may_go_over_the_other_host(choice, qtbot):
    choice.use_open_host(OPEN)
    dialog = NewSessionDialog(where=WhereChoice(choice))
    qtbot.addWidget(dialog)
    assert dialog.where.anywhere.isChecked()
    assert "help.example.org" in dialog.where.anywhere.text()
    here, there = [], []
    dialog.named.connect(here.append)
    dialog.elsewhere.connect(lambda name, where: there.append((name, where)))
    dialog.name.setText("Erika")
    dialog.start_button.click()
    assert (here, there) == (["Erika"], [])
    dialog = NewSessionDialog(where=WhereChoice(choice))
    qtbot.addWidget(dialog)
    dialog.elsewhere.connect(lambda name, where: there.append((name, where)))
    dialog.where.own.setChecked(True)
    dialog.start_button.click()
    ((_, where),) = there
    where.take()
    assert not choice.is_open
    assert choice.other_open == OPEN.address


def test_the_first_start_offers_a_host_for_anybody(choice, qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = WhichHostDialog(choice, parent)
    (button,) = [each for each in dialog.findChildren(QPushButton) if "Anywhere" in each.text()]
    with qtbot.waitSignal(dialog.open_chosen):
        button.click()


def test_terms_are_shown_as_plain_text_and_accepted_by_a_click(choice, qtbot):
    choice.use_open_host(OPEN)
    choice.remote.terms = "<b>Be kind.</b>"
    dialog = EntryDialog(choice.remote, None)
    qtbot.addWidget(dialog)
    assert dialog.terms.toPlainText() == "<b>Be kind.</b>"
    with qtbot.waitSignal(dialog.said):
        dialog.yes_button.click()
    assert choice.open_hosts.find(OPEN.address).terms


def test_an_invitation_is_typed(choice, qtbot):
    choice.use_open_host(OPEN)
    dialog = EntryDialog(choice.remote, None)
    qtbot.addWidget(dialog)
    assert not dialog.yes_button.isEnabled()
    dialog.invitation.setText("chess club")
    with qtbot.waitSignal(dialog.said):
        dialog.yes_button.click()
    assert choice.open_hosts.find(OPEN.address).invitation == "chess club"


def test_the_settings_lead_to_that_question(choice, qtbot):
    dialog = SettingsDialog(choice._settings)
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.where_asked):
        dialog.where.click()
