"""The administrator's Calling Card is what the customer's program will read."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from console.windows.admin import card_icon
from console.windows.admin.card_dialog import CardDialog, CardPlace
from protocol.card.card import ICON_LIMIT, ICON_SIDE, CallingCard, decode
from protocol.notation import png
from resources.look.card_view import card_picture
from tests.helpers.pictures import picture

PLACE = CardPlace(host="help.example.org:7331", fingerprint=bytes(range(32)), channel="first-line")


@pytest.fixture
def dialog(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = CardDialog(PLACE, window)
    dialog.open()
    yield dialog
    window.close()


def picture_file(tmp_path, image: QImage, name: str = "icon.png") -> str:
    file = tmp_path / name
    assert image.save(str(file))
    return str(file)


def one_colour(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 30, 40))
    image.setText("Author", "somebody")
    return image


def noise(side: int) -> QImage:
    pixels = np.random.default_rng(1).integers(0, 256, (side, side, 4), np.uint8)
    return QImage(pixels.data, side, side, QImage.Format.Format_RGBA8888).copy()


def test_a_card_needs_whose_it_is(dialog) -> None:
    assert not dialog.export_button.isEnabled()
    dialog.name.setText(" \t ")
    assert not dialog.export_button.isEnabled()
    dialog.name.setText("Muster GmbH")
    assert dialog.export_button.isEnabled()


def test_the_file_holds_what_was_typed_and_where_it_leads(tmp_path, dialog) -> None:
    dialog.name.setText(" Muster  GmbH ")
    dialog.greeting.setPlainText("We help you.\u202e\n\n")
    dialog.write(tmp_path / "first-line.fernblick-card")
    (file,) = tmp_path.iterdir()
    assert decode(file.read_bytes()) == CallingCard(
        host=PLACE.host,
        channel="first-line",
        fingerprint=PLACE.fingerprint,
        title="Muster GmbH",
        greeting="We help you.",
    )
    assert not isValid(dialog) or dialog.isHidden()


def test_the_preview_shows_what_the_customer_will_see(tmp_path, dialog) -> None:
    dialog.name.setText("Muster GmbH")
    dialog.greeting.setPlainText("<b>Hello</b>")
    dialog.use_icon(picture_file(tmp_path, one_colour(300, 150)))
    view = dialog.preview
    assert (view.title.text(), view.greeting.text()) == ("Muster GmbH", "<b>Hello</b>")
    assert view.icon.pixmap().toImage().pixelColor(32, 16).name() == "#c81e28"
    dialog.no_icon_button.click()
    assert dialog.card.icon == b""


def test_a_file_that_is_no_picture_is_said_and_changes_nothing(tmp_path, dialog) -> None:
    dialog.name.setText("Muster GmbH")
    dialog.use_icon(picture_file(tmp_path, one_colour(8, 8)))
    before = dialog.card
    for name, content in (("a.png", b"nonsense"), ("b.png", b"GIF89a"), ("c.png", b"")):
        (tmp_path / name).write_bytes(content)
        dialog.use_icon(str(tmp_path / name))
        assert dialog.problem.isVisible()
        assert dialog.card == before
    dialog.use_icon(picture_file(tmp_path, one_colour(9, 9)))
    assert not dialog.problem.isVisible()


def test_a_file_that_cannot_be_written_leaves_the_dialog_open(tmp_path, dialog) -> None:
    dialog.name.setText("Muster GmbH")
    dialog.write(tmp_path / "missing" / "x.fernblick-card")
    assert dialog.isVisible()


def test_it_asks_where_to_write_with_the_channels_name(qtbot, dialog) -> None:
    dialog.name.setText("Muster GmbH")
    dialog.export_button.click()
    question = dialog.findChild(QFileDialog)
    assert question.selectedFiles()[0].endswith("/first-line.fernblick-card")
    question.reject()


@pytest.mark.parametrize("size", [(1, 1), (64, 64), (600, 300), (2, 8000)])
def test_any_picture_becomes_a_plain_icon_of_its_shape(tmp_path, qapp, size) -> None:
    icon = card_icon.icon_from(Path(picture_file(tmp_path, one_colour(*size))))
    png.check(icon, side=ICON_SIDE)
    assert b"somebody" not in icon
    shown = card_picture(icon)
    assert max(shown.width(), shown.height()) == min(ICON_SIDE, max(size))


def test_a_picture_that_does_not_compress_is_made_smaller(tmp_path, qapp) -> None:
    icon = card_icon.icon_from(Path(picture_file(tmp_path, noise(300))))
    png.check(icon, side=ICON_SIDE)
    assert len(icon) <= ICON_LIMIT


def test_an_enormous_picture_is_not_read(tmp_path, monkeypatch, qapp) -> None:
    monkeypatch.setattr("console.windows.parts.picture_file.LARGEST_SIDE", 10)
    with pytest.raises(card_icon.BadIcon):
        card_icon.icon_from(Path(picture_file(tmp_path, one_colour(11, 2))))


def test_only_the_png_decoder_sees_a_cards_icon(qapp) -> None:
    assert card_picture(picture(width=3, height=5)).size().toTuple() == (3, 5)
    assert card_picture(b"<svg xmlns='http://www.w3.org/2000/svg' width='5' height='5'/>").isNull()
