"""What a company has set for all its consoles: read from a table of names and values, whatever it was written in.

Two kinds: `policy` is fixed, the technician reads it and cannot change it; `preset` is what holds until the technician
chooses something else. No I/O.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from protocol.notation.joincode import BadCode, plain_form

POLICY, PRESET = "policy", "preset"
ADDRESS_LIMIT = 255
_FINGERPRINT = re.compile(r"[0-9a-f]{64}")
_TRUST = ("company_host", "company_fingerprint", "company_authority")


class BadPreset(Exception):
    """A preset cannot be used.

    Attributes:
        code: of the sentence that says why.
        file: where it was read, as a person finds it.
        where: the name or the line that is wrong.
    """

    def __init__(self, code: str, *, file: str = "", where: str = "") -> None:
        super().__init__(code)
        self.code, self.file, self.where = code, file, where


@dataclass(frozen=True)
class Preset:
    """What is set for this console, by the names of the settings.

    Attributes:
        fixed: cannot be changed.
        proposed: holds until something else is chosen.
        asked: a host that merely lay beside the program: used once the technician has said so. Names as in `proposed`.
        problem: why nothing of it can be used; then no host is, either.
    """

    fixed: Mapping[str, str] = field(default_factory=dict)
    proposed: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, str] = field(default_factory=dict)
    problem: BadPreset | None = None

    def over(self, weaker: Preset) -> Preset:
        """Return this preset with what only `weaker` says added."""
        return Preset(
            _over(self.fixed, weaker.fixed),
            _over(self.proposed, weaker.proposed),
            self.asked or weaker.asked,
            self.problem or weaker.problem,
        )


def read_tables(tables: Mapping[str, object], *, file: str) -> Preset:
    """Return the preset in `tables`, which was read in `file`.

    Raises:
        BadPreset: a name is no setting, or a value not one that it can have.
    """
    found: dict[str, dict[str, str]] = {POLICY: {}, PRESET: {}}
    found |= {name: _read(table, name, file) for name, table in tables.items()}
    return Preset(fixed=found[POLICY], proposed=found[PRESET])


def beside(preset: Preset, *, file: str) -> Preset:
    """Return what a file beside the program may say, which anybody's download may have put there.

    Raises:
        BadPreset: it sets a policy, which is for the system's own place.
    """
    if preset.fixed:
        raise BadPreset("preset_policy_beside", file=file, where=POLICY)
    asked = {name: preset.proposed[name] for name in _TRUST if name in preset.proposed}
    kept = {name: value for name, value in preset.proposed.items() if name not in _TRUST}
    return Preset(proposed=kept, asked=asked)


def _over(stronger: Mapping[str, str], weaker: Mapping[str, str]) -> dict[str, str]:
    """Return both, where `stronger` counts; a host and whom to believe there come from one place."""
    taken = {name: value for name, value in weaker.items() if name not in _TRUST or _TRUST[0] not in stronger}
    return {**taken, **stronger}


def _read(table: object, name: str, file: str) -> dict[str, str]:
    if name not in (POLICY, PRESET) or not isinstance(table, Mapping):
        raise BadPreset("preset_unknown", file=file, where=name)
    found: dict[str, str] = {}
    for key, value in table.items():
        setting = _SETTINGS.get(key)
        if setting is None or (setting.policy_only and name != POLICY):
            raise BadPreset("preset_unknown", file=file, where=f"[{name}] {key}")
        if (text := setting.read(value)) is None:
            raise BadPreset("preset_value", file=file, where=f"[{name}] {key}")
        found[setting.name] = text
    return _with_trust(found, file)


def _with_trust(found: dict[str, str], file: str) -> dict[str, str]:
    """Return `found` with all that says whom to believe at its host, where it names one."""
    _host, fingerprint, authority = (found.get(name, "") for name in _TRUST)
    if (fingerprint or authority) and not found.get("company_host"):
        raise BadPreset("preset_no_host", file=file, where="fingerprint" if fingerprint else "ca")
    if fingerprint and authority:
        raise BadPreset("preset_two_trusts", file=file, where="ca")
    if "company_host" in found:
        found |= {"company_fingerprint": fingerprint, "company_authority": authority}
    return found


@dataclass(frozen=True)
class _Setting:
    """One name in a preset.

    Attributes:
        name: of the setting that it sets.
        read: returns the setting's value, or None where it cannot have this one.
        policy_only: there is nothing that a technician could choose instead.
    """

    name: str
    read: Callable[[object], str | None]
    policy_only: bool = False


def _switch(value: object) -> str | None:
    if isinstance(value, bool | int) and value in (0, 1):
        return "on" if value else "off"
    return None


def _lines(value: object) -> str | None:
    """Take a list of lines, or, where a system knows no lists, lines with semicolons between."""
    found = value.split(";") if isinstance(value, str) else value
    if not isinstance(found, list) or not all(isinstance(line, str) and line.isprintable() for line in found):
        return None
    return "\n".join(line.strip() for line in found)


def _one_of(*known: str) -> Callable[[object], str | None]:
    return lambda value: value if isinstance(value, str) and value in known else None


def _address(value: object) -> str | None:
    if not isinstance(value, str) or not 0 < len(value) <= ADDRESS_LIMIT:
        return None
    try:
        return plain_form(value)
    except BadCode:
        return None


def _fingerprint(value: object) -> str | None:
    """Take a SHA-256 however it is written: with colons or blanks between, in large letters."""
    if not isinstance(value, str):
        return None
    digits = re.sub(r"[\s:]", "", value).lower()
    return digits if _FINGERPRINT.fullmatch(digits) else None


def _path(value: object) -> str | None:
    return value if isinstance(value, str) and value and value.isprintable() else None


_SETTINGS = {
    "host": _Setting("company_host", _address),
    "fingerprint": _Setting("company_fingerprint", _fingerprint),
    "ca": _Setting("company_authority", _path),
    "language": _Setting("language", _one_of("system", "en", "de")),
    "appearance": _Setting("appearance", _one_of("system", "light", "dark")),
    "address_of_this_computer": _Setting("public_address", _address),
    "share_signs": _Setting("share_signs", _switch),
    "console_in_picture": _Setting("console_in_picture", _switch),
    "never_show_programs": _Setting("never_show_programs", _lines),
    "never_show_titles": _Setting("never_show_titles", _lines),
    "veil_notifications": _Setting("veil_notifications", _switch),
    "goes_on_by_itself": _Setting("goes_on_by_itself", _switch),
    "share_during_control": _Setting("share_during_control", _switch),
    "announce_in_lan": _Setting("announce_in_lan", _switch),
    "own_host": _Setting("own_host", _switch, policy_only=True),
    "remember_password": _Setting("remember_password", _switch, policy_only=True),
}
NAMES = tuple(_SETTINGS)
"""What can be set."""
