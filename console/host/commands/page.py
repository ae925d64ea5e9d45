"""The commands for the web page of the company: show, set, versions, back."""

from __future__ import annotations

import argparse
import datetime
import time
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

from console.host.commands.common import add_store_command
from console.host.commands.line.answers import Answer, one_line
from console.host.commands.line.caller import caller
from console.host.core.accounts.accounts import NotDoneError
from console.host.core.accounts.company_page import CompanyPage
from console.host.store.records.accounts import Author
from console.host.store.store import Store
from protocol.notation import png
from protocol.notation.colours import DARK, LIGHT, is_colour, palette
from protocol.notation.names import cleaned
from protocol.vocabulary.messages import Reason
from protocol.vocabulary.web import (
    LOGO_LIMIT,
    LOGO_SIDE,
    NOTICE_LIMIT,
    SHOWN_LIMIT,
    TEXTS,
    TITLE_LIMIT,
    WORDS_LIMIT,
    PageSettings,
    PageWords,
    as_words,
    is_email,
    is_link,
    is_telephone,
    limits_of,
)

BLOCKED = "where a customer's network lets no chat through; '': what host.toml says"
LANGUAGES = {"en": "english", "de": "german"}
HELP = {
    "greeting": f"above the form; at most {WORDS_LIMIT} characters, plain text",
    "away": "said while nobody is there, in place of a sentence of ours",
    "privacy": f"the privacy notice, at most {NOTICE_LIMIT} characters",
    "privacy_link": "the https address of one, or of a longer one",
    "imprint": f"the imprint, at most {NOTICE_LIMIT} characters",
    "imprint_link": "the https address of one, or of a longer one",
}


def add_page_commands(actions: Any) -> None:
    """Add the actions of `page`."""
    add_store_command(actions.add_parser("show", help="show what customers see of the company"), _show)
    _add_set(actions.add_parser("set", help="change some of it; a running host follows within seconds"))
    add_store_command(actions.add_parser("versions", help="list what it was before"), _versions)
    back = actions.add_parser("back", help="make it what it was before")
    back.add_argument("version", type=int, metavar="VERSION", help="one that `page versions` lists; 0: nothing is set")
    add_store_command(back, _back)


def _add_set(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Change what is named and leave the rest. '' takes something away; as a text, @FILE is the file's."
    )
    parser.add_argument("--name", metavar="NAME", help=f"the company's name, at most {TITLE_LIMIT} characters")
    parser.add_argument("--colour", metavar="RRGGBB", help="of buttons; words and links on the page stay readable")
    sizes = f"plain PNG, at most {LOGO_SIDE} x {LOGO_SIDE} pixels and {LOGO_LIMIT} bytes"
    parser.add_argument("--logo", metavar="FILE", help=sizes)
    parser.add_argument(
        "--channels", metavar="A,B", help=f"which channels the page shows to who has no code, at most {SHOWN_LIMIT}"
    )
    parser.add_argument("--telephone", metavar="NUMBER", help=f"whom to call {BLOCKED}")
    parser.add_argument("--email", metavar="ADDRESS", help=f"whom to write to {BLOCKED}")
    for field in fields(PageWords):
        for ending in LANGUAGES:
            flag = f"--{field.name.replace('_', '-')}-{ending}"
            parser.add_argument(flag, metavar="URL" if "link" in field.name else "TEXT", help=HELP[field.name])
    add_store_command(parser, _set)


def _show(store: Store, _options: argparse.Namespace) -> Answer:
    page = store.pages.latest()
    return Answer(_lines(page), _data(page))


def _versions(store: Store, _options: argparse.Namespace) -> Answer:
    page = store.pages.latest()
    all_of_them = [(page.version, page.changed_ms), *((one.version, one.changed_ms) for one in page.earlier)]
    data = [{"version": version, "changed": _moment(ms)} for version, ms in all_of_them]
    lines = [f"{one['version']}  {one['changed'] or 'nothing was set'}" for one in data]
    return Answer([f"{lines[0]}  (now)", *lines[1:]], data)


def _back(store: Store, options: argparse.Namespace) -> Answer:
    page = store.pages.change(store.pages.version(options.version), _author())
    return Answer(_lines(page), _data(page))


def _set(store: Store, options: argparse.Namespace) -> Answer:
    page = store.pages.change(_wanted(store.pages.latest().settings, options), _author())
    return Answer([*_lines(page), *_corrections(page.settings.colour)], _data(page))


