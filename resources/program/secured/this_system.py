"""Who watches the screens of this computer: each thing that tells has a module of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable

from protocol.mirror.capture.common.kept_back import Rules
from resources.program.secured.secured import Watcher


def this_systems_watchers(display: str | None, unseen: Callable[[], Rules] | None) -> list[Watcher]:
    """Return who watches the screens of this computer.

    Args:
        display: the X display that is shown; None: that of the environment.
        unseen: returns what is never shown, where no picture can leave it out; None: they can.
    """
    if sys.platform == "win32":
        from resources.program.secured.windows_session import WindowsSession

        return [WindowsSession()]
    if sys.platform == "darwin":
        from resources.program.secured.mac_session import MacSession

        return [MacSession()]
    from resources.program.secured.linux import linux_watchers  # nothing of it is in bundles for Windows

    return linux_watchers(display, unseen)
