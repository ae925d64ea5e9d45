"""The page as it is sent: the company's name, colour and words in it, and what is known of the place it was asked for.

All of a company's is words in attributes and in text, six colours that were computed here, and one picture that was
looked through. What takes long to load comes later: the logo, and notices that only some readers open, each at an
address that never stands for anything else.
"""

from __future__ import annotations

import hashlib
import html
import json
from collections import OrderedDict
from dataclasses import asdict
from typing import Any

from console.host.core.accounts.company_page import CompanyPage
from console.host.links.page_address import Contact
from console.host.links.page_files import PageFile, PageFiles
from console.host.technicians.reception import Reception
from protocol.notation import png
from protocol.notation.colours import DARK, LIGHT, palette
from protocol.vocabulary.web import PageSettings, PageWords, said

PAGE = "chat.html"
LOGO, NOTICES, NOW = "logo.png", "notices.json", "now"
LOGO_HEIGHT, LOGO_WIDTH = 32, 160  # pixels of the page, at most
KEPT = 32  # pages, each as somebody may be there or not
_FOLDER_LETTERS = 20
_LATER = ("privacy", "imprint")
"""What is loaded when somebody wants to read it."""


class FrontPages:
    """Makes the page of one host, as things are when it is asked for.

    Args:
        contact: whom a customer may turn to, where the company's page does not say it.
    """

    def __init__(self, files: PageFiles, reception: Reception, contact: Contact) -> None:
        self._files = files
        self._contact = contact
        self._reception = reception
        self._made: OrderedDict[tuple[PageSettings, str], PageFile] = OrderedDict()

    def page(self, place: str, address: str) -> PageFile:
        """Return the page for `place`, a channel or the route of a link; "" is where codes are typed."""
        settings, entrance = self._page.settings, json.dumps(self._entrance(place, address))
        key = settings, entrance
        if key not in self._made:
            self._made[key] = _made(self._files, settings, entrance, _contact(settings, self._contact))
        self._made.move_to_end(key)
        if len(self._made) > KEPT:
            self._made.popitem(last=False)
        return self._made[key]

    def now(self, place: str, address: str) -> dict[str, Any]:
        """Return what is known of `place` by now, for a page that has been open for a while."""
        return self._entrance(place, address)

    def find(self, path: str) -> tuple[PageFile, bool] | None:
        """Return the company's file at `FOLDER/NAME`, and whether it may be kept for ever."""
        settings = self._page.settings
        folder, _, name = path.partition("/")
        if name == LOGO and settings.logo:
            return PageFile(settings.logo, "image/png"), folder == folder_of(settings)
        if name == NOTICES:
            return PageFile(_notices(settings), "application/json"), folder == folder_of(settings)
        return None

    @property
    def _page(self) -> CompanyPage:
        return self._reception.page

    def _entrance(self, place: str, address: str) -> dict[str, Any]:
        contact = self._reception.open_contact
        for_anybody = {} if contact is None else {"open": contact}
        if place:
            return self._reception.entrance(place, address) | for_anybody
        return {"channels": [list(choice) for choice in self._reception.choices()]} | for_anybody


def folder_of(settings: PageSettings) -> str:
    """Return the folder of a company's files, which is another one after each change."""
    return hashlib.sha256(repr(settings).encode()).hexdigest()[:_FOLDER_LETTERS]


def _contact(settings: PageSettings, usual: Contact) -> Contact:
    return Contact(settings.telephone or usual.telephone, settings.email or usual.mail)


def _made(files: PageFiles, settings: PageSettings, entrance: str, contact: Contact) -> PageFile:
    told = {"folder": folder_of(settings), "name": settings.name, "words": _words(settings)}
    told["entrance"] = json.loads(entrance)
    content = html.escape(json.dumps(told, ensure_ascii=False), quote=True)

    def fill(text: str) -> str:
        text = text.replace('name="company" content=""', f'name="company" content="{content}"', 1)
        for name, way in asdict(contact).items():
            text = text.replace(f'data-{name}=""', f'data-{name}="{html.escape(way)}"', 1)
        return _with_brand(text, settings) if settings.name or settings.logo else text

    return files.page(PAGE, style=_style(settings.colour), fill=fill)


def _words(settings: PageSettings) -> dict[str, dict[str, str | bool]]:
    """Return what each language says; of what is loaded later only whether there is any."""
    pairs = {"en": said(settings.english, settings.german), "de": said(settings.german, settings.english)}
    return {
        language: {name: bool(text) if name in _LATER else text for name, text in asdict(words).items()}
        for language, words in pairs.items()
    }


def _notices(settings: PageSettings) -> bytes:
    def texts(words: PageWords, other: PageWords) -> dict[str, str]:
        found = said(words, other)
        return {name: getattr(found, name) for name in _LATER}

    pairs = {"en": texts(settings.english, settings.german), "de": texts(settings.german, settings.english)}
    return json.dumps(pairs, ensure_ascii=False).encode()


def _with_brand(text: str, settings: PageSettings) -> str:
    """Put the company's name, and the place of its logo, where ours are."""
    start, end = text.index('<span class="brand">'), text.index("</span>")
    name = html.escape(settings.name, quote=True)
    brand = f'<span class="brand">{_logo(settings)}{name}'
    whole = text[:start] + brand + text[end:]
    return whole.replace("<title>", f"<title>{name} – ", 1) if name else whole


def _logo(settings: PageSettings) -> str:
    """Return the logo's element: its room is there at once, and the page's script loads it once the form stands."""
    if not settings.logo:
        return ""
    width, height = png.size(settings.logo)
    scale = min(LOGO_HEIGHT / height, LOGO_WIDTH / width)
    sides = max(1, round(width * scale)), max(1, round(height * scale))
    at = f"/company/{folder_of(settings)}/{LOGO}"
    return f'<img id="logo" data-src="{at}" alt="" width="{sides[0]}" height="{sides[1]}">'


def _style(colour: str) -> str:
    if not colour:
        return ""
    light, dark = _variables(colour, dark=False), _variables(colour, dark=True)
    return f":root{{{light}}}@media (prefers-color-scheme: dark){{:root{{{dark}}}}}"


def _variables(colour: str, *, dark: bool) -> str:
    made = palette(colour, DARK if dark else LIGHT)
    found = {
        "accent": made.accent,
        "accent_hover": made.accent_hover,
        "accent_pressed": made.accent_pressed,
        "on_accent": made.on_accent,
        "accent_text": made.accent_text,
        "accent_soft": made.accent_soft,
        "focus": made.accent_text,
    }
    return "".join(f"--{name}:{value};" for name, value in found.items())