def _author() -> Author:
    return Author(who=caller(), time_ms=time.time_ns() // 1_000_000)


def _wanted(settings: PageSettings, options: argparse.Namespace) -> PageSettings:
    changes: dict[str, Any] = {}
    if options.name is not None:
        changes["name"] = _whole("name", cleaned(options.name), options.name)
    if options.colour is not None:
        changes["colour"] = _colour(options.colour)
    if options.logo is not None:
        changes["logo"] = _logo(options.logo)
    changes |= _contact(options)
    if options.channels is not None:
        changes["channels"] = tuple(name for name in options.channels.split(",") if name)
    for ending, language in LANGUAGES.items():
        words = {field.name: getattr(options, f"{field.name}_{ending}") for field in fields(PageWords)}
        said = {name: _words(name, text) for name, text in words.items() if text is not None}
        changes[language] = replace(getattr(settings, language), **said)
    return replace(settings, **changes)


def _contact(options: argparse.Namespace) -> dict[str, str]:
    """Return whom customers are to turn to, as far as that is said."""
    kinds = {"telephone": (is_telephone, "telephone number"), "email": (is_email, "e-mail address")}
    said = {name: getattr(options, name).strip() for name in kinds if getattr(options, name) is not None}
    for name, text in said.items():
        is_one, what = kinds[name]
        if text and not is_one(text):
            raise NotDoneError(Reason.BAD_NAME, f"{one_line(text)} is no {what}")
    return said


def _words(name: str, text: str) -> str:
    if name in TEXTS:
        said = _read(text[1:]) if text.startswith("@") else text
        return _whole(name, as_words(name, said), said)
    if not is_link(text):
        raise NotDoneError(Reason.BAD_NAME, f"{one_line(text)} is no address that begins with https://")
    return text


def _whole(name: str, kept: str, said: str) -> str:
    """Return what is kept of `said`; refuse what would lose its end."""
    limit, lines = limits_of(name)
    if len(said.strip()) > limit or len(said.strip().splitlines()) > lines:
        words = f"the {name} has {len(said.strip())} characters; {limit} in {lines} lines are possible"
        raise NotDoneError(Reason.BAD_NAME, words)
    if said.strip() and not kept:
        raise NotDoneError(Reason.BAD_NAME, f"nothing of this {name} can be seen")
    return kept


def _read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise NotDoneError(Reason.STORAGE, f"{one_line(file)} cannot be read as UTF-8 text") from error


def _colour(text: str) -> str:
    colour = f"#{text.lower().removeprefix('#')}" if text else ""
    if colour and not is_colour(colour):
        raise NotDoneError(Reason.BAD_NAME, f"{one_line(text)} is no colour; write one as 1a73e8")
    return colour


def _logo(file: str) -> bytes:
    if not file:
        return b""
    try:
        data = Path(file).read_bytes()
        png.check(bare := png.bare(data), side=LOGO_SIDE)
    except OSError as error:
        raise NotDoneError(Reason.STORAGE, f"{one_line(file)} cannot be read: {error.strerror}") from error
    except png.BadPng as error:
        words = (
            f"{one_line(file)} is no plain PNG of at most {LOGO_SIDE} x {LOGO_SIDE} pixels ({error}); the "
            "Administration Center takes any PNG or JPEG and makes it one"
        )
        raise NotDoneError(Reason.BAD_PICTURE, words) from error
    return bare


def _corrections(colour: str) -> list[str]:
    """Return what is said where a colour could not be read as it is."""
    if not colour:
        return []
    pairs = (("light", palette(colour, LIGHT)), ("dark", palette(colour, DARK)))
    return [
        f"{colour} could not be read on the {theme} page: links and edges are {made.accent_text} there"
        for theme, made in pairs
        if made.accent_text != colour
    ]


def _lines(page: CompanyPage) -> list[str]:
    settings = page.settings
    logo = f"{'x'.join(map(str, png.size(settings.logo)))}, {len(settings.logo)} bytes" if settings.logo else ""
    said = [("name", settings.name), ("colour", settings.colour), ("logo", logo)]
    said.append(("channels", ", ".join(settings.channels)))
    said += [("telephone", settings.telephone), ("email", settings.email)]
    for ending, language in LANGUAGES.items():
        words = asdict(getattr(settings, language))
        said += [(f"{name.replace('_', '-')}-{ending}", text) for name, text in words.items()]
    lines = [f"{name}: {text.replace(chr(10), chr(10) + '    ')}" for name, text in said if text]
    return lines or ["Nothing is set: the page is nobody's."]


def _data(page: CompanyPage) -> dict[str, Any]:
    settings, made = page.settings, {}
    if settings.colour:
        made = {"light": asdict(palette(settings.colour, LIGHT)), "dark": asdict(palette(settings.colour, DARK))}
    logo = dict(zip(("width", "height"), png.size(settings.logo), strict=True)) if settings.logo else None
    return {
        "version": page.version,
        "changed": _moment(page.changed_ms),
        "name": settings.name,
        "colour": settings.colour or None,
        "colours": made,
        "logo": logo and {**logo, "bytes": len(settings.logo)},
        "channels": list(settings.channels),
        "telephone": settings.telephone,
        "email": settings.email,
        **{ending: asdict(getattr(settings, language)) for ending, language in LANGUAGES.items()},
        "earlier": [{"version": one.version, "changed": _moment(one.changed_ms)} for one in page.earlier],
    }


def _moment(ms: int) -> str | None:
    """Return a time as a program reads it; None: never."""
    return datetime.datetime.fromtimestamp(ms / 1000, datetime.UTC).isoformat(timespec="seconds") if ms else None
