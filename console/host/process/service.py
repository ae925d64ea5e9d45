"""What the service manager is told, where one has started this process."""

from __future__ import annotations

import logging
import os
import socket

_log = logging.getLogger(__name__)


def notify(state: str) -> None:
    """Tell the service manager `state`, such as `READY=1`, by the protocol of sd_notify(3); without one do nothing."""
    place = os.environ.get("NOTIFY_SOCKET", "")
    if not place:
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.connect(f"\0{place[1:]}" if place.startswith("@") else place)  # an abstract one
            manager.sendall(state.encode())
    except OSError as error:
        _log.warning("the service manager was not told: %(why)s", {"event": "not_notified", "why": str(error)})
