"""What the main window asks about the host: which one, who logs in, another password, logging out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu

from console.connection.choice import CHOICE_NEEDED, PRESET_BAD
from console.connection.open_host import ENTRY_PROBLEMS, OpenRemote
from console.connection.remote_host import LOGIN_NEEDED, LOGIN_PROBLEMS, RemoteHost
from console.windows.host_dialogs import (
    ChangePasswordDialog,
    FirstPasswordDialog,
    HostDialog,
    LoginDialog,
    later_words,
)
from console.windows.new_session import NewSessionDialog
from console.windows.open_host.entry_dialog import EntryDialog
from console.windows.open_host.where_choice import WhereChoice
from console.windows.which_host import WhichHostDialog
from protocol.link.link import Trust
from protocol.vocabulary.messages import Reason
from resources.look import dialog
from resources.program.network.check_dialog import Subject, open_check
from resources.words.open_sentences import OPEN_SENTENCES
from resources.words.preset_sentences import preset_sentence
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.connection.choice import HostChoice
    from console.desk.desk import Desk

_OWN_SENTENCE = {
    "network",
    "unresolved",
    "name",
    "blocked",
    "other_service",
    "proxy_login",
    "proxy_scheme",
    "proxy_forbids",
    "proxy_gone",
    "certificate_ended",
    "certificate_early",
    "port_taken",
    "data_folder",
    "host_failed",
    "host_slow",
    "host_elsewhere",
    "host_is_server",
    "wrong_login",
    "host_older",
    "host_newer",
}


class HostQuestions(QObject):
    """Opens the dialogs about the host, and the login by itself as soon as it is needed.

    Signals:
        administration_asked: the Administration Center is to be opened.
    """

    administration_asked = Signal()

    def __init__(self, *, desk: Desk, choice: HostChoice, window: QMainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._choice = choice
        self._window = window
        self._login: LoginDialog | FirstPasswordDialog | None = None
        self._which: WhichHostDialog | None = None
        self._entering: EntryDialog | None = None
        self._asked_at = ""  # the state at which the login was asked for

    def fill_menu(self, menu: QMenu) -> None:
        """Fill `menu` with what can be done now."""
        menu.clear()
        remote = self._choice.remote
        administration = menu.addAction(self.tr("Administration Center…"), self.administration_asked.emit)
        administration.setShortcut("Ctrl+Shift+A")
        administration.setEnabled(self._desk.account.administrator and self._desk.host_state == "up")
        menu.addAction(self.tr("Check the connection…"), self.check_connection)
        menu.addSeparator()
        if remote is None:
            if self._choice.needed:
                menu.addAction(self.tr("Choose the host…"), self.ask_which_host)
            else:
                self._add_open(menu)
                menu.addAction(self.tr("Use a host in your company…"), self.ask_for_host)
            return
        if self._choice.is_open:
            if self.needs_entry:
                menu.addAction(self.tr("Use this host…"), self.ask_to_enter)
        elif self.needs_login:
            menu.addAction(self.tr("Log in…"), self.ask_to_log_in)
        else:
            menu.addAction(self.tr("Change password…"), self.ask_for_password)
            menu.addAction(self.tr("Log out"), self.log_out)
        menu.addSeparator()
        self._fill_in_places(menu, remote.address)

    def _fill_in_places(self, menu: QMenu, host: str) -> None:
        """Add where else the technician can go, or whose choice this host is."""
        if self._choice.is_preset:
            fixed, preset = self.tr("{host}: set by your administrator"), self.tr("{host}: preset by your company")
            menu.addAction((fixed if self._choice.fixed else preset).format(host=host)).setEnabled(False)
        if self._choice.fixed:
            return
        self._add_open(menu)
        menu.addAction(self.tr("Use another host in your company…"), self.ask_for_host)
        if self._choice.own_allowed:
            menu.addAction(self.tr("Use this computer’s own host again"), self.use_own_host)

    def _add_open(self, menu: QMenu) -> None:
        if self._choice.open_allowed:
            menu.addAction(self.tr("Customers anywhere…"), self.ask_for_open_host)

    @property
    def needs_entry(self) -> bool:
        """Whether a host for anybody waits for the technician to accept its terms, or for an invitation."""
        return self._choice.is_open and self._desk.host_state.removeprefix("down:") in ENTRY_PROBLEMS

    @property
    def needs_login(self) -> bool:
        """Whether the host on the server waits for somebody to log in."""
        kind = self._desk.host_state.removeprefix("down:").partition(":")[0]
        return isinstance(self._choice.remote, RemoteHost) and kind in LOGIN_PROBLEMS

    def words(self, code: str) -> tuple[str, str]:
        """Return what to say of a host that is down, and the word on the button beside it; "": there is none."""
        if code == CHOICE_NEEDED:
            return self.tr("Say which host you work with. Until then nothing is opened on this computer."), self.tr(
                "Choose…"
            )
        if code == PRESET_BAD and (bad := self._choice.problem) is not None:
            return preset_sentence(bad.code, file=bad.file, where=bad.where), ""
        if code == Reason.WRONG_LOGIN and self._choice.remote is None:
            return self.tr("This computer’s own host did not accept the console. Restart the program."), ""
        if self._choice.is_open and code in OPEN_SENTENCES:
            return sentence(code), self.tr("Go on…") if self.needs_entry else self.tr("Try again")
        return self._words_of_login(code)

    def _words_of_login(self, code: str) -> tuple[str, str]:
        if self.needs_login:
            words = sentence(code) if code != LOGIN_NEEDED else self.tr("Log in to work with your company’s host.")
            return words, self.tr("Log in…")
        if self._choice.remote is not None and code == Reason.LOCKED:
            return later_words(self._desk.login_in_s), self.tr("Try again")
        if self._choice.remote is not None and code == "certificate":
            words = self.tr(
                "The host shows another certificate than the one you trust, so nothing was sent. Ask your "
                "administrator; if it was renewed, choose the host again in the menu “Host”."
            )
            return words, self.tr("Try again")
        return sentence(code if code.partition(":")[0] in _OWN_SENTENCE else "host_gone"), self.tr("Try again")

    def may_check(self, code: str) -> bool:
        """Return whether a look at the connection may explain why the company's host is down."""
        answered = {CHOICE_NEEDED, PRESET_BAD, Reason.LOCKED}
        return self._choice.remote is not None and not self.needs_login and code not in answered

    def help(self) -> None:
        """Do what the button beside these words says."""
        if self._desk.host_state == f"down:{CHOICE_NEEDED}":
            self.ask_which_host()
        elif self.needs_entry:
            self.ask_to_enter()
        elif self.needs_login:
            self.ask_to_log_in()
        else:
            self._choice.dialler.by_hand()
            self._desk.retry()

    def ask_for_session(self, own_name: str, keep_own_name: Callable[[str], None]) -> None:
        """Ask for a customer's name, and where they are, and start a session; for `own_name`, if it is one to ask."""
        question = NewSessionDialog(self._window, WhereChoice(self._choice), own_name=own_name)
        question.own_named.connect(keep_own_name)
        question.named.connect(self._desk.open_session)
        question.elsewhere.connect(self._open_elsewhere)
        question.open()

    def _open_elsewhere(self, name: str, where: WhereChoice) -> None:
        """Use another host once there is no session, and start one there as soon as it is reached."""

        def change() -> None:
            self._choice.pending = name
            where.take()

        self._without_sessions(change)

    def follow(self) -> None:
        """Ask which host is used, or for the login, when that begins to be needed; start what waits for the host."""
        if self._desk.host_state == "up" and (name := self._choice.pending) is not None:
            self._choice.pending = None
            self._desk.open_session(name)
        chooses = self._desk.host_state == f"down:{CHOICE_NEEDED}"
        state = self._desk.host_state if chooses or self.needs_login or self.needs_entry else ""
        if state != self._asked_at:
            self._asked_at = state
            if state and self._window.isVisible():
                ask = self.ask_to_enter if self.needs_entry else self.ask_to_log_in
                (self.ask_which_host if chooses else ask)()

    def check_connection(self) -> None:
        """Open the window that looks at each way to the host; where there is none yet, at one that is typed."""
        remote = self._choice.remote
        subject = Subject("")
        if remote is not None:
            subject = Subject(remote.address, remote.trust)
        elif self._desk.host_state == "up":
            own = self._desk.outside()
            subject = Subject(own.address, Trust(own.fingerprint), own=True)
        open_check(subject, program="console", ways=self._choice.dialler, parent=self._window)

    def ask_which_host(self) -> None:
        """Ask which host is used, once; after a notice that is still to be read, not over it."""
        if self._which is not None:
            return
        notice = next((notice for notice in self._window.findChildren(QDialog) if notice.isVisible()), None)
        if notice is not None:
            notice.finished.connect(self.ask_after_notice, Qt.ConnectionType.SingleShotConnection)
            return
        self._which = WhichHostDialog(self._choice, self._window)
        self._which.finished.connect(self._which_gone)
        self._which.prepared_chosen.connect(self._choice.use_prepared)
        self._which.company_chosen.connect(self.ask_for_host)
        self._which.own_chosen.connect(self.use_own_host)
        self._which.open_chosen.connect(self.ask_for_open_host)
        self._which.open()

    def ask_after_notice(self) -> None:
        """Ask which host is used, now that a notice has been read, if that is still to be known."""
        if self._desk.host_state == f"down:{CHOICE_NEEDED}":
            self.ask_which_host()

    def ask_to_log_in(self) -> None:
        """Open the login, once; or the choice of a password, where that is what the host waits for."""
        remote = self._choice.remote
        if not isinstance(remote, RemoteHost):
            return
        kind = LoginDialog if remote.given is None else FirstPasswordDialog
        if self._login is not None:
            if isinstance(self._login, kind):
                return
            self._login.accept()
        self._login = kind(self._desk, remote, self._window)
        code = self._desk.host_state.removeprefix("down:")
        if code.partition(":")[0] in LOGIN_PROBLEMS - {LOGIN_NEEDED, Reason.CHANGE_NEEDED}:
            self._login.say(sentence(code))
        self._login.finished.connect(self._login_gone)
        self._login.open()

    def ask_for_host(self) -> None:
        """Ask for a host on a server, and use it."""
        remote = self._choice.remote
        question = HostDialog("" if remote is None else remote.address, self._window, self._choice.dialler)
        question.trusted.connect(lambda seen: self._without_sessions(lambda: self._choice.use_company_host(seen)))
        question.open()

    def ask_for_open_host(self) -> None:
        """Ask for a host for anybody, see that it works, and use it."""
        known = self._choice.open_hosts.latest
        question = HostDialog(
            "" if known is None else known.address, self._window, self._choice.dialler, for_anybody=True
        )
        question.trusted.connect(lambda seen: self._without_sessions(lambda: self._choice.use_open_host(seen)))
        question.open()

    def ask_to_enter(self) -> None:
        """Show the terms of a host for anybody, or ask for an invitation."""
        remote = self._choice.remote
        if isinstance(remote, OpenRemote) and self._entering is None:
            self._entering = EntryDialog(remote, self._window)
            self._entering.said.connect(self._desk.retry)
            self._entering.finished.connect(self._entry_gone)
            self._entering.open()

    def ask_for_password(self) -> None:
        """Ask for another password."""
        if isinstance(self._choice.remote, RemoteHost):
            ChangePasswordDialog(self._desk.account, self._choice.remote, self._window).open()

    def log_out(self) -> None:
        """Log out once there is no session, or the technician ends them all."""
        self._without_sessions(self._log_out)

    def use_own_host(self) -> None:
        """Use this computer's own host once there is no session, or the technician ends them all."""
        self._without_sessions(self._choice.use_own_host)

    def _log_out(self) -> None:
        if isinstance(self._choice.remote, RemoteHost):
            self._choice.remote.log_out()
            self._asked_at = f"down:{LOGIN_NEEDED}"  # who logs out does not want to log in at once
            self._desk.log_out()

    def _which_gone(self) -> None:
        self._which = None

    def _entry_gone(self) -> None:
        self._entering = None

    def _login_gone(self) -> None:
        self._login = None

    def _without_sessions(self, then: Callable[[], object]) -> None:
        live = [session for session in self._desk.sessions if session.closed_reason is None]
        if not live:
            then()
            return

        def end_all() -> None:
            for session in live:
                session.end()
            then()

        dialog.ask(
            self._window,
            title=self.tr("End all sessions?"),
            words=self.tr("There are sessions that have not ended. Your customers will be disconnected."),
            yes=self.tr("End all sessions"),
            then=end_all,
            danger=True,
        )
