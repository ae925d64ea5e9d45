"""Each message's bytes, as they were when it was first written down. The files in golden/ are never edited."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import protocol.vocabulary.input
from protocol.trust.introduction import OFFER_VOCABULARY
from protocol.trust.invitation import INVITATION_VOCABULARY
from protocol.trust.join_proof import GRANT_VOCABULARY
from protocol.vocabulary.codec import Message, Vocabulary
from protocol.vocabulary.content_vocabulary import CONTENT_VOCABULARY
from protocol.vocabulary.host_vocabulary import HOST_VOCABULARY
from tests.protocol.golden_messages import CASES

GOLDEN = Path(__file__).parent / "golden"


def golden(file: str) -> dict[str, str]:
    return json.loads((GOLDEN / f"{file}.json").read_text())


@pytest.mark.parametrize(("vocabulary", "file", "message"), CASES, ids=lambda value: getattr(value, "TAG", ""))
def test_a_message_encodes_to_its_golden_bytes(vocabulary: Vocabulary, file: str, message: Message) -> None:
    assert vocabulary.encode(message).hex() == golden(file)[message.TAG]


@pytest.mark.parametrize(("vocabulary", "file", "message"), CASES, ids=lambda value: getattr(value, "TAG", ""))
def test_golden_bytes_decode_to_their_message(vocabulary: Vocabulary, file: str, message: Message) -> None:
    assert vocabulary.decode(bytes.fromhex(golden(file)[message.TAG])) == message


@pytest.mark.parametrize(
    ("kinds", "file"),
    [
        (HOST_VOCABULARY.kinds, "messages"),
        (CONTENT_VOCABULARY.kinds, "content"),
        (protocol.vocabulary.input.KINDS, "input"),
        (GRANT_VOCABULARY.kinds, "grant"),
        (OFFER_VOCABULARY.kinds, "offer"),
        (INVITATION_VOCABULARY.kinds, "invitation"),
    ],
    ids=["messages", "content", "input", "grant", "offer", "invitation"],
)
def test_every_message_of_a_vocabulary_has_golden_bytes(kinds: tuple[type[Message], ...], file: str) -> None:
    assert set(golden(file)) == {kind.TAG for kind in kinds}
    assert set(golden(file)) == {message.TAG for _, name, message in CASES if name == file}


def test_the_specification_names_every_message() -> None:
    text = (Path(__file__).parents[2] / "protocol" / "PROTOCOL.md").read_text()
    for file in ("messages", "content", "input", "grant", "offer", "invitation"):
        assert [tag for tag in golden(file) if f"`{tag}`" not in text] == []
