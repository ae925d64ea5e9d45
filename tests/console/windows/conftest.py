"""What the windows' tests share: buttons that have stood where they are for long enough."""

import pytest

from resources.look import steady


@pytest.fixture(autouse=True)
def settled(monkeypatch):
    """Let a click count at once: these tests click as soon as there is something to click."""
    monkeypatch.setattr(steady, "STILL_MS", 0)
