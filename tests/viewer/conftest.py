"""What the viewer's window tests share: a session made by hand, settings in a fresh folder, a mirror with a picture."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from protocol.codec import Message
from protocol.conversation import Conversation
from protocol.messages import Reason, SessionState
from protocol.mirror.decoder import Area
from protocol.mirror.tiles import Rect
from resources.settings import Settings
from resources.theme import Theme
from viewer.mirror import MirrorModel


class FakeSession(QObject):
    """Has what the windows read, and notes what they ask for."""

    changed = Signal()
    line_added = Signal(object)
    line_changed = Signal(object)
    mirror_opened = Signal(object)
    mirror_closed = Signal()
    failed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.phase = "idle"
        self.lead_name = "Anna Berger"
        self.state = SessionState.ACTIVE
        self.connected = True
        self.ended_reason = Reason.NONE
        self.conversation: Conversation | None = None
        self.resumable: str | None = None
        self.offer: tuple[str, str] | None = None
        self.mirror: MirrorModel | None = None
        self.asked: list[tuple[str, ...]] = []
        self.told: list[Message] = []

    def become(self, phase: str, **values: object) -> None:
        self.phase = phase
        for name, value in values.items():
            setattr(self, name, value)
        if phase == "session" and self.conversation is None:
            self.conversation = Conversation(2, "Max Muster")
        self.changed.emit()

    def share(self, model: MirrorModel) -> None:
        self.mirror = model
        self.mirror_opened.emit(model)
        self.changed.emit()

    def join(self, text: str, host: str) -> None:
        self.asked.append(("join", text, host))

    def accept(self) -> None:
        self.asked.append(("accept",))

    def cancel(self) -> None:
        self.asked.append(("cancel",))

    def resume(self) -> None:
        self.asked.append(("resume",))

    def say(self, text: str) -> None:
        self.asked.append(("say", text))

    def end_share(self) -> None:
        self.asked.append(("end_share",))
        self.mirror = None
        self.mirror_closed.emit()
        self.changed.emit()

    def tell_sharer(self, content: Message) -> None:
        self.told.append(content)

    def leave(self) -> None:
        self.asked.append(("leave",))
        self.become("ended", ended_reason=Reason.LEFT)

    def start_again(self) -> None:
        self.conversation = None
        self.become("idle")


@pytest.fixture
def session(qapp: QApplication) -> FakeSession:
    return FakeSession()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "settings.ini")


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    Theme(qapp, "light")
    return qapp


@pytest.fixture
def noise() -> np.ndarray:
    """Return a picture of 320 x 200 random pixels."""
    pixels = np.random.default_rng(7).integers(0, 256, (200, 320, 4), np.uint8)
    pixels[..., 3] = 255
    return pixels


@pytest.fixture
def model(qapp: QApplication, noise: np.ndarray) -> MirrorModel:
    mirror = MirrorModel(technician="Anna Berger")
    mirror.source(320, 200, "Monitor 1")
    mirror.paint([Area(Rect(0, 0, 320, 200), noise)])
    return mirror
