"""What a technician never shows: programs by their names and windows by their titles, as they are written down.

A line of a program is its name as the system knows it, "*" standing for anything. A line of a title is a text that is
found anywhere in it, or, between two slashes, a regular expression; large and small letters are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

LINES_LIMIT, LINE_LIMIT = 100, 200

SECRETS = (
    *("KeePass*", "Bitwarden", "1Password", "Enpass", "Dashlane", "LastPass", "Proton Pass", "Keeper Password Manager"),
    *("seahorse", "org.gnome.seahorse*", "gnome-keyring*", "gcr-prompter", "kwalletmanager*", "kwalletd*"),
    *("pinentry*", "ksecretd", "ssh-askpass*", "ksshaskpass", "polkit-*", "lxpolkit", "lxqt-policykit*"),
    *("CredentialUIBroker", "SecurityAgent", "Keychain Access"),
)
"""What is on the list from the start: what keeps passwords, and asks for them."""

MESSAGES = (
    *("thunderbird*", "evolution", "geary", "kmail", "kontact", "betterbird", "mailspring"),
    *("signal", "telegram*", "whatsapp*", "element", "slack", "discord", "teams*", "zapzap", "fractal", "dino"),
)
"""Mail and messengers, which are put on the list by one click."""


def cleaned_lines(lines: Iterable[object]) -> tuple[str, ...]:
    """Return the lines that say something, each once, as many as a list takes."""
    kept = (line.strip() for line in lines if isinstance(line, str))
    good = [line for line in kept if line and len(line) <= LINE_LIMIT and line.isprintable()]
    return tuple(dict.fromkeys(good))[:LINES_LIMIT]


def title_pattern(line: str) -> re.Pattern[str] | None:
    """Return what finds the titles that a line means; None: it is no regular expression."""
    if len(line) > 2 and line[0] == line[-1] == "/":
        try:
            return re.compile(line[1:-1], re.IGNORECASE)
        except re.error:
            return None
    return re.compile(re.escape(line), re.IGNORECASE)
