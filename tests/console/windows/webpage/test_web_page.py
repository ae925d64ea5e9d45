"""The Administration Center's part for the web page, with a host by hand."""

from dataclasses import replace

import numpy as np
import pytest
import simplejpeg

from console.windows.webpage import logo_file
from console.windows.webpage.logo_file import BadLogo, logo_from
from console.windows.webpage.page_preview import _OURS
from console.windows.webpage.web_page import WebPagePart
from protocol.notation import png
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.queue import GroupChannel
from protocol.vocabulary.web import LOGO_LIMIT, LOGO_SIDE, PageSettings, PageWords, SetPage
from resources.look import theme
from tests.helpers.pictures import picture

MULLER = PageSettings(name="Müller", colour="#c00020", english=PageWords(greeting="Hello"))


@pytest.fixture
def part(qtbot, directory, host) -> WebPagePart:
    part = WebPagePart(directory)
    qtbot.addWidget(part)
    directory.watch(True)
    part.resize(1160, 700)
    part.show()
    return part


@pytest.fixture
def set_up(part, host, directory):
    """The page is Müller's already."""
    host.pages.append(MULLER)
    directory.receive(host.page)
    return part


def saved(host) -> PageSettings:
    asked = [message for message in host.asked if isinstance(message, SetPage)]
    return asked[-1].settings


def type_into(field, text):
    field.clear()
    if hasattr(field, "insertPlainText"):
        field.insertPlainText(text)
    else:
        field.setText(text)
        field.textEdited.emit(text)


def test_nothing_is_set_at_first_and_nothing_is_to_be_saved(part):
    assert (part.look.name.text(), part.look.colour.text()) == ("", "")
    assert not part.unsaved
    assert not part.save_button.isEnabled()
    assert not part.earlier_button.isEnabled()
    assert not part.open_button.isEnabled()


def test_all_of_it_is_saved_at_once(part, host, directory, tmp_path):
    directory.receive(GroupChannel(group=1, channel="sales", effective="sales"))
    (tmp_path / "logo.png").write_bytes(picture(width=30, height=20))
    type_into(part.look.name, "Müller  GmbH")
    type_into(part.look.colour, "#FFCC00")
    part.look.use_logo(str(tmp_path / "logo.png"))
    part.look.channels["sales"].click()
    type_into(part.words.texts["greeting"], "Hello\n")
    type_into(part.contact.fields["telephone"], " +49 30 1234-56 ")
    type_into(part.contact.fields["email"], "help@example.com")
    part.words.choice.buttons["german"].click()
    type_into(part.words.links["imprint_link"], "https://example.com/impressum")
    part.save_button.click()
    found = saved(host)
    assert (found.name, found.colour, found.channels) == ("Müller GmbH", "#ffcc00", ("sales",))
    assert (found.english.greeting, found.german.imprint_link) == ("Hello", "https://example.com/impressum")
    assert (found.telephone, found.email) == ("+49 30 1234-56", "help@example.com")
    assert png.size(found.logo) == (30, 20)
    assert not part.unsaved


def test_what_is_not_saved_can_be_discarded(set_up):
    type_into(set_up.look.name, "Meier")
    type_into(set_up.look.colour, "#12")
    type_into(set_up.contact.fields["email"], "help@")
    assert set_up.contact.said["email"].isVisible()
    assert set_up.unsaved
    set_up.discard_button.click()
    assert set_up.contact.fields["email"].text() == ""
    assert not set_up.contact.said["email"].isVisible()
    assert (set_up.look.name.text(), set_up.look.colour.text()) == ("Müller", "#c00020")
    assert not set_up.unsaved


def test_what_it_was_before_is_shown_and_saved_only_if_wanted(set_up, host):
    type_into(set_up.look.name, "Meier")
    set_up.save_button.click()
    assert host.page.settings.name == "Meier"
    before, _nothing = set_up.earlier_menu().actions()
    before.trigger()
    assert set_up.look.name.text() == "Müller"
    assert host.page.settings.name == "Meier"
    set_up.save_button.click()
    assert host.page.settings == MULLER
    set_up.earlier_menu().actions()[-1].trigger()
    set_up.save_button.click()
    assert host.page.settings == PageSettings()


def test_a_version_of_before_brings_no_channel_back_that_is_no_more(part, host, directory):
    directory.receive(GroupChannel(group=1, channel="sales", effective="sales"))
    part.show_version(replace(MULLER, channels=("sales", "tills")))
    part.save_button.click()
    assert saved(host).channels == ("sales",)


@pytest.mark.parametrize(
    ("colour", "says"),
    [("#ffcc00", "#866b00"), ("#000000", "black"), ("nonsense", "written as"), ("#c00020", "on black")],
)
def test_a_colour_that_could_not_be_read_is_said(part, colour, says):
    type_into(part.look.colour, colour)
    assert says in part.look.colour_said.text()


def test_a_colour_that_is_read_everywhere_needs_no_word(part):
    type_into(part.look.colour, "#8a8a8a")
    type_into(part.look.colour, "")
    assert not part.look.colour_said.isVisible()


