"""`fernblick-host page`: what customers see of the company, from the command line."""

import json

import pytest

from console.host.__main__ import main
from console.host.process.folder import EXIT_NOT_DONE
from tests.helpers.pictures import picture


@pytest.fixture
def page(data_folder, capsys):
    main(["groups", "channel", "support", "printers", "--data", str(data_folder)])
    capsys.readouterr()

    def run(*words):
        status = main(["page", *words, "--data", str(data_folder)])
        out, error = capsys.readouterr()
        return (status, out, error.replace("\n", " "))

    return run


def shown(page):
    return json.loads(page("show", "--json")[1])


def test_nothing_is_set_at_first(page):
    assert page("show")[:2] == (0, "Nothing is set: the page is nobody's.\n")
    assert shown(page)["name"] == ""
    assert shown(page)["colour"] is None


def test_what_is_named_is_changed_and_the_rest_stays(page, tmp_path):
    (tmp_path / "logo.png").write_bytes(picture(width=300, height=100))
    (tmp_path / "privacy.txt").write_text("Nothing\nis kept.\n", encoding="utf-8")
    status, out, _ = page(
        *("set", "--name", " Müller  GmbH ", "--colour", "FFCC00", "--logo", str(tmp_path / "logo.png")),
        *("--channels", "printers", "--greeting-de", "Grüß Gott", "--privacy-en", f"@{tmp_path / 'privacy.txt'}"),
    )
    assert status == 0
    assert "#ffcc00 could not be read on the light page: links and edges are #866b00 there" in out
    assert page("set", "--greeting-en", "Hello", "--imprint-link-de", "https://example.com/impressum")[0] == 0
    said = shown(page)
    assert (said["name"], said["colour"], said["channels"], said["version"]) == (
        "Müller GmbH",
        "#ffcc00",
        ["printers"],
        2,
    )
    assert said["logo"] == {"width": 300, "height": 100, "bytes": len(picture(width=300, height=100))}
    assert (said["de"]["greeting"], said["en"]["greeting"]) == ("Grüß Gott", "Hello")
    assert said["en"]["privacy"] == "Nothing\nis kept."
    assert page("set", "--telephone", " +49 30 1234-56 ", "--email", "help@example.com")[0] == 0
    assert (shown(page)["telephone"], shown(page)["email"]) == ("+49 30 1234-56", "help@example.com")
    assert "telephone: +49 30 1234-56\nemail: help@example.com\n" in page("show")[1]
    assert page("set", "--telephone", "")[0] == 0
    assert (shown(page)["telephone"], shown(page)["email"]) == ("", "help@example.com")
    assert page("set", "--name", "", "--logo", "", "--channels", "")[0] == 0
    assert (shown(page)["name"], shown(page)["logo"], shown(page)["channels"]) == ("", None, [])


def test_what_it_was_before_can_be_had_back(page):
    page("set", "--name", "Müller")
    page("set", "--name", "Meier")
    assert [each["version"] for each in json.loads(page("versions", "--json")[1])] == [2, 1, 0]
    assert page("versions")[1].splitlines()[2] == "0  nothing was set"
    assert page("back", "1")[0] == 0
    assert (shown(page)["name"], shown(page)["version"]) == ("Müller", 3)
    assert page("back", "0")[0] == 0
    assert shown(page)["name"] == ""
    assert page("back", "77")[0] == EXIT_NOT_DONE


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--colour", "red"), "red is no colour; write one as 1a73e8"),
        (("--privacy-link-en", "http://example.com"), "is no address that begins with https://"),
        (("--imprint-link-de", "javascript:alert(1)"), "is no address that begins with https://"),
        (("--telephone", "call us"), "call us is no telephone number"),
        (("--telephone", "()/+"), "()/+ is no telephone number"),
        (("--email", "<b>@example.com"), "is no e-mail address"),
        (("--channels", "nobodys"), "no group has the channel nobodys"),
        (("--name", "x" * 61), "the name has 61 characters; 60 in 1 lines are possible"),
        (("--greeting-en", "x\n" * 9), "400 in 8 lines are possible"),
        (("--greeting-en", "\u202e\u0007"), "nothing of this greeting can be seen"),
        (("--privacy-en", "@/nowhere"), "/nowhere cannot be read as UTF-8 text"),
        (("--logo", "/nowhere"), "/nowhere cannot be read"),
    ],
)
def test_what_cannot_be_shown_is_said_and_changes_nothing(page, words, says):
    status, _, error = page("set", *words)
    assert (status, says in error) == (EXIT_NOT_DONE, True), error
    assert shown(page)["version"] == 0


@pytest.mark.parametrize("data", [b"<svg/>", b"\xff\xd8\xff\xe0" + bytes(50), b"", picture(width=481, height=2)])
def test_a_logo_is_a_plain_picture(page, tmp_path, data):
    (tmp_path / "logo").write_bytes(data)
    status, _, error = page("set", "--logo", str(tmp_path / "logo"))
    assert (status, "is no plain PNG" in error) == (EXIT_NOT_DONE, True)
