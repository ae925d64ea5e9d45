"""What the viewer's windows are told about the customer's session."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class SessionNews(QObject):
    """The signals.

    Signals:
        changed: read the session's properties again.
        line_added, line_changed: (Line) of the transcript.
        mirror_opened: (MirrorModel) the technician shows their desktop.
        mirror_closed: the share is over.
        desktop_changed: a technician asks for the customer's desktop, or has it, or no longer does.
        pointed: (member, Mark or MarksCleared) a technician points at a picture.
        pin_followed: (before, now) the host has proven to be the successor of who was trusted by its certificate.
        failed: (code) for a sentence to the customer; joining did not work.
    """

    changed = Signal()
    line_added = Signal(object)
    line_changed = Signal(object)
    mirror_opened = Signal(object)
    mirror_closed = Signal()
    desktop_changed = Signal()
    failed = Signal(str)
    pointed = Signal(int, object)
    pin_followed = Signal(bytes, bytes)
