"""The Administration Center: the tree of groups at the left, what is chosen at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDateTime, QLocale, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QSplitter, QStackedWidget, QWidget

from console.admin.audit_heads import AuditHeads
from console.admin.directory import Directory
from console.admin.reports import Reports
from console.windows.admin.actions import DirectoryActions, HostPlace
from console.windows.admin.empty_page import EmptyPage
from console.windows.admin.group_page import GroupPage
from console.windows.admin.sections import Sections
from console.windows.admin.technician_page import TechnicianPage
from console.windows.admin.tree import Entry, GroupTree
from console.windows.parts.banner import Banner
from console.windows.webpage.web_page import WebPagePart
from protocol.vocabulary.accounts import Scope
from resources.look import controls, dialog
from resources.look.dialog import Dialog
from resources.look.help_key import add_help_key
from resources.look.hints import HintedEdit
from resources.look.on_screen import StaysOnScreen, fitting
from resources.program.application import problem
from resources.program.settings import Settings
from resources.words.sentences import sentence

_NAME = "administration"  # of the window, in the settings
_FIRST_SIZE = QSize(1160, 760)
_SMALLEST = QSize(1000, 520)  # a screen of 1024x600 has room for it, with frame and task bar
_TREE_WIDTH = 320


class AdministrationCenter(QWidget):
    """Shows a directory and passes on what the administrator does; asks before anything unsaved is left.

    Signals:
        closed: the window is gone.
        help_asked: (str) a page of the help is to be shown.
    """

    help_page = "administration"

    closed = Signal()
    help_asked = Signal(str)

    def __init__(
        self,
        *,
        directory: Directory,
        reports: Reports,
        heads: AuditHeads,
        settings: Settings,
        host: HostPlace,
        pages: Callable[[], str] = str,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._pages_at = pages
        self._directory = directory
        self._heads = heads
        self._settings = settings
        self._shown: Entry | None = None
        self._shown_menu: QMenu | None = None
        self._refresh = QTimer(self, singleShot=True, interval=0)  # many entries come as one burst
        self._refresh.timeout.connect(self._follow)
        self.setWindowTitle(self.tr("Administration Center"))
        self.setMinimumSize(fitting(_SMALLEST, self))
        self.resize(fitting(_FIRST_SIZE, self))
        self.restoreGeometry(settings.geometry(_NAME))
        StaysOnScreen(self)
        add_help_key(self)
        self.actions_ = DirectoryActions(directory, self, host=host)
        self._build(reports)
        self._connect()
        directory.watch(True)
        self._follow()
        self.tree.setFocus()

    def show_help(self, page: str) -> None:
        """Have `page` of the help shown."""
        self.help_asked.emit(page)

    # -- parts ----------------------------------------------------------------------------------------------

    def _build(self, reports: Reports) -> None:
        self.banner = Banner()
        self.tree = GroupTree(self._directory)
        self.group_page = GroupPage(self._directory)
        self.technician_page = TechnicianPage(self._directory)
        self.empty_page = EmptyPage()
        self._pages = QStackedWidget()
        for page in (self.empty_page, self.group_page, self.technician_page):
            self._pages.addWidget(page)
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.setHandleWidth(1)
        both.addWidget(self._make_side())
        both.addWidget(self._pages)
        both.setStretchFactor(1, 1)
        both.setSizes([_TREE_WIDTH, _FIRST_SIZE.width() - _TREE_WIDTH])
        outer = controls.column(self)
        outer.setSpacing(0)
        outer.addWidget(self.banner)
        self.sections = Sections(both, reports=reports, directory=self._directory, settings=self._settings)
        self.web_page = self.sections.web_page
        outer.addWidget(self.sections, 1)

    def _make_side(self) -> QWidget:
        side = QWidget()
        side.setProperty("surface", "sidebar")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side.setMinimumWidth(280)
        column = controls.column(side, margin="two")
        self.search = HintedEdit(self.tr("Search groups and technicians"))
        self.search.textChanged.connect(self._search)
        find = QAction(self)
        find.setShortcut(QKeySequence.StandardKey.Find)
        find.triggered.connect(self.search.setFocus)
        self.addAction(find)
        self.nothing_found = controls.text(self.tr("No group and no technician is called so."), kind="muted", wrap=True)
        self.nothing_found.hide()
        self.group_button = controls.button(self.tr("Add group"), picture="users")
        self.technician_button = controls.button(self.tr("Add technician"), picture="user-round-plus")
        self.more_button = controls.icon_button(self.tr("More"), picture="ellipsis", kind="plain")
        column.addWidget(self.search)
        column.addWidget(self.nothing_found)
        column.addWidget(self.tree, 1)
        line = controls.row()
        line.addWidget(self.group_button, 1)
        line.addWidget(self.more_button)
        column.addWidget(self.technician_button)
        column.addLayout(line)
        return side

    def _connect(self) -> None:
        self._directory.changed.connect(self._refresh.start)
        self._heads.changed.connect(self._refresh.start)
        self.banner.button.clicked.connect(self._heads.take_note)
        self.tree.chosen.connect(self._choose)
        self.tree.moved.connect(self.actions_.move_to)
        self.tree.customContextMenuRequested.connect(self._show_menu)
        self.more_button.clicked.connect(lambda: self._menu().popup(self.more_button.mapToGlobal(QPoint(0, 0))))
        self.group_button.clicked.connect(lambda: self.actions_.add_group(self._group()))
        self.technician_button.clicked.connect(lambda: self.actions_.add_technician(self._group()))
        self.actions_.refused.connect(self._tell)
        self.web_page.refused.connect(self._tell)
        page = self.group_page
        page.refused.connect(self._tell)
        page.scope_asked.connect(self._ask_to_apply)
        page.card_asked.connect(self.actions_.export_card)
        people = self.technician_page
        people.refused.connect(self._tell)
        people.rename_asked.connect(lambda number: self.actions_.rename(Entry("technician", number)))
        people.move_asked.connect(lambda number: self.actions_.move(Entry("technician", number)))
        people.details_asked.connect(self.actions_.describe)
        people.reset_asked.connect(self.actions_.reset_password)
        people.unlock_asked.connect(self.actions_.unlock)
        people.disable_asked.connect(self.actions_.disable)
        people.remove_asked.connect(self.actions_.remove_technician)
        self.actions_.unlocked.connect(people.say_unlocked)
        self.empty_page.button.clicked.connect(lambda: self.actions_.add_group(0))
        for keys, then in (("F2", self.actions_.rename), ("Delete", self.actions_.remove)):
            action = QAction(self.tree)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _on=False, then=then: self._with_current(then))
            self.tree.addAction(action)

    # -- following ------------------------------------------------------------------------------------------

    def _follow(self) -> None:
        directory = self._directory
        if not directory.connected:
            self.banner.say("warning", sentence("host_gone"))
        elif self._heads.rewritten:
            self.banner.say("warning", self._rewritten_words(self._heads.rewritten), self.tr("I know why"))
        elif directory.certificate_ends_ms:
            self.banner.say("warning", self._certificate_words(directory.certificate_ends_ms))
        else:
            self.banner.hide()
        self.web_page.address = self._pages_at()
        self.web_page.follow()
        self.tree.refresh()
        self.group_button.setEnabled(directory.connected)
        self.technician_button.setEnabled(directory.connected and bool(directory.groups))
        self.more_button.setEnabled(directory.connected and self.tree.current is not None)
        self.nothing_found.setVisible(bool(self.search.text().strip()) and self.tree.topLevelItemCount() == 0)
        self._show(self._shown)

    def _rewritten_words(self, row: int) -> str:
        return self.tr(
            "The host’s audit is not the one that this computer remembers: row {number} is another one, or gone. "
            "Either an older backup was restored, or somebody has rewritten the audit."
        ).format(number=QLocale().toString(row))

    def _certificate_words(self, ends_ms: int) -> str:
        ends = QDateTime.fromMSecsSinceEpoch(ends_ms)
        if ends <= QDateTime.currentDateTime():
            words = self.tr(
                "The host’s certificate has ended on {day}: browsers, and whoever trusts its authority, do not get "
                "through. Put a renewed one in its place at the host; it is taken within a minute."
            )
        else:
            words = self.tr(
                "The host’s certificate ends on {day}. From then on browsers, and whoever trusts its authority, do not "
                "get through. Put a renewed one in its place at the host; it is taken within a minute."
            )
        return words.format(day=ends.toString("yyyy-MM-dd HH:mm"))

    def _search(self, words: str) -> None:
        self.tree.search(words)
        self.nothing_found.setVisible(bool(words.strip()) and self.tree.topLevelItemCount() == 0)

    def _choose(self, entry: Entry | None) -> None:
        """Show what was chosen; ask first where something is not saved."""
        if entry == self._shown:
            return
        if entry is None or not self.group_page.unsaved or not self._exists(self._shown):
            self._shown = entry or (self._shown if self.group_page.unsaved else None)
            self._show_anew()
            return
        shown = self._shown
        assert shown is not None
        QTimer.singleShot(0, self, lambda: self.tree.choose(shown))  # the tree is in the middle of its own change
        self._ask_about_unsaved(lambda: self.tree.choose(entry))

    def _show_anew(self) -> None:
        entry = self._shown
        if entry is not None and entry.kind == "group" and self._exists(entry):
            self.group_page.show_group(self._directory.groups[entry.number])
        self._show(entry)

    def _show(self, entry: Entry | None) -> None:
        if entry is not None and self._exists(entry) and entry.kind == "technician":
            self.technician_page.show_technician(self._directory.technicians[entry.number])
            self._pages.setCurrentWidget(self.technician_page)
        elif entry is not None and (self._exists(entry) or self.group_page.unsaved):
            self.group_page.follow_host()
            self._pages.setCurrentWidget(self.group_page)
        else:
            self.empty_page.follow(loading=not self._directory.complete, any_groups=bool(self._directory.groups))
            self._pages.setCurrentWidget(self.empty_page)

    def _exists(self, entry: Entry | None) -> bool:
        if entry is None:
            return False
        return entry.number in (self._directory.groups if entry.kind == "group" else self._directory.technicians)

    def _group(self) -> int:
        """Return the group that is chosen, or that the chosen technician is in."""
        entry = self.tree.current
        if entry is None:
            return 0
        return entry.number if entry.kind == "group" else self._directory.technicians[entry.number].group

    # -- what the administrator does ------------------------------------------------------------------------

    def _with_current(self, then: Callable[[Entry], object]) -> None:
        if self.tree.current is not None and self._directory.connected:
            then(self.tree.current)

    def _show_menu(self, place: QPoint) -> None:
        if self.tree.itemAt(place) is not None and self._directory.connected:
            self._menu().popup(self.tree.viewport().mapToGlobal(place))

    def _menu(self) -> QMenu:
        menu = self._shown_menu = QMenu(self)
        if (entry := self.tree.current) is not None:
            self.actions_.fill_menu(menu, entry)
        return menu

    def _ask_to_apply(self, scope: Scope) -> None:
        assert self.group_page.draft is not None
        name = self.group_page.draft.saved.name
        if scope is Scope.ALL:
            title = self.tr("Apply to all groups?")
            words = self.tr("Every group gets the rights of “{name}”. What is set there now is lost.")
        else:
            title = self.tr("Apply to subgroups?")
            words = self.tr("All groups below “{name}” inherit its rights. What is set there now is lost.")
        dialog.ask(
            self, title=title, words=words.format(name=name), yes=self.tr("Apply"),
            then=lambda: self.group_page.save(scope), danger=True,
        )  # fmt: skip

    def _ask_about_unsaved(self, then: Callable[[], object], page: GroupPage | WebPagePart | None = None) -> None:
        """Ask what becomes of what was changed on `page`, that of the group if nothing is said."""
        asked = page or self.group_page
        question = Dialog(self.tr("Save the changes?"), self)
        question.body.addWidget(controls.text(self._unsaved_words(asked), kind="muted", wrap=True))
        question.answer(self.tr("Cancel"), then=question.reject)

        def discard() -> None:
            question.accept()
            asked.discard()
            then()

        def save() -> None:
            question.accept()
            asked.saved.connect(then, Qt.ConnectionType.SingleShotConnection)
            asked.save()

        question.answer(self.tr("Discard"), then=discard)
        able = self._directory.connected and (asked is self.group_page or self.web_page.savable)
        question.answer(self.tr("Save changes"), kind="primary", then=save).setEnabled(able)
        question.open()

    def _unsaved_words(self, page: GroupPage | WebPagePart) -> str:
        if isinstance(page, WebPagePart):
            return self.tr("The changes of the web page are not saved yet.")
        assert page.draft is not None
        return self.tr("The changes of “{name}” are not saved yet.").format(name=page.draft.saved.name)

    def _tell(self, code: str) -> None:
        problem(self, code)

    def leave(self) -> None:
        """Close without a question: nothing can be saved any more."""
        self.group_page.discard()
        self.web_page.discard()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about what is not saved; stop following the host."""
        for page in (self.group_page, self.web_page):
            if page.unsaved:
                event.ignore()
                self._ask_about_unsaved(self.close, page)
                return
        self._settings.keep_geometry(_NAME, self.saveGeometry())
        self._directory.watch(False)
        super().closeEvent(event)
        self.closed.emit()
