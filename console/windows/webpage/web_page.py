"""The Administration Center's part for the web page: what is set at the left, how it looks at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QDateTime, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from console.admin.directory import Directory
from console.admin.page_draft import PageDraft
from console.windows.parts.banner import Banner
from console.windows.webpage.page_contact import PageContact
from console.windows.webpage.page_look import PageLook
from console.windows.webpage.page_preview import PagePreview
from console.windows.webpage.page_words import ENGLISH, PageWordsEditor
from protocol.vocabulary.web import PageSettings, PageVersion, said
from resources.look import controls, theme
from resources.look.tips import set_tip

WIDEST = 640  # pixels of the fields


class WebPagePart(QWidget):
    """Shows the web page as the host has it, and what the administrator makes of it.

    Signals:
        refused: (code) saving was refused; what was changed still stands here.
        saved: everything was saved.

    Attributes:
        draft: what stands on the screen; None before the host has said what there is.
        address: where browsers find the page; "": nowhere.
    """

    help_page = "administration"

    refused = Signal(str)
    saved = Signal()

    def __init__(self, directory: Directory) -> None:
        super().__init__()
        self._directory = directory
        self.draft: PageDraft | None = None
        self.address = ""
        self._busy = False
        self.meanwhile = Banner()
        self.meanwhile.button.clicked.connect(self.discard)
        self.look, self.words, self.preview = PageLook(), PageWordsEditor(), PagePreview()
        self.contact = PageContact()
        self.look.chosen.connect(self._choose)
        self.contact.chosen.connect(self._choose)
        self.look.channel_chosen.connect(self._choose_channel)
        self.words.written.connect(self._write)
        self.words.language_chosen.connect(self.follow)
        outer = controls.column(self)
        outer.setSpacing(0)
        outer.addWidget(self.meanwhile)
        both = controls.row()
        both.addWidget(self._make_scroll(self._make_fields()), 1)
        both.addWidget(self._make_preview())
        outer.addLayout(both, 1)
        outer.addWidget(self._make_bar())
        directory.changed.connect(self.follow_host)
        self.follow_host()

    @property
    def unsaved(self) -> bool:
        """Whether something was changed and not saved."""
        return self.draft is not None and (self.draft.changed or self._has_problems)

    @property
    def savable(self) -> bool:
        """Whether the host would be sent what stands here."""
        return self.draft is not None and self.draft.changed and not self._has_problems

    def follow_host(self) -> None:
        """Take over what the host says now, except what was changed here."""
        entry = self._directory.page
        if entry is not None:
            self.draft = PageDraft.of(entry) if self.draft is None else self.draft.followed(entry)
        self.follow()

    def discard(self) -> None:
        """Go back to what the host has."""
        if self.draft is not None:
            self.draft = PageDraft.of(self.draft.saved)
            self._forget()
            self.follow()

    def save(self) -> None:
        """Send what was changed."""
        if self.draft is not None and not self._busy:
            self._busy = True
            self._directory.set_page(self._wanted(self.draft), self._answered)
            self.follow()

    def follow(self) -> None:
        """Show the draft."""
        draft, connected = self.draft, self._directory.connected
        self.setEnabled(draft is not None)
        usable = connected and not self._busy and draft is not None
        self.save_button.setEnabled(usable and self.savable)
        self.discard_button.setEnabled(self.unsaved and not self._busy)
        self.earlier_button.setEnabled(usable and draft is not None and bool(draft.saved.earlier))
        self.open_button.setEnabled(bool(self.address))
        if draft is None:
            return
        self.look.show_draft(draft, self._channels())
        self.words.show_draft(draft)
        self.contact.show_draft(draft)
        one, other = draft.wanted.english, draft.wanted.german
        pair = (one, other) if self.words.language == ENGLISH else (other, one)
        self.preview.show_page(draft.wanted, said(*pair))
        self._follow_meanwhile(draft)

    def show_version(self, settings: PageSettings) -> None:
        """Put what the page was before on the screen, to be looked at and saved, or not."""
        if self.draft is not None:
            self._forget()
            self.draft = PageDraft(self.draft.saved, settings)
            self.follow()

    # -- parts ----------------------------------------------------------------------------------------------

    def _make_fields(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("surface", "none")
        line = controls.row(inside)
        place = QWidget()
        place.setMaximumWidth(WIDEST)
        column = controls.column(place, margin="three")
        column.addWidget(controls.text(self.tr("Web page"), kind="title"))
        column.addWidget(self.look)
        column.addWidget(self.words)
        column.addWidget(self.contact)
        column.addStretch()
        line.addWidget(place, 100)
        line.addStretch(1)
        return inside

    def _make_preview(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("surface", "none")
        column = controls.column(inside, margin="two")
        column.addWidget(controls.text(self.tr("Customers see"), kind="muted"))
        column.addWidget(self.preview)
        column.addStretch()
        scroll = self._make_scroll(inside)
        scroll.setFixedWidth(self.preview.width() + 3 * theme.space("two"))
        return scroll

    @staticmethod
    def _make_scroll(inside: QWidget) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # follows the control that has the keyboard
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        return scroll

    def _make_bar(self) -> QWidget:
        bar = QWidget()
        bar.setProperty("surface", "foot")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.earlier_button = controls.button(self.tr("Earlier versions"))
        set_tip(self.earlier_button, self.tr("Put on the screen what the page was before; nothing is saved by that"))
        self.earlier_button.clicked.connect(self._show_earlier)
        self.open_button = controls.button(self.tr("Open the page"))
        set_tip(self.open_button, self.tr("In the browser, as it was saved last"))
        self.open_button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(self.address)))
        self.discard_button = controls.button(self.tr("Discard"), kind="quiet")
        self.discard_button.clicked.connect(self.discard)
        self.save_button = controls.button(self.tr("Save changes"), kind="primary")
        self.save_button.clicked.connect(self.save)
        line = controls.row(bar)
        line.setContentsMargins(theme.space("three"), 12, theme.space("three"), theme.space("two"))
        line.addWidget(self.earlier_button)
        line.addWidget(self.open_button)
        line.addStretch(1)
        line.addWidget(self.discard_button)
        line.addWidget(self.save_button)
        return bar

    # -- inside ---------------------------------------------------------------------------------------------

    @property
    def _has_problems(self) -> bool:
        return self.look.problem or bool(self.words.problems) or bool(self.contact.problems)

    def _forget(self) -> None:
        """Forget what was typed and cannot be used."""
        for part in (self.look, self.words, self.contact):
            part.forget()

    def _channels(self) -> list[str]:
        return [entry.channel for entry in self._directory.channels.values() if entry.channel]

    def _wanted(self, draft: PageDraft) -> PageSettings:
        """Return what is to be saved, without channels that are no more: they came with a version of before."""
        there = self._channels()
        return replace(draft.wanted, channels=tuple(each for each in draft.wanted.channels if each in there))

    def _follow_meanwhile(self, draft: PageDraft) -> None:
        if not draft.theirs:
            self.meanwhile.hide()
            return
        words = self.tr(
            "Meanwhile another administrator has changed the page. “Save changes” puts yours in place of theirs."
        )
        self.meanwhile.say("warning", words, self.tr("Take theirs"))

    def _choose(self, name: str, value: Any) -> None:
        if self.draft is not None:
            self.draft = self.draft.with_field(name, value)
            self.follow()

    def _choose_channel(self, channel: str, shown: bool) -> None:
        if self.draft is not None:
            self.draft = self.draft.with_channel(channel, shown)
            self.follow()

    def _write(self, language: str, name: str, text: str) -> None:
        if self.draft is not None:
            self.draft = self.draft.with_words(language, name, text)
            self.follow()

    def earlier_menu(self) -> QMenu:
        """Return the choice among what the page was before."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for version in self.draft.saved.earlier if self.draft is not None else ():
            menu.addAction(self._version_words(version)).triggered.connect(
                lambda _on=False, number=version.version: self._ask_for_version(number)
            )
        return menu

    def _show_earlier(self) -> None:
        self.earlier_menu().popup(self.earlier_button.mapToGlobal(self.earlier_button.rect().topLeft()))

    def _version_words(self, version: PageVersion) -> str:
        if not version.version:
            return self.tr("Before anything was set")
        when = QDateTime.fromMSecsSinceEpoch(version.changed_ms)
        return self.tr("As saved on {moment}").format(moment=when.toString("yyyy-MM-dd HH:mm"))

    def _ask_for_version(self, version: int) -> None:
        self._directory.ask_page(version, self.show_version, self._asked)

    def _asked(self, problem: str) -> None:
        if problem:
            self.refused.emit(problem)

    def _answered(self, problem: str) -> None:
        self._busy = False
        if problem:
            self.refused.emit(problem)
        else:
            self.follow_host()
            if not self.unsaved:
                self.saved.emit()
        self.follow()
