"""Extensions that an X server may lack: asked for first, since xcb ends the connection of who uses a missing one."""

from __future__ import annotations

from typing import Any

import xcffib


def has_extension(connection: Any, name: str) -> bool:
    """Say whether the server has an extension."""
    return bool(connection.core.QueryExtension(len(name), name).reply().present)


def extension(connection: Any, key: xcffib.ExtensionKey) -> Any:
    """Return an extension; None where the server has none."""
    return connection(key) if has_extension(connection, key.name) else None
