"""What a reader sees of a name: two that look the same are the same. Pure.

Whoever would pass for a colleague chooses a name that looks like theirs. Two honest names that fall together here cost
a comparison of fingerprints, no more; so in doubt they do. It is no table of everything that looks like something: it
has the alphabets that share their forms with the Latin one, and what fonts make alike within that.
"""

from __future__ import annotations

import functools
import unicodedata
from itertools import chain

_FORMS = {
    "авекмнорстухѵѕіїјһԁԛԝӏ": "abekmhopctyxvsiijhdqwl",  # Cyrillic
    "αβεζηικμνορτυχϲϳ": "abezhikmnoptyxcj",  # Greek
    "սօոհցզյո": "uonhgqjn",  # Armenian
    "ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᎽᏀᏃᏏᏒᏔᏙᏚᏞᏟᏢᏦᏴ": "drtiajewmhygzbrwvslcpkb",  # Cherokee
    "ꓐꓑꓓꓔꓖꓗꓙꓚꓜꓝꓟꓠꓡꓢꓣꓦꓧꓪꓫꓬꓮꓰꓲꓳꓴ": "bpdtgkjczfmnlsrvhwxyaeiou",  # Lisu
    "ⲁⲃⲏⲓⲕⲙⲛⲟⲣⲥⲧⲩⲭ": "abhikmnopctyx",  # Coptic
    "ᗩᗷᑕᗪᖴᕼᒍᒪᗰᑎᑭᖇᑌᐯᗯ": "abcdfhjlmnpruvw",  # Canadian syllables
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ": "abcdefghijklmnoprstuvwyz",  # small capitals
    "\u0131\u0269\u0251\u0261": "iiag",
}
"""Letters, small where there are small ones, and the Latin ones that their small or great form looks like."""
_ENCLOSED = (0x1F150, 0x1F170, 0x1F1E6)  # white A in a circle, in a square, and of flags
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_LATIN = str.maketrans(
    dict(chain.from_iterable(zip(odd, plain, strict=True) for odd, plain in _FORMS.items()))
    | {chr(first + at): letter for first in _ENCLOSED for at, letter in enumerate(_LETTERS)}
)
_WITHIN = str.maketrans("i1|0\u2212", "lllo-")  # what fonts make alike
_ALPHABETS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN")  # in which a mark that makes no letter with its base is noise
_SILENT = ("Po", "Ps", "Pe", "Pi", "Pf", "Sk")


@functools.lru_cache(maxsize=4096)
def as_seen(name: str) -> str:
    """Return a name without what the eye does not tell apart: case, width, alphabets, hyphens, dots, l and I."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    plain = _without_noise(folded).translate(_LATIN).translate(_WITHIN).replace("rn", "m").replace("vv", "w")
    signs = ("-" if unicodedata.category(sign) == "Pd" else sign for sign in plain)
    heard = "".join(sign for sign in signs if unicodedata.category(sign) not in _SILENT)
    return " ".join(heard.split()) or plain


def _without_noise(text: str) -> str:
    """Return `text` without marks that stand on a letter of an alphabet and have made no letter with it."""
    kept, noisy = [], False
    for sign in text:
        is_mark = unicodedata.category(sign) in ("Mn", "Me")
        if not is_mark:
            noisy = unicodedata.name(sign, "").startswith(_ALPHABETS)
        if not (is_mark and noisy):
            kept.append(sign)
    return "".join(kept)
