"""What the demonstration learns from the files that the programs keep: the host's entry, transcripts, what was sent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from protocol.seat.conversation import Line
from protocol.seat.seatfile import SeatFolder


def said(folder: Path) -> list[str]:
    """Return the chat lines in the transcripts that a program keeps in `folder`."""
    return [line.text for line in _lines(folder) if not line.event]


def events(folder: Path) -> list[str]:
    """Return the events in the transcripts that a program keeps in `folder`."""
    return [str(line.event) for line in _lines(folder) if line.event]


def host_address(folder: Path) -> str | None:
    """Return where the host of the console that keeps its data in `folder` listens; None before it does."""
    entry = sent(folder / "host" / "host.json")
    return f"{entry['address']}:{entry['port']}" if entry else None


def sent(report: Path) -> dict[str, Any] | None:
    """Return what a share has sent, as the console reports it; None before its end."""
    try:
        found = json.loads(report.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _lines(folder: Path) -> list[Line]:
    return [line for saved in SeatFolder(folder).load_all() for line in saved.conversation.lines]
