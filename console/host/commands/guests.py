"""The commands about technicians without an account: which keys there are, who was reported, who is banned."""

from __future__ import annotations

import argparse
import time
from datetime import UTC, datetime
from typing import Any

from console.host.commands.common import add_store_command
from console.host.commands.line.answers import Answer
from console.host.commands.line.caller import caller
from console.host.core.accounts.accounts import NotDoneError
from console.host.store.records.accounts import Author
from console.host.store.records.guests import StoredGuest
from console.host.store.store import Store
from protocol.entry.entry_proof import key_mark
from protocol.notation.bans import ban_of
from protocol.vocabulary.messages import Reason

SHOWN = 200


def add_guest_commands(actions: Any) -> None:
    """Add the actions of `guests`."""
    add_store_command(actions.add_parser("list", help="the keys that were reported, and all bans"), _list)
    for name, words, banned in (
        ("ban", "let a key, an address or a network in no more, and end its sessions", True),
        ("allow", "let it in again", False),
    ):
        parser = actions.add_parser(name, help=words)
        parser.add_argument(
            "what", type=_what, metavar="WHAT", help='a key ("1A2B 3C4D 5E6F 7081"), an address, or a network'
        )
        parser.set_defaults(banned=banned)
        add_store_command(parser, _set_ban)


def _what(text: str) -> str:
    if (found := ban_of(text)) is None:
        raise argparse.ArgumentTypeError(f"{text} is neither a key, an address nor a network")
    return found


def _list(store: Store, _options: argparse.Namespace) -> Answer:
    keys, reported, bans = store.guests.count(), store.guests.noted((), SHOWN), sorted(store.guests.bans())
    lines = [f"{keys} keys, {len(reported)} reported, {len(bans)} bans"]
    lines += [_line(each) for each in reported]
    lines += [f"banned: {each}" for each in bans]
    return Answer(lines, {"keys": keys, "reported": [_data(each) for each in reported], "bans": bans})


def _set_ban(store: Store, options: argparse.Namespace) -> Answer:
    what, banned = options.what, options.banned
    if banned is (what in store.guests.bans()):
        said = "is banned already" if banned else "is not banned"
        raise NotDoneError(Reason.UNKNOWN_NAME, f"{what} {said}")
    author = Author(who=caller(), time_ms=time.time_ns() // 1_000_000)
    store.guests.set_ban(what, author, banned=banned)
    return Answer([f"{what} {'is banned' if banned else 'may come in again'}."], {"what": what, "banned": banned})


def _line(stored: StoredGuest) -> str:
    return f"{key_mark(stored.kept)}: reported {stored.reports} times, last {_moment(stored.reported_ms)}"


def _data(stored: StoredGuest) -> dict[str, Any]:
    moment = _moment(stored.reported_ms)
    return {
        "key": key_mark(stored.kept),
        "reports": stored.reports,
        "reported": moment,
        "seen": _moment(stored.seen_ms),
    }


def _moment(time_ms: int) -> str:
    return datetime.fromtimestamp(time_ms / 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
