from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QWidget

from resources.look import dialog
from resources.program import application


def test_a_question_does_what_was_answered(qtbot, monkeypatch) -> None:
    monkeypatch.setattr("resources.look.steady.STILL_MS", 0)
    parent = QWidget()
    qtbot.addWidget(parent)
    done: list[str] = []
    question = dialog.ask(parent, title="End?", words="Really?", yes="End", then=lambda: done.append("end"))
    assert done == []
    next(button for button in question.findChildren(QPushButton) if button.text() == "End").click()
    assert done == ["end"]


def test_escape_does_nothing(qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    done: list[str] = []
    question = dialog.ask(
        parent, title="End?", words="Really?", yes="End", then=lambda: done.append("end"), danger=True
    )
    qtbot.keyClick(question, Qt.Key.Key_Escape)
    assert done == []


def test_a_problem_is_told_in_its_sentence(qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    notice = application.problem(parent, "storage")
    words = [label.text() for label in notice.findChildren(QWidget) if hasattr(label, "wordWrap")]
    assert any("cannot use its database" in text for text in words)
    notice.accept()
    QApplication.processEvents()


def test_what_is_higher_than_the_screen_scrolls_and_not_to_the_side_as_well(qtbot) -> None:
    high = dialog.Dialog("Much")
    qtbot.addWidget(high)
    for _ in range(60):
        high.body.addWidget(QPushButton("As wide as these words are, and no line less: " + "so be it, " * 2))
    high.answer("Fine", then=high.accept)
    high.show()
    (scroll,) = high.findChildren(QScrollArea)
    down, aside = scroll.verticalScrollBar(), scroll.horizontalScrollBar()
    qtbot.waitUntil(lambda: down.isVisible() and not aside.isVisible())
    width = high.width()
    high.fit()
    QApplication.processEvents()
    assert high.width() == width
