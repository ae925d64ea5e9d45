"""A link or a file name says which session to join, and can say nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from protocol.notation import joincode
from protocol.notation.joincode import BadCode, parse_file_name
from viewer.way_in.invitation import Invitation, split

CODE = joincode.code_text("4821", "73904")
DIGITS = CODE.replace(" ", "")
WRONG = DIGITS[:-1] + str((int(DIGITS[-1]) + 1) % 10)
LINK = joincode.link_text("help.example.org:7331", "4821", joincode.new_link_secret(), bytes(32))
NAME = f"fernblick-viewer_help.example.org_{DIGITS}.exe"


def test_a_file_name_says_host_and_code() -> None:
    assert split(["--started-as", NAME]) == (Invitation(text=CODE, host="help.example.org"), [])


def test_a_file_name_may_say_the_port() -> None:
    name = f"fernblick-viewer_192.0.2.7_7331_{DIGITS}.AppImage"
    assert split(["--started-as", name]) == (Invitation(text=CODE, host="192.0.2.7:7331"), [])


@pytest.mark.parametrize(
    ("said", "host"), [("my_pc", "my_pc"), ("support_pc_7444", "support_pc:7444"), ("pc_lab_x", "pc_lab_x")]
)
def test_a_computers_name_may_have_an_underline(said: str, host: str) -> None:
    invited, _ = split(["--started-as", f"fernblick-viewer_{said}_{DIGITS}.exe"])
    assert invited == Invitation(text=CODE, host=host)


@pytest.mark.parametrize("copy", [" (1)", "(1)", " (12)"])
def test_a_browsers_number_of_a_second_download_does_not_matter(copy: str) -> None:
    invited, _ = split(["--started-as", NAME.replace(".exe", f"{copy}.exe")])
    assert invited == Invitation(text=CODE, host="help.example.org")


@pytest.mark.parametrize(
    "name",
    [
        "fernblick-viewer.exe",
        "fernblick-viewer_help.example.org.exe",
        f"fernblick-viewer_{DIGITS}.exe",
        f"fernblick-viewer_help.example.org_{DIGITS}",
        f"fernblick-viewer_help.example.org_{DIGITS}.exe.exe",
        f"fernblick-viewer_help.example.org_{DIGITS}_--join-file=x.exe",
        f"fernblick-viewer_help example org_{DIGITS}.exe",
        f"fernblick-viewer_-help_{DIGITS}.exe",
        f"fernblick-viewer_help_0_{DIGITS}.exe",
        f"fernblick-viewer_help_65536_{DIGITS}.exe",
        f"fernblick-viewer_help_{DIGITS} (123).exe",
        f"x{NAME}",
        NAME.replace("_", "-"),
        NAME + "\n",
    ],
)
def test_any_other_name_is_just_a_name(name: str) -> None:
    assert split(["--started-as", name]) == (None, [])


def test_a_mistyped_code_in_the_name_is_said() -> None:
    invited, _ = split(["--started-as", NAME.replace(DIGITS, WRONG)])
    assert invited == Invitation(problem="check")


def test_what_the_user_adds_to_a_one_file_program_counts() -> None:
    assert split(["--started-as", "fernblick-viewer.exe", "--log-level", "info"]) == (None, ["--log-level", "info"])


def test_a_link_is_followed_and_keeps_its_host() -> None:
    assert split(["--from-link", LINK]) == (Invitation(text=LINK), [])


@pytest.mark.parametrize("more", ["--join", "--host", "evil.example", ""])
def test_nothing_may_stand_behind_a_link(more: str) -> None:
    assert split(["--from-link", LINK, more]) == (Invitation(problem="link"), [])


@pytest.mark.parametrize("link", ["", CODE, "--join-file", "https://example.org", LINK + " --join x", "fernblick:x"])
def test_what_is_no_whole_link_is_a_broken_one(link: str) -> None:
    assert split(["--from-link", link]) == (Invitation(problem="link"), [])


def test_the_menu_starts_the_viewer_without_a_link() -> None:
    assert split(["--from-link"]) == (None, [])


def test_the_options_count_only_as_the_first_argument() -> None:
    assert split(["--log-level", "info", "--from-link", LINK]) == (None, ["--log-level", "info", "--from-link", LINK])


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=4))
def test_no_link_ever_sets_an_option(words: list[str]) -> None:
    invited, rest = split(["--from-link", *words])
    assert rest == []
    assert invited is None or invited.problem == "link" or joincode.parse(invited.text).kind == "link"


HOSTS = st.from_regex(r"\A[A-Za-z0-9]([A-Za-z0-9\-]{0,20}[A-Za-z0-9])?(\.[A-Za-z0-9]{1,9}){0,3}\Z")


@settings(max_examples=300, deadline=None)
@given(host=HOSTS, port=st.none() | st.integers(1, 65535), route=st.integers(0, 9999), secret=st.integers(0, 99999))
def test_every_host_port_and_code_comes_through(host: str, port: int | None, route: int, secret: int) -> None:
    code = joincode.code_text(f"{route:04}", f"{secret:05}")
    middle = host if port is None else f"{host}_{port}"
    found = parse_file_name(f"fernblick-viewer_{middle}_{code.replace(' ', '')}.exe")
    assert found.host == (host if port is None else f"{host}:{port}")
    assert joincode.code_text(found.route, found.secret) == code


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60) | st.text(alphabet="fernblick-vw_.ex0123456789()A ", max_size=60))
def test_any_text_is_a_whole_name_or_refused(text: str) -> None:
    for name in (text, f"fernblick-viewer_{text}.exe"):
        try:
            found = parse_file_name(name)
        except BadCode:
            continue
        assert found.host is not None
        joincode.split_address(found.host)
        assert joincode.parse(joincode.code_text(found.route, found.secret)).secret == found.secret
