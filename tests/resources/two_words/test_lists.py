"""The lists of words: as many as the protocol says, each once, easy to say, and hard to take for one another."""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections import defaultdict

import pytest

from protocol.trust.words import WORDS
from resources import files
from resources.two_words.lists import FILE, LANGUAGES, in_language, word_list

LISTS = "fb11d1a77ab55e2a9fb2de987dd3f7965823995e07a71c2c21de13dfda54b396"
LETTERS = {"en": r"[a-z]{3,11}", "de": r"[A-ZÄÖÜa-zäöü][a-zäöüß]{1,12}"}
SOUND_ALIKE = """
aisle isle ant aunt bare bear bean been bell belle berry bury blew blue board bored boar bore brake break
bread bred brooch broach buoy boy cell sell cent scent cheetah cheater coarse course creak creek dear deer
desert dessert dew due die dye doe dough eye father farther feat feet fir fur flea flee flour flower foul fowl
geyser geezer groan grown hail hale hair hare hall haul heal heel heart hart hoarse horse hole whole hour our
idle idol key quay knight night knot not lead led leak leek liar lyre loan lone mail male main mane maize maze
marten martin meat meet medal meddle miner minor moose mousse mussel muscle oar ore pail pale pain pane pair
pear peace piece peak peek peer pier plain plane plum plumb pole poll pore pour prince prints profit prophet
quartz quarts rain reign read reed red ring wring road rode root route rose rows rye wry sail sale sauce
source scene seen sea see seam seem sew sow shear sheer shore sure sole soul son sun stair stare stake steak
stationary stationery steal steel suite sweet sword soared symbol cymbal tail tale tapir taper tea tee throne
thrown thyme time tide tied toe tow tuba tuber tyre tire vain vein vale veil waist waste wait weight weak week
weather whether whale wail which witch whine wine wood would yew you yolk yoke
"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_has_as_many_words_as_there_are_numbers_each_once(language: str) -> None:
    words = [word.casefold() for word in word_list(language)]
    assert len(words) == WORDS == 2048
    assert len(set(words)) == WORDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_is_one_short_word_of_that_languages_letters(language: str) -> None:
    assert [word for word in word_list(language) if not re.fullmatch(LETTERS[language], word)] == []


def test_no_two_words_of_a_list_differ_in_one_letter_only() -> None:
    for language in LANGUAGES:
        near: dict[str, list[str]] = defaultdict(list)
        for word in word_list(language):
            for pattern in {word.casefold()[:at] + "." + word.casefold()[at + 1 :] for at in range(len(word))}:
                near[pattern].append(word)
            for shorter in {word.casefold()[:at] + word.casefold()[at + 1 :] for at in range(len(word))}:
                near[f"-{shorter}"].append(word)
            near[f"-{word.casefold()}"].append(word)
        exchanged_or_longer = [words for pattern, words in near.items() if len(words) > 1 and pattern[0] != "-"]
        longer = [words for key, words in near.items() if len(words) > 1 and key[1:] in map(str.casefold, words)]
        assert exchanged_or_longer + longer == []


def test_no_word_of_one_language_is_another_things_name_in_the_other() -> None:
    """Somebody who reads the German list must never be heard as reading another English word."""
    german = {word.casefold(): number for number, word in enumerate(word_list("de"))}
    confusing = [word for number, word in enumerate(word_list("en")) if german.get(word, number) != number]
    assert confusing == []


def test_no_word_sounds_like_another_one_that_is_common() -> None:
    alike = set(word_list("en")) & set(re.findall("[a-z]+", SOUND_ALIKE))
    assert alike == {"scene"}, "the other of which is no thing"


def test_number_for_number_both_lists_mean_the_same() -> None:
    pairs = dict(zip(word_list("en"), word_list("de"), strict=True))
    expected = {"amber": "Bernstein", "harbour": "Hafen", "hedgehog": "Igel", "quince": "Quitte", "abacus": "Abakus"}
    expected |= {
        "zoologist": "Zoologe",
        "otter": "Otter",
        "green": "grün",
        "happy": "glücklich",
        "kite": "Papierdrachen",
    }
    assert {word: pairs.get(word) for word in expected} == expected
    english = word_list("en")
    assert in_language((english.index("amber"), english.index("harbour")), "de") == "Bernstein Hafen"


def test_the_lists_are_the_protocols_and_never_edited() -> None:
    words = "\n".join(word_list("en") + word_list("de"))
    assert hashlib.sha256(words.encode()).hexdigest() == LISTS


def test_the_file_is_what_a_page_expects() -> None:
    pairs = json.loads(files.path(FILE).read_text(encoding="utf-8"))
    assert all(len(pair) == len(LANGUAGES) and all(isinstance(word, str) for word in pair) for pair in pairs)
    page = files.path("web/language.js").read_text(encoding="utf-8")
    assert f"export const LANGUAGES = {json.dumps(list(LANGUAGES))};" in page


def test_pairs_of_words_are_easy_to_tell_apart_at_random() -> None:
    """Whoever hears two words knows where the first ends: none begins another one of the list but as its own stem."""
    words = set(word_list("en"))
    joined = {one + other for one, other in itertools.product(("amber", "harbour", "otter"), words)}
    assert not joined & words
