"""What the Administration Center shows of a group: its rights, its sessions, its predefined replies."""

from __future__ import annotations

import itertools
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from console.admin.directory import Directory
from console.admin.draft import GroupDraft
from console.windows.admin.channel_field import ChannelField
from console.windows.admin.meanwhile import MeanwhileBanner
from console.windows.admin.right_row import RightRow
from console.windows.admin.save_bar import SaveBar
from console.windows.parts.replies_editor import RepliesEditor
from console.windows.reports.right_words import in_order
from protocol.vocabulary.accounts import SESSIONS_LIMIT, GroupEntry, Scope, Setting
from resources.look import controls, theme
from resources.look.tips import set_tip
from resources.look.wrapping import WrappingRow

WIDEST = 860  # pixels of the cards


class GroupPage(QWidget):
    """Shows one group and keeps what the administrator changes until it is saved.

    Signals:
        refused: (code) saving was refused; what was changed still stands here.
        scope_asked: (Scope) "apply to..." was pressed; call `save` with it once the administrator has confirmed.
        saved: everything was saved.
        card_asked: (group) its customers' Calling Card is to be exported.

    Attributes:
        draft: what stands on the screen; None before the first group.
    """

    refused = Signal(str)
    scope_asked = Signal(object)
    saved = Signal()
    card_asked = Signal(int)

    def __init__(self, directory: Directory) -> None:
        super().__init__()
        self._directory = directory
        self.draft: GroupDraft | None = None
        self._saving = 0  # answers that are still to come
        self.rows: dict[str, RightRow] = {}
        self.title = controls.ElidedText(kind="title")
        self.summary = controls.text(kind="muted", wrap=True)
        self.bar = SaveBar()
        self.bar.save.connect(lambda: self.save(Scope.GROUP))
        self.bar.discard.connect(self.discard)
        self.bar.apply.connect(self.scope_asked)
        self.meanwhile = MeanwhileBanner()
        self.meanwhile.button.clicked.connect(self._take_theirs)
        outer = controls.column(self)
        outer.setSpacing(0)
        outer.addWidget(self.meanwhile)
        outer.addWidget(self._make_scroll(), 1)
        outer.addWidget(self.bar)

    @property
    def unsaved(self) -> bool:
        """Whether something was changed and not saved."""
        return self.draft is not None and self.draft.changed

    def show_group(self, entry: GroupEntry) -> None:
        """Show `entry` as the host has it; what was changed of the group shown before is forgotten."""
        replies = self._directory.replies.get(entry.group, ())
        self.draft = GroupDraft.of(entry, replies, *self._channel_of(entry.group))
        self._make_rows(entry)
        self.follow()

    def follow_host(self) -> None:
        """Take over what the host says now, except what was changed here."""
        if self.draft is None:
            return
        entry = self._directory.groups.get(self.draft.saved.group)
        if entry is not None:
            replies = self._directory.replies.get(entry.group, ())
            self.draft = self.draft.followed(entry, replies, *self._channel_of(entry.group))
            self._make_rows(entry)
        self.follow()

    def discard(self) -> None:
        """Go back to what the host has."""
        if self.draft is not None:
            draft = self.draft
            self.draft = GroupDraft.of(draft.saved, draft.saved_replies, draft.saved_channel, draft.saved_reads)
            self.follow()

    def save(self, scope: Scope = Scope.GROUP) -> None:
        """Send what was changed; with a wider scope the rights in any case."""
        draft = self.draft
        if draft is None or self._saving:
            return
        group = draft.saved.group
        rights, replies = scope is not Scope.GROUP or draft.rights_changed, draft.replies_changed
        self._saving = int(rights) + int(replies) + int(draft.channel_changed)
        self.follow()
        if rights:
            self._directory.set_rights(group, draft.wanted(), draft.sessions, scope, self._answered)
        if replies:
            self._directory.set_replies(group, draft.replies, self._answered)
        if draft.channel_changed:
            self._directory.set_channel(group, draft.channel, draft.reads and bool(draft.channel), self._answered)

    def follow(self) -> None:
        """Show the draft."""
        draft = self.draft
        if draft is None:
            return
        entry = draft.saved
        self.title.show_words(entry.name)
        self.summary.setText(self._summary(entry))
        parent = self._directory.groups.get(entry.parent)
        given = {} if parent is None else {right.name: right.effective for right in parent.rights}
        for name, row in self.rows.items():
            above = "" if parent is None else parent.name
            row.show_right(draft.rights[name], inherited=given.get(name, False), above=above)
        self._follow_sessions(draft, parent)
        over = self._directory.channels.get(entry.parent)
        self.channel.show_channel(draft.channel, inherited="" if over is None else over.effective)
        self.reads.setChecked(draft.reads)
        self.reads.setEnabled(bool(draft.channel))
        self._follow_card(draft)
        self.replies.show_replies(draft.replies)
        self.meanwhile.follow(draft)
        self.bar.follow(changed=draft.changed, busy=bool(self._saving), connected=self._directory.connected)

    # -- parts ----------------------------------------------------------------------------------------------

    def _make_scroll(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # follows the control that has the keyboard
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("surface", "none")
        line = controls.row(inside)
        place = QWidget()
        place.setMaximumWidth(WIDEST)
        column = controls.column(place, margin="three")
        column.addWidget(self.title)
        column.addWidget(self.summary)
        column.addWidget(self._make_rights())
        column.addWidget(self._make_sessions())
        column.addWidget(self._make_channel())
        column.addWidget(self._make_replies())
        column.addStretch()
        line.addWidget(place, 100)
        line.addStretch(1)
        scroll.setWidget(inside)
        return scroll

    def _make_rights(self) -> QFrame:
        frame, column = controls.card(self.tr("Rights"), self.tr("A change reaches running sessions at once."))
        self._rows_place: QVBoxLayout = controls.column(gap="two")
        column.addLayout(self._rows_place)
        return frame

    def _make_rows(self, entry: GroupEntry) -> None:
        names = in_order([right.name for right in entry.rights])
        if list(self.rows) == names:
            return
        while taken := self._rows_place.takeAt(0):
            if (widget := taken.widget()) is not None:
                widget.deleteLater()
        self.rows = {}
        for name in names:
            row = RightRow(name)
            row.setting_chosen.connect(lambda value, name=name: self._choose(name, setting=Setting(value)))
            row.lock_chosen.connect(lambda locked, name=name: self._choose(name, locked=locked))
            if self.rows:
                self._rows_place.addWidget(controls.rule())
            self._rows_place.addWidget(row)
            self.rows[name] = row
        self._order_keys()

    def _order_keys(self) -> None:
        """Let Tab go from the top to the bottom: the rows are younger than what stands below them."""
        rights = [control for row in self.rows.values() for control in row.controls]
        below = [self.sessions, self.channel, self.card_button, self.reads, *self.replies.controls, *self.bar.controls]
        for before, after in itertools.pairwise([*rights, *below]):
            self.setTabOrder(before, after)

    def _make_sessions(self) -> QFrame:
        words = self.tr("How many sessions a technician of this group may lead at the same time.")
        frame, column = controls.card(self.tr("Sessions at a time"), words)
        self.sessions = QSpinBox()
        self.sessions.setRange(0, SESSIONS_LIMIT)
        self.sessions.setMinimumWidth(220)
        self.sessions.lineEdit().setTextMargins(theme.space("one"), 0, 0, 0)  # a style sheet cannot
        self.sessions.setAccessibleName(self.tr("Sessions at a time"))
        self.sessions.valueChanged.connect(self._choose_sessions)
        column.addWidget(self.sessions, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _make_channel(self) -> QFrame:
        words = self.tr(
            "Customers without a code wait here for a technician of this group. Subgroups without one use it, too."
        )
        frame, column = controls.card(self.tr("Channel"), words)
        self.channel = ChannelField()
        self.channel.chosen.connect(self._choose_channel)
        self.card_button = controls.button(self.tr("Export Calling Card…"))
        self.card_button.clicked.connect(self._ask_for_card)
        line = WrappingRow()
        line.addWidget(self.channel)
        line.addWidget(self.card_button)
        column.addLayout(line)
        self.reads = QCheckBox(self.tr("Who waits may let the technicians read what it is about"))
        self.reads.clicked.connect(self._choose_reads)
        means = self.tr(
            "Such words are not sealed: the host can read them. Customers are told so before they let them."
        )
        self.reads.setAccessibleDescription(means)
        column.addWidget(self.reads)
        column.addWidget(controls.text(means, kind="small", wrap=True))
        return frame

    def _channel_of(self, group: int) -> tuple[str, bool]:
        """Return the channel that a group has itself, and whether it reads what those who wait there say."""
        return self._directory.own_channel(group), self._directory.desk_reads(group)

    def _make_replies(self) -> QFrame:
        words = self.tr("Technicians of this group can insert them into every chat. Subgroups without any use these.")
        frame, column = controls.card(self.tr("Predefined replies"), words)
        self.replies = RepliesEditor()
        self.replies.edited.connect(self._choose_replies)
        column.addWidget(self.replies)
        return frame

    # -- inside ---------------------------------------------------------------------------------------------

    def _summary(self, entry: GroupEntry) -> str:
        people, groups = len(self._directory.members(entry.group)), len(self._directory.subgroups(entry.group))
        if not people and not groups:
            return self.tr("Nobody is in this group yet. Add a technician, or drag one here.")
        return self.tr("Technicians: {people}  ·  Subgroups: {groups}").format(people=people, groups=groups)

    def _follow_sessions(self, draft: GroupDraft, parent: GroupEntry | None) -> None:
        inherited = "" if parent is None else str(parent.sessions_effective)
        words = self.tr("Inherit: {count}").format(count=inherited) if inherited else self.tr("Not set")
        self.sessions.blockSignals(True)
        self.sessions.setSpecialValueText(words)
        self.sessions.setValue(draft.sessions)
        self.sessions.blockSignals(False)

    def _follow_card(self, draft: GroupDraft) -> None:
        missing = self.tr("A Calling Card leads to the group’s own channel. Save one first.")
        usable = bool(draft.saved_channel) and draft.channel == draft.saved_channel and self._directory.connected
        self.card_button.setEnabled(usable)
        set_tip(self.card_button, "" if usable else missing)
        self.card_button.setAccessibleDescription("" if usable else missing)

    def _ask_for_card(self) -> None:
        if self.draft is not None:
            self.card_asked.emit(self.draft.saved.group)

    def _take_theirs(self) -> None:
        if self.draft is not None:
            self.draft = self.draft.with_theirs()
            self.follow()

    def _choose(self, name: str, *, setting: Setting | None = None, locked: bool | None = None) -> None:
        assert self.draft is not None
        self.draft = self.draft.with_right(name, setting=setting, locked=locked)
        self.follow()

    def _choose_sessions(self, sessions: int) -> None:
        if self.draft is not None:
            self.draft = replace(self.draft, sessions=sessions)
            self.follow()

    def _choose_channel(self, channel: str) -> None:
        if self.draft is not None:
            self.draft = replace(self.draft, channel=channel)
            self.follow()

    def _choose_reads(self, reads: bool) -> None:
        if self.draft is not None:
            self.draft = replace(self.draft, reads=reads)
            self.follow()

    def _choose_replies(self) -> None:
        if self.draft is not None:
            self.draft = replace(self.draft, replies=self.replies.replies)
            self.follow()

    def _answered(self, problem: str) -> None:
        self._saving = max(0, self._saving - 1)
        if problem:
            self.refused.emit(problem)
        elif not self._saving:
            self.follow_host()
            if not self.unsaved:
                self.saved.emit()
        self.follow()
