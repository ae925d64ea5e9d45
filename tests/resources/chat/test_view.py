import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from protocol.seat.conversation import Line
from protocol.vocabulary.chat import CHAT_LIMIT
from resources.chat.transcript import ChatRow, EventRow, clock_time
from resources.chat.view import ROWS_SHOWN, ChatView
from resources.look.tips import words_of
from tests.helpers.hostile_names import NAMES

OWN, OTHER = 1, 2
TIME_MS = 1_790_000_000_000


def chat(author: int, number: int, text: str = "Hello", *, delivered: bool = False) -> Line:
    return Line(author, "Sam" if author == OWN else "Erika", TIME_MS, text, number, delivered)


def event(code: str) -> Line:
    return Line(0, "", TIME_MS, "Erika", 0, False, code)


@pytest.fixture
def view(qtbot) -> ChatView:
    view = ChatView(own=OWN)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    return view


@pytest.fixture
def said(view: ChatView) -> list[str]:
    said: list[str] = []
    view.said.connect(said.append)
    return said


def rows(view: ChatView) -> list[ChatRow]:
    QApplication.sendPostedEvents(None, 52)  # deferred deletes
    return view.findChildren(ChatRow)


def test_a_line_says_time_name_and_text_to_everyone(view: ChatView) -> None:
    view.add_line(chat(OTHER, 1, "My printer…"))
    assert rows(view)[0].accessibleName() == f"Erika, {clock_time(TIME_MS)}, My printer…"


def test_an_own_line_gets_its_tick_when_it_has_arrived(view: ChatView) -> None:
    line = chat(OWN, 1)
    view.add_line(line)
    assert "Not delivered yet" in rows(view)[0].accessibleName()
    line.delivered = True
    view.change_line(line)
    assert rows(view)[0].accessibleName().endswith("Delivered")


def test_the_others_line_of_the_same_number_is_another_one(view: ChatView) -> None:
    view.add_line(chat(OTHER, 1))
    view.add_line(chat(OWN, 1))
    view.change_line(chat(OWN, 1, delivered=True))
    assert [row.accessibleName().endswith("Delivered") for row in rows(view)] == [False, True]


def test_an_event_is_one_quiet_line(view: ChatView) -> None:
    view.add_line(event("joined"))
    (row,) = view.findChildren(EventRow)
    assert row.accessibleName() == f"[{clock_time(TIME_MS)}] Chat session established with Erika."


def test_what_looks_like_markup_is_shown_as_it_was_written(view: ChatView, qtbot) -> None:
    from resources.chat.transcript import BubbleText

    view.add_line(chat(OTHER, 1, "<b>bold</b> <img src='file:///x'>"))
    assert view.findChildren(BubbleText)[0].toPlainText() == "<b>bold</b> <img src='file:///x'>"


@pytest.mark.parametrize("name", ["Erika Example", NAMES["Latin"]])
@pytest.mark.parametrize("width", [300, 1200])
def test_to_whom_one_writes_stands_on_one_line_however_long_the_name_is(view: ChatView, name: str, width: int) -> None:
    hint = f"Write a message to {name}"
    view.set_writable(True, hint)
    view.resize(width, 400)
    QApplication.processEvents()
    shown, whole = view.input.placeholderText(), view.input.fontMetrics().horizontalAdvance(hint)
    assert view.input.fontMetrics().horizontalAdvance(shown) <= view.input.viewport().width() - 8
    fits = whole <= view.input.viewport().width() - 10
    assert shown == hint if fits else shown.startswith("Write a message to ") and shown.endswith("…")
    assert words_of(view.input) == ("" if fits else hint)


def test_a_word_without_end_stays_within_the_window(view: ChatView) -> None:
    view.add_line(chat(OTHER, 1, "x" * 3000))
    QApplication.processEvents()
    assert rows(view)[0].width() <= view.width()
    assert view.minimumSizeHint().width() < 500


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier])
def test_enter_sends_what_is_written(view: ChatView, said: list[str], qtbot, modifier: Qt.KeyboardModifier) -> None:
    qtbot.keyClicks(view.input, " Hello ")
    qtbot.keyClick(view.input, Qt.Key.Key_Return, modifier)
    assert said == ["Hello"]
    assert view.input.toPlainText() == ""


