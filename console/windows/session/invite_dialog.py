"""Invites a colleague into a session, or transfers it: from the list of technicians, or with a code or link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStackedWidget, QWidget

from console.connection.known_devices import Standing
from console.windows.parts.device_words import ask_to_compare, ask_to_trust, device_words
from console.windows.parts.presence import presence_colour, presence_words
from console.windows.parts.segments import Segments
from console.windows.session.colleague_code import ColleagueCode
from protocol.vocabulary.teamwork import InvitationKind
from resources.look import controls
from resources.look.dialog import Dialog
from resources.look.icons import icon

if TYPE_CHECKING:
    from console.connection.colleagues import Colleagues, ColleagueView
    from console.session.session import Session

_TECHNICIAN = Qt.ItemDataRole.UserRole
ROWS_SHOWN = 6


class InviteDialog(Dialog):
    """Shows the colleagues of the host; who is not reachable is shown, too, but cannot be chosen."""

    help_page = "team"

    def __init__(self, session: Session, colleagues: Colleagues, kind: InvitationKind, parent: QWidget) -> None:
        self._transfer = kind is InvitationKind.TRANSFER
        title = self.tr("Transfer the session") if self._transfer else self.tr("Invite a colleague")
        super().__init__(title, parent)
        self._session = session
        self._colleagues = colleagues
        self.list = QListWidget()
        self.list.setProperty("kind", "boxed")
        self.list.setAccessibleName(self.tr("Colleagues"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # whether they are there stands at the end
        self.list.setMinimumHeight(ROWS_SHOWN * 34 + 10)
        self.list.currentItemChanged.connect(lambda *_items: self._follow_choice())
        self.nobody = controls.text(kind="muted", wrap=True)
        self.detail = controls.text(kind="small", wrap=True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.compare_button = controls.button(self.tr("Compare…"), kind="quiet")
        self.compare_button.clicked.connect(self._compare)
        self._keep_room()
        self._lay_out()
        self.close_button = self.answer(self.tr("Cancel"), then=self.reject)
        yes = self.tr("Transfer") if self._transfer else self.tr("Invite")
        self.yes_button = self.answer(yes, kind="primary", then=self._invite, steady=True, about=self._about)
        self.list.itemActivated.connect(self.yes_button.click)
        colleagues.changed.connect(self.follow)
        session.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show who is there now; who is chosen stays so."""
        chosen = self._chosen
        asked = {invitation.technician for invitation in self._session.invitations.open}
        inside = {member.name for member in self._session.team.members if not member.own}
        self.list.blockSignals(True)
        self.list.clear()
        for view in sorted(self._colleagues.all, key=lambda view: not view.reachable):  # else by name
            item = self._item(view, asked=view.technician in asked, inside=view.name in inside)
            self.list.addItem(item)
            if chosen is not None and view.technician == chosen.technician:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(self.list.count() > 0)
        self.nobody.setVisible(self.list.count() == 0)
        self.nobody.setText(
            self.tr("There is no other technician on this host yet. An administrator can add some, in the menu “Host”.")
        )
        self._follow_choice()
        self._follow_code()

    @property
    def _chosen(self) -> ColleagueView | None:
        item = self.list.currentItem()
        number = None if item is None else item.data(_TECHNICIAN)
        return next((view for view in self._colleagues.all if view.technician == number), None)

    def _about(self) -> object:
        """Return whom the session would be given to: the list moves whenever the host names somebody else."""
        view = self._chosen
        return None if view is None else (view.technician, view.name, view.keys)

    def _lay_out(self) -> None:
        words = self.tr("A colleague who accepts sees the chat from then on, and can share if their group may.")
        if self._transfer:
            words = self.tr(
                "A colleague who accepts leads the session, and you leave it. Meanwhile the customer waits."
            )
        people = QWidget()
        column = controls.column(people)
        for widget in (self.list, self.nobody):
            column.addWidget(widget)
        line = controls.row(gap="one")
        line.addWidget(self.detail, 1)
        line.addWidget(self.compare_button)
        column.addLayout(line)
        self.body.addWidget(controls.text(words, kind="muted", wrap=True))
        self.pages = QStackedWidget()
        self.pages.addWidget(people)
        if not self._transfer:
            self.code = ColleagueCode(self._session)
            self.pages.addWidget(self.code)
            choices = [("list", self.tr("From the list")), ("code", self.tr("With a code or link"))]
            self.ways = Segments(self.tr("How to invite"), choices)
            self.ways.show_value("list")
            self.ways.chosen.connect(self._show_way)
            line = controls.row()
            line.addWidget(self.ways)
            line.addStretch()
            self.body.addLayout(line)
        self.body.addWidget(self.pages)

    def _keep_room(self) -> None:
        """Have room for what is said of a computer before anybody is chosen: the buttons stay where they are."""
        self.detail.setMinimumHeight(2 * self.detail.fontMetrics().lineSpacing())
        kept = self.compare_button.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.compare_button.setSizePolicy(kept)

    def _show_way(self, way: str) -> None:
        self.pages.setCurrentIndex(0 if way == "list" else 1)
        self.yes_button.setVisible(way == "list")
        if way == "code":
            self.code.begin()
        self._follow_code()

    def _follow_code(self) -> None:
        """Say "Cancel" only where closing leaves nothing open: a code stays, and is shown in the session."""
        code = self._session.colleague_code is not None or self.pages.currentIndex() == 1
        self.close_button.setText(self.tr("Close") if code else self.tr("Cancel"))

    def _item(self, view: ColleagueView, *, asked: bool, inside: bool) -> QListWidgetItem:
        state = presence_words(view.presence)
        if inside:
            state = self.tr("in this session")
        elif asked:
            state = self.tr("invited")
        words = "  ·  ".join(part for part in (view.name, view.group, state) if part)
        item = QListWidgetItem(icon("user-round", presence_colour(view.presence)), words)
        item.setData(_TECHNICIAN, view.technician)
        if inside or asked or not view.reachable:
            item.setFlags(item.flags() & ~(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable))
        return item

    def _follow_choice(self) -> None:
        view = self._chosen
        self.yes_button.setEnabled(view is not None and view.reachable)
        words = "" if view is None else device_words(view)
        self.detail.setText(words)
        self.compare_button.setVisible(
            view is not None and view.standing in (Standing.NEW, Standing.SEEN) and bool(words)
        )
        self.fit()

    def _invite(self) -> None:
        view = self._chosen
        if view is None or not view.reachable:
            return
        if view.trusted:
            self._send(view)
        else:
            ask_to_trust(self, view, lambda compared: self._trust_and_send(view, compared=compared))

    def _compare(self) -> None:
        if (view := self._chosen) is not None:
            ask_to_compare(self, view, lambda _compared: self._colleagues.trust(view, compared=True))

    def _trust_and_send(self, view: ColleagueView, *, compared: bool) -> None:
        """Invite the colleague who was shown; where the host says something else by now, nothing is sent."""
        if self._colleagues.trust(view, compared=compared):
            self._send(view)

    def _send(self, view: ColleagueView) -> None:
        if self._transfer:
            self._session.invitations.transfer(view.technician)
        else:
            self._session.invitations.invite(view.technician)
        self.accept()
