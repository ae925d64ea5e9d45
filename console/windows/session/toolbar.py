"""The session toolbar: what a technician can do with a session, the share first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from console.session.teamwork import Act
from console.share.share import ShareState
from console.windows.parts.shrinking_button import ShrinkingButton, Turns, shrinking_button
from console.windows.session.desktop_action import DesktopAction, DesktopButton
from console.windows.session.end_question import EndQuestion
from console.windows.session.files import SessionLogDialog
from console.windows.session.notes_dialog import NotesDialog
from console.windows.session.share_action import ShareAction, ShareButton
from protocol.vocabulary.messages import Role, SessionState
from protocol.vocabulary.teamwork import InvitationKind
from resources.chat.saving import SaveChatDialog
from resources.look import controls
from resources.look.steady import Steady
from resources.look.tips import set_tip, words_of
from resources.words.sentences import sentence

if TYPE_CHECKING:
    from console.session.session import Session

PAUSE_KEYS = QKeySequence("Ctrl+Shift+P")
HOLD_KEYS = QKeySequence("Ctrl+Shift+H")
NOTES_KEYS = QKeySequence("Ctrl+Shift+O")

_WAITING = (SessionState.WAITING, SessionState.CONNECTING)


class SessionToolbar(QWidget):
    """The buttons below a session's head.

    Signals:
        removed: the ended session is to be taken off the list.
        invite: (InvitationKind) a colleague is to be chosen.
        people: (bool) the members are to be shown, or hidden.

    Attributes:
        ends: the buttons that end the session, for the head's right side.
    """

    removed = Signal()
    invite = Signal(object)
    people = Signal(bool)

    def __init__(
        self,
        session: Session,
        share: ShareAction,
        desktop: Sequence[DesktopAction] = (),
        *,
        channels: Callable[[], tuple[str, ...]] = tuple,
    ) -> None:
        super().__init__()
        self._channels = channels
        self._session = session
        self._desktop = desktop
        self.setAccessibleName(self.tr("Session toolbar"))
        self._make_share(share)
        self._make_team()
        self.ends = self._make_ends()
        self.new_code_button = shrinking_button(self.tr("New code"), picture="refresh-cw")
        self.new_code_button.clicked.connect(session.new_code)
        line = controls.row(self)
        share_buttons: tuple[QAbstractButton, ...] = (
            self.share_button,
            self.pause_button,
            self.change_button,
            *self.desktop_buttons,
        )
        for button in share_buttons:
            line.addWidget(button)
        line.addStretch()
        team: tuple[QAbstractButton, ...] = (
            self.new_code_button,
            self.invite_button,
            self.hold_button,
            self.transfer_button,
            self.people_button,
            self.more_button,
        )
        for button in team:
            line.addWidget(button)
        Turns(self)
        session.changed.connect(self._follow)
        self._follow()

    # -- parts ----------------------------------------------------------------------------------------------

    def _make_share(self, share: ShareAction) -> None:
        self.share_button = ShareButton(share)
        self.pause_button = ShrinkingButton()
        controls.dress_button(self.pause_button, kind="plain", picture="pause")
        self._steady = Steady(self.pause_button, takes_back=lambda: not self._session.sharing.paused)
        self.pause_button.clicked.connect(self._pause_or_go_on)
        QShortcut(PAUSE_KEYS, self, autoRepeat=False).activated.connect(self._pause_or_go_on)
        self.change_button = controls.icon_button(self.tr("Change…"), picture="app-window", kind="plain")
        set_tip(self.change_button, self.tr("Change what is shared: another monitor, a window or a region"))
        self.change_button.clicked.connect(share.choice_asked)
        self.desktop_buttons = [DesktopButton(action, words=False) for action in self._desktop]

    def _make_team(self) -> None:
        self.invite_button = shrinking_button(self.tr("Invite", "a colleague"), picture="user-round-plus")
        self.invite_button.setAccessibleName(self.tr("Invite colleague"))
        self.invite_button.clicked.connect(lambda: self.invite.emit(InvitationKind.COLLABORATE))
        self.hold_button = shrinking_button(self.tr("Hold"), picture="hand")
        self.hold_button.clicked.connect(self._hold_or_resume)
        QShortcut(HOLD_KEYS, self, autoRepeat=False).activated.connect(self._hold_or_resume)
        self.transfer_button = shrinking_button(self.tr("Transfer"), picture="arrow-right-left")
        self.transfer_button.clicked.connect(self._transfer)
        self.people_button = controls.icon_button(self.tr("Who is in this session"), picture="users", kind="plain")
        self.people_button.setCheckable(True)
        self.people_button.clicked.connect(self.people)
        self.more_menu = QMenu()
        self.notes_action = self.more_menu.addAction(self.tr("Session notes…"), self._note)
        self.notes_action.setShortcut(NOTES_KEYS)
        self.notes_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.addAction(self.notes_action)
        self.more_menu.addAction(self.tr("Save chat…"), self._save_chat)
        log = self.tr("What happened in this session…")
        self.more_menu.addAction(log, lambda: SessionLogDialog(self._session, self.window()).open())
        self.more_button = controls.menu_button(self.tr("More"), picture="ellipsis", menu=self.more_menu, kind="plain")

    def _note(self) -> None:
        NotesDialog(self._session, self.window()).open()

    def _save_chat(self) -> None:
        session = self._session
        SaveChatDialog(session.title, lambda: session.conversation.lines, self.window()).open()

    def _make_ends(self) -> QWidget:
        ends = QWidget()
        line = controls.row(ends)
        self.end_button = controls.button(self.tr("End session"), picture="power")
        self.end_button.clicked.connect(lambda: EndQuestion(self._session, self.window()).open())
        self.remove_button = controls.button(self.tr("Remove from list"), picture="x")
        self.remove_button.clicked.connect(self.removed)
        self.notes_button = controls.button(self.tr("Session notes…"), picture="pencil")
        self.notes_button.clicked.connect(self._note)
        line.addWidget(self.notes_button)
        line.addWidget(self.end_button)
        line.addWidget(self.remove_button)
        return ends

    # -- following ------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        over = self._session.closed_reason is not None
        leads = self._session.role is Role.LEAD
        self.share_button.setVisible(not over)
        for button in self.desktop_buttons:
            button.setVisible(not over)
        waits = self._session.state in _WAITING and not self._session.calling
        self.new_code_button.setVisible(not over and leads and waits)
        self.end_button.setVisible(not over)
        self.end_button.setText(self.tr("End session") if leads else self.tr("Leave session"))
        self.remove_button.setVisible(over)
        self.notes_action.setEnabled(self._session.may_note)
        self.notes_button.setVisible(over and self._session.may_note)
        live = not over and self._session.share is ShareState.ON
        self.pause_button.setVisible(live)
        self.change_button.setVisible(live)
        self._follow_pause()
        self._follow_team(over)

    def _follow_team(self, over: bool) -> None:
        for button in (self.invite_button, self.hold_button, self.transfer_button, self.people_button):
            button.setVisible(not over)
        self._offer(self.invite_button, Act.INVITE, self.tr("Invite a colleague into this session"))
        self._offer(self.transfer_button, Act.TRANSFER, self.tr("Transfer the session to a colleague or a queue"))
        name, on_hold = self._session.title, self._session.on_hold
        tip = self.tr("Let everybody wait: what is shared ends, the chat goes on ({keys})")
        if on_hold:
            tip = self.tr("Go on with {name} ({keys})")
        controls.dress_button(self.hold_button, kind="plain", picture="play" if on_hold else "hand")
        self.hold_button.say(self.tr("Resume") if on_hold else self.tr("Hold"))
        self._offer(self.hold_button, Act.HOLD, tip.format(name=name, keys=HOLD_KEYS.toString()))

    def _offer(self, button: QAbstractButton, act: Act, tip: str) -> None:
        """Enable `button`, or say why not."""
        code = self._session.why_not(act)
        button.setEnabled(code is None)
        set_tip(button, tip if code is None else f"{button.accessibleName()}: {sentence(code)}")
        button.setAccessibleDescription(words_of(button))

    def _follow_pause(self) -> None:
        name, paused = self._session.title, self._session.sharing.paused
        if paused:
            tip = self.tr("Show {name} the picture again, as it is now ({keys})")
        else:
            tip = self.tr("Freeze the picture that {name} sees: nothing new is sent ({keys})")
        self.pause_button.setText(self.tr("Resume") if paused else self.tr("Pause"))
        controls.dress_button(self.pause_button, kind="plain", picture="play" if paused else "pause")
        self.pause_button.setAccessibleName(self.pause_button.text())
        self.pause_button.measure()
        set_tip(self.pause_button, tip.format(name=name, keys=PAUSE_KEYS.toString()))

    # -- what the technician does ---------------------------------------------------------------------------

    def _pause_or_go_on(self) -> None:
        """Pause at once, but let the picture go on only by a click that was meant for it, not by a second one."""
        if not self._session.sharing.paused:
            self._session.sharing.pause()
        elif self._steady.ready:
            self._session.sharing.resume()

    def _transfer(self) -> None:
        """Ask whom to transfer to: a colleague, or where the host has queues one of those."""
        if channels := self._channels():
            self.transfer_menu = menu = self._make_transfer_menu(channels)
            menu.popup(self.transfer_button.mapToGlobal(self.transfer_button.rect().bottomLeft()))
        else:
            self.invite.emit(InvitationKind.TRANSFER)

    def _make_transfer_menu(self, channels: tuple[str, ...]) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("To a colleague…"), lambda: self.invite.emit(InvitationKind.TRANSFER))
        menu.addSeparator()
        for channel in channels:
            words = self.tr("To the queue {channel}").format(channel=channel)
            action = menu.addAction(words.replace("&", "&&"), partial(self._session.queue.transfer, channel))
            action.setEnabled(self._session.customer_seated)
        return menu

    def _hold_or_resume(self) -> None:
        if self._session.why_not(Act.HOLD) is None:
            self._session.team.set_hold(not self._session.on_hold)
