"""What customers read before and during a session over a host that anybody may use, and how they report one."""

from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from protocol.vocabulary.guests import OpenHost
from viewer.windows.offer_page import OfferPage
from viewer.windows.scam_guard import ScamGuard, red_x
from viewer.windows.session_page import SessionPage


def words(widget):
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def test_the_offer_says_what_nobody_honest_asks_for_and_shows_the_red_x(qtbot):
    page = OfferPage(technician="Ada", host="help.example.org")
    qtbot.addWidget(page)
    (guard,) = page.findChildren(ScamGuard)
    said = words(guard)
    assert "Microsoft" in said
    assert "bank" in said
    assert not guard.picture.pixmap().isNull()
    image = red_x().toImage()
    red = image.pixelColor(2, image.height() // 2)
    assert red.red() > 2 * red.green()
    assert image.pixelColor(image.width() // 2, image.height() // 2).lightness() > 200


def test_a_session_over_a_host_for_anybody_says_whose_it_is_and_can_be_reported(qtbot, session):
    session.open_host = OpenHost(contact="abuse@example.org")
    session.become("session")
    page = SessionPage(session=session)
    qtbot.addWidget(page)
    page.show()
    assert "help.example.org" in page.place.text()
    assert "abuse@example.org" in page.place.text()
    page.report.trigger()
    (question,) = [each for each in page.window().findChildren(QDialog) if each.isVisible()]
    (yes,) = [each for each in question.findChildren(QPushButton) if each.text() == "Report"]
    assert ("report",) not in session.asked
    qtbot.waitUntil(yes.isEnabled)
    yes.click()
    assert ("report",) in session.asked
    session.become("session", reported=True)
    assert not page.report.isEnabled()


def test_over_any_other_host_there_is_nothing_to_report(qtbot, session):
    session.become("session")
    page = SessionPage(session=session)
    qtbot.addWidget(page)
    page.show()
    assert not page.place.isVisible()
    assert not page.report.isVisible()
