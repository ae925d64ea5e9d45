from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

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
