"""The dialogs of a host on a server: its address and certificate, the login, another password."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from console.connection.open_host import NOT_OPEN, look_whether_open
from console.connection.remote_host import (
    CHANGE_PROBLEMS,
    LOGIN_NEEDED,
    Credentials,
    HostSeen,
    RemoteHost,
    look_at,
)
from console.windows.parts.request_dialog import Answered, RequestDialog
from protocol.link.dialing import Dialler
from protocol.link.link import Trust
from protocol.link.ways.trouble import DialError
from protocol.notation.joincode import BadCode
from protocol.notation.names import NAME_LIMIT, cleaned
from protocol.vocabulary.accounts import PASSWORD_LEAST, PASSWORD_LIMIT
from protocol.vocabulary.messages import Reason
from resources.look import controls
from resources.look.words import host_words
from resources.program.preset import ADDRESS_LIMIT

if TYPE_CHECKING:
    from console.connection.own_account import OwnAccount
    from console.desk.desk import Desk


def in_blocks(fingerprint: bytes) -> str:
    """Return a fingerprint as it is compared: blocks of four digits, eight a line."""
    digits = fingerprint.hex().upper()
    blocks = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    return "\n".join("  ".join(blocks[at : at + 8]) for at in range(0, len(blocks), 8))


def later_words(seconds: int) -> str:
    """Return what to say of a login that the host takes only after so many seconds."""
    words = QCoreApplication.translate(
        "LoginDialog",
        "Wrong passwords were tried for this name. You need not do anything: the login is tried again in {seconds} s.",
    )
    return words.format(seconds=seconds)


class HostDialog(RequestDialog):
    """Asks for the host's address, looks at its certificate, and has the technician compare it once.

    Signals:
        trusted: (HostSeen) this host is to be used.
    """

    help_page = "host"

    trusted = Signal(object)

    def __init__(
        self, address: str, parent: QWidget, dialler: Dialler | None = None, *, for_anybody: bool = False
    ) -> None:
        title = self.tr("Customers anywhere") if for_anybody else self.tr("Use a host in your company")
        super().__init__(title, parent)
        self._dialler = dialler
        self._for_anybody = for_anybody
        self._seen: HostSeen | None = None
        self._task: asyncio.Task[None] | None = None
        self.address = QLineEdit(address)
        self.address.setMaxLength(ADDRESS_LIMIT)
        self.address.setPlaceholderText("support.example:7330")
        self.address.textChanged.connect(self._forget_seen)
        words = self.tr("Your administrator tells you the address. With it, colleagues can join your sessions.")
        if for_anybody:
            words = self.tr(
                "The name of a host that lets anybody in, such as help.example.org. It passes on what it cannot read. "
                "Nothing is opened on this computer, and you need no account there."
            )
        self.field(self.tr("&Address"), self.address, words)
        self.certificate = controls.text(kind="body", wrap=True)
        self.fingerprint = controls.text(kind="strong")
        self.fingerprint.setProperty("face", "digits")
        self.fingerprint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.certificate, self.fingerprint):
            label.hide()
            self.body.addWidget(label)
        self.authority = QCheckBox(self.tr("Trust the authority that issued it, and so renewed certificates, too"))
        self.authority.hide()
        self.authority.toggled.connect(self._choose_authority)
        self.body.addWidget(self.authority)
        self.make_answers(self._first_word(), send=self._connect, complete=self._has_address)

    def _has_address(self) -> bool:
        return bool(self.address.text().strip())

    def _connect(self, then: Answered) -> None:
        """Look at the certificate; the second time it is trusted."""
        if self._seen is not None:
            self.trusted.emit(self._seen)
            then("")
            return
        self._task = asyncio.get_running_loop().create_task(self._look(then))

    async def _look(self, then: Answered) -> None:
        try:
            seen = await look_at(self.address.text().strip(), self._dialler)
            if self._for_anybody and not await self._is_open(seen):
                then(NOT_OPEN)
                return
        except DialError as error:
            then(error.code)
        except BadCode:
            then("name")
        else:
            self._show(seen)

    async def _is_open(self, seen: HostSeen) -> bool:
        dialler = self._dialler or Dialler()
        return await look_whether_open(seen.address, Trust(seen.trusted), dialler) is not None

    def _first_word(self) -> str:
        """Return the word on the button before anything was looked at."""
        return self.tr("Check") if self._for_anybody else self.tr("Connect")

    def _show(self, seen: HostSeen) -> None:
        if self.gone:
            return
        self._seen = seen
        self.authority.setVisible(seen.authority is not None and not seen.public)
        self._say_what_to_compare(seen)
        self.certificate.show()
        self.fingerprint.setVisible(not seen.public)
        assert self.yes_button is not None
        self.yes_button.setText(self.tr("Use this host") if seen.public else self.tr("It is the same: use this host"))
        self.done_waiting()
        self.fit()

    def _say_what_to_compare(self, seen: HostSeen) -> None:
        if seen.public and self._for_anybody:
            words = self.tr("It works: this host lets anybody in, and an authority vouches for its name.")
        elif seen.public:
            words = self.tr("An authority that this computer trusts vouches for the certificate of this host.")
        elif seen.by_authority:
            words = self.tr(
                "The certificate of the authority, {name}, has this SHA-256. Compare it with what your administrator "
                "gives you: if it is another one, somebody may be in between. From now on whatever this authority "
                "issues for this address is accepted."
            ).format(name=seen.authority_name)
        else:
            words = self.tr(
                "The host shows the certificate with this SHA-256. Compare it with what your administrator gives you: "
                "if it is another one, somebody may be in between. From now on no other one is accepted."
            )
        self.certificate.setText(words)
        self.fingerprint.setText(in_blocks(seen.shown))
        self.fingerprint.setAccessibleName(seen.shown.hex())

    def _choose_authority(self, chosen: bool) -> None:
        if self._seen is not None:
            self._seen = replace(self._seen, by_authority=chosen)
            self._say_what_to_compare(self._seen)
            self.fit()

    def _forget_seen(self) -> None:
        self._seen = None
        self.authority.hide()
        self.authority.setChecked(False)
        self.certificate.hide()
        self.fingerprint.hide()
        if self.yes_button is not None:
            self.yes_button.setText(self._first_word())
        self.follow()


class LoginDialog(RequestDialog):
    """Asks for name and password and stays until the host has accepted them."""

    help_page = "host"

    def __init__(self, desk: Desk, host: RemoteHost, parent: QWidget) -> None:
        super().__init__(self.tr("Log in on {host}").format(host=host_words(host.address)), parent)
        self._desk = desk
        self._host = host
        self._then: Answered | None = None
        self.name = QLineEdit(host.name)
        self.name.setMaxLength(NAME_LIMIT)
        self.password = QLineEdit()
        self.password.setMaxLength(PASSWORD_LIMIT)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for field in (self.name, self.password):
            field.textChanged.connect(self.follow)
        self.remember = QCheckBox(self.tr("Remember me"))
        self.remember.setEnabled(host.passwords.available)
        self.field(self.tr("&Name"), self.name)
        self.field(self.tr("&Password"), self.password)
        self.body.addWidget(self.remember)
        self.remember.setVisible(host.passwords.available)
        kept = self.tr("The password is kept in this system’s key store.")
        hint = kept if host.passwords.available else self.tr("Passwords are not remembered on this computer.")
        forgotten = self.tr("Who has forgotten theirs gets a new one from the administrator.")
        self.body.addWidget(controls.text(f"{hint} {forgotten}", kind="small", wrap=True))
        self.make_answers(self.tr("Log in"), send=self._log_in, complete=self._has_both)
        (self.password if host.name else self.name).setFocus()
        desk.changed.connect(self._follow_desk)

    def _has_both(self) -> bool:
        return bool(cleaned(self.name.text()) and self.password.text())

    def _log_in(self, then: Answered) -> None:
        """Log in; the desk's state is the answer."""
        self._then = then
        name = cleaned(self.name.text())
        self._host.use(Credentials(name, self.password.text(), self.remember.isChecked()))
        self._desk.retry()

    def _follow_desk(self) -> None:
        state = self._desk.host_state
        then = self._then
        if state == "up" and then is not None:
            self._then = None
            then("")
        elif state == f"down:{Reason.LOCKED}" and then is not None:
            self.say(later_words(self._desk.login_in_s))
        elif state.startswith("down:") and then is not None and state != f"down:{LOGIN_NEEDED}":
            self._then = None
            if (code := state.removeprefix("down:")) in CHANGE_PROBLEMS:
                return  # another dialog asks for that
            then(code)
            self.password.selectAll()
            self.password.setFocus()


