"""Calling Cards come from files, and one of them is kept."""

import dataclasses

import pytest

from protocol.card.card import FILE_LIMIT, CallingCard, encode
from viewer.way_in.card_folder import KEPT, CardFolder, CardProblem, read_card

CARD = CallingCard(host="help.example.org", channel="first-line", fingerprint=bytes(32), title="Muster GmbH")


def test_no_card_is_there_at_first(tmp_path):
    assert CardFolder(tmp_path / "none").load() is None


def test_a_card_is_kept_in_place_of_another(tmp_path):
    folder = CardFolder(tmp_path / "viewer")
    folder.keep(CARD)
    assert folder.load() == CARD
    other = dataclasses.replace(CARD, title="Another")
    folder.keep(other)
    assert CardFolder(tmp_path / "viewer").load() == other
    assert [file.name for file in (tmp_path / "viewer").iterdir()] == [KEPT]


@pytest.mark.parametrize("content", [b"", b"MZ\x90", encode(CARD)[:-1], encode(CARD) + bytes(FILE_LIMIT)])
def test_a_file_that_is_no_card_is_said(tmp_path, content):
    file = tmp_path / "x.fernblick-card"
    file.write_bytes(content)
    with pytest.raises(CardProblem) as caught:
        read_card(file)
    assert caught.value.code == "card_broken"


def test_a_file_that_cannot_be_read_is_said(tmp_path):
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(CardProblem) as caught:
            read_card(path)
        assert caught.value.code == "card_unreadable"


def test_a_card_that_cannot_be_kept_is_said(tmp_path):
    (tmp_path / "viewer").write_text("a file where the folder would be")
    with pytest.raises(CardProblem) as caught:
        CardFolder(tmp_path / "viewer").keep(CARD)
    assert caught.value.code == "data_folder"
