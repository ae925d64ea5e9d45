"""What somebody's name or title may be: one line of signs that are seen, in one spelling, and not too long. Pure.

Whoever is given a name cleans it (`cleaned`); whoever receives one refuses what is not clean (`is_clean`). So a name
has no lines of its own, turns no text around, hides nothing, and covers nothing above or below it. What joins letters
and emoji stays where it does. The page does the same in `resources/web/names.js`, sign by sign; both are tested with
one table of cases.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from protocol.notation.name_signs import BASES, MARKS

NAME_LIMIT = 60  # characters
MARKS_LIMIT = 4  # combining marks that stand on one letter
INPUT_LIMIT = 4000  # characters that are looked at
_LONGEST_EMOJI = 16  # characters that are not torn apart where a name is cut

_SPACES = re.compile("[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_HALVES = re.compile("[\ud800-\udfff]")  # of a pair: what a system could not tell in its encoding
_TAGS = re.compile("(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f)|[\U000e0020-\U000e007f]")
_BLACK_FLAG_ENDS = "\U000e007f"
_NONJOINER, _JOINER, _KEYCAP = "\u200c", "\u200d", "\u20e3"


class Signs:
    """A set of signs, given as ranges: "41-5a 61-7a"."""

    def __init__(self, ranges: str) -> None:
        pairs = [part.partition("-") for part in ranges.split()]
        self._lows = [int(low, 16) for low, _, _ in pairs]
        self._highs = [int(high or low, 16) for low, _, high in pairs]

    def __contains__(self, sign: str) -> bool:
        at = bisect_right(self._lows, ord(sign)) - 1 if sign else -1
        return at >= 0 and ord(sign) <= self._highs[at]


_BASES, _MARKS = Signs(BASES), Signs(MARKS)
_JOINED = Signs("600-8ff 900-dff f00-109f 1780-18af 1a20-1aad 1b00-1c4f a840-a95f a980-a9df 10a00-11fff 1e900-1e95f")
"""Scripts in which a joiner or non-joiner changes how the letters beside it look."""
_VIRAMAS = Signs("94d 9cd a4d acd b4d bcd c4d ccd d4d dca")
_EMOJI = Signs(
    "a9 ae 203c 2049 2122 2139 2190-21ff 2300-23ff 24c2 25a0-27bf 2900-297f 2b00-2bff 3030 303d 3297 3299 1f000-1faff"
)
_KEYS = Signs("23 2a 30-39")
_IDEOGRAPHS = Signs("3400-9fff f900-faff 20000-3fffd")
_MONGOLIAN = Signs("1820-18aa")
_SELECTORS = Signs("180b-180d 180f fe00-fe0f e0100-e01ef")
_TAG_SIGNS = Signs("e0020-e007f")
_MODIFIERS = Signs("1f3fb-1f3ff")
_FLAG_LETTERS = Signs("1f1e6-1f1ff")


def cleaned(text: str, limit: int = NAME_LIMIT) -> str:
    """Return what of `text` can stand as a name, of at most `limit` characters; "" where nothing can."""
    text = text[:INPUT_LIMIT]
    while True:  # what is left out may bring together what had not been beside each other; it only gets shorter
        kept = _cut(_joined(_spelled(text)), limit)
        if kept == text:
            return kept
        text = kept


def is_clean(text: str, limit: int = NAME_LIMIT) -> bool:
    """Return whether `text` is as `cleaned` makes it; an empty one is."""
    return len(text) <= limit and cleaned(text, limit) == text


def _spelled(text: str) -> str:
    """Return `text` in the one spelling, with single spaces, without signs that no name has."""
    text = _HALVES.sub("\ufffd", _SPACES.sub(" ", text))
    text = _TAGS.sub(lambda found: found[1] or "", text)
    return unicodedata.normalize("NFC", "".join(filter(_may_be_there, text))).strip(" ")


def _may_be_there(sign: str) -> bool:
    joins = sign in (_NONJOINER, _JOINER) or sign in _SELECTORS or sign in _TAG_SIGNS
    return sign == " " or joins or sign in _BASES or sign in _MARKS


def _joined(text: str) -> str:
    """Return `text` without marks that stand on nothing or too high, and without joiners that join nothing."""
    kept: list[str] = []
    marks = MARKS_LIMIT  # on the latest letter
    for at, sign in enumerate(text):
        before = kept[-1] if kept else " "
        if sign in _MARKS:
            marks += 1
            stays = marks <= MARKS_LIMIT
        elif sign in _BASES or sign == " ":
            marks = MARKS_LIMIT if sign == " " else 0
            stays = not sign == before == " "
        else:
            stays = _joins(before, sign, text[at + 1 : at + 2])
        if stays:
            kept.append(sign)
    return "".join(kept)


def _joins(before: str, sign: str, after: str) -> bool:
    """Return whether a joiner, a selector or a tag does something between its neighbours."""
    if sign in _SELECTORS:
        return _selects(before, sign, after)
    if sign in _TAG_SIGNS:
        return True  # of a flag, as `_spelled` has seen
    if before in _JOINED:
        return after in _JOINED or before in _VIRAMAS
    emoji = before in _EMOJI or before in _SELECTORS or before == _BLACK_FLAG_ENDS
    return sign == _JOINER and emoji and after in _EMOJI


def _selects(before: str, sign: str, after: str) -> bool:
    if before in _MONGOLIAN:
        return sign < "\ufe00"
    if sign in "\ufe0e\ufe0f" and before in _KEYS:
        return after == _KEYCAP
    return before in (_EMOJI if sign in "\ufe0e\ufe0f" else _IDEOGRAPHS)


def _cut(text: str, limit: int) -> str:
    """Return at most `limit` characters of `text`; a letter with its marks, or an emoji, stays whole or goes."""
    if len(text) <= limit:
        return text
    ends = range(limit, max(0, limit - _LONGEST_EMOJI), -1)
    return text[: next((end for end in ends if _may_end(text, end)), limit)].rstrip(" ")


def _may_end(text: str, end: int) -> bool:
    before, after = text[end - 1], text[end]
    if before == _JOINER or after in (_JOINER, _NONJOINER):
        return False
    if after in _MARKS or after in _SELECTORS or after in _TAG_SIGNS or after in _MODIFIERS:
        return False
    if before in _FLAG_LETTERS and after in _FLAG_LETTERS:
        letters = len(text[:end]) - len(text[:end].rstrip("".join(map(chr, range(0x1F1E6, 0x1F200)))))
        return letters % 2 == 0
    return True
