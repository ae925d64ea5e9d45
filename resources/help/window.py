"""The window with a program's help: what there is at the left, the page at the right, and a field to search."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import (
    QImage,
    QKeySequence,
    QResizeEvent,
    QShortcut,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFragment,
)
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from resources.help.pages import Page, Program, look_for, pages, picture_file
from resources.look import controls, theme
from resources.look.hints import HintedEdit
from resources.look.on_screen import StaysOnScreen, fitting, room_of

_FIRST_SIZE = QSize(860, 620)
_LIST_WIDTH = 250
_NAME = Qt.ItemDataRole.UserRole


class _Browser(QTextBrowser):
    """Shows a page; of its pictures it knows those of the programs' own help, and reads nothing else."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def picture(self, name: str) -> QImage:
        """Return the picture `name` in the language of the page; an empty one: there is none."""
        return QImage(str(picture_file(name, self._language)))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Answer the document's question for a picture."""
        said = name if isinstance(name, str) else name.toString()
        return self.picture(said) if kind == QTextDocument.ResourceType.ImageResource.value else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the window's width."""
        super().resizeEvent(event)
        self.fit_pictures()

    def fit_pictures(self) -> None:
        """Show pictures as large as there is room, and not larger than they are."""
        block = self.document().begin()
        while block.isValid():
            inside = block.begin()
            while not inside.atEnd():
                self._fit_picture(inside.fragment())
                inside += 1
            block = block.next()

    def _fit_picture(self, fragment: QTextFragment) -> None:
        look = fragment.charFormat().toImageFormat()
        if not look.isValid():
            return
        room = self.viewport().width() - 2 * int(self.document().documentMargin())
        width = max(1, min(self.picture(look.name()).width(), room))
        if look.width() == width:
            return
        look.setWidth(width)
        cursor = QTextCursor(self.document())
        cursor.setPosition(fragment.position())
        cursor.setPosition(fragment.position() + fragment.length(), QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(look)


class HelpWindow(QWidget):
    """Shows the pages of `program` in the language that is spoken; it stays beside the window that was asked from.

    Attributes:
        page: the name of what is shown.
    """

    def __init__(self, program: Program) -> None:
        super().__init__()
        self._program = program
        self.page = ""
        self._pages: list[Page] = []
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._outer: QVBoxLayout = controls.column(self)
        self._build()
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(lambda: self.search.setFocus())
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)
        self.resize(fitting(_FIRST_SIZE, self))
        self.move(room_of(self).center() - self.rect().center())
        StaysOnScreen(self)

    def show_page(self, name: str = "") -> None:
        """Come to the front with the page `name`; without one, or one that is not there, with the first."""
        self.search.clear()
        self._choose(name if any(page.name == name for page in self._pages) else self._pages[0].name)
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Speak another language at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            QTimer.singleShot(0, self, self._speak_anew)

    def _build(self) -> None:
        self.setWindowTitle(self.tr("Help"))
        self._pages = pages(self._program, self.tr("en", "the language that this is translated into, as a code: de"))
        self.search = HintedEdit(self.tr("Search in the help"))
        self.search.textChanged.connect(self._look_for)
        self.list = QListWidget()
        self.list.setProperty("kind", "boxed")
        self.list.setAccessibleName(self.tr("Pages"))
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._chosen)
        self.nothing = controls.text(self.tr("No page has these words."), kind="muted", wrap=True)
        self.text = _Browser(self.tr("en", "the language that this is translated into, as a code: de"))
        self.text.setProperty("kind", "plain")
        self.text.setAccessibleName(self.tr("Help"))
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow_link)
        self._body = self._lay_out()
        self._outer.addWidget(self._body)
        self._fill(self._pages)

    def _lay_out(self) -> QWidget:
        side = QWidget()
        column = controls.column(side, margin="two")
        for widget in (self.search, self.nothing):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        place = QWidget()
        beside = controls.column(place)
        beside.setContentsMargins(0, theme.space("two"), theme.space("two"), theme.space("two"))
        beside.addWidget(self.text)
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(side)
        both.addWidget(place)
        both.setStretchFactor(1, 1)
        both.setSizes([_LIST_WIDTH, _FIRST_SIZE.width() - _LIST_WIDTH])
        return both

    def _speak_anew(self) -> None:
        before = self._body
        self._build()
        self._outer.removeWidget(before)
        before.deleteLater()
        self._choose(self.page)

    def _fill(self, found: list[Page]) -> None:
        self.list.clear()
        for page in found:
            item = QListWidgetItem(page.title)
            item.setData(_NAME, page.name)
            self.list.addItem(item)
        self.nothing.setVisible(not found)

    def _look_for(self, words: str) -> None:
        """Show the pages with these words, and in the first one where they stand."""
        self._fill(look_for(words, self._pages))
        if words.strip() and self.list.count():
            self.list.setCurrentRow(0)
            self._mark(words.split()[0])
        elif not words.strip():
            self._choose(self.page)

    def _mark(self, word: str) -> None:
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.find(word)

    def _choose(self, name: str) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == name:
                self.list.setCurrentRow(row)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        name = "" if item is None else item.data(_NAME)
        for page in self._pages:
            if page.name == name:
                self.page = name
                self.text.setMarkdown(page.text)
                self.text.fit_pictures()
                _space_out(self.text.document())

    def _follow_link(self, link: QUrl) -> None:
        """Go to another page; nothing of the help is anywhere else."""
        self.search.clear()
        self._choose(link.toString())


def _space_out(document: QTextDocument) -> None:
    """Give headings and paragraphs the program's own distances: Qt's Markdown has none."""
    block = document.begin()
    while block.isValid():
        look, cursor = block.blockFormat(), QTextCursor(block)
        level = look.headingLevel()
        look.setTopMargin(theme.space("three" if level > 1 else "half"))
        look.setBottomMargin(theme.space("one" if level else "half"))
        cursor.setBlockFormat(look)
        if level:
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            letters = cursor.charFormat()
            font = letters.font()
            font.setPixelSize(theme.text_size("title" if level == 1 else "heading"))
            font.setBold(True)
            letters.clearProperty(QTextFormat.Property.FontSizeAdjustment)
            letters.setFont(font)
            cursor.mergeCharFormat(letters)
        block = block.next()
    document.setDocumentMargin(theme.space("one"))
