"""What stands in a row's details, said in plain words: who, which channel or right, and why."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from console.windows.reports.audit_words import REASONS, reason_words
from console.windows.reports.right_words import right_title

_VALUES: dict[str, object] = {
    "on": QT_TRANSLATE_NOOP("audit_details", "on"),
    "off": QT_TRANSLATE_NOOP("audit_details", "off"),
    "inherit": QT_TRANSLATE_NOOP("audit_details", "as the group above"),
    "none": QT_TRANSLATE_NOOP("audit_details", "none"),
    "no access": QT_TRANSLATE_NOOP("audit_details", "no access"),
    "view": QT_TRANSLATE_NOOP("audit_details", "view"),
    "control": QT_TRANSLATE_NOOP("audit_details", "view and control"),
    "collaborate": QT_TRANSLATE_NOOP("audit_details", "to collaborate"),
    "transfer": QT_TRANSLATE_NOOP("audit_details", "to take over"),
    "administrator": QT_TRANSLATE_NOOP("audit_details", "administrator"),
    "disabled": QT_TRANSLATE_NOOP("audit_details", "disabled"),
    "locked": QT_TRANSLATE_NOOP("audit_details", "locked"),
    "allowing everything": QT_TRANSLATE_NOOP("audit_details", "everything allowed"),
    "sessions": QT_TRANSLATE_NOOP("audit_details", "Sessions at a time"),
    "channel": QT_TRANSLATE_NOOP("audit_details", "channel"),
    "desk_reads": QT_TRANSLATE_NOOP("audit_details", "the desk reads what it is about"),
    "customer": QT_TRANSLATE_NOOP("audit_details", "customer"),
    "reference": QT_TRANSLATE_NOOP("audit_details", "reference"),
    "note": QT_TRANSLATE_NOOP("audit_details", "note"),
    "outcome": QT_TRANSLATE_NOOP("audit_details", "outcome"),
    "on request": QT_TRANSLATE_NOOP("audit_details", "on request"),
    "the top": QT_TRANSLATE_NOOP("audit_details", "the top"),
}
_SET = re.compile(r"(?P<name>.+) (?P<what>[a-z_]+)=(?P<value>\S+?)(?P<locked> locked)?")
_PLACED = re.compile(
    r"(?P<name>.+) in (?P<group>.+?)(?P<everything> allowing everything)?"
    r"(?P<administrator> administrator)?(?P<disabled> disabled)?"
)
_ACCESS = re.compile(r"(?P<name>(.+: )?(member=\d+ )?)(access=)?(?P<access>none|view|control)( (?P<why>\S+))?")


_DELETED = re.compile(r"(?P<count>\d+) sessions before (?P<day>[0-9-]+)")


def detail_words(event: str, detail: str) -> str:
    """Return what stands in the details of an `event`'s row in the user's language; what is not known, as it is."""
    say = _SAYS.get(event)
    return (say(detail) if say is not None else None) or reason_words(detail)


def _reason_last(detail: str) -> str | None:
    """Read "helpdesk timed_out"."""
    name, space, why = detail.rpartition(" ")
    return f"{name}: {reason_words(why)}" if space and why in REASONS else None


def _reason_first(detail: str) -> str | None:
    """Read "wrong_login Ada"."""
    why, space, name = detail.partition(" ")
    return f"{name}: {reason_words(why)}" if space and why in REASONS else None


def _setting(detail: str) -> str | None:
    """Read "Support share_screen=on locked"."""
    found = _SET.fullmatch(detail)
    if found is None:
        return _placed(detail)
    what, value = found["what"], found["value"]
    title = _value(what) if what in _VALUES else right_title(what)
    said = value if what == "channel" and value != "none" else _value(value)
    return f"{found['name']}: {title}: {said}" + (f", {_value('locked')}" if found["locked"] else "")


def _placed(detail: str) -> str | None:
    """Read "Ada in Support administrator disabled"."""
    found = _PLACED.fullmatch(detail)
    if found is None:
        return None
    group = _value(found["group"]) if found["group"] == "the top" else found["group"]
    where = QCoreApplication.translate("audit_details", "{name} in {group}").format(name=found["name"], group=group)
    marks = [found[name] for name in ("everything", "administrator", "disabled")]
    return ", ".join([where, *(_value(mark.strip()) for mark in marks if mark)])


def _access(detail: str) -> str | None:
    """Read "Ada: access=view revoked" or "control"."""
    found = _ACCESS.fullmatch(detail)
    if found is None:
        return None
    said = f"{found['name']}{_value('no access' if found['access'] == 'none' else found['access'])}"
    return f"{said}, {reason_words(found['why'])}" if found["why"] and found["why"] != "none" else said


def _noted(detail: str) -> str | None:
    """Read "customer outcome"."""
    return ", ".join(_value(word) for word in detail.split(" "))


def _deleted(detail: str) -> str | None:
    """Read "3 sessions before 2026-11-30", or "on request"."""
    if (found := _DELETED.fullmatch(detail)) is None:
        return _value(detail)
    words = QCoreApplication.translate("audit_details", "of sessions before {day}: {count}")
    return words.format(day=found["day"], count=found["count"])


def _value(word: str) -> str:
    return QCoreApplication.translate("audit_details", str(_VALUES[word])) if word in _VALUES else word


def _kind(detail: str) -> str | None:
    """Read "collaborate", after a name or alone."""
    name, colon, kind = detail.rpartition(": ")
    return f"{name}{colon}{_value(kind)}" if kind in _VALUES else None


_SAYS: dict[str, Callable[[str], str | None]] = {
    "gave_up": _reason_last,
    "refused": _reason_last,
    "login_refused": _reason_first,
    "right_changed": _setting,
    "group_changed": _setting,
    "group_added": _placed,
    "technician_added": _placed,
    "technician_changed": _placed,
    "desktop_asked": _access,
    "desktop_allowed": _access,
    "desktop_changed": _access,
    "invited": _kind,
    "session_noted": _noted,
    "notes_deleted": _deleted,
}
