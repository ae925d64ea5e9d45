"""The dialog with what the host keeps of a session: what it says, what can be written, what a refusal leaves."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from console.session.notes import Noted
from console.windows.session.end_question import EndQuestion
from console.windows.session.notes_dialog import NotesDialog
from console.windows.session.page import Replies, SessionPage
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.reports import NOTE_LIMIT, NotesKept, Outcome

KEPT = NotesKept(request=0, customer="Müller GmbH", reference="T-1", note="Toner", outcome="unsolved")


@pytest.fixture
def opened(qtbot, session):
    parent = QWidget()
    qtbot.addWidget(parent)

    def make() -> NotesDialog:
        dialog = NotesDialog(session, parent)
        dialog.show()
        return dialog

    return make


def words(dialog: NotesDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def test_what_is_noted_is_shown_and_what_is_typed_is_written(opened, session) -> None:
    session.notes = KEPT
    dialog = opened()
    assert (dialog.reference.text(), dialog.customer.text(), dialog.note.toPlainText()) == (
        "T-1",
        "Müller GmbH",
        "Toner",
    )
    assert dialog.outcome.currentText() == "Not solved"
    dialog.reference.setText(" T-4711 ")
    dialog.note.setPlainText("New toner\n\nand a drum")
    dialog.outcome.setCurrentIndex(dialog.outcome.findData(Outcome.SOLVED))
    dialog.yes_button.click()
    assert session.done == [
        (
            "notes",
            Noted(customer="Müller GmbH", reference="T-4711", note="New toner and a drum", outcome=Outcome.SOLVED),
        )
    ]
    assert not dialog.isVisible()


def test_it_says_where_it_is_typed_that_the_host_reads_it(opened) -> None:
    assert "not sealed: whoever runs the host can read it" in words(opened())


def test_a_group_that_tells_no_customers_is_asked_for_none(opened, session) -> None:
    session.may_name_customer = False
    dialog = opened()
    assert not dialog.customer.isVisible()
    assert not dialog.note.isVisible()
    assert "the host is not told customers" in words(dialog)
    dialog.reference.setText("T-4711")
    dialog.yes_button.click()
    assert session.done == [("notes", Noted(reference="T-4711"))]


def test_nothing_can_be_written_before_it_is_known_what_is_noted(opened, session) -> None:
    session.notes = None
    dialog = opened()
    assert not dialog.yes_button.isEnabled()
    assert not dialog.reference.isEnabled()
    session.notes = "host_gone"
    other = opened()
    assert not other.yes_button.isEnabled()
    assert other.problem.isVisible()


def test_a_refusal_loses_nothing_that_was_typed(opened, session) -> None:
    dialog = opened()
    session.problem_of_writing = Reason.SESSION_CLOSED.value
    dialog.reference.setText("T-4711")
    dialog.yes_button.click()
    assert dialog.isVisible()
    assert dialog.problem.isVisible()
    assert dialog.reference.text() == "T-4711"


def test_a_long_note_is_cut_and_that_is_said(opened, session) -> None:
    dialog = opened()
    dialog.note.setPlainText("a" * (NOTE_LIMIT + 5))
    assert str(NOTE_LIMIT) in dialog.problem.text()
    dialog.yes_button.click()
    assert len(session.done[0][1].note) == NOTE_LIMIT


def test_it_is_opened_from_the_session_from_its_end_and_after_it(qtbot, session) -> None:
    page = SessionPage(session, Replies(own=tuple, group=tuple))
    qtbot.addWidget(page)
    page.show()
    assert not page.toolbar.notes_button.isVisible()
    page.toolbar.notes_action.trigger()
    assert [dialog.isVisible() for dialog in page.findChildren(NotesDialog)] == [True]
    question = EndQuestion(session, page)
    question.show()
    question.notes_button.click()
    assert [dialog.isVisible() for dialog in question.findChildren(NotesDialog)] == [True]
    session.closed_reason = Reason.ENDED_BY_LEAD
    session.changed.emit()
    assert page.toolbar.notes_button.isVisible()
    session.may_note = False
    session.changed.emit()
    assert not page.toolbar.notes_button.isVisible()
    assert not page.toolbar.notes_action.isEnabled()