def test_shift_enter_begins_a_new_line_and_the_input_grows(view: ChatView, said: list[str], qtbot) -> None:
    low = view.input.height()
    qtbot.keyClicks(view.input, "one")
    qtbot.keyClick(view.input, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(view.input, "two")
    assert view.input.height() > low
    view.send_button.click()
    assert said == ["one\ntwo"]
    assert view.input.height() == low


def test_nothing_is_sent_where_nothing_is_written(view: ChatView, said: list[str], qtbot) -> None:
    qtbot.keyClicks(view.input, "  ")
    qtbot.keyClick(view.input, Qt.Key.Key_Return)
    assert said == []
    assert not view.send_button.isEnabled()


def test_what_is_longer_than_the_protocol_takes_is_kept_counted_and_not_sent(view: ChatView, said: list[str]) -> None:
    view.input.setPlainText("x" * 100)
    assert view.count.isHidden()
    view.input.setPlainText("x" * (CHAT_LIMIT - 10))
    number = QLocale().toString
    assert view.count.text() == f"{number(CHAT_LIMIT - 10)} of {number(CHAT_LIMIT)} characters."
    view.input.setPlainText("x" * 105_000)
    assert view.count.text().startswith(f"{number(105_000)} characters, at most {number(CHAT_LIMIT)}")
    view.send_button.click()
    view.input.sent.emit()
    assert said == []
    assert len(view.input.toPlainText()) == 105_000
    view.input.setPlainText("x" * CHAT_LIMIT)
    view.send_button.click()
    assert said == ["x" * CHAT_LIMIT]


def test_the_field_grows_with_a_long_line_that_is_pasted_and_shows_its_beginning(view: ChatView, qtbot) -> None:
    view.resize(400, 500)
    one = view.input.height()
    view.input.insertPlainText("word " * 40)
    qtbot.waitUntil(lambda: view.input.height() > 3 * one // 2)
    assert view.input.verticalScrollBar().value() == 0
    assert view.input.cursorRect().bottom() <= view.input.viewport().height()


def test_who_may_not_write_is_told_why(view: ChatView, said: list[str]) -> None:
    view.input.setPlainText("draft")
    view.set_writable(False, "The session has ended")
    assert not view.input.isEnabled()
    assert not view.send_button.isEnabled()
    assert view.input.accessibleDescription() == "The session has ended"
    view.set_writable(True, "Write")
    view.send_button.click()
    assert said == ["draft"]


def test_a_program_can_put_its_button_there(view: ChatView, qtbot) -> None:
    button = QPushButton("Share screen")
    view.add_tool(button)
    assert button.isVisibleTo(view)


def test_a_long_transcript_keeps_few_rows_and_gives_the_rest_back(view: ChatView) -> None:
    for number in range(1, ROWS_SHOWN + 100):
        view.add_line(chat(OTHER, number, str(number)))
    assert len(rows(view)) <= ROWS_SHOWN + 50
    earlier = next(b for b in view.findChildren(QPushButton) if b.text() == "Show earlier lines")
    assert earlier.isVisibleTo(view)
    earlier.click()
    assert len(rows(view)) == ROWS_SHOWN + 99
    assert not earlier.isVisibleTo(view)


def test_a_line_of_a_long_transcript_makes_one_row_and_lets_one_go(view: ChatView, monkeypatch) -> None:
    view.show_lines([chat(OTHER, number, str(number)) for number in range(1, 10_001)])
    assert len(rows(view)) == ROWS_SHOWN
    made: list[str] = []
    make = ChatRow.__init__
    monkeypatch.setattr(
        ChatRow, "__init__", lambda row, line, **how: (made.append(line.text), make(row, line, **how))[1]
    )
    for number in range(10_001, 10_101):
        view.add_line(chat(OTHER, number, str(number)))
    assert made == [str(number) for number in range(10_001, 10_101)]
    assert len(rows(view)) == ROWS_SHOWN
    assert len(view._rows) == ROWS_SHOWN
    assert len(view._lines) == 10_000


def test_a_transcript_of_ten_thousand_lines_is_shown_from_its_end(view: ChatView) -> None:
    view.show_lines([chat(OTHER, number, str(number)) for number in range(1, 10_001)])
    assert rows(view)[-1].accessibleName().endswith("10000")
    earlier = next(b for b in view.findChildren(QPushButton) if b.text() == "Show earlier lines")
    earlier.click()
    assert len(rows(view)) == 2 * ROWS_SHOWN
    texts = [view._column.itemAt(place).widget()._line.number for place in range(1, 2 * ROWS_SHOWN + 1)]
    assert texts == list(range(10_001 - 2 * ROWS_SHOWN, 10_001))


def test_who_reads_earlier_lines_keeps_them_while_others_come(view: ChatView, qtbot) -> None:
    for number in range(1, ROWS_SHOWN + 20):
        view.add_line(chat(OTHER, number))
    view._stays_at_end = False
    before = rows(view)[0]
    for number in range(ROWS_SHOWN + 20, ROWS_SHOWN + 40):
        view.add_line(chat(OTHER, number))
    assert rows(view)[0] is before
    view._stays_at_end = True
    for number in range(ROWS_SHOWN + 40, ROWS_SHOWN + 45):
        view.add_line(chat(OTHER, number))
    assert len(rows(view)) == ROWS_SHOWN


def test_the_newest_line_is_in_sight(view: ChatView, qtbot) -> None:
    for number in range(1, 30):
        view.add_line(chat(OTHER, number))
    bar = view._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum(), timeout=30_000)


def test_reading_earlier_lines_is_not_disturbed(view: ChatView, qtbot) -> None:
    for number in range(1, 30):
        view.add_line(chat(OTHER, number))
    bar = view._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and bar.value() == bar.maximum(), timeout=30_000)
    bar.setValue(0)
    before = bar.maximum()
    view.add_line(chat(OTHER, 30))
    qtbot.waitUntil(lambda: bar.maximum() > before, timeout=30_000)
    assert bar.value() == 0


def test_who_is_writing_is_said_below_the_transcript(view: ChatView) -> None:
    view.typing.show_names(("Erika",))
    assert view.typing.words.accessibleName() == "Erika is writing…"
    view.typing.show_names(("Erika", "Tom"))
    assert view.typing.words.accessibleName() == "Erika, Tom are writing…"
    view.typing.show_names(())
    assert view.typing.words.accessibleName() == ""


def test_writing_is_told_while_it_happens(view: ChatView, qtbot) -> None:
    written: list[str] = []
    view.written.connect(written.append)
    qtbot.keyClicks(view.input, "Hi")
    assert written == ["H", "Hi"]


def test_a_slash_alone_asks_for_a_predefined_reply(view: ChatView, qtbot) -> None:
    asked: list[bool] = []
    view.input.slash_typed.connect(lambda: asked.append(True))
    qtbot.keyClicks(view.input, "1/2")
    assert asked == []
    view.input.clear()
    qtbot.keyClicks(view.input, "/")
    assert asked == [True]
    view.input.write("One moment, please.")
    assert view.input.toPlainText() == "One moment, please."
