import re
from typing import get_args

import pytest

from protocol.link.link import LinkEnd
from protocol.link.ways import trouble
from protocol.notation import joincode
from protocol.vocabulary.messages import Reason
from resources import files
from resources.words.sentences import EVENTS, SENTENCES, event_line, sentence

ROOT = files.path("..").resolve()
NEVER_SAID = {"none", "closed"}


def raised_in(pattern: str, *folders: str) -> set[str]:
    found: set[str] = set()
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            found |= set(re.findall(pattern, path.read_text(encoding="utf-8")))
    return found


@pytest.mark.parametrize(
    "codes",
    [
        {reason.value for reason in Reason},
        {end.value for end in LinkEnd},
        set(get_args(trouble.DialKind)),
        set(get_args(joincode.Why)),
        raised_in(r"CaptureUnavailable\(\"([a-z_]+)\"", "protocol"),
        raised_in(r"HostProblem\(\"([a-z_]+)\"|: \"([a-z_]+)\"}", "console") and {"port_taken", "data_folder"},
        raised_in(r"HostProblem\(\"([a-z_]+)\"", "console"),
        raised_in(r"(?:problem\.emit|_fail|_tell|problem)\(\"([a-z_]+)\"", "console", "viewer"),
        {"not_active", "customer_missing", "right_missing", "settings_broken", "settings_unreadable", "program_error"},
    ],
)
def test_every_code_has_a_sentence(codes: set[str]) -> None:
    assert codes
    assert codes - NEVER_SAID <= SENTENCES.keys()


def test_every_event_of_a_transcript_has_a_line() -> None:
    noted = raised_in(r"note\(\s*\"([a-z_]+)\"", "console", "viewer", "protocol")
    assert noted
    assert noted <= EVENTS.keys()


def test_whatever_becomes_of_the_customers_desktop_is_said() -> None:
    said = raised_in(r"\"(desktop_[a-z_]+)\"", "console", "viewer")
    said |= {f"desktop_{access}_allowed{end}" for access in ("view", "control") for end in ("", "_by_you", "_to")}
    said -= {"desktop_asked", "desktop_allowed", "desktop_changed", "desktop_used"}  # the audit's
    assert len(said) > 20
    assert said <= EVENTS.keys() | SENTENCES.keys()


@pytest.mark.parametrize("words", [*SENTENCES.values(), *EVENTS.values()])
def test_a_sentence_ends_like_one_and_needs_no_more_than_a_name(words: str) -> None:
    assert words[0].isupper() or words.startswith("{name}")
    assert words.endswith(".")
    assert set(re.findall(r"{(\w*)}", words)) <= {"name", "about", "today"}


def test_a_code_nobody_knows_is_still_a_sentence() -> None:
    assert sentence("from_the_future") == SENTENCES["unknown"]


def test_an_event_names_whom_it_concerns() -> None:
    assert event_line("joined", "Erika {Example}") == "Chat session established with Erika {Example}."
    assert event_line("from_the_future", "Erika") == "Erika"
