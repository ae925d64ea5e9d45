"""Who is in the session: a list beside the chat, with what the lead can do about each."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.session.teamwork import Act
from console.windows.parts.dot import Dot
from console.windows.parts.session_words import clock
from protocol.vocabulary.messages import Role
from protocol.vocabulary.teamwork import InvitationKind
from resources.look import controls, dialog, theme
from resources.look.shrinking import Scrolling
from resources.look.tips import set_tip
from resources.two_words.label import purpose, tip, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.session.active_code import ActiveCode
    from console.session.invitations import OpenInvitation
    from console.session.session import Session
    from console.session.teamwork import TeamMember

WIDTH = 264  # pixels
ROW_HEIGHT = 52


class MembersPanel(QFrame):
    """Shows the session's members, and what lets others come: invitations that wait for an answer, and codes.

    Signals:
        invite: the button was pressed.
    """

    help_page = "team"

    invite = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: list[object] = []
        self.setProperty("surface", "side")
        self.setMaximumWidth(WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("In this session"))
        column = controls.column(self, gap="one")
        column.setContentsMargins(0, theme.space("two"), 0, theme.space("two"))
        heading = controls.text(self.tr("In this session"), kind="heading")
        heading.setContentsMargins(theme.space("two"), 0, theme.space("two"), 0)
        column.addWidget(heading)
        column.addWidget(self._make_rows(), 1)
        self.purpose = controls.text(purpose(), kind="small", wrap=True)
        self.purpose.setContentsMargins(theme.space("two"), 0, theme.space("two"), 0)
        column.addWidget(self.purpose)
        self.invite_button = controls.button(self.tr("Invite colleague"), picture="user-round-plus")
        self.invite_button.clicked.connect(self.invite)
        foot = controls.row()
        foot.setContentsMargins(theme.space("one"), 0, theme.space("one"), 0)
        foot.addWidget(self.invite_button, 1)
        column.addLayout(foot)
        self._clock = QTimer(self, interval=500)
        self._clock.timeout.connect(self._tick)
        session.changed.connect(self.follow)
        self.follow()

    def sizeHint(self) -> QSize:
        """Want the whole width; with less the window fits small screens."""
        return QSize(WIDTH, super().sizeHint().height())

    def follow(self) -> None:
        """Show who is there now."""
        session = self._session
        self.invite_button.setVisible(session.role is Role.LEAD and session.closed_reason is None)
        self.invite_button.setEnabled(session.why_not(Act.INVITE) is None)
        self.purpose.setVisible(len(session.team.members) > 1)
        codes = [code for _, code, _ in self._codes()]
        now: list[object] = [*session.team.members, session.role, *session.invitations.open, *codes]
        if now != self._shown:
            self._shown = now
            self._fill()
        if session.invitations.open or codes:
            self._clock.start()
        else:
            self._clock.stop()

    # -- rows -----------------------------------------------------------------------------------------------

    def _make_rows(self) -> Scrolling:
        inside = QWidget()
        self._rows: QVBoxLayout = controls.column(inside, gap="half")
        self._rows.setContentsMargins(theme.space("two"), 0, theme.space("one"), 0)
        return Scrolling(inside, least=ROW_HEIGHT)

    def _fill(self) -> None:
        while taken := self._rows.takeAt(0):
            if (widget := taken.widget()) is not None:
                widget.deleteLater()
        self._waiting: list[tuple[OpenInvitation, controls.ElidedText]] = []
        for member in self._session.team.members:
            self._rows.addWidget(self._member_row(member))
        for invitation in self._session.invitations.open:
            self._rows.addWidget(self._invitation_row(invitation))
        self._live: list[tuple[ActiveCode, controls.ElidedText]] = []
        for name, code, end in self._codes():
            self._rows.addWidget(self._code_row(name, code, end))
        self._rows.addStretch()
        self._tick()

    def _member_row(self, member: TeamMember) -> QWidget:
        colour = "success" if member.present else "amber"
        words = self._role_words(member)
        row, _words, line = self._row(self._name(member), self._roles()[member.role], colour, self._two_words(member))
        row.setAccessibleName(f"{self._name(member)}, {words}")
        if member.sharing:
            sign = controls.Picture(theme.size("icon"))
            sign.show_icon("monitor-up", "danger")
            set_tip(sign, self.tr("shares"))
            line.addWidget(sign)
        if (menu := self._menu(member)) is not None:
            words = self.tr("What to do with {name}").format(name=member.name)
            more = controls.menu_button(words, picture="ellipsis", menu=menu)
            line.addWidget(more)
        return row

    def _two_words(self, member: TeamMember) -> QLabel | None:
        """Return which words this member sees beside our name; None: there is nobody to compare them with."""
        if member.own or not (member.present or member.words):
            return None
        words = controls.text(words_of(member.words), kind="small", wrap=True)
        set_tip(words, tip(member.words))
        words.setAccessibleName(tip(member.words))
        return words

    def _name(self, member: TeamMember) -> str:
        return self.tr("{name} (you)").format(name=member.name) if member.own else member.name

    def _role_words(self, member: TeamMember) -> str:
        parts = [self._roles()[member.role]]
        if member.sharing:
            parts.append(self.tr("shares"))
        if not member.present:
            parts.append(self.tr("connection lost"))
        return ", ".join(parts)

    def _roles(self) -> dict[Role, str]:
        return {
            Role.LEAD: self.tr("leads the session"),
            Role.COLLABORATOR: self.tr("collaborating technician"),
            Role.CUSTOMER: self.tr("customer"),
        }

    def _menu(self, member: TeamMember) -> QMenu | None:
        """Return what the lead can do with somebody else."""
        session = self._session
        if session.role is not Role.LEAD or member.own or session.closed_reason is not None:
            return None
        menu = QMenu()
        if member.role is Role.COLLABORATOR:
            action = menu.addAction(self.tr("Hand over the lead…"), partial(self._ask_to_hand_over, member))
            action.setEnabled(member.present and session.why_not(Act.HAND_OVER) is None)
        remove = menu.addAction(self.tr("Remove from the session…"), partial(self._ask_to_remove, member))
        remove.setEnabled(session.why_not(Act.REMOVE) is None)
        return menu

    def _invitation_row(self, invitation: OpenInvitation) -> QWidget:
        row, words, line = self._row(invitation.name, "", "focus")
        back: QPushButton = controls.icon_button(
            self.tr("Take the invitation of {name} back").format(name=invitation.name), picture="x"
        )
        back.clicked.connect(partial(self._session.invitations.take_back, invitation.technician))
        line.addWidget(back)
        self._waiting.append((invitation, words))
        return row

    def _codes(self) -> list[tuple[str, ActiveCode, Callable[[], None]]]:
        """Return what each code that is open is for, the code, and what ends it.

        The customer's is shown in the middle of the window until they have joined; later one is for their viewer.
        """
        session = self._session
        if session.closed_reason is not None:
            return []
        found = []
        if session.colleague_code is not None:
            found.append((self.tr("Code for a colleague"), session.colleague_code, session.end_colleague_code))
        if session.code is not None and session.customer_seated:
            found.append((self.tr("Code for the viewer"), session.code, session.end_code))
        return found

    def _code_row(self, name: str, code: ActiveCode, end: Callable[[], None]) -> QWidget:
        row, words, line = self._row(name, "", "focus")
        back: QPushButton = controls.icon_button(self.tr("End the code: nobody can join with it then"), picture="x")
        back.clicked.connect(end)
        line.addWidget(back)
        self._live.append((code, words))
        return row

    def _row(
        self, name: str, words: str, colour: str, below: QWidget | None = None
    ) -> tuple[QWidget, controls.ElidedText, QHBoxLayout]:
        row = QWidget()
        row.setAccessibleName(", ".join(part for part in (name, words) if part))
        row.setMinimumHeight(ROW_HEIGHT)
        row.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        line = controls.row(row)
        dot = Dot()
        dot.set_colour(colour)
        line.addWidget(dot)
        column = controls.column(gap="half")
        column.setSpacing(0)
        title, small = controls.ElidedText(kind="strong"), controls.ElidedText(kind="small")
        title.show_words(name)
        small.show_words(words)
        column.addStretch()
        column.addWidget(title)
        column.addWidget(small)
        if below is not None:
            column.addWidget(below)
        column.addStretch()
        line.addLayout(column, 1)
        return row, small, line

    def _tick(self) -> None:
        for code, words in self._live:
            words.show_words(self.tr("valid for {time}").format(time=clock(code.seconds_left())))
        for invitation, words in self._waiting:
            left = max(0, round(invitation.ends_at - time.monotonic()))
            if invitation.kind is InvitationKind.TRANSFER:
                words.show_words(self.tr("asked to take over, {seconds} s").format(seconds=left))
            else:
                words.show_words(self.tr("invited, {seconds} s").format(seconds=left))

    # -- what the lead does ---------------------------------------------------------------------------------

    def _ask_to_hand_over(self, member: TeamMember) -> None:
        dialog.ask(
            self.window(),
            title=self.tr("Hand the session over to {name}?").format(name=member.name),
            words=self.tr("{name} leads it from then on. You stay as collaborating technician.").format(
                name=member.name
            ),
            yes=self.tr("Hand over"),
            then=lambda: self._session.team.hand_over(member.number),
        )

    def _ask_to_remove(self, member: TeamMember) -> None:
        words = self.tr("{name} leaves the session at once and needs a new invitation to come back.")
        if member.role is Role.CUSTOMER:
            words = self.tr("{name} leaves the session at once and needs a new code to come back.")
        dialog.ask(
            self.window(),
            title=self.tr("Remove {name} from the session?").format(name=member.name),
            words=words.format(name=member.name),
            yes=self.tr("Remove"),
            then=lambda: self._session.team.remove(member.number),
            danger=True,
        )
