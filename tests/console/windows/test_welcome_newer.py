"""Word of a newer version is one quiet line, without a link and without a button."""

from PySide6.QtWidgets import QAbstractButton

from console.windows.welcome_page import WelcomePage


def test_a_newer_version_is_one_line_that_leads_nowhere(qtbot) -> None:
    page = WelcomePage(company=True)
    qtbot.addWidget(page)
    page.show()
    assert not page.newer.isVisible()
    buttons = len(page.findChildren(QAbstractButton))
    page.show_newer("1.3.0", "1.2.0")
    assert page.newer.isVisible()
    assert "1.3.0" in page.newer.text()
    assert "1.2.0" in page.newer.text()
    assert "<" not in page.newer.text()
    assert len(page.findChildren(QAbstractButton)) == buttons
    page.show_newer("", "")
    assert not page.newer.isVisible()