def test_what_is_no_colour_or_no_address_is_not_saved(part):
    type_into(part.look.name, "Müller")
    for field, wrong, right in (
        (part.look.colour, "red", "#ff0000"),
        (part.words.links["privacy_link"], "http://example.com", "https://example.com"),
        (part.words.texts["greeting"], "x" * 401, "x" * 400),
        (part.words.texts["imprint"], "x\n" * 61, "x"),
        (part.contact.fields["telephone"], "call us", "0800 1"),
        (part.contact.fields["email"], "help@", "help@example.com"),
    ):
        type_into(field, wrong)
        assert not part.save_button.isEnabled()
        type_into(field, right)
        assert part.save_button.isEnabled()


def test_what_cannot_be_used_stays_where_it_was_typed_while_one_looks_at_the_other_language(part):
    link = part.words.links["privacy_link"]
    type_into(link, "example.com")
    part.words.choice.buttons["german"].click()
    assert link.text() == ""
    part.words.choice.buttons["english"].click()
    assert link.text() == "example.com"
    assert part.words._said["privacy_link"].isVisible()


def test_what_another_administrator_saves_is_said_and_can_be_taken(set_up, host, directory):
    type_into(set_up.look.name, "Mine")
    host.pages.append(replace(MULLER, name="Theirs"))
    directory.receive(host.page)
    assert set_up.meanwhile.isVisible()
    assert set_up.look.name.text() == "Mine"
    set_up.meanwhile.button.click()
    assert set_up.look.name.text() == "Theirs"
    assert not set_up.meanwhile.isVisible()


def test_without_changes_it_follows(set_up, host, directory):
    host.pages.append(replace(MULLER, name="Theirs"))
    directory.receive(host.page)
    assert set_up.look.name.text() == "Theirs"
    assert not set_up.unsaved


def test_a_refused_change_stays_on_the_screen(set_up, host, qtbot):
    type_into(set_up.look.name, "Mine")
    host.refuse = Reason.STORAGE
    with qtbot.waitSignal(set_up.refused) as told:
        set_up.save_button.click()
    assert told.args == ["storage"]
    assert (set_up.look.name.text(), set_up.unsaved) == ("Mine", True)


def test_without_the_host_nothing_is_saved(set_up, directory):
    type_into(set_up.look.name, "Mine")
    directory.link_down()
    assert not set_up.save_button.isEnabled()
    assert set_up.unsaved


# -- the logo ---------------------------------------------------------------------------------------------------


def photo(width, height):
    pixels = np.full((height, width, 3), (51, 102, 153), np.uint8)
    return simplejpeg.encode_jpeg(pixels, quality=90, colorspace="RGB")


SIZES = [(2000, 500, (480, 120)), (50, 40, (50, 40)), (1, 3000, (1, 480))]


@pytest.mark.parametrize(("width", "height", "size"), SIZES)
def test_a_jpeg_becomes_a_plain_png_of_the_size_that_is_taken(qapp, tmp_path, width, height, size):
    (tmp_path / "logo.jpg").write_bytes(photo(width, height))
    logo = logo_from(tmp_path / "logo.jpg")
    png.check(logo, side=LOGO_SIDE)
    assert png.size(logo) == size


def test_a_logo_that_hardly_compresses_becomes_smaller(qapp, tmp_path):
    noise = np.random.default_rng(1).integers(0, 256, (600, 600, 3), np.uint8)
    (tmp_path / "noise.jpg").write_bytes(simplejpeg.encode_jpeg(noise, quality=95, colorspace="RGB"))
    assert len(logo_from(tmp_path / "noise.jpg")) <= LOGO_LIMIT


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no_picture"),
        (b"", "no_picture"),
        (b"\xff\xd8\xff\xe0" + bytes(90), "no_picture"),
        (photo(64, 64)[:200], "no_picture"),
        (b"GIF89a" + bytes(90), "no_picture"),
    ],
)
def test_what_is_no_picture_is_said(part, tmp_path, data, problem):
    file = tmp_path / "logo"
    file.write_bytes(data)
    with pytest.raises(BadLogo, match=problem):
        logo_from(file)
    part.look.use_logo(str(file))
    assert "neither a PNG nor a JPEG" in part.look.logo_problem.text()
    assert not part.unsaved


def test_a_picture_of_too_many_pixels_or_bytes_is_not_decoded(qapp, tmp_path, monkeypatch):
    (tmp_path / "logo.jpg").write_bytes(photo(100, 100))
    monkeypatch.setattr(logo_file, "PIXELS_LIMIT", 9999)
    with pytest.raises(BadLogo, match="too_large"):
        logo_from(tmp_path / "logo.jpg")
    monkeypatch.setattr(logo_file, "FILE_LIMIT", 10)
    with pytest.raises(BadLogo, match="too_large"):
        logo_from(tmp_path / "logo.jpg")
    with pytest.raises(BadLogo, match="unreadable"):
        logo_from(tmp_path / "nowhere")


# -- the preview ------------------------------------------------------------------------------------------------


def test_the_preview_has_the_colours_of_the_page(set_up):
    type_into(set_up.look.colour, "#00aa55")
    image = set_up.preview.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 4) for y in range(0, image.height(), 4)}
    assert "#00aa55" in colours
    assert "Hello" in set_up.preview.accessibleName()


def test_without_a_colour_it_is_the_programs_own():
    for dark, name in ((False, "light"), (True, "dark")):
        assert _OURS[dark] == theme.TOKENS[name]["accent"]