class NewPasswordDialog(RequestDialog):
    """Has two fields for a new password."""

    help_page = "host"

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.new, self.again = QLineEdit(), QLineEdit()

    def password_field(self, field: QLineEdit, words: str, hint: str = "") -> None:
        """Add a field that shows nothing of what is typed."""
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMaxLength(PASSWORD_LIMIT)
        field.textChanged.connect(self.follow)
        self.field(words, field, hint)

    def new_fields(self) -> None:
        """Add the two fields for the new password."""
        hint = self.tr("At least {count} characters, not your name, and none that is used everywhere.")
        self.password_field(self.new, self.tr("&New password"), hint.format(count=PASSWORD_LEAST))
        self.password_field(self.again, self.tr("New password &again"))

    def has_new_password(self) -> bool:
        """Return whether the new password is long enough and typed twice the same; say where it is not the same."""
        same = self.new.text() == self.again.text()
        if self.again.text():
            self.say("" if same else self.tr("The two new passwords are not the same."))
        return same and len(self.new.text()) >= PASSWORD_LEAST


class FirstPasswordDialog(NewPasswordDialog):
    """Asks for a password in place of one that somebody else has set, and logs in with it."""

    def __init__(self, desk: Desk, host: RemoteHost, parent: QWidget) -> None:
        super().__init__(self.tr("Choose your own password"), parent)
        self._desk = desk
        self._host = host
        self._then: Answered | None = None
        words = self.tr(
            "Somebody else has set the password that you have logged in with. Choose another one now, which only you "
            "know; until then {host} lets nothing else through."
        ).format(host=host_words(host.address))
        self.body.addWidget(controls.text(words, kind="muted", wrap=True))
        self.new_fields()
        self.make_answers(self.tr("Set password and log in"), send=self._log_in, complete=self.has_new_password)
        desk.changed.connect(self._follow_desk)

    def _log_in(self, then: Answered) -> None:
        """Log in; the desk's state is the answer."""
        if self._host.given is None:
            then(Reason.WRONG_LOGIN)
            return
        self._then = then
        self._host.use(replace(self._host.given, new=self.new.text()))
        self._desk.retry()

    def _follow_desk(self) -> None:
        state, then = self._desk.host_state, self._then
        if then is None or not (state == "up" or state.startswith("down:")):
            return
        if state == f"down:{Reason.LOCKED}":
            self.say(later_words(self._desk.login_in_s))
        else:
            self._then = None
            then("" if state == "up" else state.removeprefix("down:"))


class ChangePasswordDialog(NewPasswordDialog):
    """Asks for the password and for another one, twice."""

    def __init__(self, account: OwnAccount, host: RemoteHost, parent: QWidget) -> None:
        super().__init__(self.tr("Change password"), parent)
        self._account = account
        self._host = host
        self.old = QLineEdit()
        self.password_field(self.old, self.tr("&Present password"))
        self.new_fields()
        self.make_answers(self.tr("Change password"), send=self._change, complete=self._has_all)

    def _has_all(self) -> bool:
        return self.has_new_password() and bool(self.old.text())

    def _change(self, then: Answered) -> None:
        new = self.new.text()

        def answered(problem: str) -> None:
            if not problem:
                self._host.password_changed(new)
            then(problem)

        self._account.change_password(self.old.text(), new, answered)
