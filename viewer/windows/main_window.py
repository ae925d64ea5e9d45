"""The viewer's window: from the code to the session to its end, and the mirror's window beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon, QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from protocol.card.card import CallingCard
from protocol.link.link import Trust
from protocol.notation.joincode import parse
from protocol.seat.conversation import Line
from protocol.seat.wrong_codes import CODES_WAIT
from protocol.vocabulary.content import SourceWish
from resources.chat.saving import SaveChatDialog
from resources.look import controls
from resources.look.card_view import card_picture
from resources.look.help_key import add_help_key
from resources.look.on_screen import StaysOnScreen, fitting
from resources.look.shrinking import ScrollingPages
from resources.mirror.model import MirrorModel
from resources.mirror.window.picture_chat import PictureChat
from resources.program import application
from resources.program.network.check_dialog import Subject, open_check
from resources.program.settings import Settings
from viewer.global_key.global_key import open_global_key
from viewer.windows.card_entry import CardEntry
from viewer.windows.choice_page import ChoicePage
from viewer.windows.desktop.desktop_windows import DesktopWindows
from viewer.windows.desktop.mirror_window import ShareWindow
from viewer.windows.ended_page import EndedPage, WaysOn
from viewer.windows.joining.join_foot import other_language
from viewer.windows.joining.join_page import JoinPage
from viewer.windows.offer_page import OfferPage
from viewer.windows.queue_page import QueuePage
from viewer.windows.session_page import SessionPage

if TYPE_CHECKING:
    from resources.help.window import HelpWindow
    from viewer.session.session import Session

GEOMETRY = "viewer"
FIRST_WIDTH, FIRST_HEIGHT = 420, 640  # pixels


class MainWindow(QWidget):
    """Show the page that fits the session's phase.

    Args:
        session: what the customer is in or about to join.
        settings: the user's choices.
        full_screen: whether the mirror's window opens in full screen.
        on_wayland: whether this is a Wayland desktop.

    Signals:
        mirror_made: (ShareWindow) is about to be shown for the first time.
        card_followed: (before, now) the certificate of the card's host has led to another one.
    """

    mirror_made = Signal(object)
    card_followed = Signal(bytes, bytes)

    def __init__(
        self, *, session: Session, settings: Settings, full_screen: bool = False, on_wayland: bool = False
    ) -> None:
        super().__init__()
        self._session = session
        self._settings = settings
        self._full_screen = full_screen
        self._full_again = False  # the next mirror is to fill the screen, for this one did
        self._may_close = False
        self._help: HelpWindow | None = None
        self._asked_host = ""  # what the customer typed; remembered once it has led to a session
        self.join_page = JoinPage(last_host=settings.last_host)
        self._opened_link = ""  # which the customer has not agreed to yet
        self.card_entry: CardEntry | None = None  # in place of the join page
        self.session_page: SessionPage | None = None
        self.ended_page: EndedPage | None = None
        self.mirror_window: ShareWindow | None = None
        self.desktop_windows = DesktopWindows(
            session=session, open_key=partial(open_global_key, on_wayland=on_wayland), parent=self
        )
        self.choice_page: ChoicePage | None = None
        self.offer_page: OfferPage | None = None
        self.queue_page: QueuePage | None = None
        self._pages = ScrollingPages()
        self._pages.add(self.join_page)
        controls.column(self).addWidget(self._pages)
        self._connect()
        if not self.restoreGeometry(settings.geometry(GEOMETRY)):
            self.resize(fitting(QSize(FIRST_WIDTH, FIRST_HEIGHT), self))
        self.setMinimumSize(340, 240)
        StaysOnScreen(self)
        add_help_key(self)
        self._follow()

    def fill_in(self, text: str, host: str = "") -> None:
        """Fill a link, or a code and its host, into the join page; joining is left to the customer."""
        self.join_page.fill_in(text, host)

    def ask_about(self, link: str) -> None:
        """Ask whether to join with a link that was opened; nothing is sent to anybody before the answer."""
        self._opened_link = link
        if self.offer_page is not None:
            self._drop(self.offer_page)
        self.offer_page = OfferPage(technician="", host=parse(link).host or "")
        self.offer_page.join_asked.connect(self._follow_link)
        self.offer_page.cancel_asked.connect(self._leave_link)
        self._show_page(self.offer_page)
        self.offer_page.join_button.setFocus()

    def come(self) -> None:
        """Come to the front, out of the task bar, too."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def _follow_link(self) -> None:
        link, self._opened_link = self._opened_link, ""
        self.fill_in(link)  # where it stays when it leads nowhere
        self._session.join(link, "")

    def _leave_link(self) -> None:
        self._opened_link = ""
        self._follow()

    def use_card(self, card: CallingCard) -> None:
        """Begin with `card` from now on."""
        before, self.card_entry = self.card_entry, CardEntry(card=card, name=self._settings.customer_name)
        self._pages.add(self.card_entry)
        self.card_entry.connect_asked.connect(self._wait)
        self.card_entry.join_asked.connect(self._join_by_card)
        self.card_entry.cancel_asked.connect(self._session.cancel)
        self.card_entry.continue_asked.connect(self._session.resume)
        self.card_entry.check_asked.connect(self._check)
        if before is not None:
            self._drop(before)
        self.setWindowIcon(QIcon(card_picture(card.icon)))
        self._follow()
        self.card_entry.start()

    def _follow_pin(self, before: bytes, now: bytes) -> None:
        """Go on with the card's host as the successor that it has proven to be."""
        if self.card_entry is not None and self.card_entry.card.fingerprint == before:
            self.card_entry.card = replace(self.card_entry.card, fingerprint=now)
            self.card_followed.emit(before, now)

    def show_problem(self, code: str) -> None:
        """Say what went wrong, where the customer begins."""
        if code == CODES_WAIT:
            self._entry.show_wait(self._session.code_wait_s)
        else:
            self._entry.show_problem(code)

    def showEvent(self, event: QShowEvent) -> None:
        """Say once what is wrong with the settings."""
        super().showEvent(event)
        problem, self._settings.problem = self._settings.problem, None
        if problem:
            application.problem(self, problem)

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language at once, where the customer begins and in a session."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.join_page.isVisible():
            QTimer.singleShot(0, self, self._speak_anew)
        elif event.type() == QEvent.Type.LanguageChange and self.session_page is not None:
            QTimer.singleShot(0, self, self._speak_anew_in_session)

    def _change_language(self) -> None:
        self._settings.language = other_language()[0]

    def _speak_anew(self) -> None:
        """Say the page where the customer begins in the language that is spoken now."""
        before, (text, host) = self.join_page, self.join_page.draft
        self.join_page = JoinPage(last_host=host)
        self._pages.add(self.join_page)
        self._connect_join_page()
        self.join_page.code.fill_in(text)
        self._drop(before)
        self._follow()
        self.join_page.foot.language_button.setFocus()

    def _speak_anew_in_session(self) -> None:
        """Say the page of the session, and the window with the technician's screen, in the language of now."""
        before = self.session_page
        if before is None or self._session.phase != "session":
            return
        draft = before.chat.input.toPlainText()
        self._make_session_page()
        assert self.session_page is not None
        self.session_page.chat.input.write(draft)
        self._drop(before)
        if self.mirror_window is not None:
            self._open_mirror(self.mirror_window.model)

    def show_help(self, page: str = "") -> None:
        """Show the help, at `page`."""
        if self._help is None:
            from resources.help.window import HelpWindow  # read when it is asked for

            self._help = HelpWindow("viewer")
        self._help.show_page(page)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask before a session is left; the program ends with this window."""
        self._settings.keep_geometry(GEOMETRY, self.saveGeometry())
        if self.session_page is not None and not self._may_close:
            event.ignore()
            self.session_page.ask_to_leave(self._close_for_good)
            return
        self._close_mirror()
        if self._help is not None:
            self._help.close()
        super().closeEvent(event)

    def _close_for_good(self) -> None:
        """Close without another question; the program leaves the session when it ends."""
        self._may_close = True
        self.close()

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._follow)
        session.line_added.connect(self._call_attention)
        session.failed.connect(self.show_problem)
        session.pin_followed.connect(self._follow_pin)
        session.mirror_opened.connect(self._open_mirror)
        session.mirror_closed.connect(self._mirror_over)
        self._connect_join_page()

    def _connect_join_page(self) -> None:
        self.join_page.join_asked.connect(self._join)
        self.join_page.cancel_asked.connect(self._session.cancel)
        self.join_page.continue_asked.connect(self._session.resume)
        self.join_page.language_asked.connect(self._change_language)
        self.join_page.check_asked.connect(self._check)

    def _check(self, address: str, fingerprint: bytes | None, known: bool) -> None:
        trust = Trust(fingerprint, deferred=not known)
        open_check(Subject(address, trust), program="viewer", ways=self._session.dialler, parent=self)

    def _join(self, text: str, host: str) -> None:
        self._asked_host = host
        self._session.join(text, host)

    def _wait(self, name: str) -> None:
        assert self.card_entry is not None
        self._settings.customer_name = name
        card = self.card_entry.card
        self._session.wait(host=card.host, channel=card.channel, name=name, trust=Trust(fingerprint=card.fingerprint))

    def _join_by_card(self, text: str, host: str) -> None:
        assert self.card_entry is not None
        self._session.join(text, host, fingerprint=self.card_entry.card.fingerprint)

    @property
    def _entry(self) -> JoinPage | CardEntry:
        return self.card_entry or self.join_page

    def _follow(self) -> None:
        """Show the page of the session's phase."""
        phase = self._session.phase
        self.join_page.show_looking(phase == "looking")
        self._entry.show_busy(phase in ("looking", "joining"), works=self._session.works)
        if phase in ("idle", "looking", "joining"):
            self._show_join()
        elif phase == "choosing" and self.choice_page is None:
            self._show_choice()
        elif phase == "waiting":
            self._show_queue()
        elif phase == "offered" and self.offer_page is None:
            self._show_offer()
        elif phase == "session" and self.session_page is None:
            self._show_session()
        elif phase == "session":
            self._name_window()
        elif phase == "ended" and self.ended_page is None:
            self._show_end()

    def _show_join(self) -> None:
        if self._opened_link:
            return  # it is asked about first
        self._entry.offer(self._session.resumable)
        self.setWindowTitle(self.tr("Join a session") if self.card_entry is None else self.card_entry.card.title)
        self._pages.show_page(self._entry)
        self._drop_pages()

    def _show_queue(self) -> None:
        assert self._session.queue is not None
        if self.queue_page is None:
            self.queue_page = QueuePage(self._session.queue)
            self.queue_page.cancel_asked.connect(self._session.cancel)
            self._show_page(self.queue_page)
            self.queue_page.cancel_button.setFocus()
        self.queue_page.follow()

    def _show_choice(self) -> None:
        self.choice_page = ChoicePage(self._session.choices)
        self.choice_page.chosen.connect(self._session.choose)
        self.choice_page.cancel_asked.connect(self._session.cancel)
        self._show_page(self.choice_page)
        self.choice_page.cancel_button.setFocus()

    def _show_offer(self) -> None:
        assert self._session.offer is not None
        name, host = self._session.offer
        self.offer_page = OfferPage(technician=name, host=host)
        self.offer_page.join_asked.connect(self._session.accept)
        self.offer_page.cancel_asked.connect(self._session.cancel)
        self._show_page(self.offer_page)
        self.offer_page.join_button.setFocus()

    def _show_session(self) -> None:
        self._drop_pages()
        if self._asked_host:
            self._settings.last_host, self._asked_host = self._asked_host, ""
        self._entry.clear()
        self._make_session_page()

    def _make_session_page(self) -> None:
        self.session_page = SessionPage(session=self._session, has_card=self.card_entry is not None)
        self.session_page.show_mirror_asked.connect(self._raise_mirror)
        self.session_page.language_asked.connect(self._change_language)
        self.session_page.save_asked.connect(self._save_chat)
        self._show_page(self.session_page)
        self._name_window()
        self.session_page.chat.input.setFocus()

    def _name_window(self) -> None:
        """Say in the title with whom the session is; it may be handed over."""
        name = self._session.lead_name or next(iter(self._session.technicians), "")
        words = self.tr("Session with {name}").format(name=name) if name else self.tr("Support session")
        if self.windowTitle() != words:
            self.setWindowTitle(words)

    def _show_end(self) -> None:
        if self.session_page is None:
            return
        session = self._session
        ways = WaysOn(
            card=self.card_entry is not None,
            queue=session.may_wait_on,
            less_sealed=not session.came_through_queue,
        )
        self.ended_page = EndedPage(reason=session.ended_reason, chat=self.session_page.chat, ways=ways)
        self.ended_page.again_asked.connect(session.start_again)
        self.ended_page.wait_asked.connect(session.wait_on)
        self.ended_page.save_asked.connect(self._save_chat)
        self._show_page(self.ended_page)
        self.setWindowTitle(self.tr("The session has ended"))
        self.ended_page.first_button.setFocus()
        self._drop(self.session_page)
        self.session_page = None

    def _show_page(self, page: QWidget) -> None:
        self._pages.add(page)
        self._pages.show_page(page)

    def _drop_pages(self) -> None:
        """Let go of the pages of an earlier session."""
        for page in (self.session_page, self.ended_page, self.choice_page, self.offer_page, self.queue_page):
            if page is not None:
                self._drop(page)
        self.session_page = self.ended_page = self.choice_page = self.offer_page = self.queue_page = None

    def _drop(self, page: QWidget) -> None:
        self._pages.drop(page)

    def _open_mirror(self, model: MirrorModel) -> None:
        self._close_mirror()
        window = ShareWindow(model=model, settings=self._settings)
        window.end_asked.connect(self._end_share)
        window.source_wished.connect(lambda number: self._session.tell_sharer(SourceWish(number=number)))
        window.picture_wished.connect(self._session.tell_sharer)
        window.view_said.connect(self._session.tell_sharer)
        add_help_key(window)
        window.help_asked.connect(self.show_help)
        self._add_chat(window)
        self.mirror_window = window
        self.mirror_made.emit(window)
        if self._full_screen or self._full_again:
            self._full_again = False
            window.show_full_screen()
        else:
            window.show()
        self._raise_mirror()

    def _add_chat(self, window: ShareWindow) -> None:
        """Have what is written seen where the customer looks."""
        session = self._session
        if session.conversation is None:
            return
        words = self.tr("Message to {name}").format(name=window.model.owner)
        chat = PictureChat(window=window, own=session.conversation.own, lines=session.conversation.lines, hint=words)
        chat.said.connect(session.say)
        chat.written.connect(session.write)
        session.line_added.connect(chat.add)
        session.line_changed.connect(chat.change)

    def _save_chat(self, lines: Sequence[Line]) -> None:
        name = self._session.lead_name or next(iter(self._session.technicians), "") or self.tr("Support session")
        SaveChatDialog(name, lambda: lines, self).open()

    def _end_share(self) -> None:
        self._session.end_share()
        if self.session_page is not None:
            self.session_page.offer_again()

    def _mirror_over(self) -> None:
        """Close the window; one that comes back by itself fills the screen again, if this one does."""
        full = self.mirror_window is not None and self.mirror_window.isFullScreen()
        self._full_again = full and self._session.picture_lost
        self._close_mirror()

    def _close_mirror(self) -> None:
        if self.mirror_window is not None:
            window, self.mirror_window = self.mirror_window, None
            window.shut()
            window.deleteLater()

    def _raise_mirror(self) -> None:
        """Bring the mirror's window to the front, also out of the task bar."""
        if self.mirror_window is not None:
            if self.mirror_window.isMinimized():
                self.mirror_window.showNormal()
            self.mirror_window.raise_()
            self.mirror_window.activateWindow()

    def _call_attention(self, line: Line) -> None:
        reads = self.mirror_window is not None and self.mirror_window.isActiveWindow()  # it shows the line, too
        if not line.event and not self.isActiveWindow() and not reads:
            QApplication.alert(self)
