"""The Technician Console's window: session list at the left, the chosen session at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QWidget

from console.desk.exposure import Exposure
from console.windows.about import AboutDialog
from console.windows.host_questions import HostQuestions
from console.windows.invitation_bar import InvitationBar
from console.windows.join_colleague import JoinColleagueDialog
from console.windows.notices import Notices
from console.windows.parts.banner import HostBanner
from console.windows.session.invite_dialog import InviteDialog
from console.windows.session.page import Replies, SessionPage
from console.windows.session_table import SessionTablePage
from console.windows.settings_dialog import SettingsDialog
from console.windows.share.exposed_cover import ExposedCover
from console.windows.share.never_show_dialog import NeverShowDialog
from console.windows.share.never_show_menu import NeverShowMenu
from console.windows.shared_bar import SharedBar
from console.windows.sidebar import Sidebar
from console.windows.welcome_page import WelcomePage
from protocol.mirror.capture.backends import leaves_out
from resources.look import controls, dialog
from resources.look.areas import Areas
from resources.look.help_key import HELP_KEY, ask_for_help
from resources.look.on_screen import StaysOnScreen, fitting, room_of
from resources.look.shrinking import Yielding
from resources.program.application import problem
from resources.program.sound import Sound
from resources.program.version import version

if TYPE_CHECKING:
    from console.connection.choice import HostChoice
    from console.desk.desk import Desk
    from console.session.session import Session
    from console.share.kept_back import KeptBack
    from console.windows.admin.window import AdministrationCenter
    from protocol.mirror.capture.common.source import Window
    from protocol.vocabulary.teamwork import InvitationKind
    from resources.help.window import HelpWindow
    from resources.program.settings import Settings

_NAME = "console"  # of the window, in the settings
_FIRST_SIZE = QSize(1080, 720)
_SMALLEST = QSize(640, 340)  # a screen of 1024x600 at 150 % has room for it, with frame and task bar
LOOK_MS = 3000  # between two looks at the network


class NeverShow(NamedTuple):
    """What the menu of what is never shown works with."""

    kept_back: KeptBack
    windows: Callable[[], list[Window]]


class MainWindow(QMainWindow):
    """Shows the desk and passes on what the technician does; decides nothing."""

    def __init__(
        self, *, desk: Desk, settings: Settings, choice: HostChoice, never_show: NeverShow | None = None
    ) -> None:
        super().__init__()
        self._desk = desk
        self._choice = choice
        self.administration: AdministrationCenter | None = None
        self._replies = Replies(own=lambda: settings.own_replies, group=lambda: desk.account.replies)
        self.questions = HostQuestions(desk=desk, choice=choice, window=self)
        self.questions.administration_asked.connect(self.show_administration)
        self._settings = settings
        self._pages: dict[Session, SessionPage] = {}
        self._leaving = False
        self._never_show = never_show
        self.exposure = Exposure(desk=desk, settings=settings, leaves_out=leaves_out(), parent=self)
        self.exposure.changed.connect(self._exposed)
        self._shown_anyway: set[Session] = set()  # though the customer of another one reads them
        self._help: HelpWindow | None = None
        self._chosen: Session | None = None
        self._join: JoinColleagueDialog | None = None  # that is open
        self._told: set[str] = set()  # codes of the problems that stand on the screen
        self._rebuild = QTimer(self)  # a change of the language comes as several events
        self._rebuild.setSingleShot(True)
        self._rebuild.timeout.connect(self._build)
        self.setMinimumSize(_SMALLEST)
        self.resize(fitting(_FIRST_SIZE, self))
        if not self.restoreGeometry(settings.geometry(_NAME)):
            self.move(room_of(self).center() - self.rect().center())  # dialogs lie over it at once
        StaysOnScreen(self)
        Areas(self, lambda: self.areas)
        self._build()
        desk.session_added.connect(self._added)
        desk.session_removed.connect(self._removed)
        desk.changed.connect(self._follow)
        self._network = QTimer(self, interval=LOOK_MS)  # nobody tells that this computer is in another network
        self._network.timeout.connect(self._follow_network)
        self._network.start()
        desk.account.changed.connect(self._follow_account)
        desk.queue.changed.connect(self._follow_queue)
        desk.newer.changed.connect(self._follow_newer)
        self.notices = Notices(desk=desk, settings=settings, window=self, sound=Sound().play)
        self.notices.opened.connect(self.come)
        desk.problem.connect(self._tell)
        if settings.problem is not None:
            QTimer.singleShot(0, self, lambda: self._tell(str(settings.problem)))

    # -- parts ----------------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Make everything in the window; again when the language changes."""
        chosen = self._chosen
        self._pages.clear()
        self.setWindowTitle(self.tr("Technician Console"))
        self._make_menus()
        centre = QWidget()
        line = controls.row(centre)
        line.setSpacing(0)
        self.sidebar = Sidebar(self._desk.account, self._desk.queue, company=self._choice.remote is not None)
        self.sidebar.new_session.connect(self.ask_for_session)
        self.sidebar.settings.connect(self.show_settings)
        self.sidebar.table.connect(self.show_table)
        self.sidebar.queue.picked.connect(self._desk.pick_up)
        self.sidebar.list.chosen.connect(self._show)
        self.sidebar.list.itemClicked.connect(self._clicked)
        line.addWidget(self.sidebar)
        line.addWidget(self._make_right(), 1)
        self.setCentralWidget(centre)
        for session in self._desk.sessions:
            self.sidebar.list.add(session)
        if chosen in self._desk.sessions:
            self.sidebar.list.choose(chosen)
        self.sidebar.list.setFocus()
        self._follow()

    def _make_right(self) -> QWidget:
        self.host_banner = HostBanner()
        self.host_banner.button.clicked.connect(self.questions.help)
        self.host_banner.check_button.clicked.connect(self.questions.check_connection)
        self._stack = QStackedWidget()
        self.welcome = WelcomePage(company=self._choice.remote is not None)
        self.welcome.company_host.connect(self.questions.ask_for_host)
        self.welcome.new_session.connect(self.ask_for_session)
        self._follow_newer()
        self._stack.addWidget(self.welcome)
        self.table = SessionTablePage(self._desk)
        self.table.chosen.connect(self._open_from_table)
        self.table.picked.connect(self._desk.pick_up)
        self._stack.addWidget(self.table)
        self.invitations = InvitationBar(self._desk)
        self.shared_bar = SharedBar(self.exposure)
        self.cover = ExposedCover()
        self.cover.shown_anyway.connect(self._show_anyway)
        self._stack.addWidget(self.cover)
        whole = Yielding()
        right = controls.column(whole)
        right.setSpacing(0)
        right.addWidget(self.host_banner)
        right.addWidget(self.shared_bar)
        right.addWidget(self.invitations)
        right.addWidget(self._stack, 1)
        return whole

    def _follow_newer(self) -> None:
        newer = self._desk.newer.version
        self.welcome.show_newer(newer, version() if newer else "")

    def _make_menus(self) -> None:
        bar = self.menuBar()
        bar.clear()
        self._fill_file_menu(bar.addMenu(self.tr("&File")))
        self.host_menu = bar.addMenu(self.tr("H&ost"))
        self.host_menu.aboutToShow.connect(lambda: self.questions.fill_menu(self.host_menu))
        self.questions.fill_menu(self.host_menu)
        help_menu = bar.addMenu(self.tr("&Help"))
        about_this = help_menu.addAction(self.tr("Help about this window"))
        about_this.setShortcut(HELP_KEY)
        about_this.triggered.connect(lambda: ask_for_help(self.focusWidget() or self))
        for words, page in (
            (self.tr("Your first session"), "start"),
            (self.tr("Show your screen to a customer"), "share"),
            (self.tr("If something does not work"), "trouble"),
            (self.tr("Keys"), "keys"),
        ):
            help_menu.addAction(words).triggered.connect(lambda _on=False, page=page: self.show_help(page))
        help_menu.addSeparator()
        about = QAction(self.tr("About Fernblick"), help_menu)
        about.setMenuRole(QAction.MenuRole.AboutRole)
        about.triggered.connect(lambda: AboutDialog(self._desk.device.fingerprint, self).open())
        help_menu.addAction(about)

    def _fill_file_menu(self, file: QMenu) -> None:
        self.new_action = QAction(self.tr("New session…"), file)
        self.new_action.setShortcut(QKeySequence("Ctrl+N"))
        self.new_action.triggered.connect(self.ask_for_session)
        self.join_action = QAction(self.tr("Join a colleague’s session…"), file)
        self.join_action.setShortcut(QKeySequence("Ctrl+J"))
        self.join_action.triggered.connect(self.ask_for_colleague_code)
        self.next_action = QAction(self.tr("Next customer"), file)
        self.next_action.setShortcut(QKeySequence("Ctrl+Shift+N"))
        self.next_action.triggered.connect(lambda: self._desk.pick_up())
        table = QAction(self.tr("Session list"), file)
        table.setShortcut(QKeySequence("Ctrl+L"))
        table.triggered.connect(self.show_table)
        settings = QAction(self.tr("Settings…"), file)
        settings.setShortcut(QKeySequence("Ctrl+,"))
        settings.setMenuRole(QAction.MenuRole.PreferencesRole)
        settings.triggered.connect(self.show_settings)
        leave = QAction(self.tr("Quit"), file)
        leave.setShortcut(QKeySequence("Ctrl+Q"))
        leave.setMenuRole(QAction.MenuRole.QuitRole)
        leave.triggered.connect(self.close)
        file.addActions([self.new_action, self.next_action, self.join_action, table])
        if self._never_show is not None:
            menu = NeverShowMenu(self.tr("Never show"), **self._never_show._asdict())
            menu.setParent(file, menu.windowFlags())
            menu.lists_asked.connect(self.show_never_shown)
            file.addMenu(menu)
        file.addSeparator()
        file.addAction(settings)
        file.addSeparator()
        file.addAction(leave)

    # -- what the technician does ---------------------------------------------------------------------------

    def ask_for_session(self) -> None:
        """Ask for a customer's name and start a session."""
        no_account = self._choice.remote is None or self._choice.is_open  # elsewhere who logs in has a name
        unknown = no_account and self._settings.name_needed
        self.questions.ask_for_session(self._settings.own_name if unknown else "", self._keep_own_name)

    def _keep_own_name(self, name: str) -> None:
        self._settings.own_name = name

    def ask_for_colleague_code(self) -> None:
        """Ask for a colleague's code and join their session."""
        question = JoinColleagueDialog(self._desk, self)
        self._join = question
        question.finished.connect(self._join_over)
        question.open()

    def ask_for_colleague(self, session: Session, kind: InvitationKind) -> None:
        """Ask whom to invite, or to transfer the session to."""
        InviteDialog(session, self._desk.colleagues, kind, self).open()

    def show_table(self) -> None:
        """Show the session list."""
        self._stack.setCurrentWidget(self.table)
        self.shared_bar.put_in_front(None)
        self.table.filter.setFocus()

    def show_settings(self) -> None:
        """Open the settings."""
        question = SettingsDialog(self._settings, self)
        question.where_asked.connect(self.questions.ask_which_host)
        question.open()

    def show_never_shown(self) -> None:
        """Open the lists of what is never shown."""
        NeverShowDialog(self._settings, self).open()

    def show_administration(self) -> None:
        """Open the Administration Center, once."""
        if self.administration is None:
            from console.windows.admin.window import (
                AdministrationCenter,  # 2 MB that most consoles never have a use for
            )

            desk = self._desk
            self.administration = AdministrationCenter(
                directory=desk.directory,
                reports=desk.reports,
                heads=desk.audit_heads,
                settings=self._settings,
                host=lambda: ((outside := desk.outside()).address, outside.fingerprint),
                pages=lambda: desk.outside().pages,
            )
            self.administration.closed.connect(self._administration_closed)
            self.administration.help_asked.connect(self.show_help)
        self.administration.show()
        self.administration.raise_()
        self.administration.activateWindow()

    def show_help(self, page: str = "") -> None:
        """Show the help, at `page`."""
        if self._help is None:
            from resources.help.window import HelpWindow  # read when it is asked for

            self._help = HelpWindow("console")
        self._help.show_page(page)

    def leave(self) -> None:
        """Close without a question: another host is used from now on."""
        self._leave()
        self.deleteLater()

    def keep_place(self) -> None:
        """Remember where the window is and how large."""
        self._settings.keep_geometry(_NAME, self.saveGeometry())

    # -- what the desk says ---------------------------------------------------------------------------------

    def _follow(self) -> None:
        state = self._desk.host_state
        self._follow_network()
        self.welcome.set_possible(state == "up")
        self.new_action.setEnabled(state == "up")
        self.join_action.setEnabled(state == "up")
        if state.startswith("down:"):
            code = state.removeprefix("down:")
            self.host_banner.say_down(*self.questions.words(code), check=self.questions.may_check(code))
        else:
            self.host_banner.hide()
        self._follow_account()
        self._follow_queue()
        self.questions.follow()

    def _follow_network(self) -> None:
        self.sidebar.set_host(self._desk.host_state, self._desk.reach)

    def _follow_queue(self) -> None:
        queue = self._desk.queue
        self.next_action.setVisible(bool(queue.own))
        self.next_action.setEnabled(queue.possible)

    def _follow_account(self) -> None:
        self.questions.fill_menu(self.host_menu)  # the shortcuts in it work only while it is current
        if self.administration is not None and not self._desk.account.administrator:
            self.administration.leave()

    def _tell(self, code: str) -> None:
        """Tell a problem, once while the technician has not read it, and where no dialog of its own does."""
        if code not in self._told and not (self._join is not None and self._join.waiting):
            self._told.add(code)
            problem(self, code).finished.connect(lambda: self._told.discard(code))

    @property
    def areas(self) -> tuple[QWidget, ...]:
        """The areas among which F6 leads."""
        page = self._stack.currentWidget()
        return self.sidebar.list, *(page.areas if isinstance(page, SessionPage) else (page,))

    def _added(self, session: Session) -> None:
        self.sidebar.list.add(session)
        self._pages[session].take_keyboard()

    def _removed(self, session: Session) -> None:
        page = self._pages.pop(session, None)
        self.sidebar.list.remove(session)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()

    def come(self, session: Session | None = None) -> None:
        """Come to the front, out of the task bar, too, with `session`."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()
        if session in self._desk.sessions:
            self._open_from_table(session)

    def _open_from_table(self, session: Session) -> None:
        self.sidebar.list.choose(session)
        self._show(session)

    def _show(self, session: Session | None) -> None:
        self._chosen = session
        self.shared_bar.put_in_front(session)
        if session is None:
            self._stack.setCurrentWidget(self.welcome)
            return
        if session not in self._pages:
            page = SessionPage(
                session, self._replies, channels=lambda: self._desk.queue.channels, exposure=self.exposure
            )
            page.removed.connect(self._desk.remove)
            page.invite.connect(self.ask_for_colleague)
            page.settings_asked.connect(self.show_settings)
            self._pages[session] = page
            self._stack.addWidget(page)
        seen_by = self.exposure.seen_by
        if seen_by in (None, session) or session in self._shown_anyway:
            self._stack.setCurrentWidget(self._pages[session])
        else:
            self.cover.say(seen_by.title)
            self._stack.setCurrentWidget(self.cover)

    def _clicked(self) -> None:
        """Show the session whose row was clicked, also where another page is shown, and let it be written in."""
        self._show(self._chosen)
        if (page := self._pages.get(self._chosen)) is not None:  # type: ignore[arg-type]  # None: nothing is chosen
            page.take_keyboard()

    def _exposed(self) -> None:
        """Cover the session that is shown while another one's customer would read it."""
        self._shown_anyway.clear()
        if self._stack.currentWidget() is self.cover or self._stack.currentWidget() in self._pages.values():
            self._show(self._chosen)

    def _show_anyway(self) -> None:
        if self._chosen is not None:
            self._shown_anyway.add(self._chosen)
            self._show(self._chosen)

    # -- the window itself ----------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language at once; note what has been read when the window comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuild.start()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.sidebar.list.read()
            self.notices.seen()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window's size; ask before sessions end with it."""
        if not self._leaving and any(session.closed_reason is None for session in self._desk.sessions):
            event.ignore()
            self._ask_to_leave()
            return
        if not self._leaving and self.administration is not None and self.administration.group_page.unsaved:
            event.ignore()
            self.administration.close()  # asks
            return
        self.keep_place()
        if self.administration is not None:
            self.administration.leave()
        if self._help is not None:
            self._help.close()
        super().closeEvent(event)

    def _ask_to_leave(self) -> None:
        words = self.tr("There are sessions that have not ended. Their codes are good for nothing then.")
        if any(session.customer_seated for session in self._desk.sessions):
            words = self.tr("There are sessions that have not ended. Your customers will be disconnected.")
        dialog.ask(
            self,
            title=self.tr("Quit and end all sessions?"),
            words=words,
            yes=self.tr("Quit"),
            then=self._leave,
            danger=True,
        )

    def _join_over(self) -> None:
        self._join = None

    def _administration_closed(self) -> None:
        if self.administration is not None:
            self.administration.deleteLater()
            self.administration = None

    def _leave(self) -> None:
        self._leaving = True
        self.close()
